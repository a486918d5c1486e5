import { readNumber, requireFraction } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import { keepShape } from "../../engine/elementwise";
import { checkSeed, IDENTITY, PASS } from "./base-random";
import { compareRate } from "./compare-rate";
import { requireCondition } from "./training-argument";

/**
 * `keras.layers.AlphaDropout`: `(batch, …)` -> `(batch, …)`. Dropout that keeps mean and variance. Mirrors
 * keras/src/layers/regularization/alpha_dropout.py in both worlds.
 */
export const AlphaDropout = defineLayer({
	name: "AlphaDropout",
	signature: "rate, noise_shape=None, seed=None, **kwargs",
	extraArguments: { keras2: ["force_generator", "rng_type"] },
	callSignature: { keras2: "inputs, training=None", keras3: "inputs, training=False" },
	manyInputs: true,
	configure(args) {
		if (args.world === "keras3") requireFraction(args, "rate");
		checkSeed(args, "rate");
		return { rate: args.get("rate"), noiseShape: args.get("noise_shape") };
	},
	call({ rate, noiseShape }, context) {
		if (context.world === "keras2") compareRate(rate, context);
		const number = readNumber(rate) ?? 0.5;
		const runs = number > 0 && number < 1;
		const asksShape = noiseShape.kind === "none" && runs;
		// The shape is asked of the whole argument: a list must make one tensor, though it is handed on as it is.
		if (context.world === "keras2" && asksShape) keepShape({ keras2: IDENTITY, keras3: PASS }, context);
		if (runs) requireCondition(context, "in_train_phase");
		return keepShape({ keras2: PASS, keras3: PASS }, context);
	},
});
