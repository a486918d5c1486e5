import { type ClassModel, defineFunction, type LibraryModel, raise } from "../../interpreter/api";
import { COMPOSITE_SPECS } from "./composite-specs";
import { DENSE_SPECS } from "./dense-specs";
import { specOfValue } from "./from-value";
import { NESTED_SPECS } from "./nested-specs";

/** `tf.TypeSpec`: a class to derive from, and to ask about. */
const TYPE_SPEC: ClassModel = {
	kind: "class",
	name: "tensorflow.TypeSpec",
	construct: (cls) =>
		cls.kind === "class"
			? { kind: "unknown", why: { text: "an object of a class that derives from a TypeSpec" } }
			: raise({
					code: "python-error",
					exception: "TypeError",
					message: "tf.TypeSpec is abstract: make a tf.TensorSpec or another of its classes",
				}),
	init: () => undefined,
};

/** `tf.type_spec_from_value`: announced to the rules as a spec that is written is. */
const FROM_VALUE = defineFunction("tensorflow.type_spec_from_value", "value", (bound, { machine, args }) => {
	const value = specOfValue(bound.get("value"), machine);
	if (value.kind === "typespec")
		machine.emit({ kind: "typespec", value, origin: args.origin, handwritten: [], assumptions: machine.assumptions });
	return value;
});

/** The TypeSpec family. */
export const TYPE_SPECS: readonly LibraryModel[] = [
	TYPE_SPEC,
	...DENSE_SPECS,
	...COMPOSITE_SPECS,
	...NESTED_SPECS,
	FROM_VALUE,
];
