import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { poll } from "./support/poll";
import { commonServer } from "./support/servers";
import {
	applyAction,
	closeWorkbench,
	editorOf,
	hoverText,
	LONG,
	openWorkbench,
	problems,
	runCommand,
	textOf,
	token,
} from "./support/workbench";

describe("a folder in VS Code", () => {
	let page: Page;
	let editor: Locator;
	let folder: string;

	before(async () => {
		const server = await commonServer();
		folder = server.workspace("shapes.py");
		page = await openWorkbench(server, folder, "shapes.py");
		editor = editorOf(page);
	});
	after(() => closeWorkbench(page));

	it("shows a squiggle, an entry in Problems and inlay hints", async () => {
		await editor.locator(".squiggly-error").first().waitFor(LONG);
		const rows = await poll("a problem", async () => (await problems(page)).length > 0 && problems(page));
		assert.match(rows.join("\n"), /in Keras 3 a shape is a tuple/);
		assert.match(rows.join("\n"), /Ln 5/);
		const text = await poll("hints", async () => {
			const lines = await textOf(editor.locator(".view-line"));
			return lines.includes(": (None, 32) float32") && lines;
		});
		assert.match(text, /tokens: \(None, 16, 32\) float32/);
		assert.match(text, /scores: \(None, 10\) float32/);
	});

	it("tells input and output of a layer in a hover", async () => {
		const text = await hoverText(page, token(editor, "scores"), /Dense/);
		assert.match(text, /scores: KerasTensor \(None, 10\) float32/);
		assert.match(text, /330 parameters/);
	});

	it("mends a finding by the light bulb", async () => {
		await token(editor, /as_list/)
			.last()
			.click();
		await applyAction(page, "list(tokens.shape)");
		await editor.locator(".view-line", { hasText: "list(tokens.shape)" }).waitFor();
		await editor.locator(".squiggly-error").waitFor({ state: "detached" });
		await poll("no problems", async () => (await problems(page)).length === 0);
		await page.keyboard.press("Control+S");
		await poll("the file is saved", () =>
			readFileSync(join(folder, "shapes.py"), "utf8").includes("list(tokens.shape)"),
		);
	});

	it("opens a sample model, with its mistake", async () => {
		await runCommand(page, "Keraspec: Open a Sample Model");
		await token(editorOf(page), "classifier").first().waitFor();
		await editorOf(page).locator(".squiggly-error").first().waitFor();
	});

	it("has shown no notification on the way", async () => {
		assert.equal(await page.locator(".statusbar-item .codicon-bell").count(), 1);
		assert.equal(await page.locator(".statusbar-item .codicon-bell-dot").count(), 0);
	});
});
