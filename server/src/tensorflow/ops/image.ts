import {
	type Dim,
	type DType,
	isFloating,
	isStatic,
	mapDims,
	noneDim,
	printShape,
	ranked,
	type Value,
} from "../../domain";
import { type FunctionModel, type LibraryModel, vague } from "../../interpreter/api";
import type { Operand } from "../convert";
import { defineOp, dimsOf, type OpArguments, type OpResult } from "../op";
import { IMAGE_CONSTANTS } from "./image-constants";
import { keep } from "./keep";
import { windows } from "./windows";

/** The dims of one image or a batch of them. */
function imageDims(operand: Operand, args: OpArguments): readonly Dim[] {
	const dims = dimsOf(operand);
	if (dims.length === 3 || dims.length === 4) return dims;
	return args.fail({
		code: "input-rank",
		exception: "ValueError",
		message: `images have rank 3 or 4, found ${printShape(operand.shape)}`,
	});
}

/** Other height and width. */
const resized = (dims: readonly Dim[], height: Dim, width: Dim): readonly Dim[] => [
	...dims.slice(0, -3),
	height,
	width,
	dims.at(-1) as Dim,
];

/** The size is read before it becomes a tensor: a `None` in it is a ValueError, in a graph too. */
function rejectOpenSize(args: OpArguments): void {
	const size = args.get("size");
	const items = size.kind === "list" || size.kind === "tuple" ? (size.items ?? []) : [];
	if (!items.some((item) => item.kind === "none") || items.some((item) => item.kind === "tensor")) return;
	args.fail({
		code: "undefined-dimension",
		exception: "ValueError",
		message: "the size that tf.image.resize is given has a None: it needs a height and a width",
		argument: "size",
	});
}

const METHODS = ["bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian", "mitchellcubic"];

function methodOf(args: OpArguments): string {
	const method = args.get("method");
	const name = method.kind === "str" ? method.value : undefined;
	if (name === undefined) return vague("the method of image.resize");
	if (METHODS.includes(name)) return name;
	return args.fail({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: `the method of image.resize is one of ${METHODS.join(", ")}, found ${name}`,
		argument: "method",
	});
}

const sameSize = (dims: readonly Dim[], size: readonly Dim[]): boolean =>
	isStatic(dims.at(-3) as Dim) && dims.at(-3) === size[0] && isStatic(dims.at(-2) as Dim) && dims.at(-2) === size[1];

/** `tf.image.resize`: floats come out, unless the nearest pixel is taken. */
const RESIZE = defineOp(
	"image.resize",
	"images, size, method='bilinear', preserve_aspect_ratio=False, antialias=False, name=None",
	(args) => {
		const images = args.tensor("images");
		const dims = imageDims(images, args);
		rejectOpenSize(args);
		const size = args.sizes("size") ?? vague("the size of image.resize");
		if (size.length !== 2) {
			return args.fail({
				code: "invalid-layer-argument",
				exception: "ValueError",
				message: "the size of image.resize needs a height and a width",
				argument: "size",
			});
		}
		if (args.isTrue("preserve_aspect_ratio")) return vague("image.resize that preserves the aspect ratio");
		const method = methodOf(args);
		return {
			shape: ranked(resized(dims, size[0] as Dim, size[1] as Dim)),
			dtype: method === "nearest" ? images.dtype : "float32",
		};
	},
);

const oldResize = (method: string, isNearest: boolean): FunctionModel =>
	defineOp(
		`compat.v1.image.resize_${method}`,
		"images, size, align_corners=False, name=None, half_pixel_centers=False",
		(args) => {
			const images = args.tensor("images");
			const dims = dimsOf(images);
			if (dims.length !== 4) return vague("a resize of images without a batch");
			const size = args.sizes("size") ?? vague("the size of a resize");
			return {
				shape: ranked(resized(dims, size[0] as Dim, size[1] as Dim)),
				dtype: isNearest ? images.dtype : "float32",
			};
		},
		{ layer: () => `compat.v1.image.resize_${method}` },
	);

/** Each method of TensorFlow 1 has a number; the names of TensorFlow 2 are taken, too. */
const V1_METHODS = ["bilinear", "nearest", "bicubic", "area"];

const v1Method = (method: Value): string | undefined => {
	if (method.kind === "int" && method.value !== undefined) return V1_METHODS[method.value];
	return V1_METHODS.find((name) => method.kind === "str" && method.value === name);
};

const V1_RESIZE = defineOp(
	["compat.v1.image.resize", "compat.v1.image.resize_images"],
	"images, size, method=0, align_corners=False, preserve_aspect_ratio=False, name=None",
	(args) => {
		const images = args.tensor("images");
		const dims = imageDims(images, args);
		const method = v1Method(args.get("method")) ?? vague("the method of a resize");
		const size = args.sizes("size") ?? vague("the size of a resize");
		if (size.length !== 2 || args.isTrue("preserve_aspect_ratio")) return vague("the size of a resize");
		const dtype = method === "nearest" || sameSize(dims, size) ? images.dtype : "float32";
		return { shape: ranked(resized(dims, size[0] as Dim, size[1] as Dim)), dtype };
	},
	{ layer: () => "compat.v1.image.resize_images" },
);

/** Functions that give images of a height and width by name. */
const fixedSize = (name: string, text: string, dtype: (given: DType) => DType = (given) => given): FunctionModel => {
	const [first = ""] = text.split(",");
	return defineOp(`image.${name}`, text, (args) => {
		const images = args.tensor(first);
		const dims = imageDims(images, args);
		const [height, width] = ["target_height", "target_width"].map(
			(each) => args.int(each) ?? vague("a size that is not known"),
		) as [number, number];
		if (name === "crop_to_bounding_box") checkRoom(dims, [height, width], args, -1);
		if (name === "pad_to_bounding_box") checkRoom(dims, [height, width], args, 1);
		return { shape: ranked(resized(dims, height, width)), dtype: dtype(images.dtype) };
	});
};

/** A crop lies inside of the image, an image inside of what it is padded to. */
function checkRoom(dims: readonly Dim[], target: readonly [number, number], args: OpArguments, sign: 1 | -1): void {
	const offsets = ["offset_height", "offset_width"].map((name) => args.int(name) ?? 0);
	for (const [index, offset] of offsets.entries()) {
		const size = dims.at(index - 3) as Dim;
		if (!isStatic(size)) continue;
		const fits = sign < 0 ? offset + (target[index] as number) <= size : size + offset <= (target[index] as number);
		if (offset < 0) vague("a negative offset");
		if (!fits) {
			args.fail({
				code: "input-axis-size",
				exception: "ValueError",
				message: `a box of ${target[index]} at ${offset} does not fit an axis of ${size}`,
			});
		}
	}
}

/** `tf.image.random_crop` and its stateless kin: sizes by axis. */
const randomCrop = (name: string, text: string): FunctionModel =>
	defineOp(`image.${name}`, text, (args) => {
		const value = args.tensor("value");
		const size = args.sizes("size") ?? vague("the size of a crop");
		const dims = dimsOf(value);
		const tooLarge = size.some(
			(each, axis) => isStatic(each) && isStatic(dims[axis] as Dim) && each > (dims[axis] as number),
		);
		if (tooLarge || size.length !== dims.length) return vague("a crop larger than the image");
		return { shape: ranked(size), dtype: value.dtype };
	});

/** `tf.image.extract_patches`: a window at each place becomes the channels there. */
const EXTRACT_PATCHES = defineOp(
	"image.extract_patches",
	"images, sizes, strides, rates, padding, name=None",
	(args) => {
		const images = args.tensor("images");
		const dims = dimsOf(images);
		if (dims.length !== 4) return vague("patches of images without a batch");
		const padding = args.get("padding");
		if (padding.kind !== "str" || (padding.value !== "SAME" && padding.value !== "VALID"))
			return vague("the padding of patches");
		const [sizes, strides, rates] = ["sizes", "strides", "rates"].map((name) => args.ints(name) ?? []) as number[][];
		const wanted = padding.value;
		const spatial = [1, 2].map((axis) => {
			const window = {
				size: sizes?.[axis] ?? 1,
				stride: strides?.[axis] ?? 1,
				dilation: rates?.[axis] ?? 1,
				padding: wanted,
			} as const;
			return windows(dims[axis] as Dim, window, args);
		});
		const depth = mapDims(
			[dims[3] as Dim],
			([channels]) => (channels as number) * (sizes?.[1] ?? 1) * (sizes?.[2] ?? 1),
		);
		return { shape: ranked([dims[0] as Dim, ...spatial, depth]), dtype: images.dtype };
	},
);

const CROP_AND_RESIZE = defineOp(
	"image.crop_and_resize",
	"image, boxes, box_indices, crop_size, method='bilinear', extrapolation_value=0.0, name=None",
	(args) => {
		const image = args.tensor("image");
		const dims = dimsOf(image);
		const size = args.sizes("crop_size") ?? vague("the size of the crops");
		if (dims.length !== 4 || size.length !== 2) return vague("crops of images without a batch");
		const [boxes, indices] = [dimsOf(args.tensor("boxes"))[0] as Dim, dimsOf(args.tensor("box_indices"))[0] as Dim];
		const count = isStatic(boxes) ? boxes : indices;
		return { shape: ranked([count, size[0] as Dim, size[1] as Dim, dims[3] as Dim]), dtype: "float32" };
	},
);

const turned = (args: OpArguments): Dim =>
	noneDim({ text: "how often the image is turned decides", origin: args.origin });

/** Turns by quarters: of an odd number of them height and width change places. */
const ROT90 = defineOp("image.rot90", "image, k=1, name=None", (args) => {
	const image = args.tensor("image");
	const dims = imageDims(image, args);
	const k = args.get("k");
	if (k.kind !== "int" || k.value === undefined) return vague("how often an image is turned");
	if (args.isGraph) return { shape: ranked(resized(dims, turned(args), turned(args))), dtype: image.dtype };
	const isOdd = Math.abs(k.value) % 2 === 1;
	const [height, width] = [dims.at(-3) as Dim, dims.at(-2) as Dim];
	return { shape: ranked(isOdd ? resized(dims, width, height) : dims), dtype: image.dtype };
});

const TRANSPOSE = defineOp("image.transpose", "image, name=None", (args) => {
	const image = args.tensor("image");
	const dims = imageDims(image, args);
	return { shape: ranked(resized(dims, dims.at(-2) as Dim, dims.at(-3) as Dim)), dtype: image.dtype };
});

const channels = (name: string, text: string, from: number | undefined, to: number): FunctionModel => {
	const [first = ""] = text.split(",");
	return defineOp(`image.${name}`, text, (args) => {
		const { shape, dtype } = args.tensor(first);
		const dims = dimsOf({ shape, dtype });
		const last = dims.at(-1);
		if (last === undefined || (from !== undefined && isStatic(last) && last !== from))
			return vague("images of other channels");
		return { shape: ranked(dims.with(-1, to)), dtype };
	});
};

/** Colours of floats, with three channels. */
const colour = (name: string, text: string): FunctionModel =>
	defineOp(`image.${name}`, text, (args): OpResult => {
		const images = args.tensor(/^\w+/.exec(text)?.[0] ?? "");
		const last = dimsOf(images).at(-1);
		if (!isFloating(images.dtype) || last !== 3) return vague("images of other colours");
		return { shape: images.shape, dtype: images.dtype };
	});

const CONVERT = defineOp("image.convert_image_dtype", "image, dtype, saturate=False, name=None", (args) => {
	const { shape } = args.tensor("image");
	return { shape, dtype: args.dtype("dtype") ?? vague("the dtype of an image") };
});

const imageKeep = (name: string, text: string): FunctionModel =>
	defineOp(`image.${name}`, text, (args) => {
		const images = args.tensor(/^\w+/.exec(text)?.[0] ?? "");
		imageDims(images, args);
		return { shape: images.shape, dtype: images.dtype };
	});

export const IMAGE_OPS: readonly LibraryModel[] = [
	...IMAGE_CONSTANTS,
	RESIZE,
	oldResize("bilinear", false),
	oldResize("bicubic", false),
	oldResize("nearest_neighbor", true),
	V1_RESIZE,
	fixedSize("resize_with_crop_or_pad", "image, target_height, target_width"),
	fixedSize(
		"resize_with_pad",
		"image, target_height, target_width, method='bilinear', antialias=False",
		() => "float32",
	),
	fixedSize("crop_to_bounding_box", "image, offset_height, offset_width, target_height, target_width"),
	fixedSize("pad_to_bounding_box", "image, offset_height, offset_width, target_height, target_width"),
	randomCrop("random_crop", "value, size, seed=None, name=None"),
	randomCrop("stateless_random_crop", "value, size, seed, name=None"),
	EXTRACT_PATCHES,
	CROP_AND_RESIZE,
	ROT90,
	TRANSPOSE,
	imageKeep("flip_left_right", "image"),
	imageKeep("flip_up_down", "image"),
	imageKeep("random_flip_left_right", "image, seed=None"),
	imageKeep("random_flip_up_down", "image, seed=None"),
	imageKeep("stateless_random_flip_left_right", "image, seed"),
	imageKeep("stateless_random_flip_up_down", "image, seed"),
	channels("rgb_to_grayscale", "images, name=None", 3, 1),
	channels("grayscale_to_rgb", "images, name=None", 1, 3),
	keep("image.adjust_brightness", "image, delta"),
	keep("image.adjust_contrast", "images, contrast_factor"),
	keep("image.adjust_gamma", "image, gamma=1, gain=1"),
	keep("image.random_brightness", "image, max_delta, seed=None"),
	keep("image.random_contrast", "image, lower, upper, seed=None"),
	colour("adjust_hue", "image, delta, name=None"),
	colour("adjust_saturation", "image, saturation_factor, name=None"),
	colour("random_hue", "image, max_delta, seed=None"),
	colour("random_saturation", "image, lower, upper, seed=None"),
	...["rgb_to_hsv", "hsv_to_rgb", "rgb_to_yuv", "yuv_to_rgb", "rgb_to_yiq", "yiq_to_rgb"].map((name) =>
		colour(name, "images, name=None"),
	),
	CONVERT,
];
