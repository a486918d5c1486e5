import { rejectRefused } from "../../../engine/refused-dtypes";
import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkBaseFactor, checkFactor, checkValueRange } from "./factors";
import { isImageRank, requireImageRank } from "./image";
import { NO_NUMBERS } from "./refused-policies";

const SIGNATURE = "factor, value_range=(0, 255), seed=None, **kwargs";

/**
 * `keras.layers.RandomBrightness`: `(batch, height, width, channels)` -> `(batch, height, width, channels)`. Adds a
 * random value. Mirrors image_preprocessing.py (2.15) and random_brightness.py (3).
 */
export const RandomBrightness = defineAugmentationLayer({
	name: "RandomBrightness",
	signature: SIGNATURE,
	onTensors: { idle: "kept", integers: "kept" },
	configure(args) {
		if (args.world === "keras2") checkFactor(args, "factor", [-1, 1]);
		else checkBaseFactor(args, "factor", [-1, 1]);
		checkSeed3(args);
		checkValueRange(args);
		return {};
	},
	inTraining(_config, image, context) {
		requireImageRank(image, context, isImageRank);
		if (context.world === "keras3") rejectRefused([NO_NUMBERS], context, [image.dtype]);
	},
});
