import type { Value } from "../domain";
import {
	type Bound,
	bind,
	describeBindError,
	type LibraryCall,
	raise,
	signature,
	syntheticArguments,
	vague,
} from "../interpreter/api";

/** Binds the arguments of a method of a builtin type as Python does. */
export function bindMethod(name: string, text: string, call: LibraryCall): Bound {
	const bound = bind(signature(text), call.args);
	const error = bound.errors[0];
	if (error) raise({ code: "python-error", exception: "TypeError", message: describeBindError(error, name) });
	if (bound.open) vague(bound.open);
	return bound;
}

export const textOf = (value: Value | undefined): string =>
	value?.kind === "str" && value.value !== undefined ? value.value : vague("a string that is not known");

export const intOf = (value: Value | undefined): number => {
	if (value?.kind === "bool" && value.value !== undefined) return Number(value.value);
	return value?.kind === "int" && value.value !== undefined ? value.value : vague("an int that is not known");
};

/** A known number: an int, a float or a bool. */
export const numberOf = (value: Value | undefined): number =>
	value?.kind === "float" && value.value !== undefined ? value.value : intOf(value);

/** The items of an iterable; `what` says who needs them when they are not known. */
export const itemsOf = (value: Value, call: LibraryCall, what: string): readonly Value[] =>
	call.machine.iterate(value, call.args.origin) ?? vague(`${what} of items that are not known`);

export const pythonError = (exception: string, message: string): never =>
	raise({ code: "python-error", exception, message });

/** What a tensor's own method makes of `abs(x)`, `round(x)`, `int(x)`, `float(x)`; absent when it has none. */
export function ownMethod(value: Value, name: string, call: LibraryCall): Value | undefined {
	const method = call.machine.registry.typeOf(value)?.methods?.[name];
	if (method) return method(value, { ...call, args: { ...call.args, positional: [], keywords: [] } });
	if (value.kind !== "instance") return undefined;
	const own = call.machine.findAttribute(value, name, call.args.origin);
	if (own?.kind === "method") return call.machine.call(own, syntheticArguments([], call.args.origin));
	return vague("an object whose conversion is not followed");
}
