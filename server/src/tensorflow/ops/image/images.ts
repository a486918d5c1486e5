import { type Dim, type DType, isInteger, isStatic, noneDim, printShape, ranked, type Shape } from "../../../domain";
import { vague } from "../../../interpreter/api";
import type { Operand } from "../../convert";
import type { OpArguments, OpFailure } from "../../op";
import { floating } from "../keep";

/** What Python itself checks: the same exception in a graph and on values. */
export const failInPython = (args: OpArguments, failure: OpFailure): never =>
	args.fail({ ...failure, exception: failure.exception ?? "ValueError" });

/** The dims of one image or a batch of them; absent for an unknown rank. */
export function imageDims(operand: Operand, args: OpArguments): readonly Dim[] | undefined {
	const { shape } = operand;
	if (shape.kind === "top") return vague(shape.why);
	if (shape.kind === "unknown-rank") return undefined;
	if (shape.dims.length === 3 || shape.dims.length === 4) return shape.dims;
	return failInPython(args, {
		code: "input-rank",
		message: `images have rank 3 or 4, found ${printShape(shape)}`,
	});
}

/** As `imageDims`, for functions that cannot do without a rank. */
export const rankedDims = (operand: Operand, args: OpArguments): readonly Dim[] =>
	imageDims(operand, args) ??
	failInPython(args, { code: "input-rank", message: "images need a known rank, this one has none" });

/** The axes of an image of unknown rank, which is taken for a single one. */
export const openImage = (args: OpArguments): readonly Dim[] =>
	Array<Dim>(3).fill(noneDim({ text: "the image has an unknown rank", origin: args.origin }));

/** Other height and width. */
export const resized = (dims: readonly Dim[], height: Dim, width: Dim): Shape =>
	ranked([...dims.slice(0, -3), height, width, dims.at(-1) as Dim]);

export const openSize = (text: string, args: OpArguments): Dim => noneDim({ text, origin: args.origin });

/** A vector of a batch for each image; the rank of the images alone is checked. */
export const batchOf = (dims: readonly Dim[]): readonly Dim[] => dims.slice(0, -3);

/** Functions that compute in float32 take floats and ints, and nothing else: an AttributeError says so. */
export function requireColours(dtype: DType, args: OpArguments): void {
	if (typeof dtype !== "string" || floating(dtype) || isInteger(dtype)) return;
	failInPython(args, {
		code: "invalid-layer-input",
		exception: "AttributeError",
		message: `images hold floats or ints, found ${dtype}`,
	});
}

export const isEmptyAxis = (dim: Dim): boolean => isStatic(dim) && dim === 0;
