import { type Dim, isNone, isStatic, isUnknown, type Spec, spec, type Value } from "../../../../domain";
import { typeName, vague } from "../../../../interpreter/api";
import { asInt, isKnown, itemsOf, readNumber } from "../../../engine/argument-readers";
import { defineLayer } from "../../../engine/define-layer";
import type { CallContext } from "../../../engine/layer-definition";
import { rejectRefused, STRINGS_UNCAST } from "../../../engine/refused-dtypes";
import { checkSeed3, imageFormat, requireSeed2 } from "./base-image-preprocessing-layer";
import { crop2 } from "./cropped";
import { rankedImage } from "./image";
import { image3 } from "./on-tensors";
import { UNRESIZED } from "./refused-policies";
import { failSize, isFloatSize, isNoSize, knownSize, requireRatios, resizedSizes, withSides } from "./resized";
import { declaredImage, declareSize, readTarget, type TargetSize } from "./sizes";
import { isDeclaredImage, trainingOf, trainingValue, trains } from "./training";

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
			const crops = context.mode === "eager" ? trainingOf(context) : true;
			return crop2(config, context, { crops, require: () => requireCondition(context) });
		}
		const declares = isDeclaredImage(context);
		const image = declares ? declaredImage(context) : image3(context, { idle: "kept", rankError: "IndexError" });
		const axes = config.channelsFirst ? ([-2, -1] as const) : ([-3, -2] as const);
		return declares ? declareSize(config, image, axes, context) : crop3(config, image, axes, context);
	},
});

/** A slice, resized if it is of other sizes. Images are handed on as they are when the layer does not train. */
function crop3(config: TargetSize, image: Spec, [h, w]: readonly [number, number], context: CallContext): Spec {
	const isTraining = trains(context);
	const { dims } = rankedImage(image);
	if (context.mode === "graph") rejectOpen(config, [dims.at(h) as Dim, dims.at(w) as Dim], isTraining, context);
	const targets = [config.height, config.width];
	const isOpen = [dims.at(h) as Dim, dims.at(w) as Dim].some(isUnknown) || !targets.every(isKnown);
	if (isOpen && targets.some((size) => isKnown(size) && (asInt(size) ?? 0) <= 0))
		vague("whether images of a size that is not known are cropped");
	const isCropped = isTraining && isAbove(dims.at(h), config.height) && isAbove(dims.at(w), config.width);
	requireSizes(config, isCropped, isTraining, context);
	if (!isTraining) return image;
	const isSliced = isCropped && [config.height, config.width].every((size) => (asInt(size) ?? 1) >= 0);
	const sizes = isSliced ? slicedSizes(config) : resizedSizes(config, context);
	// A graph does not know what it has cut, and resizes it all the same.
	if (context.mode === "graph" || !(isSliced || isOpen)) rejectRefused([UNRESIZED], context, [context.computeDtype]);
	return spec(withSides(image, dims.length + h, sizes), image.dtype);
}

const slicedSizes = ({ height, width }: TargetSize): readonly [Dim, Dim] => [
	knownSize(height, "height") ?? vague("height is not a plain int"),
	knownSize(width, "width") ?? vague("width is not a plain int"),
];

/** Python asks whether the images are larger than the sizes, or for parts of them, which a graph may not know. */
function rejectOpen(config: TargetSize, dims: readonly Dim[], isTraining: boolean, context: CallContext): void {
	const fail = (exception: string): never =>
		context.fail({
			code: "invalid-layer-input",
			exception: isTraining ? exception : "TypeError",
			message: "the layer needs images of known sizes inside a call",
		});
	if (!dims.some(isNone)) return;
	for (const [axis, [name, target]] of [
		["height", config.height] as const,
		["width", config.width] as const,
	].entries()) {
		const size = dims[axis] as Dim;
		if (!isNone(size) && isNoSize(target)) failSize(name, target, "TypeError", context);
		if (!isNone(size) && !isAbove(size, target)) fail("TypeError");
		if (!isNone(size)) continue;
		if (target.kind === "none") failSize(name, target, "ValueError", context);
		if (isFloatSize(target) || target.kind === "str") failSize(name, target, "TypeError", context);
		fail("OperatorNotAllowedInGraphError");
	}
}

const isAbove = (size: Dim | undefined, target: Value): boolean => {
	const wanted = readNumber(target);
	return size !== undefined && isStatic(size) && wanted !== undefined && size > wanted;
};

/** Keras 3 computes with the sizes, which no declared shape is made of, even if the images are not cropped. */
function requireSizes(config: TargetSize, isCropped: boolean, isTraining: boolean, context: CallContext): void {
	const sizes = [["height", config.height] as const, ["width", config.width] as const];
	for (const [name, size] of sizes) {
		if (!isTraining && size.kind === "str") vague("what Python makes of text for a size");
		if (isNoSize(size)) failSize(name, size, "TypeError", context);
	}
	if (!isCropped) requireRatios(config, context);
	const [name, size] = sizes.find(([, each]) => isFloatSize(each)) ?? [];
	if (!name || !size || !isTraining) return;
	// A place that is drawn is a tensor of ints.
	failSize(name, size, isCropped && context.mode === "eager" ? "InvalidArgumentError" : "TypeError", context);
}

/** Keras 2 asks `tf.reduce_all` of `training` and the sizes together: it must be one bool. */
function requireCondition(context: CallContext): void {
	const value = trainingValue(context);
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
