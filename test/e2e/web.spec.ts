import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { poll } from "./support/poll";
import { ownServer } from "./support/servers";
import { packageForWeb } from "./support/web-package";
import {
	closeWorkbench,
	editorOf,
	hoverText,
	LONG,
	openWorkbench,
	quickOpen,
	runCommand,
	textOf,
	token,
} from "./support/workbench";

describe("the web extension, in VS Code's web worker", () => {
	let page: Page;
	let made: string;

	before(async () => {
		made = mkdtempSync(join(tmpdir(), "keraspec-web-"));
		const folder = join(made, "extension");
		mkdirSync(folder);
		const server = await ownServer({ vsix: await packageForWeb(folder) });
		const workspace = server.workspace("shapes.py");
		writeFileSync(join(workspace, "sizes.py"), "WIDTH = 7\n");
		writeFileSync(join(workspace, "uses.py"), "import keras\nfrom sizes import WIDTH\nx = keras.Input((WIDTH,))\n");
		page = await openWorkbench(server, workspace, "shapes.py");
	});
	after(async () => {
		await closeWorkbench(page);
		rmSync(made, { recursive: true, force: true });
	});

	it("follows imports of files that are not open", async () => {
		await quickOpen(page, "uses.py");
		await poll("the size that was imported", async () =>
			(await textOf(editorOf(page).locator(".view-line"))).includes("x: (None, 7) float32"),
		);
		await quickOpen(page, "shapes.py");
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
