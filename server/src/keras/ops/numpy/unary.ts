import { isComplex } from "../../../domain";
import type { OpModel } from "../define-op";
import {
	boolToInt,
	complexToFloat,
	onlyFloat64,
	realPart,
	same,
	TAKES,
	toBool,
	toFloat,
	toFloat64,
} from "../dtype-rules";
import { unaryOps } from "../unary";

const words = (text: string): readonly string[] => text.split(" ");

const FLOATS = words(
	"arccos arccosh arcsin arcsinh arctan arctanh cos cosh exp expm1 log log10 log1p log2 sin sinc sinh sqrt tan tanh",
);

/** Functions of one tensor that keep its shape. Mirrors keras/src/ops/numpy.py and the TensorFlow backend's. */
export const NUMPY_UNARY: readonly OpModel[] = [
	...unaryOps("numpy", FLOATS, { declares: toFloat }),
	...unaryOps("numpy", ["abs", "absolute"], { gives: realPart, operation: "Absolute" }),
	...unaryOps("numpy", ["imag"], { gives: realPart }),
	...unaryOps("numpy", ["real"], { gives: realPart, takes: TAKES.number, rejects: "TypeError" }),
	...unaryOps("numpy", ["angle"], { declares: toFloat, gives: (dtype) => complexToFloat(toFloat(dtype)) }),
	...unaryOps("numpy", ["bitwise_invert", "bitwise_not"], { takes: TAKES.integer }),
	...unaryOps("numpy", ["cbrt"], { declares: toFloat64, gives: onlyFloat64 }),
	...unaryOps("numpy", ["ceil", "floor"], { declares: toFloat, takes: TAKES.notComplex }),
	...unaryOps("numpy", ["conj", "conjugate"], { takes: TAKES.number, rejects: "TypeError", operation: "Conjugate" }),
	...unaryOps("numpy", ["copy"]),
	...unaryOps("numpy", ["deg2rad", "rad2deg"], { declares: onlyFloat64, gives: toFloat64 }),
	...unaryOps("numpy", ["exp2"], { declares: toFloat, graphRefuses: isComplex }),
	...unaryOps("numpy", ["fabs"], { declares: toFloat, takes: TAKES.notComplex, rejects: "TypeError", always: true }),
	...unaryOps("numpy", ["i0"], { declares: onlyFloat64 }),
	...unaryOps("numpy", ["isfinite", "isinf", "isnan"], { declares: toBool, takes: TAKES.notComplex }),
	...unaryOps("numpy", ["isneginf", "isposinf", "isreal", "logical_not", "signbit"], { declares: toBool }),
	...unaryOps("numpy", ["negative"], { takes: TAKES.signed }),
	...unaryOps("numpy", ["nan_to_num"], {
		takes: TAKES.notComplex,
		signature: "x, nan=0.0, posinf=None, neginf=None",
	}),
	...unaryOps("numpy", ["trunc"], { takes: TAKES.notComplex }),
	...unaryOps("numpy", ["reciprocal"], { declares: () => "float32", gives: same, takes: TAKES.signed }),
	...unaryOps("numpy", ["round"], { takes: TAKES.number, signature: "x, decimals=0" }),
	...unaryOps("numpy", ["sign"], { takes: TAKES.number }),
	...unaryOps("numpy", ["square"], { declares: boolToInt }),
	...unaryOps("core", ["stop_gradient"], { signature: "variable" }),
];
