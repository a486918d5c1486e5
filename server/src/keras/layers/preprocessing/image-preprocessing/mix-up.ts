import { vague } from "../../../../interpreter/api";
import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";

/**
 * `keras.layers.MixUp` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width, channels)`. Blends
 * each image with another one of the batch. Mirrors image_preprocessing/mix_up.py.
 */
export const MixUp = defineAugmentationLayer({
	name: "MixUp",
	worlds: ["keras3"],
	signature: "alpha=0.2, data_format=None, seed=None, **kwargs",
	baseFactor: true,
	onTensors: { minRank: 1 },
	undeclared({ bound, machine, origin, inputs, computeDtype }) {
		const training = bound.given("training")?.value;
		const isKept = training && machine.truth(training, origin) !== true;
		if (isKept && inputs[0]?.dtype !== computeDtype) vague("the dtype of images that are not mixed is not followed");
	},
	configure(args) {
		checkSeed3(args);
		return {};
	},
});
