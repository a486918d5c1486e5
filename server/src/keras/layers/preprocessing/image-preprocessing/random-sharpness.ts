import { unlisted } from "../../../engine/refused-dtypes";
import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkFactor, checkValueRange } from "./factors";
import { INTS, NO_NUMBERS } from "./refused-policies";

/**
 * `keras.layers.RandomSharpness` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width, channels)`.
 * Sharpens or blurs the images. Mirrors image_preprocessing/random_sharpness.py.
 */
export const RandomSharpness = defineAugmentationLayer({
	name: "RandomSharpness",
	worlds: ["keras3"],
	signature: "factor, value_range=(0, 255), data_format=None, seed=None, **kwargs",
	policies: [NO_NUMBERS, unlisted(...INTS)],
	configure(args) {
		checkFactor(args, "factor", [0, 1], { overlap: true });
		checkValueRange(args);
		checkSeed3(args);
		return {};
	},
});
