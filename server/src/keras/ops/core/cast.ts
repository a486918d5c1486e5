import { type DType, printDType } from "../../../domain";
import { defineOp } from "../define-op";
import type { OpCall } from "../op-call";
import type { Operand } from "../operand";

/** TensorFlow converts no text to numbers, nor numbers to text. */
export function castTo(x: Operand, dtype: DType, op: OpCall): DType {
	const isText = x.dtype === "string" || dtype === "string";
	if (op.isSymbolic || !isText || x.dtype === dtype || typeof x.dtype !== "string") return dtype;
	return op.fail({
		code: "invalid-layer-input",
		exception: { eager: "UnimplementedError" },
		message: `TensorFlow cannot cast ${printDType(x.dtype)} to ${printDType(dtype)}`,
		argument: "dtype",
	});
}

/** `cast` and `saturate_cast`. Mirrors keras/src/ops/core.py. */
export const CAST_OPS = [
	defineOp("cast", "core", "x, dtype", (op) => {
		const dtype = op.dtype("dtype") ?? "float32";
		const x = op.tensor("x");
		return {
			shape: x.shape,
			dtype: op.mode === "eager" ? castTo(x, dtype, op) : dtype,
			content: castContent(x, dtype),
		};
	}),
	defineOp("saturate_cast", "core", "x, dtype", (op) => ({
		shape: op.tensor("x").shape,
		dtype: op.dtype("dtype") ?? "float32",
	})),
];

/** A size stays one when it becomes another kind of int. */
function castContent({ content, isTensor }: Operand, dtype: DType): Operand["content"] {
	if (!isTensor || typeof dtype !== "string" || !/^u?int(32|64)$/.test(dtype)) return undefined;
	return content?.kind === "int" || content?.kind === "none" ? content : undefined;
}
