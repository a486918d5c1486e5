import { vague } from "../../../../interpreter/api";
import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkFactor, checkValueRange, requireWord } from "./factors";
import { trains } from "./image";

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
	/** The change that is drawn first meets such an array first, and not all of them raise the same exception. */
	undeclared(context) {
		const [image] = context.inputs;
		if (!trains(context)) return;
		if (image?.shape.kind !== "ranked") return;
		const { dims } = image.shape;
		const isColoured = dims.at(-1) === 1 || dims.at(-1) === 3;
		if (dims.length < 3 || (dims.length < 5 && !isColoured))
			vague("which of its changes are drawn, of which not all take such an image");
	},
	configure(args) {
		checkFactor(args, "factor", [0, 1]);
		checkSeed3(args);
		requireWord(args, "interpolation", ["nearest", "bilinear"]);
		checkValueRange(args);
		return {};
	},
});
