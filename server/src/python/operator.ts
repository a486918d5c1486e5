import { bool, library, NONE, str, tuple, type Value } from "../domain";
import { type FunctionModel, type LibraryCall, type LibraryModel, truthOf, vague } from "../interpreter/api";
import { textOf } from "./arguments";
import { defineFunction } from "./function";

const BINARY = {
	add: "+",
	concat: "+",
	sub: "-",
	mul: "*",
	truediv: "/",
	floordiv: "//",
	mod: "%",
	pow: "**",
	matmul: "@",
	and_: "&",
	or_: "|",
	xor: "^",
	lshift: "<<",
	rshift: ">>",
} as const;

const COMPARE = { eq: "==", ne: "!=", lt: "<", le: "<=", gt: ">", ge: ">=", is_: "is", is_not: "is not" } as const;

const binary: readonly FunctionModel[] = Object.entries(BINARY).map(([name, op]) =>
	defineFunction(`operator.${name}`, "a, b, /", (bound, { machine, args }) =>
		machine.binary(op, bound.get("a"), bound.get("b"), args.origin),
	),
);

const comparisons: readonly FunctionModel[] = Object.entries(COMPARE).map(([name, op]) =>
	defineFunction(`operator.${name}`, "a, b, /", (bound, { machine, args }) =>
		machine.compare(op, bound.get("a"), bound.get("b"), args.origin),
	),
);

const GET = "operator.<get>";

/** `itemgetter(1, 2)` and `attrgetter("a.b")` remember what to read. */
const getter = (name: string): FunctionModel =>
	defineFunction(`operator.${name}`, "*names", (bound, { world }) => ({
		kind: "partial",
		func: library(GET, world),
		args: [str(name), tuple(bound.rest.map(({ value }) => value))],
		keywords: [],
	}));

function read(kind: string, object: Value, name: Value, { machine, args }: LibraryCall): Value {
	if (kind === "itemgetter") return machine.getItem(object, name, args.origin);
	return textOf(name)
		.split(".")
		.reduce((value, part) => machine.getAttribute(value, part, args.origin), object);
}

const CALL_METHOD = "operator.<call>";

export const OPERATOR: readonly LibraryModel[] = [
	...binary,
	...comparisons,
	getter("itemgetter"),
	getter("attrgetter"),
	defineFunction(GET, "kind, names, object", (bound, call) => {
		const names = bound.get("names");
		if (names.kind !== "tuple") return vague("a getter that is not known");
		const values = names.items.map((name) => read(textOf(bound.get("kind")), bound.get("object"), name, call));
		return values.length === 1 ? (values[0] as Value) : tuple(values);
	}),
	defineFunction("operator.methodcaller", "name, /, *args, **kwargs", (bound, { world }) => ({
		kind: "partial",
		func: library(CALL_METHOD, world),
		args: [bound.get("name"), tuple(bound.rest.map(({ value }) => value))],
		keywords: bound.extra.map(({ name, value }) => [name, value] as const),
	})),
	defineFunction(CALL_METHOD, "name, values, object, **kwargs", (bound, { machine, args }) => {
		const values = bound.get("values");
		const method = machine.getAttribute(bound.get("object"), textOf(bound.get("name")), args.origin);
		const positional = values.kind === "tuple" ? values.items.map((value) => ({ value, origin: args.origin })) : [];
		return machine.call(method, { positional, keywords: bound.extra, origin: args.origin });
	}),
	defineFunction("operator.neg", "a, /", (bound, { machine, args }) =>
		machine.binary("*", bound.get("a"), { kind: "int", value: -1 }, args.origin),
	),
	defineFunction("operator.not_", "a, /", (bound, { machine, args }) => {
		const truth = machine.truth(bound.get("a"), args.origin);
		return truth === undefined ? { kind: "bool" } : bool(!truth);
	}),
	defineFunction("operator.truth", "a, /", (bound) => {
		const truth = truthOf(bound.get("a"));
		return truth === undefined ? { kind: "bool" } : bool(truth);
	}),
	defineFunction("operator.contains", "a, b, /", (bound, { machine, args }) =>
		machine.compare("in", bound.get("b"), bound.get("a"), args.origin),
	),
	defineFunction("operator.getitem", "a, b, /", (bound, { machine, args }) =>
		machine.getItem(bound.get("a"), bound.get("b"), args.origin),
	),
	defineFunction("operator.setitem", "a, b, c, /", (bound, { machine, args }) => {
		machine.setItem(bound.get("a"), bound.get("b"), bound.get("c"), args.origin);
		return NONE;
	}),
];
