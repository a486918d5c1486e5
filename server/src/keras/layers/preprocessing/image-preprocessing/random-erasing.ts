import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkFactor } from "./factors";

/**
 * `keras.layers.RandomErasing` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width, channels)`.
 * Fills a random rectangle. Mirrors image_preprocessing/random_erasing.py.
 */
export const RandomErasing = defineAugmentationLayer({
	name: "RandomErasing",
	worlds: ["keras3"],
	signature:
		"factor=1.0, scale=(0.02, 0.33), fill_value=None, value_range=(0, 255), seed=None, data_format=None, **kwargs",
	onTensors: { open: { error: "TypeError", of: "image" } },
	configure(args) {
		for (const name of ["factor", "scale"]) checkFactor(args, name, [0, 1], { overlap: true });
		checkSeed3(args);
		return {};
	},
});
