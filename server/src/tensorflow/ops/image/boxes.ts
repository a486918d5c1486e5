import { type Dim, type DType, isFloating, isStatic, ranked } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import { defineOp, type OpArguments, type OpResult } from "../../op";
import { choiceOf, constantSizes, fixedDType, mergedDim, vector, withRank } from "../checks";
import { requireDType } from "../keep";
import { requireSeed } from "./chance";
import { resizable } from "./resize";

/** Boxes of an image: `(y1, x1, y2, x2)` each. Mirrors tensorflow/core/ops/image_ops.cc. */

function cropped(args: OpArguments, boxIndices: string): OpResult {
	const image = args.tensor("image");
	requireDType(args, "image.crop_and_resize", image.dtype, resizable);
	const [boxes, indices] = [fixedDType(args, "boxes", "float32"), fixedDType(args, boxIndices, "int32")];
	const dims = withRank(args, image, 4, "image");
	const [count, corners] = withRank(args, boxes, 2, "boxes") as [Dim, Dim];
	const merged = mergedDim(args, count, withRank(args, indices, 1, boxIndices)[0] as Dim, "boxes and their indices");
	mergedDim(args, corners, 4, "the corners of a box");
	choiceOf(args, "method", ["bilinear", "nearest"]);
	const size = constantSizes(args, "crop_size") ?? vague("the size of the crops");
	if (size.length !== 2)
		return args.fail({
			code: "invalid-layer-argument",
			message: "a crop has a height and a width",
			argument: "crop_size",
		});
	if (!args.isGraph) checkOnValues(args, size, dims[0] as Dim, boxIndices);
	return { shape: ranked([merged, size[0] as Dim, size[1] as Dim, dims[3] as Dim]), dtype: "float32" };
}

/** A crop of no size, and an image that the batch does not have. */
function checkOnValues(args: OpArguments, size: readonly Dim[], batch: Dim, boxIndices: string): void {
	if (size.some((dim) => isStatic(dim) && dim <= 0))
		args.fail({ code: "invalid-layer-argument", message: "the crops have no size", argument: "crop_size" });
	const { content } = args.tensor(boxIndices);
	const items = content?.kind === "list" || content?.kind === "tuple" ? (content.items ?? []) : [];
	const isOutside = items.some(
		(item) =>
			item.kind === "int" && item.value !== undefined && isStatic(batch) && (item.value < 0 || item.value >= batch),
	);
	if (isOutside)
		args.fail({
			code: "invalid-layer-argument",
			exception: "OutOfRangeError",
			message: "a box lies in an image that the batch does not have",
			argument: boxIndices,
		});
}

const halfOrFloat = (dtype: DType): boolean => dtype === "float16" || dtype === "float32";

function drawn(args: OpArguments): OpResult {
	const images = args.tensor("images");
	requireDType(args, "image.draw_bounding_boxes", images.dtype, halfOrFloat);
	const hasColors = args.given("colors");
	const boxes = fixedDType(args, "boxes", "float32");
	// With colours, the shape function looks at nothing; the kernel does.
	if (hasColors && args.isGraph) return { shape: images.shape, dtype: images.dtype };
	const dims = withRank(args, images, 4, "images");
	if (isStatic(dims[3] as Dim) && ![1, 3, 4].includes(dims[3] as number))
		return args.fail({ code: "input-axis-size", message: "images that are drawn on have 1, 3 or 4 channels" });
	const boxDims = withRank(args, boxes, 3, "boxes");
	mergedDim(args, boxDims[2] as Dim, 4, "the corners of a box");
	if (!args.isGraph) mergedDim(args, dims[0] as Dim, boxDims[0] as Dim, "images and their boxes");
	if (hasColors) withRank(args, args.tensor("colors"), 2, "colors");
	return { shape: images.shape, dtype: images.dtype };
}

const DISTORTED =
	"min_object_covered=0.1, aspect_ratio_range=None, area_range=None, max_attempts=None, use_image_if_no_bounding_boxes=None, name=None";

/** Begin, size and box of a part of the image that chance chooses. */
const distorted = (name: string, text: string, isStateless: boolean): FunctionModel =>
	defineOp(name, text, (args): OpResult => {
		const size = args.tensor("image_size");
		if (isFloating(size.dtype))
			return args.fail({
				code: "invalid-layer-input",
				exception: args.isGraph ? "TypeError" : "InvalidArgumentError",
				message: "the size of an image is made of ints",
				argument: "image_size",
			});
		const boxes = fixedDType(args, "bounding_boxes", "float32");
		if (isStateless) requireSeed(args);
		mergedDim(args, withRank(args, size, 1, "image_size")[0] as Dim, 3, "the size of an image");
		mergedDim(args, withRank(args, boxes, 3, "bounding_boxes")[2] as Dim, 4, "the corners of a box");
		const place = { shape: vector(3), dtype: size.dtype };
		return {
			kind: "tuple",
			fields: ["begin", "size", "bboxes"],
			items: [place, place, { shape: ranked([1, 1, 4]), dtype: "float32" }],
		};
	});

export const BOX_OPS: readonly FunctionModel[] = [
	defineOp(
		"image.crop_and_resize",
		"image, boxes, box_indices, crop_size, method='bilinear', extrapolation_value=0.0, name=None",
		(args) => cropped(args, "box_indices"),
	),
	defineOp(
		"compat.v1.image.crop_and_resize",
		"image, boxes, box_ind=None, crop_size=None, method='bilinear', extrapolation_value=0, name=None, box_indices=None",
		(args) => cropped(args, args.given("box_ind") ? "box_ind" : "box_indices"),
	),
	defineOp("image.draw_bounding_boxes", "images, boxes, colors, name=None", drawn),
	defineOp("compat.v1.image.draw_bounding_boxes", "images, boxes, name=None, colors=None", drawn, {
		layer: () => "image.draw_bounding_boxes",
	}),
	distorted("image.sample_distorted_bounding_box", `image_size, bounding_boxes, seed=0, ${DISTORTED}`, false),
	distorted("image.stateless_sample_distorted_bounding_box", `image_size, bounding_boxes, seed, ${DISTORTED}`, true),
	distorted(
		"compat.v1.image.sample_distorted_bounding_box",
		`image_size, bounding_boxes, seed=None, seed2=None, ${DISTORTED}`,
		false,
	),
];
