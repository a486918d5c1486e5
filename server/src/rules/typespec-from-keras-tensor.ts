import { captured } from "./captured-fix";
import { insertAt, isPath, type ProblemEvent, replaceAll, sourceOf } from "./edit-text";
import type { Fix, Rule, RuleContext } from "./rule";

const CALL =
	/^([\w.]*?)\.?(?:TensorSpec\s*\.\s*from_tensor|type_spec_from_value)\s*\(\s*(?:(?:tensor|value)\s*=\s*)?([\w.\s]+?)\s*(,[^()]*)?\)$/;

/** `from_tensor(kt)` -> `TensorSpec(kt.shape, kt.dtype)`. */
function fromShape(event: ProblemEvent, context: RuleContext): readonly Fix[] {
	const { origin } = event.problem;
	const [, module = "", tensor = "", rest = ""] = CALL.exec(sourceOf(origin, context)) ?? [];
	if (!isPath(tensor)) return [];
	const name = /^,\s*([^=\s,]+)\s*,?\s*$/.exec(rest)?.[1];
	const tail = name ? `, name=${name}` : rest.replace(/,\s*$/, "");
	const spec = `${module ? `${module}.` : ""}TensorSpec(${tensor}.shape, ${tensor}.dtype${tail})`;
	return [
		{ title: `Build the spec from ${tensor}.shape and ${tensor}.dtype`, safe: true, edits: [replaceAll(origin, spec)] },
	];
}

/** `TensorSpec(kt)` -> `TensorSpec(kt.shape)`. */
function shapeOf(event: ProblemEvent, context: RuleContext): readonly Fix[] {
	const { origin } = event.problem;
	const text = sourceOf(origin, context).replace(/^shape\s*=\s*/, "");
	if (!isPath(text)) return [];
	return [{ title: `Pass ${text}.shape`, safe: true, edits: [insertAt(origin.end, ".shape")] }];
}

export const typespecFromKerasTensor: Rule = {
	code: "typespec-from-keras-tensor",
	severity: "error",
	summary: "A TypeSpec is asked of a KerasTensor itself.",
	why: "A `KerasTensor` is a description, not a `tf.Tensor`: `TensorSpec.from_tensor` and `tf.type_spec_from_value` refuse it, however static its shape, and so does a Keras 2 `Lambda` that returns a KerasTensor from outside. Its shape and dtype are all that a spec needs.",
	bad: `import keras
import tensorflow as tf

x = keras.Input((28, 28), batch_size=32)
spec = tf.TensorSpec.from_tensor(x)
`,
	good: `import keras
import tensorflow as tf

x = keras.Input((28, 28), batch_size=32)
spec = tf.TensorSpec(x.shape, x.dtype)
`,
	samples: [
		{
			what: "A captured tensor becomes an input",
			bad: `import keras
from keras import layers

a = keras.Input((4,))
b = keras.Input((4,))
y = layers.Lambda(lambda x: x * b)(a)
`,
			good: `import keras
from keras import layers

a = keras.Input((4,))
b = keras.Input((4,))
y = layers.Lambda(lambda t: t[0] * t[1])([a, b])
`,
			worlds: ["keras2"],
		},
	],
	fix(event, context) {
		if (event.kind !== "problem") return [];
		const { facts } = event.problem;
		if (facts?.captured) return captured(event, context);
		if (facts?.fix === "from-tensor") return fromShape(event, context);
		return facts?.fix === "shape-of" ? shapeOf(event, context) : [];
	},
};
