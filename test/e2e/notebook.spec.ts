import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { poll } from "./support/poll";
import { commonServer } from "./support/servers";
import {
	closeWorkbench,
	hoverText,
	LONG,
	openWorkbench,
	problems,
	quickOpen,
	textOf,
	token,
} from "./support/workbench";

describe("a notebook in VS Code", () => {
	let page: Page;
	let cells: Locator;

	before(async () => {
		const server = await commonServer();
		page = await openWorkbench(server, server.workspace("notebook.ipynb"));
		await quickOpen(page, "notebook.ipynb");
		cells = page.locator(".notebookOverlay .cell-list-container .code-cell-row");
		await cells.first().waitFor(LONG);
	});
	after(() => closeWorkbench(page));

	it("shows each finding once, in its cell, and none for magics", async () => {
		const squiggles = () =>
			Promise.all([0, 1, 2, 3].map((index) => cells.nth(index).locator('[class*="squiggly-"]').count()));
		await poll("findings in two cells", async () => (await squiggles()).join() === "0,0,1,1", LONG.timeout);
		const rows = await problems(page);
		assert.equal(rows.filter((row) => /a shape is a tuple/.test(row)).length, 1, rows.join("\n"));
		assert.equal(rows.filter((row) => /conv2d/.test(row)).length, 1, rows.join("\n"));
		await page.keyboard.press("Control+J");
	});

	it("hovers once, with what an earlier cell says", async () => {
		const text = await hoverText(page, token(cells.nth(2), "pooled"), /GlobalMaxPooling1D/);
		assert.equal(text.split("KerasTensor (None, 4) float32").length, 2, text);
	});

	it("hints in cells", async () => {
		await poll("a hint", async () =>
			(await textOf(cells.nth(1).locator(".view-line"))).includes("(None, 12, 4) float32"),
		);
	});
});
