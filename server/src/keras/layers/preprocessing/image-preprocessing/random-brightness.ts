import { checkSeed3, defineAugmentationLayer, isImageRank, requireImageRank } from "./base-image-preprocessing-layer";
import { checkBaseFactor, checkFactor, checkValueRange } from "./factors";

const SIGNATURE = "factor, value_range=(0, 255), seed=None, **kwargs";

/**
 * `keras.layers.RandomBrightness`: `(batch, height, width, channels)` -> `(batch, height, width, channels)`. Adds a
 * random value. Mirrors image_preprocessing.py (2.15) and random_brightness.py (3).
 */
export const RandomBrightness = defineAugmentationLayer({
	name: "RandomBrightness",
	signature: SIGNATURE,
	onTensors: { integers: "kept" },
	configure(args) {
		if (args.world === "keras2") checkFactor(args, "factor", [-1, 1]);
		else checkBaseFactor(args, "factor", [-1, 1]);
		checkSeed3(args);
		checkValueRange(args);
		return {};
	},
	inTraining: (_config, image, context) => void requireImageRank(image, context, isImageRank),
});
