import type { Rule } from "./rule";

export const mergeShapeMismatch: Rule = {
	code: "merge-shape-mismatch",
	severity: "error",
	summary: "Tensors that are merged have shapes that do not fit.",
	why: "Elementwise merging needs equal sizes, or 1; a concatenation needs them beside its axis; a product needs them where it contracts. Skip connections break here when a pooled size is odd.",
	bad: `import keras
from keras import layers

a = keras.Input((4,))
b = keras.Input((5,))
y = layers.Add()([a, b])
`,
	good: `import keras
from keras import layers

a = keras.Input((4,))
b = keras.Input((5,))
y = layers.Add()([a, layers.Dense(4)(b)])
`,
};
