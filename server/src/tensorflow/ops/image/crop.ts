import { type Dim, isStatic, ranked, type Shape, type Value } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import type { Operand } from "../../convert";
import { defineOp, dimsOf, type OpArguments, type OpResult } from "../../op";
import { requireSeed } from "./chance";
import { failInPython, imageDims, isEmptyAxis, openImage, openSize, resized } from "./images";
import { isKnown, type Length, lengthOf, rejectBox, rejectFloats, requireAtLeast, targetDim } from "./lengths";
import { resizeTo } from "./resize";

/** Mirrors the croppings and paddings of tensorflow/python/ops/image_ops_impl.py. */

interface Box {
	readonly image: Operand;
	readonly dims: readonly Dim[];
	readonly height: Length;
	readonly width: Length;
}

function boxOf(args: OpArguments, least: number): Box {
	const image = args.tensor("image");
	const dims = imageDims(image, args) ?? openImage(args);
	if (dims.slice(-3).some(isEmptyAxis))
		failInPython(args, { code: "input-axis-size", message: "the image has an axis of size 0" });
	const [height, width] = [lengthOf(args, "target_height"), lengthOf(args, "target_width")];
	requireAtLeast(args, width, least);
	requireAtLeast(args, height, least);
	return { image, dims, height, width };
}

/** Along one axis the box lies inside of the image, or the image inside of the box. */
function requireRoom(args: OpArguments, size: Dim, offset: Length, target: Length, isCrop: boolean): void {
	if (!isStatic(size) || offset.value === undefined || target.value === undefined) return;
	const inner = isCrop ? target.value : size;
	const outer = isCrop ? size : target.value;
	if (offset.value + inner <= outer) return;
	rejectBox(
		args,
		offset.isTensor || target.isTensor,
		`a box of ${target.value} at ${offset.value} does not fit an axis of ${size}`,
	);
}

/** `tf.image.crop_to_bounding_box` and `tf.image.pad_to_bounding_box`. */
const boundingBox = (name: string, isCrop: boolean): FunctionModel =>
	defineOp(`image.${name}`, "image, offset_height, offset_width, target_height, target_width", (args) => {
		const [top, left] = [lengthOf(args, "offset_height"), lengthOf(args, "offset_width")];
		imageDims(args.tensor("image"), args);
		requireAtLeast(args, left, 0);
		requireAtLeast(args, top, 0);
		const { image, dims, height, width } = boxOf(args, isCrop ? 1 : Number.NEGATIVE_INFINITY);
		const [rows, columns] = [dims.at(-3) as Dim, dims.at(-2) as Dim];
		requireRoom(args, columns, left, width, isCrop);
		requireRoom(args, rows, top, height, isCrop);
		rejectFloats(args, [top, left, height, width], args.isGraph ? "TypeError" : "InvalidArgumentError");
		const isKnownAll = [top, left, height, width].every(({ value }) => value !== undefined) && isKnown(rows, columns);
		const [tall, wide] = [height, width].map((length) => targetDim(args, length, isCrop || isKnownAll)) as [Dim, Dim];
		return { shape: resized(dims, tall, wide), dtype: image.dtype };
	});

/** A float that crops is refused by the slice's kernel, one that pads where it becomes a tensor. */
const floatError = (dims: readonly Dim[], height: Length, width: Length): string => {
	const crops = [height, width].some(({ value, isFloat }, axis) => {
		const size = dims.at(axis - 3) as Dim;
		return isFloat && value !== undefined && isStatic(size) && value <= size;
	});
	return crops && dims.length === 3 ? "TypeError" : "InvalidArgumentError";
};

const cropOrPad = (name: string, layer?: string): FunctionModel =>
	defineOp(
		name,
		"image, target_height, target_width",
		(args) => {
			const { image, dims, height, width } = boxOf(args, 1);
			rejectFloats(args, [height, width], args.isGraph ? "TypeError" : floatError(dims, height, width));
			const isConstant = isKnown(dims.at(-3), dims.at(-2)) && height.value !== undefined && width.value !== undefined;
			const shape = resized(dims, targetDim(args, height, isConstant), targetDim(args, width, isConstant));
			return { shape, dtype: image.dtype };
		},
		layer === undefined ? {} : { layer: () => layer },
	);

/** As large as it fits, with zeros around: floats come out unless the nearest pixel is taken. */
const withPad = (name: string, text: string, isOld: boolean): FunctionModel =>
	defineOp(name, text, (args) => {
		const { image, dims, height, width } = boxOf(args, 1);
		const dtype = resizeTo(args, image.dtype, isOld);
		rejectFloats(args, [height, width], "TypeError");
		const isConstant = isKnown(dims.at(-3), dims.at(-2));
		return { shape: resized(dims, targetDim(args, height, isConstant), targetDim(args, width, isConstant)), dtype };
	});

const FRACTION = "central_fraction";

/** The part of the image that is kept; absent for a tensor whose value is not known before run time. */
function fractionOf(args: OpArguments): number | undefined {
	const given = args.get(FRACTION);
	const value: Value | undefined = given.kind === "tensor" ? given.content : given;
	if (given.kind === "unknown") return vague(given.why);
	if (given.kind === "tensor" && value === undefined) return args.isGraph ? undefined : vague("the central fraction");
	if (value?.kind !== "float" && value?.kind !== "int")
		return failInPython(args, {
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: "the central fraction must be a number",
			argument: FRACTION,
		});
	const fraction = value.value ?? vague("the central fraction");
	if (fraction > 0 && fraction <= 1) return given.kind === "tensor" ? Math.fround(fraction) : fraction;
	return failInPython(args, {
		code: "invalid-layer-argument",
		message: `the central fraction must be in (0, 1], found ${fraction}`,
		argument: FRACTION,
	});
}

const CENTRAL_CROP = defineOp("image.central_crop", "image, central_fraction", (args) => {
	const image = args.tensor("image");
	const fraction = fractionOf(args);
	if (fraction === 1) return { shape: image.shape, dtype: image.dtype };
	const dims =
		imageDims(image, args) ??
		failInPython(args, { code: "input-rank", message: "tf.image.central_crop needs an image of known rank" });
	const kept = (dim: Dim): Dim => {
		if (!isStatic(dim)) return dim;
		if (fraction === undefined) return openSize("the fraction is a tensor", args);
		return dim - 2 * Math.trunc((dim - dim * fraction) / 2);
	};
	return { shape: resized(dims, kept(dims.at(-3) as Dim), kept(dims.at(-2) as Dim)), dtype: image.dtype };
});

/** `tf.image.random_crop`: sizes by axis, none larger than the axis. */
const randomCrop = (names: readonly string[], text: string, isStateless: boolean): FunctionModel =>
	defineOp(names, text, (args): OpResult => {
		const value = args.tensor("value");
		if (isStateless) requireSeed(args);
		const size = args.sizes("size") ?? vague("the size of a crop");
		return { shape: cropped(value.shape, size, args), dtype: value.dtype };
	});

function cropped(shape: Shape, size: readonly Dim[], args: OpArguments): Shape {
	if (shape.kind !== "ranked") return ranked(size);
	const dims = dimsOf({ shape, dtype: "float32" });
	if (dims.length !== size.length)
		args.fail({
			code: "input-rank",
			message: `the size has ${size.length} numbers, the value ${dims.length} axes`,
			argument: "size",
		});
	const isLarge =
		!args.isGraph &&
		size.some((each, axis) => isStatic(each) && isStatic(dims[axis] as Dim) && each > (dims[axis] as number));
	if (isLarge)
		args.fail({
			code: "input-axis-size",
			message: "the crop is larger than what it is taken from",
			argument: "size",
		});
	return ranked(size);
}

export const CROP_OPS: readonly FunctionModel[] = [
	boundingBox("crop_to_bounding_box", true),
	boundingBox("pad_to_bounding_box", false),
	cropOrPad("image.resize_with_crop_or_pad"),
	cropOrPad("compat.v1.image.resize_image_with_crop_or_pad", "image.resize_with_crop_or_pad"),
	withPad("image.resize_with_pad", "image, target_height, target_width, method='bilinear', antialias=False", false),
	withPad(
		"compat.v1.image.resize_image_with_pad",
		"image, target_height, target_width, method=0, align_corners=False",
		true,
	),
	CENTRAL_CROP,
	randomCrop(["image.random_crop", "random.crop"], "value, size, seed=None, name=None", false),
	randomCrop(["image.stateless_random_crop"], "value, size, seed, name=None", true),
];
