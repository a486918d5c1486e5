import { type Dim, type DType, isFloating, isInteger, isStatic, mergeDims, ranked } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import type { Operand } from "../../convert";
import { defineOp, type OpArguments } from "../../op";
import { failAtOnce } from "../checks";
import { floating, requireDType } from "../keep";
import { failInPython, requireColours } from "./images";

const rejectChannels = (args: OpArguments, wanted: number, exception?: string): never =>
	args.fail({
		code: "input-axis-size",
		...(exception === undefined ? {} : { exception }),
		message: `the last axis of these images must be ${wanted}`,
	});

/** The dims with the last one for the channels; `unfit` says what happens when it is another one. */
function withChannels(operand: Operand, wanted: number, unfit: (dims: readonly Dim[]) => Dim): Operand {
	const { shape, dtype } = operand;
	if (shape.kind !== "ranked") return { shape, dtype };
	const last = shape.dims.at(-1);
	const merged = last === undefined ? undefined : mergeDims(last, wanted);
	return { shape: ranked(shape.dims.with(-1, merged ?? unfit(shape.dims))), dtype };
}

/** `RGBToHSV` and its inverse: kernels of floats with three channels. */
const hsv = (name: string): FunctionModel =>
	defineOp(`image.${name}`, "images, name=None", (args) => {
		const images = args.tensor("images");
		requireDType(args, `image.${name}`, images.dtype, floating);
		if (images.shape.kind === "ranked" && images.shape.dims.length < 1) return rejectChannels(args, 3);
		return withChannels(images, 3, () =>
			rejectChannels(args, 3, args.isGraph ? "ValueError" : "FailedPreconditionError"),
		);
	});

/** A matrix of floats is multiplied with the last axis, which a graph compares only where it knows all others. */
const bySpace = (name: string): FunctionModel =>
	defineOp(`image.${name}`, "images", (args) => {
		const images = args.tensor("images");
		const { dtype, shape } = images;
		if (shape.kind === "unknown-rank")
			return failInPython(args, {
				code: "input-rank",
				exception: "TypeError",
				message: `tf.image.${name} needs images of known rank`,
			});
		if (typeof dtype === "string" && !isFloating(dtype))
			return failInPython(args, {
				code: "invalid-layer-input",
				exception: "TypeError",
				message: `tf.image.${name} multiplies with floats, the images are of ${dtype}`,
			});
		return withChannels(images, 3, (dims) => (args.isGraph && !dims.every(isStatic) ? 3 : rejectChannels(args, 3)));
	});

const GRAYSCALE = defineOp("image.rgb_to_grayscale", "images, name=None", (args) => {
	const images = args.tensor("images");
	requireColours(images.dtype, args);
	const { shape, dtype } = withChannels(images, 3, (dims) =>
		args.isGraph && !dims.every(isStatic) ? 3 : rejectChannels(args, 3),
	);
	return { shape: shape.kind === "ranked" ? ranked(shape.dims.with(-1, 1)) : shape, dtype };
});

/** The assertion about the rank is decided while the graph is made. */
const rejectMatrix = (args: OpArguments): never =>
	failAtOnce(args, { code: "input-rank", message: "an image has rank 3 or more, found 2" });

/** Mirrors `_CheckGrayscaleImage`: the last axis is compared where all others are known. */
const TO_RGB = defineOp("image.grayscale_to_rgb", "images, name=None", (args) => {
	const { shape, dtype } = args.tensor("images");
	if (shape.kind === "top") return vague(shape.why);
	if (shape.kind === "unknown-rank") return { shape, dtype };
	const { dims } = shape;
	if (dims.length < 2)
		return failInPython(args, { code: "input-rank", message: `an image has rank 2 or more, found ${dims.length}` });
	const last = dims.at(-1) as Dim;
	if (args.isGraph && dims.length === 2 && !dims.every(isStatic)) return rejectMatrix(args);
	if (isStatic(last) && last !== 1) return rejectChannels(args, 1, "ValueError");
	return { shape: ranked(dims.with(-1, 3)), dtype };
});

const isColour = (dtype: DType): boolean => isFloating(dtype) || isInteger(dtype);

const CONVERT = defineOp("image.convert_image_dtype", "image, dtype, saturate=False, name=None", (args) => {
	const { shape, dtype } = args.tensor("image");
	if (args.get("dtype").kind === "none")
		return failInPython(args, {
			code: "tensorspec-invalid-dtype",
			exception: "TypeError",
			message: "None is no dtype",
			argument: "dtype",
		});
	const wanted = args.dtype("dtype") ?? vague("the dtype of an image");
	const odd = [wanted, dtype].find((each) => typeof each === "string" && !isColour(each));
	const given = args.get("dtype");
	if (
		odd === undefined &&
		args.world === "keras2" &&
		args.isSymbolic &&
		given.kind === "dtype" &&
		given.numpy === "class"
	)
		return failInPython(args, {
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: "beside a KerasTensor, a class of NumPy is taken for a tensor; use its name, or tf's dtype",
			argument: "dtype",
		});
	if (odd === undefined) return { shape, dtype: wanted };
	return failInPython(args, {
		code: "invalid-layer-input",
		exception: "AttributeError",
		message: `images hold floats or ints, found ${odd}`,
		argument: "dtype",
	});
});

export const COLOUR_OPS: readonly FunctionModel[] = [
	hsv("rgb_to_hsv"),
	hsv("hsv_to_rgb"),
	...["rgb_to_yuv", "yuv_to_rgb", "rgb_to_yiq", "yiq_to_rgb"].map(bySpace),
	GRAYSCALE,
	TO_RGB,
	CONVERT,
];
