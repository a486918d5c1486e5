import { asInt } from "../../../engine/argument-readers";
import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkFactor, checkValueRange, requireWord } from "./factors";
import { type Kept, kept, requireShape } from "./kept-arguments";
import { drawn, UNCONVERTED_INTS } from "./refused-policies";

/**
 * `keras.layers.RandAugment` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width, channels)`.
 * Draws changes and applies them; it checks its arguments by making the layers that it draws from. Mirrors
 * image_preprocessing/rand_augment.py.
 */
export const RandAugment = defineAugmentationLayer<{ readonly changes: Kept }>({
	name: "RandAugment",
	worlds: ["keras3"],
	signature:
		"value_range=(0, 255), num_ops=2, factor=0.5, interpolation='bilinear', seed=None, data_format=None, **kwargs",
	onTensors: ({ changes }) => ({
		rankError: "IndexError",
		// A change that is drawn of none is not made.
		...((asInt(changes.value) ?? 1) > 0 ? { colours: "grays" } : {}),
	}),
	policies: drawn(UNCONVERTED_INTS),
	configure(args) {
		checkFactor(args, "factor", [0, 1]);
		checkSeed3(args);
		requireWord(args, "interpolation", ["nearest", "bilinear"]);
		checkValueRange(args);
		return { changes: kept(args, "num_ops") };
	},
	inTraining: ({ changes }, _image, context) => requireShape(changes, context),
});
