import { type DType, isInteger, ranked } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { resultType } from "../../backend/common/dtypes";
import { canonicalAxis, intOf, itemsOf, writtenAxes } from "../arguments";
import { defineOp, type OpModel } from "../define-op";
import { boolToInt, type DTypeMap, realPart, same, TAKES, type Takes, toBool, toFloat, widen } from "../dtype-rules";
import type { OpCall } from "../op-call";
import { flatSize, reduceShape } from "../shapes";
import { rejectDType } from "../unary";

interface ReductionRule {
	readonly declares?: DTypeMap;
	readonly gives?: DTypeMap;
	readonly takes?: Takes;
	readonly signature?: string;
	/** It takes `initial`. */
	readonly initial?: boolean;
	readonly module?: string;
}

const SIGNATURE = "x, axis=None, keepdims=False";

/** Functions that reduce along axes, by name. */
function reductions(names: readonly string[], rule: ReductionRule): readonly OpModel[] {
	return names.map((name) =>
		defineOp(name, rule.module ?? "numpy", rule.signature ?? SIGNATURE, (op) => {
			const x = op.tensor("x");
			const axes = writtenAxes(op);
			const takes = rule.takes ?? TAKES.any;
			if (!op.isSymbolic && typeof x.dtype === "string" && !takes(x.dtype)) rejectDType(x.dtype, op);
			const map = (op.isSymbolic ? rule.declares : rule.gives) ?? rule.declares ?? same;
			if (rule.initial && !op.isSymbolic) rejectInitial(x.dtype, op);
			return { shape: reduceShape(x.shape, axes, op.flag("keepdims"), op), dtype: map(x.dtype) };
		}),
	);
}

/** TensorFlow makes no int of a Python float. */
function rejectInitial(dtype: DType, op: OpCall): void {
	if (op.get("initial").kind !== "float" || !isInteger(dtype)) return;
	op.fail({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `initial is a float, the tensor has dtype ${String(dtype)}`,
		argument: "initial",
	});
}

/** `mean` of ints is a float of their precision. */
const meanDType: DTypeMap = (dtype) => {
	if (typeof dtype !== "string") return dtype;
	return dtype.includes("int") || dtype === "bool" ? resultType([dtype, "float32"]) : dtype;
};

const floatType: DTypeMap = (dtype) => resultType([dtype, "float"]);

/** One axis, or the flat tensor. */
function argReduce(op: OpCall) {
	const x = op.tensor("x");
	const axes = writtenAxes(op);
	const keepdims = op.flag("keepdims");
	if (!op.isSymbolic && axes && itemsOf(op.get("axis"))) return vague("several axes");
	// TensorFlow finds the place in a scalar along any axis.
	if (!op.isSymbolic && x.shape.kind === "ranked" && x.shape.dims.length === 0) {
		if (axes && op.mode === "eager") op.fail({ code: "input-rank", message: "a scalar has no axes", argument: "axis" });
		if (axes && keepdims)
			op.fail({
				code: "input-rank",
				exception: "IndexError",
				message: "a scalar has no axis to keep",
				argument: "axis",
			});
		return { shape: x.shape, dtype: "int32" as DType };
	}
	// In a graph TensorFlow does not look which axis of a vector it is.
	if (op.mode === "graph" && !keepdims && x.shape.kind === "ranked" && x.shape.dims.length === 1)
		return { shape: ranked([]), dtype: "int32" as DType };
	return { shape: reduceShape(x.shape, axes, keepdims, op), dtype: "int32" as DType };
}

/** `cumsum` and the like: along an axis, or of the flat tensor. */
function accumulate(op: OpCall) {
	const x = op.tensor("x");
	const dtype = boolToInt(op.dtype("dtype") ?? x.dtype);
	// In a graph TensorFlow looks at the axis while the model runs.
	const isOpen = op.mode === "graph" && op.has("axis");
	return { shape: isOpen ? x.shape : alongAxis(op), dtype };
}

/** The tensor's shape, or the flat one for `axis=None`. */
export function alongAxis(op: OpCall) {
	const { shape } = op.tensor("x");
	const value = op.get("axis");
	if (shape.kind !== "ranked") return shape;
	if (value.kind === "none") return ranked([flatSize(shape.dims, op)]);
	canonicalAxis(intOf(value), shape.dims.length, op);
	return shape;
}

const sorted = (dtypeOf: DTypeMap) => (op: OpCall) => ({ shape: alongAxis(op), dtype: dtypeOf(op.tensor("x").dtype) });

/** Ops that reduce, order or accumulate. Mirrors keras/src/ops/numpy.py. */
export const REDUCTION_OPS: readonly OpModel[] = [
	...reductions(["sum"], { declares: widen }),
	...reductions(["mean"], { declares: meanDType }),
	...reductions(["all", "any"], { declares: toBool }),
	...reductions(["max", "min"], { signature: "x, axis=None, keepdims=False, initial=None", initial: true }),
	...reductions(["amax", "amin"], {}),
	...reductions(["ptp"], { takes: TAKES.number }),
	...reductions(["std"], { declares: toFloat, gives: (dtype) => realPart(toFloat(dtype)) }),
	...reductions(["var"], { declares: floatType }),
	defineOp("prod", "numpy", "x, axis=None, keepdims=False, dtype=None", (op) => {
		const x = op.tensor("x");
		const dtype = op.dtype("dtype") ?? widen(x.dtype);
		return { shape: reduceShape(x.shape, writtenAxes(op), op.flag("keepdims"), op), dtype };
	}),
	...["argmax", "argmin"].map((name) => defineOp(name, "numpy", SIGNATURE, argReduce)),
	...["cumsum", "cumprod"].map((name) => defineOp(name, "numpy", "x, axis=None, dtype=None", accumulate)),
	defineOp("sort", "numpy", "x, axis=-1", sorted(same)),
	defineOp("argsort", "numpy", "x, axis=-1", (op) => {
		const { shape } = op.tensor("x");
		const isScalar = shape.kind === "ranked" && shape.dims.length === 0;
		return { shape: isScalar && !op.isSymbolic ? ranked([1]) : alongAxis(op), dtype: "int32" };
	}),
	defineOp("count_nonzero", "numpy", "x, axis=None", (op) => ({
		shape: reduceShape(op.tensor("x").shape, writtenAxes(op), false, op),
		dtype: "int32",
	})),
	...reductions(["logsumexp"], { declares: () => "float32", gives: same, takes: TAKES.floatOrComplex, module: "math" }),
];
