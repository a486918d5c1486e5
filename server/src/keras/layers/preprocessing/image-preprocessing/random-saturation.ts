import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkFactor, checkValueRange } from "./factors";
import { INTS, NO_NUMBERS } from "./refused-policies";

/**
 * `keras.layers.RandomSaturation` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width,
 * channels)`. Changes the saturation. Mirrors image_preprocessing/random_saturation.py.
 */
export const RandomSaturation = defineAugmentationLayer({
	name: "RandomSaturation",
	worlds: ["keras3"],
	signature: "factor, value_range=(0, 255), data_format=None, seed=None, **kwargs",
	onTensors: { idle: "kept", colours: "hues", integers: "ValueError", refuses: [] },
	policies: [{ dtypes: [...NO_NUMBERS.dtypes, ...INTS], graph: "ValueError", eager: "ValueError" }],
	configure(args) {
		checkFactor(args, "factor", [-1, 1], { overlap: true });
		checkValueRange(args);
		checkSeed3(args);
		return {};
	},
});
