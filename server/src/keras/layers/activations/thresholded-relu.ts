import { requireNotNegative } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import { type ElementwiseRule, keepShape } from "../../engine/elementwise";
import { computeInIntegers } from "./integer-dtype";

const RULE: ElementwiseRule = { takes: "float", nested: "pack" };

/**
 * `keras.layers.ThresholdedReLU`: `(batch, …)` -> `(batch, …)`. Keras 2 only; zero below `theta`. Mirrors
 * keras/src/layers/activation/thresholded_relu.py.
 */
export const ThresholdedReLU = defineLayer({
	name: "ThresholdedReLU",
	worlds: ["keras2"],
	signature: "theta=1.0, **kwargs",
	callSignature: "inputs",
	manyInputs: true,
	configure(args) {
		requireNotNegative(args, "theta");
		return {};
	},
	refuses: { keras2: [{ dtypes: ["string"], eager: "ValueError" }] },
	call: (_config, context) =>
		computeInIntegers(context, "ThresholdedReLU") ?? keepShape({ keras2: RULE, keras3: RULE }, context),
});
