import type { ClassModel, LibraryModel } from "../interpreter/api";
import { defineFunction } from "./function";

/** `abc.ABC` adds nothing that a model's construction could see; neither does its metaclass. */
const plainClass = (name: string): ClassModel => ({
	kind: "class",
	name,
	init: () => undefined,
	attribute: () => undefined,
	methods: { __init__: () => ({ kind: "none" }) },
});

const transparent = (name: string): LibraryModel => defineFunction(name, "func", (bound) => bound.get("func"));

/** Abstract base classes, as layer and model hierarchies declare them. */
export const ABC: readonly LibraryModel[] = [
	plainClass("abc.ABC"),
	plainClass("abc.ABCMeta"),
	transparent("abc.abstractmethod"),
];
