import type { Rule } from "./rule";

export const nonTensorFromTfFunction: Rule = {
	code: "non-tensor-from-tf-function",
	severity: "error",
	summary: "A `tf.function` returns what cannot become a tensor.",
	why: "The function is traced into a graph, and only tensors come out of a graph. Numbers, text, lists and dicts of them are converted, and `None` is let through; a layer, a function, a dtype, a spec or a shape with an open size is not.",
	bad: `import tensorflow as tf


@tf.function
def scaled(x):
    return x * 2, x.dtype


y, dtype = scaled(tf.zeros((2, 3)))
`,
	good: `import tensorflow as tf


@tf.function
def scaled(x):
    return x * 2


y = scaled(tf.zeros((2, 3)))
dtype = y.dtype
`,
};
