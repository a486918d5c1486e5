import { ParamCategory, type ParameterNode } from "@zzzen/pyright-internal/dist/parser/parseNodes";
import type { Arg, Arguments, Expr } from "../ast";
import { type Conversion, rawEnd } from "./context";
import { identifier } from "./literals";
import { outerEnd } from "./ranges";

export function convertParameters(c: Conversion, nodes: readonly ParameterNode[]): Arguments {
	let posonlyargs: Arg[] = [];
	let args: Arg[] = [];
	let vararg: Arg | undefined;
	let kwarg: Arg | undefined;
	const kwonlyargs: Arg[] = [];
	const kwDefaults: (Expr | undefined)[] = [];
	const defaults: Expr[] = [];
	let isKeywordOnly = false;
	for (const node of nodes) {
		const arg = convertParameter(c, node);
		const value = node.d.defaultValue ? c.expr(node.d.defaultValue) : undefined;
		if (node.d.category === ParamCategory.ArgsList) {
			isKeywordOnly = true;
			vararg = arg ?? vararg;
		} else if (node.d.category === ParamCategory.KwargsDict) kwarg = arg ?? kwarg;
		else if (!arg) {
			if (c.text.charAt(node.start) === "/") [posonlyargs, args] = [[...posonlyargs, ...args], []];
		} else if (isKeywordOnly) {
			kwonlyargs.push(arg);
			kwDefaults.push(value);
		} else {
			args.push(arg);
			if (value) defaults.push(value);
		}
	}
	return {
		posonlyargs,
		args,
		...(vararg ? { vararg } : {}),
		kwonlyargs,
		kwDefaults,
		...(kwarg ? { kwarg } : {}),
		defaults,
	};
}

/** `undefined` for the bare `*` and `/`, and for a parameter whose name is missing. */
function convertParameter(c: Conversion, node: ParameterNode): Arg | undefined {
	const { name, annotation } = node.d;
	if (!name) return undefined;
	return {
		type: "arg",
		arg: identifier(name.d.value),
		...(annotation ? { annotation: c.expr(annotation) } : {}),
		start: c.at(name.start),
		end: c.at(annotation ? outerEnd(c, annotation) : rawEnd(name)),
	};
}
