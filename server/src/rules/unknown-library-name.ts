import type { Rule } from "./rule";
import { spellingFixes } from "./spelling-fixes";

export const unknownLibraryName: Rule = {
	code: "unknown-library-name",
	severity: "error",
	summary: "A name that the installed Keras, or an object of TensorFlow, does not have.",
	why: "Classes and functions come and go between versions of Keras: `ThresholdedReLU`, `LocallyConnected2D` and `CuDNNLSTM` are gone from Keras 3, and others came with it. Importing or reading a name that is not there raises at once. Keraspec holds the lists of names that real Keras exports. Objects of TensorFlow lack names as well: a TensorSpec has a shape, and only the shape has a rank; a size of a shape is an int without a `value`.",
	bad: `import keras
from keras import layers

y = layers.ThresholdedReLU(theta=1.0)(keras.Input((8,)))
`,
	good: `import keras
from keras import layers

y = layers.ReLU(threshold=1.0)(keras.Input((8,)))
`,
	worlds: ["keras3"],
	samples: [
		{
			what: "A misspelt class",
			bad: `import keras
from keras import layers

y = layers.Dropuot(0.5)(keras.Input((8,)))
`,
			good: `import keras
from keras import layers

y = layers.Dropout(0.5)(keras.Input((8,)))
`,
			worlds: ["keras2", "keras3"],
		},
		{
			what: "A misspelt name in an import",
			bad: `import keras
from keras.layers import Dense, Flaten

y = Dense(2)(Flaten()(keras.Input((8, 8))))
`,
			good: `import keras
from keras.layers import Dense, Flatten

y = Dense(2)(Flatten()(keras.Input((8, 8))))
`,
			worlds: ["keras2", "keras3"],
		},
	],
	fix: (event, context) => (event.kind === "problem" ? spellingFixes(event, context) : []),
};
