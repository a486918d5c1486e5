import { type DTypeValue, isUnknown, printDim, printShape, type Shape, str, type Value } from "../domain";
import type { JoinedStr } from "../syntax/ast";
import type { Core } from "./core";
import type { Scope } from "./machine";

/** An f-string is known when all its parts are. */
export function evaluateFString(node: JoinedStr, scope: Scope, core: Core): Value {
	let text: string | undefined = "";
	for (const part of node.values) {
		if (part.type === "Constant" && part.value.kind === "str") {
			if (text !== undefined) text += part.value.value;
			continue;
		}
		if (part.type !== "FormattedValue") {
			text = undefined;
			continue;
		}
		const value = core.evaluate(part.value, scope);
		const spec = part.formatSpec ? evaluateFString(part.formatSpec, scope, core) : str("");
		const format = spec.kind === "str" ? spec.value : undefined;
		const formatted =
			format === undefined || part.conversion === "a" ? undefined : formatValue(value, format, part.conversion);
		text = text === undefined || formatted === undefined ? undefined : text + formatted;
	}
	return text === undefined ? { kind: "str" } : str(text);
}

/** `str(value)` for plain values; absent when not known. */
export function toText(value: Value, quoted = false): string | undefined {
	switch (value.kind) {
		case "str":
			if (value.value === undefined) return undefined;
			return quoted ? quote(value.value) : value.value;
		case "int":
			return value.value === undefined ? undefined : String(value.value);
		case "float":
			return value.value === undefined ? undefined : floatText(value.value);
		case "bool":
			return value.value === undefined ? undefined : value.value ? "True" : "False";
		case "none":
			return "None";
		case "tuple":
		case "list": {
			const parts = value.items?.map((item) => toText(item, true));
			if (!parts || parts.includes(undefined)) return undefined;
			if (value.kind === "list") return `[${parts.join(", ")}]`;
			return parts.length === 1 ? `(${parts[0]},)` : `(${parts.join(", ")})`;
		}
		case "dict":
		case "set":
			return mappingText(value);
		case "dtype":
			return dtypeText(value, quoted);
		case "tensorshape":
			return shapeText(value.shape, quoted);
		default:
			return undefined;
	}
}

function dtypeText({ dtype, numpy }: DTypeValue, quoted: boolean): string | undefined {
	if (typeof dtype !== "string") return undefined;
	if (numpy === "class") return `<class 'numpy.${dtype}'>`;
	if (numpy === "dtype") return quoted ? `dtype('${dtype}')` : dtype;
	return quoted ? `tf.${dtype}` : `<dtype: '${dtype}'>`;
}

function shapeText(shape: Shape, quoted: boolean): string | undefined {
	if (shape.kind === "top") return undefined;
	if (shape.kind === "unknown-rank") return quoted ? "TensorShape(None)" : "<unknown>";
	if (shape.dims.some(isUnknown)) return undefined;
	return quoted ? `TensorShape([${shape.dims.map(printDim).join(", ")}])` : printShape(shape);
}

function mappingText(value: Extract<Value, { kind: "dict" | "set" }>): string | undefined {
	if (!value.entries) return undefined;
	if (value.kind === "set" && value.entries.size === 0) return "set()";
	const parts = [...value.entries.values()].map((entry) => {
		const key = toText(entry.key, true);
		const item = value.kind === "dict" ? toText(entry.value, true) : "";
		if (key === undefined || item === undefined) return undefined;
		return value.kind === "dict" ? `${key}: ${item}` : key;
	});
	return parts.includes(undefined) ? undefined : `{${parts.join(", ")}}`;
}

/** Wider fields are no layer names. */
const MAX_WIDTH = 1000;
const MAX_DIGITS = 100;

/** `text % arguments` for `%s`, `%d`, `%i`, `%r`, `%f` with widths; absent when not known. */
export function percentFormat(text: string, args: Value): string | undefined {
	const values = args.kind === "tuple" ? [...args.items] : [args];
	let known = true;
	const result = text.replace(
		/%(%|(0?\d*)([sdir])|\.(\d+)f|.)/g,
		(match, all: string, width: string, kind: string, digits: string) => {
			if (all === "%") return "%";
			const value = values.shift();
			const number = value?.kind === "int" || value?.kind === "float" ? value.value : undefined;
			const formatted =
				kind === "d" || kind === "i"
					? number === undefined
						? undefined
						: String(Math.trunc(number))
					: digits !== undefined
						? number?.toFixed(Math.min(MAX_DIGITS, Number(digits)))
						: kind && value && toText(value, kind === "r");
			if (formatted === undefined) known = false;
			if (Number(width || 0) > MAX_WIDTH || Number(digits || 0) > MAX_DIGITS) known = false;
			return formatted?.padStart(Math.min(MAX_WIDTH, Number(width || 0)), width?.startsWith("0") ? "0" : " ") ?? match;
		},
	);
	return known && values.length === 0 ? result : undefined;
}

/** `repr` of a string; absent when it holds what Python would escape in other ways. */
function quote(text: string): string | undefined {
	if (/[^\x20-\x7e\n\t]/.test(text)) return undefined;
	const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
	const escaped = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t");
	return mark + (mark === "'" ? escaped.replaceAll("'", "\\'") : escaped) + mark;
}

function floatText(value: number): string | undefined {
	if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
	const magnitude = Math.abs(value);
	if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e16)) return undefined;
	return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** `format(value, spec)` for the specs that layer names use; absent when not known. */
export function formatValue(value: Value, spec: string, conversion?: "s" | "r" | "a"): string | undefined {
	if (spec === "") return toText(value, conversion === "r");
	if (value.kind === "int" && value.value !== undefined) {
		const match = /^(0?)(\d{0,3})d?$/.exec(spec);
		if (match) return String(value.value).padStart(Number(match[2] || 0), match[1] === "0" ? "0" : " ");
	}
	if ((value.kind === "float" || value.kind === "int") && value.value !== undefined) {
		const match = /^\.(\d{1,2})f$/.exec(spec);
		if (match) return value.value.toFixed(Number(match[1]));
	}
	return undefined;
}
