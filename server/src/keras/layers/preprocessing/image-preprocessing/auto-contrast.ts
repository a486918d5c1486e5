import { STRINGS_UNCAST, unlisted } from "../../../engine/refused-dtypes";
import { defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkValueRange } from "./factors";
import { INTS, NO_NUMBERS } from "./refused-policies";

/**
 * `keras.layers.AutoContrast` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width, channels)`.
 * Stretches the values of each image to the whole range. Mirrors image_preprocessing/auto_contrast.py.
 */
export const AutoContrast = defineAugmentationLayer({
	name: "AutoContrast",
	worlds: ["keras3"],
	signature: "value_range=(0, 255), **kwargs",
	onTensors: { idle: "changed", refuses: [STRINGS_UNCAST, unlisted("complex64", "complex128")] },
	policies: [NO_NUMBERS, { dtypes: INTS, graph: "TypeError", eager: "TypeError" }],
	configure(args) {
		checkValueRange(args);
		return {};
	},
});
