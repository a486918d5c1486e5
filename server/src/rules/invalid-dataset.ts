import type { Rule } from "./rule";

export const invalidDataset: Rule = {
	code: "invalid-dataset",
	severity: "error",
	summary: "A dataset is made of, or asked for, what TensorFlow refuses.",
	why: "tf.data checks structure, shapes and dtypes when a step of a pipeline is added; what a generator yields, when it is drawn.",
	bad: `import numpy as np
import tensorflow as tf

images, labels = np.zeros((100, 28, 28)), np.zeros((90,))
dataset = tf.data.Dataset.from_tensor_slices((images, labels)).batch(32)
`,
	good: `import numpy as np
import tensorflow as tf

images, labels = np.zeros((100, 28, 28)), np.zeros((100,))
dataset = tf.data.Dataset.from_tensor_slices((images, labels)).batch(32)
`,
};
