import { keyOf, str, type Value } from "../domain";
import type { Machine } from "./machine";
import { type FormatSpec, formatFloat, formatInt, justify, parseFormatSpec } from "./number-format";
import { textOf } from "./strings";

const FIELD = /%(?:\(([^)]*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+))?[hlL]?(.)/gsu;

/** The arguments of `%`, taken one after the other, or by name. */
interface Arguments {
	next(): Value | undefined;
	named(name: string): Value | undefined;
	/** Whether all were used. */
	isSpent(): boolean;
}

function argumentsOf(args: Value): Arguments {
	const values = args.kind === "tuple" ? [...args.items] : [args];
	let byName = false;
	return {
		next: () => values.shift(),
		named(name) {
			byName = true;
			const key = keyOf(str(name));
			return args.kind === "dict" && key !== undefined ? args.entries?.get(key)?.value : undefined;
		},
		isSpent: () => byName || values.length === 0 || (args.kind === "dict" && values.length === 1),
	};
}

/** `text % arguments`; absent when not known, or when Python would raise. */
export function percentFormat(text: string, args: Value, machine: Machine): string | undefined {
	const source = argumentsOf(args);
	let known = true;
	const result = text.replace(FIELD, (whole, name, flags, width, precision, kind) => {
		if (kind === "%") return "%";
		const size = width === "*" ? starred(source) : width;
		const digits = precision === "*" ? starred(source) : precision;
		const value = name === undefined ? source.next() : source.named(name);
		const formatted = value && formatField(value, flags, size, digits, kind, machine);
		if (formatted === undefined) known = false;
		return formatted ?? whole;
	});
	return known && source.isSpent() ? result : undefined;
}

function starred(source: Arguments): string {
	const value = source.next();
	return value?.kind === "int" && value.value !== undefined && value.value >= 0 ? String(value.value) : "unknown";
}

function formatField(
	value: Value,
	flags: string,
	width: string | undefined,
	precision: string | undefined,
	kind: string,
	machine: Machine,
): string | undefined {
	const number = numberOf(value);
	const isText = kind === "s" || kind === "r";
	if (!isText && (number === undefined || !/[diufFeEgGxXo]/.test(kind))) return undefined;
	const sign = flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
	const align = flags.includes("-") ? "<" : isText ? ">" : "";
	const zero = flags.includes("0") && align === "" ? "0" : "";
	const alternate = flags.includes("#") ? "#" : "";
	const isInt = /[diuxXo]/.test(kind);
	if (/[xXo]/.test(kind) && value.kind === "float") return undefined;
	if (isInt && precision !== undefined) return undefined;
	const type = isText ? "" : /[diu]/.test(kind) ? "d" : kind;
	const digits = precision === undefined || isText ? "" : `.${precision}`;
	const spec = parseFormatSpec(`${align}${isText ? "" : sign + alternate + zero}${width ?? ""}${digits}${type}`);
	if (!spec) return undefined;
	if (!isText) return isInt ? formatInt(Math.trunc(number as number), spec) : formatFloat(number as number, spec);
	return formatText(value, kind === "r", precision, spec, machine);
}

function formatText(
	value: Value,
	quoted: boolean,
	precision: string | undefined,
	spec: FormatSpec,
	machine: Machine,
): string | undefined {
	const text = textOf(value, quoted, machine);
	if (text === undefined || precision === "unknown") return undefined;
	return justify(precision === undefined ? text : [...text].slice(0, Number(precision)).join(""), spec, "<");
}

function numberOf(value: Value): number | undefined {
	if (value.kind === "bool") return value.value === undefined ? undefined : Number(value.value);
	return value.kind === "int" || value.kind === "float" ? value.value : undefined;
}
