import { broadcastDims, isClash, isStatic, printShape, ranked, type Shape, type Value } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { asInt, itemsOf } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import { type ElementwiseRule, keepShape } from "../../engine/elementwise";
import type { CallContext } from "../../engine/layer-definition";
import { requireShape } from "../../engine/mask-argument";
import { shapeOfValue } from "../../engine/plain-shape";
import { isSpec } from "../../engine/structure";
import { isSince } from "../../versions/release";

const ONE_AXIS: ElementwiseRule = { takes: "float", nested: "AttributeError", none: "AttributeError" };
const MANY_AXES: ElementwiseRule = { takes: "float", nested: "pack" };

/**
 * `keras.layers.Softmax`: `(batch, …)` -> `(batch, …)`. Probabilities along `axis`. Mirrors
 * keras/src/layers/activation/softmax.py (2.15), which computes, and keras/src/layers/activations/softmax.py (3),
 * which declares the shape without looking at the axis.
 */
export const Softmax = defineLayer({
	name: "Softmax",
	signature: "axis=-1, **kwargs",
	callSignature: "inputs, mask=None",
	manyInputs: true,
	configure: (args) => ({ axis: args.get("axis") }),
	call({ axis }, context) {
		// Keras 2 looked at its input since 2.14.
		const isOdd = context.argument.kind !== "tensor" || rankOf(context) < 2 || axis.kind === "float";
		if (context.world === "keras2" && isOdd && !isSince("2.14", context))
			return vague("such an input before Keras 2.14");
		if (context.world === "keras2" || context.mode !== "symbolic") checkAxis(axis, context);
		const masked = maskedShape(context);
		const rule = (itemsOf(axis)?.length ?? 1) > 1 ? MANY_AXES : ONE_AXIS;
		const output = keepShape({ keras2: rule, keras3: rule }, context);
		return masked && isSpec(output) ? { ...output, shape: masked } : output;
	},
});

const rankOf = ({ inputs: [input] }: CallContext): number =>
	input?.shape.kind === "ranked" ? input.shape.dims.length : 0;

/** Keras 3 compares the sizes of a mask, from the last on. */
function requireMask({ argument, fail, parameter }: CallContext): void {
	const mask = parameter("mask");
	requireShape(mask, "Softmax", fail);
	const shape = argument.kind === "tensor" ? argument.spec.shape : undefined;
	if (mask.kind !== "tensor" || mask.spec.shape.kind !== "ranked" || shape?.kind !== "ranked") return;
	const start = shape.dims.length - mask.spec.shape.dims.length;
	const clash = mask.spec.shape.dims.some((dim, axis) => {
		const size = shape.dims[start + axis];
		return isStatic(dim) && dim !== 1 && size !== undefined && isStatic(size) && size !== dim;
	});
	if (start >= 0 && !clash) return;
	fail({
		code: "merge-shape-mismatch",
		message: `a mask of shape ${printShape(mask.spec.shape)} does not fit an input of shape ${printShape(shape)}`,
	});
}

/** Keras 2 adds the mask to the input, which may take more axes from it. */
function maskedShape(context: CallContext): Shape | undefined {
	if (context.world === "keras3") {
		if (context.mode !== "symbolic") requireMask(context);
		return undefined;
	}
	const mask = shapeOfValue(context.parameter("mask"));
	const shape = context.argument.kind === "tensor" ? context.argument.spec.shape : undefined;
	if (mask?.kind !== "ranked" || shape?.kind !== "ranked") return undefined;
	const result = broadcastDims(shape.dims, mask.dims);
	if (!isClash(result)) return ranked(result);
	return context.fail({
		code: "merge-shape-mismatch",
		exception: context.mode === "eager" ? "InvalidArgumentError" : "ValueError",
		message: `Softmax cannot add a mask of shape ${printShape(mask)} to an input of shape ${printShape(shape)}`,
	});
}

const oddAxisError = (axes: readonly Value[], { world, mode }: CallContext): string => {
	const isText = axes.some((each) => each.kind === "str");
	if (world === "keras2") return isText && mode === "eager" ? "InvalidArgumentError" : "TypeError";
	if (isText) return "TypeError";
	return mode === "eager" ? "InvalidArgumentError" : "ValueError";
};

/** Keras 2 and real tensors: the axis goes to TensorFlow. */
function checkAxis(axis: Value, context: CallContext): void {
	const items = itemsOf(axis);
	const axes = items ?? [axis];
	const fail = (exception: string, message: string): never =>
		context.fail({ code: "invalid-layer-argument", exception, message, argument: "axis" });
	if (axes.length === 0) fail("IndexError", "axis of Softmax is an empty tuple");
	const { argument } = context;
	if (argument.kind !== "tensor" || argument.spec.shape.kind !== "ranked") return;
	const rank = argument.spec.shape.dims.length;
	if (axes.length === 1 && rank < 2 && context.world === "keras2") {
		context.fail({
			code: "input-rank",
			exception: rank === 0 && context.mode !== "eager" ? "TypeError" : "ValueError",
			message: `Softmax needs a tensor of at least 2 axes, found ndim=${rank}`,
			facts: { rank, expected: 2 },
		});
	}
	if (axes.some((each) => each.kind === "str" || each.kind === "float"))
		fail(oddAxisError(axes, context), "axis of Softmax must be an int or a tuple of ints");
	const bad = axes.map(asInt).find((each) => each !== undefined && (each >= rank || each < -rank));
	if (bad === undefined) return;
	const lone = context.world === "keras3" && context.mode === "graph" ? "TypeError" : "InvalidArgumentError";
	const reduced = context.mode === "eager" ? "InvalidArgumentError" : "ValueError";
	fail(axes.length > 1 ? reduced : lone, `axis ${bad} of Softmax is out of bounds for ndim=${rank}`);
}
