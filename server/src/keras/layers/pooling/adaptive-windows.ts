import { type Dim, isNone, isStatic, printShape, ranked, type Spec, spec } from "../../../domain";
import { vague } from "../../../interpreter/api";
import type { CallContext } from "../../engine/layer-definition";
import { joinShape, splitShape } from "../../utils/spatial";
import { opFailure, requireDType } from "../../utils/tf-op";
import { type Mode, pooledDTypes, poolOp } from "./base-pooling";

export interface AdaptiveConfig {
	readonly mode: Mode;
	readonly size: readonly Dim[];
	readonly channelsFirst: boolean;
	/** `output_size` was True or False, which is asserted to be no size where the layer runs. */
	readonly isBool: boolean;
}

/**
 * Adaptive pooling as TensorFlow computes it: each axis is pooled with a window of `ceil(input / output)` and with one
 * that is larger by one, and what fits is gathered. Mirrors `adaptive_average_pool` of keras/src/backend/tensorflow/nn.py,
 * which goes by the input's rank, not by the layer's.
 */
export function poolTensor({ mode, size, channelsFirst, isBool }: AdaptiveConfig, context: CallContext): Spec {
	const { argument, fail } = context;
	const [input] = context.inputs;
	if (argument.kind !== "tensor" || !input) {
		if (argument.kind === "unknown" || argument.kind === "instance") return vague("the input is not known");
		return fail({ code: "invalid-layer-input", exception: "AttributeError", message: "the layer takes one tensor" });
	}
	if (input.shape.kind !== "ranked") return vague("the input's rank is not known");
	const rank = input.shape.dims.length - 2;
	const refuse = (message: string): never =>
		fail({ code: "input-rank", message: `${message}, found ${printShape(input.shape)}` });
	if (rank < 1 || rank > 3) refuse("adaptive pooling takes inputs of rank 3 to 5");
	if (rank > 1 && rank !== size.length) refuse(`output_size has ${size.length} axes`);
	const parts = splitShape(input.shape.dims, rank, channelsFirst);
	if (parts.spatial.some(isNone)) refuse("adaptive pooling needs known sizes");
	const wanted = size.slice(0, rank);
	if (isBool)
		fail({
			code: "invalid-layer-argument",
			exception: "AssertionError",
			message: "output_size must be an int, found a bool",
			argument: "output_size",
		});
	requireDivisible(wanted, context);
	requireDType(poolOp(mode, rank), input, pooledDTypes(mode, rank), context);
	for (const [axis, length] of parts.spatial.entries()) requireWindow(mode, length, wanted[axis] as Dim, context);
	return spec(ranked(joinShape({ ...parts, spatial: wanted }, channelsFirst)), input.dtype);
}

/** Python divides by the sizes, then TensorFlow counts up to them. */
function requireDivisible(sizes: readonly Dim[], context: CallContext): void {
	if (!sizes.every(isStatic)) vague("output_size is not known");
	const text = (found: string) => `output_size must be positive, found ${found}`;
	if (sizes.includes(0))
		context.fail({
			code: "invalid-layer-argument",
			exception: "ZeroDivisionError",
			message: text("0"),
			argument: "output_size",
		});
	if (sizes.some((size) => (size as number) < 0))
		opFailure(context)({ code: "invalid-layer-argument", message: text("less"), argument: "output_size" });
}

/** The larger window must fit into the axis: a kernel for means gives nothing where it does not. */
function requireWindow(mode: Mode, length: Dim, size: Dim, context: CallContext): void {
	if (!isStatic(length) || !isStatic(size)) vague("an axis whose size is not known");
	const exceeds = Math.ceil(length / size) + 1 > length;
	if (length > 0 && (!exceeds || (context.mode === "eager" && mode === "average"))) return;
	if (length > 0 && context.mode === "eager")
		vague("what a kernel for maxima makes of a window that does not fit differs");
	context.fail({
		code: "input-axis-size",
		message: `adaptive pooling of ${length} to ${size} places has no window that fits`,
		argument: "output_size",
	});
}
