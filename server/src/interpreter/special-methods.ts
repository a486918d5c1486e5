import type { InstanceValue, Origin, Value } from "../domain";
import { syntheticArguments } from "./arguments";
import { libraryBase } from "./classes";
import type { Machine } from "./machine";

/** Looks a name up in the user classes of a method resolution order. */
export function userAttribute(cls: Value, name: string, machine: Machine, after?: Value): Value | undefined {
	let order = machine.mro(cls);
	if (after) order = order.slice(order.indexOf(after) + 1);
	for (const each of order) {
		if (each.kind === "class") {
			const value = each.attrs.get(name);
			if (value) return value;
		}
	}
	return undefined;
}

/** `__name__` as a class of the user's defines it: Python looks special methods up on the class. */
export const specialMethod = (self: InstanceValue, name: string, machine: Machine): Value | undefined =>
	userAttribute(self.cls, name, machine);

/** What a special method of the user's answers; absent when there is none, or when it gives `NotImplemented`. */
export function callSpecial(
	self: Value,
	name: string,
	values: readonly Value[],
	origin: Origin,
	machine: Machine,
): Value | undefined {
	const method = self.kind === "instance" ? specialMethod(self, name, machine) : undefined;
	if (!method || method.kind === "none") return undefined;
	const answer = machine.call(method, syntheticArguments([self, ...values], origin));
	return answer.kind === "library" && answer.name === "builtins.NotImplemented" ? undefined : answer;
}

/** Python's truth of an object; absent when not known. */
export function instanceTruth(self: InstanceValue, origin: Origin, machine: Machine): boolean | undefined {
	for (const name of ["__bool__", "__len__"]) {
		const own = callSpecial(self, name, [], origin, machine);
		if (own) return machine.truth(own, origin);
		const model = libraryBase(self.cls, machine)?.model;
		if (model?.methods?.[name])
			return machine.truth(machine.call({ kind: "method", self, name }, syntheticArguments([], origin)), origin);
		if (model?.iterate || model?.attribute?.(self, name, machine, origin)) return undefined;
	}
	return self.assumed ? undefined : true;
}
