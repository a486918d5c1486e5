import { type Origin, str, type Value } from "../domain";
import { libraryBase } from "./classes";
import type { Machine } from "./machine";

/** The values that iterating gives, in order; absent when they are not known. */
export function iterate(value: Value, origin: Origin, machine: Machine): readonly Value[] | undefined {
	switch (value.kind) {
		case "tuple":
		case "list":
			return value.items;
		case "dict":
		case "set":
			return value.entries && [...value.entries.values()].map((entry) => entry.key);
		case "str":
			return value.value === undefined ? undefined : [...value.value].map(str);
		case "iterator": {
			const rest = value.items.slice(value.index);
			machine.journal.setField(value, "index", value.items.length, (a, b) => Math.max(a, b));
			return rest;
		}
		case "instance": {
			const base = libraryBase(value.cls, machine);
			return base?.model.iterate?.(value, machine);
		}
		default:
			return machine.registry.typeOf(value)?.iterate?.(value, machine, origin);
	}
}
