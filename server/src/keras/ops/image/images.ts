import { type Dim, isFloating, isNone, isStatic, mapDims, printShape, ranked } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { asInt } from "../../engine/argument-readers";
import { intOf, itemsOf, sizeOf } from "../arguments";
import { defineOp, type OpResult } from "../define-op";
import { channelsFirst } from "../nn/windows";
import type { OpCall } from "../op-call";
import { dimsOf, type Operand } from "../operand";

const fail = (op: OpCall, message: string, argument?: string, exception?: string): never =>
	op.fail({
		code: "invalid-layer-argument",
		exception: exception === "" ? undefined : (exception ?? "ValueError"),
		message,
		argument,
	});

/** One image or a batch: the axes of height, width and channels. */
function imageAxes(
	op: OpCall,
	images: Operand,
): { readonly height: number; readonly width: number; readonly channels: number } {
	const rank = dimsOf(images).length;
	if (rank !== 3 && rank !== 4) {
		op.fail({
			code: "input-rank",
			exception: "ValueError",
			message: `an image has 3 axes and a batch of them 4, found shape ${printShape(images.shape)}`,
			argument: "images",
		});
	}
	return channelsFirst(op)
		? { height: rank - 2, width: rank - 1, channels: rank - 3 }
		: { height: rank - 3, width: rank - 2, channels: rank - 1 };
}

/** Keras compares the sizes in Python, which a tensor of a graph does not allow. */
const rejectComputed = (op: OpCall, argument: string): never =>
	fail(
		op,
		`${argument} is compared with numbers, which a tensor of a graph cannot be`,
		argument,
		"OperatorNotAllowedInGraphError",
	);

const METHODS = ["bilinear", "nearest", "lanczos3", "lanczos5", "bicubic", "area"];

function resize(op: OpCall): OpResult {
	const size = itemsOf(op.get("size"));
	if (!size) return fail(op, "size must be a height and a width", "size", "TypeError");
	if (size.length !== 2) return fail(op, `size must be a height and a width, found ${size.length} items`, "size");
	if (size.some((each) => each.kind === "none")) return fail(op, "size holds None", "size", "TypeError");
	if (op.mode === "graph" && size.some((each) => each.kind === "tensor")) rejectComputed(op, "size");
	const images = op.tensor("images");
	const [height, width] = size.map(sizeOf) as [Dim, Dim];
	if ([height, width].some((each) => isStatic(each) && each <= 0)) fail(op, "size must be positive", "size");
	const axes = imageAxes(op, images);
	const method = op.get("interpolation");
	const isOdd = method.kind === "str" && method.value !== undefined && !METHODS.includes(method.value);
	if (isOdd && !op.isSymbolic) fail(op, `there is no interpolation ${method.value}`, "interpolation");
	if (!op.isSymbolic && (op.flag("crop_to_aspect_ratio") || op.flag("pad_to_aspect_ratio")) && op.mode === "graph")
		if (dimsOf(images).some((dim) => !isStatic(dim))) return vague("an aspect ratio that is not known");
	return { shape: ranked(dimsOf(images).with(axes.height, height).with(axes.width, width)), dtype: images.dtype };
}

/** Three of before, after and target size, of which one is not given. */
interface Edges {
	readonly before: number | undefined;
	readonly after: number | undefined;
	readonly target: number | undefined;
}

function readEdges(op: OpCall, names: readonly [string, string, string]): Edges {
	const [before, after, target] = names.map((name) => (op.has(name) ? intOf(op.get(name)) : undefined));
	const given = [before, after, target].filter((each) => each !== undefined);
	if (given.length !== 2) fail(op, `exactly two of ${names.join(", ")} must be given`, names[0]);
	if (given.some((each) => (each as number) < 0)) fail(op, `none of ${names.join(", ")} can be negative`, names[0]);
	return { before, after, target };
}

/** The size of an axis after it is padded (`sign` 1) or cropped (`sign` -1). */
function edged(size: Dim, { before, after, target }: Edges, sign: 1 | -1, op: OpCall): Dim {
	const result =
		target ?? mapDims([size], ([length]) => (length as number) + sign * ((before as number) + (after as number)));
	if (!isStatic(size)) {
		if (sign === -1 && target === undefined)
			return op.isSymbolic ? fail(op, "an axis of unknown size needs a target size") : vague("cropping an open axis");
		return result;
	}
	const other = isStatic(result) ? sign * (result - size) - ((before ?? after) as number) : 0;
	if (target !== undefined && other < 0)
		fail(op, `an axis of size ${size} does not become ${target} so`, undefined, sign === -1 ? "" : undefined);
	if (isStatic(result) && result < 0) fail(op, `an axis of size ${size} cannot lose as much`);
	return result;
}

function edges(op: OpCall, what: "padding" | "cropping", sign: 1 | -1): OpResult {
	const images = op.tensor("images");
	const axes = imageAxes(op, images);
	const vertical = readEdges(op, [`top_${what}`, `bottom_${what}`, "target_height"]);
	const horizontal = readEdges(op, [`left_${what}`, `right_${what}`, "target_width"]);
	const dims = dimsOf(images);
	const isComputed = (axis: number, { target }: Edges): boolean => target === undefined && isNone(dims[axis] as Dim);
	if (op.mode === "graph" && sign === -1 && (isComputed(axes.height, vertical) || isComputed(axes.width, horizontal)))
		rejectComputed(op, "images");
	const isOpen = [dims[axes.height], dims[axes.width]].some((dim) => dim !== undefined && !isStatic(dim));
	if (!op.isSymbolic && isOpen && (sign === 1 || vertical.target === undefined || horizontal.target === undefined))
		return vague("an image of unknown size");
	const result = dims
		.with(axes.height, edged(dims[axes.height] as Dim, vertical, sign, op))
		.with(axes.width, edged(dims[axes.width] as Dim, horizontal, sign, op));
	return { shape: ranked(result), dtype: images.dtype };
}

/** Colours are the last axis, or the third from the end. */
const colours =
	(allowed: readonly number[], result: number | undefined, floats: boolean) =>
	(op: OpCall): OpResult => {
		const images = op.tensor("images");
		const axes = imageAxes(op, images);
		if (floats && typeof images.dtype === "string" && !isFloating(images.dtype))
			fail(op, `the image must be of floats, found ${images.dtype}`);
		const dims = dimsOf(images);
		const size = dims[axes.channels] as Dim;
		if (isStatic(size) && !allowed.includes(size))
			fail(
				op,
				`the image has ${size} channels, allowed are ${allowed.join(" and ")}`,
				"images",
				floats && op.mode === "eager" ? "FailedPreconditionError" : undefined,
			);
		return { shape: ranked(result === undefined ? dims : dims.with(axes.channels, result)), dtype: images.dtype };
	};

function extractPatches(op: OpCall): OpResult {
	const value = op.get("size");
	const single = asInt(value);
	const size = single === undefined ? (itemsOf(value) ?? vague("size")).map(intOf) : [single, single];
	if (size.length === 3) return vague("patches of volumes");
	const images = op.tensor("images");
	const axes = imageAxes(op, images);
	if (channelsFirst(op)) return vague("patches with the channels first");
	const padding = op.get("padding");
	const text = padding.kind === "str" ? padding.value : undefined;
	if (text !== "valid" && text !== "same")
		return text === undefined
			? vague("padding")
			: fail(op, `padding must be "valid" or "same", found ${text}`, "padding", "");
	const strides = op.has("strides") ? pair(op, "strides") : size;
	const rates = pair(op, "dilation_rate");
	const dims = dimsOf(images);
	const patches = (dim: Dim, at: number): Dim =>
		mapDims([dim], ([length]) => {
			const [k, s, d] = [size[at] as number, strides[at] as number, rates[at] as number];
			return Math.floor(((length as number) - (text === "valid" ? d * (k - 1) : 0) - 1) / s) + 1;
		});
	const depth = mapDims(
		[dims[axes.channels] as Dim],
		([channels]) => (channels as number) * (size[0] as number) * (size[1] as number),
	);
	const result = dims
		.with(axes.height, patches(dims[axes.height] as Dim, 0))
		.with(axes.width, patches(dims[axes.width] as Dim, 1));
	if (result.some((dim) => isStatic(dim) && dim <= 0)) fail(op, "the patches do not fit into the image", "size");
	return { shape: ranked(result.with(axes.channels, depth)), dtype: images.dtype };
}

const pair = (op: OpCall, name: string): readonly number[] => {
	const value = op.get(name);
	const items = itemsOf(value)?.map(intOf);
	return items ?? [intOf(value), intOf(value)];
};

function transform(op: OpCall): OpResult {
	const images = op.tensor("images");
	const rank = dimsOf(images).length;
	if (rank !== 3 && rank !== 4) fail(op, `an image has 3 axes and a batch of them 4, found ${rank}`, "images");
	if (!op.isSymbolic) return vague("a transformed image");
	const given = op.bound.given("transform") ? dimsOf(op.tensor("transform")).length : 1;
	if (given !== 1 && given !== 2) fail(op, "transform must be a vector or a batch of them", "transform");
	return { shape: images.shape, dtype: images.dtype };
}

function mapCoordinates(op: OpCall): OpResult {
	const inputs = op.tensor("inputs");
	const coordinates = dimsOf(op.tensor("coordinates"));
	const axes = coordinates[0];
	const rank = dimsOf(inputs).length;
	if (axes !== undefined && isStatic(axes) && axes !== rank)
		fail(op, `coordinates have ${axes} axes, the input ${rank}`, "coordinates");
	if (coordinates.length < 2) fail(op, "coordinates must have two axes at least", "coordinates");
	if (!op.isSymbolic) return vague("coordinates of values");
	return { shape: ranked(coordinates.slice(1)), dtype: inputs.dtype };
}

const RESIZE =
	"images, size, interpolation='bilinear', antialias=False, crop_to_aspect_ratio=False, pad_to_aspect_ratio=False, fill_mode='constant', fill_value=0.0, data_format=None";
const PADDED =
	"images, top_padding=None, left_padding=None, bottom_padding=None, right_padding=None, target_height=None, target_width=None, data_format=None";
const CROPPED =
	"images, top_cropping=None, left_cropping=None, bottom_cropping=None, right_cropping=None, target_height=None, target_width=None, data_format=None";

/** `keras.ops.image`. Mirrors keras/src/ops/image.py. */
export const IMAGE_OPS = [
	imageOp("resize", RESIZE, resize),
	imageOp("pad_images", PADDED, (op) => edges(op, "padding", 1)),
	imageOp("crop_images", CROPPED, (op) => edges(op, "cropping", -1)),
	imageOp("rgb_to_grayscale", "images, data_format=None", colours([1, 3], 1, false), { operation: "RGBToGrayscale" }),
	imageOp("rgb_to_hsv", "images, data_format=None", colours([3], undefined, true), { operation: "RGBToHSV" }),
	imageOp("hsv_to_rgb", "images, data_format=None", colours([3], undefined, true), { operation: "HSVToRGB" }),
	imageOp(
		"extract_patches",
		"images, size, strides=None, dilation_rate=1, padding='valid', data_format=None",
		extractPatches,
	),
	imageOp(
		"affine_transform",
		"images, transform, interpolation='bilinear', fill_mode='constant', fill_value=0, data_format=None",
		transform,
		{
			symbolic: ["images", "transform"],
		},
	),
	imageOp("map_coordinates", "inputs, coordinates, order, fill_mode='constant', fill_value=0", mapCoordinates, {
		symbolic: ["inputs", "coordinates"],
	}),
];

function imageOp(
	name: string,
	text: string,
	infer: (op: OpCall) => OpResult,
	options: Parameters<typeof defineOp>[4] = {},
) {
	const model = defineOp(`image.${name}`, "image", text, infer, { operation: camelCase(name), ...options });
	return { ...model, aliases: [] };
}

function camelCase(name: string): string {
	return name.replace(/(^|_)([a-z])/g, (_all, _dash, letter: string) => letter.toUpperCase());
}
