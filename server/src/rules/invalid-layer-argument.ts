import { floorDivision } from "./edit-text";
import { makeLayer } from "./layer-fixes";
import type { Rule } from "./rule";

/** Arguments that are ints: a division among them is what makes them floats. */
const SIZES = new Set([
	"units",
	"filters",
	"kernel_size",
	"pool_size",
	"strides",
	"dilation_rate",
	"input_dim",
	"output_dim",
	"num_heads",
	"key_dim",
	"value_dim",
	"n",
	"size",
	"padding",
	"cropping",
	"target_shape",
	"shape",
	"groups",
	"depth_multiplier",
]);

export const invalidLayerArgument: Rule = {
	code: "invalid-layer-argument",
	severity: "error",
	summary: "An argument has a value that Keras refuses.",
	why: "Keras checks most arguments when the layer is made, and some only when it is built or called.",
	bad: `import keras
from keras import layers

x = keras.Input((28, 28, 1))
y = layers.Conv2D(8, 3, padding="sam")(x)
`,
	good: `import keras
from keras import layers

x = keras.Input((28, 28, 1))
y = layers.Conv2D(8, 3, padding="same")(x)
`,
	samples: [
		{
			what: "A class in a Sequential is called",
			bad: `import keras
from keras import layers

model = keras.Sequential([keras.Input((4,)), layers.Flatten])
`,
			good: `import keras
from keras import layers

model = keras.Sequential([keras.Input((4,)), layers.Flatten()])
`,
		},
		{
			what: "A function in a Sequential goes into a Lambda",
			bad: `import keras
import tensorflow as tf
from keras import layers

model = keras.Sequential([keras.Input((4,)), tf.nn.relu])
`,
			good: `import keras
import tensorflow as tf
from keras import layers

model = keras.Sequential([keras.Input((4,)), layers.Lambda(tf.nn.relu)])
`,
		},
	],
	fix(event, context) {
		if (event.kind !== "problem") return [];
		const { argument, facts, origin } = event.problem;
		if (facts?.item) return makeLayer(event, context);
		const isSize = facts?.fix === "integer-division" || (argument !== undefined && SIZES.has(argument));
		return isSize ? floorDivision(origin, context) : [];
	},
};
