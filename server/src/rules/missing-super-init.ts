import type { Rule } from "./rule";

export const missingSuperInit: Rule = {
	code: "missing-super-init",
	severity: "error",
	summary: "A layer or model is used although its class never called `super().__init__()`.",
	why: "The base class prepares what Keras needs to track weights and calls. A class with an `__init__` of its own must call the one of its base, as its first statement.",
	bad: `import keras
from keras import layers


class Scale(layers.Layer):
    def __init__(self, by):
        self.by = by

    def call(self, inputs):
        return inputs * self.by


y = Scale(2.0)(keras.Input((8,)))
`,
	good: `import keras
from keras import layers


class Scale(layers.Layer):
    def __init__(self, by):
        super().__init__()
        self.by = by

    def call(self, inputs):
        return inputs * self.by


y = Scale(2.0)(keras.Input((8,)))
`,
};
