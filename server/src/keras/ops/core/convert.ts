import { type DTypeName, isFloating, isInteger, type Value } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { scalarDType } from "../../operators/infer";
import { defineOp } from "../define-op";
import type { OpCall } from "../op-call";
import type { Operand } from "../operand";

/**
 * A tensor is cast. Of other values only ints and bools are: TensorFlow reads a Python value as a float dtype itself,
 * and makes no float of a bool.
 */
export function convertTo(x: Operand, op: OpCall, argument = "dtype"): { dtype: Operand["dtype"]; isCast: boolean } {
	const dtype = op.dtype(argument);
	if (dtype === undefined) return { dtype: x.dtype, isCast: false };
	const refuses = !x.isTensor && isFloating(dtype) && !isFloating(x.dtype) && !isInteger(x.dtype);
	if (!op.isSymbolic && refuses && typeof x.dtype === "string") {
		op.fail({
			code: "invalid-layer-input",
			exception: "TypeError",
			message: `a value of dtype ${x.dtype} cannot become a tensor of dtype ${dtype}`,
			argument: "x",
		});
	}
	return { dtype, isCast: dtype !== x.dtype };
}

const convert = (op: OpCall) => {
	const x = op.tensor("x");
	const { dtype, isCast } = convertTo(x, op);
	const given = op.get("x");
	// To TensorFlow a variable is a tensor already.
	if (given.kind === "tensor" && given.flavor === "Variable" && !isCast) return { value: given };
	return { shape: x.shape, dtype, content: op.isSymbolic || isCast ? undefined : x.content };
};

const WIDE: Readonly<Record<string, DTypeName>> = { int32: "int64", float32: "float64" };

function toArray(op: OpCall): { readonly value: Value } {
	const x = op.get("x");
	if (op.isSymbolic) {
		op.fail({
			code: "invalid-layer-input",
			exception: "ValueError",
			message: "a KerasTensor has no values that an array could hold",
		});
	}
	// NumPy makes an array of text where TensorFlow refuses a mixture.
	const holdsText = (value: Value): boolean =>
		value.kind === "str" || ((value.kind === "list" || value.kind === "tuple") && (value.items ?? []).some(holdsText));
	if (holdsText(x) || x.kind === "none") return vague("an array of objects");
	const tensor = op.tensor("x");
	if (op.mode === "graph" && x.kind === "tensor" && x.flavor !== "ndarray") {
		op.fail({
			code: "invalid-layer-input",
			exception: "NotImplementedError",
			message: "a tensor of a graph has no values that an array could hold",
		});
	}
	const { shape, content } = tensor;
	// NumPy counts in 64 bits.
	const isTyped = x.kind === "tensor" || scalarDType(x) !== undefined;
	const dtype = isTyped ? tensor.dtype : (WIDE[String(tensor.dtype)] ?? tensor.dtype);
	return { value: { kind: "tensor", flavor: "ndarray", spec: { shape, dtype }, world: op.world, content } };
}

/** `convert_to_tensor`, `array` and `convert_to_numpy`. Mirrors keras/src/ops/core.py and numpy.py. */
export const CONVERT_OPS = [
	defineOp("convert_to_tensor", "core", "x, dtype=None, sparse=None, ragged=None", convert),
	defineOp("array", "numpy", "x, dtype=None", convert),
	defineOp("convert_to_numpy", "core", "x", toArray, { unrecorded: true, many: true }),
	defineOp("is_tensor", "core", "x", isTensor, { unrecorded: true, many: true }),
];

/** Whether TensorFlow takes it for a tensor: a KerasTensor is none. */
function isTensor(op: OpCall): { readonly value: Value } {
	const x = op.get("x");
	if (x.kind === "unknown") return { value: x };
	return {
		value: { kind: "bool", value: x.kind === "tensor" && x.flavor !== "KerasTensor" && x.flavor !== "ndarray" },
	};
}
