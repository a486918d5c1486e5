import {
	type Dim,
	isStatic,
	isUnknown,
	noneDim,
	type RankedShape,
	ranked,
	type Spec,
	spec,
	type Value,
} from "../../../../domain";
import { vague } from "../../../../interpreter/api";
import { asInt, itemsOf } from "../../../engine/argument-readers";
import type { CallContext } from "../../../engine/layer-definition";
import { imageOf, isImageRank, requireImageRank } from "./image";
import { failSize, isBelow, knownSize } from "./resized";
import { type TargetSize, withSize } from "./sizes";

/** What a crop of Keras 2 depends on, beside the sizes. */
export interface CropCondition {
	/** Raises what TensorFlow makes no condition of, together with the sizes. */
	require?(): void;
	/** False when the images are resized all the same; absent when that is not known. */
	readonly crops?: boolean | undefined;
}

/** Keras 2's crops: the sizes that were asked for, since an image that is too small is resized. */
export function crop2(config: TargetSize, context: CallContext, condition: CropCondition = { crops: true }): Spec {
	const { mode } = context;
	const shape = requireImageRank(
		imageOf(context),
		context,
		isImageRank,
		mode === "eager" ? "InvalidArgumentError" : undefined,
	);
	const targets = [["height", config.height] as const, ["width", config.width] as const];
	for (const [name, target] of targets) requireDifference(name, target, context);
	condition.require?.();
	for (const [name, target] of targets)
		if (itemsOf(target)) failSize(name, target, mode === "eager" ? "InvalidArgumentError" : "ValueError", context);
	const found = shape.dims.slice(-3, -1);
	const isShort = targets.some(([, target], at) => isBelow(found[at], target));
	if (mode === "eager" && (isShort || !condition.crops)) {
		if (condition.crops === undefined) vague("whether the layer trains is not known");
		requireSmartResize(config, found, context);
	}
	const sized = (name: string, value: Value): Dim => {
		const size = knownSize(value, name) ?? vague(`${name} is not a plain int`);
		if (mode === "eager" && found.some(isUnknown) && isStatic(size) && size <= 0)
			vague("whether images of a size that is not known are cropped");
		return isStatic(size) && size <= 0 ? failSize(name, value, "ValueError", context) : size;
	};
	const cropped = withSize(shape, sized("height", config.height), sized("width", config.width));
	return spec(isLossy(shape, context) ? forgetful(cropped) : cropped, context.computeDtype);
}

/** In a graph, the resizing of images of open size forgets how many there are. */
const isLossy = ({ dims }: RankedShape, { mode }: CallContext): boolean =>
	mode !== "eager" && dims.length === 4 && !dims.slice(-3, -1).every(isStatic);

const forgetful = ({ dims }: RankedShape): RankedShape =>
	ranked([noneDim({ text: "cropping images of open size in a graph forgets how many there are" }), ...dims.slice(1)]);

/** What TensorFlow cannot subtract from an int. */
function requireDifference(name: string, value: Value, context: CallContext): void {
	if (value.kind === "float" || value.kind === "str") failSize(name, value, "TypeError", context);
	if (value.kind === "none") failSize(name, value, "ValueError", context);
}

/**
 * `smart_resize` takes a part of the images first that has the wanted ratio. Kernels take no part of nothing, and give
 * nothing either.
 */
export function requireSmartResize(config: TargetSize, [height, width]: readonly Dim[], context: CallContext): void {
	const [h, w] = [asInt(config.height), asInt(config.width)];
	if (h === undefined || w === undefined || height === undefined || width === undefined) return;
	const [name, value] = h < 1 ? (["height", config.height] as const) : (["width", config.width] as const);
	if (!isStatic(height) || !isStatic(width)) {
		if (h < 1 || w < 1) vague("which part of an image of open size is taken");
		return;
	}
	const taken = [Math.trunc((width * h) / w), Math.trunc((height * w) / h)];
	const isEager = context.mode === "eager";
	if (isEager && (h < 1 || w < 1 || taken.some((size) => size < 1)))
		failSize(name, value, "InvalidArgumentError", context);
	if (h > 0 && w > 0) return;
	if (h === 0 || w === 0 || taken.some((size) => size < -1)) failSize(name, value, "ValueError", context);
	vague("which part of an image is taken for a negative size");
}
