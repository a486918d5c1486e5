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

/** `x.dtype.name` -> `x.dtype`. */
function withoutName(event: ProblemEvent, context: RuleContext): readonly Fix[] {
	const { origin } = event.problem;
	const tail = /\s*\.\s*name$/.exec(sourceOf(origin, context));
	if (!tail) return [];
	const start = origin.start + tail.index;
	return [{ title: "Leave .name out", safe: true, edits: [{ start, end: origin.end, newText: "" }] }];
}

export const shapeIsATuple: Rule = {
	code: "shape-is-a-tuple",
	severity: "error",
	summary: "Code for Keras 2 uses the shape of a KerasTensor as a `TensorShape`, or its dtype as a `DType`.",
	why: "In Keras 3 `x.shape` is a plain tuple and `x.dtype` a plain str. A tuple has no `as_list()`, `rank` or `num_elements()`, and it cannot be added to a list; a str has no `name` and no `is_floating`.",
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
		const { fix } = event.problem.facts ?? {};
		if (fix === "dtype-name") return withoutName(event, context);
		return fix === "concatenate" ? listOfShape(event, context) : withoutAttribute(event, context);
	},
};
