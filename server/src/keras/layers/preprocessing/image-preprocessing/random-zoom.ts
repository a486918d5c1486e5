import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkFactor, checkFilling, readRange, requireWithin } from "./factors";
import { UNMOVED } from "./refused-policies";
import { readFilling, requireTransformable } from "./transformed";

const SIGNATURE =
	"height_factor, width_factor=None, fill_mode='reflect', interpolation='bilinear', seed=None, fill_value=0.0";

/**
 * `keras.layers.RandomZoom`: `(batch, height, width, channels)` -> `(batch, height, width, channels)`. Zooms in or
 * out. Mirrors image_preprocessing.py (2.15) and random_zoom.py (3).
 */
export const RandomZoom = defineAugmentationLayer({
	name: "RandomZoom",
	signature: { keras2: `${SIGNATURE}, **kwargs`, keras3: `${SIGNATURE}, data_format=None, **kwargs` },
	policies: [UNMOVED],
	configure(args) {
		const names = args.get("width_factor").kind === "none" ? ["height_factor"] : ["height_factor", "width_factor"];
		for (const name of names) {
			if (args.world === "keras3") checkFactor(args, name, [-1, 1], { openLow: true });
			else
				requireWithin(args, name, readRange(args, name), -1, name === "height_factor" ? 1 : Number.POSITIVE_INFINITY);
		}
		checkFilling(args);
		checkSeed3(args);
		return readFilling(args);
	},
	inTraining: requireTransformable,
});
