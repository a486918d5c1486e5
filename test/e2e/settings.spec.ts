import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { poll } from "./support/poll";
import { ownServer } from "./support/servers";
import { closeWorkbench, editorOf, LONG, openWorkbench, runCommand, textOf } from "./support/workbench";

const HINT = ": (None, 32) float32";

describe("a setting that is changed in VS Code", () => {
	let page: Page;
	let editor: Locator;
	let folder: string;

	before(async () => {
		const server = await ownServer();
		folder = server.workspace("shapes.py");
		page = await openWorkbench(server, folder, "shapes.py");
		editor = editorOf(page);
		await editor.locator(".squiggly-error").first().waitFor(LONG);
	});
	after(() => closeWorkbench(page));

	const hints = (shown: boolean): Promise<unknown> =>
		poll(shown ? "hints" : "no hints", async () => {
			const text = await textOf(editor.locator(".view-line"));
			return text.includes("GlobalAveragePooling1D") && text.includes(HINT) === shown;
		});

	it("in the folder's file is followed", async () => {
		await hints(true);
		mkdirSync(join(folder, ".vscode"));
		const write = (enabled: boolean): void =>
			writeFileSync(
				join(folder, ".vscode/settings.json"),
				JSON.stringify({ "keraspec.inlayHints.enabled": enabled, "keraspec.kerasVersion": enabled ? "3.15" : "2.15" }),
			);
		write(false);
		await hints(false);
		// A shape of Keras 2 has as_list.
		await editor.locator(".squiggly-error").first().waitFor({ state: "detached" });
		write(true);
		await hints(true);
		await editor.locator(".squiggly-error").first().waitFor();
	});

	it("in the settings editor is followed", async () => {
		await runCommand(page, "Preferences: Open User Settings");
		await page.locator(".settings-editor .suggest-input-container .view-lines").click();
		await page.keyboard.type("@id:keraspec.inlayHints.dtypes");
		const box = page.locator(".settings-editor .setting-item-contents", { hasText: "dtype after the shape" });
		await box.locator(".setting-value-checkbox").click();
		await page.keyboard.press("Control+Shift+Tab");
		await page.locator(".tab", { hasText: "shapes.py" }).first().click();
		await editor.locator(".view-line", { hasText: "GlobalAveragePooling1D" }).waitFor();
		await hints(false);
	});
});
