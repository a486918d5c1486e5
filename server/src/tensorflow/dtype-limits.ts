import { bool, type DTypeName, int, isFloating, isInteger, tuple, type Value } from "../domain";
import { raise, vague } from "../interpreter/api";

/** The largest finite number of each floating dtype. */
const LARGEST: Partial<Record<DTypeName, number>> = {
	float16: 65504,
	float32: 3.4028234663852886e38,
	float64: Number.MAX_VALUE,
};

const bitsOf = (dtype: DTypeName): number => Number(/(\d+)$/.exec(dtype)?.[1] ?? vague(`the size of ${dtype}`));

/** Python's int; beyond 2**53 it is not followed. */
const whole = (value: number): Value =>
	Number.isSafeInteger(value) ? int(value) : { kind: "int", why: { text: "integer beyond 2**53" } };

function bounds(dtype: DTypeName): readonly [number, number] {
	const bits = bitsOf(dtype);
	return dtype.startsWith("u") ? [0, 2 ** bits - 1] : [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
}

/** `dtype.min` and `dtype.max`: NumPy's float or Python's int. Mirrors `DType.min` of tensorflow/python/framework/dtypes.py. */
export function extremeOf(dtype: DTypeName, which: "min" | "max"): Value {
	if (isInteger(dtype)) return whole(bounds(dtype)[which === "min" ? 0 : 1]);
	const largest = LARGEST[dtype];
	if (largest !== undefined) return { kind: "float", value: which === "min" ? -largest : largest, numpy: dtype };
	if (isFloating(dtype)) return { kind: "float", why: { text: `the ${which} of ${dtype}` } };
	raise({ code: "python-error", exception: "TypeError", message: `tf.${dtype} has no ${which}` });
}

/** `dtype.limits`: the range of the values of an image, from 0 up. */
export function limitsOf(dtype: DTypeName): Value {
	if (dtype === "resource" || dtype === "variant") return rejectHandle(dtype);
	if (dtype === "bool") return tuple([int(0), bool(true)]);
	if (dtype === "float32" || dtype === "float64") return tuple([int(0), int(1)]);
	if (isInteger(dtype) && !dtype.endsWith("int4")) return tuple([int(0), whole(bounds(dtype)[1])]);
	raise({ code: "python-error", exception: "ValueError", message: `tf.${dtype} has no defined limits` });
}

/** What holds no numbers has no dtype in NumPy. */
export const rejectHandle = (dtype: DTypeName): never =>
	raise({ code: "python-error", exception: "KeyError", message: `tf.${dtype} has no dtype in NumPy` });
