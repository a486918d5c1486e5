import { addInput } from "./layer-fixes";
import type { Rule } from "./rule";

export const invalidModelGraph: Rule = {
	code: "invalid-model-graph",
	severity: "error",
	summary: "The outputs of a model do not come from its inputs.",
	why: "A functional model is the graph between its inputs and its outputs. Every `Input` that an output depends on must be among the inputs.",
	bad: `import keras
from keras import layers

a = keras.Input((4,))
b = keras.Input((4,))
y = layers.Add()([a, b])
model = keras.Model(a, y)
`,
	good: `import keras
from keras import layers

a = keras.Input((4,))
b = keras.Input((4,))
y = layers.Add()([a, b])
model = keras.Model([a, b], y)
`,
	samples: [
		{
			what: "A forgotten Input is added",
			bad: `import keras
from keras import layers

a = keras.Input((4,))
b = keras.Input((4,))
y = layers.Add()([a, b])
model = keras.Model(inputs=a, outputs=y)
`,
			good: `import keras
from keras import layers

a = keras.Input((4,))
b = keras.Input((4,))
y = layers.Add()([a, b])
model = keras.Model(inputs=[a, b], outputs=y)
`,
		},
	],
	fix: (event, context) => (event.kind === "problem" ? addInput(event, context) : []),
};
