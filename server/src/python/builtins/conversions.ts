import { bool, float, int, list, NONE, str, tuple, type Value } from "../../domain";
import {
	type Bound,
	dictFrom,
	itemsInNoOrder,
	type LibraryCall,
	type LibraryModel,
	makeSet,
	raise,
	textOf,
	typeName,
	vague,
} from "../../interpreter/api";
import { intOf, itemsOf, ownMethod, pythonError } from "../arguments";
import { dictOf } from "../types/dict-state";
import { define } from "./define";

const NUMERAL = /^\s*[+-]?\d+(?:_\d+)*\s*$/;

function rejectNone(name: string, value: Extract<Value, { kind: "none" }>): never {
	return raise({
		code: value.dimOf ? "undefined-dimension" : "python-error",
		exception: "TypeError",
		message: `${name}() needs a number, found None`,
		because: value.dimOf && typeof value.dimOf.dim !== "number" ? [value.dimOf.dim.why] : [],
	});
}

/** Kinds that become no number. */
const NO_NUMBER: ReadonlySet<Value["kind"]> = new Set(["list", "tuple", "dict", "set", "typespec", "tensorshape"]);

/** Whether a value becomes no number; NumPy's dtypes are left alone. */
const isNoNumber = (value: Value, name: "int" | "float"): boolean =>
	NO_NUMBER.has(value.kind) || (value.kind === "dtype" && !value.numpy && name === "float");

function toInt(value: Value): Value {
	if (value.kind === "int")
		return value.numpy || value.member ? { ...value, numpy: undefined, member: undefined } : value;
	if (value.kind === "bool") return value.value === undefined ? { kind: "int" } : int(Number(value.value));
	if (value.kind === "float") return floatToInt(value.value);
	if (value.kind === "str" && value.value !== undefined) return parseInt10(value.value);
	if (value.kind === "none") return rejectNone("int", value);
	if (value.kind === "tensor" && value.eager === false && value.flavor === "Tensor")
		return pythonError("TypeError", "int() needs a number, found a tensor of a graph");
	if (value.kind === "tensor" && value.eager !== false && value.content?.kind === "int")
		return int(value.content.value ?? vague("the value of a tensor"));
	if (isNoNumber(value, "int")) return pythonError("TypeError", `int() needs a number, found a ${typeName(value)}`);
	return { kind: "int", value: undefined, why: { text: "a conversion that is not followed" } };
}

function floatToInt(value: number | undefined): Value {
	if (value === undefined) return { kind: "int" };
	if (Number.isNaN(value)) return pythonError("ValueError", "cannot convert float NaN to integer");
	if (!Number.isFinite(value)) return pythonError("OverflowError", "cannot convert float infinity to integer");
	const whole = Math.trunc(value);
	return Number.isSafeInteger(whole) ? int(whole === 0 ? 0 : whole) : { kind: "int" };
}

function parseInt10(text: string): Value {
	if (NUMERAL.test(text)) {
		const whole = Number(text.replaceAll("_", ""));
		return Number.isSafeInteger(whole) ? int(whole === 0 ? 0 : whole) : { kind: "int" };
	}
	if (/\P{ASCII}/u.test(text)) return { kind: "int" };
	return pythonError("ValueError", `invalid literal for int() with base 10: '${text}'`);
}

const PREFIXES: Readonly<Record<string, number>> = { "0x": 16, "0o": 8, "0b": 2 };

function parseInBase(bound: Bound): Value {
	const value = bound.get("value");
	if (value.kind !== "str" || value.value === undefined) return { kind: "int" };
	const given = intOf(bound.get("base"));
	const [, sign = "", prefix = "", digits = ""] =
		/^([+-]?)(0[xob])?([0-9a-z]+)$/.exec(value.value.trim().toLowerCase()) ?? [];
	const radix = PREFIXES[prefix];
	const base = given === 0 ? (radix ?? 10) : given;
	if (digits === "" || base < 2 || base > 36 || (prefix !== "" && radix !== base)) return { kind: "int" };
	const result = Number.parseInt(digits, base);
	if (!Number.isSafeInteger(result) || result.toString(base) !== digits.replace(/^0+(?=.)/, "")) return { kind: "int" };
	return int(sign === "-" && result !== 0 ? -result : result);
}

const NON_FINITE = /^\s*([+-]?)(inf|infinity|nan)\s*$/i;
const DECIMAL = /^\s*[+-]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d+)?\s*$/i;

function toFloat(value: Value): Value {
	if (value.kind === "float") return value.numpy ? { ...value, numpy: undefined } : value;
	if ((value.kind === "int" || value.kind === "bool") && value.value !== undefined) return float(Number(value.value));
	if (value.kind === "none") return rejectNone("float", value);
	if (isNoNumber(value, "float")) return pythonError("TypeError", `float() needs a number, found a ${typeName(value)}`);
	if (value.kind !== "str" || value.value === undefined) return { kind: "float" };
	const text = value.value;
	const named = NON_FINITE.exec(text);
	if (named) {
		const size = named[2]?.toLowerCase() === "nan" ? Number.NaN : Number.POSITIVE_INFINITY;
		return float(named[1] === "-" ? -size : size);
	}
	if (DECIMAL.test(text)) return float(Number(text.replaceAll("_", "")));
	if (/\P{ASCII}/u.test(text)) return { kind: "float" };
	return pythonError("ValueError", `could not convert string to float: '${text}'`);
}

const shown = (value: Value, quoted: boolean, call: LibraryCall): Value => {
	const text = textOf(value, quoted, call.machine);
	return text === undefined ? { kind: "str" } : str(text);
};

export function toDict(bound: Bound, call: LibraryCall): Value {
	return dictFrom([
		...pairsOf(bound.rest[0]?.value, call),
		...bound.extra.map((each) => [str(each.name), each.value] as const),
	]);
}

/** What `dict(source)` and `update(source)` read: a mapping, or pairs. */
export function pairsOf(source: Value | undefined, call: LibraryCall): readonly (readonly [Value, Value])[] {
	if (!source) return [];
	const held = dictOf(source);
	if (held !== source) return pairsOf(held, call);
	if (source.kind === "dict")
		return [...(source.entries ?? vague("a dict that is not known")).values()].map(({ key, value }) => [key, value]);
	return itemsOf(source, call, "a dict").map((item) => {
		const pair = call.machine.iterate(item, call.args.origin) ?? vague("a dict of items that are not pairs");
		const [key, value] = pair;
		return key && value && pair.length === 2
			? [key, value]
			: pythonError("ValueError", "a dict is made of pairs of keys and values");
	});
}

/** The items of a set in no order, of anything else in its own. */
export function unorderedItems(value: Value, call: LibraryCall, what: string): readonly Value[] {
	const items = itemsInNoOrder(value);
	return items ?? (value.kind === "set" ? vague(value.why ?? "a set that is not known") : itemsOf(value, call, what));
}

function toList(bound: Bound, call: LibraryCall): Value {
	const source = bound.get("iterable");
	const unordered = source.kind === "set" || source.kind === "list" ? itemsInNoOrder(source) : undefined;
	if (!unordered || call.machine.iterate(source, call.args.origin)) return list(itemsOf(source, call, "list()"));
	const why = { text: "the order of the items of a set", origin: call.args.origin };
	return { kind: "list", items: undefined, unordered, why };
}

function toSet(bound: Bound, call: LibraryCall, frozen: boolean): Value {
	const made = makeSet(unorderedItems(bound.get("iterable"), call, "a set"));
	return frozen && made.kind === "set" ? { ...made, frozen } : made;
}

const inRadix = (name: string, radix: number, prefix: string): LibraryModel =>
	define(name, "number, /", (bound) => {
		const value = intOf(bound.get("number"));
		return str(`${value < 0 ? "-" : ""}${prefix}${Math.abs(value).toString(radix)}`);
	});

export const CONVERSIONS: readonly LibraryModel[] = [
	define("int", "value=0, base=10", (bound, call) =>
		bound.given("base")
			? parseInBase(bound)
			: (ownMethod(bound.get("value"), "__int__", call) ?? toInt(bound.get("value"))),
	),
	define(
		"float",
		"value=0.0",
		(bound, call) => ownMethod(bound.get("value"), "__float__", call) ?? toFloat(bound.get("value")),
	),
	define("complex", "real=0, imag=0", (bound, call) => {
		const isNumber = bound.get("real").kind !== "instance";
		if (isNumber) ownMethod(bound.get("real"), "__float__", call);
		return { kind: "complex" };
	}),
	define("str", "value='', *args", (bound, call) => shown(bound.get("value"), false, call)),
	define("repr", "value, /", (bound, call) => shown(bound.get("value"), true, call)),
	define("ascii", "value, /", (bound, call) => {
		const text = shown(bound.get("value"), true, call);
		return text.kind === "str" && text.value !== undefined && /\P{ASCII}/u.test(text.value) ? { kind: "str" } : text;
	}),
	define("bool", "value=False, /", (bound, call) => {
		const truth = call.machine.truth(bound.get("value"), call.args.origin);
		return truth === undefined ? { kind: "bool" } : bool(truth);
	}),
	define("bytes", "source=None, encoding=None, errors=None", (bound) =>
		bound.get("source").kind === "none" ? { kind: "bytes", value: "" } : vague("bytes that are not followed"),
	),
	define("list", "iterable=(), /", toList),
	define("tuple", "iterable=(), /", (bound, call) => tuple(itemsOf(bound.get("iterable"), call, "tuple()"))),
	define("set", "iterable=(), /", (bound, call) => toSet(bound, call, false)),
	define("frozenset", "iterable=(), /", (bound, call) => toSet(bound, call, true)),
	define("ord", "c, /", (bound) => {
		const value = bound.get("c");
		const text = value.kind === "str" ? value.value : undefined;
		return text === undefined ? { kind: "int" } : int(text.codePointAt(0) ?? vague("ord() of nothing"));
	}),
	define("chr", "i, /", (bound) => str(String.fromCodePoint(intOf(bound.get("i"))))),
	inRadix("hex", 16, "0x"),
	inRadix("oct", 8, "0o"),
	inRadix("bin", 2, "0b"),
	define("slice", "a, b=None, step=None, /", (bound, call) =>
		call.args.positional.length === 1
			? { kind: "slice", lower: NONE, upper: bound.get("a"), step: NONE }
			: { kind: "slice", lower: bound.get("a"), upper: bound.get("b"), step: bound.get("step") },
	),
];
