import { bool, type IteratorValue, int, list, NONE, tuple, unknownBecause, type Value } from "../../domain";
import {
	type Bound,
	drawNext,
	equal,
	finiteIterator,
	itemsInNoOrder,
	iteratorOf,
	type LibraryCall,
	type LibraryModel,
	lazyIterator,
	likelyItem,
	limited,
	nextOfInstance,
	originOfItems,
	raise,
	syntheticArguments,
	truthOf,
	Vague,
	vague,
} from "../../interpreter/api";
import { itemsOf, pythonError } from "../arguments";
import { unorderedItems } from "./conversions";
import { define } from "./define";

const MAX_RANGE = 100_000;

function rejectNone(value: Extract<Value, { kind: "none" }>): never {
	const dim = value.dimOf;
	return raise({
		code: dim ? "undefined-dimension" : "python-error",
		exception: "TypeError",
		message: `range() needs an int, found None${dim ? ` for axis ${dim.axis} of the shape` : ""}`,
		because: dim && typeof dim.dim !== "number" ? [dim.dim.why] : [],
	});
}

function range(bound: Bound): Value {
	const numbers = bound.rest.map(({ value }) => {
		if (value.kind === "none") return rejectNone(value);
		if (value.kind === "int" || value.kind === "bool") return Number(value.value ?? vague("a range of unknown length"));
		if (value.kind === "float" || value.kind === "str")
			return pythonError("TypeError", `range() needs an int, found a ${value.kind}`);
		return vague("a range of unknown length");
	});
	if (numbers.length === 0) return pythonError("TypeError", "range expected at least 1 argument, got 0");
	const [first = 0, second, step = 1] = numbers;
	const [start, stop] = second === undefined ? [0, first] : [first, second];
	if (step === 0) return pythonError("ValueError", "range() arg 3 must not be zero");
	const count = Math.max(0, Math.ceil((stop - start) / step));
	if (count > MAX_RANGE) return limited(`a range of ${count} numbers is not followed`);
	return {
		kind: "tuple",
		items: Array.from({ length: count }, (_, index) => int(start + index * step)),
		view: "range",
	};
}

function len(bound: Bound, call: LibraryCall): Value {
	const value = bound.get("obj");
	if (value.kind === "str") return value.value === undefined ? { kind: "int" } : int([...value.value].length);
	if (value.kind === "bytes") return int(value.value.length);
	if (value.kind === "tuple") return int(value.items.length);
	if (value.kind === "list") {
		const items = itemsInNoOrder(value);
		return items ? int(items.length) : { kind: "int" };
	}
	if (value.kind === "dict" || value.kind === "set") return value.entries ? int(value.entries.size) : { kind: "int" };
	const type = call.machine.registry.typeOf(value);
	if (type?.length) return type.length(value, call.machine, call.args.origin);
	if (value.kind === "instance") return ownLength(value, call);
	if (value.kind === "int" || value.kind === "float" || value.kind === "bool" || value.kind === "none")
		return pythonError("TypeError", `a value of type ${value.kind} has no len()`);
	return vague("the length is not known");
}

function ownLength(value: Value, { machine, args }: LibraryCall): Value {
	const method = machine.findAttribute(value, "__len__", args.origin);
	return method?.kind === "method"
		? machine.call(method, syntheticArguments([], args.origin))
		: vague("the length is not known");
}

/** The iterators over several arguments; their items are drawn one by one. */
function iteratorsOf(values: readonly Value[], call: LibraryCall, what: string): readonly IteratorValue[] {
	return values.map(
		(value) => iteratorOf(value, call.args.origin, call.machine) ?? vague(`${what} of items that are not known`),
	);
}

const isPlain = (value: Value): boolean => value.kind !== "iterator" && value.kind !== "instance";

function zip(bound: Bound, call: LibraryCall): Value {
	const values = bound.rest.map((each) => each.value);
	const strict = truthOf(bound.get("strict"));
	if (values.every(isPlain)) {
		const columns = values.map((value) => itemsOf(value, call, "zip()"));
		const lengths = columns.map((column) => column.length);
		const length = lengths.length === 0 ? 0 : Math.min(...lengths);
		if (strict !== false && lengths.some((each) => each !== length)) {
			return strict === undefined
				? vague("a zip that may be strict")
				: pythonError("ValueError", "zip() arguments differ in length");
		}
		return finiteIterator(Array.from({ length }, (_, row) => tuple(columns.map((column) => column[row] as Value))));
	}
	if (strict !== false) vague("a strict zip() of iterators");
	const sources = iteratorsOf(values, call, "zip()");
	const next = (): Value | undefined => {
		const row = drawRow(sources, call);
		return row && tuple(row);
	};
	return lazyIterator(next, undefined, { likely: () => likelyRow(sources) });
}

/** A row of which it is not known whether it comes; absent unless something is known of each of its items. */
function likelyRow(sources: readonly IteratorValue[]): Value | undefined {
	const row = sources.map((source) => likelyItem(source) ?? (source.source ? undefined : joinedItems(source)));
	return row.includes(undefined) ? undefined : tuple(row as readonly Value[]);
}

const joinedItems = ({ items }: IteratorValue): Value | undefined =>
	items.length > 0 && items.every((item) => item.kind === "int") ? { kind: "int" } : undefined;

/** The next item of each; absent as soon as one is at its end. */
function drawRow(sources: readonly IteratorValue[], call: LibraryCall): readonly Value[] | undefined {
	const row: Value[] = [];
	for (const source of sources) {
		const item = drawNext(source, call.machine);
		if (!item) return undefined;
		row.push(item);
	}
	return row;
}

function enumerate(bound: Bound, call: LibraryCall): Value {
	const start = bound.get("start");
	const first = start.kind === "int" ? start.value : undefined;
	const source = bound.get("iterable");
	const number = (at: number): Value => (first === undefined ? { kind: "int" } : int(first + at));
	if (isPlain(source))
		return finiteIterator(itemsOf(source, call, "enumerate()").map((item, at) => tuple([number(at), item])));
	const [items] = iteratorsOf([source], call, "enumerate()") as [IteratorValue];
	let at = -1;
	const next = (): Value | undefined => {
		at += 1;
		const item = drawNext(items, call.machine);
		return item && tuple([number(at), item]);
	};
	const likely = (): Value | undefined => {
		const item = likelyItem(items);
		return item && tuple([{ kind: "int" }, item]);
	};
	return lazyIterator(next, undefined, { likely });
}

function map(bound: Bound, call: LibraryCall): Value {
	const sources = iteratorsOf(
		bound.rest.map((each) => each.value),
		call,
		"map()",
	);
	const func = bound.get("func");
	return lazyIterator(() => {
		const row = drawRow(sources, call);
		return row && call.machine.call(func, syntheticArguments(row, call.args.origin));
	});
}

/** The items that pass (or, for `filterfalse`, do not pass) a test. */
export function filter(func: Value, source: Value, wanted: boolean, call: LibraryCall): Value {
	const [items] = iteratorsOf([source], call, "filter()") as [IteratorValue];
	const { machine, args } = call;
	return lazyIterator(() => {
		for (let item = drawNext(items, machine); item; item = drawNext(items, machine)) {
			const verdict = func.kind === "none" ? item : machine.call(func, syntheticArguments([item], args.origin));
			const passes = machine.truth(verdict, args.origin) ?? vague("a filter that is not decided");
			if (passes === wanted) return item;
		}
		return undefined;
	});
}

function next(bound: Bound, call: LibraryCall): Value {
	const source = bound.get("iterator");
	if (source.kind !== "iterator" && source.kind !== "instance") return vague("the next item is not known");
	const item =
		source.kind === "iterator" ? drawOrLikely(source, call) : nextOfInstance(source, call.args.origin, call.machine);
	return item ?? bound.given("default")?.value ?? pythonError("StopIteration", "the iterator is exhausted");
}

/** A program that asks for an item counts on there being one. */
function drawOrLikely(source: IteratorValue, { machine, args }: LibraryCall): Value | undefined {
	const from = originOfItems(source);
	if (from) from.askedAt = args.origin;
	try {
		return drawNext(source, machine);
	} catch (signal) {
		const likely = signal instanceof Vague ? likelyItem(source) : undefined;
		if (likely) return likely;
		throw signal;
	}
}

/** `iter(callable, sentinel)` calls until the sentinel comes. */
function iterate(bound: Bound, call: LibraryCall): Value {
	const { machine, args } = call;
	const source = bound.get("object");
	const sentinel = bound.given("sentinel");
	if (!sentinel)
		return (
			iteratorOf(source, args.origin, machine) ??
			unknownBecause("an iterator over items that are not known", args.origin)
		);
	return lazyIterator(() => {
		const value = machine.call(source, syntheticArguments([], args.origin));
		const isEnd = equal(value, sentinel.value);
		if (isEnd === undefined) vague("whether the sentinel has come");
		return isEnd ? undefined : value;
	});
}

/** Python's stable sort; items whose order is not known leave a list of the same length. */
export function sortItems(items: readonly Value[], key: Value, reverse: Value, call: LibraryCall): readonly Value[] {
	const { machine, args } = call;
	const keys = items.map((item) =>
		key.kind === "none" ? item : machine.call(key, syntheticArguments([item], args.origin)),
	);
	const isReversed = machine.truth(reverse, args.origin);
	let known = isReversed !== undefined;
	let failed = false;
	const less = (a: number, b: number): boolean => {
		if (failed) return false;
		const answer = machine.compare("<", keys[a] as Value, keys[b] as Value, args.origin);
		const isLess = machine.truth(answer, args.origin);
		if (isLess === undefined) known = false;
		// One pair without an order is one mistake, however often it would be compared.
		if (answer.kind === "unknown") failed = true;
		return isLess === true;
	};
	const order = items.map((_, index) => index);
	order.sort((a, b) => (less(a, b) ? -1 : less(b, a) ? 1 : 0) * (isReversed ? -1 : 1) || a - b);
	if (known) return order.map((index) => items[index] as Value);
	return items.map(() => unknownBecause("an order that is not known", args.origin));
}

function quantify(bound: Bound, call: LibraryCall, decisive: boolean): Value {
	const { machine, args } = call;
	const source = bound.get("iterable");
	const items =
		source.kind === "set"
			? finiteIterator(unorderedItems(source, call, "the items"))
			: iteratorOf(source, args.origin, machine);
	if (!items) return { kind: "bool" };
	let known = true;
	for (let item = drawNext(items, machine); item; item = drawNext(items, machine)) {
		const truth = machine.truth(item, args.origin);
		if (truth === decisive) return known || isPlain(source) ? bool(decisive) : { kind: "bool" };
		if (truth === undefined) known = false;
	}
	return known ? bool(!decisive) : { kind: "bool" };
}

export const ITERATION: readonly LibraryModel[] = [
	define("range", "*args", range),
	define("len", "obj, /", len),
	define("zip", "*args, strict=False", zip),
	define("enumerate", "iterable, start=0", enumerate),
	define("reversed", "sequence, /", (bound, call) =>
		finiteIterator([...itemsOf(bound.get("sequence"), call, "reversed()")].reverse()),
	),
	define("iter", "object, sentinel=None, /", iterate),
	define("next", "iterator, default=None, /", next),
	define("sorted", "iterable, /, *, key=None, reverse=False", (bound, call) =>
		list(
			sortItems(unorderedItems(bound.get("iterable"), call, "sorted()"), bound.get("key"), bound.get("reverse"), call),
		),
	),
	define("any", "iterable, /", (bound, call) => quantify(bound, call, true)),
	define("all", "iterable, /", (bound, call) => quantify(bound, call, false)),
	define("map", "func, /, *iterables", map),
	define("filter", "func, iterable, /", (bound, call) => filter(bound.get("func"), bound.get("iterable"), true, call)),
	define("print", "*args, **kwargs", () => NONE),
	define("open", "*args, **kwargs", (_bound, call) => unknownBecause("a file is not read", call.args.origin)),
	define("input", "prompt='', /", () => ({ kind: "str" })),
];
