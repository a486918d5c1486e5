import type { Rule } from "./rule";

export const variableCreatedInTfFunction: Rule = {
	code: "variable-created-in-tf-function",
	severity: "error",
	summary: "A `tf.function` makes variables anew in every trace.",
	why: "TensorFlow traces a function several times, but its variables may be made only once. A layer that is made and built inside the function, or a `tf.Variable`, has its weights made again by the second trace. This holds for Keras 2 and Keras 3 alike.",
	bad: `import keras
import tensorflow as tf
from keras import layers


@tf.function
def score(x):
    return layers.Dense(10)(x)


score(tf.zeros((2, 8)))
`,
	good: `import keras
import tensorflow as tf
from keras import layers

dense = layers.Dense(10)


@tf.function
def score(x):
    return dense(x)


score(tf.zeros((2, 8)))
`,
};
