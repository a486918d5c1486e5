import type { FunctionModel } from "../../../interpreter/api";
import { defineMergeLayer, rejectDTypes } from "./base-merge";
import { defineMergeFunction } from "./merge-function";

/**
 * `keras.layers.Add`: `[a, b, …]` -> their shapes, broadcast to one another. The sum of its inputs. Mirrors
 * keras/src/layers/merging/add.py.
 */
export const Add = defineMergeLayer("Add", {
	graphDType(dtype, inputs) {
		if (inputs > 1) rejectDTypes(dtype, ["bool"], "add");
		return dtype;
	},
});

/** `keras.layers.add(inputs, **kwargs)`. */
export const add: FunctionModel = defineMergeFunction("add", "Add", "inputs, **kwargs");
