import { type DType, type DTypeName, printDType, type Spec } from "../../domain";
import { raise, vague } from "../../interpreter/api";
import type { CallContext, FailureText } from "../engine/layer-definition";

/**
 * What the TensorFlow ops say that Keras 2 layers call: a layer's `call` is traced on graph tensors, and an op whose
 * shape function fails raises ValueError there, one that does not know the dtype TypeError.
 */

export const HALF_FLOAT_DOUBLE: readonly DTypeName[] = ["float16", "bfloat16", "float32", "float64"];

/** True while the layer runs eagerly, where ops raise the exceptions of their kernels. */
export const isEager = ({ mode }: CallContext): boolean => mode === "eager";

/** Raises when the op cannot take the input's dtype. */
export function requireDType(op: string, input: Spec, allowed: readonly DTypeName[], context: CallContext): void {
	const { dtype } = input;
	if (typeof dtype !== "string") return;
	if (!allowed.includes(dtype)) failDType(op, dtype, context);
}

export function failDType(op: string, dtype: DType, context: CallContext, exception?: string): never {
	raise({
		code: "invalid-layer-input",
		exception: exception ?? (isEager(context) ? "InvalidArgumentError" : "TypeError"),
		message: `TensorFlow's ${op}, which the layer calls, cannot take an input of dtype ${printDType(dtype)}`,
	});
}

/** The dtype that comes out of a Keras 3 convolution; what is no float does not fit its kernel, which \`exception\` says eagerly. */
export function floatDType3(context: CallContext, exception: () => string): DType {
	const { mode, computeDtype, inputs } = context;
	const dtype = inputs[0]?.dtype ?? computeDtype;
	if (mode === "symbolic" || typeof dtype !== "string" || dtype === computeDtype) return computeDtype;
	return failDType("convolution", dtype, context, isEager(context) ? exception() : "TypeError");
}

const PYTHON_ERRORS: ReadonlySet<string | undefined> = new Set(["IndexError", "ValueError", "ZeroDivisionError"]);

/** What ops raise: errors of their own eagerly, while what Keras itself says in Python stays. */
export const opFailure =
	(context: CallContext) =>
	(failure: FailureText): never => {
		const isPython = PYTHON_ERRORS.has(failure.exception);
		return context.fail(isEager(context) && !isPython ? { ...failure, exception: "InvalidArgumentError" } : failure);
	};

/** Kernels differ in what they raise for a size that is too small, by platform. */
export function vagueWhenEager(context: CallContext): void {
	if (isEager(context)) vague("what an op raises eagerly is not followed");
}

/**
 * The dtype that comes out of a Keras 3 layer. On KerasTensors it is always the compute dtype, since only the shape is
 * computed; real tensors keep an integer dtype where the op does.
 */
export function outputDType(context: CallContext, integers: "kept" | "unknown"): DType {
	const { mode, computeDtype, inputs } = context;
	const dtype = inputs[0]?.dtype ?? computeDtype;
	if (mode === "symbolic") return computeDtype;
	if (dtype === computeDtype || integers === "kept") return dtype;
	return vague("the dtype that a real tensor gets here is not followed");
}
