import assert from "node:assert/strict";
import { rewrites } from "../../server/src/ide/rewrites";
import { analyseIn, WORLDS } from "../support/records";

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
