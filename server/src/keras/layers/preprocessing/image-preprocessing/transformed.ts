import { printDType, type Spec, type Value } from "../../../../domain";
import type { CallContext, LayerArguments } from "../../../engine/layer-definition";
import { isImageRank, requireImageRank } from "./image";
import { requireOneNumber } from "./kept-arguments";

const TRANSFORMED: readonly string[] = ["uint8", "int32", "int64", "float16", "float32", "float64"];

/** What the layers that move pixels fill the gaps with. */
export interface Filling {
	readonly fillValue: Value;
}

export const readFilling = (args: LayerArguments): Filling => ({ fillValue: args.get("fill_value") });

/** `ImageProjectiveTransformV3`, which moves pixels in the layer's compute dtype. */
export function requireTransformable({ fillValue }: Filling, image: Spec, context: CallContext): void {
	const { mode, computeDtype } = context;
	const filling = { name: "fill_value", value: fillValue };
	if (context.world === "keras3") {
		requireOneNumber(filling, context);
		return;
	}
	const fail = (exception: string, message: string): never =>
		context.fail({ code: "invalid-layer-input", exception, message });
	if (mode === "eager" && image.dtype === "string" && computeDtype !== "string")
		fail(
			context.argument.kind === "tensor" ? "UnimplementedError" : "TypeError",
			`TensorFlow casts no strings to ${printDType(computeDtype)}`,
		);
	requireOneNumber(filling, context);
	const exception = mode === "eager" ? "InvalidArgumentError" : undefined;
	requireImageRank(image, context, isImageRank, exception, exception);
	if (typeof computeDtype !== "string" || TRANSFORMED.includes(computeDtype)) return;
	fail(
		exception ?? "TypeError",
		`images of ${computeDtype} cannot be transformed: TensorFlow takes ${TRANSFORMED.join(", ")}`,
	);
}
