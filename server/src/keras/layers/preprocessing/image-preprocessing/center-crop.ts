import {
	type Dim,
	isNone,
	isStatic,
	isUnknown,
	mapDim,
	noneDim,
	ranked,
	type Spec,
	spec,
	type Value,
} from "../../../../domain";
import { vague } from "../../../../interpreter/api";
import { defineLayer } from "../../../engine/define-layer";
import { isDeclared } from "../../../engine/elementwise";
import type { CallContext } from "../../../engine/layer-definition";
import { rejectRefused, STRINGS_UNCAST } from "../../../engine/refused-dtypes";
import { isSince } from "../../../versions/release";
import { imageFormat } from "./base-image-preprocessing-layer";
import { crop2 } from "./cropped";
import { isImageRank, rankedImage } from "./image";
import { image3 } from "./on-tensors";
import { UNRESIZED } from "./refused-policies";
import { failSize, isBelow, isFloatSize, isNoSize, knownSize, requireRatios, resizedSizes, withSides } from "./resized";
import { declaredImage, declareSize, readTarget, type TargetSize } from "./sizes";

/**
 * `keras.layers.CenterCrop`: `(batch, height, width, channels)` -> `(batch, height, width, channels)` of the arguments
 * `height` and `width`. The middle of the images; a smaller image is resized. Mirrors image_preprocessing.py (2.15)
 * and center_crop.py (3).
 */
export const CenterCrop = defineLayer<TargetSize>({
	name: "CenterCrop",
	signature: { keras2: "height, width, **kwargs", keras3: "height, width, data_format=None, **kwargs" },
	callSignature: { keras2: "inputs", keras3: "data, training=True" },
	extraArguments: { keras3: ["bounding_box_format"] },
	autocast: false,
	manyInputs: true,
	takesPlainArguments: true,
	configure: (args) => readTarget(args, args.world === "keras3" && imageFormat(args)),
	refuses: { keras2: [STRINGS_UNCAST] },
	call(config, context) {
		if (context.world === "keras2") return crop2(config, context);
		requireTensor(context);
		const image = isDeclared(context) ? declaredImage(context) : image3(context, { idle: "changed" });
		const rank = rankedImage(image).dims.length;
		if (!isImageRank(rank)) rejectRank(context, rank);
		const first = rank === 4 ? 1 : 0;
		const height = config.channelsFirst ? first + 1 : first;
		return isDeclared(context)
			? declareSize(config, image, [height, height + 1], context)
			: crop3(config, image, height, context);
	},
});

/** A slice, or what is resized to the sizes, because a side is too short: then it comes out as float32. */
function crop3(config: TargetSize, image: Spec, height: number, context: CallContext): Spec {
	const [h, w] = [rankedImage(image).dims[height] as Dim, rankedImage(image).dims[height + 1] as Dim];
	if ([h, w].some(isUnknown) && (context.mode === "graph" || image.dtype !== "float32"))
		vague("whether images of a size that is not known are cropped or resized");
	for (const [name, size, target] of [["height", h, config.height] as const, ["width", w, config.width] as const]) {
		if (isUnknown(size) && (isNoSize(target) || isFloatSize(target))) vague("what the sizes are subtracted from");
		if (isNoSize(target))
			failSize(name, target, target.kind === "none" && !isStatic(size) ? "ValueError" : "TypeError", context);
		if (isFloatSize(target) && !isStatic(size)) failSize(name, target, "TypeError", context);
	}
	if (isBelow(h, config.height) || isBelow(w, config.width)) {
		if (isStatic(h) && isStatic(w)) requireRatios(config, context);
		const shape = withSides(image, height, resizedSizes(config, context));
		rejectRefused([UNRESIZED], context, [context.computeDtype]);
		return spec(shape, "float32");
	}
	if (context.mode === "graph" && (isNone(h) || isNone(w))) return uncropped(image, height);
	const sizes = [slicedSize(config.height, "height", context), slicedSize(config.width, "width", context)] as const;
	return spec(withSides(image, height, sizes), image.dtype);
}

/** Nothing lies between a place and one before it. */
function slicedSize(value: Value, name: string, context: CallContext): Dim {
	if (isFloatSize(value)) failSize(name, value, "TypeError", context);
	const size = knownSize(value, name) ?? vague(`${name} is not a plain int`);
	return mapDim(size, (known) => Math.max(0, known));
}

/** In a graph, an image of unknown size is cropped or resized as it comes: its size is lost. */
function uncropped(image: Spec, height: number): Spec {
	const why = { text: "CenterCrop does not know the size of an image in a graph" };
	const dims = rankedImage(image).dims.map((dim, axis) =>
		axis === height || axis === height + 1 ? noneDim(why) : dim,
	);
	return spec(ranked(dims), image.dtype);
}

function requireTensor(context: CallContext): void {
	if (context.argument.kind !== "dict") return;
	if (!isDeclared(context)) return;
	context.fail({ code: "invalid-layer-input", message: "CenterCrop takes images as a tensor, found a dict" });
}

function rejectRank(context: CallContext, rank: number): never {
	if (context.world === "keras3" && !isSince("3.2", context)) vague("images of another rank before Keras 3.2");
	return context.fail({
		code: "input-rank",
		message: `CenterCrop takes one image or a batch of images, found an input of rank ${rank}`,
		facts: { rank, expected: 4 },
	});
}
