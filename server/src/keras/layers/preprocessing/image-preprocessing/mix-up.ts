import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";

/**
 * `keras.layers.MixUp` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width, channels)`. Blends
 * each image with another one of the batch. Mirrors image_preprocessing/mix_up.py.
 */
export const MixUp = defineAugmentationLayer({
	name: "MixUp",
	worlds: ["keras3"],
	signature: "alpha=0.2, data_format=None, seed=None, **kwargs",
	baseFactor: true,
	onTensors: { idle: "kept", minRank: 1 },
	configure(args) {
		checkSeed3(args);
		return {};
	},
});
