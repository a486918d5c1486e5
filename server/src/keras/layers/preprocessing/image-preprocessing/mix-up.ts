import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";

/** `keras.layers.MixUp` of Keras 3: images, kept. Mirrors image_preprocessing/mix_up.py. */
export const MixUp = defineAugmentationLayer({
	name: "MixUp",
	worlds: ["keras3"],
	signature: "alpha=0.2, data_format=None, seed=None, **kwargs",
	baseFactor: true,
	configure(args) {
		checkSeed3(args);
		return {};
	},
});
