import { isComplex, isFloating, isInteger, ranked, type Value } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { scalarDType } from "../../operators/infer";
import { defineOp, type OpResult } from "../define-op";
import type { OpCall } from "../op-call";
import type { Operand } from "../operand";
import { rejectDType } from "../unary";

const reject = (op: OpCall, message: string, argument: string): never =>
	op.fail({ code: "invalid-layer-argument", exception: "TypeError", message, argument });

/** dtypes other than floats of which TensorFlow makes a real tensor of a bool. */
const FLAGGED = ["bool", "int32", "int64"];

/** TensorFlow converts a Python number to the dtype of the tensor beside it: a float is no int, a number no bool. */
function rejectNumber(value: Value, { dtype }: Pick<Operand, "dtype">, op: OpCall, argument: string): void {
	const x = op.get("x");
	if ((x.kind === "tensor" && x.flavor === "ndarray") || scalarDType(x) !== undefined)
		vague("NumPy compares its arrays");
	if (typeof dtype !== "string" || isFloating(dtype)) return;
	if (value.kind === "unknown") vague(value.why);
	const isFlag = value.kind === "bool";
	if (!isFlag && value.kind !== "int" && value.kind !== "float") vague("a threshold of its own dtype");
	if (isFlag && op.mode === "eager" && !FLAGGED.includes(dtype)) reject(op, `a bool is no ${argument} here`, argument);
	const isLost = value.kind === "float" && isInteger(dtype);
	if (isLost || (dtype === "bool" && !isFlag) || (isComplex(dtype) && isFlag))
		reject(op, `a ${value.kind} is no ${argument} for a tensor of dtype ${dtype}`, argument);
}

function softShrink(op: OpCall): OpResult {
	const x = op.tensor("x");
	const result = { shape: x.shape, dtype: x.dtype };
	if (op.isSymbolic) return result;
	rejectNumber(op.get("threshold"), x, op, "threshold");
	if (typeof x.dtype === "string" && !isFloating(x.dtype) && !isInteger(x.dtype)) rejectDType(x.dtype, op);
	return result;
}

const MAGNITUDES = ["int8", "int16", "int32", "int64"];

function hardShrink(op: OpCall): OpResult {
	const x = op.tensor("x");
	const result = { shape: x.shape, dtype: x.dtype };
	if (op.isSymbolic || typeof x.dtype !== "string" || isFloating(x.dtype) || isComplex(x.dtype)) return result;
	// The magnitude of a number comes first, and there are none of unsigned ones.
	if (!MAGNITUDES.includes(x.dtype)) rejectDType(x.dtype, op);
	rejectNumber(op.get("threshold"), x, op, "threshold");
	return result;
}

const NUMBERS: readonly Value["kind"][] = ["int", "float", "bool"];

/** Keras compares before TensorFlow makes a tensor of `x`: Python compares numbers of any kind. */
function threshold(op: OpCall): OpResult {
	const x = op.tensor("x");
	const result = { shape: x.shape, dtype: x.dtype };
	if (op.isSymbolic) return result;
	const isNumber = NUMBERS.includes(op.get("x").kind) && NUMBERS.includes(op.get("threshold").kind);
	if (!isNumber) rejectNumber(op.get("threshold"), x, op, "threshold");
	if (!isNumber && x.dtype === "bool") rejectDType(x.dtype, op);
	rejectNumber(op.get("default_value"), x, op, "default_value");
	return isNumber ? { ...result, shape: ranked([]) } : result;
}

/** Functions of a tensor and a number that it is compared with. Mirrors keras/src/ops/nn.py. */
export const THRESHOLD_OPS = [
	defineOp("soft_shrink", "nn", "x, threshold=0.5", softShrink),
	defineOp("hard_shrink", "nn", "x, threshold=0.5", hardShrink),
	defineOp("threshold", "nn", "x, threshold, default_value", threshold),
];
