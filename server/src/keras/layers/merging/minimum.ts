import type { FunctionModel } from "../../../interpreter/api";
import { unlisted } from "../../engine/refused-dtypes";
import { defineMergeLayer } from "./base-merge";
import { defineMergeFunction } from "./merge-function";

/**
 * `keras.layers.Minimum`: `[a, b, …]` -> their shapes, broadcast to one another. The elementwise minimum of its
 * inputs. Mirrors keras/src/layers/merging/minimum.py.
 */
export const Minimum = defineMergeLayer("Minimum", {
	refuses: [unlisted("bool", "string", "complex64", "complex128")],
});

/** `keras.layers.minimum(inputs, **kwargs)`. */
export const minimum: FunctionModel = defineMergeFunction("minimum", "Minimum", "inputs, **kwargs");
