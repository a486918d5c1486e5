import { type Dim, isNone, isStatic, type Spec, sameSpec } from "../domain";
import type { Edit } from "../rules/rule";
import type { Call, Expr, Keyword } from "../syntax/ast";
import type { Analysis } from "./analysis";
import type { Action } from "./code-actions";
import { nodesAt } from "./nodes";

/** At a Sequential without an Input: one of the shape that the program gives it, as the first of its layers. */
export function sequentialInput(analysis: Analysis, offset: number): readonly Action[] {
	const call = nodesAt(analysis.file.module, offset).findLast(
		(node): node is Call => node.type === "Call" && isSequential(node.func),
	);
	const list = call?.args[0] ?? call?.keywords.find(({ arg }) => arg === "layers")?.value;
	const first = list?.type === "List" ? list.elts[0] : undefined;
	const input = call && inputName(call.func, analysis.file.text);
	if (!call || !first || !input || isInput(first)) return [];
	const given = first.type === "Call" ? first.keywords.filter(({ arg }) => GIVEN.has(arg ?? "")) : [];
	const edits =
		given.length === 0 ? inferred(call, first, input, analysis) : moved(first as Call, given, input, analysis);
	const title = given.length === 0 ? "Start with the Input that the model is given" : "Start with an Input";
	return edits ? [{ title, kind: "refactor.rewrite", preferred: false, edits, findings: [] }] : [];
}

const nameOf = (func: Expr): string => (func.type === "Name" ? func.id : func.type === "Attribute" ? func.attr : "");

const isSequential = (func: Expr): boolean => nameOf(func) === "Sequential";

const isInput = (layer: Expr): boolean => layer.type === "Call" && /^Input(?:Layer)?$/.test(nameOf(layer.func));

/** What a layer may be told of its input. */
const GIVEN: ReadonlySet<string> = new Set(["input_shape", "batch_input_shape", "batch_shape", "input_dim"]);

/** `keras.Input`, as the file can write it. */
function inputName(func: Expr, text: string): string | undefined {
	const written = text.slice(func.start, func.end);
	const [, prefix] = /^([\w.]+?)(?:\.models)?\.Sequential$/.exec(written) ?? [];
	if (prefix && prefix !== "models") return `${prefix}.Input`;
	const has = (pattern: string): boolean => new RegExp(`^\\s*${pattern}`, "m").test(text);
	if (has("from (?:tensorflow\\.)?keras(?:\\.layers)? import .*\\bInput\\b(?! as)")) return "Input";
	if (has("from (?:tensorflow\\.)?keras import .*\\blayers\\b(?! as)")) return "layers.Input";
	if (has("import keras\\s*$") || has("from tensorflow import keras\\b")) return "keras.Input";
	return has("import tensorflow as tf\\b") ? "tf.keras.Input" : undefined;
}

function inferred(call: Call, first: Expr, input: string, analysis: Analysis): readonly Edit[] | undefined {
	const models = analysis.models.filter(({ origin }) => origin.start === call.start && origin.end === call.end);
	const [spec, ...others] = models.flatMap(({ kind, inputs }) => (kind === "Sequential" ? [inputs?.[0]] : [undefined]));
	if (!spec || !others.every((each) => each && sameSpec(each, spec))) return undefined;
	const written = writtenInput(spec, input);
	return written === undefined ? undefined : [before(first, written, analysis)];
}

/** Absent when a size, or the dtype, is not known. */
function writtenInput({ shape, dtype, layout }: Spec, input: string): string | undefined {
	if (shape.kind !== "ranked" || shape.dims.length === 0 || typeof dtype !== "string" || layout) return undefined;
	const sizes = shape.dims.slice(1).map(writtenSize);
	if (sizes.includes(undefined)) return undefined;
	// Data of NumPy is float64, which nobody means to keep.
	const named = /^b?float/.test(dtype) ? "" : `, dtype="${dtype}"`;
	return `${input}(shape=(${sizes.join(", ")}${sizes.length === 1 ? "," : ""})${named})`;
}

const writtenSize = (dim: Dim): string | undefined => (isNone(dim) ? "None" : isStatic(dim) ? String(dim) : undefined);

/** `Dense(4, input_shape=(8,))` -> `Input(shape=(8,)), Dense(4)`. */
function moved(first: Call, given: readonly Keyword[], input: string, analysis: Analysis): readonly Edit[] | undefined {
	const [keyword, ...others] = given;
	if (!keyword || others.length > 0 || keyword.arg !== "input_shape") return undefined;
	// What the layer is told besides, such as a dtype, the Input would be told, too.
	if (first.keywords.some(({ arg }) => arg === undefined || arg === "dtype" || arg === "batch_size")) return undefined;
	const { text } = analysis.file;
	const shape = text.slice(keyword.value.start, keyword.value.end);
	const previous = [...first.args, ...first.keywords].filter((each) => each.end <= keyword.start).at(-1);
	const next = [...first.args, ...first.keywords].find((each) => each.start >= keyword.end);
	const removal: Edit = previous
		? { start: previous.end, end: keyword.end, newText: "" }
		: { start: keyword.start, end: next?.start ?? keyword.end, newText: "" };
	return [before(first, `${input}(shape=${shape})`, analysis), removal];
}

/** On a line of its own where the first layer has one. */
function before(first: Expr, written: string, { file: { text } }: Analysis): Edit {
	const lineStart = text.lastIndexOf("\n", first.start - 1) + 1;
	const indent = text.slice(lineStart, first.start);
	const separator = indent.trim() === "" && lineStart > 0 ? `,\n${indent}` : ", ";
	return { start: first.start, end: first.start, newText: `${written}${separator}` };
}
