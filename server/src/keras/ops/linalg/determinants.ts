import { ranked } from "../../../domain";
import { defineOp, type OpResult, type TensorResult } from "../define-op";
import { realPart } from "../dtype-rules";
import type { OpCall } from "../op-call";
import { dimsOf, type Operand } from "../operand";
import { differ } from "../shapes";
import { checkKernel, rejectRank } from "./matrix";

/** Keras checks nothing here; TensorFlow does. */
function matrix(op: OpCall): Operand {
	const x = op.tensor("x");
	if (op.isSymbolic) return x;
	checkKernel(x.dtype, op);
	const dims = dimsOf(x);
	const exceptions = { graph: "ValueError", eager: "InvalidArgumentError" };
	if (dims.length < 2) rejectRank(op, `a matrix has two axes, found ${dims.length}`, "x", exceptions);
	if (differ(dims.at(-1), dims.at(-2))) rejectRank(op, "the matrix is not square", "x", exceptions);
	return x;
}

const batchOf = (x: Operand): TensorResult => ({ shape: ranked(dimsOf(x).slice(0, -2)), dtype: x.dtype });

function logdet(op: OpCall): OpResult {
	const x = matrix(op);
	const result = batchOf(x);
	return op.isSymbolic ? result : { ...result, dtype: realPart(x.dtype) };
}

/** On KerasTensors the sign is declared as one number. */
function slogdet(op: OpCall): OpResult {
	const x = matrix(op);
	const sign = op.isSymbolic ? { shape: ranked([]), dtype: x.dtype } : batchOf(x);
	return { kind: "tuple", items: [sign, batchOf(x)] };
}

/** Logarithms of determinants. Mirrors keras/src/ops/math.py and numpy.py. */
export const DETERMINANT_OPS = [
	defineOp("logdet", "math", "x", logdet),
	defineOp("slogdet", "numpy", "x", slogdet, { many: true }),
];
