import { keyOf, list, type Origin, str, tuple, unknown, unknownBecause, type Value } from "../domain";
import { alternativesOf } from "./alternatives";
import { forget, put, setEntries, setItems } from "./collections";
import { reportUnhashable, requireHash } from "./hashing";
import type { Machine } from "./machine";
import { raise } from "./signals";
import { callSpecial } from "./special-methods";

export function getItem(object: Value, at: Value, origin: Origin, machine: Machine): Value {
	const own = callSpecial(object, "__getitem__", [at], origin, machine);
	if (own) return own;
	const values = alternativesOf(object);
	if (values) return machine.choose(values, origin, (each) => machine.getItem(each, at, origin));
	const type = machine.registry.typeOf(object);
	// A generic class with its parameters makes the same objects.
	if (object.kind === "class" && !type?.getItem) return object;
	const index = callSpecial(at, "__index__", [], origin, machine) ?? at;
	if (type?.getItem) {
		const read = type.getItem;
		return machine.guard(origin, () => read(object, index, machine, origin));
	}
	return machine.guard(origin, () => builtinItem(object, index, origin));
}

function builtinItem(object: Value, index: Value, origin: Origin): Value {
	if (object.kind === "tuple" || object.kind === "list") {
		if (!object.items) {
			const why = object.kind === "list" ? object.why : undefined;
			return unknown(why ?? { text: "an item of a list that is not known", origin });
		}
		if (index.kind === "slice") return sliceSequence(object, object.items, index, origin);
		return sequenceItem(object.items, index, origin, object.kind);
	}
	if (object.kind === "str" && object.value !== undefined) {
		if (index.kind === "slice") {
			const picked = sliceItems([...object.value], index);
			return picked ? str(picked.join("")) : { kind: "str" };
		}
		const at = index.kind === "int" ? index.value : undefined;
		if (at === undefined) return { kind: "str" };
		const character = [...object.value].at(at);
		if (character !== undefined) return str(character);
		raise({ code: "python-error", exception: "IndexError", message: `string index ${at} is out of range` });
	}
	if (object.kind === "dict") return dictItem(object, index, origin);
	if (UNSUBSCRIPTABLE.has(object.kind)) {
		raise({ code: "python-error", exception: "TypeError", message: `a value of type ${object.kind} has no items` });
	}
	return unknownBecause("an item of a value that is not followed", origin);
}

const UNSUBSCRIPTABLE: ReadonlySet<Value["kind"]> = new Set(["none", "int", "float", "bool", "function"]);

function sequenceItem(items: readonly Value[], index: Value, origin: Origin, kind: string): Value {
	if (index.kind === "tensor" && index.flavor === "KerasTensor")
		raise({
			code: "invalid-layer-input",
			exception: "TypeError",
			message: `the index of a ${kind} must be an int: a KerasTensor has no value`,
		});
	const at = indexOf(index);
	if (NO_INDEX.has(index.kind)) {
		const message = `${kind} indices must be integers or slices, found a value of type ${index.kind}`;
		raise({ code: "python-error", exception: "TypeError", message });
	}
	if (at === undefined) return { ...unknown({ text: "an index that is not known", origin }), within: tuple(items) };
	const item = items.at(at);
	if (item) return item;
	raise({ code: "python-error", exception: "IndexError", message: `${kind} index ${at} is out of range` });
}

/** What Python's `__index__` gives: of ints, bools, and of scalars of a library whose value is known. */
function indexOf(index: Value): number | undefined {
	if (index.kind === "bool") return index.value === undefined ? undefined : Number(index.value);
	const scalar = index.kind === "tensor" && index.flavor !== "KerasTensor" ? index.content : index;
	return scalar?.kind === "int" ? scalar.value : undefined;
}

/** Kinds that index no sequence. */
const NO_INDEX: ReadonlySet<Value["kind"]> = new Set(["none", "str", "float", "tuple", "list", "dict", "ellipsis"]);

function sliceSequence(
	object: Value,
	items: readonly Value[],
	index: Extract<Value, { kind: "slice" }>,
	origin: Origin,
): Value {
	const picked = sliceItems(items, index);
	if (!picked) return unknownBecause("a slice with bounds that are not known", origin);
	if (object.kind === "list") return list(picked);
	if (object.kind !== "tuple") return tuple(picked);
	return { ...tuple(picked), isShape: object.isShape, view: object.view };
}

function dictItem(object: Extract<Value, { kind: "dict" }>, index: Value, origin: Origin): Value {
	requireHash(index);
	const key = keyOf(index);
	if (!object.entries || key === undefined)
		return { ...unknown({ text: "an entry of a dict that is not known", origin }), within: object };
	const entry = object.entries.get(key);
	if (entry) return entry.value;
	if (object.missing) return unknownBecause("what a dict gives for a key that it lacks", origin);
	raise({ code: "python-error", exception: "KeyError", message: "the dict has no such key" });
}

/** The bounds of a slice over `length` items as CPython normalises them; absent when not known. */
export function sliceBounds(
	slice: Extract<Value, { kind: "slice" }>,
	length: number,
): { start: number; stop: number; step: number } | undefined {
	const numbers = [slice.lower, slice.upper, slice.step].map((bound) => {
		if (bound.kind === "none") return null;
		if (bound.kind === "float" || bound.kind === "str")
			raise({ code: "python-error", exception: "TypeError", message: `a slice has a bound of type ${bound.kind}` });
		return indexOf(bound);
	});
	if (numbers.includes(undefined)) return undefined;
	const [lower, upper, givenStep] = numbers as (number | null)[];
	const step = givenStep ?? 1;
	if (step === 0) raise({ code: "python-error", exception: "ValueError", message: "slice step cannot be zero" });
	const clamp = (value: number): number => {
		const at = value < 0 ? value + length : value;
		return step > 0 ? Math.min(Math.max(at, 0), length) : Math.min(Math.max(at, -1), length - 1);
	};
	const start = lower === null || lower === undefined ? (step > 0 ? 0 : length - 1) : clamp(lower);
	const stop = upper === null || upper === undefined ? (step > 0 ? length : -1) : clamp(upper);
	return { start, stop, step };
}

export function sliceItems<T>(items: readonly T[], slice: Extract<Value, { kind: "slice" }>): T[] | undefined {
	const bounds = sliceBounds(slice, items.length);
	if (!bounds) return undefined;
	const picked: T[] = [];
	for (let at = bounds.start; bounds.step > 0 ? at < bounds.stop : at > bounds.stop; at += bounds.step) {
		picked.push(items[at] as T);
	}
	return picked;
}

export function setItem(object: Value, index: Value, value: Value, origin: Origin, machine: Machine): void {
	if (callSpecial(object, "__setitem__", [index, value], origin, machine)) return;
	if (object.kind === "unknown") forget(object, machine);
	const type = machine.registry.typeOf(object);
	if (type?.setItem) {
		const write = type.setItem;
		machine.guard(origin, () => {
			write(object, index, value, machine);
			return object;
		});
		return;
	}
	if (object.kind === "list") {
		const items = object.items && assigned(object.items, index, value, machine);
		setItems(object, items, machine);
		return;
	}
	if (object.kind === "dict") {
		reportUnhashable(index, origin, machine);
		const key = keyOf(index);
		if (!object.entries || key === undefined) {
			forget(object, machine);
			return;
		}
		const entries = new Map(object.entries);
		put(entries, { key: index, value });
		setEntries(object, entries, machine);
	}
}

/** The items of a list after `items[index] = value`; absent when not known. */
function assigned(items: readonly Value[], index: Value, value: Value, machine: Machine): readonly Value[] | undefined {
	if (index.kind === "slice") {
		const bounds = sliceBounds(index, items.length);
		const fresh = machine.iterate(value, { path: "", start: 0, end: 0 });
		if (!bounds || !fresh) return undefined;
		const { start, stop, step } = bounds;
		if (step === 1) return items.toSpliced(start, Math.max(0, stop - start), ...fresh);
		const places = sliceItems([...items.keys()], index) ?? [];
		if (places.length !== fresh.length) return undefined;
		return items.map((item, at) => (places.includes(at) ? (fresh[places.indexOf(at)] as Value) : item));
	}
	const at = positionOf(index, items.length);
	return at === undefined ? undefined : items.with(at, value);
}

/** The place in a sequence that an index means; absent when it is not known, or out of range. */
function positionOf(index: Value, length: number): number | undefined {
	const at = index.kind === "bool" ? Number(index.value) : index.kind === "int" ? index.value : undefined;
	if (at === undefined || at >= length || at < -length) return undefined;
	return at < 0 ? at + length : at;
}

export function deleteItem(object: Value, index: Value, origin: Origin, machine: Machine): void {
	if (callSpecial(object, "__delitem__", [index], origin, machine)) return;
	const type = machine.registry.typeOf(object);
	if (type?.deleteItem) {
		type.deleteItem(object, index, machine);
		return;
	}
	const key = keyOf(index);
	if (object.kind === "dict" && object.entries && key !== undefined) {
		const entries = new Map(object.entries);
		entries.delete(key);
		setEntries(object, entries, machine);
	} else if (object.kind === "list" && object.items) {
		setItems(object, remaining(object.items, index), machine);
	} else {
		forget(object, machine);
	}
}

/** The items of a list after `del items[index]`; absent when not known. */
function remaining(items: readonly Value[], index: Value): readonly Value[] | undefined {
	if (index.kind === "slice") {
		const gone = sliceItems([...items.keys()], index);
		return gone && items.filter((_, at) => !gone.includes(at));
	}
	const at = positionOf(index, items.length);
	return at === undefined ? undefined : items.toSpliced(at, 1);
}
