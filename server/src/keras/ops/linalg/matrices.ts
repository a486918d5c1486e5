import { type Dim, type DType, isComplex, isFloating, isStatic, mapDims, printDType, ranked } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { defineOp, type OpResult, type TensorResult } from "../define-op";
import { realPart } from "../dtype-rules";
import type { OpCall } from "../op-call";
import { dimsOf, type Operand } from "../operand";
import { broadcast } from "../shapes";
import { checkKernel, matrixOf, rejectRank } from "./matrix";

/** A part of a decomposition: a batch of matrices or vectors. */
const part = (x: Operand, own: readonly Dim[], dtype: DType = x.dtype): TensorResult => ({
	shape: ranked([...dimsOf(x).slice(0, -2), ...own]),
	dtype,
});

const sizesOf = (x: Operand): readonly [Dim, Dim] => dimsOf(x).slice(-2) as [Dim, Dim];

const square = (op: OpCall): OpResult => {
	const x = matrixOf(op, "x", true);
	checkKernel(x.dtype, op);
	return { shape: x.shape, dtype: x.dtype };
};

/** Whatever TensorFlow refuses here, Keras raises as a ValueError; its check for NaN knows no complex numbers. */
const factor =
	(takesComplex: boolean) =>
	(op: OpCall): OpResult => {
		const x = matrixOf(op, "x", true);
		checkKernel(x.dtype, op, "ValueError");
		if (!op.isSymbolic && !takesComplex && isComplex(x.dtype)) checkKernel("bool", op, "ValueError");
		return { shape: x.shape, dtype: x.dtype };
	};

function det(op: OpCall): OpResult {
	const x = matrixOf(op, "x", true);
	checkKernel(x.dtype, op);
	return part(x, []);
}

const smaller = (a: Dim, b: Dim): Dim => mapDims([a, b], ([m, n]) => Math.min(m as number, n as number));

function qr(op: OpCall): OpResult {
	const x = op.tensor("x");
	if (dimsOf(x).length < 2)
		rejectRank(op, "a matrix has two axes", "x", { eager: "InvalidArgumentError", graph: "ValueError" });
	const [m, n] = sizesOf(x);
	if (op.isSymbolic && !(isStatic(m) && isStatic(n))) rejectRank(op, "qr needs matrices of known size");
	const mode = op.get("mode");
	if (mode.kind !== "str" || mode.value === undefined) return vague("mode");
	if (mode.value !== "reduced" && mode.value !== "complete")
		op.fail({
			code: "invalid-layer-argument",
			exception: "ValueError",
			message: "mode must be reduced or complete",
			argument: "mode",
		});
	checkKernel(x.dtype, op);
	const inner = mode.value === "complete" ? m : smaller(m, n);
	return { kind: "tuple", items: [part(x, [m, inner]), part(x, [inner, n])] };
}

function svd(op: OpCall): OpResult {
	const x = matrixOf(op);
	checkKernel(x.dtype, op);
	const [m, n] = sizesOf(x);
	const values = part(x, [smaller(m, n)], op.isSymbolic ? x.dtype : realPart(x.dtype));
	if (!op.flag("compute_uv")) return values;
	const full = op.flag("full_matrices");
	const inner = smaller(m, n);
	return { kind: "tuple", items: [part(x, [m, full ? m : inner]), values, part(x, [full ? n : inner, n])] };
}

/** Real matrices have complex eigenvalues in TensorFlow; Keras declares the dtype of `x`. */
const COMPLEX: Readonly<Record<string, DType>> = { float32: "complex64", float64: "complex128" };

function eig(op: OpCall): OpResult {
	const x = matrixOf(op, "x", true);
	const { dtype } = x;
	if (!op.isSymbolic && typeof dtype === "string" && !COMPLEX[dtype] && !isComplex(dtype))
		op.fail({
			code: "invalid-layer-input",
			exception: "UnboundLocalError",
			message: `tf.linalg.eig knows no result for dtype ${printDType(dtype)}`,
		});
	const own = op.isSymbolic || typeof dtype !== "string" ? dtype : (COMPLEX[dtype] ?? dtype);
	const [size] = sizesOf(x);
	return { kind: "tuple", items: [part(x, [size], own), part(x, [size, size], own)] };
}

function eigh(op: OpCall): OpResult {
	const x = matrixOf(op, "x", true);
	checkKernel(x.dtype, op);
	const [size] = sizesOf(x);
	return { kind: "tuple", items: [part(x, [size]), part(x, [size, size])] };
}

/** The permutation is of ints; of a batch, TensorFlow inverts none. */
function luFactor(op: OpCall): OpResult {
	const x = matrixOf(op, "x", !op.isSymbolic);
	const [m, n] = sizesOf(x);
	if (op.isSymbolic) {
		if (!(isStatic(m) && isStatic(n)))
			rejectRank(op, "Keras compares the sizes of the matrix: neither may be None", "x", "TypeError");
		return { kind: "tuple", items: [part(x, [m, n]), part(x, [smaller(m, n)])] };
	}
	checkKernel(x.dtype, op);
	if (dimsOf(x).length > 2)
		rejectRank(op, "TensorFlow inverts the permutation of one matrix only, found a batch", "x", {
			eager: "InvalidArgumentError",
			graph: "ValueError",
		});
	return { kind: "tuple", items: [part(x, [m, n]), part(x, [m], "int32")] };
}

/** `tf.linalg.pinv` and `matrix_rank` ask for floats themselves. */
function realMatrix(op: OpCall): Operand {
	const x = op.tensor("x");
	if (!op.isSymbolic && typeof x.dtype === "string" && !isFloating(x.dtype))
		op.fail({
			code: "invalid-layer-input",
			exception: "TypeError",
			message: `the matrix must be of floats, found dtype ${printDType(x.dtype)}`,
			argument: "x",
		});
	return matrixOf(op);
}

function checkCutoff(
	op: OpCall,
	name: string,
	{ dtype }: Operand,
	exceptions: Record<"graph" | "eager", string>,
): void {
	const value = op.get(name);
	if (value.kind !== "tensor" || op.tensor(name).dtype === dtype) return;
	op.fail({
		code: "invalid-layer-argument",
		exception: exceptions,
		message: `${name} is ${printDType(op.tensor(name).dtype)}, the matrix ${printDType(dtype)}`,
		argument: name,
	});
}

function matrixRank(op: OpCall): OpResult {
	const x = realMatrix(op);
	checkKernel(x.dtype, op);
	const ranks = part(x, [], "int32");
	if (op.isSymbolic || !op.has("tol")) return ranks;
	checkCutoff(op, "tol", x, { graph: "TypeError", eager: "InvalidArgumentError" });
	const values = part(x, [smaller(...sizesOf(x))]);
	const compared = dimsOf({ shape: broadcast(values.shape, op.tensor("tol").shape, op) });
	return { shape: ranked(compared.slice(0, -1)), dtype: "int32" };
}

function pinv(op: OpCall): OpResult {
	const x = realMatrix(op);
	const [m, n] = sizesOf(x);
	if (!op.isSymbolic && op.has("rcond")) {
		checkCutoff(op, "rcond", x, { graph: "ValueError", eager: "ValueError" });
		if (dimsOf(op.tensor("rcond")).length > 0) return vague("a cutoff for each matrix");
	}
	checkKernel(x.dtype, op);
	return part(x, [n, m]);
}

const MANY = { many: true };

/** Linear algebra. Mirrors keras/src/ops/linalg.py. */
export const MATRIX_OPS = [
	defineOp("cholesky", "linalg", "x, upper=False", factor(false)),
	defineOp("cholesky_inverse", "linalg", "x, upper=False", factor(true)),
	defineOp("inv", "linalg", "x", square),
	defineOp("det", "linalg", "x", det),
	defineOp("qr", "linalg", "x, mode='reduced'", qr, MANY),
	defineOp("svd", "linalg", "x, full_matrices=True, compute_uv=True", svd, { ...MANY, operation: "SVD" }),
	defineOp("eig", "linalg", "x", eig, MANY),
	defineOp("eigh", "linalg", "x", eigh, MANY),
	defineOp("lu_factor", "linalg", "x", luFactor, MANY),
	defineOp("matrix_rank", "linalg", "x, tol=None", matrixRank),
	defineOp("pinv", "linalg", "x, rcond=None", pinv),
];
