import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkFactor } from "./factors";
import { kept, transformRange } from "./kept-arguments";

/**
 * `keras.layers.RandomHue` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width, channels)`. Turns
 * the colours. Mirrors image_preprocessing/random_hue.py.
 */
export const RandomHue = defineAugmentationLayer({
	name: "RandomHue",
	worlds: ["keras3"],
	signature: "factor, value_range=(0, 255), data_format=None, seed=None, **kwargs",
	onTensors: { idle: "kept", colours: "hues" },
	configure(args) {
		checkFactor(args, "factor", [0, 1], { overlap: true });
		checkSeed3(args);
		return { values: kept(args, "value_range") };
	},
	inTraining: ({ values }, _image, context) => transformRange(values, [0, 1], context),
});
