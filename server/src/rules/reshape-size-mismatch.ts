import type { Rule } from "./rule";

export const reshapeSizeMismatch: Rule = {
	code: "reshape-size-mismatch",
	severity: "error",
	summary: "A reshape would change the number of elements.",
	why: "The sizes of the new shape must multiply to those of the old one. One of them may be -1: it is computed.",
	bad: `import keras
from keras import layers

x = keras.Input((12,))
y = layers.Reshape((3, 5))(x)
`,
	good: `import keras
from keras import layers

x = keras.Input((12,))
y = layers.Reshape((3, -1))(x)
`,
};
