import assert from "node:assert/strict";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { SAMPLE } from "../../client/sample-text";
import type { CodeServer } from "./support/code-server";
import { ROOT } from "./support/places";
import { poll } from "./support/poll";
import { ownServer } from "./support/servers";
import {
	closeWorkbench,
	editorOf,
	hoverOn,
	LONG,
	leaveHover,
	openWorkbench,
	runCommand,
	textOf,
	token,
	webview,
} from "./support/workbench";

const UPDATE = process.argv.includes("--update-images");
const MAX_BYTES = 200_000;
const LINE = 21;
/** From the input to the output of the sample. */
const SHOWN = [6, 17] as const;

const SETTINGS = {
	"workbench.colorTheme": "Dark Modern",
	"workbench.sideBar.location": "right",
	"workbench.editor.showTabs": "none",
	"breadcrumbs.enabled": false,
	"editor.fontSize": 13,
	"editor.lineHeight": LINE,
	"editor.occurrencesHighlight": "off",
	"editor.selectionHighlight": false,
	"editor.renderLineHighlight": "none",
	"editor.scrollBeyondLastLine": false,
	"editor.inlayHints.fontSize": 12,
	"editor.codeLens": false,
	"editor.hideCursorInOverviewRuler": true,
	"editor.overviewRulerBorder": false,
	"editor.overviewRulerLanes": 0,
	"editor.scrollbar.horizontal": "hidden",
	"editor.scrollbar.vertical": "hidden",
	"editor.guides.indentation": false,
	"editor.bracketPairColorization.enabled": false,
};

const WINDOW = { viewport: { width: 1180, height: 640 }, deviceScaleFactor: 1.5 };
const TALL = { width: 1180, height: 1000 };
const WIDE = { width: 1800, height: 900 };

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
		page = await openWorkbench(server, workspace, "classifier.py", WINDOW);
		editor = editorOf(page);
		await editor.locator(".squiggly-error").first().waitFor(LONG);
		await poll("hints", async () => (await textOf(editor.locator(".view-line"))).includes("(None, 10) float32"));
	});
	after(() => closeWorkbench(page));

	/** The same text as what Keraspec has no say in. */
	const openPlain = async (): Promise<Page> => {
		const workspace = server.workspace();
		writeFileSync(join(workspace, "classifier.py"), SAMPLE);
		mkdirSync(join(workspace, ".vscode"));
		const off = { "editor.inlayHints.enabled": "off", "problems.visibility": false };
		writeFileSync(join(workspace, ".vscode/settings.json"), JSON.stringify(off));
		const plain = await openWorkbench(server, workspace, "classifier.py", WINDOW);
		await editorOf(plain).locator(".view-line .mtk5, .view-line .mtk6").first().waitFor(LONG);
		return plain;
	};
	/** Lines of the editor, as PNG. */
	const lines = async (first: number, last: number, of = page): Promise<Buffer> => {
		const box = (await editorOf(of).boundingBox()) ?? assert.fail();
		return of.screenshot({
			animations: "disabled",
			caret: "hide",
			clip: { x: box.x, y: box.y + (first - 1) * LINE, width: 830, height: (last - first + 1) * LINE + 2 },
		});
	};
	const save = (name: string, picture: Buffer): void => {
		const path = join(folder, name);
		writeFileSync(path, picture);
		assert.ok(statSync(path).size < MAX_BYTES, `${name} has ${statSync(path).size} bytes`);
	};

	it("the code without and with it", async () => {
		const plain = await openPlain();
		const without = await lines(...SHOWN, plain);
		const both = [
			["Python", without],
			["Python with Keraspec", await lines(...SHOWN)],
		] as const;
		await plain.setContent(
			both
				.map(([label, picture]) => `<p>${label}</p><img src="data:image/png;base64,${picture.toString("base64")}">`)
				.join("\n"),
		);
		await plain.addStyleTag({
			content: `body { margin: 0; width: 830px; height: fit-content; background: #1f1f1f; } img { display: block; width: 830px }
				p { margin: 0; padding: 6px 14px; font: 13px sans-serif; color: #fff; background: #7a1026 }`,
		});
		save("before-after.png", await plain.locator("body").screenshot());
		await closeWorkbench(plain);
	});

	it("a hover", async () => {
		await hoverOn(page, token(editor, "block"), /Conv2D/);
		save("hover.png", await lines(4, 17));
		await leaveHover(page);
	});

	it("a fix", async () => {
		await token(editor, /Dense/).first().click();
		await page.keyboard.press("Control+.");
		await page.locator(".action-widget .monaco-list-row", { hasText: "GlobalAveragePooling2D" }).waitFor();
		save("fix.png", await lines(11, 23));
		await page.keyboard.press("Escape");
	});

	/** A view of the model that is made in the editor of a window. */
	const picture = async (kind: "Graph" | "Summary", wanted: string, on: Page, height: number): Promise<Buffer> => {
		await editorOf(on).locator(".view-line").first().click();
		await runCommand(on, `Keraspec: Show Model ${kind}`);
		await webview(on).locator(wanted).first().waitFor(LONG);
		if (kind === "Graph") await webview(on).locator("[data-layer]").first().press("0");
		const group = (await on.locator(".editor-group-container").last().boundingBox()) ?? assert.fail();
		const clip = { x: group.x, y: group.y, width: group.width, height: Math.min(height, group.height) };
		return on.screenshot({ animations: "disabled", caret: "hide", clip });
	};

	it("the model's graph", async () => {
		await page.setViewportSize(TALL);
		save("graph.png", await picture("Graph", "[data-layer]", page, TALL.height));
	});

	it("the summary of the model when it is mended", async () => {
		const workspace = server.workspace();
		const mended = SAMPLE.replace("None, None, 3", "64, 64, 3");
		writeFileSync(join(workspace, "classifier.py"), mended);
		const wide = await openWorkbench(server, workspace, "classifier.py", { viewport: WIDE, deviceScaleFactor: 1.5 });
		await poll("hints", async () =>
			(await textOf(editorOf(wide).locator(".view-line"))).includes("(None, 10) float32"),
		);
		save("summary.png", await picture("Summary", "tbody tr", wide, 620));
		await closeWorkbench(wide);
	});
});
