import { isNone, type Spec } from "../../../../domain";
import { typeName, vague } from "../../../../interpreter/api";
import { asInt, itemsOf } from "../../../engine/argument-readers";
import { defineLayer } from "../../../engine/define-layer";
import { isDeclared } from "../../../engine/elementwise";
import type { CallContext } from "../../../engine/layer-definition";
import { STRINGS_UNCAST } from "../../../engine/refused-dtypes";
import { checkSeed3, imageFormat, requireSeed2 } from "./base-image-preprocessing-layer";
import { crop2 } from "./cropped";
import { rankedImage, trains } from "./image";
import { image3 } from "./on-tensors";
import { declaredImage, declareSize, hasPlainSizes, readTarget, type TargetSize } from "./sizes";

/**
 * `keras.layers.RandomCrop`: `(batch, height, width, channels)` -> `(batch, height, width, channels)` of the arguments
 * `height` and `width`. A place is drawn for the whole batch. Mirrors image_preprocessing.py (2.15) and random_crop.py
 * (3).
 */
export const RandomCrop = defineLayer<TargetSize>({
	name: "RandomCrop",
	signature: {
		keras2: "height, width, seed=None, **kwargs",
		keras3: "height, width, seed=None, data_format=None, name=None, **kwargs",
	},
	callSignature: { keras2: "inputs, training=True", keras3: "data, training=True" },
	extraArguments: { keras2: ["rng_type"], keras3: ["bounding_box_format", "factor"] },
	autocast: false,
	manyInputs: true,
	takesPlainArguments: true,
	configure(args) {
		checkSeed3(args);
		const target = readTarget(args, args.world === "keras3" && imageFormat(args));
		if (args.world === "keras2") requireSeed2(args);
		return target;
	},
	refuses: { keras2: [STRINGS_UNCAST] },
	call(config, context) {
		if (context.world === "keras2") {
			const cropped = crop2(config, context);
			requireCondition(context);
			return cropped;
		}
		if (!isDeclared(context) && !hasPlainSizes(config) && context.inputs.some(isOpen))
			vague("which of an unknown size and one that does not fit fails first");
		const image = isDeclared(context)
			? declaredImage(context)
			: image3(
					context,
					{ idle: "kept", rankError: "IndexError", open: { error: "OperatorNotAllowedInGraphError", of: "image" } },
					config.channelsFirst,
				);
		if (!isDeclared(context) && !trains(context)) return uncropped(image, config, context);
		if (!isDeclared(context)) requireSizes(config, context);
		return declareSize(config, image, config.channelsFirst ? [-2, -1] : [-3, -2], context);
	},
});

const isOpen = ({ shape }: Spec): boolean => shape.kind !== "ranked" || shape.dims.slice(1).some(isNone);

/** Images are handed on where it is told not to train; it has looked at their sizes before. */
function uncropped(image: Spec, { channelsFirst }: TargetSize, context: CallContext): Spec {
	const sizes = rankedImage(image).dims.slice(channelsFirst ? -2 : -3, channelsFirst ? undefined : -1);
	if (!sizes.some(isNone)) return image;
	return context.fail({
		code: "invalid-layer-input",
		exception: "TypeError",
		message: "RandomCrop needs images of known height and width inside a call",
	});
}

/** Keras 2 asks `tf.reduce_all` of `training` and the sizes together: it must be one bool. */
function requireCondition(context: CallContext): void {
	const value = context.parameter("training");
	const isShaped = value.kind === "tensor" && value.spec.shape.kind === "ranked" && value.spec.shape.dims.length > 0;
	const isTensor = value.kind === "tensor" && typeof value.spec.dtype === "string" && value.spec.dtype !== "bool";
	if (isTensor && context.mode === "eager") vague("training is a tensor of numbers");
	const isNumber = (isTensor && !isShaped) || value.kind === "int" || value.kind === "float" || value.kind === "str";
	if (!isShaped && !isNumber && !itemsOf(value)) return;
	context.fail({
		code: "invalid-layer-input",
		exception: isNumber ? "TypeError" : context.mode === "eager" ? "InvalidArgumentError" : "ValueError",
		message: `training must be a bool, found ${isShaped ? "a tensor of several" : `a value of type ${typeName(value)}`}`,
	});
}

/** Keras 3 computes with the sizes where it crops, which no declared shape is made of. */
function requireSizes({ height, width }: TargetSize, context: CallContext): void {
	for (const size of [height, width]) {
		if ((asInt(size) ?? 0) < 0) vague("what an operation makes of a negative size is not followed");
		if (!["none", "str", "float", "tuple", "list"].includes(size.kind)) continue;
		context.fail({
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: `height and width must be ints, found a value of type ${typeName(size)}`,
		});
	}
}
