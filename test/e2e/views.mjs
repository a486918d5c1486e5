// The pages of the views in a real browser: keyboard, search, what they keep, hostile names, exports, accessibility.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { axe, launch, openView } from "./open-view.mjs";
import { HOSTILE, sampleGraph, sampleSummary } from "./sample-views.mjs";
import { THEMES } from "./themes.mjs";

const SHOTS = process.env.KERASPEC_SHOTS;

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser.close());

/** Opens, tries, and sees that nothing went wrong on the way. */
async function on(kind, options, attempt) {
	const view = await openView(browser, kind, options);
	try {
		await attempt(view);
		assert.deepEqual(view.errors, []);
		assert.equal(await view.page.evaluate(() => window.hacked), undefined);
		if (!options.hostile) assert.deepEqual(await view.page.evaluate(() => window.violations), []);
	} finally {
		await view.page.close();
	}
}

const last = async (view) => (await view.posted()).at(-1);
const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute("data-layer"));
const press = async (page, ...keys) => {
	for (const key of keys) await page.keyboard.press(key);
};

for (const theme of Object.keys(THEMES))
	describe(`views in ${theme}`, () => {
		for (const [kind, sample] of [
			["graph", sampleGraph()],
			["summary", sampleSummary()],
		])
			it(`${kind} has nothing that axe-core finds`, () =>
				on(kind, { theme }, async ({ page, show }) => {
					await show(sample);
					if (kind === "graph") {
						await page.fill("#search", "conv");
						await page.focus("[data-layer=dense]");
						for (let index = 0; index < 4; index++) await press(page, "-");
						assert.match(await page.textContent(".details"), /Dense needs the last dimension/);
					}
					assert.deepEqual(await axe(page), []);
					if (SHOTS) await page.screenshot({ path: `${SHOTS}/${kind}-${theme}.png` });
				}));
	});

describe("the graph", () => {
	it("is one tab stop, and arrow keys follow its edges", () =>
		on("graph", {}, async (view) => {
			const { page } = view;
			await view.show(sampleGraph());
			await page.focus("#search");
			for (let index = 0; index < 6; index++) await press(page, "Tab");
			assert.equal(await focused(page), "image");
			const walk = [
				["ArrowDown", "conv2d"],
				["ArrowDown", "conv2d_1"],
				["ArrowRight", "shortcut"],
				["ArrowDown", "add"],
				["ArrowRight", "tokens"],
				["Home", "image"],
				["ArrowUp", "image"],
				["End", "dense"],
			];
			for (const [key, expected] of walk) {
				await press(page, key);
				assert.equal(await focused(page), expected, key);
			}
			assert.equal(await page.locator("[role=option][tabindex='0']").count(), 1);
			assert.equal(await page.locator("[role=option][aria-selected=true]").getAttribute("data-layer"), "dense");
			await press(page, "Enter");
			const { type, location, focus } = await last(view);
			assert.deepEqual([type, location.range.start.line, focus], ["reveal", 5, true]);
		}));

	it("takes keys as soon as it is open", () =>
		on("graph", {}, async ({ page, show }) => {
			await show(sampleGraph());
			await press(page, "ArrowDown", "ArrowDown");
			assert.equal(await focused(page), "conv2d");
		}));

	it("shows code on a click, and keeps the keyboard", () =>
		on("graph", {}, async (view) => {
			await view.show(sampleGraph());
			await view.page.click("[data-layer=flatten]");
			const { type, focus } = await last(view);
			assert.deepEqual([type, focus, await focused(view.page)], ["reveal", false, "flatten"]);
		}));

	it("finds layers by name and class, and says how many", () =>
		on("graph", {}, async ({ page, show }) => {
			await show(sampleGraph());
			await page.focus("[data-layer=image]");
			await press(page, "/");
			await page.keyboard.type("conv2d");
			const count = () => page.textContent(".count");
			assert.equal(await count(), "1 of 3");
			assert.equal(await page.locator(".ring-match").count(), 3);
			await press(page, "Enter");
			assert.equal(await count(), "2 of 3");
			await press(page, "Shift+Enter", "Shift+Enter");
			assert.equal(await count(), "3 of 3");
			await press(page, "ArrowDown");
			assert.equal(await focused(page), "shortcut");
			await press(page, "n");
			assert.equal(await focused(page), "conv2d");
			await press(page, "Control+f");
			await page.keyboard.type("nothing");
			assert.equal(await count(), "No match");
			await press(page, "Escape");
			assert.equal(await count(), "");
		}));

	it("zooms, pans and fits, by mouse and by keyboard", () =>
		on("graph", {}, async ({ page, show }) => {
			await show(sampleGraph());
			const seen = async () => (await page.getAttribute(".stage svg", "viewBox")).split(" ").map(Number);
			const start = await seen();
			await page.mouse.move(300, 300);
			await page.mouse.wheel(0, -300);
			await page.waitForFunction(
				(width) => Number(document.querySelector(".stage svg").getAttribute("viewBox").split(" ")[2]) < width,
				start[2],
			);
			await page.focus("[data-layer=image]");
			await press(page, "0");
			const whole = await seen();
			await press(page, "+", "+");
			assert.ok((await seen())[2] < whole[2]);
			const before = await seen();
			await press(page, "Shift+ArrowRight");
			assert.ok((await seen())[0] > before[0]);
			await page.mouse.move(30, 300);
			await page.mouse.down();
			await page.mouse.move(130, 340, { steps: 4 });
			await page.mouse.up();
			assert.ok((await seen())[0] < before[0]);
			await press(page, "0");
			assert.deepEqual(await seen(), whole);
		}));

	it("stays where it was when the program changes, and when the model goes", () =>
		on("graph", {}, async ({ page, show, send }) => {
			await show(sampleGraph());
			await page.focus("[data-layer=add]");
			await press(page, "+");
			const box = () => page.locator("[data-layer=add]").boundingBox();
			const before = await box();
			await show(sampleGraph({ moved: 40, name: "renamed" }));
			const after = await box();
			assert.ok(Math.abs(before.x - after.x) < 1 && Math.abs(before.y - after.y) < 1);
			assert.equal(await focused(page), "add");
			const { key, name } = sampleGraph();
			await send({ type: "gone", saved: { kind: "graph", key, name } });
			assert.match(await page.textContent(".notice"), /mnist is not in the program at the moment/);
			assert.equal(await page.locator("[role=option]").count(), 9);
			await show(sampleGraph());
			assert.equal(await page.isVisible(".notice"), false);
		}));

	it("leads to where the code is now, when only that changed", () =>
		on("graph", {}, async (view) => {
			const { page } = view;
			const sample = sampleGraph();
			await view.show(sample);
			await page.focus("[data-layer=add]");
			const option = await page.$("[data-layer=add]");
			const below = ({ location: { uri, range } }) => ({
				uri,
				range: { start: { ...range.start, line: range.start.line + 50 }, end: range.end },
			});
			await view.show({ ...sample, nodes: sample.nodes.map((node) => ({ ...node, location: below(node) })) });
			assert.ok(await option.evaluate((node) => node.isConnected));
			await press(page, "Enter");
			assert.equal((await last(view)).location.range.start.line, 53);
		}));

	it("comes back as it was left", async () => {
		let state;
		await on("graph", {}, async ({ page, show }) => {
			await show(sampleGraph());
			await page.fill("#search", "dense");
			await page.focus("[data-layer=dense]");
			await press(page, "+", "+");
			state = await page.evaluate(() => window.state);
			assert.equal(state.key.id, "m");
		});
		await on("graph", { state }, async ({ page, show }) => {
			await show(sampleGraph());
			assert.equal(await page.inputValue("#search"), "dense");
			assert.equal(await page.locator("[aria-selected=true]").getAttribute("data-layer"), "dense");
			const again = await page.evaluate(() => window.state);
			assert.deepEqual(again.page.camera, state.page.camera);
		});
	});

	it("takes nothing but shapes from a hostile drawing", () =>
		on("graph", { hostile: true }, async ({ page, show }) => {
			const requests = [];
			page.on("request", (request) => requests.push(request.url()));
			await show(sampleGraph({ hostile: true }));
			const left = await page.evaluate(() => ({
				elements: document.querySelectorAll(".stage script, .stage foreignObject, .stage a, .stage image, .stage style")
					.length,
				attributes: [...document.querySelectorAll(".stage svg, .stage svg *")].flatMap((each) =>
					each.getAttributeNames().filter((name) => /^on|href|style/.test(name)),
				),
			}));
			assert.deepEqual(left, { elements: 0, attributes: [] });
			assert.equal(await page.locator("[role=option]").count(), 9);
			await page.click("[data-layer=add]");
			assert.deepEqual(requests, []);
		}));

	it("is saved as SVG with literal colours, and as PNG of twice the size", () =>
		on("graph", { theme: "dark" }, async (view) => {
			const { page } = view;
			await view.show(sampleGraph());
			await page.focus("[data-layer=add]");
			await page.getByRole("button", { name: "Export as SVG" }).click();
			const { type, format, content } = await last(view);
			assert.deepEqual([type, format], ["save", "svg"]);
			assert.doesNotMatch(content, /var\(|--|color-mix|ring-|aria-selected/);
			assert.match(content, /#1f1f1f/);
			assert.match(content, /<svg[^>]* xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
			assert.match(content, /viewBox="0 0 980 680"/);
			await page.getByRole("button", { name: "Export as PNG" }).click();
			await page.waitForFunction(() => window.posted.at(-1).format === "png");
			const png = Buffer.from(await page.evaluate(() => [...window.posted.at(-1).content]));
			assert.equal(png.subarray(1, 4).toString("latin1"), "PNG");
			assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1960, 1360]);
			if (SHOTS) writeFileSync(`${SHOTS}/export.svg`, content);
			if (SHOTS) writeFileSync(`${SHOTS}/export.png`, png);
		}));
});

describe("the summary", () => {
	it("goes to the code by click and by keyboard", () =>
		on("summary", {}, async (view) => {
			const { page } = view;
			await view.show(sampleSummary());
			assert.equal(await page.locator("button.layer[tabindex='0']").count(), 1);
			await page.focus("button.layer");
			await press(page, "ArrowDown", "ArrowDown", "Enter");
			const { type, location, focus } = await last(view);
			assert.deepEqual([type, location.range.start.line, focus], ["reveal", 2, true]);
			await page.locator("td", { hasText: "(None, 21632)" }).click();
			const clicked = await last(view);
			assert.deepEqual([clicked.location.range.start.line, clicked.focus], [4, false]);
		}));

	it("filters, and copies what is left", () =>
		on("summary", {}, async (view) => {
			const { page } = view;
			await view.show(sampleSummary());
			await page.fill("#filter", "conv2d");
			assert.equal(await page.locator("tbody tr").count(), 3);
			await page.getByRole("button", { name: "Copy as Markdown" }).click();
			const { type, text } = await last(view);
			assert.equal(type, "copy");
			assert.match(text, /^\| conv2d\\_1 \(Conv2D\) \| \(None, 26, 26, 32\) \| 9,248 \| 2\.64 MB \| conv2d \|$/m);
			assert.doesNotMatch(text, /flatten/);
		}));

	it("asks for another batch size, within limits", () =>
		on("summary", {}, async (view) => {
			const { page } = view;
			await view.show(sampleSummary());
			await page.fill("#batch", "0");
			assert.equal((await last(view)).type, "ready");
			assert.equal(await page.getAttribute("#batch", "aria-invalid"), "true");
			await page.fill("#batch", "128");
			assert.deepEqual(await last(view), { type: "batchSize", batchSize: 128 });
			await view.show(sampleSummary(128));
			assert.match(await page.textContent("thead"), /batch 128/);
		}));

	it("keeps scroll, focus and filter when the program changes, and shows names as text", () =>
		on("summary", { height: 300 }, async ({ page, show }) => {
			await show(sampleSummary());
			assert.ok((await page.textContent("tbody")).includes(HOSTILE));
			await page.getByRole("button", { name: "flatten" }).focus();
			await page.evaluate(() => document.documentElement.scrollTo(0, 200));
			await show(sampleSummary(32, "renamed"));
			assert.equal(await page.textContent("h1"), "renamed");
			assert.equal(await page.evaluate(() => document.activeElement.textContent), "flatten");
			assert.equal(await page.evaluate(() => document.documentElement.scrollTop), 200);
		}));
});
