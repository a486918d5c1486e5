import { defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkValueRange } from "./factors";

/**
 * `keras.layers.Equalization` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width, channels)`.
 * Evens out the values of each channel; the dtype is kept too. Mirrors image_preprocessing/equalization.py.
 */
export const Equalization = defineAugmentationLayer({
	name: "Equalization",
	worlds: ["keras3"],
	signature: "value_range=(0, 255), bins=256, data_format=None, **kwargs",
	baseFactor: true,
	configure(args) {
		// Keras has forgotten the message: what it means to say is an AttributeError.
		checkValueRange(args, "AttributeError");
		return {};
	},
	onTensors: { idle: "kept", open: { error: "TypeError", of: "channels" } },
	keepsDType: true,
});
