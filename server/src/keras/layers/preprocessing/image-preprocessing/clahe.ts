import { defineAugmentationLayer } from "./base-image-preprocessing-layer";

/**
 * `keras.layers.ContrastLimitedAdaptiveHistogramEqualization` of Keras 3: `(batch, height, width, channels)` ->
 * `(batch, height, width, channels)`. Evens out the values within tiles. Mirrors image_preprocessing/clahe.py.
 */
export const ContrastLimitedAdaptiveHistogramEqualization = defineAugmentationLayer({
	name: "ContrastLimitedAdaptiveHistogramEqualization",
	worlds: ["keras3"],
	signature: "value_range=(0, 255), clip_limit=4.0, tile_grid_size=(8, 8), data_format=None, **kwargs",
	baseFactor: true,
	onTensors: { integers: "kept", open: { error: "TypeError", of: "image" } },
	configure(args) {
		void args;
		return {};
	},
});
