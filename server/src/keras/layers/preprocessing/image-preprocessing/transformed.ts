import type { Spec } from "../../../../domain";
import { vague } from "../../../../interpreter/api";
import type { CallContext } from "../../../engine/layer-definition";
import { isImageRank, requireImageRank } from "./base-image-preprocessing-layer";

const TRANSFORMED: readonly string[] = ["uint8", "int32", "int64", "float16", "float32", "float64"];

/** `ImageProjectiveTransformV3`, which Keras 2 moves pixels with. */
export function requireTransformable(image: Spec, context: CallContext): void {
	requireImageRank(image, context, isImageRank, context.mode === "eager" ? "InvalidArgumentError" : "ValueError");
	if (typeof image.dtype !== "string" || TRANSFORMED.includes(image.dtype)) return;
	if (context.mode === "eager") vague("what a kernel makes of this dtype");
	context.fail({
		code: "invalid-layer-input",
		exception: "TypeError",
		message: `images of ${image.dtype} cannot be transformed: TensorFlow takes ${TRANSFORMED.join(", ")}`,
	});
}
