import type { Rule } from "./rule";

export const undefinedLayerOutput: Rule = {
	code: "undefined-layer-output",
	severity: "error",
	summary: "The output or input of a layer is read before the layer was called.",
	why: "A layer gets its `output` when it is called on a KerasTensor. Before that there is none.",
	bad: `import keras
from keras import layers

dense = layers.Dense(4)
y = dense.output
`,
	good: `import keras
from keras import layers

dense = layers.Dense(4)
dense(keras.Input((8,)))
y = dense.output
`,
};
