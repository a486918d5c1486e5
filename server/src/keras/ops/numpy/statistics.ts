import { type Dim, type DType, isInteger, isStatic, noneDim, ranked, type Shape } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { resultType } from "../../backend/common/dtypes";
import { canonicalAxis, intOf, itemsOf, writtenAxes } from "../arguments";
import { defineOp, type OpResult } from "../define-op";
import { boolToInt, type DTypeMap, same, toFloat, widen } from "../dtype-rules";
import type { OpCall } from "../op-call";
import { dimsOf } from "../operand";
import { differ, hasNone, promote, reduceShape } from "../shapes";
import { alongAxis } from "./reductions";

const floatType: DTypeMap = (dtype) => resultType([dtype, "float"]);

/** TensorFlow counts no NaN among ints. */
const nanReduction = (name: string, declares: DTypeMap, gives: DTypeMap = declares) =>
	defineOp(name, "numpy", "x, axis=None, keepdims=False", (op) => {
		const x = op.tensor("x");
		const shape = reduceShape(x.shape, writtenAxes(op), op.flag("keepdims"), op);
		return { shape, dtype: (op.isSymbolic ? declares : gives)(x.dtype) };
	});

const nanAccumulation = (name: string) =>
	defineOp(name, "numpy", "x, axis=None, dtype=None", (op) => {
		const x = op.tensor("x");
		const dtype = boolToInt(op.dtype("dtype") ?? x.dtype);
		// Keras does not look at the axis here.
		const shape = op.mode !== "eager" && op.has("axis") ? x.shape : alongAxis(op);
		return { shape, dtype };
	});

function average(op: OpCall): OpResult {
	const x = op.tensor("x");
	const axes = writtenAxes(op);
	if (!op.has("weights")) return { shape: reduceShape(x.shape, axes, false, op), dtype: floatType(x.dtype) };
	const weights = op.tensor("weights");
	const dtype = promote([x, weights], op, ["float"]);
	const [dims, given] = [dimsOf(x), dimsOf(weights)];
	const alike = dims.length === given.length && dims.every((dim, axis) => !differ(dim, given[axis]));
	const axis = axes?.[0];
	const fits = axis !== undefined && given.length === 1 && !differ(dims.at(axis), given[0]);
	if (!alike && !fits)
		op.fail({
			code: "merge-shape-mismatch",
			message: "weights must have the shape of x, or the size of its axis",
			argument: "weights",
		});
	return { shape: reduceShape(x.shape, axes, false, op), dtype };
}

/** The axes of quantiles, which Keras checks in all modes. */
function quantileShape(op: OpCall, counted: (length: number) => boolean): Shape {
	const dims = dimsOf(op.tensor("x"));
	const axes = writtenAxes(op)?.map((axis) => canonicalAxis(axis, dims.length, op, "axis", "ValueError"));
	const keep = op.flag("keepdims");
	// TensorFlow flattens what it reduces; with an open size, the other sizes are open as well.
	const isOpen = op.mode === "graph" && axes !== undefined && hasNone(dims.filter((_, axis) => !axes.includes(axis)));
	const left = isOpen
		? dims.map((dim) => (isStatic(dim) ? noneDim({ text: "a size beside an open one" }) : dim))
		: dims;
	const reduced = reduceShape(ranked(left), axes, keep, op);
	const q = op.get("q");
	const items = q.kind === "list" || q.kind === "tuple" ? itemsOf(q)?.length : undefined;
	const leading: readonly Dim[] =
		items !== undefined && counted(items) ? [items] : q.kind === "tensor" ? dimsOf(op.operand(q)).slice(0, 1) : [];
	return reduced.kind === "ranked" ? ranked([...leading, ...reduced.dims]) : reduced;
}

/** Keras forgets the axis of a list of one quantile; TensorFlow does not. */
const quantile =
	(dtypeOf: DTypeMap) =>
	(op: OpCall): OpResult => {
		const shape = quantileShape(op, (length) => !op.isSymbolic || length > 1);
		const { dtype } = op.tensor("x");
		return { shape, dtype: dtypeOf(dtype) };
	};

/** As declared; what TensorFlow makes of each row goes through a `tf.cond`. */
const nanQuantile =
	(name: string) =>
	(op: OpCall): OpResult => {
		if (!op.isSymbolic) return vague("the quantiles of what is no NaN");
		const shape = quantileShape(op, (length) => name === "nanpercentile" || length > 1);
		return { shape, dtype: floatType(toFloat(op.tensor("x").dtype)) };
	};

const percentile = (op: OpCall): OpResult => ({
	shape: quantileShape(op, () => true),
	dtype: toFloat(op.tensor("x").dtype),
});

function diff(op: OpCall): OpResult {
	const a = op.tensor("a");
	const dims = dimsOf(a);
	const n = intOf(op.get("n"));
	if (n === 0 && !op.isSymbolic) return { shape: a.shape, dtype: a.dtype };
	const at = canonicalAxis(intOf(op.get("axis")), dims.length, op, "axis", "ValueError");
	const size = dims[at] as Dim;
	const left = isStatic(size) ? Math.max(size - n, 0) : size;
	return { shape: ranked(dims.with(at, left)), dtype: a.dtype };
}

function argpartition(op: OpCall): OpResult {
	const x = op.tensor("x");
	if (!op.isSymbolic) return vague("argpartition of values");
	if (op.has("axis")) return { shape: x.shape, dtype: "int32" };
	return { shape: alongAxis(op), dtype: "int32" };
}

function trapezoid(op: OpCall): OpResult {
	const y = op.tensor("y");
	const dims = dimsOf(y);
	if (dims.length === 0) return vague("the area under a scalar");
	const at = canonicalAxis(intOf(op.get("axis")), dims.length, op);
	if (op.has("x")) return vague("an area with x");
	return { shape: ranked(dims.toSpliced(at, 1)), dtype: floatType(y.dtype) };
}

const sizeUnknown = (dtype: DType): boolean => typeof dtype === "string" && isInteger(dtype);
const nanMean: DTypeMap = (dtype) => (sizeUnknown(dtype) || dtype === "bool" ? "float32" : floatType(dtype));

/** Statistics, and what ignores NaN. Mirrors keras/src/ops/numpy.py. */
export const STATISTIC_OPS = [
	...["nanmax", "nanmin"].map((name) => nanReduction(name, same)),
	nanReduction("nanmean", floatType, nanMean),
	nanReduction("nanprod", widen),
	nanReduction("nansum", widen),
	...["nanstd", "nanvar"].map((name) => nanReduction(name, floatType)),
	...["nanargmax", "nanargmin"].map((name) => nanReduction(name, () => "int32")),
	...["nancumsum", "nancumprod"].map(nanAccumulation),
	defineOp("average", "numpy", "x, axis=None, weights=None", average),
	defineOp("quantile", "numpy", "x, q, axis=None, method='linear', keepdims=False", quantile(toFloat), {
		symbolic: ["x", "q"],
	}),
	defineOp("percentile", "numpy", "x, q, axis=None, method='linear', keepdims=False", percentile, {
		symbolic: ["x", "q"],
	}),
	...["nanquantile", "nanpercentile"].map((name) =>
		defineOp(name, "numpy", "x, q, axis=None, method='linear', keepdims=False", nanQuantile(name), {
			symbolic: ["x", "q"],
		}),
	),
	defineOp("median", "numpy", "x, axis=None, keepdims=False", (op) => ({
		shape: quantileShape(op, () => false),
		dtype: toFloat(op.tensor("x").dtype),
	})),
	nanReduction("nanmedian", floatType, () => vague("the median of what is no NaN")),
	defineOp("diff", "numpy", "a, n=1, axis=-1", diff),
	defineOp("argpartition", "numpy", "x, kth, axis=-1", argpartition),
	defineOp("trapezoid", "numpy", "y, x=None, dx=1.0, axis=-1", trapezoid),
];
