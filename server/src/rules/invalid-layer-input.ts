import type { Rule } from "./rule";

export const invalidLayerInput: Rule = {
	code: "invalid-layer-input",
	severity: "error",
	summary: "A layer or operation is called on the wrong number or kind of inputs.",
	why: "Most layers take one tensor, merge layers a list of them, and none takes what is not a tensor.",
	bad: `import keras
from keras import layers

a = keras.Input((4,))
b = keras.Input((4,))
y = layers.Dense(3)([a, b])
`,
	good: `import keras
from keras import layers

a = keras.Input((4,))
b = keras.Input((4,))
y = layers.Dense(3)(layers.Concatenate()([a, b]))
`,
};
