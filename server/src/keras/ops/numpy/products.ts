import {
	type Dim,
	isStatic,
	mergeDims,
	noneDim,
	printDim,
	ranked,
	type Shape,
	topShape,
	unknownRank,
} from "../../../domain";
import { defineOp, type OpResult } from "../define-op";
import type { OpCall } from "../op-call";
import { dimsOf, type Operand } from "../operand";
import { broadcast, elements, flatSize, promote, sameSize } from "../shapes";

/** The sizes that are multiplied out must agree. */
export function rejectInner(a: Dim | undefined, b: Dim | undefined, op: OpCall, exception?: string): void {
	if (a === undefined || b === undefined || mergeDims(a, b) !== undefined) return;
	op.fail({
		code: "merge-shape-mismatch",
		message: `the inner sizes ${printDim(a)} and ${printDim(b)} differ`,
		exception,
	});
}

/**
 * The sizes that `tf.tensordot` multiplies out. It makes matrices of both tensors: their inner sizes are products, and in a
 * graph they are known only where every size is.
 */
export function rejectContracted(x: readonly Dim[], y: readonly Dim[], axes: Contracted, op: OpCall): void {
	const left = axes[0].map((axis) => x.at(axis) as Dim);
	const right = axes[1].map((axis) => y.at(axis) as Dim);
	if (op.isSymbolic) {
		left.forEach((dim, index) => {
			rejectInner(dim, right[index], op);
		});
	} else if (op.mode === "eager" || [...x, ...y].every(isStatic)) rejectInner(elements(left), elements(right), op);
}

/** The axes of two tensors that are multiplied out. */
export type Contracted = readonly [readonly number[], readonly number[]];

/** `compute_matmul_output_shape` of keras/src/ops/operation_utils.py, which TensorFlow's shape function agrees with. */
function matmulShape(a: Shape, b: Shape, op: OpCall): Shape {
	if (a.kind !== "ranked" || b.kind !== "ranked") return topShape({ text: "the rank of an operand is not known" });
	const left = a.dims.length === 1 ? [1, ...a.dims] : a.dims;
	const right = b.dims.length === 1 ? [...b.dims, 1] : b.dims;
	const isMatrices = a.dims.length === 2 || b.dims.length > 2;
	if (op.mode !== "graph" || (isMatrices && a.dims.length > 1)) rejectInner(left.at(-1), right.at(-2), op);
	else rejectContracted(a.dims, b.dims, [[-1], [b.dims.length === 1 ? 0 : -2]], op);
	const leading = broadcast(ranked(left.slice(0, -2)), ranked(right.slice(0, -2)), op);
	if (leading.kind !== "ranked") return leading;
	const rows = a.dims.length === 1 ? [] : [left.at(-2) as Dim];
	const columns = b.dims.length === 1 ? [] : [right.at(-1) as Dim];
	return ranked([...leading.dims, ...rows, ...columns]);
}

/** A product of int8 counts in int32. */
function productDType(a: Operand, b: Operand, op: OpCall, ranksMatter: boolean) {
	const isVector = ({ shape }: Operand): boolean => shape.kind === "ranked" && shape.dims.length === 1;
	const counts = a.dtype === "int8" && b.dtype === "int8" && !(ranksMatter && (isVector(a) || isVector(b)));
	return counts ? "int32" : promote([a, b], op);
}

function matmul(op: OpCall): OpResult {
	const [a, b] = [op.tensor("x1"), op.tensor("x2")];
	const isScalar = ({ shape }: Operand): boolean => shape.kind === "ranked" && shape.dims.length === 0;
	if (isScalar(a) || isScalar(b)) {
		op.fail({
			code: "input-rank",
			exception: op.isSymbolic ? "IndexError" : isScalar(a) ? "ValueError" : undefined,
			message: "matmul needs two tensors of at least one axis, found a scalar",
		});
	}
	const shape = matmulShape(a.shape, b.shape, op);
	return { shape, dtype: productDType(a, b, op, !op.isSymbolic) };
}

function dot(op: OpCall): OpResult {
	const [a, b] = [op.tensor("x1"), op.tensor("x2")];
	const dtype = promote([a, b], op);
	const [x, y] = [dimsOf(a), dimsOf(b)];
	if (x.length === 0 || y.length === 0) return { shape: broadcast(a.shape, b.shape, op), dtype };
	if (op.isSymbolic && x.length === 1 && y.length === 1) return { shape: ranked([]), dtype };
	const at = y.length === 1 ? 0 : y.length - 2;
	rejectContracted(x, y, [[-1], [at]], op);
	return { shape: ranked([...x.slice(0, -1), ...y.toSpliced(at, 1)]), dtype };
}

function inner(op: OpCall): OpResult {
	const [a, b] = [op.tensor("x1"), op.tensor("x2")];
	const dtype = promote([a, b], op);
	const [x, y] = [dimsOf(a), dimsOf(b)];
	if (op.mode === "graph") return innerInGraph(a, b, op);
	if (x.length === 0) return { shape: b.shape, dtype };
	if (y.length === 0) return { shape: a.shape, dtype };
	rejectInner(x.at(-1), y.at(-1), op);
	return { shape: ranked([...x.slice(0, -1), ...y.slice(0, -1)]), dtype };
}

/**
 * Keras asks for the rank in the graph: TensorFlow takes what the product of scalars, which broadcasts, and that of
 * vectors have in common.
 */
function innerInGraph(a: Operand, b: Operand, op: OpCall): OpResult {
	const [x, y] = [dimsOf(a), dimsOf(b)];
	if (x.length === 0 || y.length === 0)
		op.fail({ code: "input-rank", exception: "IndexError", message: "inner of a scalar cannot be traced" });
	const product = dimsOf({ shape: broadcast(a.shape, b.shape, op) });
	rejectInner(x.at(-1), y.at(-1), op);
	const dims = [...x.slice(0, -1), ...y.slice(0, -1)];
	if (dims.length === product.length) {
		const common = dims.map((dim, axis) => commonSize(dim, product[axis] as Dim));
		return { shape: ranked(common), dtype: promote([a, b], op) };
	}
	return { shape: unknownRank({ text: "inner is traced for scalars and for vectors" }), dtype: promote([a, b], op) };
}

function commonSize(a: Dim, b: Dim): Dim {
	if (sameSize(a, b) || !(isStatic(a) && isStatic(b))) return isStatic(a) ? b : a;
	return noneDim({ text: "inner is traced for scalars and for vectors" });
}

function outer(op: OpCall): OpResult {
	const [a, b] = [op.tensor("x1"), op.tensor("x2")];
	return { shape: ranked([flatSize(dimsOf(a), op), flatSize(dimsOf(b), op)]), dtype: promote([a, b], op) };
}

function vdot(op: OpCall): OpResult {
	const [a, b] = [op.tensor("x1"), op.tensor("x2")];
	const dtype = promote([a, b], op);
	if (!op.isSymbolic) rejectInner(elements(dimsOf(a)), elements(dimsOf(b)), op);
	return { shape: ranked([]), dtype };
}

const BOTH = { symbolic: ["x1", "x2"] };

/** Products of tensors. Mirrors keras/src/ops/numpy.py. */
export const PRODUCT_OPS = [
	defineOp("matmul", "numpy", "x1, x2", matmul, BOTH),
	defineOp("dot", "numpy", "x1, x2", dot, BOTH),
	defineOp("inner", "numpy", "x1, x2", inner, BOTH),
	defineOp("outer", "numpy", "x1, x2", outer, BOTH),
	defineOp("vdot", "numpy", "x1, x2", vdot, BOTH),
];
