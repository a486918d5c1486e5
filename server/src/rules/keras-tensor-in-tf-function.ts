import { type ProblemEvent, sourceOf } from "./edit-text";
import type { Fix, Rule, RuleContext } from "./rule";

/** Functions of TensorFlow whose positional arguments mean the same in `keras.ops`. */
const OPS: Readonly<Record<string, string>> = {
	abs: "abs",
	add: "add",
	argmax: "argmax",
	argmin: "argmin",
	cast: "cast",
	concat: "concatenate",
	cos: "cos",
	divide: "divide",
	exp: "exp",
	expand_dims: "expand_dims",
	matmul: "matmul",
	maximum: "maximum",
	minimum: "minimum",
	multiply: "multiply",
	ones_like: "ones_like",
	reduce_all: "all",
	reduce_any: "any",
	reduce_max: "max",
	reduce_mean: "mean",
	reduce_min: "min",
	reduce_prod: "prod",
	reduce_sum: "sum",
	reshape: "reshape",
	sigmoid: "sigmoid",
	sin: "sin",
	sqrt: "sqrt",
	square: "square",
	squeeze: "squeeze",
	stack: "stack",
	subtract: "subtract",
	tanh: "tanh",
	tile: "tile",
	transpose: "transpose",
	where: "where",
	zeros_like: "zeros_like",
};

/** `tf.reduce_mean(x, axis=1)` -> `keras.ops.mean(x, axis=1)`, when the keywords in use are the same. */
function withOps(event: ProblemEvent, context: RuleContext): readonly Fix[] {
	const { origin } = event.problem;
	const call = /^(\w+)\s*\.\s*(?:math\s*\.\s*)?(\w+)\s*\(/.exec(sourceOf(origin, context));
	const [head = "", module = "tf", name = ""] = call ?? [];
	const op = OPS[name];
	const keywords = [...sourceOf(origin, context).matchAll(/[(,]\s*(\w+)\s*=(?!=)/g)].map((match) => match[1]);
	if (!op || keywords.some((keyword) => keyword !== "axis" && keyword !== "keepdims")) return [];
	const keras = /^import keras\b|^from tensorflow import keras\b/m.test(context.text) ? "keras" : `${module}.keras`;
	const edit = { start: origin.start, end: origin.start + head.length, newText: `${keras}.ops.${op}(` };
	return [{ title: `Call ${keras}.ops.${op}`, safe: true, edits: [edit] }];
}

export const kerasTensorInTfFunction: Rule = {
	code: "keras-tensor-in-tf-function",
	severity: "error",
	summary: "A function of TensorFlow or NumPy is called on a KerasTensor.",
	why: "A `KerasTensor` has no values. Keras 2 turned most calls of `tf.*` into layers of the model; Keras 3 does not: use `keras.ops`, or make the call inside a layer.",
	bad: `import keras
import tensorflow as tf

x = keras.Input((28, 28))
y = tf.reduce_mean(x, axis=1)
`,
	good: `import keras
import tensorflow as tf

x = keras.Input((28, 28))
y = keras.ops.mean(x, axis=1)
`,
	worlds: ["keras3"],
	fix: (event, context) => (event.kind === "problem" ? withOps(event, context) : []),
};
