import {
	broadcastDims,
	type Dim,
	type DType,
	isClash,
	isFloating,
	isInteger,
	isStatic,
	mapDim,
	mergeDims,
	printShape,
	ranked,
	type Shape,
} from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import type { Operand } from "../../convert";
import { defineOp, type OpArguments, type OpResult } from "../../op";
import { broadcast, commonDType } from "../elementwise";
import { floating, number, requireDType } from "../keep";
import { failInPython, imageDims, requireColours } from "./images";

/** Measures of one image, or of how two differ. Mirrors tensorflow/python/ops/image_ops_impl.py. */

const dimsOrVague = (shape: Shape, what: string): readonly Dim[] =>
	shape.kind === "ranked" ? shape.dims : vague(shape.kind === "top" ? shape.why : `${what} of unknown rank`);

const STANDARDIZE = defineOp("image.per_image_standardization", "image", (args) => {
	const { shape } = args.tensor("image");
	if (shape.kind === "ranked" && shape.dims.length < 3)
		return failInPython(args, {
			code: "input-rank",
			message: `an image has rank 3 or more, found ${printShape(shape)}`,
		});
	return { shape, dtype: "float32" };
});

/** Where `+` and `-` have no kernel. */
function requireNumbers(args: OpArguments, name: string, operand: Operand): void {
	requireDType(args, name, operand.dtype, number);
}

const GRADIENTS = defineOp(
	"image.image_gradients",
	"image",
	(args): OpResult => {
		const image = args.tensor("image");
		const dims = image.shape.kind === "ranked" ? image.shape.dims.length : undefined;
		if (image.shape.kind === "top") return vague(image.shape.why);
		if (dims !== 4)
			return failInPython(args, {
				code: "input-rank",
				message: `a batch of images has rank 4, found ${printShape(image.shape)}`,
			});
		requireNumbers(args, "image.image_gradients", image);
		const gradient = { shape: image.shape, dtype: image.dtype };
		return { kind: "tuple", items: [gradient, gradient] };
	},
	{ layer: () => vague("gradients of an image are many layers") },
);

/** What TensorFlow writes in operators is as many layers of Keras 2. */
const SOBEL_LAYERS = [
	"compat.v1.shape",
	"__operators__.getitem",
	"compat.v1.pad",
	"tile",
	"compat.v1.nn.depthwise_conv2d",
	"concat",
	"reshape",
];
const twice = (name: string): readonly string[] => [name, name];
const VARIATION_LAYERS = [
	...twice("__operators__.getitem"),
	...twice("__operators__.getitem"),
	...twice("math.subtract"),
	...twice("math.abs"),
	...twice("math.reduce_sum"),
	"__operators__.add",
];

const SOBEL = defineOp(
	"image.sobel_edges",
	"image",
	(args) => {
		const image = args.tensor("image");
		if (image.shape.kind === "unknown-rank") return { shape: image.shape, dtype: image.dtype };
		const dims = dimsOrVague(image.shape, "edges of an image");
		if (dims.length !== 4)
			return args.fail({ code: "input-rank", message: `a batch of images has rank 4, found ${dims.length}` });
		requireDType(args, "image.sobel_edges", image.dtype, floating);
		return { shape: ranked([...dims, 2]), dtype: image.dtype };
	},
	{ layer: () => SOBEL_LAYERS },
);

/** What has a magnitude. */
const signed = (dtype: DType): boolean =>
	isFloating(dtype) || (isInteger(dtype) && typeof dtype === "string" && !dtype.startsWith("u"));

const VARIATION = defineOp(
	"image.total_variation",
	"images, name=None",
	(args) => {
		const images = args.tensor("images");
		const dims =
			imageDims(images, args) ??
			failInPython(args, { code: "input-rank", message: "images have rank 3 or 4, found one of unknown rank" });
		requireDType(args, "image.total_variation", images.dtype, signed);
		return { shape: ranked(dims.slice(0, -3)), dtype: images.dtype };
	},
	{ layer: () => VARIATION_LAYERS },
);

/** The axes before those of the images, which broadcast; the images themselves have one shape. */
function compared(args: OpArguments, a: Operand, b: Operand): readonly Dim[] {
	const [left, right] = [a, b].map(({ shape }) => dimsOrVague(shape, "images")) as [readonly Dim[], readonly Dim[]];
	if (left.length < 3 || right.length < 3)
		return failInPython(args, { code: "input-rank", message: "images that are compared have rank 3 or more" });
	const fits = [-3, -2, -1].every((axis) => mergeDims(left.at(axis) as Dim, right.at(axis) as Dim) !== undefined);
	const heads = broadcastDims(left.slice(0, -3), right.slice(0, -3));
	if (!fits || isClash(heads))
		return failInPython(args, {
			code: "merge-shape-mismatch",
			message: `the images have the shapes ${printShape(a.shape)} and ${printShape(b.shape)}`,
		});
	return heads;
}

const PSNR = defineOp("image.psnr", "a, b, max_val, name=None", (args) => {
	const [a, b] = [args.tensor("a"), args.tensor("b")];
	requireColours(a.dtype, args);
	requireColours(b.dtype, args);
	const shape = broadcast(a.shape, b.shape, args.fail);
	if (shape.kind === "ranked" && shape.dims.length < 3)
		return args.fail({ code: "input-rank", message: "images that are compared have rank 3 or more" });
	return { shape: ranked(compared(args, a, b)), dtype: "float32" };
});

/** How much is left of height and width where a window slides over them, at each of some scales. */
function slid(args: OpArguments, images: Operand, scales: number): readonly Dim[] {
	const size = args.int("filter_size") ?? vague("the size of a filter");
	const spatial = dimsOrVague(images.shape, "images").slice(-3, -1);
	for (let scale = 0; scale < (args.isGraph ? 1 : scales); scale += 1)
		if (spatial.some((dim) => isStatic(dim) && Math.ceil(dim / 2 ** scale) < size))
			args.fail({
				code: "non-positive-output-size",
				message: `a filter of ${size} is larger than the image`,
				argument: "filter_size",
			});
	return spatial.map((dim) => mapDim(dim, (length) => length - size + 1));
}

const DEFAULT_SCALES = 5;

const ssim = (name: string, text: string, scalesOf: (args: OpArguments) => number): FunctionModel =>
	defineOp(`image.${name}`, text, (args) => {
		const [a, b] = [args.tensor("img1"), args.tensor("img2")];
		const heads = compared(args, a, b);
		commonDType([a, b], args.isGraph, args.fail);
		requireColours(a.dtype, args);
		const scales = scalesOf(args);
		const places = slid(args, a, scales);
		slid(args, b, scales);
		const isMap = args.bound.given("return_index_map") !== undefined && args.isTrue("return_index_map");
		return { shape: ranked(isMap ? [...heads, ...places] : heads), dtype: "float32" };
	});

const scalesGiven = (args: OpArguments): number => {
	const factors = args.get("power_factors");
	if (factors.kind === "none") return DEFAULT_SCALES;
	return (
		(factors.kind === "list" || factors.kind === "tuple" ? factors.items?.length : undefined) ?? vague("power_factors")
	);
};

export const MEASURE_OPS: readonly FunctionModel[] = [
	STANDARDIZE,
	GRADIENTS,
	SOBEL,
	VARIATION,
	PSNR,
	ssim(
		"ssim",
		"img1, img2, max_val, filter_size=11, filter_sigma=1.5, k1=0.01, k2=0.03, return_index_map=False",
		() => 1,
	),
	ssim(
		"ssim_multiscale",
		"img1, img2, max_val, power_factors=None, filter_size=11, filter_sigma=1.5, k1=0.01, k2=0.03",
		scalesGiven,
	),
];
