import {
	bool,
	type FunctionValue,
	type InstanceValue,
	library,
	list,
	NONE,
	str,
	tuple,
	type Value,
} from "../../domain";
import {
	dictFrom,
	type LibraryCall,
	type LibraryModel,
	type Machine,
	signature as readSignature,
	type UserCode,
	vague,
} from "../../interpreter/api";
import { defineFunction } from "../function";
import { dictOf } from "../types/dict-state";

interface Named {
	readonly name: string;
	readonly default: Value | undefined;
}

interface Parameters {
	readonly positional: readonly Named[];
	readonly keyword: readonly Named[];
	readonly vararg: string | undefined;
	readonly kwarg: string | undefined;
}

/** The user's function behind a value, and how many of its parameters are bound already. */
function functionOf(value: Value, machine: Machine): { readonly func: FunctionValue; readonly bound: number } {
	if (value.kind === "function") return { func: value, bound: 0 };
	if (value.kind === "method" && value.func?.kind === "function") return { func: value.func, bound: 1 };
	if (value.kind === "class") {
		const holder = machine.mro(value).find((each) => each.kind === "class" && each.attrs.has("__init__"));
		const init = holder?.kind === "class" ? holder.attrs.get("__init__") : undefined;
		if (init?.kind === "function") return { func: init, bound: 1 };
	}
	return vague("the signature of what is not followed");
}

/** What a library says of a method of an object of its own class, not of a user's one that derives from it. */
function libraryParameters(value: Value, machine: Machine): Parameters | undefined {
	if (value.kind !== "method" || value.func || value.self.kind !== "instance") return undefined;
	const { cls } = value.self;
	if (cls.kind !== "library" || value.self.attrs.has(value.name)) return undefined;
	const model = machine.registry.find(cls.name, cls.world);
	const text = model?.kind === "class" ? model.methodSignatures?.[value.name]?.[cls.world] : undefined;
	if (text === undefined) return undefined;
	const { parameters, vararg, kwarg } = readSignature(text);
	const named = (isKeyword: boolean): readonly Named[] =>
		parameters
			.filter(({ kind }) => (kind === "keyword-only") === isKeyword)
			.map((each) => ({ name: each.name, default: each.default }));
	return { positional: named(false), keyword: named(true), vararg, kwarg };
}

function parametersOf(value: Value, machine: Machine, skipBound: boolean): Parameters {
	const known = skipBound ? libraryParameters(value, machine) : undefined;
	if (known) return known;
	const { func, bound } = functionOf(value, machine);
	const { args, defaults, kwDefaults } = func.code as UserCode;
	const names = [...args.posonlyargs, ...args.args].map(({ arg }) => arg);
	const positional = names.map((name, at) => ({ name, default: defaults[at - (names.length - defaults.length)] }));
	return {
		positional: skipBound ? positional.slice(bound) : positional,
		keyword: args.kwonlyargs.map(({ arg }, at) => ({ name: arg, default: kwDefaults[at] })),
		vararg: args.vararg?.arg,
		kwarg: args.kwarg?.arg,
	};
}

const EMPTY = "inspect._empty";

function parameter({ name, default: fallback }: Named, kind: string, call: LibraryCall): InstanceValue {
	const attrs = new Map<string, Value>([
		["name", str(name)],
		["default", fallback ?? library(EMPTY, call.world)],
		["kind", library(`inspect.Parameter.${kind}`, call.world)],
	]);
	return { kind: "instance", cls: library("inspect.Parameter", call.world), attrs };
}

function signature(value: Value, call: LibraryCall): Value {
	const { positional, keyword, vararg, kwarg } = parametersOf(value, call.machine, true);
	const all = [
		...positional.map((each) => parameter(each, "POSITIONAL_OR_KEYWORD", call)),
		...(vararg === undefined ? [] : [parameter({ name: vararg, default: undefined }, "VAR_POSITIONAL", call)]),
		...keyword.map((each) => parameter(each, "KEYWORD_ONLY", call)),
		...(kwarg === undefined ? [] : [parameter({ name: kwarg, default: undefined }, "VAR_KEYWORD", call)]),
	];
	const parameters = dictFrom(all.map((each) => [each.attrs.get("name") as Value, each]));
	return {
		kind: "instance",
		cls: library("inspect.Signature", call.world),
		attrs: new Map<string, Value>([["parameters", { ...parameters, type: "mappingproxy" }]]),
	};
}

function fullSpec(value: Value, call: LibraryCall): Value {
	const { positional, keyword, vararg, kwarg } = parametersOf(value, call.machine, false);
	const defaults = positional.flatMap((each) => (each.default ? [each.default] : []));
	const withDefaults = keyword.flatMap((each) => (each.default ? [[str(each.name), each.default] as const] : []));
	const content: readonly (readonly [string, Value])[] = [
		["args", list(positional.map(({ name }) => str(name)))],
		["varargs", vararg === undefined ? NONE : str(vararg)],
		["varkw", kwarg === undefined ? NONE : str(kwarg)],
		["defaults", defaults.length > 0 ? tuple(defaults) : NONE],
		["kwonlyargs", list(keyword.map(({ name }) => str(name)))],
		["kwonlydefaults", withDefaults.length > 0 ? dictFrom(withDefaults) : NONE],
	];
	return { kind: "tuple", items: content.map(([, each]) => each), fields: content.map(([name]) => name) };
}

const plain = (name: string): LibraryModel => ({ kind: "class", name, init: () => undefined });

const KINDS = ["POSITIONAL_ONLY", "POSITIONAL_OR_KEYWORD", "VAR_POSITIONAL", "KEYWORD_ONLY", "VAR_KEYWORD"];

const asks = (name: string, decide: (value: Value) => boolean | undefined): LibraryModel =>
	defineFunction(`inspect.${name}`, "object", (bound) => {
		const answer = decide(bound.get("object"));
		return answer === undefined ? { kind: "bool" } : bool(answer);
	});

const isLibraryMethod = (value: Value): boolean => value.kind === "method" && value.func === undefined;

/** A method of Python's own containers and texts, which is written in C. */
const isOwnMethod = (value: Value): boolean =>
	value.kind === "method" &&
	value.func === undefined &&
	["dict", "list", "str", "set"].includes(dictOf(value.self).kind);

const isNot = (value: Value): false | undefined =>
	["int", "float", "str", "bool", "list", "tuple", "dict", "set", "none"].includes(value.kind) ? false : undefined;

export const INSPECT: readonly LibraryModel[] = [
	defineFunction("inspect.signature", "callable, **kwargs", (bound, call) => signature(bound.get("callable"), call)),
	defineFunction("inspect.getfullargspec", "func", (bound, call) => fullSpec(bound.get("func"), call)),
	asks(
		"isclass",
		(value) =>
			value.kind === "class" || (value.kind === "function" || value.kind === "instance" ? false : isNot(value)),
	),
	asks(
		"isfunction",
		(value) => value.kind === "function" || (value.kind === "class" || value.kind === "method" ? false : isNot(value)),
	),
	asks(
		"ismethod",
		(value) =>
			(value.kind === "method" && value.func !== undefined) ||
			(value.kind === "class" || value.kind === "function" || isOwnMethod(value) ? false : isNot(value)),
	),
	asks(
		"isbuiltin",
		(value) =>
			isOwnMethod(value) ||
			(["class", "function", "method", "instance"].includes(value.kind) && !isLibraryMethod(value)
				? false
				: isNot(value)),
	),
	plain("inspect.Signature"),
	plain("inspect.Parameter"),
	plain(EMPTY),
	{
		kind: "constant",
		name: "inspect.Parameter.empty",
		aliases: ["inspect.Signature.empty"],
		value: (_machine, world) => library(EMPTY, world),
	},
	...KINDS.map((kind) => plain(`inspect.Parameter.${kind}`)),
];
