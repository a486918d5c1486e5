import type { Snapshot } from "../domain";
import type { Edit } from "../rules/rule";
import type { Call, Keyword } from "../syntax/ast";
import type { Analysis } from "./analysis";
import { type Action, rewrite } from "./code-actions";
import { placesOf } from "./places";
import { type WrittenSequential, writtenSequentials } from "./sequential-parts";
import { type InputName, inferredInput, inputName } from "./write-input";

/** At the head of a Sequential: an `Input` as its first layer, inferred or in place of arguments of the first layer. */
export function inputActions(analysis: Analysis, start: number, end: number): readonly Action[] {
	return writtenSequentials(analysis).flatMap((sequential) => {
		const { call, first, addition } = sequential;
		const isAt = ({ start: from, end: to }: { start: number; end: number }): boolean => from <= end && start <= to;
		const lineStart = analysis.file.text.lastIndexOf("\n", call.start - 1) + 1;
		if (!isAt({ start: lineStart, end: addition ? call.end : first.end }) && !(addition && isAt(addition))) return [];
		const action = actionFor(sequential, analysis);
		return action ? [action] : [];
	});
}

function actionFor(sequential: WrittenSequential, analysis: Analysis): Action | undefined {
	const { call, first, models } = sequential;
	const input = inputName(call, analysis);
	const layer = placesOf(analysis).observation(first)?.seen.at(-1);
	if (!input || layer?.kind !== "Layer" || layer.detail?.className === "InputLayer") return undefined;
	// Keras 2 names an inferred Input after the first layer, which data in a dict may rely on.
	if (models.some(({ world }) => world === "keras2") && /["']\w+_input["']/.test(analysis.file.text)) return undefined;
	const given = first.keywords.filter(({ arg }) => arg !== undefined && SHAPES.has(arg));
	if (given.length > 0) {
		const [keyword] = given;
		const isOne = given.length === 1 && !isOwn(keyword?.arg, layer);
		const written = keyword && isOne ? givenInput(first, keyword, analysis) : undefined;
		if (!keyword || !written) return undefined;
		const inserted = insertion(sequential, input, written, analysis);
		const removed = removal(first, keyword, analysis.file.text);
		return inserted && rewrite(`Replace ${keyword.arg} by an Input layer`, [...inserted, removed]);
	}
	const inferred = inferredInput(models, analysis);
	const inserted = inferred === undefined ? undefined : insertion(sequential, input, inferred, analysis);
	return inserted && rewrite("Insert the inferred Input as first layer", inserted);
}

const SHAPES: ReadonlySet<string> = new Set(["input_shape", "input_dim", "batch_input_shape"]);

/** Whether the layer means more or something else: an Embedding the size of its vocabulary, an LSTM the last axis of two. */
const isOwn = (argument: string | undefined, { detail }: Snapshot): boolean =>
	detail?.classOrigin !== undefined || (argument === "input_dim" && detail?.className !== "Dense");

/** Arguments that say more of the Input than its shape. */
const MORE: ReadonlySet<string> = new Set(["dtype", "batch_size", "input_length", "sparse", "ragged"]);

/** The arguments of the Input that say what an argument of the first layer says. */
function givenInput({ keywords }: Call, { arg, value }: Keyword, { file }: Analysis): string | undefined {
	if (keywords.some((each) => each.arg === undefined || MORE.has(each.arg))) return undefined;
	const text = file.text.slice(value.start, value.end);
	if (arg === "input_dim") return `shape=(${text},)`;
	return `${arg === "batch_input_shape" ? "batch_shape" : "shape"}=${text}`;
}

/** A keyword with the comma that belongs to it; comments stay. */
function removal(call: Call, keyword: Keyword, text: string): Edit {
	const others = [...call.args, ...call.keywords];
	const before = Math.max(...others.map(({ end }) => (end <= keyword.start ? end : 0)));
	const after = Math.min(...others.map(({ start }) => (start >= keyword.end ? start : call.end)));
	const isPlain = (start: number, end: number): boolean => !text.slice(start, end).includes("#");
	if (after < call.end && isPlain(keyword.end, after)) return { start: keyword.start, end: after, newText: "" };
	if (after === call.end && before > 0 && isPlain(before, keyword.start))
		return { start: before, end: keyword.end, newText: "" };
	const comma = /^\s*,/.exec(text.slice(keyword.end, call.end))?.[0].length ?? 0;
	return { start: keyword.start, end: keyword.end + comma, newText: "" };
}

function insertion(
	{ call, first, addition }: WrittenSequential,
	{ name, missing }: InputName,
	written: string,
	{ file: { text, module } }: Analysis,
): readonly Edit[] | undefined {
	const layer = `${name}(${written})`;
	const at = addition?.start ?? first.start;
	const lineStart = text.lastIndexOf("\n", at - 1) + 1;
	const indent = /^[ \t]*/.exec(text.slice(lineStart, at))?.[0] ?? "";
	const isAlone = lineStart + indent.length === at;
	const newLine = text.includes("\r\n") ? "\r\n" : "\n";
	const more = addition ? additionOf(addition, text, layer) : `${layer},`;
	const separator = addition ? (isAlone ? `${newLine}${indent}` : "; ") : isAlone ? `${newLine}${indent}` : " ";
	const edit = { start: at, end: at, newText: `${more}${separator}` };
	const last = module.body.findLast(
		({ type, end }) => (type === "Import" || type === "ImportFrom") && end <= call.start,
	);
	if (!missing) return [edit];
	if (!last) return undefined;
	const lineEnd = last.end + text.slice(last.end).search(/\r?\n|$/);
	return [{ start: lineEnd, end: lineEnd, newText: `${newLine}${missing}` }, edit];
}

/** `model.add(keras.Input(…))`, as the first `model.add` is written. */
function additionOf({ start }: { readonly start: number }, text: string, layer: string): string {
	const head = /^\w+\s*\.\s*add\s*\(/.exec(text.slice(start))?.[0] ?? "";
	return `${head}${layer})`;
}
