import { oneInput } from "./layer-fixes";
import type { Rule } from "./rule";

const BAD = `import keras
from keras import layers

a = keras.Input((4,))
b = keras.Input((4,))
y = layers.Dense(3)([a, b])
`;

const GOOD = `import keras
from keras import layers

a = keras.Input((4,))
b = keras.Input((4,))
y = layers.Dense(3)(layers.Concatenate()([a, b]))
`;

export const invalidLayerInput: Rule = {
	code: "invalid-layer-input",
	severity: "error",
	summary: "A layer or operation is called on the wrong number or kind of inputs.",
	why: "Most layers take one tensor, merge layers a list of them, and none takes what is not a tensor.",
	bad: BAD,
	good: GOOD,
	samples: [
		{
			what: "A list of tensors is concatenated first",
			bad: BAD,
			good: GOOD,
		},
		{
			what: "The states of a recurrent layer are left out",
			bad: `import keras
from keras import layers

x = keras.Input((5, 3))
h = layers.LSTM(4, return_state=True)(x)
y = layers.Dense(2)(h)
`,
			good: `import keras
from keras import layers

x = keras.Input((5, 3))
h = layers.LSTM(4, return_state=True)(x)
y = layers.Dense(2)(h[0])
`,
		},
	],
	fix: (event, context) => (event.kind === "problem" ? oneInput(event, context) : []),
};
