import type { InstanceValue, Origin, Value } from "../domain";
import { syntheticArguments } from "./arguments";
import type { Machine } from "./machine";

/** `__name__` as a class of the user's defines it: Python looks special methods up on the class. */
export function specialMethod(self: InstanceValue, name: string, machine: Machine): Value | undefined {
	for (const each of machine.mro(self)) {
		const found = each.kind === "class" ? each.attrs.get(name) : undefined;
		if (found) return found;
	}
	return undefined;
}

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
