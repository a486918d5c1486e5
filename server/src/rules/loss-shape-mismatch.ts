import { type ProblemEvent, replaceAll, sourceOf } from "./edit-text";
import type { Fix, Rule, RuleContext } from "./rule";

const SPARSE: Readonly<Record<string, string>> = {
	categorical_crossentropy: "sparse_categorical_crossentropy",
	CategoricalCrossentropy: "SparseCategoricalCrossentropy",
};

/** Class numbers are labels of the sparse loss: the name is changed where the loss was chosen. */
function sparseLoss({ problem }: ProblemEvent, context: RuleContext): readonly Fix[] {
	const { meant, start, end, path } = problem.facts ?? {};
	if (meant === undefined || typeof start !== "number" || typeof end !== "number") return [];
	if (path !== problem.origin.path) return [];
	const origin = { ...problem.origin, start, end };
	const text = sourceOf(origin, context);
	const name = /\b(categorical_crossentropy|CategoricalCrossentropy)\b/.exec(text)?.[1];
	const sparse = name && SPARSE[name];
	if (!name || !sparse) return [];
	return [{ title: `Use ${sparse}`, safe: false, edits: [replaceAll(origin, text.replace(name, sparse))] }];
}

export const lossShapeMismatch: Rule = {
	code: "loss-shape-mismatch",
	severity: "error",
	summary: "The targets do not have the shape that the loss compares with the output.",
	why: "A loss compares targets and outputs element by element, or wants one class number for each row of scores. `categorical_crossentropy` takes one-hot targets; class numbers are for `sparse_categorical_crossentropy`. A head that kept the axes of an image or a sequence needs a `Flatten` or a pooling before it.",
	bad: `import keras
import numpy as np
from keras import layers

model = keras.Sequential([keras.Input((8,)), layers.Dense(10, activation="softmax")])
model.compile(loss="categorical_crossentropy")
model.fit(np.zeros((4, 8)), np.zeros((4, 1)), verbose=0)
`,
	good: `import keras
import numpy as np
from keras import layers

model = keras.Sequential([keras.Input((8,)), layers.Dense(10, activation="softmax")])
model.compile(loss="sparse_categorical_crossentropy")
model.fit(np.zeros((4, 8)), np.zeros((4, 1)), verbose=0)
`,
	fix: (event, context) => (event.kind === "problem" ? sparseLoss(event, context) : []),
};
