import { requireFraction } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import { type ElementwiseRule, keepShape } from "../../engine/elementwise";
import { checkSeed, PASS } from "./base-random";
import { compareRate } from "./compare-rate";

/** Keras 2 asks for the shape of what it is given, and hands it on. */
const RULE: ElementwiseRule = PASS;

/** `keras.layers.AlphaDropout`: any shape, kept. Mirrors keras/src/layers/regularization/alpha_dropout.py in both worlds. */
export const AlphaDropout = defineLayer({
	name: "AlphaDropout",
	signature: "rate, noise_shape=None, seed=None, **kwargs",
	extraArguments: { keras2: ["force_generator", "rng_type"] },
	callSignature: { keras2: "inputs, training=None", keras3: "inputs, training=False" },
	manyInputs: true,
	configure(args) {
		if (args.world === "keras3") requireFraction(args, "rate");
		checkSeed(args, "rate");
		return { rate: args.get("rate") };
	},
	call({ rate }, context) {
		if (context.world === "keras2") compareRate(rate, context);
		return keepShape({ keras2: RULE, keras3: PASS }, context);
	},
});
