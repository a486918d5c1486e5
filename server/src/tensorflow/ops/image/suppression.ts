import { type Dim, type DType, isStatic, noneDim, ranked, type Shape, unknownDim } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import type { Operand } from "../../convert";
import { defineOp, type OpArguments, type OpResult } from "../../op";
import { fixedDType, mergedDim, openDim, SCALAR, scalarOf, vector, withRank, withRankAtLeast } from "../checks";
import { requireDType } from "../keep";
import { failInPython } from "./images";

/** Which boxes are kept. Mirrors tensorflow/core/ops/image_ops.cc. */

const halfOrFloat = (dtype: DType): boolean => dtype === "float16" || dtype === "float32";

/** How many boxes are kept is known when it runs. */
const kept = (args: OpArguments): Dim => {
	const why = { text: "how many boxes are kept", origin: args.origin };
	return args.isGraph ? noneDim(why) : unknownDim(why);
};

/** Boxes of four corners, as many scores, and single numbers beside them. */
function requireBoxes(args: OpArguments, boxes: Operand, scores: Operand, columns: number | undefined): void {
	const [count, corners] = withRank(args, boxes, 2, "boxes") as [Dim, Dim];
	const [scored] = withRank(args, scores, 1, "scores") as [Dim];
	withRank(args, args.tensor("max_output_size"), 0, "max_output_size");
	for (const name of ["iou_threshold", "overlap_threshold", "score_threshold", "soft_nms_sigma"])
		if (args.bound.given(name)) withRank(args, args.tensor(name), 0, name);
	mergedDim(args, count, scored, "boxes and their scores");
	if (columns !== undefined) mergedDim(args, corners, columns, "the corners of a box");
	else mergedDim(args, count, corners, "the overlaps of boxes");
	if (!args.isGraph) requireThreshold(args);
}

function requireThreshold(args: OpArguments): void {
	const [threshold, size] = ["iou_threshold", "max_output_size"].map((name) =>
		args.bound.given(name) ? scalarOf(args.get(name)) : undefined,
	);
	if (threshold !== undefined && (threshold < 0 || threshold > 1))
		args.fail({
			code: "invalid-layer-argument",
			message: "iou_threshold must be in [0, 1]",
			argument: "iou_threshold",
		});
	if (size !== undefined && size < 0)
		args.fail({
			code: "invalid-layer-argument",
			message: "max_output_size must not be negative",
			argument: "max_output_size",
		});
}

function requireOne(args: OpArguments, names: readonly string[]): readonly Operand[] {
	const operands = names.map((name) => args.tensor(name));
	for (const [index, { dtype }] of operands.entries()) {
		requireDType(args, `image.non_max_suppression`, dtype, halfOrFloat);
		if (index > 0 && typeof dtype === "string" && dtype !== operands[0]?.dtype)
			args.fail({
				code: "invalid-layer-input",
				exception: args.isGraph ? "TypeError" : "InvalidArgumentError",
				message: "boxes and scores have one dtype",
			});
	}
	return operands;
}

const empty = (boxes: Operand): boolean => boxes.shape.kind === "ranked" && boxes.shape.dims[0] === 0;

const NMS = defineOp(
	"image.non_max_suppression",
	"boxes, scores, max_output_size, iou_threshold=0.5, score_threshold=None, name=None",
	(args) => {
		const [boxes, scores] = requireOne(args, ["boxes", "scores"]) as [Operand, Operand];
		requireBoxes(args, boxes, scores, 4);
		return { shape: vector(!args.isGraph && empty(boxes) ? 0 : kept(args)), dtype: "int32" };
	},
);

const WITH_SCORES = defineOp(
	"image.non_max_suppression_with_scores",
	"boxes, scores, max_output_size, iou_threshold=0.5, score_threshold=None, soft_nms_sigma=0.0, name=None",
	(args): OpResult => {
		const [boxes, scores] = requireOne(args, ["boxes", "scores"]) as [Operand, Operand];
		// The thresholds beside them are float32 already.
		if (boxes.dtype === "float16")
			return args.fail({
				code: "invalid-layer-input",
				exception: args.isGraph ? "TypeError" : "InvalidArgumentError",
				message: "float16 boxes do not go with a soft_nms_sigma of float32",
			});
		requireBoxes(args, boxes, scores, 4);
		const shape = vector(!args.isGraph && empty(boxes) ? 0 : kept(args));
		return {
			kind: "tuple",
			items: [
				{ shape, dtype: "int32" },
				{ shape, dtype: scores.dtype },
			],
		};
	},
);

const OVERLAPS = defineOp(
	"image.non_max_suppression_overlaps",
	"overlaps, scores, max_output_size, overlap_threshold=0.5, score_threshold=None, name=None",
	(args) => {
		requireBoxes(args, fixedDType(args, "overlaps", "float32"), fixedDType(args, "scores", "float32"), undefined);
		return { shape: vector(kept(args)), dtype: "int32" };
	},
);

const isFlag = (args: OpArguments, name: string): boolean => args.bound.given(name) !== undefined && args.isTrue(name);

/** With a batch, boxes are always padded; without one, the kernel of one image does it. */
function padded(args: OpArguments): OpResult {
	const boxes = args.tensor("boxes");
	const dims = withRankAtLeast(args, boxes, 2) ?? vague("boxes of unknown rank");
	const isPadded = isFlag(args, "pad_to_max_output_size");
	const isSorted = isFlag(args, "sorted_input") || isFlag(args, "canonicalized_coordinates");
	const size = args.get("max_output_size");
	const most = sizeOf(args, scalarOf(size), size.kind === "tensor");
	if (dims.length === 2 && !isSorted) {
		requireBoxes(args, boxes, args.tensor("scores"), 4);
		return pair(vector(isPadded ? most : kept(args)), SCALAR);
	}
	if (!isPadded)
		return failInPython(args, {
			code: "invalid-layer-argument",
			message: "boxes of a batch are padded: pad_to_max_output_size must be True",
			argument: "pad_to_max_output_size",
		});
	if (dims.length === 2) return vague("sorted boxes of one image");
	const heads = dims.slice(0, -2);
	return pair(ranked([...heads, most]), ranked(heads));
}

const sizeOf = (args: OpArguments, size: number | undefined, isTensor: boolean): Dim =>
	size ?? (isTensor && args.isGraph ? openDim(args, "how many boxes are kept at most") : vague("the number of boxes"));

const pair = (indices: Shape, valid: Shape): OpResult => ({
	kind: "tuple",
	items: [
		{ shape: indices, dtype: "int32" },
		{ shape: valid, dtype: "int32" },
	],
});

const PADDED =
	"boxes, scores, max_output_size, iou_threshold=0.5, score_threshold=None, pad_to_max_output_size=False, name=None";

/** `tf.image.combined_non_max_suppression`: over all classes of a batch. */
const COMBINED = defineOp(
	"image.combined_non_max_suppression",
	"boxes, scores, max_output_size_per_class, max_total_size, iou_threshold=0.5, score_threshold=None, pad_per_class=False, clip_boxes=True, name=None",
	(args): OpResult => {
		const [boxes, scores] = ["boxes", "scores"].map((name) =>
			fixedDType(args, name, "float32", "InvalidArgumentError"),
		) as [Operand, Operand];
		const [batch, count, classes, corners] = withRank(args, boxes, 4, "boxes") as [Dim, Dim, Dim, Dim];
		const scored = withRank(args, scores, 3, "scores") as [Dim, Dim, Dim];
		withRank(args, args.tensor("max_output_size_per_class"), 0, "max_output_size_per_class");
		mergedDim(args, corners, 4, "the corners of a box");
		const images = mergedDim(args, batch, scored[0], "boxes and their scores");
		mergedDim(args, count, scored[1], "boxes and their scores");
		if (isStatic(classes) && isStatic(scored[2]) && classes !== 1 && classes !== scored[2])
			return args.fail({ code: "input-axis-size", message: "boxes are of one class, or of as many as the scores" });
		const total = totalOf(args, scored[2]);
		const result = (shape: Shape, dtype: DType = "float32"): Operand => ({ shape, dtype });
		return {
			kind: "tuple",
			fields: ["nmsed_boxes", "nmsed_scores", "nmsed_classes", "valid_detections"],
			items: [
				result(ranked([images, total, 4])),
				result(ranked([images, total])),
				result(ranked([images, total])),
				result(vector(images), "int32"),
			],
		};
	},
);

function totalOf(args: OpArguments, classes: Dim): Dim {
	const [perClass, total] = ["max_output_size_per_class", "max_total_size"].map((name) => scalarOf(args.get(name)));
	const isBad = (size: number | undefined): boolean => size !== undefined && size <= 0;
	if (isBad(total) || isBad(perClass))
		args.fail({ code: "invalid-layer-argument", message: "a box at least is kept", argument: "max_total_size" });
	const threshold = scalarOf(args.get("iou_threshold"));
	if (!args.isGraph && threshold !== undefined && (threshold < 0 || threshold > 1))
		args.fail({
			code: "invalid-layer-argument",
			message: "iou_threshold must be in [0, 1]",
			argument: "iou_threshold",
		});
	if (total === undefined) return sizeOf(args, total, args.get("max_total_size").kind === "tensor");
	if (!args.isTrue("pad_per_class")) return total;
	if (perClass === undefined || !isStatic(classes)) return openDim(args, "how many boxes each class keeps");
	return Math.min(total, perClass * classes);
}

export const SUPPRESSION_OPS: readonly FunctionModel[] = [
	NMS,
	WITH_SCORES,
	OVERLAPS,
	defineOp(
		"image.non_max_suppression_padded",
		`${PADDED}, sorted_input=False, canonicalized_coordinates=False, tile_size=512`,
		padded,
	),
	defineOp(
		"compat.v1.image.non_max_suppression_padded",
		`${PADDED}, sorted_input=False, canonicalized_coordinates=False, tile_size=512`,
		padded,
	),
	COMBINED,
];
