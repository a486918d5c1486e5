import { type Dim, type DType, mergeDims, printShape, ranked, type Shape } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import { adapt, convert, type Operand } from "../convert";
import { defineOp, dimsOf, type OpArguments } from "../op";
import { normalizeAxis } from "../shape-functions";
import { largeInteger } from "./accepts";
import { broadcast } from "./elementwise";
import { indices, merge, sizeArgument } from "./inference";
import { type Accepts, keep, requireDType } from "./keep";

/** `tf.strings`: text by text, and what joins texts. */

const isText: Accepts = (dtype) => dtype === "string";

export const textOf = (args: OpArguments, name: string): Operand => {
	const operand = args.tensor(name);
	if (operand.adapts === true) adapt(operand, "string");
	requireDType(args, name, operand.dtype, isText);
	return operand;
};

/**
 * As `textOf`, where Python converts all arguments on the same way: on values, a tensor of ints is then none. Some are
 * converted so only with a list among the `others`.
 */
export function readText(args: OpArguments, name: string, others?: readonly string[]): Operand {
	const isConverted = others?.some((other) => ["list", "tuple"].includes(args.get(other).kind)) ?? true;
	return args.isGraph || !isConverted ? textOf(args, name) : convertedText(args, name);
}

/** What Python converts to text itself refuses a tensor of another dtype there. */
export function convertedText(args: OpArguments, name: string): Operand {
	const operand = args.tensor(name);
	if (typeof operand.dtype !== "string" || operand.dtype === "string") return operand;
	const exception = operand.adapts === true ? "TypeError" : "ValueError";
	return args.fail({
		code: "invalid-layer-input",
		exception,
		message: `text was asked for, found ${operand.dtype}`,
		argument: name,
	});
}

/** Attributes of operations are checked where the operation is made. */
function requireChoice(args: OpArguments, name: string, choices: readonly string[]): void {
	const value = args.get(name);
	if (value.kind !== "str" || value.value === undefined || choices.includes(value.value)) return;
	args.fail({
		code: "invalid-layer-argument",
		message: `${name} must be one of ${choices.join(", ")}, found "${value.value}"`,
		argument: name,
	});
}

const UNITS = ["BYTE", "UTF8_CHAR"];
const ENCODINGS = ["UTF-8", "UTF-16-BE", "UTF-32-BE"];

const scalarText = (args: OpArguments, name: string): void => {
	const { shape, adapts, dtype } = args.tensor(name);
	if (adapts === true && dtype !== "string")
		args.fail({
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: `${name} must be text`,
			argument: name,
		});
	if (shape.kind === "ranked" && shape.dims.length > 0)
		args.fail({ code: "input-rank", message: `${name} must be a scalar`, argument: name });
};

const LENGTH = defineOp("strings.length", "input, unit='BYTE', name=None", (args) => {
	const { shape } = textOf(args, "input");
	requireChoice(args, "unit", UNITS);
	return { shape, dtype: "int32" };
});

const REGEX_REPLACE = defineOp(
	"strings.regex_replace",
	"input, pattern, rewrite, replace_global=True, name=None",
	(args) => {
		if (args.isGraph) textOf(args, "input");
		scalarText(args, "pattern");
		scalarText(args, "rewrite");
		const { shape } = textOf(args, "input");
		return { shape, dtype: "string" };
	},
);

const REGEX_MATCH = defineOp("strings.regex_full_match", "input, pattern, name=None", (args) => {
	if (args.isGraph) textOf(args, "input");
	scalarText(args, "pattern");
	const { shape } = textOf(args, "input");
	return { shape, dtype: "bool" };
});

const SUBSTR = defineOp("strings.substr", "input, pos, len, unit='BYTE', name=None", (args) => {
	const input = readText(args, "input", ["pos", "len"]);
	const [pos, len] = [indices(args, "pos", largeInteger), indices(args, "len", largeInteger)];
	requireChoice(args, "unit", UNITS);
	const [a, b] = [dimsOf(pos), dimsOf(len)];
	const isAlike = a.length === b.length && a.every((dim, axis) => mergeDims(dim, b[axis] as Dim) !== undefined);
	if (!isAlike) args.fail({ code: "merge-shape-mismatch", message: "pos and len have one shape", argument: "len" });
	return { shape: broadcast(input.shape, pos.shape, args.fail), dtype: "string" };
});

const hashed = (name: string, text: string): FunctionModel =>
	defineOp(`strings.${name}`, text, (args) => {
		const { shape } = textOf(args, "input");
		const count = args.int("num_buckets") ?? vague("how many buckets there are");
		if (count < 1)
			args.fail({ code: "invalid-layer-argument", message: "there is one bucket or more", argument: "num_buckets" });
		return { shape, dtype: "int64" };
	});

/** Scalars go with any shape; all else is of one. */
const JOIN = defineOp("strings.join", "inputs, separator='', name=None", (args) => {
	const given = args.get("inputs");
	const items = given.kind === "list" || given.kind === "tuple" ? (given.items ?? []) : vague("the texts to join");
	const operands = items.map((each) => convert(each));
	const odd = operands.find(({ dtype }) => typeof dtype === "string" && dtype !== "string");
	if (odd) rejectJoined(args, operands, odd);
	const shapes = operands.map((each) => each.shape).filter((each) => each.kind !== "ranked" || each.dims.length > 0);
	return { shape: shapes.reduce((a, b) => joined(args, a, b), shapes[0] ?? ranked([])), dtype: "string" };
});

/** A number is converted to text, which fails; a tensor is refused by the conversion, or by the operation. */
function rejectJoined(args: OpArguments, operands: readonly Operand[], odd: Operand): never {
	const isNumber = operands.some(({ adapts, dtype }) => adapts === true && dtype !== "string");
	const isMixed = operands.some(({ adapts }) => adapts === true);
	const exception = args.isGraph || isNumber ? "TypeError" : isMixed ? "ValueError" : "InvalidArgumentError";
	return args.fail({
		code: "invalid-layer-input",
		exception,
		message: `text was asked for, found ${String(odd.dtype)}`,
	});
}

function joined(args: OpArguments, a: Shape, b: Shape): Shape {
	if (a.kind !== "ranked" || b.kind !== "ranked") return a;
	const [left, right] = [a.dims, b.dims];
	if (left.length === right.length)
		return ranked(left.map((dim, axis) => merge(args, dim, right[axis] as Dim, "the texts")));
	return args.fail({
		code: "merge-shape-mismatch",
		message: `texts of the shapes ${printShape(a)} and ${printShape(b)} are not joined`,
		argument: "inputs",
	});
}

const REDUCE_JOIN = defineOp(
	"strings.reduce_join",
	"inputs, axis=None, keepdims=False, separator='', name=None",
	(args) => {
		const operand = readText(args, "inputs", ["axis"]);
		const dims = dimsOf(operand);
		const axes = (args.ints("axis") ?? dims.map((_, axis) => axis)).map(
			(axis) => normalizeAxis(axis, dims.length) ?? rejectAxis(args, axis, dims.length),
		);
		const shape = args.isTrue("keepdims")
			? dims.map((dim, axis) => (axes.includes(axis) ? 1 : dim))
			: dims.filter((_, axis) => !axes.includes(axis));
		return { shape: ranked(shape), dtype: "string" };
	},
);

const rejectAxis = (args: OpArguments, axis: number, rank: number): never =>
	args.fail({
		code: "input-rank",
		exception: args.isGraph ? "ValueError" : "OutOfRangeError",
		message: `axis ${axis} is out of range for rank ${rank}`,
		argument: "axis",
	});

/** One tensor for each pair of braces. */
const FORMAT = defineOp("strings.format", "template, inputs, placeholder='{}', summarize=3, name=None", (args) => {
	const [template, placeholder, inputs] = [args.get("template"), args.get("placeholder"), args.get("inputs")];
	if (template.kind !== "str" || placeholder.kind !== "str") return vague("a template that is not known");
	if (template.value === undefined || placeholder.value === undefined) return vague("a template that is not known");
	const count = inputs.kind === "list" || inputs.kind === "tuple" ? inputs.items?.length : 1;
	if (count === undefined) return vague("the texts of a template");
	if (template.value.split(placeholder.value).length - 1 !== count) {
		args.fail({
			code: "invalid-layer-argument",
			exception: "ValueError",
			message: `the template has not as many places as there are tensors (${count})`,
			argument: "template",
		});
	}
	return { shape: ranked([]), dtype: "string" };
});

/** On values, ints have no precision, and only floats are written with an exponent. */
const AS_STRING = defineOp(
	["strings.as_string", "as_string"],
	"input, precision=-1, scientific=False, shortest=False, width=-1, fill='', name=None",
	(args) => {
		const { shape, dtype } = args.tensor("input");
		const isPlain = typeof dtype === "string" && (dtype === "bool" || /^u?int/.test(dtype));
		const asked = args.isTrue("scientific") || args.isTrue("shortest") || (args.int("precision") ?? -1) >= 0;
		if (!args.isGraph && isPlain && asked)
			args.fail({ code: "invalid-layer-argument", message: `${dtype} is not written in that format` });
		return { shape, dtype: "string" };
	},
);

const OUT_TYPES: ReadonlySet<DType> = new Set(["float32", "float64", "int32", "int64"] as const);

const TO_NUMBER = defineOp("strings.to_number", "input, out_type='float32', name=None", (args) => {
	const dtype = args.dtype("out_type") ?? "float32";
	const operand = textOf(args, "input");
	requireDType(args, "strings.to_number", dtype, (each) => OUT_TYPES.has(each));
	const { content } = operand;
	if (!args.isGraph && content?.kind === "str" && content.value !== undefined && Number.isNaN(Number(content.value)))
		args.fail({ code: "invalid-layer-input", message: `"${content.value}" is no number` });
	return { shape: operand.shape, dtype };
});

const TRANSCODE = defineOp(
	"strings.unicode_transcode",
	"input, input_encoding, output_encoding, errors='replace', replacement_char=65533, replace_control_characters=False, name=None",
	(args) => {
		const { shape } = textOf(args, "input");
		requireChoice(args, "output_encoding", ENCODINGS);
		return { shape, dtype: "string" };
	},
);

/** The last axis is the code points of one text; a scalar is one text of one. */
const ENCODE = defineOp(
	"strings.unicode_encode",
	"input, output_encoding, errors='replace', replacement_char=65533, name=None",
	(args) => {
		const operand = args.tensor("input");
		requireDType(args, "strings.unicode_encode", operand.dtype, (dtype) => dtype === "int32");
		requireChoice(args, "output_encoding", ENCODINGS);
		if (dimsOf(operand).length > 1) return vague("texts of a tensor of code points");
		return { shape: ranked([]), dtype: "string" };
	},
);

const SEGMENT_JOIN = defineOp(
	"strings.unsorted_segment_join",
	"inputs, segment_ids, num_segments, separator='', name=None",
	(args) => {
		const inputs = readText(args, "inputs");
		const ids = indices(args, "segment_ids", largeInteger);
		const [dims, prefix] = [dimsOf(inputs), dimsOf(ids)];
		if (prefix.length > dims.length)
			args.fail({
				code: "input-rank",
				message: "segment_ids have the leading axes of the texts",
				argument: "segment_ids",
			});
		for (const [axis, dim] of prefix.entries()) merge(args, dim, dims[axis] as Dim, "the texts and their ids");
		return { shape: ranked([sizeArgument(args, "num_segments"), ...dims.slice(prefix.length)]), dtype: "string" };
	},
);

const ascii = (name: string): FunctionModel =>
	defineOp(`strings.${name}`, "input, encoding='', name=None", (args) => {
		const { shape } = textOf(args, "input");
		const encoding = args.get("encoding");
		const isOdd = encoding.kind === "str" && encoding.value !== undefined && !["", "utf-8"].includes(encoding.value);
		if (isOdd && !args.isGraph)
			args.fail({ code: "invalid-layer-argument", message: `${name} knows no such encoding`, argument: "encoding" });
		return { shape, dtype: "string" };
	});

const script = (dtype: DType): boolean => dtype === "int32";

export const STRINGS: readonly FunctionModel[] = [
	ascii("lower"),
	ascii("upper"),
	keep("strings.strip", "input, name=None", isText),
	LENGTH,
	REGEX_REPLACE,
	REGEX_MATCH,
	SUBSTR,
	hashed("to_hash_bucket", "input, num_buckets, name=None"),
	hashed("to_hash_bucket_fast", "input, num_buckets, name=None"),
	hashed("to_hash_bucket_strong", "input, num_buckets, key, name=None"),
	JOIN,
	REDUCE_JOIN,
	FORMAT,
	AS_STRING,
	TO_NUMBER,
	TRANSCODE,
	ENCODE,
	SEGMENT_JOIN,
	keep("strings.unicode_script", "input, name=None", script),
	keep("io.decode_base64", "input, name=None", isText),
];
