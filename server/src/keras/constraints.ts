import { unknown } from "../domain";
import type { ClassModel, LibraryModel } from "../interpreter/api";
import { defineGetter } from "./engine/get-function";
import { defineObject, type ObjectDefinition } from "./engine/library-object";

/** `keras.constraints`. Mirrors keras/src/constraints.py (2.15) and keras/src/constraints/constraints.py (3). */
const constraint = (
	name: string,
	alias: string | undefined,
	signature = "",
	more: Partial<ObjectDefinition<object>> = {},
): ClassModel =>
	defineObject<object>({
		name: `keras.constraints.${name}`,
		aliases: alias === undefined ? [] : [`keras.constraints.${alias}`],
		type: "constraint",
		signature,
		call: () => unknown({ text: "a constraint is applied at run time" }),
		...more,
	});

export const CONSTRAINTS: readonly LibraryModel[] = [
	constraint("Constraint", undefined),
	constraint("MaxNorm", "max_norm", "max_value=2, axis=0"),
	constraint("MinMaxNorm", "min_max_norm", "min_value=0.0, max_value=1.0, rate=1.0, axis=0"),
	constraint("NonNeg", "non_neg"),
	constraint("UnitNorm", "unit_norm", "axis=0"),
	constraint("RadialConstraint", "radial_constraint", "", { worlds: ["keras2"] }),
	...defineGetter("constraints", "constraint"),
];
