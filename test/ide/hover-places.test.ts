import assert from "node:assert/strict";
import { type Hover, hoverAt } from "../../server/src/ide/hover";
import { analyseText } from "../support/analyse";

const PRELUDE = "import keras\nimport tensorflow as tf\nfrom keras import layers\n";

/** The hover at the `|` in the program. */
function at(program: string, keras?: string): Hover | undefined {
	const text = PRELUDE + program;
	return hoverAt(analyseText(text.replace("|", ""), keras), text.indexOf("|"));
}

const code = (program: string, keras?: string): readonly string[] | undefined => at(program, keras)?.code;
const linkOf = (program: string): string | undefined => at(program)?.link?.url.replace(/^.*\/docs\//, "");

describe("hover on sizes", () => {
	const SIZES = "x = keras.Input((None, 3))\n";

	it("says which axis of which shape a size is", () => {
		for (const keras of ["3.15.1", "2.15.0"]) {
			assert.deepEqual(code(`${SIZES}|n = x.shape[1]\n`, keras), ["n: None  # axis 1 of (None, None, 3)"]);
			assert.deepEqual(code(`${SIZES}b, t, |c = x.shape\n`, keras), ["c: 3  # axis 2 of (None, None, 3)"]);
			assert.deepEqual(code(`${SIZES}n = x.shape[-1]\nprint(|n)\n`, keras), ["n: 3  # axis 2 of (None, None, 3)"]);
		}
	});

	it("tells why a size is None, and where that was written", () => {
		const hover = at(`${SIZES}b, |t, c = x.shape\n`);
		assert.equal(hover?.notes.length, 1);
		assert.match(hover?.notes[0]?.text ?? "", /^None \(axis 1\): /);
		assert.equal(hover?.notes[0]?.origin?.start, PRELUDE.length + "x = ".length);
	});

	it("shows shapes and parts of them", () => {
		assert.deepEqual(code(`${SIZES}s = x.|shape\n`), ["x.shape: (None, None, 3)"]);
		assert.deepEqual(code(`${SIZES}|s = x.shape[1:]\n`), ["s: (None, 3)"]);
		assert.deepEqual(code(`${SIZES}|s = x.shape\n`, "2.15.0"), ["s: TensorShape (None, None, 3)"]);
		assert.deepEqual(
			at(`${SIZES}|s = x.shape\n`, "2.15.0")?.notes.filter(({ text }) => text.includes("dtype")),
			[],
		);
	});

	it("shows a None that leaves an axis open", () => {
		assert.deepEqual(code("x = keras.Input((|None, 3))"), ["None  # axis 1 of (None, None, 3)"]);
		assert.deepEqual(code("x = keras.Input(shape=[4, |None])"), ["None  # axis 2 of (None, 4, None)"]);
		assert.deepEqual(code("x = keras.Input(batch_shape=(|None, 3))"), ["None  # axis 0 of (None, 3)"]);
		assert.deepEqual(code("s = tf.TensorSpec([2, |None])"), ["None  # axis 1 of (2, None)"]);
		assert.equal(code("x = foo((|None, 3))"), undefined);
		assert.equal(code("x = [|None, 3]"), undefined);
	});

	it("leaves plain numbers to others", () => {
		for (const program of ["|n = 3", "x = keras.Input((3,))\n|n = len([x])", "n = |None", "n = (3, |None)"])
			assert.equal(code(program), undefined);
	});
});

describe("hover on functions and classes", () => {
	const BLOCK = `# a def in a comment
def block(x, units, name="b"):
    y = layers.Dense(units)(x)
    return y
a = block(keras.Input((3,)), 4, name="c")
b = block(keras.Input((5,)), units=6, name="d")
g = block
`;

	it("shows what the function takes and gives, call by call", () => {
		const all = [
			"block(x: (None, 3) float32, units=4) -> (None, 4) float32  # called on line 8",
			"block(x: (None, 5) float32, units=6) -> (None, 6) float32  # called on line 9",
		];
		assert.deepEqual(code(BLOCK.replace("def block", "def bl|ock")), all);
		assert.deepEqual(code(BLOCK.replace("g = block", "g = bl|ock")), all);
		assert.deepEqual(code(BLOCK.replace("b = block", "b = bl|ock")), [
			"block(x: (None, 5) float32) -> (None, 6) float32",
		]);
	});

	it("shows each context of what is in the body", () => {
		assert.deepEqual(code(BLOCK.replace("    y = ", "    |y = ")), [
			"y: KerasTensor (None, 4) float32  # called on line 8",
			"y: KerasTensor (None, 6) float32  # called on line 9",
		]);
	});

	it("names the outer calls where the inner ones are the same", () => {
		const program = `def inner(x):
    return |x
def outer(x):
    return inner(x)
outer(keras.Input((1,)))
outer(keras.Input((2,)))
`;
		assert.deepEqual(code(program), [
			"x: KerasTensor (None, 1) float32  # called on line 8",
			"x: KerasTensor (None, 2) float32  # called on line 9",
		]);
	});

	it("shows a few contexts and counts the others", () => {
		const program = "def f|(x):\n    return x\nfor n in range(1, 9):\n    f(keras.Input((n,)))\n";
		assert.equal(code(program)?.length, 5);
		assert.equal(code(program)?.at(-1), "# and 4 more");
	});

	it("shows methods, at their def and where they are called", () => {
		const program = `class Net(layers.Layer):
    def __init__(self):
        super().__init__()
        self.d = layers.Dense(4)
    def helper(self, x, n=2):
        return self.d(x)
    def call(self, inputs):
        return self.helper(inputs)
y = Net()(keras.Input((3,)))
`;
		const helper = ["helper(x: (None, 3) float32) -> (None, 4) float32"];
		assert.deepEqual(code(program.replace("def helper", "def |helper")), helper);
		assert.deepEqual(code(program.replace("self.helper", "self.hel|per")), helper);
		assert.deepEqual(code(program.replace("def call", "def c|all")), [
			"call(inputs: (None, 3) float32) -> (None, 4) float32",
		]);
		assert.deepEqual(code(program.replace("class Net", "class N|et")), ["Net: (None, 3) float32 -> (None, 4) float32"]);
	});

	it("says that what comes out is not known, and why", () => {
		const hover = at("def f|(x):\n    return helper(x)\nf(keras.Input((3,)))\n");
		assert.deepEqual(hover?.code, ["f(x: (None, 3) float32) -> ?"]);
		assert.match(hover?.notes.at(-1)?.text ?? "", /^what comes out is \?: /);
	});

	it("is silent about functions that have nothing to do with tensors, and names that may mean another", () => {
		assert.equal(code("def f|(x):\n    return x\nf(2)\n"), undefined);
		assert.equal(code("class A|:\n    pass\n"), undefined);
		const twice = "def f(x):\n    return x\nf(keras.Input((3,)))\nfor f in [1]:\n    pass\ng = f|\n";
		assert.equal(code(twice), undefined);
	});
});

describe("hover on models", () => {
	it("shows several inputs and outputs by name", () => {
		const program = `a = keras.Input((3,), name="image")
b = keras.Input((4,), name="meta data")
c = layers.Concatenate(name="both")([a, b])
|m = keras.Model([a, b], c)
`;
		assert.deepEqual(code(program), [
			'm: Model "functional"',
			"# inputs",
			"image: (None, 3) float32",
			'"meta data": (None, 4) float32',
			"# output",
			"both: (None, 7) float32",
		]);
		const dict = "a = keras.Input((3,))\n|m = keras.Model(a, {'p': layers.Dense(1)(a), 'q': layers.Dense(2)(a)})\n";
		assert.deepEqual(code(dict)?.slice(3, 6), ["# outputs", "p: (None, 1) float32", "q: (None, 2) float32"]);
	});
});

describe("hover's links", () => {
	it("lead to the layer's page, and where a finding stands to its rule", () => {
		assert.equal(linkOf("d = layers.De|nse(3)"), "layers/Dense.md");
		assert.equal(linkOf("x = keras.Input((3,))\n(layers.Dense(3)(x)|)"), "layers/Dense.md");
		assert.equal(linkOf("x = keras.Input((None,))\n(layers.Dense(3)(x)|)"), "rules/undefined-dimension.md");
		assert.equal(linkOf("|x = keras.Input((3,))"), undefined);
	});

	it("are not those of a layer of Keras for a class of the user's that has its name", () => {
		assert.equal(linkOf("class Dense(layers.Layer):\n    pass\n|d = Dense()\n"), undefined);
		assert.ok(at("class Dense(layers.Layer):\n    pass\n|d = Dense()\n"));
	});
});
