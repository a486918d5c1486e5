import type { World } from "../../domain";
import type { Machine } from "../../interpreter/api";

/** Keras's `to_snake_case`: `Conv2D` -> `conv2d`, `ReLU` -> `re_lu`. */
export function toSnakeCase(name: string): string {
	return name
		.replace(/\W+/g, "")
		.replace(/(.)([A-Z][a-z]+)/g, "$1_$2")
		.replace(/([a-z])([A-Z])/g, "$1_$2")
		.toLowerCase();
}

/** The next automatic name for a prefix: `dense`, `dense_1`, …; Keras 2 and Keras 3 count apart. */
export function autoName(prefix: string, machine: Machine, world: World, countFromOne = false): string {
	const uid = nextUid(prefix, machine, world);
	if (countFromOne) return `${prefix}_${uid}`;
	return uid === 1 ? prefix : `${prefix}_${uid - 1}`;
}

/** The names that layers which a layer makes for itself take from those that come later. */
export function takeNames(
	prefixes: readonly string[],
	{ machine, world }: { readonly machine: Machine; readonly world: World },
): void {
	for (const prefix of prefixes) nextUid(prefix, machine, world);
}

/** `keras.backend.get_uid(prefix)`: 1, 2, … */
export function nextUid(prefix: string, machine: Machine, world: World): number {
	const state = machine.libraryState<Record<string, number>>(`keras.names.${world}`, () => ({}));
	const uid = (state[prefix] ?? 0) + 1;
	machine.journal.setField(state, prefix, uid, (a, b) => Math.max(a ?? 0, b ?? 0));
	return uid;
}

/** `keras.backend.clear_session()` starts the names anew. */
export function resetNames(machine: Machine, world: World): void {
	const state = machine.libraryState<Record<string, number>>(`keras.names.${world}`, () => ({}));
	for (const prefix of Object.keys(state))
		machine.journal.setField(state, prefix, 0, (a, b) => Math.max(a ?? 0, b ?? 0));
}
