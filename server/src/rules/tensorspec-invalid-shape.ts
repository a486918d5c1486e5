import { floorDivision, type ProblemEvent, sourceOf } from "./edit-text";
import type { Fix, Rule, RuleContext } from "./rule";

/** `-1` -> `None`, where the shape is written with a single -1. */
function noneForNegative(event: ProblemEvent, context: RuleContext): readonly Fix[] {
	const { origin } = event.problem;
	const text = sourceOf(origin, context);
	const found = [...text.matchAll(/(?<![\w.)\]]\s*)-\s*1(?![\w.])/g)];
	if (event.problem.facts?.size !== -1 || found.length === 0) return [];
	const edits = found.map((match) => {
		const start = origin.start + match.index;
		return { start, end: start + match[0].length, newText: "None" };
	});
	return [{ title: "Write None for a size that is open", safe: true, edits }];
}

export const tensorspecInvalidShape: Rule = {
	code: "tensorspec-invalid-shape",
	severity: "error",
	summary: "The shape of a TensorSpec or TensorShape is not a shape.",
	why: 'A size is an int that is not negative, or `None` where any size will do. -1 does not mean "any" here, and a division gives a float even where it comes out even.',
	bad: `import tensorflow as tf

spec = tf.TensorSpec((-1, 28, 28))
`,
	good: `import tensorflow as tf

spec = tf.TensorSpec((None, 28, 28))
`,
	fix(event, context) {
		if (event.kind !== "problem") return [];
		const { facts, origin } = event.problem;
		if (facts?.fix === "none-for-negative") return noneForNegative(event, context);
		return facts?.fix === "integer-division" ? floorDivision(origin, context) : [];
	},
};
