import { type Spec, spec, type Value } from "../../../../domain";
import { asInt } from "../../../engine/argument-readers";
import type { CallContext } from "../../../engine/layer-definition";
import { imageOf, isImageRank, requireImageRank } from "./image";
import { sizeOf2, type TargetSize, withSize } from "./sizes";

/** What Keras 2 says to a size that it cannot subtract from another, or crop to. */
function rejectCrop(value: Value): string | undefined {
	if (value.kind === "float" || value.kind === "str") return "TypeError";
	const size = asInt(value);
	return size !== undefined && size > 0 ? undefined : "ValueError";
}

/** Keras 2's crops: the sizes that were asked for, since an image that is too small is resized. */
export function crop2(config: TargetSize, context: CallContext): Spec {
	const shape = requireImageRank(
		imageOf(context),
		context,
		isImageRank,
		context.mode === "eager" ? "InvalidArgumentError" : undefined,
	);
	const height = sizeOf2(config.height, "height", context, rejectCrop);
	const width = sizeOf2(config.width, "width", context, rejectCrop);
	return spec(withSize(shape, height, width), context.computeDtype);
}
