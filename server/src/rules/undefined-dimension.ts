import type { Rule } from "./rule";

export const undefinedDimension: Rule = {
	code: "undefined-dimension",
	severity: "error",
	summary: "Something needs a dimension that Keras does not know.",
	why: "The size of a layer's weights, and every size that Python code computes with, must be known when the model is built. A `None` that an `Input` leaves open travels through the layers until one of them needs it.",
	bad: `import keras
from keras import layers

x = keras.Input((None,))
y = layers.Dense(10)(x)
`,
	good: `import keras
from keras import layers

x = keras.Input((16,))
y = layers.Dense(10)(x)
`,
};
