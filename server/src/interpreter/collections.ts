import { type DictEntry, type DictValue, joinEntries, joinValues, keyOf, type Value } from "../domain";
import type { Dict, Expr } from "../syntax/ast";
import type { Core } from "./core";
import type { Machine, Scope } from "./machine";
import { originOf } from "./origin";

export function makeDict(node: Dict, scope: Scope, core: Core): Value {
	const entries = new Map<string, DictEntry>();
	let known = true;
	node.values.forEach((valueNode, index) => {
		const keyNode = node.keys[index];
		const value = core.evaluate(valueNode, scope);
		if (!keyNode) {
			if (value.kind === "dict" && value.entries) for (const [key, entry] of value.entries) entries.set(key, entry);
			else known = false;
			return;
		}
		const keyValue = core.evaluate(keyNode, scope);
		rejectUnhashable(keyValue, keyNode, scope, core);
		const key = keyOf(keyValue);
		if (key === undefined) known = false;
		else entries.set(key, { key: keyValue, value });
	});
	const why = known ? undefined : { text: "a dict with an unknown key", origin: originOf(node, scope) };
	return { kind: "dict", entries: known ? entries : undefined, why };
}

/** Tensors and Python's own containers cannot be keys; a KerasTensor of Keras 3 can. */
function rejectUnhashable(key: Value, node: Expr, scope: Scope, core: Core): void {
	const isTensor =
		key.kind === "tensor" &&
		(key.flavor === "Tensor" || key.flavor === "ndarray" || (key.flavor === "KerasTensor" && key.world === "keras2"));
	if (!isTensor && key.kind !== "list" && key.kind !== "dict" && key.kind !== "set") return;
	const message = isTensor ? "a tensor cannot be a key: use x.ref()" : `a ${key.kind} cannot be a key`;
	const code = isTensor ? "invalid-layer-input" : "python-error";
	core.report({ code, exception: "TypeError", message }, originOf(node, scope));
}

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
		entries.set(key, { key: keyValue, value });
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
}

export function setEntries(target: Extract<Value, { kind: "dict" | "set" }>, entries: Entries, machine: Machine): void {
	machine.journal.setField(target as DictValue, "entries", entries, (a, b) => a && b && joinEntries(a, b));
}

/** A mutable container was handed to code that is not followed: its content is no longer known. */
export function forget(value: Value, machine: Machine): void {
	if (value.kind === "list") setItems(value, undefined, machine);
	if (value.kind === "dict" || value.kind === "set") setEntries(value, undefined, machine);
}
