import { NONE, unknownBecause, type Value } from "../../domain";
import type { ClassModel, ConstantModel, FunctionModel } from "../../interpreter/api";

/** A function whose answer does not depend on its arguments, which it leaves alone. */
export const answering = (names: string, prefix: string, value: () => Value): readonly FunctionModel[] =>
	names.split(" ").map((name) => ({ kind: "function", name: prefix + name, call: value }));

export const anyFloat = (): Value => ({ kind: "float" });
export const anyInt = (): Value => ({ kind: "int" });
export const anyStr = (): Value => ({ kind: "str" });
export const anyBool = (): Value => ({ kind: "bool" });
export const nothing = (): Value => NONE;
export const notKnown = (text: string) => (): Value => unknownBecause(text);

export const constant = (name: string, value: Value): ConstantModel => ({ kind: "constant", name, value: () => value });

/** A class whose objects only do things to the world outside: all that they are asked is answered the same. */
export function inertClass(
	name: string,
	methods: string,
	answer: () => Value,
	aliases: readonly string[] = [],
): ClassModel {
	return {
		kind: "class",
		name,
		aliases,
		init: () => undefined,
		attribute: (_self, attribute, _machine, origin) => unknownBecause(`${attribute} of ${name}`, origin),
		methods: Object.fromEntries(methods.split(" ").map((each) => [each, answer])),
	};
}
