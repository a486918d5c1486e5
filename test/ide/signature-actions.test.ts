import assert from "node:assert/strict";
import { analyse } from "../../server/src/ide/analyse";
import { signatureActions } from "../../server/src/ide/signature-actions";
import { resolveVersions } from "../../server/src/project/world";

const titlesAt = (text: string, at: string): readonly string[] => {
	const analysis = analyse("/model.py", text, { versions: resolveVersions(), specPolicy: "tensorflow" });
	const offset = text.indexOf(at);
	return signatureActions(analysis, offset, offset).map(({ title }) => title);
};

const MODEL = 'keras.Sequential([keras.Input((4,), name="x"), keras.layers.Dense(2)])';

describe("rewrites that would break a program", () => {
	it("are not offered: a function among other statements of a line", () => {
		assert.deepEqual(titlesAt(`import keras\nnet = ${MODEL}; net.compile("adam")\n`, "net ="), []);
	});

	it("are not offered: a method that takes no self", () => {
		assert.deepEqual(titlesAt(`import keras\nclass C:\n    net = ${MODEL}\n`, "net ="), []);
	});

	it("are not offered: a second input_signature", () => {
		const text = "import tensorflow as tf\nf = tf.function(lambda x: x, None)\nf(tf.ones((2, 3)))\n";
		assert.deepEqual(titlesAt(text, "tf.function"), []);
	});
});
