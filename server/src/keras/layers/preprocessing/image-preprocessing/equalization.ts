import { isKnown } from "../../../engine/argument-readers";
import { defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkValueRange } from "./factors";
import { failKept, kept } from "./kept-arguments";
import { INTS, NO_NUMBERS } from "./refused-policies";

/**
 * `keras.layers.Equalization` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width, channels)`.
 * Evens out the values of each channel; the dtype is kept too. Mirrors image_preprocessing/equalization.py.
 */
export const Equalization = defineAugmentationLayer({
	name: "Equalization",
	worlds: ["keras3"],
	signature: "value_range=(0, 255), bins=256, data_format=None, **kwargs",
	baseFactor: true,
	policies: [NO_NUMBERS, { dtypes: INTS, graph: "TypeError", eager: "TypeError" }],
	configure(args) {
		// Keras has forgotten the message: what it means to say is an AttributeError.
		checkValueRange(args, "AttributeError");
		return { bins: kept(args, "bins") };
	},
	onTensors: { idle: "kept", open: { error: "TypeError", of: "channels" } },
	keepsDType: true,
	declared(_config, { argument, fail }) {
		// What is handed on as the declared output must be a KerasTensor.
		if (argument.kind === "tensor" && argument.flavor !== "KerasTensor")
			fail({
				code: "invalid-layer-input",
				message: "a call with a KerasTensor for training declares images, which are real",
			});
		return undefined;
	},
	inTraining({ bins }, _image, context) {
		if (isKnown(bins.value) && !["int", "bool", "tensor", "instance"].includes(bins.value.kind))
			failKept(bins, "an int", "TypeError", context);
	},
});
