import type { Rule } from "./rule";

export const invalidInputShape: Rule = {
	code: "invalid-input-shape",
	severity: "error",
	summary: "The shape of an `Input` is not a shape.",
	why: "An `Input` takes a tuple of sizes without the batch axis; `None` leaves a size open. Negative numbers and floats are refused, and in Keras 3 so is a bare int.",
	bad: `import keras

x = keras.Input((-1, 3))
`,
	good: `import keras

x = keras.Input((None, 3))
`,
};
