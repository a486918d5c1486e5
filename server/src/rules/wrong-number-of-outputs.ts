import type { Rule } from "./rule";

export const wrongNumberOfOutputs: Rule = {
	code: "wrong-number-of-outputs",
	severity: "error",
	summary: "The tensors that a call gives are unpacked into the wrong number of names.",
	why: "With `return_state=True` an `LSTM` gives three tensors (output, hidden state, cell state), a `GRU` and a `SimpleRNN` two, and a bidirectional layer the states of both directions. Python refuses to unpack them into any other number of names.",
	bad: `import keras
from keras import layers

x = keras.Input((5, 3))
y, state = layers.LSTM(4, return_state=True)(x)
`,
	good: `import keras
from keras import layers

x = keras.Input((5, 3))
y, hidden, cell = layers.LSTM(4, return_state=True)(x)
`,
};
