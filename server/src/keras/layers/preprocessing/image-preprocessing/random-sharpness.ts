import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkFactor, checkValueRange } from "./factors";

/**
 * `keras.layers.RandomSharpness` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width, channels)`.
 * Sharpens or blurs the images. Mirrors image_preprocessing/random_sharpness.py.
 */
export const RandomSharpness = defineAugmentationLayer({
	name: "RandomSharpness",
	worlds: ["keras3"],
	signature: "factor, value_range=(0, 255), data_format=None, seed=None, **kwargs",
	configure(args) {
		checkFactor(args, "factor", [0, 1], { overlap: true });
		checkValueRange(args);
		checkSeed3(args);
		return {};
	},
});
