import { inferSize } from "./layer-fixes";
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
	samples: [
		{
			what: "A size is inferred from the others",
			bad: `import keras
from keras import layers

y = layers.Reshape((3, 5))(keras.Input((12,)))
`,
			good: `import keras
from keras import layers

y = layers.Reshape((3, -1))(keras.Input((12,)))
`,
		},
		{
			what: "A size of tf.reshape is inferred",
			bad: `import keras
import tensorflow as tf

y = tf.reshape(tf.zeros((2, 6)), (5, 3))
`,
			good: `import keras
import tensorflow as tf

y = tf.reshape(tf.zeros((2, 6)), (-1, 3))
`,
		},
	],
	fix: (event, context) => (event.kind === "problem" ? inferSize(event, context) : []),
};
