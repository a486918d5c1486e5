import {
	type InstanceValue,
	type LibraryValue,
	NONE,
	type Origin,
	type Problem,
	str,
	tuple,
	unknown,
	unknownBecause,
	type Value,
} from "../domain";
import { syntheticArguments } from "./arguments";
import { classOf, hasUnknownBase, libraryBase } from "./classes";
import type { Core } from "./core";
import type { LibraryModel } from "./machine";

/** Reads an attribute; a certainly missing one is reported as AttributeError. */
export function getAttribute(object: Value, name: string, origin: Origin, core: Core): Value {
	const value = core.guard(origin, () => {
		const found = core.findAttribute(object, name, origin);
		if (found) return found;
		core.report({ exception: "AttributeError", ...missingAttribute(object, name, core) }, origin);
		return unknownBecause(`there is no attribute ${name}`, origin);
	});
	return value;
}

/** A name that a library certainly lacks is worth a finding; a missing attribute of the user's own is Python's to report. */
export function missingAttribute(object: Value, name: string, core: Core): Pick<Problem, "code" | "message"> {
	if (object.kind !== "library") return { code: "python-error", message: `there is no attribute ${name}` };
	const version = object.name.startsWith("keras") && object.world === core.world ? ` ${core.versions.keras}` : "";
	return { code: "unknown-library-name", message: `${object.name}${version} has no ${name}` };
}

export function findAttribute(object: Value, name: string, origin: Origin, core: Core): Value | undefined {
	switch (object.kind) {
		case "unknown":
			return unknownBecause(`attribute ${name} of a value that is not known`, origin);
		case "library":
			return libraryAttribute(object, name, origin, core);
		case "module":
			return object.attrs.get(name) ?? unknownBecause(`${object.name} has no ${name} that is known`, origin);
		case "instance":
			return instanceAttribute(object, name, origin, core);
		case "class":
			return classAttribute(object, name, origin, core);
		case "super":
			return superAttribute(object.after, object.self, name, origin, core);
		default:
			return typeAttribute(object, name, origin, core);
	}
}

function libraryAttribute(owner: LibraryValue, name: string, origin: Origin, core: Core): Value | undefined {
	const patch = core.patched.size > 0 ? core.patched.get(patchKey(owner, name)) : undefined;
	if (patch) return patch;
	const found = core.registry.canonical(`${owner.name}.${name}`, owner.world);
	const followed = core.followed(found.name, found.world);
	if (followed) return followed;
	const value = owner.viaTensorflow ? { ...found, viaTensorflow: true } : found;
	const model = shown(core.registry.find(value.name, value.world), value);
	if (model?.kind === "constant") return model.value(core, value.world);
	if (model || core.registry.isModule(value.name)) return value;
	if (name === "__name__") return str(owner.name.split(".").at(-1) ?? owner.name);
	const why = core.registry.missing(value.name, value.world, value.viaTensorflow);
	return why && unknown({ ...why, origin });
}

/** What Keras 3 keeps for `tf.keras` alone is not to be seen from `keras`. */
const shown = (model: LibraryModel | undefined, value: LibraryValue): LibraryModel | undefined =>
	model?.legacy === true && value.world === "keras3" && !value.viaTensorflow ? undefined : model;

function instanceAttribute(self: InstanceValue, name: string, origin: Origin, core: Core): Value | undefined {
	if (name === "__class__") return self.cls;
	if (name === "__dict__") return exposeAttributes(self, origin, core);
	if (userAttribute(self.cls, "__getattribute__", core))
		return unknownBecause(`${name} comes from __getattribute__`, origin);
	const fromClass = userAttribute(self.cls, name, core);
	if (fromClass?.kind === "descriptor" && fromClass.flavor === "property")
		return bindAttribute(fromClass, self, origin, core);
	const own = self.attrs.get(name);
	if (own) return own;
	const exposed = self.attrs.get("__dict__");
	if (exposed && (!fromClass || isPlain(fromClass))) return exposed;
	if (fromClass) return bindAttribute(fromClass, self, origin, core);
	const base = libraryBase(self.cls, core);
	if (base) {
		if (base.model.methods?.[name]) return { kind: "method", self, name };
		return base.model.attribute?.(self, name, core, origin);
	}
	if (hasUnknownBase(self.cls, core)) return unknownBecause(`attribute ${name} of an unknown base class`, origin);
	return userAttribute(self.cls, "__getattr__", core)
		? unknownBecause(`${name} comes from __getattr__`, origin)
		: undefined;
}

/** Looks a name up in the user classes of a method resolution order. */
function userAttribute(cls: Value, name: string, core: Core, after?: Value): Value | undefined {
	let order = core.mro(cls);
	if (after) order = order.slice(order.indexOf(after) + 1);
	for (const each of order) {
		if (each.kind === "class") {
			const value = each.attrs.get(name);
			if (value) return value;
		}
	}
	return undefined;
}

/** Python's descriptor protocol for functions, properties, static and class methods. */
function bindAttribute(value: Value, self: Value, origin: Origin, core: Core): Value {
	if (value.kind === "function") return { kind: "method", self, name: value.name, func: value };
	if (value.kind !== "descriptor") return value;
	if (value.flavor === "staticmethod") return value.func;
	if (value.flavor === "classmethod") return { kind: "method", self: classOf(self), name: "", func: value.func };
	return core.call(value.func, { positional: [{ value: self, origin }], keywords: [], origin });
}

function classAttribute(cls: Extract<Value, { kind: "class" }>, name: string, origin: Origin, core: Core): Value {
	if (name === "__name__") return str(cls.name);
	if (name === "__bases__") return tuple(cls.bases);
	const value = userAttribute(cls, name, core);
	if (value?.kind === "descriptor" && value.flavor !== "property") return bindAttribute(value, cls, origin, core);
	// The members of an Enum are not the values that were written.
	if (value && isPlain(value) && hasUnknownBase(cls, core))
		return unknownBecause(`${name} of a class with an unknown base`, origin);
	if (value) return value;
	const base = libraryBase(cls, core);
	const fromLibrary = base && libraryAttribute(base.value, name, origin, core);
	return fromLibrary ?? unknownBecause(`class attribute ${name} is not known`, origin);
}

const isPlain = (value: Value): boolean =>
	value.kind !== "function" && value.kind !== "class" && value.kind !== "descriptor";

function superAttribute(after: Value, self: Value, name: string, origin: Origin, core: Core): Value {
	const value = userAttribute(classOf(self), name, core, after);
	if (value) return bindAttribute(value, self, origin, core);
	const base = libraryBase(classOf(self), core);
	if (base) return { kind: "method", self, name };
	if (name === "__init__") return { kind: "method", self: NONE, name: "__init__" };
	return unknownBecause(`super().${name} is not known`, origin);
}

function typeAttribute(object: Value, name: string, origin: Origin, core: Core): Value | undefined {
	if (object.kind === "function") {
		const own = object.attrs.get(name);
		if (own) return own;
		if (name === "__name__") return str(object.name);
	}
	const type = core.registry.typeOf(object);
	if (!type && object.kind === "none" && !name.startsWith("__")) return undefined;
	if (!type) return unknownBecause(`attribute ${name} is not known`, origin);
	if (type.methods?.[name]) return { kind: "method", self: object, name };
	if (type.attribute) return type.attribute(object, name, core, origin);
	return unknownBecause(`attribute ${name} is not modelled`, origin);
}

export function setAttribute(object: Value, name: string, value: Value, core: Core): void {
	if (object.kind === "instance") setInstanceAttribute(object, name, value, core);
	else if (object.kind === "library") core.journal.setEntry(core.patched, patchKey(object, name), value);
	else if (object.kind === "class" || object.kind === "module" || object.kind === "function") {
		core.journal.setEntry(object.attrs, name, value);
	}
}

function setInstanceAttribute(self: InstanceValue, name: string, value: Value, core: Core): void {
	const origin = { path: "", start: 0, end: 0 };
	const descriptor = userAttribute(self.cls, name, core);
	if (descriptor?.kind === "descriptor" && descriptor.flavor === "property") {
		if (descriptor.setter) core.call(descriptor.setter, syntheticArguments([self, value], origin));
		return;
	}
	const stored = userAttribute(self.cls, "__setattr__", core) ? unknownBecause("it is stored by __setattr__") : value;
	core.journal.setEntry(self.attrs, name, stored);
	libraryBase(self.cls, core)?.model.setAttribute?.(self, name, stored, core);
}

/** A name of a library that the program replaced. */
const patchKey = (owner: LibraryValue, name: string): string => `${owner.world} ${owner.name}.${name}`;

/** Whoever holds `__dict__` may change any attribute. */
function exposeAttributes(self: InstanceValue, origin: Origin, core: Core): Value {
	const why = unknownBecause("it may have been changed through __dict__", origin);
	for (const name of [...self.attrs.keys()]) core.journal.setEntry(self.attrs, name, why);
	core.journal.setEntry(self.attrs, "__dict__", why);
	return why;
}
