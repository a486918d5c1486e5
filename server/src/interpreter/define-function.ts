import type { Value, World } from "../domain";
import type { FunctionModel, LibraryCall } from "./machine";
import { raise, vague } from "./signals";
import { type BindError, type Bound, bind, signature } from "./signature";

export interface FunctionOptions {
	readonly aliases?: readonly string[];
	readonly worlds?: readonly World[];
}

/** A function of a library by its Python signature; arguments that do not fit raise TypeError, as in Python. */
export function defineFunction(
	name: string,
	text: string,
	run: (bound: Bound, call: LibraryCall) => Value,
	options: FunctionOptions = {},
): FunctionModel {
	return {
		kind: "function",
		name,
		...options,
		call(call) {
			const bound = bind(signature(text), call.args);
			const error = bound.errors[0];
			if (error) {
				const message = describeBindError(error, name.slice(name.lastIndexOf(".") + 1));
				raise({ code: "python-error", exception: "TypeError", message });
			}
			if (bound.open) vague(bound.open);
			return run(bound, call);
		},
	};
}

/** Why a call does not fit, in one line. */
export function describeBindError(error: BindError, name: string): string {
	switch (error.kind) {
		case "missing":
			return `${name}() needs the argument ${error.names.join(", ")}`;
		case "too-many":
			return `${name}() takes ${error.limit} positional arguments, ${error.given} were given`;
		case "duplicate":
			return `${name}() got two values for the argument ${error.name}`;
		case "unexpected":
			return `${name}() has no argument ${error.name}`;
	}
}
