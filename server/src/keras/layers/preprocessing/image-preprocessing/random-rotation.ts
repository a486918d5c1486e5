import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkBaseFactor, checkFilling, readRange, requireOrder } from "./factors";
import { UNMOVED } from "./refused-policies";
import { readFilling, requireTransformable } from "./transformed";

const SIGNATURE = "factor, fill_mode='reflect', interpolation='bilinear', seed=None, fill_value=0.0";

/**
 * `keras.layers.RandomRotation`: `(batch, height, width, channels)` -> `(batch, height, width, channels)`. Turns the
 * images. Mirrors image_preprocessing.py (2.15) and random_rotation.py (3).
 */
export const RandomRotation = defineAugmentationLayer({
	name: "RandomRotation",
	signature: { keras2: `${SIGNATURE}, **kwargs`, keras3: `${SIGNATURE}, data_format=None, **kwargs` },
	onTensors: { minRank: 2 },
	policies: [UNMOVED],
	configure(args) {
		if (args.world === "keras2") requireOrder(args, "factor", readRange(args, "factor"));
		else checkBaseFactor(args, "factor", [-1, 1]);
		checkSeed3(args);
		checkFilling(args);
		return readFilling(args);
	},
	inTraining: requireTransformable,
});
