import { type Dim, isNone, isStatic, mapDims, ranked } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { canonicalAxis, intOf } from "../arguments";
import { defineOp, type OpResult } from "../define-op";
import { widen } from "../dtype-rules";
import type { OpCall } from "../op-call";
import { dimsOf } from "../operand";
import { flatSize, requireTensor } from "../shapes";

/** The length of a diagonal; TensorFlow refuses one that just misses the matrix. */
function diagonalLength(rows: Dim, columns: Dim, offset: number, op: OpCall, name: string): Dim {
	const length = mapDims([rows, columns], ([height, width]) => {
		const left = offset > 0 ? (width as number) - offset : (height as number) + offset;
		return Math.max(0, Math.min(left, height as number, width as number));
	});
	if (length === 0 && !op.isSymbolic && offset !== 0)
		op.fail({
			code: "invalid-layer-argument",
			message: `there is no diagonal ${offset} in a matrix of this size`,
			argument: name,
		});
	return length;
}

/** TensorFlow's shape function takes a size that a graph does not know for -1, once the diagonal is shifted. */
function squareMatrix(given: Dim, k: number, op: OpCall): readonly Dim[] {
	const size = op.mode === "graph" && isNone(given) && k !== 0 ? -1 : given;
	const side = mapDims([size], ([length]) => (length as number) + Math.abs(k));
	return [side, side];
}

function diag(op: OpCall): OpResult {
	const x = op.tensor("x");
	const dims = dimsOf(x);
	const k = intOf(op.get("k"));
	if (dims.length === 1) return { shape: ranked(squareMatrix(dims[0] as Dim, k, op)), dtype: x.dtype };
	if (dims.length === 2)
		return { shape: ranked([diagonalLength(dims[0] as Dim, dims[1] as Dim, k, op, "k")]), dtype: x.dtype };
	return op.fail({
		code: "input-rank",
		exception: "ValueError",
		message: `diag takes a vector or a matrix, found a tensor of rank ${dims.length}`,
	});
}

const diagflat = (op: OpCall): OpResult => {
	const x = op.tensor("x");
	return { shape: ranked(squareMatrix(flatSize(dimsOf(x), op), intOf(op.get("k")), op)), dtype: x.dtype };
};

/** The two axes of the matrices, which Keras checks in all modes. */
function matrixAxes(op: OpCall, rank: number): readonly [number, number] {
	const [a, b] = ["axis1", "axis2"].map((name) => canonicalAxis(intOf(op.get(name)), rank, op, name, "ValueError"));
	return [a as number, b as number];
}

const rejectSame = (op: OpCall, exception?: string): never =>
	op.fail({ code: "invalid-layer-argument", exception, message: "axis1 and axis2 must differ", argument: "axis2" });

function diagonal(op: OpCall): OpResult {
	requireTensor(op, "x");
	const x = op.tensor("x");
	const dims = dimsOf(x);
	const [a, b] = matrixAxes(op, dims.length);
	if (a === b) rejectSame(op, "ValueError");
	const length = diagonalLength(dims[a] as Dim, dims[b] as Dim, intOf(op.get("offset")), op, "offset");
	return { shape: ranked([...dims.filter((_, axis) => axis !== a && axis !== b), length]), dtype: x.dtype };
}

function trace(op: OpCall): OpResult {
	const x = op.tensor("x");
	const dims = dimsOf(x);
	const [a, b] = matrixAxes(op, dims.length);
	if (a === b) rejectSame(op, dims.length === 1 ? "ValueError" : undefined);
	if (
		!op.isSymbolic &&
		intOf(op.get("offset")) !== 0 &&
		![dims[a], dims[b]].every((dim) => dim !== undefined && isStatic(dim))
	)
		return vague("the trace of an open matrix off its diagonal");
	if (!op.isSymbolic && intOf(op.get("offset")) !== 0 && dims.length > 2) return vague("a trace off the diagonal");
	return { shape: ranked(dims.filter((_, axis) => axis !== a && axis !== b)), dtype: widen(x.dtype) };
}

/** `tril` and `triu` keep the shape; what is cut beside the diagonal in a graph, is cut by the sizes of two axes. */
const triangle =
	(isCut: (k: number) => boolean) =>
	(op: OpCall): OpResult => {
		const x = op.tensor("x");
		const rank = dimsOf(x).length;
		if (rank < 2 && (op.mode === "eager" || (op.mode === "graph" && isCut(intOf(op.get("k"))))))
			op.fail({ code: "input-rank", message: `the tensor needs 2 axes, found ${rank}` });
		return { shape: x.shape, dtype: x.dtype };
	};

/** Ops about diagonals. Mirrors keras/src/ops/numpy.py. */
export const DIAGONAL_OPS = [
	defineOp("diag", "numpy", "x, k=0", diag),
	defineOp("diagflat", "numpy", "x, k=0", diagflat),
	defineOp("diagonal", "numpy", "x, offset=0, axis1=0, axis2=1", diagonal),
	defineOp("trace", "numpy", "x, offset=0, axis1=0, axis2=1", trace),
	defineOp(
		"tril",
		"numpy",
		"x, k=0",
		triangle((k) => k < 0),
	),
	defineOp(
		"triu",
		"numpy",
		"x, k=0",
		triangle((k) => k > 0),
	),
];
