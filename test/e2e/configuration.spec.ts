import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { poll } from "./support/poll";
import { packagePythonExtension, SELECTED, writeEnvironment } from "./support/python-extension";
import { ownServer } from "./support/servers";
import {
	closeWorkbench,
	editorOf,
	LONG,
	openWorkbench,
	problems,
	quickOpen,
	runCommand,
	textOf,
} from "./support/workbench";

describe("the version of Keras in VS Code", () => {
	let page: Page;
	let editor: Locator;
	let folder: string;
	let made: string;

	before(async () => {
		made = mkdtempSync(join(tmpdir(), "keraspec-python-"));
		const server = await ownServer({ others: [packagePythonExtension(made)] });
		folder = server.workspace("shapes.py");
		writeEnvironment(join(folder, SELECTED));
		page = await openWorkbench(server, folder, "shapes.py");
		editor = editorOf(page);
		await editor.locator(".view-line", { hasText: "GlobalAveragePooling1D" }).waitFor(LONG);
	});
	after(async () => {
		await closeWorkbench(page);
		rmSync(made, { recursive: true, force: true });
	});

	/** What the entry under the braces of the status bar says. */
	const status = async (expected: RegExp): Promise<string> =>
		poll(`a status like ${expected}`, async () => {
			await page.locator('[id="status.languageStatus"]').first().hover();
			const entries = page.locator(".hover-language-status");
			await entries.first().waitFor();
			const text = await textOf(entries);
			await page.mouse.move(400, 300);
			return expected.test(text) && text;
		});

	it("is that of the environment that is selected with the Python extension", async () => {
		const text = await status(/Keras 2\.15\.0 · TF 2\.15/);
		assert.match(text, /site-packages/);
		// A shape of Keras 2 has as_list.
		await poll("no problem", async () => (await problems(page)).length === 0);
	});

	it("can be chosen, and is written to the settings of the workspace", async () => {
		await runCommand(page, "Keraspec: Select Keras Version", "Keras Version");
		const row = page.locator(".quick-input-list .monaco-list-row", { hasText: /Keras 3\.15/ }).first();
		await row.click();
		await editor.locator(".squiggly-error").first().waitFor();
		await status(/Keras 3\.15/);
		assert.match(readFileSync(join(folder, ".vscode/settings.json"), "utf8"), /"keraspec\.kerasVersion": "3\.15/);
	});

	it("of a project goes first, and its mistakes are shown in its file", async () => {
		writeFileSync(
			join(folder, "pyproject.toml"),
			'[tool.keraspec]\nkeras-version = "2.14"\nspec-polcy = "tensorflow"\n',
		);
		await status(/Keras 2\.14/);
		await quickOpen(page, "pyproject.toml");
		await page.locator(".editor-instance .squiggly-error, .editor-instance .squiggly-warning").first().waitFor();
		const rows = await poll("a mistake", async () => (await problems(page)).find((row) => /spec-polcy/.test(row)));
		assert.match(rows, /spec-policy/);
	});

	it("and all that led to it can be copied from the debug information", async () => {
		await runCommand(page, "Keraspec: Show Debug Information");
		const text = await poll("the text", async () => {
			const shown = await textOf(page.locator(".editor-instance .view-line"));
			return /pyproject/.test(shown) && shown;
		});
		assert.match(text, /Keras/);
	});
});
