import type { Rule } from "./rule";

export const inputRank: Rule = {
	code: "input-rank",
	severity: "error",
	summary: "A layer is called on a tensor of the wrong rank.",
	why: "Every layer says how many dimensions its input must have. A recurrent layer wants `(batch, time, features)`, a `Conv2D` wants `(batch, height, width, channels)`; with any other rank Keras raises before it builds a weight.",
	bad: `import keras
from keras import layers

x = keras.Input((28, 28))
y = layers.Conv2D(8, 3)(x)
`,
	good: `import keras
from keras import layers

x = keras.Input((28, 28, 1))
y = layers.Conv2D(8, 3)(x)
`,
};
