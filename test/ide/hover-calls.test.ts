import assert from "node:assert/strict";
import { hoverAt } from "../../server/src/ide/hover";
import { inlayHints } from "../../server/src/ide/inlay-hints";
import { DEFAULT_SETTINGS } from "../../shared/settings";
import { analyseText } from "../support/analyse";

const PRELUDE = "import keras, numpy as np\nimport tensorflow as tf\nfrom keras import layers\n";

const code = (program: string, keras?: string): readonly string[] | undefined => {
	const text = PRELUDE + program;
	return hoverAt(analyseText(text.replace("|", ""), keras), text.indexOf("|"))?.code;
};

function hinted(program: string): string {
	const text = PRELUDE + program;
	const hints = inlayHints(analyseText(text), DEFAULT_SETTINGS.inlayHints);
	const at = (offset: number): string =>
		hints
			.filter((hint) => hint.offset === offset)
			.flatMap(({ parts }) => parts.map((part) => part.text))
			.join("");
	return [...text, ""]
		.map((character, offset) => at(offset) + character)
		.join("")
		.slice(PRELUDE.length);
}

const NET = `class Net(keras.Model):
  def __init__(self):
    super().__init__()
    self.conv = layers.Conv2D(8, 3)

  def call(self, x):
    return self.conv(x)

net = Net()
`;

describe("hover on layers that are called in a call", () => {
	const EXPECTED = [
		'self.conv: Conv2D "conv2d"',
		"(None, 28, 28, 1) float32 -> (None, 26, 26, 8) float32",
		"# 80 parameters",
	];
	const symbolic = `${NET}net(keras.Input((28, 28, 1)))\n`;

	it("tells of the layer where it is made and where it is called", () => {
		assert.deepEqual(code(symbolic.replace("self.conv =", "self.|conv =")), EXPECTED);
		assert.deepEqual(code(symbolic.replace("self.conv(", "self.|conv(")), EXPECTED);
		assert.deepEqual(code(symbolic.replace("Conv2D(", "|Conv2D(")), ['Conv2D "conv2d"', ...EXPECTED.slice(1)]);
		assert.deepEqual(code(symbolic.replace("self.conv =", "self.|conv ="), "2.15"), EXPECTED);
	});

	it("tells of the call itself", () => {
		const program = `${symbolic}y = tf.zeros((2, 9, 9, 1))\n`.replace("return self.conv(x)", "return (self.conv(x)|)");
		assert.deepEqual(code(program), [`Conv2D "conv2d": ${EXPECTED[1]}`, "# 80 parameters"]);
		const twice = `${program}net(y)\n`;
		assert.deepEqual(code(twice), [
			`Conv2D "conv2d": ${EXPECTED[1]}`,
			'Conv2D "conv2d": (2, 9, 9, 1) float32 -> (2, 7, 7, 8) float32',
			"# 80 parameters",
		]);
	});

	it("tells of layers and models in eager code", () => {
		const eager = "d = layers.|Dense(3)\nd(tf.zeros((2, 4)))\n";
		assert.deepEqual(code(eager), ['Dense "dense"', "(2, 4) float32 -> (2, 3) float32", "# 15 parameters"]);
		assert.deepEqual(code(`${NET}|net(tf.zeros((2, 9, 9, 1)))\n`), [
			"net: Net",
			"(2, 9, 9, 1) float32 -> (2, 7, 7, 8) float32",
		]);
	});

	it("tells of a graph what Keras says of it, whatever data it is called on", () => {
		const program = "i = keras.Input((4,))\nm = keras.Model(i, layers.|Dense(3)(i))\nm(tf.zeros((2, 4)))\n";
		assert.deepEqual(code(program), ['Dense "dense"', "(None, 4) float32 -> (None, 3) float32", "# 15 parameters"]);
	});
});

describe("a Sequential that is built later", () => {
	const LAYERS = "m = keras.Sequential([layers.Dense(3), layers.Dense(1)])\n";
	const EXPECTED = ['m: Sequential "sequential"', "(None, 4) float32 -> (None, 1) float32", "# 19 parameters"];

	for (const [how, line] of [
		["build", "m.build((None, 4))"],
		["predict", "m.predict(np.zeros((8, 4), 'float32'))"],
		["fit", "m.compile('adam', 'mse')\nm.fit(np.zeros((8, 4), 'float32'), np.zeros((8, 1)))"],
	] as const) {
		it(`shows its specs: ${how}`, () => {
			assert.deepEqual(code(LAYERS.replace("m =", "|m =") + line), EXPECTED);
			assert.match(hinted(LAYERS + line), /Dense\(3\)-> \(None, 3\) float32, layers\.Dense\(1\)-> \(None, 1\) float32/);
		});
	}

	it("shows the model at its methods", () => {
		assert.deepEqual(code(`${LAYERS}m.build((None, 4))\nm.|summary()\n`), EXPECTED);
		assert.deepEqual(code(`${LAYERS}m.|compile("adam", "mse")\nm.build((None, 4))\n`), EXPECTED);
	});
});

describe("hover on a class that is called on several inputs", () => {
	const INPUTS = "a, b = keras.Input((3,)), keras.Input((4,))\n";
	const TWO = `class |Two(keras.Model):
  def call(self, inputs):
    return inputs["a"]
two = Two()
y = two({"a": a, "b": b})
`;

	it("names them", () => {
		const given = '{"a": (None, 3) float32, "b": (None, 4) float32}';
		for (const keras of ["3.15.1", "2.15.0"]) {
			assert.deepEqual(code(INPUTS + TWO, keras), [`Two: ${given} -> (None, 3) float32`]);
			const call = TWO.replace("|", "").replace("def call", "def |call");
			assert.deepEqual(code(INPUTS + call, keras), [`call(inputs: ${given}) -> (None, 3) float32`]);
			const use = TWO.replace("|", "").replace("y = two", "y = |two");
			assert.deepEqual(code(INPUTS + use, keras)?.slice(1), [`${given} -> (None, 3) float32`]);
		}
	});

	it("shows keywords and lists as they are given", () => {
		const layer = "class |Both(layers.Layer):\n  def call(self, left, right=None):\n    return left\n";
		assert.deepEqual(code(`${INPUTS}${layer}Both()(a, right=b)`), [
			"Both: ((None, 3) float32, right=(None, 4) float32) -> (None, 3) float32",
		]);
		const list = "class |Pair(layers.Layer):\n  def call(self, inputs):\n    return inputs[0]\n";
		assert.deepEqual(code(`${INPUTS}${list}Pair()([a, b])`), [
			"Pair: [(None, 3) float32, (None, 4) float32] -> (None, 3) float32",
		]);
	});
});
