import { bool, library, type Value } from "../domain";
import { type FunctionModel, type LibraryCall, type LibraryModel, syntheticArguments, vague } from "../interpreter/api";
import { defineFunction } from "./function";

const NOWHERE = { path: "", start: 0, end: 0 };

/** In the order in which `functools` looks for one to begin with. */
const PREFERRED = ["__lt__", "__le__", "__gt__", "__ge__"] as const;
type Ordering = (typeof PREFERRED)[number];

/** Whether the comparison that there is is negated, and what it is joined with. */
type Recipe = readonly [negated: boolean, joined: "==" | "!=" | undefined];

/** How each missing comparison is made of the one that the class has. */
const MADE: Readonly<Record<Ordering, Readonly<Partial<Record<Ordering, Recipe>>>>> = {
	__lt__: { __gt__: [true, "!="], __le__: [false, "=="], __ge__: [true, undefined] },
	__gt__: { __lt__: [true, "!="], __ge__: [false, "=="], __le__: [true, undefined] },
	__le__: { __ge__: [true, "=="], __lt__: [false, "!="], __gt__: [true, undefined] },
	__ge__: { __le__: [true, "=="], __gt__: [false, "!="], __lt__: [true, undefined] },
};

const nameOf = (root: string, name: string): string => `functools.<${root} ${name}>`;

/** What `functools` itself computes: `a > b` of `__lt__` is `not a < b and a != b`. */
function compareBy(root: Ordering, name: Ordering): FunctionModel {
	const [negated, joined] = MADE[root][name] ?? [false, undefined];
	return defineFunction(nameOf(root, name), "self, other", (bound, { machine, args }) => {
		const [self, other] = [bound.get("self"), bound.get("other")];
		const method = machine.getAttribute(self, root, args.origin);
		const answer = machine.call(method, syntheticArguments([other], args.origin));
		if (answer.kind === "library") return answer;
		const truth = machine.truth(answer, args.origin) ?? vague("a comparison that is not known");
		const first = negated ? !truth : truth;
		if (joined === undefined) return bool(first);
		if (joined === "!=" && !first) return bool(false);
		if (joined === "==" && first) return bool(true);
		return machine.compare(joined, self, other, args.origin);
	});
}

/** `total_ordering` makes what is missing of one comparison that the class or a base of the user's has. */
function complete(cls: Value, { machine, world }: LibraryCall): Value {
	if (cls.kind !== "class") return vague("an ordering of what is no class");
	const has = (name: Ordering): boolean =>
		machine.mro(cls).some((each) => each.kind === "class" && each.attrs.has(name));
	const root = PREFERRED.find(has) ?? vague("an ordering without a comparison");
	for (const name of PREFERRED)
		if (!has(name)) machine.setAttribute(cls, name, library(nameOf(root, name), world), NOWHERE);
	return cls;
}

export const TOTAL_ORDERING: readonly LibraryModel[] = [
	...PREFERRED.flatMap((root) => PREFERRED.filter((name) => name !== root).map((name) => compareBy(root, name))),
	defineFunction("functools.total_ordering", "cls", (bound, call) => complete(bound.get("cls"), call)),
];
