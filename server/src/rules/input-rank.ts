import { returnSequences } from "./layer-fixes";
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
	samples: [
		{
			what: "A recurrent layer gives its whole sequence",
			bad: `import keras
from keras import layers

x = keras.Input((5, 3))
h = layers.LSTM(4)(x)
y = layers.GRU(4)(h)
`,
			good: `import keras
from keras import layers

x = keras.Input((5, 3))
h = layers.LSTM(4, return_sequences=True)(x)
y = layers.GRU(4)(h)
`,
		},
		{
			what: "A recurrent layer of a Sequential gives its whole sequence",
			bad: `import keras
from keras import layers

model = keras.Sequential([keras.Input((5, 3)), layers.GRU(4), layers.LSTM(4)])
`,
			good: `import keras
from keras import layers

model = keras.Sequential([keras.Input((5, 3)), layers.GRU(4, return_sequences=True), layers.LSTM(4)])
`,
		},
	],
	fix: (event, context) => (event.kind === "problem" ? returnSequences(event, context) : []),
};
