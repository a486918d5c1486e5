import {
	type DictEntry,
	type DictValue,
	int,
	joinEntries,
	joinValues,
	keyOf,
	type Origin,
	type SetValue,
	type Value,
} from "../domain";
import type { Dict } from "../syntax/ast";
import { writeAttributes } from "./attribute-dict";
import { libraryBase } from "./classes";
import type { Core } from "./core";
import { reportUnhashable } from "./hashing";
import type { Machine, Scope } from "./machine";
import { originOf } from "./origin";

export function makeDict(node: Dict, scope: Scope, core: Core): Value {
	const entries = new Map<string, DictEntry>();
	let known = true;
	node.values.forEach((valueNode, index) => {
		const keyNode = node.keys[index];
		const written = core.evaluate(valueNode, scope);
		const value = keyNode ? written : plainDict(written, originOf(node, scope), core);
		if (!keyNode) {
			if (value.kind === "dict" && value.entries) for (const entry of value.entries.values()) put(entries, entry);
			else known = false;
			return;
		}
		const keyValue = core.evaluate(keyNode, scope);
		reportUnhashable(keyValue, originOf(keyNode, scope), core);
		const key = keyOf(keyValue);
		if (key === undefined) known = false;
		else put(entries, { key: keyValue, value });
	});
	const why = known ? undefined : { text: "a dict with an unknown key", origin: originOf(node, scope) };
	return { kind: "dict", entries: known ? entries : undefined, why };
}

/** What an object of a subclass of `dict` holds. */
function plainDict(value: Value, origin: Origin, core: Core): Value {
	const base = value.kind === "instance" ? libraryBase(value.cls, core)?.value : undefined;
	return base?.name === "builtins.dict"
		? core.call(base, { positional: [{ value, origin }], keywords: [], origin })
		: value;
}

/** Writes an entry whose key is hashable: the key that was there first stays, as in Python. */
export function put(entries: Map<string, DictEntry>, { key, value }: DictEntry): void {
	const name = keyOf(key);
	if (name !== undefined) entries.set(name, { key: entries.get(name)?.key ?? key, value });
}

/**
 * The items of a set in the order in which CPython gives them; absent when that depends on hashes. Ints that are smaller
 * than the table stand in their own places.
 */
export function setOrder(value: SetValue): readonly Value[] | undefined {
	const items = value.entries && [...value.entries.values()].map(({ key }) => key);
	if (!items || items.length <= 1) return items;
	const table = items.length <= 4 ? 8 : 2 ** Math.ceil(Math.log2(2 * items.length + 1));
	const numbers = items.map((item) => (item.kind === "int" ? item.value : undefined));
	const isPlaced = numbers.every((number) => number !== undefined && number >= 0 && number < table);
	return isPlaced ? (numbers as number[]).sort((a, b) => a - b).map(int) : undefined;
}

/** The items in whatever order, of a set or of a list that was made of one; absent when they are not known. */
export function itemsInNoOrder(value: Value): readonly Value[] | undefined {
	if (value.kind === "list") return value.items ?? value.unordered;
	if (value.kind === "tuple") return value.items;
	return value.kind === "set" && value.entries ? [...value.entries.values()].map(({ key }) => key) : undefined;
}

type Elements = ReadonlyMap<string, DictEntry>;

const without = (a: Elements, b: Elements): Elements => new Map([...a].filter(([key]) => !b.has(key)));

const SET_ALGEBRA: Partial<Record<string, (a: Elements, b: Elements) => Elements>> = {
	"|": (a, b) => new Map([...b, ...a]),
	"&": (a, b) => new Map([...a].filter(([key]) => b.has(key))),
	"-": without,
	"^": (a, b) => new Map([...without(a, b), ...without(b, a)]),
};

export const SET_OPERATORS: ReadonlySet<string> = new Set(Object.keys(SET_ALGEBRA));

/** The elements of `a op b` for the operators of sets. */
export const combineSets = (op: string, a: Elements, b: Elements): Elements | undefined => SET_ALGEBRA[op]?.(a, b);

export function makeSet(items: readonly Value[]): Value {
	const entries = new Map<string, DictEntry>();
	for (const item of items) {
		const key = keyOf(item);
		if (key === undefined) return { kind: "set", entries: undefined, why: { text: "a set with an unknown element" } };
		entries.set(key, { key: item, value: item });
	}
	return { kind: "set", entries };
}

export function dictFrom(pairs: readonly (readonly [Value, Value])[]): DictValue {
	const entries = new Map<string, DictEntry>();
	for (const [keyValue, value] of pairs) {
		const key = keyOf(keyValue);
		if (key === undefined) return { kind: "dict", entries: undefined, why: { text: "a dict with an unknown key" } };
		put(entries, { key: keyValue, value });
	}
	return { kind: "dict", entries };
}

const joinItems = (a: readonly Value[] | undefined, b: readonly Value[] | undefined) =>
	a && b && a.length === b.length ? a.map((item, index) => joinValues(item, b[index] as Value)) : undefined;

type Items = readonly Value[] | undefined;
type Entries = ReadonlyMap<string, DictEntry> | undefined;

/** Replaces the content of a list; `undefined` when it is no longer known. */
export function setItems(target: Extract<Value, { kind: "list" }>, items: Items, machine: Machine): void {
	machine.journal.setField(target, "items", items, (a, b) => joinItems(a, b));
	if (target.unordered) machine.journal.setField(target, "unordered", undefined, (a, b) => (a === b ? a : undefined));
}

export function setEntries(target: Extract<Value, { kind: "dict" | "set" }>, entries: Entries, machine: Machine): void {
	if (target.kind === "dict" && target.attributesOf) {
		writeAttributes(target.attributesOf, entries, machine);
		return;
	}
	machine.journal.setField(target as DictValue, "entries", entries, (a, b) => a && b && joinEntries(a, b));
}

/** A mutable container was handed to code that is not followed: its content is no longer known. */
export function forget(value: Value, machine: Machine): void {
	if (value.kind === "unknown") {
		for (const each of value.oneOf ?? []) forget(each, machine);
		if (value.within) forgetItems(value.within, machine);
	}
	if (value.kind === "list") setItems(value, undefined, machine);
	if (value.kind === "tensor" && value.flavor === "ndarray" && value.content) forget(value.content, machine);
	if (value.kind === "dict" || value.kind === "set") setEntries(value, undefined, machine);
}

/** Something was done to one item of a container, and it is not known to which. */
export function forgetItems(container: Value, machine: Machine): void {
	if (container.kind === "dict" && container.missing) forget(container, machine);
	for (const item of knownItems(container)) if (item.kind !== "unknown") forget(item, machine);
}

/** The items of a list or tuple, the values of a dict, as far as they are known. */
export function knownItems(container: Value): readonly Value[] {
	if (container.kind === "list" || container.kind === "tuple") return container.items ?? [];
	return container.kind === "dict" ? [...(container.entries?.values() ?? [])].map(({ value }) => value) : [];
}
