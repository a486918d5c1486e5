import { floorDivision } from "./edit-text";
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
	fix(event, context) {
		if (event.kind !== "problem") return [];
		const { argument, facts, origin } = event.problem;
		const isSize = facts?.fix === "integer-division" || (argument !== undefined && SIZES.has(argument));
		return isSize ? floorDivision(origin, context) : [];
	},
};
