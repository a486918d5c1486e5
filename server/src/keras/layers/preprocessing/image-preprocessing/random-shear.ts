import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkFactor, checkFilling } from "./factors";
import { drawn, UNCONVERTED_INTS } from "./refused-policies";
import { readFilling, requireTransformable } from "./transformed";

/**
 * `keras.layers.RandomShear` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width, channels)`.
 * Slants the images. Mirrors image_preprocessing/random_shear.py.
 */
export const RandomShear = defineAugmentationLayer({
	name: "RandomShear",
	worlds: ["keras3"],
	signature:
		"x_factor=0.0, y_factor=0.0, interpolation='bilinear', fill_mode='reflect', fill_value=0.0, data_format=None, seed=None, **kwargs",
	onTensors: { minRank: 1 },
	policies: drawn(UNCONVERTED_INTS),
	configure(args) {
		for (const name of ["x_factor", "y_factor"]) checkFactor(args, name, [0, 1]);
		checkFilling(args);
		checkSeed3(args);
		return readFilling(args);
	},
	inTraining: requireTransformable,
});
