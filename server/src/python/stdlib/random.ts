import { joinValues, type Value } from "../../domain";
import { type LibraryCall, type LibraryModel, setItems, vague } from "../../interpreter/api";
import { intOf, itemsOf } from "../arguments";
import { defineFunction } from "../function";
import { answering, anyFloat, anyInt, nothing } from "./define";

/** One of several values: what they have in common. */
function oneOf(value: Value, call: LibraryCall): Value {
	const items = itemsOf(value, call, "a choice");
	return items.length === 0 ? vague("a choice of nothing") : items.reduce(joinValues);
}

const several = (value: Value, count: number, call: LibraryCall): Value => {
	const item = oneOf(value, call);
	return { kind: "list", items: Array.from({ length: count }, () => item) };
};

/** `random`: what comes out is not known, but its type is. */
export const RANDOM: readonly LibraryModel[] = [
	...answering("seed", "random.", nothing),
	...answering(
		"random uniform gauss normalvariate triangular betavariate expovariate gammavariate lognormvariate vonmisesvariate",
		"random.",
		anyFloat,
	),
	...answering("randint randrange getrandbits", "random.", anyInt),
	defineFunction("random.choice", "seq", (bound, call) => oneOf(bound.get("seq"), call)),
	defineFunction("random.choices", "population, weights=None, *, cum_weights=None, k=1", (bound, call) =>
		several(bound.get("population"), intOf(bound.get("k")), call),
	),
	defineFunction("random.sample", "population, k, *, counts=None", (bound, call) =>
		several(bound.get("population"), intOf(bound.get("k")), call),
	),
	defineFunction("random.shuffle", "x", (bound, call) => {
		const list = bound.get("x");
		if (list.kind === "list" && list.items && list.items.length > 1) {
			const item = list.items.reduce(joinValues);
			setItems(
				list,
				list.items.map(() => item),
				call.machine,
			);
		}
		return { kind: "none" };
	}),
];
