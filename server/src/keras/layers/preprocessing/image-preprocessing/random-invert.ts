import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkFactor } from "./factors";
import { clipTo, kept } from "./kept-arguments";

/**
 * `keras.layers.RandomInvert` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width, channels)`.
 * Inverts some images. Mirrors image_preprocessing/random_invert.py.
 */
export const RandomInvert = defineAugmentationLayer({
	name: "RandomInvert",
	worlds: ["keras3"],
	signature: "factor=1.0, value_range=(0, 255), seed=None, data_format=None, **kwargs",
	onTensors: { idle: "kept" },
	policies: [{ dtypes: ["bool"], graph: "TypeError", eager: "TypeError" }],
	configure(args) {
		checkFactor(args, "factor", [0, 1], { overlap: true });
		checkSeed3(args);
		return { values: kept(args, "value_range") };
	},
	inTraining: ({ values }, _image, context) => clipTo(values, context, [1]),
});
