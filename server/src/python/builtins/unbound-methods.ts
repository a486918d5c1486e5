import { NONE } from "../../domain";
import { dictFrom, type FunctionModel, type LibraryModel, type TypeModel, vague } from "../../interpreter/api";
import { itemsOf, textOf } from "../arguments";
import { DictType } from "../types/mappings";
import { ListType } from "../types/sequences";
import { SetType } from "../types/sets";
import { StrType } from "../types/strings";
import { define } from "./define";

/** `str.lower`: the method of a type, which takes the object first. */
const unbound = (type: string, { methods = {} }: TypeModel): readonly FunctionModel[] =>
	Object.entries(methods).map(([name, method]) => ({
		kind: "function",
		name: `builtins.${type}.${name}`,
		call: (call) => {
			const [self, ...positional] = call.args.positional;
			return method(self?.value ?? vague("a method without an object"), {
				...call,
				args: { ...call.args, positional },
			});
		},
	}));

export const UNBOUND_METHODS: readonly LibraryModel[] = [
	...unbound("str", StrType),
	...unbound("list", ListType),
	...unbound("dict", DictType),
	...unbound("set", SetType),
	define("dict.fromkeys", "iterable, value=None, /", (bound, call) =>
		dictFrom(itemsOf(bound.get("iterable"), call, "fromkeys()").map((key) => [key, bound.get("value")])),
	),
	define("object.__setattr__", "self, name, value, /", (bound, { machine, args }) => {
		machine.setAttribute(bound.get("self"), textOf(bound.get("name")), bound.get("value"), args.origin);
		return NONE;
	}),
];
