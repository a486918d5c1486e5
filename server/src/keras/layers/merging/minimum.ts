import type { FunctionModel } from "../../../interpreter/api";
import { defineMergeLayer, rejectDTypes } from "./base-merge";
import { defineMergeFunction } from "./merge-function";

/**
 * `keras.layers.Minimum`: `[a, b, …]` -> their shapes, broadcast to one another. The elementwise minimum of its
 * inputs. Mirrors keras/src/layers/merging/minimum.py.
 */
export const Minimum = defineMergeLayer("Minimum", {
	graphDType(dtype, inputs) {
		if (inputs > 1) rejectDTypes(dtype, ["bool", "string", "complex64", "complex128"], "compare");
		return dtype;
	},
});

/** `keras.layers.minimum(inputs, **kwargs)`. */
export const minimum: FunctionModel = defineMergeFunction("minimum", "Minimum", "inputs, **kwargs");
