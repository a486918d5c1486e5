import {
	type DictEntry,
	type DictValue,
	type DTypeValue,
	isUnknown,
	type Origin,
	printDim,
	printShape,
	type Shape,
	str,
	type TupleValue,
	type Value,
} from "../domain";
import type { JoinedStr } from "../syntax/ast";
import type { Core } from "./core";
import type { Machine, Scope } from "./machine";
import { floatText, formatFloat, formatInt, justify, parseFormatSpec } from "./number-format";
import { originOf } from "./origin";
import { typeSpecText } from "./type-spec-text";

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
		if (format && part.conversion === undefined) reportUnformattable(value, originOf(part.value, scope), core);
		const formatted = format === undefined ? undefined : formatValue(value, format, part.conversion, core);
		text = text === undefined || formatted === undefined ? undefined : text + formatted;
	}
	return text === undefined ? { kind: "str" } : str(text);
}

/** An object without a `__format__` of its own takes no format. */
function reportUnformattable(value: Value, origin: Origin, core: Core): void {
	if (value.kind !== "tensor" || value.flavor !== "KerasTensor") return;
	const message = "a KerasTensor cannot be formatted: it has no value";
	core.report({ code: "invalid-layer-input", exception: "TypeError", message }, origin);
}

/** `str(value)` for plain values; absent when not known. */
export function toText(value: Value, quoted = false): string | undefined {
	if (depth > MAX_DEPTH) return undefined;
	depth += 1;
	try {
		return plainText(value, quoted);
	} finally {
		depth -= 1;
	}
}

/** A list may hold itself. */
const MAX_DEPTH = 24;
let depth = 0;

function plainText(value: Value, quoted: boolean): string | undefined {
	switch (value.kind) {
		case "str":
			if (value.value === undefined || value.member) return memberText(value, quoted);
			return quoted ? quote(value.value) : value.value;
		case "int":
			if (value.member) return memberText(value, quoted);
			// NumPy 2 shows its scalars as `np.int64(3)`.
			if (value.numpy && quoted) return undefined;
			return value.value === undefined ? undefined : String(value.value);
		case "float":
			if (value.numpy && quoted) return undefined;
			return value.value === undefined ? undefined : floatText(value.value);
		case "bool":
			return value.value === undefined ? undefined : value.value ? "True" : "False";
		case "none":
			return "None";
		case "bytes":
			return bytesText(value.value);
		case "tuple":
		case "list": {
			const parts = value.items?.map((item) => toText(item, true));
			if (!parts || parts.includes(undefined)) return undefined;
			if (value.kind === "tuple" && value.view) return rangeText(value);
			if (value.kind === "tuple" && value.fields) return namedTupleText(value, parts);
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
		case "typespec":
			return typeSpecText(value, (part) => toText(part, true));
		case "ellipsis":
			return "Ellipsis";
		default:
			return undefined;
	}
}

/** `repr` of a range whose items tell its end: those that follow one another. */
function rangeText({ items }: TupleValue): string | undefined {
	const numbers = items.map((item) => (item.kind === "int" ? item.value : undefined));
	const [first, last] = [numbers[0], numbers.at(-1)];
	if (numbers.length < 2 || first === undefined || last === undefined) return undefined;
	return numbers.every((item, index) => item === first + index) ? `range(${first}, ${last + 1})` : undefined;
}

/** A Counter shows the most frequent first. */
function counterText(value: DictValue): string | undefined {
	const count = (entry: DictEntry): number => (entry.value.kind === "int" ? (entry.value.value ?? 0) : 0);
	const sorted = value.entries && [...value.entries].sort(([, a], [, b]) => count(b) - count(a));
	if (!sorted || sorted.length === 0) return sorted && "Counter()";
	const text = mappingText({ ...value, type: undefined, entries: new Map(sorted) });
	return text === undefined ? undefined : `Counter(${text})`;
}

/** `repr` of bytes, which `str` gives as well; absent when something in them is escaped. */
const bytesText = (value: string): string | undefined =>
	/^[\w\s.,:/+-]*$/.test(value) && !/[\n\r\t\f\v]/.test(value) ? `b'${value}'` : undefined;

/** How a named tuple shows itself, unless its class has a say. */
function namedTupleText(value: TupleValue, parts: readonly (string | undefined)[]): string | undefined {
	if (!value.cls || value.cls.attrs.has("__repr__") || value.cls.attrs.has("__str__")) return undefined;
	return `${value.cls.name}(${value.fields?.map((name, index) => `${name}=${parts[index]}`).join(", ")})`;
}

/** The members of `IntEnum` and `StrEnum` print as what they are; those of other mixed enums differ by version. */
function memberText(value: Extract<Value, { kind: "int" | "str" }>, quoted: boolean): string | undefined {
	const { member } = value;
	if (!member || quoted || value.value === undefined || !member.attrs.has("__plain__")) return undefined;
	return String(value.value);
}

function dtypeText({ dtype, numpy }: DTypeValue, quoted: boolean): string | undefined {
	if (typeof dtype !== "string") return undefined;
	// NumPy 1 calls the class of its bools `bool_`, and there are several of text; the small dtypes have classes of another package.
	if (numpy === "class" && (dtype === "bool" || dtype === "string")) return undefined;
	if (numpy === "class") return `<class '${SMALL_DTYPE.test(dtype) ? "ml_dtypes" : "numpy"}.${dtype}'>`;
	if (numpy === "dtype") return quoted ? `dtype('${dtype}')` : dtype;
	return quoted ? `tf.${dtype}` : `<dtype: '${dtype}'>`;
}

const SMALL_DTYPE = /^(bfloat16|u?int4|float8)/;

function shapeText(shape: Shape, quoted: boolean): string | undefined {
	if (shape.kind === "top") return undefined;
	if (shape.kind === "unknown-rank") return quoted ? "TensorShape(None)" : "<unknown>";
	if (shape.dims.some(isUnknown)) return undefined;
	return quoted ? `TensorShape([${shape.dims.map(printDim).join(", ")}])` : printShape(shape);
}

function mappingText(value: Extract<Value, { kind: "dict" | "set" }>): string | undefined {
	if (value.kind === "dict" && value.type === "collections.Counter") return counterText(value);
	if (!value.entries || (value.kind === "dict" && value.type)) return undefined;
	// A set has an order of its own.
	if (value.kind === "set" && (value.frozen || value.entries.size > 1)) return undefined;
	if (value.kind === "set" && value.entries.size === 0) return "set()";
	const parts = [...value.entries.values()].map((entry) => {
		const key = toText(entry.key, true);
		const item = value.kind === "dict" ? toText(entry.value, true) : "";
		if (key === undefined || item === undefined) return undefined;
		return value.kind === "dict" ? `${key}: ${item}` : key;
	});
	return parts.includes(undefined) ? undefined : `{${parts.join(", ")}}`;
}

/** `repr` of a string; absent when Python may escape what is in it in other ways. */
function quote(text: string): string | undefined {
	if (/[^\p{L}\p{M}\p{N}\p{P}\p{S} \n\r\t]/u.test(text)) return undefined;
	const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
	const escaped = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t");
	return mark + (mark === "'" ? escaped.replaceAll("'", "\\'") : escaped) + mark;
}

/** `str(value)`, or `repr` when quoted, as the object's own methods say; absent when not known. */
export function textOf(value: Value, quoted: boolean, machine: Machine): string | undefined {
	if (value.kind !== "instance") return toText(value, quoted);
	const origin = { path: "", start: 0, end: 0 };
	for (const name of quoted ? ["__repr__"] : ["__str__", "__repr__"]) {
		const method = machine.findAttribute(value, name, origin);
		if (method?.kind !== "method" && method?.kind !== "partial") continue;
		const text = machine.call(method, { positional: [], keywords: [], origin });
		return text.kind === "str" ? text.value : undefined;
	}
	return undefined;
}

/** `format(value, spec)`, after `!r` or `!s`; absent when not known. */
export function formatValue(
	value: Value,
	text: string,
	conversion: "s" | "r" | "a" | undefined,
	machine: Machine,
): string | undefined {
	if (conversion === "a") return undefined;
	if (text === "") return textOf(value, conversion === "r", machine);
	const spec = parseFormatSpec(text);
	if (!spec) return undefined;
	if (conversion === undefined) {
		if (value.kind === "bool" && value.value !== undefined) return formatInt(Number(value.value), spec);
		if (value.kind === "int" && value.value !== undefined && !value.member) return formatInt(value.value, spec);
		if (value.kind === "float" && value.value !== undefined) return formatFloat(value.value, spec);
		if (value.kind !== "str") return undefined;
	}
	const whole = textOf(value, conversion === "r", machine);
	if (whole === undefined || (spec.type !== "" && spec.type !== "s") || spec.sign !== "-" || spec.align === "=")
		return undefined;
	return justify([...whole].slice(0, spec.precision ?? whole.length).join(""), spec, "<");
}
