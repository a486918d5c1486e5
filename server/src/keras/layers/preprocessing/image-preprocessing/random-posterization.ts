import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkFactor, checkValueRange } from "./factors";

/**
 * `keras.layers.RandomPosterization` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width,
 * channels)`. Leaves fewer bits of each value. Mirrors image_preprocessing/random_posterization.py.
 */
export const RandomPosterization = defineAugmentationLayer({
	name: "RandomPosterization",
	worlds: ["keras3"],
	signature: "factor, value_range=(0, 255), data_format=None, seed=None, **kwargs",
	onTensors: { idle: "kept" },
	configure(args) {
		checkFactor(args, "factor", [1, 8], { overlap: true });
		checkValueRange(args);
		checkSeed3(args);
		return {};
	},
});
