import assert from "node:assert/strict";
import { parseXml } from "../support/xml";
import { createWorkspace, type Workspace } from "./run-cli";

const TWO = `import keras
from keras import layers

def build(n, name):
    i = keras.Input((4,))
    return keras.Model(i, layers.Dense(n, name="d")(i), name=name)

small = build(3, "small")
large = build(300, "large")
`;

describe("pictures and memory from the command line", () => {
	let here: Workspace;
	before(async function () {
		this.timeout(60_000);
		here = await createWorkspace();
		here.write("two.py", TWO);
		here.write("none.py", "x = 1\n");
	});
	after(() => here.remove());

	it("draws the last model, or the one that is named", () => {
		const last = here.run(["graph", "two.py"]);
		assert.equal(last.code, 0);
		assert.equal(last.error, "");
		assert.match(parseXml(last.out.trim()).children[0]?.text ?? "", /^large: Functional model/);
		const small = here.run(["graph", "two.py", "--format", "svg", "--model", "small"]);
		assert.match(parseXml(small.out.trim()).children[0]?.text ?? "", /^small:/);
	});

	it("writes all models in the other languages", () => {
		const dot = here.run(["graph", "two.py", "--format", "dot"]).out;
		assert.deepEqual(dot.match(/^digraph .*$/gm), ['digraph "small" {', 'digraph "large" {']);
		const mermaid = here.run(["graph", "two.py", "--format", "mermaid"]).out;
		assert.deepEqual(mermaid.match(/subgraph .*$/gm), ['subgraph m0["small"]', 'subgraph m1["large"]']);
		const { version, models } = JSON.parse(here.run(["graph", "two.py", "--format", "json"]).out);
		assert.equal(version, 1);
		assert.equal(models.length, 2);
		assert.deepEqual(models[0].edges, [
			{ from: "input_layer", to: "d", call: 0, tensor: 0, spec: { shape: [null, 4], dtype: "float32" } },
		]);
		assert.deepEqual(models[0].nodes[1], {
			id: "d",
			name: "d",
			class: "Dense",
			input: [{ shape: [null, 4], dtype: "float32" }],
			output: [{ shape: [null, 3], dtype: "float32" }],
			params: 15,
			trainable: true,
			calls: 1,
			range: { start: { line: 5, character: 26 }, end: { line: 5, character: 51 } },
			findings: [],
		});
	});

	it("says which models there are when the named one is not", () => {
		const { code, out, error } = here.run(["graph", "two.py", "--model", "huge"]);
		assert.equal(code, 2);
		assert.equal(out, "");
		assert.match(error, /no model "huge"; there are small, large/);
		assert.match(here.run(["graph", "none.py"]).error, /no model was found/);
		assert.deepEqual(JSON.parse(here.run(["graph", "none.py", "--format", "json"]).out).models, []);
	});

	it("refuses what is meant for another command", () => {
		for (const args of [
			["graph", "two.py", "--format", "png"],
			["graph", "two.py", "none.py"],
			["graph", "two.py", "--output-format", "json"],
			["graph", "two.py", "--batch-size", "2"],
			["check", "two.py", "--format", "svg"],
			["summary", "two.py", "--model", "small"],
			["summary", "two.py", "--batch-size", "0"],
			["summary", "two.py", "--batch-size", "2.5"],
		]) {
			const { code, out } = here.run(args);
			assert.equal(code, 2, args.join(" "));
			assert.equal(out, "");
		}
	});

	it("adds the memory of activations to a summary when it is asked for", () => {
		const text = here.run(["summary", "two.py", "--batch-size", "2"]).out;
		assert.match(text, /Param #\s+Activations/);
		assert.match(text, /^Activations for batches of 2: 56\.00 B$/m);
		assert.doesNotMatch(here.run(["summary", "two.py"]).out, /Activations/);
		const json = (...args: string[]) =>
			JSON.parse(here.run(["summary", "two.py", "--output-format", "json", ...args]).out);
		const [small] = json("--batch-size", "2").models;
		assert.equal(small.activation_bytes, 56);
		assert.deepEqual(
			small.layers.map((layer: { activation_bytes: number }) => layer.activation_bytes),
			[32, 24],
		);
		assert.equal("activation_bytes" in json().models[0], false);
	});
});
