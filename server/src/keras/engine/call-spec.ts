import type { Origin, Value } from "../../domain";
import type { Argument, CallArguments, Parameter, Signature } from "../../interpreter/api";

/**
 * Where Keras 2 looks for an argument of a user's `call`, and where it puts one that it fills in. The input, which comes
 * first by position or by its name, is not counted. Mirrors `CallFunctionSpec` of keras/src/utils/layer_utils.py (2.15).
 */
const positionOf = (name: string, { parameters, vararg }: Signature): number => {
	const counted = vararg === undefined ? parameters : parameters.filter(({ kind }) => kind !== "keyword-only");
	return counted.findIndex((each) => each.name === name);
};

/** Whether the first argument was passed by position. */
const isByPosition = (args: CallArguments): boolean => args.positional.length > 0;

/** Whether `call` gets the argument at all when Keras passes it. */
export const expects = (name: string, { parameters, kwarg }: Signature): boolean =>
	kwarg !== undefined || parameters.some((each) => each.name === name);

export const parameterOf = (name: string, { parameters }: Signature): Parameter | undefined =>
	parameters.find((each) => each.name === name);

/** What the caller passed for an argument other than the first. */
export function passed(name: string, target: Signature, args: CallArguments): Argument | undefined {
	const keyword = args.keywords.find((each) => each.name === name);
	const index = target.parameters.findIndex((each) => each.name === name);
	return keyword ?? (index > 0 && isByPosition(args) ? args.positional[index] : undefined);
}

/** The call with the argument in the place where it would have been passed. */
export function withArgument(
	name: string,
	value: Value,
	target: Signature,
	args: CallArguments,
	origin: Origin,
): CallArguments {
	const index = positionOf(name, target);
	if (index > 0 && isByPosition(args) && args.positional.length > index) {
		const positional = args.positional.map((each, at) => (at === index ? { value, origin } : each));
		return { ...args, positional };
	}
	const others = args.keywords.filter((each) => each.name !== name);
	return { ...args, keywords: [...others, { name, value, origin }] };
}
