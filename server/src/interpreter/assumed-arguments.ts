import { type FunctionValue, unknownBecause, type Value } from "../domain";
import type { Arg } from "../syntax/ast";
import { annotatedValue } from "./annotations";
import type { Core } from "./core";
import { functionSignature, userCode } from "./functions";
import type { CallArguments } from "./machine";
import { originOf } from "./origin";

/**
 * The parameters' values when a function is analysed although nothing calls it: defaults, what annotations tell, and
 * `?` for the others.
 */
export function assumedArguments(func: FunctionValue, self: Value | undefined, core: Core): CallArguments {
	const code = userCode(func);
	const { args } = code.node;
	const origin = originOf(code.node, code.scope);
	const { parameters } = functionSignature(args, code);
	const hasDefault = new Set(parameters.filter((each) => each.default).map((each) => each.name));
	const positional = [...args.posonlyargs, ...args.args];
	const value = (arg: Arg): Value =>
		(arg.annotation && annotatedValue(arg.annotation, arg.arg, code.scope, core)) ??
		unknownBecause(`parameter ${arg.arg} of ${func.name}, which is not called here`, origin);
	const first = self ? [{ value: self, origin }] : [];
	const byPosition = args.posonlyargs.slice(first.length).filter((arg) => !hasDefault.has(arg.arg));
	const named = [...positional.slice(Math.max(first.length, args.posonlyargs.length)), ...args.kwonlyargs];
	return {
		positional: [...first, ...byPosition.map((arg) => ({ value: value(arg), origin }))],
		keywords: named
			.filter((arg) => !hasDefault.has(arg.arg))
			.map((arg) => ({ name: arg.arg, value: value(arg), origin })),
		origin,
	};
}
