import { type Dim, type DType, isInteger, isStatic, mergeDims, printShape, ranked } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import { defineOp, dimsOf, type OpArguments } from "../op";
import { withDims } from "../shape-functions";
import { composed } from "./composed";
import { broadcast, commonDType, rejectLeadingNumber } from "./elementwise";
import { dimsFromRank } from "./inference";
import { type Accepts, floating, inexact, keep, number, requireDType } from "./keep";

const FLOATS: readonly string[] = [
	"math.erfc",
	"math.erfinv",
	"math.ndtri",
	"math.bessel_i0",
	"math.bessel_i0e",
	"math.bessel_i1",
	"math.bessel_i1e",
];

/** Numbers that Python adds become of the dtype, which not every dtype lets them. */
const inPython = (name: string, accepts: Accepts, takes: Accepts): FunctionModel =>
	defineOp(name, "x, name=None", (args) => {
		const { shape, dtype } = args.tensor("x");
		requireDType(takes(dtype) ? args : { ...args, isGraph: true }, name, dtype, accepts);
		return { shape, dtype };
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

const bitwise = (name: string): FunctionModel =>
	defineOp(`bitwise.${name}`, "x, y, name=None", (args) => {
		const [x, y] = [args.tensor("x"), args.tensor("y")];
		rejectLeadingNumber(x, y, args);
		const dtype = commonDType([x, y], args.isGraph, args.fail);
		requireDType(args, `bitwise.${name}`, dtype, isInteger);
		return { shape: broadcast(x.shape, y.shape, args.fail), dtype };
	});

const LOGICAL_XOR = composed("math.logical_xor", "x, y, name=None", ({ call }, [x, y]) => {
	const both = call("logical_and", x, y);
	return call("logical_and", call("logical_or", x, y), call("logical_not", both));
});

const SATURATE_CAST = defineOp(["dtypes.saturate_cast", "saturate_cast"], "value, dtype, name=None", (args) => {
	const { shape, dtype } = args.tensor("value");
	requireDType({ ...args, isGraph: true }, "saturate_cast", dtype, number);
	return { shape, dtype: args.dtype("dtype") ?? vague("a dtype that is not known") };
});

const BITS: Readonly<Record<string, number>> = { bool: 0, string: 0, complex64: 64, complex128: 128 };

const bitsOf = (dtype: DType): number | undefined =>
	typeof dtype === "string" ? (BITS[dtype] ?? Number(/\d+$/.exec(dtype)?.[0])) : undefined;

/** `tf.bitcast`: a last axis for the parts of each element, or its parts from the last axis. */
const BITCAST = defineOp("bitcast", "input, type, name=None", (args) => {
	const { shape, dtype } = args.tensor("input");
	const wanted = args.dtype("type") ?? vague("the dtype of a bitcast");
	requireDType(args, "bitcast", dtype, number);
	requireDType(args, "bitcast", wanted, number);
	const [from, to] = [bitsOf(dtype), bitsOf(wanted)];
	if (from === undefined || to === undefined) return vague("the dtype of a bitcast");
	if (from === to) return { shape, dtype: wanted };
	if (from > to) return { shape: withDims(shape, (dims) => [...dims, from / to]), dtype: wanted };
	const dims = dimsOf({ shape, dtype });
	if (dims.length === 0 || mergeDims(dims.at(-1) as Dim, to / from) === undefined || !isStatic(dims.at(-1) as Dim)) {
		args.fail({
			code: "input-axis-size",
			message: `the last axis of ${printShape(shape)} must hold the ${to / from} parts of a ${String(wanted)}`,
			argument: "input",
		});
	}
	return { shape: ranked(dims.slice(0, -1)), dtype: wanted };
});

const LBETA = defineOp("math.lbeta", "x, name=None", (args) => {
	const operand = args.tensor("x");
	requireDType(args, "math.lbeta", operand.dtype, floating);
	return { shape: ranked(dimsFromRank(args, operand, 1, "x").slice(0, -1)), dtype: operand.dtype };
});

const SPECIAL =
	"bessel_i0 bessel_i0e bessel_i1 bessel_i1e bessel_j0 bessel_j1 bessel_k0 bessel_k0e bessel_k1 bessel_k1e bessel_y0 " +
	"bessel_y1 dawsn expint fresnel_cos fresnel_sin spence";

export const MORE_MATH_OPS: readonly FunctionModel[] = [
	...FLOATS.map((name) => keep(name, "x, name=None", floating)),
	...SPECIAL.split(" ").map((name) => keep(`math.special.${name}`, "x, name=None", floating)),
	inPython("math.reciprocal_no_nan", inexact, number),
	inPython("math.erfcinv", floating, floating),
	LBETA,
	COUNT_NONZERO,
	...["bitwise_and", "bitwise_or", "bitwise_xor", "left_shift", "right_shift"].map(bitwise),
	LOGICAL_XOR,
	SATURATE_CAST,
	BITCAST,
	keep("debugging.check_numerics", "tensor, message, name=None", floating),
];
