import { type Dim, type DType, isFloating, isInteger, isStatic, type Value } from "../../../domain";
import { Failure, type FunctionModel, vague } from "../../../interpreter/api";
import { convert, readSizes } from "../../convert";
import { defineOp, type OpArguments, type OpResult } from "../../op";
import { constantSizes } from "../checks";
import { requireDType } from "../keep";
import { failInPython, openSize, rankedDims, resized } from "./images";

/** Mirrors `_resize_images_common` of tensorflow/python/ops/image_ops_impl.py. */

const rejectSize = (args: OpArguments, exception = "ValueError"): never =>
	failInPython(args, {
		exception,
		code: "invalid-layer-argument",
		message: "the size of a resize is a vector of two int32: a height and a width",
		argument: "size",
	});

/** Whatever is wrong with the size is a ValueError, in a graph too. */
function sizeOf(args: OpArguments): readonly [Dim, Dim] {
	const size = args.get("size");
	const items = size.kind === "list" || size.kind === "tuple" ? (size.items ?? []) : [];
	if (size.kind === "none" || items.some((item) => item.kind === "none" || item.kind === "float"))
		return rejectOpenSize(args, items);
	try {
		const { shape } = convert(size, "int32");
		if (shape.kind === "ranked" && (shape.dims.length !== 1 || (isStatic(shape.dims[0] as Dim) && shape.dims[0] !== 2)))
			return rejectSize(args);
		const [height, width] = readSizes(size, args.machine, args.origin) ?? vague("the size of a resize");
		return [height as Dim, width as Dim];
	} catch (signal) {
		if (signal instanceof Failure && size.kind === "tensor" && args.isSymbolic) return rejectSize(args, "TypeError");
		if (signal instanceof Failure) return rejectSize(args);
		throw signal;
	}
}

/** The size is read before it becomes a tensor: a `None` in it is a ValueError. */
function rejectOpenSize(args: OpArguments, items: readonly Value[]): never {
	if (!items.some((item) => item.kind === "none")) return rejectSize(args);
	return failInPython(args, {
		code: "undefined-dimension",
		message: "the size that tf.image.resize is given has a None: it needs a height and a width",
		argument: "size",
	});
}

/** A size that kernels refuse: shape functions take -1 for one that is not known. */
function checkedSize(dim: Dim, args: OpArguments): Dim {
	if (!isStatic(dim) || dim > 0) return dim;
	if (args.isGraph) return dim === -1 ? openSize("a size of -1 says nothing", args) : dim < -1 ? rejectSize(args) : dim;
	return args.fail({
		code: "invalid-layer-argument",
		message: `images cannot be resized to ${dim}`,
		argument: "size",
	});
}

export const resizable = (dtype: DType): boolean =>
	isFloating(dtype) || (isInteger(dtype) && dtype !== "uint32" && dtype !== "uint64");

/** `preserve_aspect_ratio`: the scale that makes both fit, in float32. */
function preserved(dims: readonly Dim[], size: readonly [Dim, Dim], args: OpArguments): readonly [Dim, Dim] {
	const known = [dims.at(-3), dims.at(-2), ...size].map((dim) =>
		dim !== undefined && isStatic(dim) ? dim : undefined,
	);
	if (known.includes(undefined)) {
		const odd = [dims.at(-3) as Dim, dims.at(-2) as Dim, ...size].find(
			(dim) => !isStatic(dim) && dim.kind === "unknown",
		);
		if (odd !== undefined && !isStatic(odd)) return vague(odd.why);
		const open = openSize("the aspect ratio of the image decides", args);
		return [open, open];
	}
	const [height, width, wantedHeight, wantedWidth] = known as [number, number, number, number];
	const scale = Math.min(Math.fround(wantedHeight / height), Math.fround(wantedWidth / width));
	const scaled = (length: number): number => roundHalfToEven(Math.fround(scale * length));
	return [scaled(height), scaled(width)];
}

function roundHalfToEven(value: number): number {
	const low = Math.floor(value);
	if (value - low !== 0.5) return Math.round(value);
	return low % 2 === 0 ? low : low + 1;
}

/** In TensorFlow 1, images that have the size already stay as they are. */
function resize(args: OpArguments, isOld: boolean): OpResult {
	const images = args.tensor("images");
	const dims = rankedDims(images, args);
	const wanted = sizeOf(args);
	const target = args.isTrue("preserve_aspect_ratio") ? preserved(dims, wanted, args) : wanted;
	const isSame = isStatic(target[0]) && target[0] === dims.at(-3) && isStatic(target[1]) && target[1] === dims.at(-2);
	if (isOld && isSame) return { shape: images.shape, dtype: images.dtype };
	const dtype = resizeTo(args, images.dtype, isOld);
	const [height, width] = target.map((dim) => checkedSize(dim, args)) as [Dim, Dim];
	return { shape: resized(dims, height, width), dtype };
}

const METHODS = ["bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian", "mitchellcubic"];

function methodOf(args: OpArguments): string {
	const method = args.get("method");
	if (method.kind === "unknown" || (method.kind === "str" && method.value === undefined))
		return vague("the method of image.resize");
	const name = method.kind === "str" ? method.value : undefined;
	if (name !== undefined && METHODS.includes(name)) return name;
	return failInPython(args, {
		code: "invalid-layer-argument",
		message: `the method of image.resize is one of ${METHODS.join(", ")}, found ${name ?? method.kind}`,
		argument: "method",
	});
}

/** Each method of TensorFlow 1 has a number; the names of TensorFlow 2 are taken, too. */
const V1_METHODS = ["bilinear", "nearest", "bicubic", "area"];

function v1Method(args: OpArguments): string {
	const method = args.get("method");
	if (method.kind === "unknown") return vague("the method of a resize");
	const name =
		method.kind === "int" && method.value !== undefined
			? V1_METHODS[method.value]
			: V1_METHODS.find((each) => method.kind === "str" && method.value === each);
	return (
		name ??
		failInPython(args, {
			code: "invalid-layer-argument",
			message: `TensorFlow 1 resizes by the methods ${V1_METHODS.join(", ")}`,
			argument: "method",
		})
	);
}

/** The kernels themselves, which take batches alone. */
const kernel = (method: string, isNearest: boolean): FunctionModel =>
	defineOp(
		`compat.v1.image.resize_${method}`,
		`images, size, align_corners=False, name=None${method === "area" ? "" : ", half_pixel_centers=False"}`,
		(args) => {
			const images = args.tensor("images");
			const { shape } = images;
			if (shape.kind === "top") return vague(shape.why);
			if (shape.kind === "ranked" && shape.dims.length !== 4)
				return args.fail({ code: "input-rank", message: `a batch of images has rank 4, found ${shape.dims.length}` });
			const flags = ["align_corners", "half_pixel_centers"].filter(
				(name) => args.bound.given(name) !== undefined && args.isTrue(name),
			);
			if (!args.isGraph && flags.length === 2)
				return args.fail({ code: "invalid-layer-argument", message: "aligned corners have no half pixel centers" });
			requireDType(args, `compat.v1.image.resize_${method}`, images.dtype, resizable);
			const open = openSize("the images have an unknown rank", args);
			const dims = shape.kind === "ranked" ? shape.dims : [open, open, open, open];
			const size = constantSizes(args, "size") ?? vague("the size of a resize");
			if (size.length !== 2)
				return args.fail({
					code: "invalid-layer-argument",
					message: "a size has a height and a width",
					argument: "size",
				});
			const [height, width] = size.map((dim) => checkedSize(dim, args)) as [Dim, Dim];
			return { shape: resized(dims, height, width), dtype: isNearest ? images.dtype : "float32" };
		},
		{ layer: () => `compat.v1.image.resize_${method}` },
	);

/** What images become when they are resized by the method that is asked for. */
export function resizeTo(args: OpArguments, dtype: DType, isOld: boolean): DType {
	const method = isOld ? v1Method(args) : methodOf(args);
	requireDType(args, "image.resize", dtype, resizable);
	return method === "nearest" ? dtype : "float32";
}

export const RESIZE_OPS: readonly FunctionModel[] = [
	defineOp(
		"image.resize",
		"images, size, method='bilinear', preserve_aspect_ratio=False, antialias=False, name=None",
		(args) => resize(args, false),
	),
	defineOp(
		["compat.v1.image.resize", "compat.v1.image.resize_images"],
		"images, size, method=0, align_corners=False, preserve_aspect_ratio=False, name=None",
		(args) => resize(args, true),
		{ layer: () => "compat.v1.image.resize_images" },
	),
	kernel("bilinear", false),
	kernel("bicubic", false),
	kernel("area", false),
	kernel("nearest_neighbor", true),
];
