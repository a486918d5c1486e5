import type { ProblemEvent } from "./edit-text";
import type { Fix, Rule, RuleContext } from "./rule";
import { functionKey } from "./traced-functions";
import { signatureEdit } from "./write-signature";

/** The signature that fits all the calls that were found. */
function fitSignature({ problem }: ProblemEvent, context: RuleContext): readonly Fix[] {
	const { fix, path, start, end } = problem.facts ?? {};
	if (fix !== "signature" || typeof path !== "string" || typeof start !== "number" || typeof end !== "number")
		return [];
	const found = context.tracedFunctions?.get(functionKey({ path, start, end }));
	const isHere = path === problem.origin.path;
	const edit = isHere && found?.specs ? signatureEdit(context.text.slice(start, end), start, found.specs) : undefined;
	return edit ? [{ title: `Fit the input_signature of ${found?.name} to its calls`, safe: false, edits: [edit] }] : [];
}

export const inputSignatureMismatch: Rule = {
	code: "input-signature-mismatch",
	severity: "error",
	summary:
		"A `tf.function` is called with what its `input_signature` does not allow, or the signature is no list of TensorSpecs.",
	why: "The signature fixes rank, dtype and every size that is not `None`. A tensor that differs is not converted.",
	bad: `import tensorflow as tf


@tf.function(input_signature=[tf.TensorSpec([None, 4], tf.float32)])
def double(x):
    return x * 2


double(tf.zeros((2, 5)))
`,
	good: `import tensorflow as tf


@tf.function(input_signature=[tf.TensorSpec([None, 5], tf.float32)])
def double(x):
    return x * 2


double(tf.zeros((2, 5)))
`,
	fix: (event, context) => (event.kind === "problem" ? fitSignature(event, context) : []),
};
