import { type LibraryValue, type Origin, unknown, type Value } from "../domain";
import type { Core } from "./core";
import { override } from "./overrides";

/*
 * What a program assigns to names of a library. A module of a library may be there under several names, of which only
 * one is changed; a class of a library is described by its model, which knows nothing of the change.
 */

/** TensorFlow's `keras` may be another module than `keras` itself. */
const keyOf = ({ world, viaTensorflow, name: module }: LibraryValue, name: string): string =>
	`${world}${viaTensorflow ? "-tensorflow" : ""} ${module}.${name}`;

/** Attributes of a class that change nothing of what its objects do. */
const COSMETIC = new Set(["__doc__", "__name__", "__qualname__", "__module__", "__repr__", "__str__"]);

/** Assigns to an attribute of a module or class of a library. */
export function patch(owner: LibraryValue, name: string, value: Value, core: Core): void {
	override(core.patched, keyOf(owner, name), value, core.journal);
	const isClass = core.registry.find(owner.name, owner.world)?.kind === "class";
	if (isClass && !COSMETIC.has(name)) {
		const changed = unknown({ text: `the program changes ${owner.name}.${name}` });
		core.journal.setEntry(core.patchedClasses, `${owner.world} ${owner.name}`, changed);
	}
}

/** What the program assigned to an attribute of a library, as an attribute or as an import reads it. */
export function patchOf(
	owner: LibraryValue,
	name: string,
	how: "attribute" | "import",
	origin: Origin,
	core: Core,
): Value | undefined {
	if (core.patched.values.size === 0) return undefined;
	const viaTensorflow = owner.viaTensorflow === true;
	const own = core.patched.values.get(keyOf(owner, name));
	if (own && (how === "attribute" || !viaTensorflow)) return own;
	const other = core.patched.values.get(keyOf({ ...owner, viaTensorflow: !viaTensorflow }, name));
	if (!own && !other) return undefined;
	return unknown({ text: `the program replaces ${owner.name}.${name}, perhaps in another module`, origin });
}

/** A `?` that says why the objects of a class may do something else than the library says; absent when the program left it alone. */
export function changeOf(cls: Value, core: Core): Value | undefined {
	if (core.patchedClasses.size === 0) return undefined;
	for (const each of core.mro(cls)) {
		if (each.kind !== "library") continue;
		const model = core.registry.find(each.name, each.world);
		const bases = model?.kind === "class" ? (model.bases ?? []) : [];
		for (const name of [each.name, ...bases]) {
			const change = core.patchedClasses.get(`${each.world} ${name}`);
			if (change) return change;
		}
	}
	return undefined;
}
