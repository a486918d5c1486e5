import type { Rule } from "./rule";

export const inputSignatureMismatch: Rule = {
	code: "input-signature-mismatch",
	severity: "error",
	summary:
		"A `tf.function` is called with what its `input_signature` does not allow, or the signature is no list of TensorSpecs.",
	why: "The signature fixes rank, dtype and every size that is not `None`. A tensor that differs is not converted.",
	bad: `import tensorflow as tf


@tf.function(input_signature=[tf.TensorSpec([None, 4], tf.float32)])
def double(x):
    return x * 2


double(tf.zeros((2, 5)))
`,
	good: `import tensorflow as tf


@tf.function(input_signature=[tf.TensorSpec([None, 5], tf.float32)])
def double(x):
    return x * 2


double(tf.zeros((2, 5)))
`,
};
