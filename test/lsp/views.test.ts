import assert from "node:assert/strict";
import type { CodeLens } from "vscode-languageserver-protocol";
import {
	GRAPH_REQUEST,
	type ModelGraphView,
	type ModelSummaryView,
	OUTLINE_REQUEST,
	type OutlineModel,
	SHOW_GRAPH_COMMAND,
	SHOW_SUMMARY_COMMAND,
	SUMMARY_REQUEST,
} from "../../shared/model-views";
import { Client, type ClientOptions } from "../support/lsp-client";
import { parseXml } from "../support/xml";

const URI = "file:///w/model.py";
const TEXT = `import keras
from keras import layers

inputs = keras.Input((8,), name="inputs")
x = layers.Dense(16, name="first")(inputs)
model = keras.Model(inputs, layers.Dense(10, name="last")(x), name="net")
`;

describe("views of models", () => {
	let client: Client;
	const start = async (options: Partial<ClientOptions> = {}): Promise<Client> => {
		client = await new Client({ pull: true, initializationOptions: { views: true }, ...options }).start();
		return client;
	};
	afterEach(async () => {
		if (client.process.exitCode === null) assert.equal(await client.stop(), 0);
	});

	const outline = (uri = URI): Promise<readonly OutlineModel[]> =>
		client.connection.sendRequest(OUTLINE_REQUEST, { uri });
	const summary = (id: string, batchSize: unknown = 4): Promise<ModelSummaryView | null> =>
		client.connection.sendRequest(SUMMARY_REQUEST, { uri: URI, id, batchSize });
	const graph = (id: string, uri = URI): Promise<ModelGraphView | null> =>
		client.connection.sendRequest(GRAPH_REQUEST, { uri, id });
	const lenses = (uri = URI): Promise<readonly CodeLens[] | null> =>
		client.connection.sendRequest("textDocument/codeLens", { textDocument: { uri } });
	const titles = async (uri = URI) => ((await lenses(uri)) ?? []).map(({ command }) => command?.title);

	it("lists the models of a document, with their layers", async () => {
		await start();
		client.open(URI, TEXT);
		const [model, ...others] = await outline();
		assert.ok(model);
		assert.equal(others.length, 0);
		const { layers, location, ...rest } = model;
		assert.deepEqual(rest, {
			id: "model",
			name: "net",
			kind: "Functional",
			signature: "(None, 8) -> (None, 10)",
			totalParams: 314,
		});
		assert.match(client.text(URI, location.range), /^keras\.Model\(/);
		assert.deepEqual(
			layers.map(({ name, outputShape, params }) => [name, outputShape, params]),
			[
				["inputs", "(None, 8)", 0],
				["first", "(None, 16)", 144],
				["last", "(None, 10)", 170],
			],
		);
		assert.equal(client.text(URI, layers[1]?.location?.range ?? location.range), 'layers.Dense(16, name="first")');
	});

	it("summarises a model for a batch size", async () => {
		await start();
		client.open(URI, TEXT.replace("(8,)", "(None,)"));
		const broken = await summary("model");
		assert.match(broken?.rows[1]?.findings[0] ?? "", /^ValueError: Dense/);
		client.edit(URI, "(None,)", "(8,)");
		const view = await summary("model");
		assert.equal(view?.batchSize, 4);
		assert.equal(view?.parameterBytes, 314 * 4);
		assert.deepEqual(
			view?.rows.map(({ activationBytes }) => activationBytes),
			[4 * 8 * 4, 4 * 16 * 4, 4 * 10 * 4],
		);
		assert.equal(view?.activationBytes, 4 * 34 * 4);
		for (const wrong of [0, -1, "4", null]) assert.equal((await summary("model", wrong))?.batchSize, 1);
		assert.equal(await summary("other"), null);
	});

	it("draws a model, and says where its boxes are", async () => {
		await start();
		client.open(URI, TEXT);
		const view = await graph("model");
		assert.ok(view);
		assert.equal(parseXml(view.svg).attributes.get("viewBox"), `0 0 ${view.width} ${view.height}`);
		assert.deepEqual(
			view.nodes.map(({ id, inputs, outputs }) => [id, inputs, outputs]),
			[
				["inputs", [], ["first"]],
				["first", ["inputs"], ["last"]],
				["last", ["first"], []],
			],
		);
		for (const { id, box } of view.nodes) {
			assert.ok(view.svg.includes(`data-node="${id}"`));
			assert.ok(box.x >= 0 && box.x + box.width <= view.width && box.y + box.height <= view.height);
		}
	});

	it("keeps the last good models while a line is being typed, where their lines are now", async () => {
		await start();
		client.open(URI, TEXT);
		await outline();
		client.edit(URI, "\nx = ", "\ny = layers.(\nx = ");
		const [model] = await outline();
		assert.equal(model?.id, "model");
		assert.match(client.text(URI, model.location.range), /^keras\.Model\(/);
		assert.equal((await graph("model"))?.nodes.length, 3);
		assert.equal((await summary("model"))?.version, 2);
		assert.equal((await titles()).length, 2);
		client.edit(URI, "y = layers.(\n", "");
		client.edit(URI, "layers.Dense(16", "layers.Dense(32");
		assert.equal((await outline())[0]?.totalParams, 618);
	});

	it("tells clients with views when something is new, and no others", async () => {
		await start();
		client.open(URI, TEXT);
		await client.diagnostics(URI);
		const heard = await client.until(() => client.analysed[0]);
		assert.deepEqual(heard, { uri: URI, version: 1 });
		await client.stop();
		await start({ initializationOptions: {} });
		assert.equal(client.result?.capabilities.codeLensProvider, undefined);
		client.open(URI, TEXT);
		await client.diagnostics(URI);
		assert.equal((await outline()).length, 1);
		assert.deepEqual(client.analysed, []);
	});

	it("puts lenses above each model, unless they are switched off", async () => {
		await start();
		client.open(URI, TEXT);
		const found = (await lenses()) ?? [];
		assert.deepEqual(
			found.map(({ command }) => [command?.title, command?.command]),
			[
				["Functional (None, 8) -> (None, 10) · 314 parameters", SHOW_GRAPH_COMMAND],
				["Summary", SHOW_SUMMARY_COMMAND],
			],
		);
		assert.deepEqual(found[0]?.command?.arguments, [{ uri: URI, id: "model" }]);
		client.configure({ codeLens: { enabled: false } });
		await client.until(() => client.refreshes.find((each) => each.includes("codeLens")));
		assert.deepEqual(await lenses(), []);
	});

	it("names one of several models that a place makes", async () => {
		await start();
		client.open(
			URI,
			"import keras\nfor n in (1, 2):\n    m = keras.Sequential([keras.Input((n,)), keras.layers.Dense(3)])\n",
		);
		assert.deepEqual(await titles(), ["Sequential (None, 1) -> (None, 3) · 6 parameters · 1 of 2 models", "Summary"]);
		assert.deepEqual(
			(await outline()).map(({ id }) => id),
			["m", "m#2"],
		);
	});

	it("leads to the cells of a notebook", async () => {
		await start({ notebooks: true });
		const [first = "", second = ""] = client.openNotebook("file:///w/n.ipynb", [
			"import keras\ni = keras.Input((4,))\nd = keras.layers.Dense(3)\n",
			"model = keras.Model(i, d(i))\n",
		]);
		const [model] = await outline(first);
		assert.equal(model?.location.uri, second);
		assert.equal(model.layers[1]?.location?.uri, first);
		assert.equal((await graph("model", first))?.nodes[1]?.location?.uri, first);
		assert.deepEqual(await lenses(first), []);
		assert.equal((await lenses(second))?.length, 2);
	});
});
