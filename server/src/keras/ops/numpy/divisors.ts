import { type DType, isComplex, printDType, type Shape } from "../../../domain";
import { defineOp, type OpModel, type OpResult } from "../define-op";
import { TAKES } from "../dtype-rules";
import type { OpCall } from "../op-call";
import { dimsOf, type Operand } from "../operand";
import { broadcast, hasNone, promote, standardized } from "../shapes";
import { rejectDType } from "../unary";

const rejectNumber = (dtype: DType, op: OpCall): never =>
	op.fail({
		code: "invalid-layer-input",
		exception: "TypeError",
		message: `this operation takes ints only, found dtype ${printDType(dtype)}`,
	});

const isInt = (dtype: DType): boolean => typeof dtype !== "string" || TAKES.integer(dtype);

const declared = (op: OpCall, x: Operand, y: Operand, extra: readonly "float"[] = []): OpResult => ({
	shape: broadcast(x.shape, y.shape, op),
	dtype: promote([x, y].map(standardized), op, extra),
});

/** The shape to which both are broadcast as they are traced: it must not have an open size. */
function staticShape(x: Operand, y: Operand, op: OpCall): Shape {
	const reached = broadcast(x.shape, y.shape, op, "ValueError");
	if (!hasNone(dimsOf({ shape: reached }))) return reached;
	return op.fail({
		code: "undefined-dimension",
		exception: "ValueError",
		message: "TensorFlow broadcasts to the sizes that it knows here: none may be None",
	});
}

const divisor =
	(name: "gcd" | "lcm") =>
	(op: OpCall): OpResult => {
		const [x, y] = [op.tensor("x1"), op.tensor("x2")];
		if (op.isSymbolic) return declared(op, x, y);
		if (name === "lcm") for (const { dtype } of [x, y]) if (!isInt(dtype)) rejectNumber(dtype, op);
		const dtype = promote([x, y], op);
		if (!isInt(dtype)) rejectNumber(dtype, op);
		return { shape: staticShape(x, y, op), dtype };
	};

function ldexp(op: OpCall): OpResult {
	const [x, y] = [op.tensor("x1"), op.tensor("x2")];
	if (op.isSymbolic) return declared(op, x, y, ["float"]);
	const dtype = promote([x, y], op, ["float"]);
	if (!isInt(y.dtype)) rejectNumber(y.dtype, op);
	if (isComplex(dtype)) rejectDType(dtype, op);
	return { shape: broadcast(x.shape, y.shape, op), dtype };
}

const BOTH = { symbolic: ["x1", "x2"] };

/** What divides ints, and powers of two. Mirrors keras/src/ops/numpy.py and the TensorFlow backend's. */
export const DIVISOR_OPS: readonly OpModel[] = [
	defineOp("gcd", "numpy", "x1, x2", divisor("gcd"), BOTH),
	defineOp("lcm", "numpy", "x1, x2", divisor("lcm"), BOTH),
	defineOp("ldexp", "numpy", "x1, x2", ldexp, BOTH),
];
