import { isFloating, isNone, isStatic, printDType, printShape, ranked } from "../../../domain";
import { vague } from "../../../interpreter/api";
import type { BuildContext, Initializer } from "../../engine/layer-definition";
import type { Size } from "../../utils/argument-validation";
import type { Identifiers } from "./conv-arguments";

/**
 * Makes a weight of a shape that may hold what no shape can: a float or a negative size, which fail when the shape is
 * made of it, and `None`, which fails in the initializer.
 */
export function makeWeight(
	context: BuildContext,
	name: string,
	shape: readonly Size[],
	initializer: Initializer,
	trainable = true,
): void {
	const dims = shape.map((size) => size.dim);
	const isKeras2 = context.world === "keras2";
	const printed = printShape(ranked(dims));
	if (shape.some((size) => size.isFloat)) {
		context.fail({
			code: "invalid-layer-argument",
			exception: isKeras2 ? "TypeError" : "ValueError",
			message: `the weight ${name} would have shape ${printed}, which holds a float`,
		});
	}
	if (dims.some((dim) => isStatic(dim) && dim < 0)) {
		context.fail({
			code: "invalid-layer-argument",
			message: `the weight ${name} would have the negative shape ${printed}`,
		});
	}
	if (isKeras2 && initializer.draws && shape[0]?.isBool && shape.some((size) => !size.isBool)) {
		context.fail({
			code: "invalid-layer-argument",
			message: `the weight ${name} would have a shape of bools and ints, which its initializer does not take`,
		});
	}
	context.addWeight(name, dims, { initializer, trainable });
}

/** Kernels that are drawn at random cannot have every dtype. */
export function requireFloats(context: BuildContext, { isDrawn }: Identifiers, layer: string): void {
	const { world, variableDtype } = context;
	if (typeof variableDtype !== "string" || isFloating(variableDtype)) return;
	if (!isDrawn) vague("weights that are no floats");
	const drawn = { int32: "InvalidArgumentError", int64: "InvalidArgumentError", string: "UnimplementedError" };
	context.fail({
		code: "invalid-layer-argument",
		exception: world === "keras3" ? (drawn[variableDtype as keyof typeof drawn] ?? "ValueError") : "ValueError",
		message: `${layer} has floating-point weights, its dtype is ${printDType(variableDtype)}`,
		argument: "dtype",
	});
}

/** Keras 2 demands the channels in its own words, before anything is computed with them. */
export function requireChannels(context: BuildContext, channels: Size, layer: string): void {
	if (!isNone(channels.dim)) return;
	context.fail({
		code: "undefined-dimension",
		message: `${layer} needs the number of channels of its input, found None in ${printShape(context.shape)}`,
		because: [channels.dim.why],
	});
}

/** Keras 3 computes with the channels at once: `None` is Python's TypeError. */
export function computeWithChannels(context: BuildContext, channels: Size, layer: string): void {
	if (!isNone(channels.dim)) return;
	context.fail({
		code: "undefined-dimension",
		exception: "TypeError",
		message: `${layer} computes with the number of channels of its input, found None in ${printShape(context.shape)}`,
		because: [channels.dim.why],
	});
}
