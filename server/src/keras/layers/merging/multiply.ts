import type { FunctionModel } from "../../../interpreter/api";
import { unlisted } from "../../engine/refused-dtypes";
import { defineMergeLayer } from "./base-merge";
import { defineMergeFunction } from "./merge-function";

/**
 * `keras.layers.Multiply`: `[a, b, …]` -> their shapes, broadcast to one another. The product of its inputs. Mirrors
 * keras/src/layers/merging/multiply.py.
 */
export const Multiply = defineMergeLayer("Multiply", {
	refuses: [unlisted("bool", "string")],
});

/** `keras.layers.multiply(inputs, **kwargs)`. */
export const multiply: FunctionModel = defineMergeFunction("multiply", "Multiply", "inputs, **kwargs");
