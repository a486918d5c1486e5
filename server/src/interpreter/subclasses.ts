import { type ClassValue, type ListValue, library, list, type Value } from "../domain";
import { setItems } from "./collections";
import type { Machine } from "./machine";

const registryOf = (machine: Machine): WeakMap<Value, ListValue> =>
	machine.libraryState("interpreter.subclasses", () => new WeakMap<Value, ListValue>());

function subclassesOf(cls: Value, machine: Machine): ListValue {
	const registry = registryOf(machine);
	const known = registry.get(cls);
	if (known) return known;
	const fresh = list([]) as ListValue;
	registry.set(cls, fresh);
	return fresh;
}

/** Notes a new class with the classes that it derives from. */
export function noteSubclass(cls: ClassValue, machine: Machine): void {
	for (const base of cls.bases) {
		if (base.kind !== "class") continue;
		const { items } = subclassesOf(base, machine);
		setItems(subclassesOf(base, machine), items && [...items, cls], machine);
	}
}

/** `cls.__subclasses__`: called, it gives a list of its own. */
export const subclassesMethod = (cls: Value, machine: Machine): Value => ({
	kind: "partial",
	func: library("builtins.list", machine.world),
	args: [subclassesOf(cls, machine)],
	keywords: [],
});
