import { bool, float, int, list, NONE, str, tuple, unknownBecause, type Value } from "../domain";
import {
	type Bound,
	dictFrom,
	EXCEPTION_NAMES,
	type FunctionModel,
	type LibraryCall,
	type LibraryModel,
	makeSet,
	raise,
	syntheticArguments,
	toText,
	vague,
} from "../interpreter/api";
import { classBuiltins } from "./class-builtins";
import { defineFunction } from "./function";

/** What a tensor's own method makes of `abs(x)`, `round(x)`, `int(x)`, `float(x)`; absent when it has none. */
function ownMethod(value: Value, name: string, call: LibraryCall): Value | undefined {
	const method = call.machine.registry.typeOf(value)?.methods?.[name];
	return method?.(value, { ...call, args: { ...call.args, positional: [], keywords: [] } });
}

const itemsOf = (value: Value, call: LibraryCall, what: string): readonly Value[] =>
	call.machine.iterate(value, call.args.origin) ?? vague(`${what} of items that are not known`);

const MAX_RANGE = 100_000;

function range(bound: Bound, call: LibraryCall): Value {
	const numbers = call.args.positional.map(({ value }) => {
		if (value.kind === "none") {
			const dim = value.dimOf;
			raise({
				code: dim ? "undefined-dimension" : "python-error",
				exception: "TypeError",
				message: `range() needs an int, found None${dim ? ` for axis ${dim.axis} of the shape` : ""}`,
				because: dim && typeof dim.dim !== "number" ? [dim.dim.why] : [],
			});
		}
		return value.kind === "int" || value.kind === "bool"
			? Number(value.value ?? vague("a range of unknown length"))
			: undefined;
	});
	if (numbers.includes(undefined)) {
		const bad = bound.rest.find(({ value }) => value.kind === "float" || value.kind === "str");
		if (bad)
			raise({
				code: "python-error",
				exception: "TypeError",
				message: `range() needs an int, found a ${bad.value.kind}`,
			});
		return vague("a range of unknown length");
	}
	const [first = 0, second, step = 1] = numbers as number[];
	const [start, stop] = second === undefined ? [0, first] : [first, second];
	if (step === 0) raise({ code: "python-error", exception: "ValueError", message: "range() arg 3 must not be zero" });
	const count = Math.max(0, Math.ceil((stop - start) / step));
	if (count > MAX_RANGE) return vague(`a range of ${count} numbers`);
	return tuple(Array.from({ length: count }, (_, index) => int(start + index * step)));
}

function len(value: Value, call: LibraryCall): Value {
	if (value.kind === "str") return value.value === undefined ? { kind: "int" } : int([...value.value].length);
	if (value.kind === "tuple") return int(value.items.length);
	if (value.kind === "list") return value.items ? int(value.items.length) : { kind: "int" };
	if (value.kind === "dict" || value.kind === "set") return value.entries ? int(value.entries.size) : { kind: "int" };
	const type = call.machine.registry.typeOf(value);
	if (type?.length) return type.length(value, call.machine, call.args.origin);
	return vague("the length is not known");
}

function toInt(value: Value): Value {
	if (value.kind === "int") return value.numpy ? { ...value, numpy: undefined } : value;
	if (value.kind === "bool") return value.value === undefined ? { kind: "int" } : int(Number(value.value));
	if (value.kind === "float") return value.value === undefined ? { kind: "int" } : int(Math.trunc(value.value));
	if (value.kind === "str" && value.value !== undefined && /^\s*[+-]?\d+\s*$/.test(value.value))
		return int(Number(value.value));
	if (value.kind === "none") {
		raise({
			code: value.dimOf ? "undefined-dimension" : "python-error",
			exception: "TypeError",
			message: "int() needs a number, found None",
			because: value.dimOf && typeof value.dimOf.dim !== "number" ? [value.dimOf.dim.why] : [],
		});
	}
	return { kind: "int", value: undefined, why: { text: "a conversion that is not followed" } };
}

const NON_FINITE = /^\s*([+-]?)(inf|infinity|nan)\s*$/i;

function parseInBase(bound: Bound): Value {
	const value = bound.get("value");
	const base = bound.get("base");
	const known = value.kind === "str" && value.value !== undefined && base.kind === "int" && base.value !== undefined;
	if (!known || base.value < 2 || base.value > 36 || !/^[0-9a-z]+$/i.test(value.value)) return { kind: "int" };
	const result = Number.parseInt(value.value, base.value);
	return result.toString(base.value) === value.value.toLowerCase().replace(/^0+(?=.)/, "")
		? int(result)
		: { kind: "int" };
}

function toFloat(value: Value): Value {
	const named = value.kind === "str" && value.value !== undefined ? NON_FINITE.exec(value.value) : undefined;
	if (named) {
		const size = named[2]?.toLowerCase() === "nan" ? Number.NaN : Number.POSITIVE_INFINITY;
		return float(named[1] === "-" ? -size : size);
	}
	if (value.kind === "float") return value;
	if ((value.kind === "int" || value.kind === "bool") && value.value !== undefined) return float(Number(value.value));
	if (
		value.kind === "str" &&
		value.value !== undefined &&
		value.value.trim() !== "" &&
		!Number.isNaN(Number(value.value))
	) {
		return float(Number(value.value));
	}
	return { kind: "float" };
}

function extreme(call: LibraryCall, bound: Bound, sign: 1 | -1): Value {
	if (bound.extra.length > 0) return vague("min() or max() with a key");
	const items =
		bound.rest.length === 1
			? itemsOf((bound.rest[0] as { value: Value }).value, call, "the extreme")
			: bound.rest.map((each) => each.value);
	let best = items[0];
	for (const item of items.slice(1)) {
		const less = best && call.machine.compare(sign > 0 ? ">" : "<", item, best, call.args.origin);
		if (less?.kind !== "bool" || less.value === undefined) return vague("values that cannot be compared");
		if (less.value) best = item;
	}
	return best ?? vague("the extreme of nothing");
}

function sum(bound: Bound, call: LibraryCall): Value {
	return itemsOf(bound.get("iterable"), call, "the sum").reduce(
		(total, item) => call.machine.binary("+", total, item, call.args.origin),
		bound.get("start"),
	);
}

function zip(call: LibraryCall, bound: Bound): Value {
	const columns = bound.rest.map((each) => itemsOf(each.value, call, "zip()"));
	const length = columns.length === 0 ? 0 : Math.min(...columns.map((column) => column.length));
	const rows = Array.from({ length }, (_, index) => tuple(columns.map((column) => column[index] as Value)));
	return { kind: "iterator", items: rows, index: 0 };
}

const iterator = (items: readonly Value[]): Value => ({ kind: "iterator", items, index: 0 });

function quantify(bound: Bound, call: LibraryCall, decisive: boolean): Value {
	const truths = itemsOf(bound.get("iterable"), call, "the items").map((item) =>
		call.machine.truth(item, call.args.origin),
	);
	if (truths.includes(decisive)) return bool(decisive);
	return truths.includes(undefined) ? { kind: "bool" } : bool(!decisive);
}

function sorted(bound: Bound, call: LibraryCall): Value {
	const items = [...itemsOf(bound.get("iterable"), call, "sorted()")];
	const key = bound.get("key");
	const keys = items.map((item) =>
		key.kind === "none" ? item : call.machine.call(key, syntheticArguments([item], call.args.origin)),
	);
	const order = items.map((_, index) => index);
	order.sort((a, b) => {
		const less = call.machine.compare("<", keys[a] as Value, keys[b] as Value, call.args.origin);
		const more = call.machine.compare(">", keys[a] as Value, keys[b] as Value, call.args.origin);
		if (less.kind !== "bool" || less.value === undefined || more.kind !== "bool")
			return vague("an order that is not known");
		return less.value ? -1 : more.value ? 1 : a - b;
	});
	if (call.machine.truth(bound.get("reverse"), call.args.origin)) order.reverse();
	return list(order.map((index) => items[index] as Value));
}

function mapItems(bound: Bound, call: LibraryCall): Value {
	const columns = bound.rest.map((each) => itemsOf(each.value, call, "map()"));
	const length = Math.min(...columns.map((column) => column.length));
	const func = bound.get("func");
	const rows = Array.from({ length }, (_, index) => columns.map((column) => column[index] as Value));
	return iterator(rows.map((row) => call.machine.call(func, syntheticArguments(row, call.args.origin))));
}

function filterItems(bound: Bound, call: LibraryCall): Value {
	const func = bound.get("func");
	const kept = itemsOf(bound.get("iterable"), call, "filter()").filter((item) => {
		const verdict = func.kind === "none" ? item : call.machine.call(func, syntheticArguments([item], call.args.origin));
		return call.machine.truth(verdict, call.args.origin) ?? vague("a filter that is not decided");
	});
	return iterator(kept);
}

function nextItem(bound: Bound, call: LibraryCall): Value {
	const source = bound.get("iterator");
	if (source.kind !== "iterator") return vague("the next item is not known");
	const item = source.items[source.index];
	if (!item) return bound.given("default")?.value ?? vague("the iterator is exhausted");
	call.machine.journal.setField(source, "index", source.index + 1, (a, b) => Math.max(a, b));
	return item;
}

function toDict(bound: Bound, call: LibraryCall): Value {
	const pairs: [Value, Value][] = [];
	const source = bound.rest[0]?.value;
	if (source?.kind === "dict") {
		for (const entry of (source.entries ?? vague("a dict that is not known")).values())
			pairs.push([entry.key, entry.value]);
	} else if (source) {
		for (const item of itemsOf(source, call, "dict()")) {
			const [key, value] = call.machine.iterate(item, call.args.origin) ?? vague("dict() of items that are not pairs");
			if (key && value) pairs.push([key, value]);
		}
	}
	for (const extra of bound.extra) pairs.push([str(extra.name), extra.value]);
	return dictFrom(pairs);
}

function absolute(value: Value): Value {
	if (value.kind === "int" && value.value !== undefined) return int(Math.abs(value.value));
	if (value.kind === "float" && value.value !== undefined) return float(Math.abs(value.value));
	return vague("abs() of a value that is not known");
}

function round(bound: Bound): Value {
	const value = bound.get("number");
	const digits = bound.get("ndigits");
	if ((value.kind !== "float" && value.kind !== "int") || value.value === undefined)
		return vague("round() of an unknown number");
	if (digits.kind !== "none") return { kind: "float" };
	const floor = Math.floor(value.value);
	const rest = value.value - floor;
	return int(rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor);
}

const textOf = (value: Value): Value => {
	const text = toText(value);
	return text === undefined ? { kind: "str" } : str(text);
};

const simple = (name: string, run: (value: Value, call: LibraryCall) => Value): FunctionModel =>
	defineFunction(`builtins.${name}`, "value", (bound, call) => run(bound.get("value"), call));

const define = (name: string, text: string, run: (bound: Bound, call: LibraryCall) => Value): FunctionModel =>
	defineFunction(`builtins.${name}`, text, run);

/** Python's builtins, as far as model code uses them. */
export const BUILTINS: readonly LibraryModel[] = [
	define("range", "*args", range),
	simple("len", len),
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
	define("str", "value='', *args", (bound) => textOf(bound.get("value"))),
	simple("repr", () => ({ kind: "str" })),
	define("bool", "value=False", (bound, call) => {
		const truth = call.machine.truth(bound.get("value"), call.args.origin);
		return truth === undefined ? { kind: "bool" } : bool(truth);
	}),
	define("list", "iterable=()", (bound, call) => list(itemsOf(bound.get("iterable"), call, "list()"))),
	define("tuple", "iterable=()", (bound, call) => tuple(itemsOf(bound.get("iterable"), call, "tuple()"))),
	define("set", "iterable=()", (bound, call) => makeSet(itemsOf(bound.get("iterable"), call, "set()"))),
	define("frozenset", "iterable=()", (bound, call) => makeSet(itemsOf(bound.get("iterable"), call, "frozenset()"))),
	define("dict", "*args, **kwargs", toDict),
	define("print", "*args, **kwargs", () => NONE),
	define("min", "*args, **kwargs", (bound, call) => extreme(call, bound, -1)),
	define("max", "*args, **kwargs", (bound, call) => extreme(call, bound, 1)),
	define("sum", "iterable, start=0", sum),
	simple("abs", (value, call) => ownMethod(value, "__abs__", call) ?? absolute(value)),
	define(
		"round",
		"number, ndigits=None",
		(bound, call) => ownMethod(bound.get("number"), "__round__", call) ?? round(bound),
	),
	define("zip", "*args, strict=False", (bound, call) => zip(call, bound)),
	define("enumerate", "iterable, start=0", (bound, call) => {
		const start = bound.get("start");
		const first = start.kind === "int" ? (start.value ?? 0) : 0;
		return iterator(
			itemsOf(bound.get("iterable"), call, "enumerate()").map((item, index) => tuple([int(first + index), item])),
		);
	}),
	simple("reversed", (value, call) => iterator([...itemsOf(value, call, "reversed()")].reverse())),
	simple("iter", (value, call) => iterator(itemsOf(value, call, "iter()"))),
	define("next", "iterator, default=None", nextItem),
	define("sorted", "iterable, *, key=None, reverse=False", sorted),
	define("any", "iterable", (bound, call) => quantify(bound, call, true)),
	define("all", "iterable", (bound, call) => quantify(bound, call, false)),
	define("map", "func, *iterables", mapItems),
	define("filter", "func, iterable", filterItems),
	define("divmod", "a, b", (bound, call) => {
		const operands = [bound.get("a"), bound.get("b")] as const;
		if (operands.some((each) => each.kind === "tensor" && each.flavor !== "ndarray"))
			raise({ code: "python-error", exception: "TypeError", message: "divmod() does not take tensors" });
		return tuple(["//", "%"].map((op) => call.machine.binary(op as "//", ...operands, call.args.origin)));
	}),
	define("pow", "a, b, mod=None", (bound, call) =>
		call.machine.binary("**", bound.get("a"), bound.get("b"), call.args.origin),
	),
	define("slice", "a, b=None, step=None", (bound, call) =>
		call.args.positional.length === 1
			? { kind: "slice", lower: NONE, upper: bound.get("a"), step: NONE }
			: { kind: "slice", lower: bound.get("a"), upper: bound.get("b"), step: bound.get("step") },
	),
	define("open", "*args, **kwargs", (_bound, call) => unknownBecause("a file is not read", call.args.origin)),
	define("input", "prompt=''", () => ({ kind: "str" })),
	...EXCEPTION_NAMES.map((name) => exceptionClass(name)),
	...classBuiltins,
];

/** An exception class: its instances carry nothing that model code reads. */
function exceptionClass(name: string): LibraryModel {
	return {
		kind: "class",
		name: `builtins.${name}`,
		init: () => undefined,
		attribute: (_self, attribute, _machine, origin) => unknownBecause(`${attribute} of an exception`, origin),
	};
}
