import { float, NONE, type Value } from "../domain";
import type { ConstantModel, Library } from "../interpreter/api";
import { CREATION } from "./creation";
import { DTYPE_MODELS } from "./dtypes";
import { ELEMENTWISE } from "./elementwise";
import { GENERATORS } from "./generators";
import { LAYOUTS } from "./layouts";
import { ArrayType } from "./ndarray";
import { PRODUCTS } from "./products";
import { REDUCTION_MODELS } from "./reductions";
import { SELECTION } from "./selection";
import { SHAPING } from "./shaping";
import { SPLITS } from "./splits";
import { UNFOLLOWED } from "./symbols";
import { TRAIN_TEST_SPLIT } from "./train-test-split";

const constant = (name: string, value: Value): ConstantModel => ({
	kind: "constant",
	name: `numpy.${name}`,
	value: () => value,
});

/** The part of NumPy that feeds models. */
export const numpyLibrary: Library = {
	models: [
		...UNFOLLOWED,
		...DTYPE_MODELS,
		...CREATION,
		...SHAPING,
		...PRODUCTS,
		...SELECTION,
		...LAYOUTS,
		...SPLITS,
		...GENERATORS,
		TRAIN_TEST_SPLIT,
		...REDUCTION_MODELS,
		...ELEMENTWISE,
		constant("newaxis", NONE),
		constant("pi", float(Math.PI)),
		constant("e", float(Math.E)),
		constant("inf", float(Number.POSITIVE_INFINITY)),
		constant("nan", float(Number.NaN)),
	],
	types: [ArrayType],
	// NumPy 1 shows the module that it imports.
	namespaces: [{ prefix: "numpy.math", target: "math", within: "keras2" }],
	describe: () => undefined,
	missing: (name) => (name === "numpy" || name.startsWith("numpy.") ? { text: `${name} is not modelled yet` } : null),
};
