import { insertAt, type ProblemEvent, sourceOf, topLevel } from "./edit-text";
import type { Fix, Rule, RuleContext } from "./rule";

interface Replacement {
	readonly before: string;
	readonly after: string;
	/** Whether the attribute is a method that is called without arguments. */
	readonly called: boolean;
}

const REPLACEMENTS: Readonly<Record<string, Replacement>> = {
	as_list: { before: "list(", after: ")", called: true },
	rank: { before: "len(", after: ")", called: false },
	ndims: { before: "len(", after: ")", called: false },
	is_fully_defined: { before: "(None not in ", after: ")", called: true },
};

/** `shape.as_list()` -> `list(shape)`, `shape.rank` -> `len(shape)`. */
function withoutAttribute(event: ProblemEvent, context: RuleContext): readonly Fix[] {
	const { origin, facts } = event.problem;
	const name = String(facts?.fix ?? "");
	const replacement = REPLACEMENTS[name];
	const text = sourceOf(origin, context);
	const dot = text.lastIndexOf(".");
	if (!replacement || dot < 0 || text.slice(dot + 1).trim() !== name) return [];
	const call = /^\s*\(\s*\)/.exec(context.text.slice(origin.end));
	if (replacement.called && !call) return [];
	const end = replacement.called ? origin.end + (call?.[0].length ?? 0) : origin.end;
	const shape = text.slice(0, dot).trimEnd();
	const newText = `${replacement.before}${shape}${replacement.after}`;
	return [{ title: `Write ${newText}`, safe: true, edits: [{ start: origin.start, end, newText }] }];
}

/** `[n] + shape[1:]` -> `[n] + list(shape[1:])`. */
function listOfShape(event: ProblemEvent, context: RuleContext): readonly Fix[] {
	const { origin, facts } = event.problem;
	const text = sourceOf(origin, context);
	const pluses = topLevel(text, "+");
	const plus = pluses.at(-1);
	if (plus === undefined || pluses.length !== 1) return [];
	const [left, right] = [text.slice(0, plus), text.slice(plus + 1)];
	const [part, offset] = facts?.left === "tuple" ? [left, 0] : [right, plus + 1];
	const start = origin.start + offset + (part.length - part.trimStart().length);
	const end = start + part.trim().length;
	if (part.trim() === "") return [];
	return [{ title: `Write list(${part.trim()})`, safe: true, edits: [insertAt(start, "list("), insertAt(end, ")")] }];
}

export const shapeIsATuple: Rule = {
	code: "shape-is-a-tuple",
	severity: "error",
	summary: "Code for Keras 2 uses the shape of a KerasTensor as a `TensorShape`.",
	why: "In Keras 3 `x.shape` is a plain tuple. It has no `as_list()`, `rank` or `num_elements()`, and it cannot be added to a list.",
	bad: `import keras

x = keras.Input((28, 28))
sizes = x.shape.as_list()
`,
	good: `import keras

x = keras.Input((28, 28))
sizes = list(x.shape)
`,
	worlds: ["keras3"],
	fix(event, context) {
		if (event.kind !== "problem") return [];
		return event.problem.facts?.fix === "concatenate" ? listOfShape(event, context) : withoutAttribute(event, context);
	},
};
