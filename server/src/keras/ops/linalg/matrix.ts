import { type Dim, type DType, isUnknown, printDType, printShape } from "../../../domain";
import type { OpCall, OpFailure } from "../op-call";
import { dimsOf, type Operand } from "../operand";
import { sameSize } from "../shapes";

export const rejectRank = (op: OpCall, message: string, argument = "x", exception?: OpFailure["exception"]): never =>
	op.fail({ code: "input-rank", exception: exception ?? "ValueError", message, argument });

/** Keras's `_assert_square`: a size and None are two sizes. */
export function checkSquare(x: Operand, op: OpCall, name = "x"): void {
	const [rows, columns] = dimsOf(x).slice(-2) as [Dim, Dim];
	if (isUnknown(rows) || isUnknown(columns) || sameSize(rows, columns)) return;
	rejectRank(op, `the matrix is not square: ${printShape(x.shape)}`, name);
}

/** What Keras takes for matrices in all modes. */
export function matrixOf(op: OpCall, name = "x", isSquare = false): Operand {
	const x = op.tensor(name);
	if (dimsOf(x).length < 2) rejectRank(op, `a matrix has two axes, found shape ${printShape(x.shape)}`, name);
	if (isSquare) checkSquare(x, op, name);
	return x;
}

const isTaken = (dtype: DType): boolean => typeof dtype !== "string" || /^(float|complex)/.test(dtype);

/** What TensorFlow's kernels for matrices take: floats, `bfloat16` excepted, and complex numbers. */
export function checkKernel(
	dtype: DType,
	op: OpCall,
	exception: OpFailure["exception"] = { graph: "TypeError" },
): void {
	if (op.isSymbolic || isTaken(dtype)) return;
	op.fail({
		code: "invalid-layer-input",
		exception,
		message: `TensorFlow decomposes no matrices of dtype ${printDType(dtype)}`,
	});
}
