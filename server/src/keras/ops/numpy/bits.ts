import type { DType } from "../../../domain";
import { scalarDType } from "../../operators/infer";
import { defineOp, type OpModel, type OpResult } from "../define-op";
import { TAKES } from "../dtype-rules";
import type { OpCall } from "../op-call";
import { broadcast, promote, rejectPython } from "../shapes";
import { rejectDType } from "../unary";

/** On KerasTensors the shape of `x` comes out, whatever `y` has. */
function declared(op: OpCall, keepsInts: boolean): OpResult {
	const [x, y] = [op.tensor("x"), op.tensor("y")];
	if (!x.isTensor) rejectPython(op.get("x"), "dtype", op, "x");
	const isInt = (op.get("y").kind === "int" && scalarDType(op.get("y")) === undefined) || op.get("y").kind === "bool";
	if (keepsInts && isInt) return { shape: x.shape, dtype: x.dtype };
	if (!y.isTensor) rejectPython(op.get("y"), "dtype", op, "y");
	return { shape: x.shape, dtype: promote([x, y], op) };
}

function checkInteger(dtype: DType, op: OpCall, exception?: string): void {
	if (typeof dtype === "string" && !TAKES.integer(dtype)) rejectDType(dtype, op, exception);
}

const bitwise = (op: OpCall): OpResult => {
	if (op.isSymbolic) return declared(op, false);
	const [x, y] = [op.tensor("x"), op.tensor("y")];
	const dtype = promote([x, y], op);
	checkInteger(dtype, op);
	return { shape: broadcast(x.shape, y.shape, op), dtype };
};

/** An int shifts without a say in the dtype. */
const shift = (op: OpCall): OpResult => {
	if (op.isSymbolic) return declared(op, true);
	const x = op.tensor("x");
	const by = op.get("y").kind;
	if ((by === "int" && scalarDType(op.get("y")) === undefined) || by === "bool") {
		// No bool is made of an int.
		checkInteger(x.dtype, op, x.dtype === "bool" && by === "int" ? "TypeError" : undefined);
		return { shape: x.shape, dtype: x.dtype };
	}
	return bitwise(op);
};

const BOTH = { symbolic: ["x", "y"] };

/** Bits of ints. Mirrors keras/src/ops/numpy.py and the TensorFlow backend's. */
export const BIT_OPS: readonly OpModel[] = [
	...["bitwise_and", "bitwise_or", "bitwise_xor"].map((name) => defineOp(name, "numpy", "x, y", bitwise, BOTH)),
	...["bitwise_left_shift", "bitwise_right_shift", "left_shift", "right_shift"].map((name) =>
		defineOp(name, "numpy", "x, y", shift, BOTH),
	),
];
