import type { Value } from "../domain";
import { type Bound, type LibraryCall, type LibraryModel, syntheticArguments, vague } from "../interpreter/api";
import { defineFunction } from "./function";

/** A decorator that leaves what it decorates as it is, as far as specs go; also when called with options first. */
const transparent = (name: string): LibraryModel =>
	defineFunction(name, "func=None, *args, **kwargs", (bound, call) => {
		const func = bound.get("func");
		const isFunction = func.kind === "function" || func.kind === "class" || func.kind === "method";
		return isFunction ? func : { kind: "library", name: IDENTITY, world: call.world };
	});

/** What a wrapper takes over from the function that it stands for. */
const TAKEN_OVER = ["__name__", "__qualname__", "__doc__", "__module__"];

function updateWrapper(bound: Bound, { machine, args }: LibraryCall): Value {
	const [wrapper, wrapped] = [bound.get("wrapper"), bound.get("wrapped")];
	if (wrapper.kind !== "function") return wrapper;
	for (const name of TAKEN_OVER) {
		const value = machine.findAttribute(wrapped, name, args.origin);
		if (value) machine.setAttribute(wrapper, name, value, args.origin);
	}
	if (wrapped.kind === "function") {
		for (const [name, value] of wrapped.attrs) machine.setAttribute(wrapper, name, value, args.origin);
	}
	machine.setAttribute(wrapper, "__wrapped__", wrapped, args.origin);
	return wrapper;
}

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
	defineFunction("functools.wraps", "wrapped, assigned=(), updated=()", (bound, call) => ({
		kind: "partial",
		func: { kind: "library", name: "functools.update_wrapper", world: call.world },
		args: [],
		keywords: [["wrapped", bound.get("wrapped")]],
	})),
	defineFunction("functools.update_wrapper", "wrapper, wrapped, assigned=(), updated=()", updateWrapper),
	defineFunction("functools.cached_property", "func", (bound) => ({
		kind: "descriptor",
		flavor: "cached_property",
		func: bound.get("func"),
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
