import { type Dim, isStatic } from "../../../../domain";
import { itemsOf } from "../../../engine/argument-readers";
import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { rankedImage } from "./image";
import { failKept, kept, requireParameter } from "./kept-arguments";
import { INTS } from "./refused-policies";

/**
 * `keras.layers.MixUp` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width, channels)`. Blends
 * each image with another one of the batch. Mirrors image_preprocessing/mix_up.py.
 */
export const MixUp = defineAugmentationLayer({
	name: "MixUp",
	worlds: ["keras3"],
	signature: "alpha=0.2, data_format=None, seed=None, **kwargs",
	baseFactor: true,
	onTensors: { idle: "kept", minRank: 1 },
	policies: [{ dtypes: ["bool", ...INTS], graph: "TypeError", eager: "TypeError" }],
	configure(args) {
		checkSeed3(args);
		return { alpha: kept(args, "alpha") };
	},
	computes({ alpha }, image, context) {
		requireParameter(alpha, context);
		const count = itemsOf(alpha.value)?.length ?? 1;
		const { dims } = rankedImage(image);
		const batch = dims.length === 3 ? 1 : (dims[0] as Dim);
		if (context.mode === "eager" && count !== 1 && isStatic(batch) && count !== batch)
			failKept(alpha, "a number for each image", "InvalidArgumentError", context);
	},
});
