import { type DType, isFloating, isInteger, ranked } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import { defineOp, dimsOf, type OpArguments } from "../op";
import { composed } from "./composed";
import { broadcast, commonDType, dividedDType } from "./elementwise";
import { complex, floating, keep, number, requireDType } from "./keep";

const FLOATS: readonly string[] = [
	"math.erfc",
	"math.erfinv",
	"math.ndtri",
	"math.erfcinv",
	"math.bessel_i0",
	"math.bessel_i0e",
	"math.bessel_i1",
	"math.bessel_i1e",
];

/** The real type that a complex one is made of. */
export const realPart = (dtype: DType): DType =>
	dtype === "complex64" ? "float32" : dtype === "complex128" ? "float64" : dtype;

const complexOf = (dtype: DType): DType => (dtype === "float64" ? "complex128" : "complex64");

const part = (name: string): FunctionModel =>
	defineOp(`math.${name}`, "input, name=None", (args) => {
		const { shape, dtype } = args.tensor("input");
		if (name === "angle") requireDType(args, "math.angle", dtype, number);
		if (name === "real" && typeof dtype === "string" && !number(dtype)) {
			args.fail({ code: "invalid-layer-input", exception: "TypeError", message: `tf.math.real of ${dtype}` });
		}
		return { shape, dtype: realPart(dtype) };
	});

const COMPLEX = defineOp(["complex", "dtypes.complex"], "real, imag, name=None", (args) => {
	const [a, b] = [args.tensor("real"), args.tensor("imag")];
	const dtype = commonDType([a, b], args.isGraph, args.fail);
	if (!isFloating(dtype)) return vague("a complex number of such parts");
	return { shape: broadcast(a.shape, b.shape, args.fail), dtype: complexOf(dtype) };
});

const COUNT_NONZERO = defineOp(
	"math.count_nonzero",
	"input, axis=None, keepdims=None, dtype='int64', name=None",
	(args) => ({ shape: reduced(args, "input"), dtype: args.dtype("dtype") ?? "int64" }),
);

function reduced(args: OpArguments, name: string) {
	const operand = args.tensor(name);
	const dims = dimsOf(operand);
	const axes = (args.ints("axis") ?? dims.map((_, axis) => axis)).map((axis) => (axis < 0 ? axis + dims.length : axis));
	const odd = axes.find((axis) => axis < 0 || axis >= dims.length);
	if (odd !== undefined) {
		args.fail({ code: "input-rank", message: `axis ${odd} is out of range for rank ${dims.length}`, argument: "axis" });
	}
	if (args.isTrue("keepdims")) return ranked(dims.map((dim, axis) => (axes.includes(axis) ? 1 : dim)));
	return ranked(dims.filter((_, axis) => !axes.includes(axis)));
}

/** `tf.math.divide_no_nan` divides truly, as `/` does. */
const DIVIDE_NO_NAN = defineOp("math.divide_no_nan", "x, y, name=None", (args) => {
	const [x, y] = [args.tensor("x"), args.tensor("y")];
	const dtype = commonDType([x, y], args.isGraph, args.fail);
	return { shape: broadcast(x.shape, y.shape, args.fail), dtype: dividedDType(dtype) };
});

const SCALAR_MUL = defineOp(["scalar_mul", "math.scalar_mul"], "scalar, x, name=None", (args) => {
	const { shape, dtype } = args.tensor("x");
	return { shape, dtype };
});

const bitwise = (name: string): FunctionModel =>
	defineOp(`bitwise.${name}`, "x, y, name=None", (args) => {
		const [x, y] = [args.tensor("x"), args.tensor("y")];
		const dtype = commonDType([x, y], args.isGraph, args.fail);
		requireDType(args, `bitwise.${name}`, dtype, isInteger);
		return { shape: broadcast(x.shape, y.shape, args.fail), dtype };
	});

const binaryFloats = (name: string): FunctionModel =>
	defineOp(`math.${name}`, "x, y, name=None", (args) => {
		const [x, y] = [args.tensor("x"), args.tensor("y")];
		const dtype = commonDType([x, y], args.isGraph, args.fail);
		requireDType(args, `math.${name}`, dtype, floating);
		return { shape: broadcast(x.shape, y.shape, args.fail), dtype };
	});

const LOGICAL_XOR = composed("math.logical_xor", "x, y, name=None", ({ call }, [x, y]) => {
	const both = call("logical_and", x, y);
	return call("logical_and", call("logical_or", x, y), call("logical_not", both));
});

const SATURATE_CAST = defineOp(["dtypes.saturate_cast", "saturate_cast"], "value, dtype, name=None", (args) => {
	const { shape } = args.tensor("value");
	return { shape, dtype: args.dtype("dtype") ?? vague("a dtype that is not known") };
});

const BITCAST = defineOp("bitcast", "input, type, name=None", (args) => {
	const { shape, dtype } = args.tensor("input");
	const wanted = args.dtype("type");
	const bits = (each: DType | undefined): string | undefined =>
		typeof each === "string" ? /\d+$/.exec(each)?.[0] : undefined;
	if (
		wanted === undefined ||
		bits(wanted) === undefined ||
		bits(wanted) !== bits(dtype) ||
		complex(wanted) ||
		complex(dtype)
	)
		return vague("a bitcast to another size");
	return { shape, dtype: wanted };
});

export const MORE_MATH_OPS: readonly FunctionModel[] = [
	...FLOATS.map((name) => keep(name, "x, name=None", floating)),
	keep("math.reciprocal_no_nan", "x, name=None", floating),
	keep(["nn.softsign", "math.softsign"], "features, name=None", floating),
	keep("math.conj", "x, name=None", number),
	part("real"),
	part("imag"),
	part("angle"),
	COMPLEX,
	COUNT_NONZERO,
	DIVIDE_NO_NAN,
	SCALAR_MUL,
	...["bitwise_and", "bitwise_or", "bitwise_xor", "left_shift", "right_shift"].map(bitwise),
	...["nextafter", "xlog1py", "igamma", "igammac", "zeta", "polygamma"].map(binaryFloats),
	LOGICAL_XOR,
	SATURATE_CAST,
	BITCAST,
	keep("debugging.check_numerics", "tensor, message, name=None", floating),
];
