import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkFactor, checkFilling, readRange, requireOrder, requireWithin } from "./factors";
import { UNMOVED } from "./refused-policies";
import { readFilling, requireTransformable } from "./transformed";

const SIGNATURE =
	"height_factor, width_factor, fill_mode='reflect', interpolation='bilinear', seed=None, fill_value=0.0";

/**
 * `keras.layers.RandomTranslation`: `(batch, height, width, channels)` -> `(batch, height, width, channels)`. Moves
 * the images. Mirrors image_preprocessing.py (2.15) and random_translation.py (3).
 */
export const RandomTranslation = defineAugmentationLayer({
	name: "RandomTranslation",
	signature: { keras2: `${SIGNATURE}, **kwargs`, keras3: `${SIGNATURE}, data_format=None, **kwargs` },
	onTensors: { rankError: "IndexError" },
	policies: [UNMOVED],
	configure(args) {
		for (const name of ["height_factor", "width_factor"]) {
			if (args.world === "keras3") {
				checkFactor(args, name, [-1, 1]);
				continue;
			}
			const range = readRange(args, name);
			requireOrder(args, name, range);
			requireWithin(args, name, range, -1, 1);
		}
		checkFilling(args);
		checkSeed3(args);
		return readFilling(args);
	},
	inTraining: requireTransformable,
});
