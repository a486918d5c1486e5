import type { Rule } from "./rule";

export const inputAxisSize: Rule = {
	code: "input-axis-size",
	severity: "error",
	summary: "An axis of the input has another size than the layer or operation needs.",
	why: "A layer that is built has weights of a fixed size. Called again on an input whose axis differs, it raises; the same holds for a model called on data of another shape, and for operations that fix the size of an axis.",
	bad: `import keras
from keras import layers

dense = layers.Dense(4)
a = dense(keras.Input((8,)))
b = dense(keras.Input((6,)))
`,
	good: `import keras
from keras import layers

a = layers.Dense(4)(keras.Input((8,)))
b = layers.Dense(4)(keras.Input((6,)))
`,
};
