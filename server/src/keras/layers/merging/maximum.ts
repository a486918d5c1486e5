import type { FunctionModel } from "../../../interpreter/api";
import { unlisted } from "../../engine/refused-dtypes";
import { defineMergeLayer } from "./base-merge";
import { defineMergeFunction } from "./merge-function";

/**
 * `keras.layers.Maximum`: `[a, b, …]` -> their shapes, broadcast to one another. The elementwise maximum of its
 * inputs. Mirrors keras/src/layers/merging/maximum.py.
 */
export const Maximum = defineMergeLayer("Maximum", {
	refuses: [unlisted("bool", "string", "complex64", "complex128")],
});

/** `keras.layers.maximum(inputs, **kwargs)`. */
export const maximum: FunctionModel = defineMergeFunction("maximum", "Maximum", "inputs, **kwargs");
