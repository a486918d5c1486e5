import type { Value } from "../../../domain";
import { defineLayer } from "../../engine/define-layer";
import { type ElementwiseRule, keepShape } from "../../engine/elementwise";
import type { CallContext } from "../../engine/layer-definition";

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
	configure: (args) => ({ maskValue: args.get("mask_value") }),
	call({ maskValue }, context) {
		const symbolic3 = context.world === "keras3" && context.mode === "symbolic";
		if (symbolic3 && context.argument.kind !== "tensor") rejectList(context);
		if (!symbolic3) checkMaskValue(maskValue, context);
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
	takes: "number",
	nested: "pack",
	rejects: { graph: "ValueError", eager: "ValueError" },
	gives: (dtype) => (dtype === "uint64" ? "uint32" : dtype),
};

/** Comparing ints with a float mask value fails; with an int it does not. */
const maskRule = (maskValue: Value): ElementwiseRule => ({
	takes: maskValue.kind === "int" || maskValue.kind === "bool" ? "number" : "float-complex",
	nested: "pack",
	afterPack: "AttributeError",
	rejects: { graph: "TypeError", eager: "TypeError" },
});

/** `tf.not_equal` with something that is no number. */
function checkMaskValue(maskValue: Value, context: CallContext): void {
	if (maskValue.kind !== "none" && maskValue.kind !== "str") return;
	context.fail({
		code: "invalid-layer-argument",
		exception: maskValue.kind === "none" ? "ValueError" : "TypeError",
		message: `mask_value of Masking must be a number, found a value of type ${maskValue.kind}`,
		argument: "mask_value",
	});
}
