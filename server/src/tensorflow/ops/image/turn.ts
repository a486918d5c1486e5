import { type Dim, ranked, type Shape } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import { convert } from "../../convert";
import { defineOp, type OpArguments, type OpOptions } from "../../op";
import { requireSeed } from "./chance";
import { failInPython, openSize, rankedDims, resized } from "./images";

/** Height and width change places, or stay. */
const turning = (
	names: string | readonly string[],
	text: string,
	turn: (dims: readonly Dim[], args: OpArguments) => Shape,
	options: OpOptions = {},
): FunctionModel =>
	defineOp(
		names,
		text,
		(args) => {
			const image = args.tensor("image");
			if (image.shape.kind === "unknown-rank") return { shape: image.shape, dtype: image.dtype };
			const shape = turn(rankedDims(image, args), args);
			return { shape, dtype: image.dtype };
		},
		options,
	);

const transposed = (dims: readonly Dim[]): Shape => resized(dims, dims.at(-2) as Dim, dims.at(-3) as Dim);

/** Of a batch, chance chooses by arithmetic: `flips * flipped + (1 - flips) * image`. */
function rejectFlags(dims: readonly Dim[], args: OpArguments): void {
	if (dims.length !== 4 || args.tensor("image").dtype !== "bool") return;
	const isPython = args.isGraph || args.world === "keras3";
	args.fail({
		code: "invalid-layer-input",
		exception: isPython ? "TypeError" : "InvalidArgumentError",
		message: "images of bools cannot be flipped by chance: it multiplies",
	});
}

/** Turns by quarters: of an odd number of them height and width change places; a graph does not look at the number. */
function turned(dims: readonly Dim[], args: OpArguments): Shape {
	const k = convert(args.get("k"), "int32");
	if (k.shape.kind === "ranked" && k.shape.dims.length > 0)
		return failInPython(args, { code: "input-rank", message: "k is one number of turns", argument: "k" });
	const open = openSize("how often the image is turned decides", args);
	if (args.isGraph) return resized(dims, open, open);
	const count = k.content?.kind === "int" ? k.content.value : undefined;
	if (count === undefined) return vague("how often an image is turned");
	return Math.abs(count) % 2 === 1 ? transposed(dims) : ranked(dims);
}

export const TURN_OPS: readonly FunctionModel[] = [
	...["flip_left_right", "flip_up_down"].map((name) => turning(`image.${name}`, "image", ranked)),
	...["random_flip_left_right", "random_flip_up_down"].map((name) =>
		turning(`image.${name}`, "image, seed=None", (dims, args) => {
			rejectFlags(dims, args);
			return ranked(dims);
		}),
	),
	...["stateless_random_flip_left_right", "stateless_random_flip_up_down"].map((name) =>
		turning(`image.${name}`, "image, seed", (dims, args) => {
			requireSeed(args);
			rejectFlags(dims, args);
			return ranked(dims);
		}),
	),
	turning(["image.transpose", "compat.v1.image.transpose_image"], "image, name=None", transposed),
	defineOp("image.rot90", "image, k=1, name=None", (args) => {
		const { shape, dtype } = args.tensor("image");
		if (shape.kind === "ranked" && shape.dims.length > 4) convert(args.get("k"), "int32");
		return { shape: shape.kind === "unknown-rank" ? shape : turned(rankedDims({ shape, dtype }, args), args), dtype };
	}),
];
