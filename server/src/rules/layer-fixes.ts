import { insertAt, isPath, type ProblemEvent, replaceAll, sourceOf } from "./edit-text";
import type { Edit, Fix, RuleContext } from "./rule";

/** Quick fixes of calls of layers: what they change stands where a layer was made. */
interface Place {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/** Where the layer of a problem was made, or the one that gave its input, if that is in the same file. */
function placeOf({ problem }: ProblemEvent, which: "layer" | "previous", context: RuleContext): Place | undefined {
	const { facts, origin } = problem;
	const [path, start, end] = ["Path", "Start", "End"].map((part) => facts?.[`${which}${part}`]);
	if (path !== origin.path || typeof start !== "number" || typeof end !== "number") return undefined;
	return { start, end, text: context.text.slice(start, end) };
}

/** `f(a)` -> `f(a, more)`. */
function withArgument({ start, text }: Place, more: string): Edit | undefined {
	const [, head = "", inner = ""] = /^([\w.\s]+\()([\s\S]*)\)$/.exec(text) ?? [];
	if (head === "") return undefined;
	const kept = inner.trimEnd().replace(/,$/, "");
	const at = start + head.length + kept.length;
	return insertAt(at, kept.trim() === "" ? more : `, ${more}`);
}

const one = (title: string, edit: Edit | undefined, safe = false): readonly Fix[] =>
	edit ? [{ title, safe, edits: [edit] }] : [];

const RECURRENT: ReadonlySet<unknown> = new Set(["LSTM", "GRU", "SimpleRNN"]);
const SEQUENTIAL: ReadonlySet<unknown> = new Set([...RECURRENT, "Bidirectional", "Conv1D", "TimeDistributed"]);

/** A recurrent layer after another one that gives its last output only. */
export function returnSequences(event: ProblemEvent, context: RuleContext): readonly Fix[] {
	const { facts } = event.problem;
	const place = placeOf(event, "previous", context);
	const isStacked = SEQUENTIAL.has(facts?.layer) && RECURRENT.has(facts?.previous) && facts?.rank === 2;
	if (!place || !isStacked || /return_sequences/.test(place.text)) return [];
	return one("Return the whole sequence", withArgument(place, "return_sequences=True"));
}

const WINDOWED = /^(Conv|SeparableConv|DepthwiseConv|MaxPooling|AveragePooling)\d?D?$/;

/** A window that is larger than what it slides over. */
export function padSame(event: ProblemEvent, context: RuleContext): readonly Fix[] {
	const place = placeOf(event, "layer", context);
	const isWindow = WINDOWED.test(String(event.problem.facts?.layer ?? ""));
	if (!place || !isWindow || /\bpadding\s*=/.test(place.text)) return [];
	return one('Pad the input with padding="same"', withArgument(place, 'padding="same"'));
}

/** A Flatten of open sizes before a layer that needs to know how many there are. */
export function poolInstead(event: ProblemEvent, context: RuleContext): readonly Fix[] {
	const { facts } = event.problem;
	const place = placeOf(event, "previous", context);
	const rank = facts?.previousRank;
	if (!place || facts?.previous !== "Flatten" || typeof rank !== "number" || rank < 3 || rank > 5) return [];
	const name = `GlobalAveragePooling${rank - 2}D`;
	if (!/\bFlatten\b/.test(place.text)) return [];
	return one(
		`Use ${name} instead of Flatten`,
		replaceAll(locate(event, place), place.text.replace(/\bFlatten\b/, name)),
	);
}

const locate = ({ problem }: ProblemEvent, { start, end }: Place) => ({ ...problem.origin, start, end });

/** A stateful layer on an Input that leaves its batch open. */
export function giveBatch(event: ProblemEvent, context: RuleContext): readonly Fix[] {
	const place = placeOf(event, "previous", context);
	const isInput = event.problem.facts?.previous === "InputLayer" && /stateful/.test(event.problem.message);
	if (!place || !isInput || /\bbatch_/.test(place.text)) return [];
	return one("Give the Input a batch_size", withArgument(place, "batch_size=1"));
}

/** `layer([a, b])` -> `layer(layers.Concatenate()([a, b]))`, and `layer(h)` -> `layer(h[0])` for a list of outputs. */
export function oneInput(event: ProblemEvent, context: RuleContext): readonly Fix[] {
	const { origin, facts, message } = event.problem;
	const text = sourceOf(origin, context);
	if (!/expects 1 input\(s\)/.test(message)) return [];
	const [, layers] = /^((?:\w+\s*\.\s*)*)\w+\(/.exec(text) ?? [];
	const [, list] = /(\[[\w\s.,]+\])\s*\)$/.exec(text) ?? [];
	const end = origin.end - (/\s*\)$/.exec(text)?.[0].length ?? 1);
	if (list && layers?.includes("layers")) {
		const start = end - list.length;
		const joined = `${layers.replace(/\s/g, "")}Concatenate()(${list})`;
		return one("Concatenate the inputs first", replaceAll({ ...origin, start, end }, joined));
	}
	const [, name] = /\(\s*([\w.]+)\s*\)$/.exec(text) ?? [];
	if (!name || !isPath(name) || typeof facts?.inputs !== "number" || !RECURRENT.has(facts.previous)) return [];
	return one("Take the first of the outputs", insertAt(end, "[0]"));
}

/** One size of a reshape that the others decide becomes -1. */
export function inferSize(event: ProblemEvent, context: RuleContext): readonly Fix[] {
	const { facts, origin } = event.problem;
	const elements = facts?.elements;
	const place = placeOf(event, "layer", context) ?? { ...origin, text: sourceOf(origin, context) };
	const literal = /[([]\s*(\d+(?:\s*,\s*\d+)+)\s*,?\s*[)\]]/.exec(place.text);
	if (typeof elements !== "number" || !literal?.[1]) return [];
	const sizes = literal[1].split(",").map(Number);
	const product = sizes.reduce((all, size) => all * size, 1);
	return sizes.flatMap((size, at) => {
		if (elements % (product / size) !== 0) return [];
		const mended = sizes.map((each, index) => (index === at ? -1 : each)).join(", ");
		const start = place.start + literal.index + literal[0].indexOf(literal[1] as string);
		const edit = { start, end: start + (literal[1] as string).length, newText: mended };
		return one(`Let -1 stand for ${elements / (product / size)}`, edit);
	});
}

/** The only None among the sizes of a `tf.reshape` is the one to infer. */
export function inferNone(event: ProblemEvent, context: RuleContext): readonly Fix[] {
	const { origin, argument } = event.problem;
	const text = sourceOf(origin, context);
	const nones = [...text.matchAll(/\bNone\b/g)];
	const isShape =
		argument === "shape" && /reshape\s*\([\s\S]*$/.test(context.text.slice(0, origin.start).split("\n").at(-1) ?? "");
	const [only] = nones;
	if (!isShape || nones.length !== 1 || only?.index === undefined || text.includes("-1")) return [];
	const start = origin.start + only.index;
	return one("Let -1 stand for the open size", { start, end: start + 4, newText: "-1" }, true);
}

/** `Model(a, y)` -> `Model([a, b], y)`, for an Input that has a name. */
export function addInput(event: ProblemEvent, context: RuleContext): readonly Fix[] {
	const { origin } = event.problem;
	const place = placeOf(event, "previous", context);
	const name = place && /(?:^|\n)[ \t]*(\w+)\s*=\s*$/.exec(context.text.slice(0, place.start))?.[1];
	const text = sourceOf(origin, context);
	const [head, , written] = /^[\w.]+\(\s*(inputs\s*=\s*)?(\w+|\[[\w\s,]*\])\s*,/.exec(text) ?? [];
	if (!name || !head || !written) return [];
	const items = written.startsWith("[") ? written.slice(1, -1).trim().replace(/,$/, "") : written;
	const start = origin.start + head.lastIndexOf(written);
	const edit = { start, end: start + written.length, newText: `[${items}, ${name}]` };
	return one(`Add ${name} to the inputs`, edit);
}

/** What stands in a Sequential's list and is no layer: a class is called, a function goes into a Lambda. */
export function makeLayer(event: ProblemEvent, context: RuleContext): readonly Fix[] {
	const { origin, facts } = event.problem;
	const { item, sort } = facts ?? {};
	const text = sourceOf(origin, context);
	if (typeof item !== "string") return [];
	const found = [...text.matchAll(new RegExp(`(?:\\b\\w+\\s*\\.\\s*)*\\b${item}\\b(?!\\s*[(.])`, "g"))];
	const [only] = found;
	if (found.length !== 1 || only?.index === undefined) return [];
	const start = origin.start + only.index;
	const end = start + only[0].length;
	if (sort === "class") return one(`Call ${item}`, insertAt(end, "()"), true);
	if (!/^from (?:tensorflow\.)?keras import (?:[\w, ]*, *)?layers\b/m.test(context.text)) return [];
	return one(`Put ${item} in a Lambda`, { start, end, newText: `layers.Lambda(${only[0]})` });
}
