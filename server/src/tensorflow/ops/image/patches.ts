import { type Dim, isStatic, mapDims, ranked } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import { defineOp, type OpArguments, type OpResult } from "../../op";
import { choiceOf, constantSizes, fixedDType, mergedDim, openDim, withRank } from "../checks";
import { windows } from "../nn/windows";

/** One number per axis of the images; anything else is no attribute of the operation. */
function perAxis(args: OpArguments, name: string, rank: number): readonly number[] {
	const value = args.get(name);
	if (value.kind === "int")
		return args.fail({
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: `${name} is a list with a number per axis`,
			argument: name,
		});
	const sizes = args.ints(name) ?? vague(`the ${name} of patches`);
	if (sizes.length === rank) return sizes;
	return args.fail({
		code: "invalid-layer-argument",
		message: `${name} has ${sizes.length} numbers, but the images have ${rank} axes`,
		argument: name,
	});
}

interface Names {
	readonly images: string;
	readonly sizes: string;
	readonly rates?: string;
}

/** A window at each place becomes the channels there. */
function patches(args: OpArguments, names: Names, spatial: number): OpResult {
	const images = args.tensor(names.images);
	const rank = spatial + 2;
	const [sizes, strides] = [perAxis(args, names.sizes, rank), perAxis(args, "strides", rank)];
	const rates = names.rates === undefined ? sizes.map(() => 1) : perAxis(args, names.rates, rank);
	const padding = choiceOf(args, "padding", ["SAME", "VALID"]) ?? vague("the padding of patches");
	if (!args.isGraph) checkKernel(args, [sizes, strides, rates]);
	const dims = withRank(args, images, rank, names.images);
	const places = dims.slice(1, -1).map((dim, axis) => {
		const [size, stride, dilation] = [sizes, strides, rates].map((each) => each[axis + 1] as number) as [
			number,
			number,
			number,
		];
		return windows(dim, { size, stride, dilation, padding: padding as "SAME" | "VALID" }, args);
	});
	// An open axis makes the shape function of volumes forget that there is one axis more.
	const isOpen = places.some((dim) => !isStatic(dim));
	const kept = spatial === 3 && isOpen ? [openDim(args), openDim(args)] : places;
	const area = sizes.slice(1, -1).reduce((product, size) => product * size, 1);
	const depth = area === 0 ? 0 : mapDims([dims.at(-1) as Dim], ([channels]) => (channels as number) * area);
	return { shape: ranked([dims[0] as Dim, ...kept, depth]), dtype: images.dtype };
}

/** The kernel slides over height and width alone, by windows that have a size. */
function checkKernel(args: OpArguments, [sizes, strides, rates]: readonly (readonly number[])[]): void {
	if ([sizes, strides, rates].some((each) => each?.[0] !== 1 || each.at(-1) !== 1))
		args.fail({
			code: "invalid-layer-argument",
			exception: "UnimplementedError",
			message: "patches are taken over height and width alone",
		});
	if ([sizes, strides, rates].some((each) => each?.some((size) => size <= 0)))
		args.fail({ code: "invalid-layer-argument", exception: "OutOfRangeError", message: "a patch has a size" });
}

/** A window of the image at each offset. */
function glimpse(args: OpArguments): OpResult {
	const [input, offsets] = [fixedDType(args, "input", "float32"), fixedDType(args, "offsets", "float32")];
	if (!args.isGraph && args.given("noise")) choiceOf(args, "noise", ["uniform", "gaussian", "zero"]);
	const dims = withRank(args, input, 4, "input");
	const [count, two] = withRank(args, offsets, 2, "offsets") as [Dim, Dim];
	const size = constantSizes(args, "size") ?? [openDim(args), openDim(args)];
	if (size.length !== 2)
		return args.fail({
			code: "invalid-layer-argument",
			message: "a glimpse has a height and a width",
			argument: "size",
		});
	mergedDim(args, two, 2, "an offset");
	const batch = mergedDim(args, dims[0] as Dim, count, "a batch and its offsets");
	return { shape: ranked([batch, size[0] as Dim, size[1] as Dim, dims[3] as Dim]), dtype: "float32" };
}

export const PATCH_OPS: readonly FunctionModel[] = [
	defineOp("image.extract_patches", "images, sizes, strides, rates, padding, name=None", (args) =>
		patches(args, { images: "images", sizes: "sizes", rates: "rates" }, 2),
	),
	defineOp(
		["compat.v1.image.extract_image_patches", "compat.v1.extract_image_patches", "compat.v1.image.extract_patches"],
		"images, ksizes=None, strides=None, rates=None, padding=None, name=None, sizes=None",
		(args) => patches(args, { images: "images", sizes: args.given("ksizes") ? "ksizes" : "sizes", rates: "rates" }, 2),
	),
	defineOp("extract_volume_patches", "input, ksizes, strides, padding, name=None", (args) =>
		patches(args, { images: "input", sizes: "ksizes" }, 3),
	),
	defineOp(
		"image.extract_glimpse",
		"input, size, offsets, centered=True, normalized=True, noise='uniform', name=None",
		glimpse,
	),
	defineOp(
		"compat.v1.image.extract_glimpse",
		"input, size, offsets, centered=True, normalized=True, uniform_noise=True, name=None",
		glimpse,
	),
];
