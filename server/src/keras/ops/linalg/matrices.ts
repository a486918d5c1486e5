import { type Dim, isStatic, mapDims, printShape, ranked } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { defineOp, type OpResult } from "../define-op";
import type { OpCall } from "../op-call";
import { dimsOf, type Operand } from "../operand";
import { differ } from "../shapes";

const reject = (op: OpCall, message: string, argument = "x"): never =>
	op.fail({ code: "input-rank", exception: "ValueError", message, argument });

/** Matrices, as KerasTensors and graphs know them; what kernels say of values is not followed. */
function matrices(op: OpCall, name = "x", square = false): Operand {
	const x = op.tensor(name);
	const dims = dimsOf(x);
	if (!op.isSymbolic) vague("matrices of values");
	if (dims.length < 2) reject(op, `a matrix has two axes, found shape ${printShape(x.shape)}`, name);
	if (square && differ(dims.at(-1), dims.at(-2))) reject(op, `the matrix is not square: ${printShape(x.shape)}`, name);
	return x;
}

const square = (op: OpCall): OpResult => {
	const x = matrices(op, "x", true);
	return { shape: x.shape, dtype: x.dtype };
};

function det(op: OpCall): OpResult {
	const x = matrices(op, "x", true);
	return { shape: ranked(dimsOf(x).slice(0, -2)), dtype: x.dtype };
}

const smaller = (a: Dim, b: Dim): Dim => mapDims([a, b], ([m, n]) => Math.min(m as number, n as number));

function qr(op: OpCall): OpResult {
	const x = matrices(op);
	const dims = dimsOf(x);
	const [m, n] = [dims.at(-2) as Dim, dims.at(-1) as Dim];
	if (!isStatic(m) || !isStatic(n)) reject(op, "qr needs matrices of known size");
	const mode = op.get("mode");
	if (mode.kind !== "str" || mode.value === undefined) return vague("mode");
	if (mode.value !== "reduced" && mode.value !== "complete")
		op.fail({
			code: "invalid-layer-argument",
			exception: "ValueError",
			message: "mode must be reduced or complete",
			argument: "mode",
		});
	const inner = mode.value === "complete" ? m : smaller(m, n);
	const leading = dims.slice(0, -2);
	const part = (rows: Dim, columns: Dim) => ({ shape: ranked([...leading, rows, columns]), dtype: x.dtype });
	return { kind: "tuple", items: [part(m, inner), part(inner, n)] };
}

function svd(op: OpCall): OpResult {
	const x = matrices(op);
	const dims = dimsOf(x);
	const [m, n] = [dims.at(-2) as Dim, dims.at(-1) as Dim];
	const leading = dims.slice(0, -2);
	const values = { shape: ranked([...leading, smaller(m, n)]), dtype: x.dtype };
	if (!op.flag("compute_uv")) return values;
	const full = op.flag("full_matrices");
	const part = (rows: Dim, columns: Dim) => ({ shape: ranked([...leading, rows, columns]), dtype: x.dtype });
	const inner = smaller(m, n);
	return { kind: "tuple", items: [part(m, full ? m : inner), values, part(full ? n : inner, n)] };
}

const MANY = { many: true };

/** Linear algebra. Mirrors keras/src/ops/linalg.py. */
export const MATRIX_OPS = [
	...["cholesky", "cholesky_inverse"].map((name) => defineOp(name, "linalg", "x, upper=False", square)),
	defineOp("inv", "linalg", "x", square),
	defineOp("det", "linalg", "x", det),
	defineOp("qr", "linalg", "x, mode='reduced'", qr, MANY),
	defineOp("svd", "linalg", "x, full_matrices=True, compute_uv=True", svd, { ...MANY, operation: "SVD" }),
];
