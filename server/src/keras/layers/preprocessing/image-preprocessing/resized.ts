import {
	type Dim,
	isStatic,
	noneDim,
	type RankedShape,
	ranked,
	type Spec,
	spec,
	unknownDim,
	type Value,
} from "../../../../domain";
import { typeName, vague } from "../../../../interpreter/api";
import { asInt, isKnown, readFlagOrUnknown } from "../../../engine/argument-readers";
import type { CallContext, LayerArguments } from "../../../engine/layer-definition";
import { rejectRefused } from "../../../engine/refused-dtypes";
import { rankedImage } from "./image";
import { failKept, type Kept, kept, requireParameter } from "./kept-arguments";
import { UNRESIZED } from "./refused-policies";
import type { TargetSize } from "./sizes";

/** What becomes of images where they are resized, in Keras 3 on tensors that are no KerasTensors. */

/** Raises with the size to blame. */
export function failSize(name: string, value: Value, exception: string, context: CallContext): never {
	return context.fail({
		code: "invalid-layer-argument",
		exception,
		message: `${name} must be an int above 0, found ${asInt(value) ?? `a value of type ${typeName(value)}`}`,
		argument: name,
	});
}

/**
 * The height and width that `tf.image.resize` makes: -1 is any size to a graph, and none of the kernels takes less than 1.
 */
export function resizedSizes({ height, width }: TargetSize, context: CallContext): readonly [Dim, Dim] {
	const sizes = [["height", height] as const, ["width", width] as const].map(([name, value]) => {
		const size = knownSize(value, name) ?? failSize(name, value, "ValueError", context);
		return [name, value, isStatic(size) && size < -1 ? failSize(name, value, "ValueError", context) : size] as const;
	});
	const [tall, wide] = sizes.map(([name, value, size]) => {
		if (!isStatic(size) || size > 0) return size;
		if (context.mode === "eager") failSize(name, value, "InvalidArgumentError", context);
		return size < 0 ? noneDim({ text: `${name} is -1` }) : size;
	});
	return [tall as Dim, wide as Dim];
}

/** An int, or a size that is not known; absent for anything else. */
export function knownSize(value: Value, name: string): Dim | undefined {
	if (value.kind === "tensor" || value.kind === "instance") return vague(`${name} is not known`);
	if (value.kind === "unknown" || (value.kind === "int" && value.value === undefined))
		return unknownDim(value.why ?? { text: `${name} is not known` });
	return asInt(value);
}

export const isFloatSize = (value: Value): boolean => value.kind === "float";

/** The shape of the images with another height, which stands at an axis, and width, which stands behind it. */
export const withSides = (image: Spec, axis: number, [height, width]: readonly [Dim, Dim]): RankedShape =>
	ranked(
		rankedImage(image)
			.dims.with(axis, height)
			.with(axis + 1, width),
	);

/** What Python cannot subtract from a size. */
export const isNoSize = ({ kind }: Value): boolean => ["none", "str", "bytes", "list", "tuple", "dict"].includes(kind);

/** `width * target_height / target_width` and the other way round, in Python's floats. */
export function requireRatios({ height, width }: TargetSize, context: CallContext): void {
	for (const [name, value] of [["width", width] as const, ["height", height] as const]) {
		const isZero = value.kind === "float" ? value.value === 0 : asInt(value) === 0;
		if (isZero) failSize(name, value, "ZeroDivisionError", context);
	}
}

/** Whether a size that is known is below the one that is wanted; Keras 3 asks so of ints only. */
export const isBelow = (size: Dim | undefined, target: Value): boolean => {
	const wanted = asInt(target);
	return size !== undefined && isStatic(size) && wanted !== undefined && size < wanted;
};

const INTERPOLATIONS = ["bilinear", "nearest", "lanczos3", "lanczos5", "bicubic", "area"];

/** What the layer's constructor keeps for `resize`. */
export interface ResizeOptions {
	readonly crops: boolean | undefined;
	readonly pads: boolean | undefined;
	readonly interpolation: Kept;
	readonly fillMode: Kept;
	readonly filling: Kept;
}

export const readResize = (args: LayerArguments): ResizeOptions => ({
	crops: readFlagOrUnknown(args, "crop_to_aspect_ratio"),
	pads: readFlagOrUnknown(args, "pad_to_aspect_ratio"),
	interpolation: kept(args, "interpolation"),
	fillMode: kept(args, "fill_mode"),
	filling: kept(args, "fill_value"),
});

/** `resize` of keras/src/backend/tensorflow/image.py, which checks what the constructor keeps. */
export function resize3(
	target: TargetSize,
	options: ResizeOptions | undefined,
	image: Spec,
	height: number,
	context: CallContext,
): Spec {
	const { crops, pads } = options ?? {};
	if (options) {
		requireOneOf(options.interpolation, INTERPOLATIONS, context);
		requireOneOf(options.fillMode, ["constant"], context);
	}
	if (crops && pads)
		context.fail({
			code: "invalid-layer-argument",
			message: "only one of crop_to_aspect_ratio and pad_to_aspect_ratio can be True",
			argument: "pad_to_aspect_ratio",
		});
	if (options && pads && context.mode === "graph") requireParameter(options.filling, context);
	for (const [name, value] of [["height", target.height] as const, ["width", target.width] as const])
		if (crops || pads) requireRatio(value, name, context);
	const dims = withSides(image, height, resizedSizes(target, context));
	if (context.mode === "graph") rejectRefused([UNRESIZED], context, [context.computeDtype]);
	return spec(dims, image.dtype);
}

/** To keep the aspect ratio, sizes are multiplied with those of the images. */
function requireRatio(value: Value, name: string, context: CallContext): void {
	if (isFloatSize(value)) failSize(name, value, "TypeError", context);
	if (isNoSize(value) && value.kind !== "none") vague(`what becomes of a ${typeName(value)} as a size`);
}

function requireOneOf(word: Kept, words: readonly string[], context: CallContext): void {
	const { value } = word;
	const isKnownWord = value.kind === "str" && (value.value === undefined || words.includes(value.value));
	if (!isKnownWord && isKnown(value)) failKept(word, `one of ${words.join(", ")}`, "ValueError", context);
}
