import assert from "node:assert/strict";
import { printSnapshot, runCase } from "../support/fixture";

/** What the program's last statement bound, and the codes of its findings. */
function follow(text: string): { readonly value: string; readonly codes: readonly string[] } {
	const run = runCase(text, "keras3");
	const at = text.lastIndexOf("result");
	const seen = run.observations.find((each) => each.start === at)?.seen ?? [];
	return { value: seen.map(printSnapshot).join(" -> "), codes: run.findings.map(({ code }) => code) };
}

// The records cannot hold these: the oracle has imported its Keras before a program can choose one.
describe("what a program decides about its libraries", () => {
	it("TF_USE_LEGACY_KERAS makes tf.keras Keras 2", () => {
		const program = `import os
os.environ["TF_USE_LEGACY_KERAS"] = "1"
import tensorflow as tf
from tensorflow.keras import layers
result = layers.Dense(3)(tf.keras.Input((8,))).shape.as_list()
`;
		assert.deepEqual(follow(program), { value: "[None, 3]", codes: [] });
	});

	it("without it, tf.keras is Keras 3", () => {
		const program = `import tensorflow as tf
result = tf.keras.Input((8,)).shape.as_list()
`;
		assert.deepEqual(follow(program).codes, ["shape-is-a-tuple"]);
	});

	it("another backend silences what TensorFlow computes, not what Keras declares", () => {
		const program = `import os
os.environ["KERAS_BACKEND"] = "jax"
import keras
class Halve(keras.layers.Layer):
    def call(self, x):
        return keras.ops.reshape(x, (-1, 3))
y = Halve()(keras.Input((8,), batch_size=2))
x = keras.layers.Conv2D(3, 3)(keras.Input((8,)))
result = keras.layers.Dense(3)(keras.Input((8,)))
`;
		assert.deepEqual(follow(program), { value: "(None, 3) float32", codes: ["input-rank"] });
	});

	it("the TensorFlow backend is the one that is followed", () => {
		const program = `import os
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
result = keras.layers.Conv2D(3, 3)(keras.Input((8,)))
`;
		assert.deepEqual(follow(program).codes, ["input-rank"]);
	});
});
