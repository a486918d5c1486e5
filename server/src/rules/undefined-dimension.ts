import { giveBatch, inferNone, poolInstead } from "./layer-fixes";
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
	samples: [
		{
			what: "A pooling takes the place of a Flatten",
			bad: `import keras
from keras import layers

x = keras.Input((None, 3))
h = layers.LSTM(6, return_sequences=True)(x)
y = layers.Dense(1)(layers.Flatten()(h))
`,
			good: `import keras
from keras import layers

x = keras.Input((None, 3))
h = layers.LSTM(6, return_sequences=True)(x)
y = layers.Dense(1)(layers.GlobalAveragePooling1D()(h))
`,
		},
		{
			what: "A pooling takes the place of a Flatten in a Sequential",
			bad: `import keras
from keras import layers

model = keras.Sequential([keras.Input((None, None, 3)), layers.Flatten(), layers.Dense(2)])
`,
			good: `import keras
from keras import layers

model = keras.Sequential([keras.Input((None, None, 3)), layers.GlobalAveragePooling2D(), layers.Dense(2)])
`,
		},
		{
			what: "An Input gets a batch size",
			bad: `import keras
from keras import layers

x = keras.Input((5, 3))
y = layers.LSTM(4, stateful=True)(x)
`,
			good: `import keras
from keras import layers

x = keras.Input((5, 3), batch_size=1)
y = layers.LSTM(4, stateful=True)(x)
`,
		},
		{
			what: "A reshape infers the open size",
			bad: `import keras
import tensorflow as tf

y = tf.reshape(tf.zeros((6,)), [None, 3])
`,
			good: `import keras
import tensorflow as tf

y = tf.reshape(tf.zeros((6,)), [-1, 3])
`,
		},
	],
	fix: (event, context) =>
		event.kind === "problem"
			? [...poolInstead(event, context), ...giveBatch(event, context), ...inferNone(event, context)]
			: [],
};
