import type { Value } from "../domain";
import { type LibraryModel, syntheticArguments, vague } from "../interpreter/api";
import { defineFunction } from "./function";

/** A decorator that leaves what it decorates as it is, as far as specs go; also when called with options first. */
const transparent = (name: string): LibraryModel =>
	defineFunction(name, "func=None, *args, **kwargs", (bound, call) => {
		const func = bound.get("func");
		const isFunction = func.kind === "function" || func.kind === "class" || func.kind === "method";
		return isFunction ? func : { kind: "library", name: IDENTITY, world: call.world };
	});

const IDENTITY = "functools.<identity>";

export const FUNCTOOLS: readonly LibraryModel[] = [
	defineFunction(IDENTITY, "func", (bound) => bound.get("func")),
	defineFunction(
		"functools.partial",
		"func, *args, **kwargs",
		(bound): Value => ({
			kind: "partial",
			func: bound.get("func"),
			args: bound.rest.map((each) => each.value),
			keywords: bound.extra.map((each) => [each.name, each.value] as const),
		}),
	),
	defineFunction("functools.wraps", "wrapped, **kwargs", (_bound, call) => ({
		kind: "library",
		name: IDENTITY,
		world: call.world,
	})),
	transparent("functools.lru_cache"),
	transparent("functools.cache"),
	defineFunction("functools.reduce", "func, iterable, initial=None", (bound, call) => {
		const items = call.machine.iterate(bound.get("iterable"), call.args.origin) ?? vague("items that are not known");
		const [first, ...rest] = bound.given("initial") ? [bound.get("initial"), ...items] : items;
		return rest.reduce(
			(total, item) => call.machine.call(bound.get("func"), syntheticArguments([total, item], call.args.origin)),
			first ?? vague("reduce() of nothing"),
		);
	}),
];
