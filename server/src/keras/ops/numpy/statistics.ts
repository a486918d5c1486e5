import { type Dim, isFloating, isStatic, noneDim, ranked, type Shape, unknownRank } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { resultType } from "../../backend/common/dtypes";
import { canonicalAxis, intOf, itemsOf, writtenAxes } from "../arguments";
import { defineOp, type OpResult } from "../define-op";
import { boolToInt, type DTypeMap, same, toFloat, widen } from "../dtype-rules";
import type { OpCall } from "../op-call";
import { dimsOf, type Operand } from "../operand";
import { broadcast, differ, hasNone, promote, reduceShape, requireTensor, withDims } from "../shapes";
import { alongAxis } from "./reductions";

const floatType: DTypeMap = (dtype) => resultType([dtype, "float"]);

/** TensorFlow counts no NaN among ints. `keeps`: without axes the tensor itself comes out. */
const nanReduction = (name: string, declares: DTypeMap, gives: DTypeMap = declares, keeps = false) =>
	defineOp(name, "numpy", "x, axis=None, keepdims=False", (op) => {
		const x = op.tensor("x");
		const axes = writtenAxes(op);
		if (op.mode === "graph" && axes && name.startsWith("nanarg") && dimsOf(x).length === 0)
			return vague("an axis of a scalar");
		if (keeps && !op.isSymbolic && axes?.length === 0) return { shape: x.shape, dtype: x.dtype };
		const shape = reduceShape(x.shape, axes, op.flag("keepdims"), op);
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
	if (!op.isSymbolic) return { shape: weightedShape(x, weights, axes, op), dtype };
	const [dims, given] = [dimsOf(x), dimsOf(weights)];
	rejectWeightedAxis(dims.length, axes, op);
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

/** Keras reads the size of the axis before it looks at the shapes. */
function rejectWeightedAxis(rank: number, axes: readonly number[] | undefined, op: OpCall): void {
	const axis = axes?.[0];
	if (axes === undefined) return;
	if (axis === undefined || axes.length > 1 || itemsOf(op.get("axis")))
		op.fail({
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: "with weights, axis is one int",
			argument: "axis",
		});
	else canonicalAxis(axis, rank, op, "axis", "IndexError");
}

/** Weights of the rank of `x` broadcast with it; others go along the axis, which a graph does not follow. */
function weightedShape(x: Operand, weights: Operand, axes: readonly number[] | undefined, op: OpCall): Shape {
	const [dims, given] = [dimsOf(x), dimsOf(weights)];
	if (axes === undefined || dims.length === given.length)
		return reduceShape(broadcast(x.shape, weights.shape, op), axes, false, op);
	if (axes.length !== 1) return vague("weights along several axes");
	const at = canonicalAxis(axes[0] as number, dims.length, op);
	const isOpen = ![...dims, ...given].every(isStatic);
	if (given.length === 0 && op.mode === "graph" && !isOpen) return vague("a scalar weight along an axis");
	if (differ(dims[at], given[0]) || (given.length === 0 && op.mode === "eager"))
		op.fail({
			code: "merge-shape-mismatch",
			message: "weights must have the shape of x, or the size of its axis",
			argument: "weights",
		});
	if (op.mode === "graph" && isOpen)
		return unknownRank({ text: "weights along an axis are multiplied by axes that are tensors" });
	return ranked([...dims.toSpliced(at, 1), ...given.slice(1)]);
}

/**
 * TensorFlow flattens what it reduces: with an open size among the others, these are open as well; with an open size at all,
 * those of 1 are, since they are broadcast with a shape that is computed.
 */
function flattened(dims: readonly Dim[], axes: readonly number[]): readonly Dim[] {
	const lost = noneDim({ text: "a size beside an open one" });
	const isOpen = hasNone(dims.filter((_, axis) => !axes.includes(axis)));
	return dims.map((dim) => (isStatic(dim) && (isOpen || (dim === 1 && hasNone(dims))) ? lost : dim));
}

/** The axes of quantiles, which Keras checks in all modes. */
function quantileShape(op: OpCall, counted: (length: number) => boolean): Shape {
	if (op.isSymbolic) requireTensor(op, "x");
	const dims = dimsOf(op.tensor("x"));
	const axes = writtenAxes(op, "axis", op.isSymbolic ? undefined : "ValueError")?.map((axis) =>
		canonicalAxis(axis, dims.length, op, "axis", "ValueError"),
	);
	const keep = op.flag("keepdims");
	const left = op.mode === "graph" && axes !== undefined ? flattened(dims, axes) : dims;
	const reduced = reduceShape(ranked(left), axes, keep, op);
	const q = op.get("q");
	if (!op.isSymbolic && (q.kind === "list" || q.kind === "tuple" || q.kind === "tensor"))
		return withDims(reduced, (dims) => [...dimsOf(op.operand(q)), ...dims]);
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
	if (op.has("x")) return vague("an area with x");
	// Keras declares with the remainder of the axis, whatever that is.
	const axis = intOf(op.get("axis"));
	const at = op.isSymbolic ? ((axis % dims.length) + dims.length) % dims.length : canonicalAxis(axis, dims.length, op);
	return { shape: ranked(dims.toSpliced(at, 1)), dtype: floatType(y.dtype) };
}

/** What is no float becomes one of 32 bits. */
const nanMean: DTypeMap = (dtype) => (typeof dtype !== "string" || isFloating(dtype) ? floatType(dtype) : "float32");

/** Statistics, and what ignores NaN. Mirrors keras/src/ops/numpy.py. */
export const STATISTIC_OPS = [
	...["nanmax", "nanmin"].map((name) => nanReduction(name, same)),
	nanReduction("nanmean", floatType, nanMean, true),
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
