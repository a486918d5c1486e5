import type { FunctionModel } from "../../../interpreter/api";
import { defineMergeLayer, rejectDTypes } from "./base-merge";
import { defineMergeFunction } from "./merge-function";

/**
 * `keras.layers.Subtract`: `[a, b]` -> their shapes, broadcast to one another. `a - b`. Mirrors
 * keras/src/layers/merging/subtract.py.
 */
export const Subtract = defineMergeLayer("Subtract", {
	exactly: 2,
	graphDType(dtype) {
		rejectDTypes(dtype, ["bool", "string"], "subtract");
		return dtype;
	},
});

/** `keras.layers.subtract(inputs, **kwargs)`. */
export const subtract: FunctionModel = defineMergeFunction("subtract", "Subtract", "inputs, **kwargs");
