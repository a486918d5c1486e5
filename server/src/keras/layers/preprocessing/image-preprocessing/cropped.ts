import { noneDim, type RankedShape, ranked, type Spec, spec, type Value } from "../../../../domain";
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
	return spec(lossy(withSize(shape, height, width), shape, context), context.computeDtype);
}

/** In a graph, the resizing of images of open size forgets how many there are. */
function lossy(cropped: RankedShape, { dims }: RankedShape, { mode }: CallContext): RankedShape {
	const isOpen = dims.slice(-3, -1).some((dim) => typeof dim !== "number");
	if (mode === "eager" || dims.length < 4 || !isOpen) return cropped;
	const why = { text: "cropping images of open size in a graph forgets how many there are" };
	return ranked([noneDim(why), ...cropped.dims.slice(1)]);
}
