import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { ownServer } from "./support/servers";
import { packageForWeb } from "./support/web-package";
import { closeWorkbench, editorOf, hoverText, LONG, openWorkbench, runCommand, token } from "./support/workbench";

describe("the web extension, in VS Code's web worker", () => {
	let page: Page;
	let made: string;

	before(async () => {
		made = mkdtempSync(join(tmpdir(), "keraspec-web-"));
		const folder = join(made, "extension");
		mkdirSync(folder);
		const server = await ownServer({ vsix: await packageForWeb(folder) });
		page = await openWorkbench(server, server.workspace("shapes.py"), "shapes.py");
	});
	after(async () => {
		await closeWorkbench(page);
		rmSync(made, { recursive: true, force: true });
	});

	it("runs there, and finds and hovers", async () => {
		await editorOf(page).locator(".squiggly-error").first().waitFor(LONG);
		await hoverText(page, token(editorOf(page), "scores"), /\(None, 10\) float32/);
		await runCommand(page, "Developer: Show Running Extensions");
		const row = page.locator(".runtime-extensions-editor .monaco-list-row", { hasText: "Keraspec" });
		await row
			.filter({ hasText: /Web Worker|worker/i })
			.first()
			.waitFor();
	});
});
