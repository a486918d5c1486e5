import { type Dim, type DType, isUnknown, printDType, printShape, ranked, type Value } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { scalarDType } from "../../operators/infer";
import { defineOp, type OpModel, type OpResult } from "../define-op";
import { toFloat } from "../dtype-rules";
import type { OpCall } from "../op-call";
import { dimsOf, type Operand } from "../operand";
import { requireTensor, sameSize } from "../shapes";
import { rejectDType } from "../unary";

const NAMES = ["x1", "x2"] as const;

function images(op: OpCall): readonly [Operand, Operand] {
	for (const name of NAMES) requireTensor(op, name);
	return [op.tensor("x1"), op.tensor("x2")];
}

const mismatch = (a: Operand, b: Operand, op: OpCall): never =>
	op.fail({
		code: "merge-shape-mismatch",
		exception: "ValueError",
		message: `x1 has shape ${printShape(a.shape)}, x2 ${printShape(b.shape)}`,
		argument: "x2",
	});

/** Keras declares one number for images of the same rank; what is computed needs the same shape. */
function psnr(op: OpCall): OpResult {
	const [a, b] = images(op);
	const [left, right] = [dimsOf(a), dimsOf(b)];
	if (left.length !== right.length) mismatch(a, b, op);
	if (op.isSymbolic) return { shape: ranked([]), dtype: "float32" };
	if ([...left, ...right].some(isUnknown)) return vague("shapes that are not known");
	if (left.some((dim, axis) => !sameSize(dim, right[axis] as Dim))) mismatch(a, b, op);
	checkMaximum(op, b.dtype);
	const maximum = op.tensor("max_val");
	const error = differenceOf(op, a, b);
	const dtype = toFloat(b.dtype);
	checkSame(dtype, toFloat(error), op);
	return { shape: maximum.shape, dtype };
}

/** Text becomes no number, in the dtype of the images. */
function checkMaximum(op: OpCall, dtype: DType): void {
	if (op.get("max_val").kind !== "str") return;
	const isFloat = /float/.test(String(dtype));
	// A cast is traced, whatever it would do.
	if (op.mode === "graph" && !isFloat) return;
	op.fail({
		code: "invalid-layer-argument",
		exception: isFloat ? "TypeError" : "UnimplementedError",
		message: "max_val must be a number, found a value of type str",
		argument: "max_val",
	});
}

const isArray = (value: Value): boolean =>
	(value.kind === "tensor" && value.flavor === "ndarray") || scalarDType(value) !== undefined;

/** The dtype of `x1 - x2`: an array becomes a tensor of the other's dtype. */
function differenceOf(op: OpCall, a: Operand, b: Operand): DType {
	const [first, second] = NAMES.map((name) => isArray(op.get(name)));
	if (a.dtype === "bool" && b.dtype === "bool") {
		if (first || second) return vague("a difference of bools");
		rejectDType("bool", op);
	}
	if (first && second) return a.dtype === b.dtype ? a.dtype : vague("a difference of arrays");
	if (!first && !second) checkSame(a.dtype, b.dtype, op);
	return first ? b.dtype : a.dtype;
}

function checkSame(a: DType, b: DType, op: OpCall): void {
	if (typeof a !== "string" || typeof b !== "string" || a === b) return;
	op.fail({
		code: "invalid-layer-input",
		exception: { graph: "TypeError" },
		message: `x1 is ${printDType(a)}, x2 ${printDType(b)}: TensorFlow wants one dtype`,
	});
}

/** The ratio of signal and noise. Mirrors keras/src/ops/nn.py and the TensorFlow backend's. */
export const RATIO_OPS: readonly OpModel[] = [
	defineOp("psnr", "nn", "x1, x2, max_val", psnr, { symbolic: [...NAMES], operation: "PSNR" }),
];
