import type { FunctionModel } from "../../../interpreter/api";
import { unlisted } from "../../engine/refused-dtypes";
import { defineMergeLayer } from "./base-merge";
import { defineMergeFunction } from "./merge-function";

/**
 * `keras.layers.Add`: `[a, b, …]` -> their shapes, broadcast to one another. The sum of its inputs. Mirrors
 * keras/src/layers/merging/add.py.
 */
export const Add = defineMergeLayer("Add", {
	refuses: [unlisted("bool")],
});

/** `keras.layers.add(inputs, **kwargs)`. */
export const add: FunctionModel = defineMergeFunction("add", "Add", "inputs, **kwargs");
