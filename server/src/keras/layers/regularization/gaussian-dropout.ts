import { readNumber, requireFraction } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import { keepShape } from "../../engine/elementwise";
import { checkSeed, PASS } from "./base-random";
import { compareRate } from "./compare-rate";
import { requireCondition } from "./training-argument";

/**
 * `keras.layers.GaussianDropout`: `(batch, …)` -> `(batch, …)`. Multiplies by random numbers while training. Mirrors
 * keras/src/layers/regularization/gaussian_dropout.py; Keras 2 looks at the rate only when the layer is called, and
 * then only compares it with numbers.
 */
export const GaussianDropout = defineLayer({
	name: "GaussianDropout",
	signature: "rate, seed=None, **kwargs",
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
		const number = readNumber(rate);
		if (number !== undefined && number > 0 && number < 1) requireCondition(context, "in_train_phase");
		return keepShape({ keras2: PASS, keras3: PASS }, context);
	},
});
