import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkFactor, checkValueRange, requireWord } from "./factors";

/**
 * `keras.layers.AugMix` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width, channels)`. Mixes
 * several chains of changes; it checks its arguments by making the layers that it mixes. Mirrors
 * image_preprocessing/aug_mix.py.
 */
export const AugMix = defineAugmentationLayer({
	name: "AugMix",
	worlds: ["keras3"],
	signature:
		"value_range=(0, 255), num_chains=3, chain_depth=3, factor=0.3, alpha=1.0, all_ops=True, interpolation='bilinear', seed=None, data_format=None, **kwargs",
	onTensors: { minRank: 1 },
	configure(args) {
		checkFactor(args, "factor", [0, 1]);
		checkSeed3(args);
		requireWord(args, "interpolation", ["nearest", "bilinear"]);
		checkValueRange(args);
		return {};
	},
});
