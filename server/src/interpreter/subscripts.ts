import { keyOf, list, type Origin, str, tuple, unknown, unknownBecause, type Value } from "../domain";
import { forget, setEntries, setItems } from "./collections";
import type { Machine } from "./machine";
import { raise } from "./signals";

export function getItem(object: Value, index: Value, origin: Origin, machine: Machine): Value {
	const type = machine.registry.typeOf(object);
	if (type?.getItem) {
		const read = type.getItem;
		return machine.guard(origin, () => read(object, index, machine, origin));
	}
	return machine.guard(origin, () => builtinItem(object, index, origin, machine));
}

function builtinItem(object: Value, index: Value, origin: Origin, machine: Machine): Value {
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
		return at === undefined ? { kind: "str" } : str(object.value.at(at) ?? "");
	}
	if (object.kind === "dict") return dictItem(object, index, origin);
	if (object.kind === "instance" && object.cls.kind === "class") {
		const method = machine.findAttribute(object, "__getitem__", origin);
		if (method?.kind === "method" && method.func) {
			return machine.call(method, { positional: [{ value: index, origin }], keywords: [], origin });
		}
	}
	if (UNSUBSCRIPTABLE.has(object.kind)) {
		raise({ code: "python-error", exception: "TypeError", message: `a value of type ${object.kind} has no items` });
	}
	return unknownBecause("an item of a value that is not followed", origin);
}

const UNSUBSCRIPTABLE: ReadonlySet<Value["kind"]> = new Set(["none", "int", "float", "bool", "function"]);

function sequenceItem(items: readonly Value[], index: Value, origin: Origin, kind: string): Value {
	if (index.kind === "bool" && index.value !== undefined) return items[Number(index.value)] as Value;
	if (index.kind !== "int" || index.value === undefined) return unknownBecause("an index that is not known", origin);
	const item = items.at(index.value);
	if (item) return item;
	raise({ code: "python-error", exception: "IndexError", message: `${kind} index ${index.value} is out of range` });
}

function sliceSequence(
	object: Value,
	items: readonly Value[],
	index: Extract<Value, { kind: "slice" }>,
	origin: Origin,
): Value {
	const picked = sliceItems(items, index);
	if (!picked) return unknownBecause("a slice with bounds that are not known", origin);
	if (object.kind === "list") return list(picked);
	return object.kind === "tuple" && object.isShape ? { ...tuple(picked), isShape: true } : tuple(picked);
}

function dictItem(object: Extract<Value, { kind: "dict" }>, index: Value, origin: Origin): Value {
	const key = keyOf(index);
	if (!object.entries || key === undefined) return unknownBecause("an entry of a dict that is not known", origin);
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
		return bound.kind === "int" && bound.value !== undefined ? bound.value : undefined;
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

export function setItem(object: Value, index: Value, value: Value, machine: Machine): void {
	const type = machine.registry.typeOf(object);
	if (type?.setItem) return type.setItem(object, index, value, machine);
	if (object.kind === "list") {
		const at = index.kind === "int" ? index.value : undefined;
		if (!object.items || at === undefined || object.items.at(at) === undefined) {
			forget(object, machine);
			return;
		}
		const position = at < 0 ? at + object.items.length : at;
		setItems(object, object.items.with(position, value), machine);
		return;
	}
	if (object.kind === "dict") {
		const key = keyOf(index);
		if (!object.entries || key === undefined) forget(object, machine);
		else setEntries(object, new Map(object.entries).set(key, { key: index, value }), machine);
	}
}

export function deleteItem(object: Value, index: Value, machine: Machine): void {
	const type = machine.registry.typeOf(object);
	if (type?.deleteItem) return type.deleteItem(object, index, machine);
	const key = keyOf(index);
	if (object.kind === "dict" && object.entries && key !== undefined) {
		const entries = new Map(object.entries);
		entries.delete(key);
		setEntries(object, entries, machine);
	} else if (object.kind === "list" && object.items && index.kind === "int" && index.value !== undefined) {
		const position = index.value < 0 ? index.value + object.items.length : index.value;
		setItems(object, object.items.toSpliced(position, 1), machine);
	} else {
		forget(object, machine);
	}
}
