import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkFactor, checkFilling } from "./factors";

/**
 * `keras.layers.RandomElasticTransform` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width,
 * channels)`. Bends the images. Mirrors image_preprocessing/random_elastic_transform.py.
 */
export const RandomElasticTransform = defineAugmentationLayer({
	name: "RandomElasticTransform",
	worlds: ["keras3"],
	signature:
		"factor=1.0, scale=1.0, interpolation='bilinear', fill_mode='reflect', fill_value=0.0, value_range=(0, 255), seed=None, data_format=None, **kwargs",
	onTensors: { minRank: 1, open: { error: "TypeError", of: "all" } },
	configure(args) {
		for (const name of ["factor", "scale"]) checkFactor(args, name, [0, 1], { overlap: true });
		checkSeed3(args);
		checkFilling(args, ["constant", "nearest", "wrap", "mirror", "reflect"]);
		return {};
	},
});
