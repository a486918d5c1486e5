import type { Value } from "../../../domain";
import { typeName } from "../../../interpreter/api";
import type { CallContext } from "../../engine/layer-definition";

/** `variance + epsilon`: TensorFlow adds no text and no None to floats. */
export function checkEpsilon(epsilon: Value, context: CallContext, layer: string): void {
	if (epsilon.kind !== "none" && epsilon.kind !== "str") return;
	const text = context.mode === "eager" ? "InvalidArgumentError" : "TypeError";
	context.fail({
		code: "invalid-layer-argument",
		exception: epsilon.kind === "none" ? "ValueError" : text,
		message: `epsilon of ${layer} must be a number, found a value of type ${typeName(epsilon)}`,
		argument: "epsilon",
	});
}
