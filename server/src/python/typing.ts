import { bool, type Value } from "../domain";
import type { ClassModel, LibraryModel, TypeModel } from "../interpreter/api";
import { defineFunction } from "./function";

/** A base class that gives its subclasses nothing to run. */
const plainClass = (name: string): ClassModel => ({
	kind: "class",
	name: `typing.${name}`,
	aliases: [`typing_extensions.${name}`],
	init: () => undefined,
	attribute: () => undefined,
	methods: { __init__: () => ({ kind: "none" }) },
});

const BASES = ["Generic", "Protocol"];

/** A decorator that gives back what it decorates. */
const transparent = (name: string): LibraryModel =>
	defineFunction(`typing.${name}`, "arg", (bound) => bound.get("arg"), { aliases: [`typing_extensions.${name}`] });

/** `Generic[T]`: the base itself. */
export const GenericType: TypeModel = {
	handles: (value: Value) =>
		value.kind === "library" &&
		BASES.some((name) => value.name === `typing.${name}` || value.name === `typing_extensions.${name}`),
	getItem: (self) => self,
};

/** What of `typing` is more than an annotation. */
export const TYPING: readonly LibraryModel[] = [
	{
		kind: "constant",
		name: "typing.TYPE_CHECKING",
		aliases: ["typing_extensions.TYPE_CHECKING"],
		value: () => bool(false),
	},
	...BASES.map(plainClass),
	...["final", "overload", "no_type_check", "runtime_checkable", "override"].map(transparent),
	defineFunction("typing.cast", "typ, val", (bound) => bound.get("val"), { aliases: ["typing_extensions.cast"] }),
	defineFunction("typing.TypeVar", "name, *constraints, **kwargs", () => ({
		kind: "unknown",
		why: { text: "a type variable" },
	})),
];
