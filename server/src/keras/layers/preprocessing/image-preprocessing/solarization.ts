import { rejectRefused } from "../../../engine/refused-dtypes";
import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkFactor, checkValueRange } from "./factors";
import { drawn, EMPTY_RANGE } from "./refused-policies";

/**
 * `keras.layers.Solarization` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width, channels)`.
 * Inverts the values above a threshold. Mirrors image_preprocessing/solarization.py.
 */
export const Solarization = defineAugmentationLayer({
	name: "Solarization",
	worlds: ["keras3"],
	signature: "addition_factor=0.0, threshold_factor=0.0, value_range=(0, 255), seed=None, **kwargs",
	onTensors: { idle: "changed" },
	configure(args) {
		checkSeed3(args);
		for (const name of ["addition_factor", "threshold_factor"]) checkFactor(args, name, [0, 1]);
		checkValueRange(args);
		return {};
	},
	inTraining: (_config, _image, context) => rejectRefused(drawn(EMPTY_RANGE), context, [context.computeDtype]),
});
