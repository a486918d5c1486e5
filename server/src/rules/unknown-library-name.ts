import type { Rule } from "./rule";

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
};
