import { requireFraction } from "../../../engine/argument-readers";
import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkFactor, requireWord } from "./factors";
import { drawn, EMPTY_RANGE } from "./refused-policies";
import { readFilling, requireTransformable } from "./transformed";

/**
 * `keras.layers.RandomPerspective` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width,
 * channels)`. Tilts the images. Mirrors image_preprocessing/random_perspective.py.
 */
export const RandomPerspective = defineAugmentationLayer({
	name: "RandomPerspective",
	worlds: ["keras3"],
	signature: "factor=1.0, scale=1.0, interpolation='bilinear', fill_value=0.0, seed=None, data_format=None, **kwargs",
	onTensors: { rankError: "IndexError", open: { error: "TypeError", of: "image" } },
	policies: drawn(EMPTY_RANGE),
	configure(args) {
		checkFactor(args, "factor", [0, 1], { overlap: true });
		checkSeed3(args);
		requireFraction(args, "scale");
		requireWord(args, "interpolation", ["nearest", "bilinear"]);
		return readFilling(args);
	},
	inTraining: requireTransformable,
});
