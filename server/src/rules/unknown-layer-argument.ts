import type { Rule } from "./rule";
import { spellingFixes } from "./spelling-fixes";

export const unknownLayerArgument: Rule = {
	code: "unknown-layer-argument",
	severity: "error",
	summary: "A layer has no argument of that name, or not so many.",
	why: "Keras checks the names of its arguments. Some that Keras 2 had are gone in Keras 3, such as `batch_input_shape`.",
	bad: `import keras
from keras import layers

x = keras.Input((8,))
y = layers.Dense(4, activaton="relu")(x)
`,
	good: `import keras
from keras import layers

x = keras.Input((8,))
y = layers.Dense(4, activation="relu")(x)
`,
	fix: (event, context) => (event.kind === "problem" ? spellingFixes(event, context) : []),
};
