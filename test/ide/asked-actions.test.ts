import assert from "node:assert/strict";
import { onDemand } from "../../server/src/ide/rewrites";
import { analyseIn, applyEdits } from "../support/records";

const HEAD = "import keras\nfrom keras import layers\n";

function actionsAt(text: string, at: string) {
	const offset = text.indexOf(at);
	assert(offset >= 0, at);
	return onDemand(analyseIn("keras3", text), offset, offset);
}

describe("copying a spec", () => {
	const copies = (text: string, at: string) => actionsAt(text, at).flatMap((each) => each.copies ?? []);

	it("is written as the file imports TensorFlow", () => {
		const made = 'x = keras.Input((4,), name="x")\ny = layers.Dense(3)(x)\n';
		for (const [line, name] of [
			["import tensorflow as tf\n", "tf"],
			["import tensorflow as T\n", "T"],
			["import tensorflow\n", "tensorflow"],
			["", "tf"],
		]) {
			const text = `${HEAD}${line}${made}`;
			assert.deepEqual(copies(text, "y ="), [`${name}.TensorSpec([None, 3], ${name}.float32)`]);
			assert.deepEqual(copies(text, "x ="), [`${name}.TensorSpec([None, 4], ${name}.float32, name="x")`]);
		}
	});

	it("leaves out the name that Keras makes up", () => {
		const text = `${HEAD}x = keras.Input((4,), dtype="int32")\n`;
		assert.deepEqual(copies(text, "x ="), ["tf.TensorSpec([None, 4], tf.int32)"]);
		assert.deepEqual(copies(text, "keras.Input"), ["tf.TensorSpec([None, 4], tf.int32)"]);
	});

	it("gives each spec that a name of a function has had", () => {
		const text = `${HEAD}def f(x):\n    return layers.Flatten()(x)\n\n\nf(keras.Input((2, 3)))\nf(keras.Input((4,)))\n`;
		assert.deepEqual(copies(text, "x)\n\n"), [
			"tf.TensorSpec([None, 2, 3], tf.float32)",
			"tf.TensorSpec([None, 4], tf.float32)",
		]);
	});

	it("is not offered for what is no tensor, or not known", () => {
		const text = `${HEAD}n = 3\nmodel = keras.Sequential([keras.Input((4,))])\nx = keras.Input((unknown,))\n`;
		for (const at of ["n = 3", "model =", "x ="]) assert.deepEqual(copies(text, at), []);
	});
});

describe("a comment with the spec of a function", () => {
	const BLOCK = `class Parts:
    @staticmethod
    def block(x, filters=16, name=None):
        return layers.Dense(filters)(x)


`;
	function commented(text: string, at: string): string | undefined {
		const [action] = actionsAt(text, at).filter(({ kind }) => kind === "refactor.rewrite");
		return action && applyEdits(text, action.edits);
	}

	it("stands above the decorators, and is brought up to date", () => {
		const text = `${HEAD}${BLOCK}Parts.block(keras.Input((4,)))\n`;
		const first = commented(text, "def block");
		const line = "    # spec: (None, 4) float32 -> (None, 16) float32\n";
		assert.equal(first, text.replace("    @static", `${line}    @static`));
		assert.equal(commented(first, "def block"), undefined);
		const edited = first.replace("(4,)", "(5,)");
		assert.equal(commented(edited, "@staticmethod"), edited.replace("(None, 4) float32 ->", "(None, 5) float32 ->"));
	});

	it("has a line for each kind of call, with the constants that differ", () => {
		const calls = [1, 2, 3, 4].map((size) => `Parts.block(keras.Input((4,)), ${size}, "n${size}")\n`);
		const text = `${HEAD}${BLOCK}${calls.join("")}`;
		const [, ...lines] = /static\n?|# spec: .*/g[Symbol.match](commented(text, "def block") ?? "") ?? [];
		assert.deepEqual(lines.slice(0, 1), ["# spec: (x: (None, 4) float32, filters=2) -> (None, 2) float32"]);
		assert.equal(lines.filter((each) => each.startsWith("# spec")).at(-1), "# spec: and more");
	});

	it("tells models and several tensors apart", () => {
		const text = `${HEAD}
def add(a, b):
    return a + b

def build():
    x = keras.Input((4,))
    return keras.Model(x, add(x, layers.Dense(4)(x)))

build()
`;
		assert.match(
			commented(text, "def add") ?? "",
			/^# spec: \(a: \(None, 4\) float32, b: \(None, 4\) float32\) -> \(None, 4\) float32\r?\ndef add/m,
		);
		assert.match(
			commented(text, "def build") ?? "",
			/^# spec: \(\) -> Functional \(None, 4\) float32 -> \(None, 4\) float32\ndef build/m,
		);
	});

	it("keeps line ends, and other comments", () => {
		const text =
			`${HEAD}# spec: not ours? it is\n# a note\ndef f(x):\n    return x\n\nf(keras.Input((4,)))\n`.replaceAll(
				"\n",
				"\r\n",
			);
		const line = "# spec: (None, 4) float32 -> (None, 4) float32\r\n";
		assert.equal(commented(text, "def f"), text.replace("def f", `${line}def f`));
	});

	it("is not offered in the body, nor for what nothing calls on tensors", () => {
		const text = `${HEAD}def f(x):\n    return x\n\ndef g(x):\n    return x\n\nf(3)\n`;
		for (const at of ["def f", "def g"]) assert.equal(commented(text, at), undefined);
		assert.equal(commented(`${HEAD}${BLOCK}Parts.block(keras.Input((4,)))\n`, "return layers"), undefined);
	});
});
