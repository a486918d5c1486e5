import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { printDim, printDType } from "../../server/src/domain";
import type { Analysis } from "../../server/src/ide/analysis";
import { inputActions } from "../../server/src/ide/input-actions";
import { rewrites } from "../../server/src/ide/rewrites";
import { writtenSequentials } from "../../server/src/ide/sequential-parts";
import { analyseIn, applyEdits, WORLDS } from "../support/records";

const HEAD = "import keras\nimport numpy as np\nimport tensorflow as tf\nfrom keras import layers\n";

/** Titles of what is offered where the text stands. */
function offered(program: string, at: string, world: (typeof WORLDS)[number]): readonly string[] {
	const text = HEAD + program;
	const offset = text.indexOf(at);
	assert(offset >= 0);
	return rewrites(analyseIn(world, text), offset, offset).flatMap(({ title }) => (/Input/.test(title) ? [title] : []));
}

const DENSE = "model = keras.Sequential([layers.Dense(3)])\n";

/** Programs that an Input could change, or that we do not know enough of. */
const LEFT_ALONE: Readonly<Record<string, string>> = {
	"is never called": DENSE,
	"begins with an Input": "model = keras.Sequential([keras.Input((4,)), layers.Dense(3)])\nmodel(tf.zeros((2, 4)))\n",
	"begins with an InputLayer":
		"model = keras.Sequential([layers.InputLayer((4,)), layers.Dense(3)])\nmodel(tf.zeros((2, 4)))\n",
	"begins with a model": `base = keras.Sequential([keras.Input((4,)), layers.Dense(3)])
model = keras.Sequential([base, layers.Dense(2)])
model(tf.zeros((2, 4)))
`,
	"is called on several sizes":
		"model = keras.Sequential([layers.Flatten()])\nmodel(tf.zeros((2, 4, 3)))\nmodel(tf.zeros((2, 5, 3)))\n",
	"is called on a size that is not known": `${DENSE}model(tf.zeros((2, unknown_name)))\n`,
	"keeps state": "model = keras.Sequential([layers.LSTM(3, stateful=True)])\nmodel(tf.zeros((2, 4, 3)))\n",
	"runs a function of the user's on a fixed batch":
		"model = keras.Sequential([layers.Lambda(lambda x: tf.reshape(x, (2 * x.shape[0], -1)))])\nmodel(tf.zeros((2, 4)))\n",
	"runs a layer of the user's on a fixed batch": `class Twice(layers.Layer):
    def call(self, x):
        return tf.reshape(x, (2 * x.shape[0], -1))


model = keras.Sequential([Twice()])
model(tf.zeros((2, 4)))
`,
	"has layers that come from elsewhere":
		"parts = [layers.Dense(3)]\nmodel = keras.Sequential(parts)\nmodel(tf.zeros((2, 4)))\n",
	"is made for several sizes": `def build(size):
    model = keras.Sequential([layers.Dense(3)])
    return model(tf.zeros((2, size)))


build(4)
build(5)
`,
	"means something else by input_dim":
		"model = keras.Sequential([layers.Embedding(input_dim=9, output_dim=3), layers.Flatten()])\n",
	"means more by input_dim": "model = keras.Sequential([layers.LSTM(4, input_dim=3), layers.Dense(1)])\n",
	"gives the Input more than a shape":
		'model = keras.Sequential([layers.Dense(3, input_shape=(4,), dtype="float64"), layers.Dense(1)])\n',
};

describe("the Input of a Sequential", () => {
	for (const world of WORLDS) {
		for (const [name, program] of Object.entries(LEFT_ALONE)) {
			it(`${world}: is not offered when it ${name}`, () =>
				assert.deepEqual(offered(program, "keras.Sequential", world), []));
		}
	}

	it("is offered at the head only", () => {
		const program =
			"model = keras.Sequential([\n    layers.Dense(3),\n    layers.Dense(4),\n])\nmodel(tf.zeros((2, 4)))\n";
		assert.equal(offered(program, "model =", "keras3").length, 1);
		assert.equal(offered(program, "layers.Dense(3)", "keras3").length, 1);
		assert.equal(offered(program, "layers.Dense(4)", "keras3").length, 0);
		assert.equal(offered(program, "model(tf", "keras3").length, 0);
	});

	it("is left to Keras 2 where data are named after the Input that it makes", () => {
		const program = `${DENSE}model(tf.zeros((2, 4)))\nname = "dense_input"\n`;
		assert.equal(offered(program, "model =", "keras2").length, 0);
		assert.equal(offered(program, "model =", "keras3").length, 1);
	});

	it("is written by a name that means the module everywhere", () => {
		const program = `${DENSE.replace("keras.", "")}model(tf.zeros((2, 4)))\n`;
		const text = (rest: string): string =>
			`import tensorflow as tf\nfrom keras import Sequential, layers\n${rest}${program}`;
		const written = (rest: string): readonly string[] => {
			const offset = text(rest).indexOf("model =");
			const [action] = inputActions(analyseIn("keras3", text(rest)), offset, offset);
			return action?.edits.map(({ newText }) => newText) ?? [];
		};
		assert.deepEqual(written(""), ["layers.Input(shape=(4,)), "]);
		assert.deepEqual(written("def f(layers):\n    return layers\n"), [
			"\nfrom keras import Input",
			"Input(shape=(4,)), ",
		]);
		assert.deepEqual(written("def f():\n    import keras\n"), ["layers.Input(shape=(4,)), "]);
	});

	it("leaves comments and commas in order", () => {
		const arguments_: readonly (readonly [before: string, after: string])[] = [
			["3, input_shape=(4,)", "3"],
			["3, input_shape=(4,),", "3,"],
			["input_shape=(4,), units=3", "units=3"],
			["3, input_shape=(4,),  # sizes\n    use_bias=False", "3,   # sizes\n    use_bias=False"],
			["3,  # units\n    input_shape=(4,),\n", "3,  # units\n    \n"],
		];
		for (const [before, after] of arguments_) {
			const text = `${HEAD}model = keras.Sequential([layers.Dense(${before})])\n`;
			const offset = text.indexOf("model =");
			const [action] = inputActions(analyseIn("keras3", text), offset, offset);
			const expected = text.replace(before, after).replace("[layers", "[keras.Input(shape=(4,)), layers");
			assert.equal(applyEdits(text, action?.edits ?? []), expected);
		}
	});

	it("imports at the end of a line", () => {
		const text = `import os; import numpy as np\nfrom keras.layers import Dense\nfrom keras.models import Sequential; n = 3  # three
model = Sequential([Dense(n)])\nmodel(np.zeros((2, 4)))\n`;
		const offset = text.indexOf("model =");
		const [action] = inputActions(analyseIn("keras3", text), offset, offset);
		assert.match(applyEdits(text, action?.edits ?? []), /n = 3 {2}# three\nfrom keras import Input\nmodel = Seq/);
	});

	it("leaves alone what Keras 3 builds for a batch", () => {
		const program = `${DENSE}model.build((2, 4))\n`;
		assert.equal(offered(program, "model =", "keras2").length, 1);
		assert.equal(offered(program, "model =", "keras3").length, 0);
	});

	it("is of the type that fit makes of an array", () => {
		const text = `${HEAD}${DENSE}model.compile("sgd", "mse")\nmodel.fit(np.zeros((8, 4)), np.zeros((8, 3)))\n`;
		for (const world of WORLDS) {
			const [action] = rewrites(analyseIn(world, text), text.indexOf("model ="), text.indexOf("model ="));
			assert.equal(action?.edits[0]?.newText, "keras.Input(shape=(4,)), ");
		}
	});
});

/** Sizes of the outputs without the batch, which an Input may leave open. */
const modelsOf = (analysis: Analysis): readonly string[] =>
	analysis.models.map(({ layers, outputs = [] }) => {
		const rows = outputs.map(({ shape, dtype }) => {
			const dims = shape.kind === "ranked" ? shape.dims.slice(1).map(printDim) : [shape.kind];
			return `${dims.join(", ")} ${printDType(dtype)}`;
		});
		return `${layers.map(({ className }) => className).join(", ")}: ${rows.join("; ")}`;
	});

describe("the Inputs of all Sequentials of the fixtures", function () {
	this.timeout(60_000);
	const folder = join(__dirname, "..", "fixtures");
	const texts = readdirSync(folder, { recursive: true })
		.map(String)
		.filter((name) => name.endsWith(".py"))
		.map((name) => readFileSync(join(folder, name), "utf8"))
		.filter((text) => text.includes("Sequential("));
	for (const world of WORLDS) {
		it(`change no model: ${world}`, () => {
			let count = 0;
			for (const text of texts) {
				const before = analyseIn(world, text);
				for (const { call } of writtenSequentials(before)) {
					for (const { edits } of inputActions(before, call.start, call.start)) {
						count += 1;
						const changed = applyEdits(text, edits);
						const after = analyseIn(world, changed);
						assert.deepEqual(modelsOf(after), modelsOf(before), changed);
						assert.equal(after.findings.length, before.findings.length);
					}
				}
			}
			assert.ok(count > 20, String(count));
		});
	}
});
