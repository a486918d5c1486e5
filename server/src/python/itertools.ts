import { type IteratorValue, tuple, type Value } from "../domain";
import {
	type Bound,
	drawNext,
	equal,
	type FunctionModel,
	finiteIterator,
	iteratorOf,
	type LibraryCall,
	lazyIterator,
	syntheticArguments,
	vague,
} from "../interpreter/api";
import { intOf, itemsOf } from "./arguments";
import { filter } from "./builtins/iteration";
import { defineFunction } from "./function";

const define = (name: string, text: string, run: (bound: Bound, call: LibraryCall) => Value): FunctionModel =>
	defineFunction(`itertools.${name}`, text, run);

const MAX_ROWS = 100_000;

const source = (value: Value, call: LibraryCall): IteratorValue =>
	iteratorOf(value, call.args.origin, call.machine) ?? vague("items that are not known");

const callWith = (func: Value, values: readonly Value[], { machine, args }: LibraryCall): Value =>
	machine.call(func, syntheticArguments(values, args.origin));

/** One iterable after the other; `next` gives the next one. */
function chained(next: () => Value | undefined, call: LibraryCall): Value {
	let current: IteratorValue | undefined;
	return lazyIterator(() => {
		for (;;) {
			const item = current && drawNext(current, call.machine);
			if (item) return item;
			const following = next();
			if (!following) return undefined;
			current = source(following, call);
		}
	});
}

const rows = (all: readonly (readonly Value[])[]): Value =>
	all.length > MAX_ROWS ? vague("too many combinations") : finiteIterator(all.map(tuple));

function product(bound: Bound, call: LibraryCall): Value {
	const pools = bound.rest.map(({ value }) => itemsOf(value, call, "product()"));
	const repeated = Array.from({ length: intOf(bound.get("repeat")) }, () => pools).flat();
	if (repeated.reduce((count, pool) => count * pool.length, 1) > MAX_ROWS) return vague("too many combinations");
	return rows(
		repeated.reduce<readonly (readonly Value[])[]>(
			(all, pool) => all.flatMap((row) => pool.map((item) => [...row, item])),
			[[]],
		),
	);
}

/** The choices of `count` places out of `length`; `next` gives the places that may follow the chosen ones. */
function choices(
	length: number,
	count: number,
	allowed: (chosen: readonly number[], at: number) => boolean,
): number[][] {
	let all: number[][] = [[]];
	for (let place = 0; place < count; place += 1) {
		all = all.flatMap((chosen) =>
			Array.from({ length }, (_, at) => at)
				.filter((at) => allowed(chosen, at))
				.map((at) => [...chosen, at]),
		);
		if (all.length > MAX_ROWS) vague("too many combinations");
	}
	return all;
}

const combinatoric = (name: string, allowed: (chosen: readonly number[], at: number) => boolean): FunctionModel =>
	define(name, "iterable, r=None", (bound, call) => {
		const pool = itemsOf(bound.get("iterable"), call, `${name}()`);
		const r = bound.get("r");
		const count = r.kind === "none" ? pool.length : intOf(r);
		return rows(choices(pool.length, count, allowed).map((places) => places.map((at) => pool[at] as Value)));
	});

function repeat(bound: Bound): Value {
	const [value, times] = [bound.get("object"), bound.get("times")];
	if (times.kind === "none") return lazyIterator(() => value);
	return finiteIterator(Array.from({ length: Math.max(0, intOf(times)) }, () => value));
}

function count(bound: Bound, { machine, args }: LibraryCall): Value {
	let next = bound.get("start");
	return lazyIterator(() => {
		const current = next;
		next = machine.binary("+", next, bound.get("step"), args.origin);
		return current;
	});
}

function cycle(bound: Bound, call: LibraryCall): Value {
	const items = itemsOf(bound.get("iterable"), call, "cycle()");
	let at = -1;
	return lazyIterator(() => {
		at += 1;
		return items.length === 0 ? undefined : items[at % items.length];
	});
}

function slice(bound: Bound, call: LibraryCall): Value {
	const [first, second, third] = bound.rest.map(({ value }) => (value.kind === "none" ? undefined : intOf(value)));
	const [start, stop] = bound.rest.length === 1 ? [0, first] : [first ?? 0, second];
	const step = third ?? 1;
	const items = source(bound.get("iterable"), call);
	let [position, wanted] = [0, start];
	return lazyIterator(() => {
		if (stop !== undefined && wanted >= stop) return undefined;
		for (let item = drawNext(items, call.machine); item; item = drawNext(items, call.machine)) {
			position += 1;
			if (position - 1 < wanted) continue;
			wanted += step;
			return item;
		}
		return undefined;
	});
}

function accumulate(bound: Bound, call: LibraryCall): Value {
	const func = bound.get("func");
	const items = source(bound.get("iterable"), call);
	let total: Value | undefined;
	let first = bound.given("initial")?.value;
	return lazyIterator(() => {
		if (first) {
			[total, first] = [first, undefined];
			return total;
		}
		const item = drawNext(items, call.machine);
		if (!item) return undefined;
		if (!total) total = item;
		else if (func.kind === "none") total = call.machine.binary("+", total, item, call.args.origin);
		else total = callWith(func, [total, item], call);
		return total;
	});
}

const decided = (value: Value, call: LibraryCall): boolean =>
	call.machine.truth(value, call.args.origin) ?? vague("a condition that is not decided");

function takeWhile(bound: Bound, call: LibraryCall): Value {
	const items = source(bound.get("iterable"), call);
	let ended = false;
	return lazyIterator(() => {
		const item = ended ? undefined : drawNext(items, call.machine);
		if (item && decided(callWith(bound.get("predicate"), [item], call), call)) return item;
		ended = true;
		return undefined;
	});
}

function dropWhile(bound: Bound, call: LibraryCall): Value {
	const items = source(bound.get("iterable"), call);
	let started = false;
	return lazyIterator(() => {
		for (let item = drawNext(items, call.machine); item; item = drawNext(items, call.machine)) {
			started ||= !decided(callWith(bound.get("predicate"), [item], call), call);
			if (started) return item;
		}
		return undefined;
	});
}

function longest(bound: Bound, call: LibraryCall): Value {
	const columns = bound.rest.map(({ value }) => itemsOf(value, call, "zip_longest()"));
	const length = Math.max(0, ...columns.map((column) => column.length));
	const fill = bound.get("fillvalue");
	return rows(Array.from({ length }, (_, row) => columns.map((column) => column[row] ?? fill)));
}

function groupBy(bound: Bound, call: LibraryCall): Value {
	const key = bound.get("key");
	const groups: { key: Value; items: Value[] }[] = [];
	for (const item of itemsOf(bound.get("iterable"), call, "groupby()")) {
		const itemKey = key.kind === "none" ? item : callWith(key, [item], call);
		const last = groups.at(-1);
		const same = last && equal(last.key, itemKey);
		if (last && same === undefined) vague("keys that cannot be compared");
		if (last && same) last.items.push(item);
		else groups.push({ key: itemKey, items: [item] });
	}
	return finiteIterator(groups.map((group) => tuple([group.key, finiteIterator(group.items)])));
}

/** Rows of at most `size` items. */
function batched(bound: Bound, call: LibraryCall): Value {
	const items = itemsOf(bound.get("iterable"), call, "batched()");
	const size = intOf(bound.get("n"));
	return rows(
		Array.from({ length: Math.ceil(items.length / size) }, (_, row) => items.slice(row * size, (row + 1) * size)),
	);
}

const tee = (bound: Bound, call: LibraryCall): Value => {
	const items = itemsOf(bound.get("iterable"), call, "tee()");
	return tuple(Array.from({ length: intOf(bound.get("n")) }, () => finiteIterator(items)));
};

export const ITERTOOLS: readonly FunctionModel[] = [
	define("chain", "*iterables", (bound, call) => {
		const waiting = bound.rest.map(({ value }) => value);
		return chained(() => waiting.shift(), call);
	}),
	define("chain.from_iterable", "iterable", (bound, call) => {
		const outer = source(bound.get("iterable"), call);
		return chained(() => drawNext(outer, call.machine), call);
	}),
	define("product", "*iterables, repeat=1", product),
	combinatoric("combinations", (chosen, at) => at > (chosen.at(-1) ?? -1)),
	combinatoric("combinations_with_replacement", (chosen, at) => at >= (chosen.at(-1) ?? 0)),
	combinatoric("permutations", (chosen, at) => !chosen.includes(at)),
	define("repeat", "object, times=None", repeat),
	define("count", "start=0, step=1", count),
	define("cycle", "iterable", cycle),
	define("islice", "iterable, *bounds", slice),
	define("accumulate", "iterable, func=None, *, initial=None", accumulate),
	define("takewhile", "predicate, iterable", takeWhile),
	define("dropwhile", "predicate, iterable", dropWhile),
	define("filterfalse", "predicate, iterable", (bound, call) =>
		filter(bound.get("predicate"), bound.get("iterable"), false, call),
	),
	define("starmap", "func, iterable", (bound, call) => {
		const items = source(bound.get("iterable"), call);
		return lazyIterator(() => {
			const item = drawNext(items, call.machine);
			return item && callWith(bound.get("func"), itemsOf(item, call, "starmap()"), call);
		});
	}),
	define("zip_longest", "*iterables, fillvalue=None", longest),
	define("groupby", "iterable, key=None", groupBy),
	define("tee", "iterable, n=2", tee),
	define("pairwise", "iterable", (bound, call) => {
		const items = itemsOf(bound.get("iterable"), call, "pairwise()");
		return rows(items.slice(1).map((item, at) => [items[at] as Value, item]));
	}),
	define("batched", "iterable, n", batched),
	define("compress", "data, selectors", (bound, call) => {
		const selectors = itemsOf(bound.get("selectors"), call, "compress()");
		const data = itemsOf(bound.get("data"), call, "compress()");
		return finiteIterator(data.filter((_, at) => selectors[at] !== undefined && decided(selectors[at] as Value, call)));
	}),
];
