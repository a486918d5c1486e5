import assert from "node:assert/strict";
import { analyseProject, specOf } from "../support/project";

const HEAD = "import tensorflow as tf\n";
const LAYER =
	"import tensorflow as tf\nimport keras\nclass Twice(tf.keras.layers.Layer):\n    def __init__(self, n):\n        super().__init__()\n" +
	"    def call(self, x):\n        return tf.concat([x, x], -1)\n";

/** What `x` is after a program has replaced something of a library in another file. */
const specAfter = (main: string, patch: string): string =>
	specOf(
		analyseProject(
			{ "/ws/main.py": HEAD + main, "/ws/extra.py": `${LAYER}def patch():\n    ${patch}\n` },
			"/ws/main.py",
			{},
		),
		"x",
	);

describe("names of a library that a program replaces", () => {
	it("are read as they were assigned", () => {
		const main = "import extra\nextra.patch()\nx = tf.keras.layers.Dense(4)(tf.zeros((2, 3)))";
		assert.equal(specAfter(main, "tf.keras.layers.Dense = Twice"), "(2, 6) float32");
	});

	it("are not known in a module that may be another one", () => {
		const main =
			"import extra\nextra.patch()\nfrom tensorflow.keras.layers import Dense\nx = Dense(4)(tf.zeros((2, 3)))";
		assert.match(specAfter(main, "tf.keras.layers.Dense = Twice"), /^not seen|^\?/);
		const other = "import extra\nextra.patch()\nx = tf.keras.layers.Dense(4)(tf.zeros((2, 3)))";
		assert.match(specAfter(other, "keras.layers.Dense = Twice"), /^not seen|^\?/);
	});

	it("make objects of their class unknown, those that were there and those of derived classes too", () => {
		for (const main of [
			"import extra\nextra.patch()\nx = tf.keras.layers.Flatten()(tf.zeros((2, 3, 4)))",
			"import extra\nf = tf.keras.layers.Flatten()\nextra.patch()\nx = f(tf.zeros((2, 3, 4)))",
			"import extra\nextra.patch()\nclass F(tf.keras.layers.Flatten):\n    pass\nx = F()(tf.zeros((2, 3, 4)))",
		])
			assert.match(specAfter(main, "tf.keras.layers.Flatten.call = lambda self, t: t"), /^not seen|^\?/);
		const main = "import extra\nextra.patch()\nx = tf.keras.layers.Flatten()(tf.zeros((2, 3, 4)))";
		assert.equal(specAfter(main, "tf.keras.layers.Flatten.__repr__ = lambda self: ''"), "(2, 12) float32");
	});

	it("are not known when only one of two paths replaced them", () => {
		const main =
			"import extra, os\nif os.path.exists('a'):\n    extra.patch()\nx = tf.keras.layers.Dense(4)(tf.zeros((2, 3)))";
		assert.match(specAfter(main, "tf.keras.layers.Dense = Twice"), /^not seen|^\?/);
	});

	it("may be Python's own", () => {
		const main = "import extra\nextra.patch()\nx = tf.zeros((len([1, 2]),))";
		assert.equal(specAfter(main, "import builtins; builtins.len = lambda t: 44"), "(44,) float32");
	});
});
