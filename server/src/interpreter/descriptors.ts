import { type DescriptorValue, type InstanceValue, NONE, type Origin, type Value } from "../domain";
import { syntheticArguments } from "./arguments";
import { classOf } from "./classes";
import type { Core } from "./core";
import { callSpecial, specialMethod } from "./special-methods";

/** Whether an attribute of the class goes before one of the instance: a property, or what has a `__set__`. */
export function isDataDescriptor(value: Value, core: Core): boolean {
	if (value.kind === "descriptor") return value.flavor === "property";
	return value.kind === "instance" && specialMethod(value, "__set__", core) !== undefined;
}

/** Python's descriptor protocol: what a class attribute gives when it is read from `self`, an instance or a class. */
export function bindAttribute(value: Value, self: Value, name: string, origin: Origin, core: Core): Value {
	if (value.kind === "function") {
		return self.kind === "class" ? value : { kind: "method", self, name: value.name, func: value };
	}
	if (value.kind === "instance" && value.cls.kind === "class") {
		const owner = self.kind === "class" ? NONE : self;
		return callSpecial(value, "__get__", [owner, classOf(self)], origin, core) ?? value;
	}
	return value.kind === "descriptor" ? bindDescriptor(value, self, name, origin, core) : value;
}

function bindDescriptor(value: DescriptorValue, self: Value, name: string, origin: Origin, core: Core): Value {
	switch (value.flavor) {
		case "staticmethod":
			return value.func;
		case "classmethod":
			return { kind: "method", self: classOf(self), name: "", func: value.func };
		case "property":
			return self.kind === "class" ? value : core.call(value.func, syntheticArguments([self], origin));
		case "cached_property": {
			if (self.kind !== "instance") return value;
			const result = core.call(value.func, syntheticArguments([self], origin));
			core.journal.setEntry(self.attrs, name, result);
			return result;
		}
	}
}

/** Assigns through a property or a `__set__` of the class; false when there is none. */
export function setThroughDescriptor(
	descriptor: Value | undefined,
	self: InstanceValue,
	name: string,
	value: Value,
	origin: Origin,
	core: Core,
): boolean {
	if (descriptor?.kind === "descriptor" && descriptor.flavor === "property") {
		if (descriptor.setter && descriptor.setter.kind !== "none")
			core.call(descriptor.setter, syntheticArguments([self, value], origin));
		else reportReadOnly(name, origin, core);
		return true;
	}
	return descriptor !== undefined && callSpecial(descriptor, "__set__", [self, value], origin, core) !== undefined;
}

/** Deletes through a property or a `__delete__` of the class; false when there is none. */
export function deleteThroughDescriptor(
	descriptor: Value | undefined,
	self: InstanceValue,
	name: string,
	origin: Origin,
	core: Core,
): boolean {
	if (descriptor?.kind === "descriptor" && descriptor.flavor === "property") {
		if (descriptor.deleter) core.call(descriptor.deleter, syntheticArguments([self], origin));
		else reportReadOnly(name, origin, core);
		return true;
	}
	return descriptor !== undefined && callSpecial(descriptor, "__delete__", [self], origin, core) !== undefined;
}

function reportReadOnly(name: string, origin: Origin, core: Core): void {
	const message = `the property ${name} has no setter or deleter`;
	core.report({ code: "python-error", exception: "AttributeError", message }, origin);
}
