import type { Rule } from "./rule";

export const tensorspecInvalidDtype: Rule = {
	code: "tensorspec-invalid-dtype",
	severity: "error",
	summary: "A dtype argument names no dtype of TensorFlow.",
	why: "TensorFlow takes its own dtypes, their names and NumPy's types. Of Python's types it takes `float` and `bool`, but neither `int` nor `str`.",
	bad: `import tensorflow as tf

spec = tf.TensorSpec((28,), int)
`,
	good: `import tensorflow as tf

spec = tf.TensorSpec((28,), tf.int32)
`,
};
