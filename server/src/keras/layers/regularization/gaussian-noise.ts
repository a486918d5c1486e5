import { requireFraction } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import { keepShape } from "../../engine/elementwise";
import { checkSeed, PASS } from "./base-random";
import { requireCondition } from "./training-argument";

/**
 * `keras.layers.GaussianNoise`: `(batch, …)` -> `(batch, …)`. Adds random numbers while training. Mirrors
 * keras/src/layers/regularization/gaussian_noise.py; Keras 3 wants `stddev` between 0 and 1, Keras 2 takes anything.
 */
export const GaussianNoise = defineLayer({
	name: "GaussianNoise",
	signature: "stddev, seed=None, **kwargs",
	extraArguments: { keras2: ["force_generator", "rng_type"] },
	callSignature: { keras2: "inputs, training=None", keras3: "inputs, training=False" },
	manyInputs: true,
	configure(args) {
		if (args.world === "keras3") requireFraction(args, "stddev");
		checkSeed(args, "stddev");
		return {};
	},
	call(_config, context) {
		requireCondition(context, "in_train_phase");
		return keepShape({ keras2: PASS, keras3: PASS }, context);
	},
});
