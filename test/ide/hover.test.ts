import assert from "node:assert/strict";
import { type Hover, hoverAt } from "../../server/src/ide/hover";
import { analyseText } from "../support/analyse";

const PRELUDE = "import keras, os\nfrom keras import layers\n";

/** The hover at the `|` in the program. */
function at(program: string): Hover | undefined {
	const text = PRELUDE + program;
	return hoverAt(analyseText(text.replace("|", "")), text.indexOf("|"));
}

const code = (program: string): readonly string[] | undefined => at(program)?.code;
const notes = (program: string): readonly string[] | undefined => at(program)?.notes.map((note) => note.text);

describe("hover", () => {
	it("shows a variable, and what made it", () => {
		assert.deepEqual(code("x = keras.Input((3,))\n|y = layers.Dense(2)(x)"), [
			"y: KerasTensor (None, 2) float32",
			'# Dense "dense": (None, 3) float32 -> (None, 2) float32, 8 parameters',
		]);
		assert.deepEqual(code("|x = keras.Input((3,), dtype='int32')"), ["x: KerasTensor (None, 3) int32"]);
	});

	it("shows a layer call as input -> output", () => {
		assert.deepEqual(code("x = keras.Input((3,))\nlayers.Dense(2)|(x)"), [
			'Dense "dense"',
			"(None, 3) float32 -> (None, 2) float32",
			"# 8 parameters",
		]);
		assert.deepEqual(code("x = keras.Input((3,))\nlayers.Dense(2)(x|)")?.[0], "x: KerasTensor (None, 3) float32");
		assert.deepEqual(code("x = keras.Input((3,))\nd = layers.Dense(2)\n(d(x)|)"), [
			'Dense "dense": (None, 3) float32 -> (None, 2) float32',
			"# 8 parameters",
		]);
	});

	it("does not take a call of the user's for its last layer", () => {
		const program = "def f(x):\n  return layers.Dense(2)(x)\n(f(keras.Input((3,)))|)";
		assert.deepEqual(code(program), [
			"KerasTensor (None, 2) float32",
			'# Dense "dense": (None, 3) float32 -> (None, 2) float32, 8 parameters',
		]);
	});

	it("shows each value of a loop and each context of a function", () => {
		const loop = "x = keras.Input((3,))\nfor n in (4, 5):\n  |x = layers.Dense(n)(x)";
		assert.deepEqual(code(loop), ["x: KerasTensor (None, 4) float32 -> (None, 5) float32"]);
		const body = "def f(|a):\n  return a\nf(keras.Input((1,)))\nf(keras.Input((2,)))";
		assert.deepEqual(code(body), [
			"a: KerasTensor (None, 1) float32  # called on line 5",
			"a: KerasTensor (None, 2) float32  # called on line 6",
		]);
		const layer = "x = keras.Input((3,))\nfor n in range(1, 9):\n  x = layers.|Dense(n)(x)";
		assert.equal(code(layer)?.[0], "Dense (8 layers)");
		assert.equal(code(layer)?.at(-1), "# and 4 more");
	});

	it("shows what a layer does where it is constructed", () => {
		const program = "d = layers.|Dense(4)\nd(keras.Input((2,)))\nd(keras.Input((7, 2)))";
		assert.deepEqual(code(program), [
			'Dense "dense"',
			"(None, 2) float32 -> (None, 4) float32",
			"(None, 7, 2) float32 -> (None, 7, 4) float32",
			"# 12 parameters",
		]);
		const sequential = "m = keras.Sequential([keras.Input((2,)), layers.Dense(3), layers.|Dense(4)])";
		assert.deepEqual(code(sequential), [
			'Dense "dense_1"',
			"(None, 3) float32 -> (None, 4) float32",
			"# 16 parameters",
		]);
	});

	it("shows a dataset as the structure of its elements", () => {
		const make = "import tensorflow as tf\nimport numpy as np\n|ds = tf.data.Dataset";
		assert.deepEqual(code(`${make}.from_tensor_slices((np.zeros((9, 4)), np.ones((9,), "int64"))).batch(2)`), [
			"ds: Dataset ((None, 4) float64, (None,) int64)",
		]);
		assert.deepEqual(code(`${make}.range(5)`), ["ds: Dataset () int64"]);
		assert.deepEqual(code(`${make}.range(5).window(2)`), ["ds: Dataset Dataset () int64"]);
		assert.deepEqual(code(`${make}.from_tensors({"a": [1.0, 2.0]})`), ['ds: Dataset {"a": (2,) float32}']);
	});

	it("shows models", () => {
		assert.deepEqual(code("|m = keras.Sequential([keras.Input((2,)), layers.Dense(3)])"), [
			'm: Sequential "sequential"',
			"(None, 2) float32 -> (None, 3) float32",
			"# 9 parameters",
		]);
	});

	it("tells why each None is None, once", () => {
		const program = "x = keras.Input((None, 3))\n|y = layers.Dense(2)(x)";
		const [batch, time, ...others] = at(program)?.notes ?? [];
		assert.match(batch?.text ?? "", /^None \(axis 0\): .*batch/);
		assert.match(time?.text ?? "", /^None \(axis 1\): /);
		assert.deepEqual(others, []);
		assert.equal(time?.origin?.start, PRELUDE.length + "x = ".length);
	});

	it("tells why something is not known", () => {
		const program = "x = helper(keras.Input((3,)))\n|y = layers.Dense(2)(x)";
		assert.deepEqual(code(program), ["y: ?"]);
		assert.ok(notes(program)?.some((note) => note.includes("the name helper is not known")));
	});

	it("is silent where it has nothing to add", () => {
		assert.equal(at("|import sys"), undefined);
		assert.equal(at("|a = 3"), undefined);
		assert.equal(at("|a = os.environ.get('A')"), undefined);
		assert.equal(at("x = layers.Dense(1|0)(keras.Input((3,)))"), undefined);
		assert.equal(at("# a com|ment"), undefined);
	});
});
