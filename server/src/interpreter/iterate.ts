import { type Origin, str, type Value } from "../domain";
import { libraryBase } from "./classes";
import { setOrder } from "./collections";
import type { Machine } from "./machine";

/** The values that iterating over a container of Python's or of a library gives; absent when they are not known. */
export function iterateKnown(value: Value, origin: Origin, machine: Machine): readonly Value[] | undefined {
	switch (value.kind) {
		case "tuple":
		case "list":
			return value.items;
		case "set":
			return setOrder(value);
		case "dict":
			return value.entries && [...value.entries.values()].map((entry) => entry.key);
		case "str":
			return value.value === undefined ? undefined : [...value.value].map(str);
		case "instance": {
			const base = libraryBase(value.cls, machine);
			return base?.model.iterate?.(value, machine, origin);
		}
		default:
			return machine.registry.typeOf(value)?.iterate?.(value, machine, origin);
	}
}
