import type { FunctionModel } from "../../../interpreter/api";
import { unlisted } from "../../engine/refused-dtypes";
import { defineMergeLayer } from "./base-merge";
import { defineMergeFunction } from "./merge-function";

/**
 * `keras.layers.Subtract`: `[a, b]` -> their shapes, broadcast to one another. `a - b`. Mirrors
 * keras/src/layers/merging/subtract.py.
 */
export const Subtract = defineMergeLayer("Subtract", {
	exactly: 2,
	refuses: [unlisted("bool", "string")],
});

/** `keras.layers.subtract(inputs, **kwargs)`. */
export const subtract: FunctionModel = defineMergeFunction("subtract", "Subtract", "inputs, **kwargs");
