import { LEAKY_RULE, RELU_RULE } from "../../engine/activation-rules";
import { readNumber, requireNotNegative } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import { type ElementwiseRule, keepShape } from "../../engine/elementwise";

/**
 * `keras.layers.ReLU`: `(batch, …)` -> `(batch, …)`. Zero below `threshold`, or a slope. Mirrors
 * keras/src/layers/activation/relu.py (2.15) and keras/src/layers/activations/relu.py (3). A slope makes floats of
 * ints.
 */
export const ReLU = defineLayer({
	name: "ReLU",
	signature: "max_value=None, negative_slope=0.0, threshold=0.0, **kwargs",
	callSignature: "inputs",
	manyInputs: true,
	configure(args) {
		requireNotNegative(args, "max_value", { none: true });
		requireNotNegative(args, "negative_slope");
		requireNotNegative(args, "threshold");
		const number = (name: string) => readNumber(args.get(name));
		return { slope: number("negative_slope"), threshold: number("threshold"), max: number("max_value") };
	},
	call: ({ slope, threshold, max }, context) => {
		const simple: ElementwiseRule = slope === 0 && threshold === 0 ? RELU_RULE : { ...RELU_RULE, gives: onlyFloats };
		const rule = threshold === 0 && max === undefined && slope !== undefined && slope !== 0 ? LEAKY_RULE : simple;
		return keepShape({ keras2: rule, keras3: rule }, context);
	},
});

/** With a threshold, what becomes of ints depends on how TensorFlow combines the pieces. */
const onlyFloats: ElementwiseRule["gives"] = (dtype) =>
	typeof dtype === "string" && /^(float|bfloat)/.test(dtype)
		? dtype
		: { kind: "unknown", why: { text: "an int through a ReLU with a threshold is not followed" } };
