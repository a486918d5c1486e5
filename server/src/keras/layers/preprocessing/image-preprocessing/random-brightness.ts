import { STRINGS_UNCAST, unlisted } from "../../../engine/refused-dtypes";
import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkBaseFactor, checkFactor, checkValueRange } from "./factors";
import { isImageRank, requireImageRank } from "./image";

const SIGNATURE = "factor, value_range=(0, 255), seed=None, **kwargs";

/**
 * `keras.layers.RandomBrightness`: `(batch, height, width, channels)` -> `(batch, height, width, channels)`. Adds a
 * random value. Mirrors image_preprocessing.py (2.15) and random_brightness.py (3).
 */
export const RandomBrightness = defineAugmentationLayer({
	name: "RandomBrightness",
	signature: SIGNATURE,
	onTensors: { idle: "kept", integers: "kept", refuses: [STRINGS_UNCAST, unlisted("bool", "complex64", "complex128")] },
	configure(args) {
		if (args.world === "keras2") checkFactor(args, "factor", [-1, 1]);
		else checkBaseFactor(args, "factor", [-1, 1]);
		checkSeed3(args);
		checkValueRange(args);
		return {};
	},
	inTraining: (_config, image, context) => void requireImageRank(image, context, isImageRank),
});
