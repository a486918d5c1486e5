import { type InstanceValue, NONE, type Origin, str, unknownBecause, type Value } from "../domain";
import { alternativesOf, forEachAlternative } from "./alternatives";
import { syntheticArguments } from "./arguments";
import { ANY_ATTRIBUTE, exposeAttributes, writeAttributes } from "./attribute-dict";
import { missingAttribute, plainAttribute } from "./attributes";
import { libraryBase } from "./classes";
import { forget, knownItems } from "./collections";
import type { Core } from "./core";
import { deleteThroughDescriptor, setThroughDescriptor } from "./descriptors";
import type { CallArguments } from "./machine";
import { patch } from "./patches";
import { userAttribute } from "./special-methods";
import { namesSetOnTensors } from "./tensor-attributes";

export function setAttribute(object: Value, name: string, value: Value, origin: Origin, core: Core): void {
	const values = alternativesOf(object);
	if (values) {
		forEachAlternative(values, origin, core, (each) => {
			core.setAttribute(each, name, value, origin);
			return each;
		});
	} else if (object.kind === "unknown" && object.within?.kind === "class") {
		// `cls.__new__.__defaults__ = …`
		if (name === "__defaults__") libraryBase(object.within, core)?.model.setDefaults?.(object.within, value, core);
	} else if (object.kind === "unknown" && object.within) {
		for (const each of knownItems(object.within))
			if (each.kind === "instance")
				core.setAttribute(each, name, unknownBecause("one of several objects was changed", origin), origin);
	} else if (object.kind === "instance") setInstanceAttribute(object, name, value, origin, core);
	else if (object.kind === "tensor") namesSetOnTensors(core).add(name);
	else if (object.kind === "library") patch(object, name, value, core);
	else if (object.kind === "class" || object.kind === "module" || object.kind === "function") {
		core.journal.setEntry(object.attrs, name, value);
	}
}

function setInstanceAttribute(self: InstanceValue, name: string, value: Value, origin: Origin, core: Core): void {
	const set = userAttribute(self.cls, "__setattr__", core);
	if (set) core.call(set, syntheticArguments([self, str(name), value], origin));
	else storeAttribute(self, name, value, origin, core);
}

/** `object.__setattr__`, and what a library does when it sees an attribute set. */
export function storeAttribute(self: InstanceValue, name: string, value: Value, origin: Origin, core: Core): void {
	if (setThroughDescriptor(userAttribute(self.cls, name, core), self, name, value, origin, core)) return;
	if (name === "__dict__") {
		writeAttributes(self, value.kind === "dict" ? value.entries : undefined, core);
		// From here on the dict and the attributes are one.
		forget(value, core);
		return;
	}
	core.journal.setEntry(self.attrs, name, value);
	libraryBase(self.cls, core)?.model.setAttribute?.(self, name, value, core);
}

export function deleteAttribute(object: Value, name: string, origin: Origin, core: Core): void {
	if (object.kind === "instance") {
		const remove = userAttribute(object.cls, "__delattr__", core);
		if (remove) core.call(remove, syntheticArguments([object, str(name)], origin));
		else removeAttribute(object, name, origin, core);
	} else if (
		(object.kind === "class" || object.kind === "function" || object.kind === "module") &&
		object.attrs.has(name)
	) {
		core.journal.deleteEntry(object.attrs, name);
	}
}

/** `object.__delattr__`. */
export function removeAttribute(self: InstanceValue, name: string, origin: Origin, core: Core): void {
	if (deleteThroughDescriptor(userAttribute(self.cls, name, core), self, name, origin, core)) return;
	if (self.attrs.has(name)) core.journal.deleteEntry(self.attrs, name);
	else if (!libraryBase(self.cls, core) && !self.assumed && !self.attrs.has(ANY_ATTRIBUTE)) {
		core.report({ exception: "AttributeError", ...missingAttribute(self, name, core) }, origin);
	}
}

/** What `super().__setattr__` and its like do, when no class of the user's has them. */
export const OBJECT_METHODS: Readonly<Record<string, (self: InstanceValue, args: CallArguments, core: Core) => Value>> =
	{
		__init__: () => NONE,
		__getattribute__: (self, { positional: [name], origin }, core) => {
			if (name?.value.kind !== "str" || name.value.value === undefined)
				return unknownBecause("an attribute with a name that is not known", origin);
			const found = plainAttribute(self, name.value.value, origin, core);
			if (found) return found;
			if (self.assumed) return unknownBecause(`a subclass may give it ${name.value.value}`, origin);
			core.report({ exception: "AttributeError", ...missingAttribute(self, name.value.value, core) }, origin);
			return unknownBecause(`there is no attribute ${name.value.value}`, origin);
		},
		__setattr__: (self, { positional: [name, value], origin }, core) => {
			if (name?.value.kind === "str" && name.value.value !== undefined && value)
				storeAttribute(self, name.value.value, value.value, origin, core);
			else exposeAttributes(self, { text: "an attribute with a name that is not known was set", origin }, core);
			return NONE;
		},
		__delattr__: (self, { positional: [name], origin }, core) => {
			if (name?.value.kind === "str" && name.value.value !== undefined)
				removeAttribute(self, name.value.value, origin, core);
			else exposeAttributes(self, { text: "an attribute with a name that is not known was deleted", origin }, core);
			return NONE;
		},
	};
