import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { poll } from "./support/poll";
import { commonServer } from "./support/servers";
import { closeWorkbench, editorOf, LONG, openWorkbench, runCommand, textOf, token, webview } from "./support/workbench";

describe("views of models in VS Code", () => {
	let page: Page;
	let editor: Locator;

	before(async () => {
		const server = await commonServer();
		page = await openWorkbench(server, server.workspace("shapes.py"), "shapes.py");
		editor = editorOf(page);
		await editor.locator(".squiggly-error").first().waitFor(LONG);
	});
	after(() => closeWorkbench(page));

	it("shows the graph, and a layer leads to its code", async () => {
		await editor.locator(".view-line").first().click();
		await runCommand(page, "Keraspec: Show Model Graph");
		const layer = webview(page).locator('[data-layer="dense"]');
		await layer.waitFor(LONG);
		await layer.click();
		await poll("the line of the layer", async () =>
			(await textOf(page.locator(".statusbar-item", { hasText: /^Ln/ }))).startsWith("Ln 7"),
		);
	});

	it("follows what is typed", async () => {
		await token(editor, "10").first().dblclick();
		await page.keyboard.type("12");
		await webview(page).locator("svg", { hasText: "(None, 12)" }).first().waitFor();
	});

	it("follows a file that is renamed", async () => {
		await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "shapes.py" }).first().click();
		await page.keyboard.press("F2");
		const input = page.locator(".explorer-folders-view .monaco-inputbox input");
		await input.fill("renamed.py");
		await input.press("Enter");
		await page.locator(".tab", { hasText: "renamed.py" }).first().waitFor();
		await poll("the line of the layer in the renamed file", async () => {
			await webview(page).locator('[data-layer="dense"]').click();
			const line = await textOf(page.locator(".statusbar-item", { hasText: /^Ln/ }));
			return line.startsWith("Ln 7") && (await page.locator(".tab", { hasText: "shapes.py" }).count()) === 0;
		});
	});

	it("shows the summary with its parameters", async () => {
		await editor.locator(".view-line").first().click();
		await runCommand(page, "Keraspec: Show Model Summary");
		const text = await poll("the summary's rows", async () => {
			const rows = await webview(page).locator("tr").allInnerTexts();
			return rows.length > 3 && rows.join("\n");
		});
		assert.match(text, /\(None, 12\)/);
		assert.match(text, /396/);
	});
});
