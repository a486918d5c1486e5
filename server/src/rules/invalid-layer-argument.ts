import { floorDivision } from "./edit-text";
import { makeLayer } from "./layer-fixes";
import type { Rule } from "./rule";
import { spellingFixes } from "./spelling-fixes";

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
			what: "A misspelt padding",
			bad: `import keras
from keras import layers

y = layers.Conv2D(8, 3, padding="smae")(keras.Input((28, 28, 1)))
`,
			good: `import keras
from keras import layers

y = layers.Conv2D(8, 3, padding="same")(keras.Input((28, 28, 1)))
`,
		},
		{
			what: "A misspelt activation",
			bad: `import keras
from keras import layers

y = layers.Dense(4, activation="rellu")(keras.Input((8,)))
`,
			good: `import keras
from keras import layers

y = layers.Dense(4, activation="relu")(keras.Input((8,)))
`,
		},
		{
			what: "A misspelt initializer",
			bad: `import keras
from keras import layers

y = layers.Dense(4, kernel_initializer="glorot_unifrm")(keras.Input((8,)))
`,
			good: `import keras
from keras import layers

y = layers.Dense(4, kernel_initializer="glorot_uniform")(keras.Input((8,)))
`,
		},
		{
			what: "A misspelt data format",
			bad: `import keras
from keras import layers

y = layers.MaxPooling2D(data_format="chanels_last")(keras.Input((28, 28, 1)))
`,
			good: `import keras
from keras import layers

y = layers.MaxPooling2D(data_format="channels_last")(keras.Input((28, 28, 1)))
`,
		},
		{
			what: "A misspelt dtype",
			bad: `import keras
from keras import layers

y = layers.Dense(4, dtype="flaot32")(keras.Input((8,)))
`,
			good: `import keras
from keras import layers

y = layers.Dense(4, dtype="float32")(keras.Input((8,)))
`,
		},
		{
			what: "A misspelt optimizer",
			bad: `import keras
from keras import layers

model = keras.Sequential([keras.Input((4,)), layers.Dense(1)])
model.compile(optimizer="adma", loss="mse")
`,
			good: `import keras
from keras import layers

model = keras.Sequential([keras.Input((4,)), layers.Dense(1)])
model.compile(optimizer="adam", loss="mse")
`,
		},
		{
			what: "A misspelt name of a layer",
			bad: `import keras
from keras import layers

model = keras.Sequential([keras.Input((4,)), layers.Dense(1, name="output")])
last = model.get_layer("uotput")
`,
			good: `import keras
from keras import layers

model = keras.Sequential([keras.Input((4,)), layers.Dense(1, name="output")])
last = model.get_layer("output")
`,
		},
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
		if (facts?.misspelt) return spellingFixes(event, context);
		const isSize = facts?.fix === "integer-division" || (argument !== undefined && SIZES.has(argument));
		return isSize ? floorDivision(origin, context) : [];
	},
};
