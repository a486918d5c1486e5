import { type Origin, type Reason, unknown, type Value } from "../domain";
import type { FunctionDef } from "../syntax/ast";
import { parsePython } from "../syntax/parse";
import { literalToValue } from "./literals";
import type { Argument, CallArguments, KeywordArgument } from "./machine";

export interface Parameter {
	readonly name: string;
	readonly kind: "positional-only" | "positional" | "keyword-only";
	readonly default?: Value | undefined;
}

export interface Signature {
	readonly text: string;
	readonly parameters: readonly Parameter[];
	readonly vararg?: string | undefined;
	readonly kwarg?: string | undefined;
}

const parsed = new Map<string, Signature>();

/** Reads a signature written as in Python: `"units, activation=None, *, lora_rank=None, **kwargs"`. Cached. */
export function signature(text: string): Signature {
	const known = parsed.get(text);
	if (known) return known;
	const def = parsePython(`def f(${text}): pass`).module.body[0] as FunctionDef;
	const { posonlyargs, args, vararg, kwonlyargs, kwDefaults, kwarg, defaults } = def.args;
	const positional = [...posonlyargs, ...args];
	const parameters: Parameter[] = positional.map((arg, index) => {
		const node = defaults[index - (positional.length - defaults.length)];
		const kind = index < posonlyargs.length ? "positional-only" : "positional";
		return { name: arg.arg, kind, default: node && literalToValue(node) };
	});
	kwonlyargs.forEach((arg, index) => {
		const node = kwDefaults[index];
		parameters.push({ name: arg.arg, kind: "keyword-only", default: node && literalToValue(node) });
	});
	const result = { text, parameters, vararg: vararg?.arg, kwarg: kwarg?.arg };
	parsed.set(text, result);
	return result;
}

/** Why a call does not fit a signature, in the order in which Python notices. */
export type BindError =
	| { readonly kind: "unexpected"; readonly name: string; readonly origin: Origin }
	| { readonly kind: "duplicate"; readonly name: string; readonly origin: Origin }
	| { readonly kind: "too-many"; readonly limit: number; readonly given: number; readonly origin: Origin }
	| { readonly kind: "missing"; readonly names: readonly string[] };

/** Arguments by parameter name. */
export interface Bound {
	readonly errors: readonly BindError[];
	/** What was passed by keyword beyond the named parameters; empty unless the signature has `**kwargs`. */
	readonly extra: readonly KeywordArgument[];
	/** What was passed by position beyond the named parameters; empty unless the signature has `*args`. */
	readonly rest: readonly Argument[];
	readonly open: Reason | undefined;
	/** The argument that was passed, if any. */
	given(name: string): Argument | undefined;
	/** The argument or the default; `?` when it cannot be told whether it was passed. */
	get(name: string): Value;
}

/** What binding needs of a signature, worked out once. */
interface Layout {
	readonly byPosition: readonly Parameter[];
	readonly byName: ReadonlyMap<string, Parameter>;
	readonly required: readonly Parameter[];
}

const NOTHING: readonly Argument[] = [];
const layouts = new WeakMap<Signature, Layout>();

function layoutOf(target: Signature): Layout {
	const known = layouts.get(target);
	if (known) return known;
	const { parameters } = target;
	const layout = {
		byPosition: parameters.filter((parameter) => parameter.kind !== "keyword-only"),
		byName: new Map(parameters.map((parameter) => [parameter.name, parameter])),
		required: parameters.filter((parameter) => !parameter.default),
	};
	layouts.set(target, layout);
	return layout;
}

/** Binds a call to a signature as Python would. Never throws: what does not fit is in `errors`. */
export function bind(target: Signature, call: CallArguments): Bound {
	const given = new Map<string, Argument>();
	const errors: BindError[] = [];
	const { byPosition, byName, required } = layoutOf(target);
	const rest = call.positional.length > byPosition.length ? call.positional.slice(byPosition.length) : NOTHING;
	for (const [index, parameter] of byPosition.entries()) {
		const argument = call.positional[index];
		if (!argument) break;
		given.set(parameter.name, argument);
	}
	const extra: KeywordArgument[] = [];
	for (const keyword of call.keywords) {
		const named = byName.get(keyword.name);
		const parameter = named?.kind === "positional-only" ? undefined : named;
		if (parameter && given.has(keyword.name)) errors.push({ ...errorAt("duplicate", keyword) });
		else if (parameter) given.set(keyword.name, keyword);
		else if (target.kwarg !== undefined) extra.push(keyword);
		else errors.push({ ...errorAt("unexpected", keyword) });
	}
	if (rest.length > 0 && target.vararg === undefined) {
		errors.push({
			kind: "too-many",
			limit: byPosition.length,
			given: call.positional.length,
			origin: (rest[0] as Argument).origin,
		});
	}
	if (call.open === undefined) {
		const names = required.filter((each) => !given.has(each.name)).map((each) => each.name);
		if (names.length > 0) errors.push({ kind: "missing", names });
	}
	return {
		errors,
		extra,
		rest,
		open: call.open,
		given: (name) => given.get(name),
		get: getter(byName, given, call.open),
	};
}

const errorAt = (kind: "duplicate" | "unexpected", keyword: KeywordArgument) => ({
	kind,
	name: keyword.name,
	origin: keyword.origin,
});

function getter(byName: Layout["byName"], given: ReadonlyMap<string, Argument>, open: Reason | undefined) {
	return (name: string): Value => {
		const argument = given.get(name);
		if (argument) return argument.value;
		if (open) return unknown(open);
		return byName.get(name)?.default ?? unknown({ text: `missing argument ${name}` });
	};
}
