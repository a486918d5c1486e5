import { printDType, type Spec, type Value } from "../../../../domain";
import { typeName } from "../../../../interpreter/api";
import { itemsOf } from "../../../engine/argument-readers";
import type { CallContext, LayerArguments } from "../../../engine/layer-definition";
import { isImageRank, requireImageRank } from "./image";

const TRANSFORMED: readonly string[] = ["uint8", "int32", "int64", "float16", "float32", "float64"];

/** What the layers that move pixels fill the gaps with. */
export interface Filling {
	readonly fillValue: Value;
}

export const readFilling = (args: LayerArguments): Filling => ({ fillValue: args.get("fill_value") });

/** `ImageProjectiveTransformV3`, which Keras 2 moves pixels with, in the layer's compute dtype. */
export function requireTransformable({ fillValue }: Filling, image: Spec, context: CallContext): void {
	const { mode, computeDtype } = context;
	const fail = (exception: string, message: string): never =>
		context.fail({ code: "invalid-layer-input", exception, message });
	if (mode === "eager" && image.dtype === "string" && computeDtype !== "string")
		fail(
			context.argument.kind === "tensor" ? "UnimplementedError" : "TypeError",
			`TensorFlow casts no strings to ${printDType(computeDtype)}`,
		);
	const exception = mode === "eager" ? "InvalidArgumentError" : undefined;
	requireImageRank(image, context, isImageRank, exception, exception);
	requireFloat(fillValue, context);
	if (typeof computeDtype !== "string" || TRANSFORMED.includes(computeDtype)) return;
	fail(
		exception ?? "TypeError",
		`images of ${computeDtype} cannot be transformed: TensorFlow takes ${TRANSFORMED.join(", ")}`,
	);
}

/** `tf.convert_to_tensor(fill_value, tf.float32)`; a kernel takes one number. */
function requireFloat(value: Value, context: CallContext): void {
	const isRefused = (each: Value): boolean => ["str", "bytes", "dict", "set", "complex"].includes(each.kind);
	const items = itemsOf(value);
	const isNone = value.kind === "none";
	const fail = (exception: string): never =>
		context.fail({
			code: "invalid-layer-argument",
			exception,
			message: `fill_value must be a number, found a value of type ${typeName(value)}`,
			argument: "fill_value",
		});
	if (!isNone && !isRefused(value) && !items?.some((each) => isRefused(each) || each.kind === "none")) {
		if (items && context.mode === "eager") fail("InvalidArgumentError");
		return;
	}
	fail(isNone ? "ValueError" : "TypeError");
}
