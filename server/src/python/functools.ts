import type { PartialValue, Value } from "../domain";
import { type Bound, type LibraryCall, type LibraryModel, raise, syntheticArguments, vague } from "../interpreter/api";
import { defineFunction } from "./function";
import { withCache } from "./function-cache";
import { TOTAL_ORDERING } from "./total-ordering";

/** `lru_cache` and `cache`: on a function, or called with options first. */
const caching = (name: string): LibraryModel =>
	defineFunction(name, "func=None, *args, **kwargs", (bound, call) => {
		const func = bound.get("func");
		if (func.kind === "function") return withCache(func);
		const isOther = func.kind === "class" || func.kind === "method" || func.kind === "descriptor";
		return isOther ? func : { kind: "library", name: CACHE, world: call.world };
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

/** A partial of a partial is one of what that calls, with the arguments of both. */
function makePartial(func: Value, args: readonly Value[], keywords: PartialValue["keywords"]): PartialValue {
	if (func.kind !== "partial") return { kind: "partial", func, args, keywords };
	const merged = new Map([...func.keywords, ...keywords]);
	return { kind: "partial", func: func.func, args: [...func.args, ...args], keywords: [...merged] };
}

const CACHE = "functools.<cache>";

export const FUNCTOOLS: readonly LibraryModel[] = [
	caching(CACHE),
	defineFunction(
		"functools.partial",
		"func, *args, **kwargs",
		(bound): Value =>
			makePartial(
				bound.get("func"),
				bound.rest.map((each) => each.value),
				bound.extra.map((each) => [each.name, each.value] as const),
			),
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
	caching("functools.lru_cache"),
	caching("functools.cache"),
	...TOTAL_ORDERING,
	defineFunction("functools.reduce", "func, iterable, initial=None", (bound, call) => {
		const items = call.machine.iterate(bound.get("iterable"), call.args.origin) ?? vague("items that are not known");
		const [first, ...rest] = bound.given("initial") ? [bound.get("initial"), ...items] : items;
		return rest.reduce(
			(total, item) => call.machine.call(bound.get("func"), syntheticArguments([total, item], call.args.origin)),
			first ??
				raise({ code: "python-error", exception: "TypeError", message: "reduce() of nothing has no initial value" }),
		);
	}),
];
