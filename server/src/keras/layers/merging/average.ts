import type { DType } from "../../../domain";
import type { FunctionModel } from "../../../interpreter/api";
import { unlisted } from "../../engine/refused-dtypes";
import { defineMergeLayer } from "./base-merge";
import { defineMergeFunction } from "./merge-function";

const NARROW_INTS: readonly DType[] = ["int8", "int16", "uint8", "uint16"];
const WIDE_INTS: readonly DType[] = ["int32", "int64", "uint32", "uint64"];

/** `tf.truediv` makes floats of ints: of 32 bits from narrow ones, of 64 bits from wide ones. */
function quotient(dtype: DType): DType {
	if (NARROW_INTS.includes(dtype)) return "float32";
	return WIDE_INTS.includes(dtype) ? "float64" : dtype;
}

/**
 * `keras.layers.Average`: `[a, b, …]` -> their shapes, broadcast to one another. The mean of its inputs. Mirrors
 * keras/src/layers/merging/average.py.
 */
export const Average = defineMergeLayer("Average", {
	refuses: [unlisted("bool")],
	refusesAny: [{ dtypes: ["bool", "string"], graph: "TypeError", eager: "TypeError" }],
	gives: quotient,
});

/** `keras.layers.average(inputs, **kwargs)`. */
export const average: FunctionModel = defineMergeFunction("average", "Average", "inputs, **kwargs");
