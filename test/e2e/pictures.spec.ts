import assert from "node:assert/strict";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { SAMPLE } from "../../client/sample-text";
import { newPage } from "./support/browser";
import type { CodeServer } from "./support/code-server";
import { ROOT } from "./support/places";
import { poll } from "./support/poll";
import { ownServer } from "./support/servers";
import { closeWorkbench, editorOf, hoverOn, LONG, openWorkbench, textOf, token } from "./support/workbench";

const UPDATE = process.argv.includes("--update-images");
const MAX_BYTES = 150_000;

const SETTINGS = {
	"workbench.colorTheme": "Default Dark Modern",
	"workbench.sideBar.location": "right",
	"breadcrumbs.enabled": false,
	"editor.fontSize": 13,
	"editor.lineHeight": 21,
	"editor.occurrencesHighlight": "off",
	"editor.selectionHighlight": false,
	"editor.renderLineHighlight": "none",
	"editor.scrollBeyondLastLine": false,
	"editor.inlayHints.fontSize": 12,
	"editor.codeLens": false,
	"editor.hideCursorInOverviewRuler": true,
	"editor.overviewRulerBorder": false,
	"editor.scrollbar.vertical": "hidden",
	"editor.guides.indentation": false,
	"editor.bracketPairColorization.enabled": false,
};

/** The pictures of the README, taken from the build at hand; only with `--update-images` are those in docs replaced. */
describe("pictures", () => {
	let server: CodeServer;
	let page: Page;
	let editor: Locator;
	let folder: string;

	before(async () => {
		server = await ownServer({ settings: SETTINGS });
		folder = UPDATE ? join(ROOT, "docs/images") : join(server.folder, "images");
		mkdirSync(folder, { recursive: true });
		const workspace = server.workspace();
		writeFileSync(join(workspace, "classifier.py"), SAMPLE);
		page = await openWorkbench(server, workspace, "classifier.py", {
			viewport: { width: 1180, height: 640 },
			deviceScaleFactor: 2,
		});
		editor = editorOf(page);
		await editor.locator(".squiggly-error").first().waitFor(LONG);
		await poll("hints", async () => (await textOf(editor.locator(".view-line"))).includes("(None, 10) float32"));
	});
	after(() => closeWorkbench(page));

	/** Lines of the editor, as PNG. */
	const lines = async (first: number, last: number): Promise<Buffer> => {
		const box = (await editor.boundingBox()) ?? assert.fail();
		const height = 21;
		return page.screenshot({
			animations: "disabled",
			caret: "hide",
			clip: { x: box.x, y: box.y + (first - 1) * height, width: 830, height: (last - first + 1) * height + 6 },
		});
	};
	const save = (name: string, picture: Buffer): void => {
		const path = join(folder, name);
		writeFileSync(path, picture);
		assert.ok(statSync(path).size < MAX_BYTES, `${name} has ${statSync(path).size} bytes`);
	};

	it("a hover", async () => {
		await hoverOn(page, token(editor, "block"), /Conv2D/);
		save("hover.png", await lines(6, 18));
	});
});
