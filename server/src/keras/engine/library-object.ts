import type { InstanceValue, Opaque, Value, World } from "../../domain";
import type { Bound } from "../../interpreter/api";
import { bind, type ClassModel, type LibraryCall, raise, signature } from "../../interpreter/api";
import { type ByWorld, perWorld } from "./layer-definition";

/** Small objects of Keras that are no layers: initializers, regularizers, constraints, dtype policies. */
interface ObjectState<T> extends Opaque {
	readonly tag: "keras-object";
	readonly type: string;
	readonly content: T;
}

/** What the object's constructor made of its arguments, if the value is such an object. */
export function objectState<T>(value: Value, type: string): T | undefined {
	if (value.kind !== "instance" || value.native?.tag !== "keras-object") return undefined;
	const state = value.native as ObjectState<T>;
	return state.type === type ? state.content : undefined;
}

/** Gives a fresh object what its arguments were made to. */
export function keepObject<T>(self: InstanceValue, type: string, content: T): void {
	self.native = { tag: "keras-object", type, content } as ObjectState<T>;
}

export interface ObjectDefinition<T> {
	/** Qualified name. */
	readonly name: string;
	readonly aliases?: readonly string[] | undefined;
	readonly worlds?: readonly World[] | undefined;
	readonly type: string;
	readonly signature: ByWorld<string>;
	/** Checks the arguments. */
	construct?(bound: Bound, call: LibraryCall): T;
	call?(self: InstanceValue, call: LibraryCall): Value;
	attribute?(content: T, name: string): Value | undefined;
	readonly methods?: ClassModel["methods"];
}

/** Defines a class whose instances are known by their arguments only. */
export function defineObject<T>(definition: ObjectDefinition<T>): ClassModel {
	const { name, type } = definition;
	return {
		kind: "class",
		name,
		...(definition.aliases ? { aliases: definition.aliases } : {}),
		...(definition.worlds ? { worlds: definition.worlds } : {}),
		init(self, call) {
			const bound = bind(signature(perWorld(definition.signature, call.world)), call.args);
			rejectArguments(bound, name);
			const content = definition.construct?.(bound, call);
			keepObject(self, type, content);
		},
		...(definition.call ? { call: definition.call } : {}),
		...(definition.methods ? { methods: definition.methods } : {}),
		attribute(self, attribute) {
			const content = objectState<T>(self, type);
			return (
				(content !== undefined ? definition.attribute?.(content, attribute) : undefined) ?? {
					kind: "unknown",
					why: { text: `the attribute ${attribute} of ${name} is not modelled` },
				}
			);
		},
	};
}

/** Python's TypeErrors about the arguments of a function of Keras's. */
export function rejectArguments(bound: Bound, name: string): void {
	const error = bound.errors[0];
	if (!error) return;
	const what =
		error.kind === "missing"
			? `needs the argument ${error.names.join(", ")}`
			: error.kind === "too-many"
				? `takes ${error.limit} positional arguments, ${error.given} were given`
				: `does not take the argument ${error.name}`;
	raise({ code: "python-error", exception: "TypeError", message: `${name.split(".").at(-1)}() ${what}` });
}
