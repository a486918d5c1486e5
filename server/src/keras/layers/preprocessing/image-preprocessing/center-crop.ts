import { type Dim, isNone, noneDim, ranked, type Spec, spec } from "../../../../domain";
import { vague } from "../../../../interpreter/api";
import { readNumber } from "../../../engine/argument-readers";
import { defineLayer } from "../../../engine/define-layer";
import { isDeclared } from "../../../engine/elementwise";
import type { CallContext } from "../../../engine/layer-definition";
import { STRINGS_UNCAST } from "../../../engine/refused-dtypes";
import { isSince } from "../../../versions/release";
import { imageFormat } from "./base-image-preprocessing-layer";
import { crop2 } from "./cropped";
import { isImageRank, rankedImage } from "./image";
import { image3 } from "./on-tensors";
import { declaredImage, declareSize, readTarget, requirePlainSizes, type TargetSize } from "./sizes";

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
		const sizes = [height, height + 1].map((axis) => rankedImage(image).dims[axis] ?? 0);
		const isShort = [config.height, config.width].some((target, at) => isBelow(sizes[at], readNumber(target)));
		if (context.mode === "graph" && sizes.some(isNone) && !isShort) return uncropped(image, height);
		requirePlainSizes(config, context);
		const cropped = declareSize(config, image, [height, height + 1], context);
		// What is resized, because a side is too short, comes out as float32.
		return isShort && !isDeclared(context) ? { ...cropped, dtype: "float32" } : cropped;
	},
});

const isBelow = (size: Dim | undefined, target: number | undefined): boolean =>
	typeof size === "number" && target !== undefined && size < target;

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
