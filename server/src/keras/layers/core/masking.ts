import { broadcastDims, isClash, printShape, type Value } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { defineLayer } from "../../engine/define-layer";
import { type ElementwiseRule, keepShape } from "../../engine/elementwise";
import type { CallContext } from "../../engine/layer-definition";
import { shapeOfValue } from "../../engine/plain-shape";
import { STRINGS_UNPROMOTED } from "../../engine/refused-dtypes";
import { isSince } from "../../versions/release";

/**
 * `keras.layers.Masking`: `(batch, timesteps, …)` -> `(batch, timesteps, …)`. A step whose features all equal
 * `mask_value` is masked. Mirrors keras/src/layers/core/masking.py: the mask has the shape without the last axis, so
 * the input needs one.
 */
export const Masking = defineLayer({
	name: "Masking",
	signature: "mask_value=0.0, **kwargs",
	callSignature: "inputs",
	manyInputs: true,
	refuses: { keras3: [STRINGS_UNPROMOTED] },
	configure: (args) => ({ maskValue: args.get("mask_value") }),
	call({ maskValue }, context) {
		const symbolic3 = context.world === "keras3" && context.mode === "symbolic";
		if (symbolic3 && context.argument.kind !== "tensor") rejectList(context);
		if (!symbolic3) checkMaskValue(maskValue, context);
		const isBool = context.inputs[0]?.dtype === "bool" && context.mode !== "symbolic";
		if (context.world === "keras3" && isBool && !isSince("3.15", context)) vague("a mask of bools before Keras 3.15");
		return keepShape({ keras2: maskRule(maskValue), keras3: EAGER }, context);
	},
});

/** `compute_mask` compares the whole argument with a number, which takes no list of KerasTensors. */
function rejectList(context: CallContext): never {
	return context.fail({
		code: "invalid-layer-input",
		message: "Masking was called on a list or dict of tensors, it takes one",
	});
}

const EAGER: ElementwiseRule = {
	takes: "any",
	nested: "pack",
	gives: (dtype) => (dtype === "uint64" ? "uint32" : dtype === "bool" ? "int32" : dtype),
};

/** Comparing ints with a float mask value fails; with an int it does not. */
const maskRule = (maskValue: Value): ElementwiseRule => ({
	takes: maskValue.kind === "int" || maskValue.kind === "bool" ? "number" : "float-complex",
	nested: "pack",
	afterPack: "AttributeError",
	rejects: { graph: "TypeError", eager: "TypeError" },
});

/** The input is compared with the value, and then reduced along the last axis. */
function checkComparison(maskValue: Value, context: CallContext): void {
	const shape = context.argument.kind === "tensor" ? context.argument.spec.shape : undefined;
	const value = shapeOfValue(maskValue);
	if (shape?.kind !== "ranked" || value?.kind !== "ranked") return;
	const fits = shape.dims.length > 0 && !isClash(broadcastDims(shape.dims, value.dims));
	if (fits || (shape.dims.length === 0 && context.mode !== "eager")) return;
	context.fail({
		code: shape.dims.length === 0 ? "input-rank" : "invalid-layer-argument",
		exception: context.mode === "eager" ? "InvalidArgumentError" : "ValueError",
		message: `Masking cannot compare an input of shape ${printShape(shape)} with a mask_value of shape ${printShape(value)}`,
	});
}

/** `tf.not_equal` with something that is no number. */
function checkMaskValue(maskValue: Value, context: CallContext): void {
	checkComparison(maskValue, context);
	if (maskValue.kind !== "none" && maskValue.kind !== "str") return;
	context.fail({
		code: "invalid-layer-argument",
		exception: maskValue.kind === "none" || context.world === "keras3" ? "ValueError" : "TypeError",
		message: `mask_value of Masking must be a number, found a value of type ${maskValue.kind}`,
		argument: "mask_value",
	});
}
