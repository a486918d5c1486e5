import type { DictValue, Value, World } from "../../domain";
import { dictFrom, type Machine } from "../../interpreter/api";

/** The user's objects that Keras finds by name: registered for the program, or in a scope. */
interface CustomObjects {
	readonly global: DictValue;
	scopes: readonly Value[];
}

const stateOf = (machine: Machine, world: World): CustomObjects =>
	machine.libraryState<CustomObjects>(`keras.custom-objects.${world}`, () => ({ global: dictFrom([]), scopes: [] }));

/** `keras.utils.get_custom_objects()`: the dict itself, which the program may change. */
export const globalObjects = (machine: Machine, world: World): DictValue => stateOf(machine, world).global;

export function enterScope(objects: Value, machine: Machine, world: World): void {
	const state = stateOf(machine, world);
	machine.journal.setField(state, "scopes", [...state.scopes, objects], (a, b) => (a.length >= b.length ? a : b));
}

export function leaveScope(machine: Machine, world: World): void {
	const state = stateOf(machine, world);
	machine.journal.setField(state, "scopes", state.scopes.slice(0, -1), (a) => a);
}

/** The user's object of that name; absent when there is none, `?` when some dict of objects is not known. */
export function customObject(name: string, machine: Machine, world: World): Value | undefined {
	const { global, scopes } = stateOf(machine, world);
	for (const objects of [...scopes].reverse().concat(global)) {
		if (objects.kind === "unknown") return objects;
		if (objects.kind !== "dict") continue;
		if (!objects.entries) return { kind: "unknown", why: objects.why ?? { text: "custom objects that are not known" } };
		const found = objects.entries.get(`s:${name}`);
		if (found) return found.value;
	}
	return undefined;
}

/** Whether the user's class or function can be found by some name; absent when that is not known. */
export function isRegistered(object: Value, machine: Machine, world: World): boolean | undefined {
	const { global, scopes } = stateOf(machine, world);
	const found = [...scopes, global].map((objects) => holds(objects, object));
	if (found.includes(true)) return true;
	return found.includes(undefined) ? undefined : false;
}

function holds(objects: Value, object: Value): boolean | undefined {
	if (objects.kind !== "dict" || !objects.entries) return objects.kind === "none" ? false : undefined;
	const values = [...objects.entries.values()].map(({ value }) => value);
	if (values.includes(object)) return true;
	return values.some(({ kind }) => kind === "unknown") ? undefined : false;
}

/** `register_keras_serializable`: the object is found by its package and name. */
export function registerObject(name: string, value: Value, machine: Machine, world: World): void {
	const { global } = stateOf(machine, world);
	if (!global.entries) return;
	const key = { kind: "str", value: name } as const;
	const entries = new Map(global.entries).set(`s:${name}`, { key, value });
	machine.journal.setField(global, "entries", entries, (a, b) => (a && b && a.size === b.size ? a : undefined));
}
