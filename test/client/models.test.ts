import assert from "node:assert/strict";
import { nearestFirst } from "../../client/models/nearest-first";
import { pageHtml } from "../../client/models/page-html";
import { createRefresher } from "../../client/models/refresher";
import { renamedUri } from "../../client/models/renames";
import { entriesOf } from "../../client/models/tree-entries";
import type { OutlineLayer, OutlineModel } from "../../shared/model-views";
import { readSavedView } from "../../shared/view-messages";

const settle = (): Promise<void> => new Promise((done) => setImmediate(done));

describe("asking for a view", () => {
	function source() {
		const answers: { readonly give: (text: string) => void; readonly fail: () => void }[] = [];
		const taken: string[] = [];
		const ask = () =>
			new Promise<string>((give, fail) => answers.push({ give, fail: () => fail(new Error("content modified")) }));
		return { answers, taken, refresher: createRefresher(ask, (text) => taken.push(text)) };
	}

	it("is one question at a time, and drops what was overtaken", async () => {
		const { answers, taken, refresher } = source();
		for (let index = 0; index < 5; index++) refresher.refresh();
		assert.equal(answers.length, 1);
		answers[0]?.give("old");
		await settle();
		assert.deepEqual([answers.length, taken], [2, []]);
		answers[1]?.give("new");
		await settle();
		assert.deepEqual([answers.length, taken], [2, ["new"]]);
	});

	it("goes on after a failure, and not after the end", async () => {
		const { answers, taken, refresher } = source();
		refresher.refresh();
		answers[0]?.fail();
		await settle();
		refresher.refresh();
		refresher.stop();
		answers[1]?.give("late");
		await settle();
		refresher.refresh();
		assert.deepEqual([answers.length, taken], [2, []]);
	});
});

describe("the tree of models", () => {
	const layer = (name: string, layers?: readonly OutlineLayer[]): OutlineLayer => ({
		name,
		className: "Dense",
		outputShape: "(None, 10)",
		params: 1010,
		layers,
	});
	const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
	const [model] = entriesOf("file:///m.py", [
		{
			id: "build.m",
			name: "m",
			kind: "Functional",
			signature: "(None, 4) -> (None, 10)",
			totalParams: 1,
			location: { uri: "file:///m.py", range },
			layers: [layer("a"), layer("a"), layer("inner", [layer("a")])],
		},
	]);

	it("names each line by its place in the model", () => {
		const places = (model?.children ?? []).flatMap((each) => [each, ...each.children]).map((each) => each.place);
		assert.deepEqual(
			places.map((place) => place.replace("file:///m.py#build.m", "")),
			["/a", "/a#1", "/inner", "/inner/a"],
		);
	});

	it("says shape and parameters, and is a key of its model", () => {
		assert.deepEqual([model?.uri, model?.id, model?.kind], ["file:///m.py", "build.m", "model"]);
		assert.equal(model?.children[0]?.description, "(None, 10) · 1,010 params");
		assert.equal(model?.children[2]?.kind, "inner-model");
	});
});

describe("choosing a model", () => {
	const uri = "file:///m.py";
	const models = [2, 10, 20].map(
		(line): OutlineModel => ({
			id: String(line),
			name: "m",
			kind: "Model",
			signature: "",
			totalParams: 0,
			location: { uri, range: { start: { line, character: 0 }, end: { line: line + 4, character: 0 } } },
			layers: [],
		}),
	);
	const order = (line: number, of = uri): string =>
		nearestFirst(models, { uri: of, line })
			.map(({ id }) => id)
			.join();

	it("begins with the one at the cursor", () => {
		assert.deepEqual([order(12), order(18), order(0)], ["10,2,20", "20,2,10", "2,10,20"]);
		assert.equal(order(12, "file:///other.py"), "2,10,20");
		assert.equal(nearestFirst(models, undefined), models);
	});
});

describe("the page of a view", () => {
	it("allows its own script and style sheet, and nothing else", () => {
		const html = pageHtml({ script: "s.js", style: "s.css", cspSource: "https://own.test", nonce: "abc" });
		const policy = /content="(default-src[^"]*)"/.exec(html)?.[1];
		assert.equal(
			policy,
			"default-src 'none'; style-src https://own.test; script-src 'nonce-abc'; img-src data:; base-uri 'none'; form-action 'none'",
		);
		assert.doesNotMatch(html, /unsafe|<style|style=| on\w+=/);
	});

	it("believes no state that is not one", () => {
		const good = { kind: "graph", key: { uri: "u", id: "i" }, name: "m", batchSize: 8, page: { x: 1 } };
		assert.deepEqual(readSavedView(good), good);
		assert.equal(readSavedView({ ...good, batchSize: -1 })?.batchSize, undefined);
		for (const bad of [undefined, null, 1, {}, { ...good, kind: "x" }, { ...good, key: { uri: 1, id: "i" } }])
			assert.equal(readSavedView(bad), undefined);
	});
});

describe("the document of a view", () => {
	const CASES: readonly (readonly [string, string, string, string])[] = [
		["file:///w/m.py", "file:///w/m.py", "file:///w/n%20o.py", "file:///w/n%20o.py"],
		["file:///w/m.py", "file:///w", "file:///v", "file:///v/m.py"],
		["file:///w/m.py", "file:///w/m", "file:///w/n", "file:///w/m.py"],
		["file:///w/m.py", "vscode-vfs://github/w/m.py", "vscode-vfs://github/w/n.py", "file:///w/m.py"],
		[
			"vscode-notebook-cell:/w/m.ipynb#W0sZmlsZQ%3D%3D",
			"file:///w/m.ipynb",
			"file:///w/n.ipynb",
			"vscode-notebook-cell:/w/n.ipynb#W0sZmlsZQ%3D%3D",
		],
	];
	for (const [uri, from, to, expected] of CASES)
		it(`${uri} is ${expected} after ${from} became ${to}`, () =>
			assert.equal(renamedUri(uri, [{ from, to }]), expected));
});
