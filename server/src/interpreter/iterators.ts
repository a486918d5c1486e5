import type { InstanceValue, IteratorValue, ListValue, Origin, Value } from "../domain";
import { int, NONE } from "../domain";
import { syntheticArguments } from "./arguments";
import { libraryBase } from "./classes";
import { iterateKnown } from "./iterate";
import type { Machine } from "./machine";
import { limited, Raised, raise, vague } from "./signals";

/** Makes the next item; absent at the end. `sent` is what a generator's `yield` gives. */
export type Pull = (sent: Value) => Value | undefined;

/**
 * Where a lazy iterator's items come from. It cannot be rewound as the journal rewinds everything else: when `drawn`
 * differs from the iterator's index, an arm of a branch drew from it that was taken back, and it cannot go on.
 */
interface Source {
	readonly tag: "source";
	drawn: number;
	running: boolean;
	readonly pull: Pull;
	readonly control?: GeneratorControl | undefined;
	readonly origin?: IteratorOrigin | undefined;
}

/** What a library knows of the items of an iterator beyond what it can count. */
export interface IteratorOrigin {
	/** What they are drawn from. */
	readonly of?: Value | undefined;
	/** Where the next item is asked for, when that is not where the iterator was made. */
	askedAt?: Origin | undefined;
	/** What an item is like when it is not known whether there is another one; absent when not even that is known. */
	likely(): Value | undefined;
}

/** What only the body of a generator has. */
export interface GeneratorControl {
	/** What it returned at its end. */
	result(): Value;
	/** Raises where it is suspended: the next item, absent at the end. */
	raise(raised: Raised): Value | undefined;
}

const MAX_ITEMS = 20_000;

/** An iterator that asks `pull` for each item when it is drawn. */
export function lazyIterator(pull: Pull, control?: GeneratorControl, origin?: IteratorOrigin): IteratorValue {
	const source: Source = { tag: "source", drawn: 0, running: false, pull, control, origin };
	return { kind: "iterator", items: [], index: 0, source };
}

/** What a library says of where the items of an iterator come from. */
export const originOfItems = (iterator: IteratorValue): IteratorOrigin | undefined =>
	(iterator.source as Source | undefined)?.origin;

/** An item of an iterator of which it is not known whether it has more. */
export const likelyItem = (iterator: IteratorValue): Value | undefined => originOfItems(iterator)?.likely();

export const finiteIterator = (items: readonly Value[]): IteratorValue => ({ kind: "iterator", items, index: 0 });

/** Python's `next`: absent at the end; `vague` when what comes next is not known. */
export function drawNext(iterator: IteratorValue, machine: Machine, sent: Value = NONE): Value | undefined {
	if (iterator.index < 0) vague("an iterator that was advanced on one path only");
	if (!iterator.source) {
		const item = iterator.items[iterator.index];
		if (item) advance(iterator, machine);
		return item;
	}
	return drawFrom(iterator, machine, (source) => source.pull(sent));
}

function drawFrom(iterator: IteratorValue, machine: Machine, draw: (source: Source) => Value | undefined) {
	const source = iterator.source as Source;
	if (source.running) vague("a generator that asks itself");
	if (source.drawn !== iterator.index) vague("an iterator that was advanced on one path only");
	machine.step();
	source.drawn += 1;
	advance(iterator, machine);
	source.running = true;
	try {
		return draw(source);
	} finally {
		source.running = false;
	}
}

/** What a generator returned at its end. */
export const generatorResult = (iterator: IteratorValue): Value =>
	(iterator.source as Source | undefined)?.control?.result() ?? NONE;

/** Raises in a generator's body where it is suspended; gives its next item, absent at the end. */
export function raiseInside(iterator: IteratorValue, raised: Raised, machine: Machine): Value | undefined {
	return drawFrom(iterator, machine, ({ control }) => (control ?? vague("no generator")).raise(raised));
}

function advance(iterator: IteratorValue, machine: Machine, by = 1): void {
	machine.journal.setField(iterator, "index", iterator.index + by, (a, b) => (a === b ? a : -1));
}

/** The values that iterating gives, in order; absent when they are not known. */
export function iterate(value: Value, origin: Origin, machine: Machine): readonly Value[] | undefined {
	if (value.kind !== "iterator" && value.kind !== "instance") return iterateKnown(value, origin, machine);
	const known = value.kind === "instance" ? itemsOfLibrary(value, origin, machine) : undefined;
	if (known) return known;
	const iterator = iteratorOf(value, origin, machine);
	return iterator && drain(iterator, machine);
}

/** All items of an object of a library's, which may hold more of them than it gives one by one. */
export function itemsOfLibrary(value: InstanceValue, origin: Origin, machine: Machine): readonly Value[] | undefined {
	return libraryBase(value.cls, machine)?.model.iterator ? iterateKnown(value, origin, machine) : undefined;
}

/** The items that are left, each drawn when the one before was used. */
export function* drawAll(iterator: IteratorValue, machine: Machine): Generator<Value, undefined> {
	for (let item = drawNext(iterator, machine); item; item = drawNext(iterator, machine)) yield item;
	return undefined;
}

/** All items that are left. */
function drain(iterator: IteratorValue, machine: Machine): readonly Value[] {
	if (!iterator.source && iterator.index >= 0) {
		const rest = iterator.items.slice(iterator.index);
		if (rest.length > 0) advance(iterator, machine, rest.length);
		return rest;
	}
	const items: Value[] = [];
	for (let item = drawNext(iterator, machine); item; item = drawNext(iterator, machine)) {
		items.push(item);
		if (items.length > MAX_ITEMS) limited(`an iterator is not followed beyond ${MAX_ITEMS} items`);
	}
	return items;
}

/** Python's `iter`; absent when the items are not known. */
export function iteratorOf(value: Value, origin: Origin, machine: Machine): IteratorValue | undefined {
	if (value.kind === "iterator") return value;
	if (value.kind === "list") return value.items && listIterator(value);
	if (value.kind === "instance") {
		const own =
			instanceIterator(value, origin, machine) ??
			libraryBase(value.cls, machine)?.model.iterator?.(value, machine, origin);
		if (own) return own;
	}
	const items = iterateKnown(value, origin, machine);
	return items && finiteIterator(items);
}

/** A list may grow while it is iterated over. */
function listIterator(list: ListValue): IteratorValue {
	let at = -1;
	return lazyIterator(() => {
		at += 1;
		return (list.items ?? vague("a list whose length is not known"))[at];
	});
}

/** Objects with an `__iter__`, or a `__getitem__`, of the user's. */
function instanceIterator(self: InstanceValue, origin: Origin, machine: Machine): IteratorValue | undefined {
	const method = (name: string): Value | undefined => {
		const found = machine.mro(self).find((each) => each.kind === "class" && each.attrs.has(name));
		return found?.kind === "class" ? found.attrs.get(name) : undefined;
	};
	const ask = (func: Value, ...values: Value[]) => machine.call(func, syntheticArguments([self, ...values], origin));
	const iter = method("__iter__");
	if (iter) {
		const made = ask(iter);
		if (made.kind === "iterator") return made;
		return made.kind === "instance" ? nextIterator(made, origin, machine) : undefined;
	}
	const getItem = method("__getitem__");
	if (!getItem || libraryBase(self.cls, machine)) return undefined;
	let at = -1;
	return lazyIterator(() => {
		at += 1;
		return until("IndexError", () => ask(getItem, int(at)), machine);
	});
}

function nextIterator(self: InstanceValue, origin: Origin, machine: Machine): IteratorValue | undefined {
	const next = machine.findAttribute(self, "__next__", origin);
	if (next?.kind !== "method" || !next.func) return undefined;
	return lazyIterator(() => until("StopIteration", () => machine.call(next, syntheticArguments([], origin)), machine));
}

/** What only gives iterators is none itself. */
function rejectNoIterator(self: InstanceValue, machine: Machine): never {
	const model = libraryBase(self.cls, machine)?.model;
	if (!model?.iterator) return vague("the next item is not known");
	const message = `a ${model.name.slice(model.name.lastIndexOf(".") + 1)} is no iterator: iter() makes one of it`;
	return raise({ code: "python-error", exception: "TypeError", message });
}

/** A `__next__` of the user's that Python's `next` was given. */
export function nextOfInstance(self: InstanceValue, origin: Origin, machine: Machine): Value | undefined {
	const iterator = nextIterator(self, origin, machine) ?? rejectNoIterator(self, machine);
	return drawNext(iterator, machine);
}

/** The value of `run`; absent when the exception that ends an iteration is raised. */
function until(exception: string, run: () => Value, machine: Machine): Value | undefined {
	const outcome = machine.trap(run, exception);
	return outcome instanceof Raised ? undefined : outcome;
}
