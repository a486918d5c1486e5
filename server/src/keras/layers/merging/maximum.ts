import type { FunctionModel } from "../../../interpreter/api";
import { defineMergeLayer, rejectDTypes } from "./base-merge";
import { defineMergeFunction } from "./merge-function";

/**
 * `keras.layers.Maximum`: `[a, b, …]` -> their shapes, broadcast to one another. The elementwise maximum of its
 * inputs. Mirrors keras/src/layers/merging/maximum.py.
 */
export const Maximum = defineMergeLayer("Maximum", {
	graphDType(dtype, inputs) {
		if (inputs > 1) rejectDTypes(dtype, ["bool", "string", "complex64", "complex128"], "compare");
		return dtype;
	},
});

/** `keras.layers.maximum(inputs, **kwargs)`. */
export const maximum: FunctionModel = defineMergeFunction("maximum", "Maximum", "inputs, **kwargs");
