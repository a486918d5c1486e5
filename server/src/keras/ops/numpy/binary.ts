import { binaryOps } from "../binary";
import type { OpModel } from "../define-op";
import { boolToInt, complexToFloat, intToFloat64, TAKES } from "../dtype-rules";

const words = (text: string): readonly string[] => text.split(" ");

/** Functions of two tensors that broadcast. Mirrors keras/src/ops/numpy.py and the TensorFlow backend's. */
export const NUMPY_BINARY: readonly OpModel[] = [
	...binaryOps(words("add subtract multiply power maximum minimum fmax fmin floor_divide"), { takes: TAKES.number }),
	...binaryOps(words("divide true_divide divide_no_nan"), { extra: ["float"] }),
	...binaryOps(words("mod fmod"), { strict: true, gives: boolToInt }),
	...binaryOps(["arctan2"], { strict: true, extra: ["float"], defaults: true }),
	...binaryOps(words("logaddexp logaddexp2"), { strict: true, extra: ["float"] }),
	...binaryOps(["nextafter"], { strict: true, standard: true, extra: ["float"] }),
	...binaryOps(["hypot"], {
		strict: true,
		gives: intToFloat64,
		computes: (dtype) => complexToFloat(intToFloat64(dtype)),
		takes: TAKES.number,
		attributes: true,
	}),
	...binaryOps(["heaviside"], {
		strict: true,
		gives: intToFloat64,
		takes: TAKES.real,
		rejects: "TypeError",
		attributes: true,
	}),
	...binaryOps(words("equal not_equal"), { declares: "bool" }),
	...binaryOps(words("logical_and logical_or logical_xor"), { declares: "bool", truth: true }),
	...binaryOps(words("greater greater_equal less less_equal"), { declares: "bool", takes: TAKES.real }),
	...binaryOps(["isclose"], { declares: "bool", signature: "x1, x2, rtol=1e-05, atol=1e-08, equal_nan=False" }),
];
