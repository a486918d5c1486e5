import type { Rule } from "./rule";

export const missingLayerArgument: Rule = {
	code: "missing-layer-argument",
	severity: "error",
	summary: "A layer is made without an argument that it needs.",
	why: "Arguments without a default, such as the `units` of a `Dense`, must be given.",
	bad: `import keras
from keras import layers

x = keras.Input((8,))
y = layers.Dense()(x)
`,
	good: `import keras
from keras import layers

x = keras.Input((8,))
y = layers.Dense(4)(x)
`,
};
