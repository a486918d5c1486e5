import { insertAt, sourceOf } from "./edit-text";
import type { Rule } from "./rule";

export const sequentialOutput: Rule = {
	code: "sequential-output",
	severity: "error",
	summary: "`output` or `input` is read from a Sequential that was never called.",
	why: "In Keras 3 a `Sequential` has `outputs` and `inputs`, but its `output` and `input` exist only once it was called on a KerasTensor. Keras 2 had both.",
	bad: `import keras
from keras import layers

model = keras.Sequential([keras.Input((8,)), layers.Dense(4)])
y = model.output
`,
	good: `import keras
from keras import layers

model = keras.Sequential([keras.Input((8,)), layers.Dense(4)])
y = model.outputs[0]
`,
	worlds: ["keras3"],
	fix(event, context) {
		if (event.kind !== "problem") return [];
		const { origin } = event.problem;
		const name = /\.\s*(output|input)$/.exec(sourceOf(origin, context))?.[1];
		if (!name) return [];
		return [{ title: `Read ${name}s[0]`, safe: true, edits: [insertAt(origin.end, "s[0]")] }];
	},
};
