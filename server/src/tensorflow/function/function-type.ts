import type { Origin, Value } from "../../domain";
import {
	type Argument,
	bind,
	type CallArguments,
	describeBindError,
	type Signature,
	type UserCode,
} from "../../interpreter/api";

/** A parameter as TensorFlow sees it; the constraint is a structure whose leaves are specs or Python values. */
export interface TracedParameter {
	readonly name: string;
	readonly kind: "positional-only" | "positional" | "keyword-only";
	readonly default?: Value | undefined;
	readonly constraint?: Value | undefined;
}

/** Mirrors `FunctionType` of tensorflow/core/function/polymorphism/function_type.py. */
export interface FunctionType {
	readonly parameters: readonly TracedParameter[];
	/** Names of `*args` and `**kwargs`. */
	readonly rest?: string | undefined;
	readonly extra?: string | undefined;
	/** Whether the names of the parameters are not known. */
	readonly isLoose?: boolean | undefined;
}

/** What `inspect.signature` says of a function of the user's; `self` of a method is its first parameter. */
export function typeOfFunction({ args, defaults, kwDefaults }: UserCode): FunctionType {
	const positional = [...args.posonlyargs, ...args.args];
	const byPosition = positional.map(({ arg }, index): TracedParameter => {
		const kind = index < args.posonlyargs.length ? "positional-only" : "positional";
		return { name: arg, kind, default: defaults[index - (positional.length - defaults.length)] };
	});
	const byName = args.kwonlyargs.map(
		({ arg }, index): TracedParameter => ({ name: arg, kind: "keyword-only", default: kwDefaults[index] }),
	);
	return { parameters: [...byPosition, ...byName], rest: args.vararg?.arg, extra: args.kwarg?.arg };
}

/** One argument of a call, after Python bound it. */
export interface BoundArgument {
	readonly parameter: TracedParameter;
	readonly value: Value;
	readonly origin: Origin;
	/** False for a default. */
	readonly isGiven: boolean;
}

/** Says that arguments do not fit. */
export type Reject = (what: string, origin: Origin) => never;

/** The arguments in the order in which the body takes them; what `*args` and `**kwargs` hold has parameters of its own. */
export function bindArguments(
	type: FunctionType,
	name: string,
	call: CallArguments,
	reject: Reject,
): readonly BoundArgument[] {
	const bound = bind(signatureOf(type), call);
	const error = bound.errors[0];
	if (error) reject(describeBindError(error, name), "origin" in error ? error.origin : call.origin);
	const named = type.parameters.flatMap((parameter): BoundArgument[] => {
		const argument = bound.given(parameter.name);
		const value = argument?.value ?? bound.get(parameter.name);
		return [{ parameter, value, origin: argument?.origin ?? call.origin, isGiven: argument !== undefined }];
	});
	const isByName = ({ parameter }: BoundArgument): boolean => parameter.kind === "keyword-only";
	const rest = bound.rest.map((argument, index) =>
		collected(argument, `${type.rest ?? "args"}_${index}`, "positional-only"),
	);
	const extra = bound.extra.map((argument) => collected(argument, argument.name, "keyword-only"));
	return [...named.filter((each) => !isByName(each)), ...rest, ...named.filter(isByName), ...extra];
}

const collected = (argument: Argument, name: string, kind: TracedParameter["kind"]): BoundArgument => ({
	parameter: { name, kind },
	...argument,
	isGiven: true,
});

function signatureOf({ parameters, rest, extra }: FunctionType): Signature {
	const each = parameters.map(({ name, kind, default: value }) => ({ name, kind, default: value }));
	return { text: "", parameters: each, vararg: rest, kwarg: extra };
}
