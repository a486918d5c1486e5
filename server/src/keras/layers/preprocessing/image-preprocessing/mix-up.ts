import { type Dim, isStatic } from "../../../../domain";
import { vague } from "../../../../interpreter/api";
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
	onTensors: { minRank: 1 },
	undeclared({ bound, machine, origin, inputs, computeDtype }) {
		const training = bound.given("training")?.value;
		const isKept = training && machine.truth(training, origin) !== true;
		if (isKept && inputs[0]?.dtype !== computeDtype) vague("the dtype of images that are not mixed is not followed");
	},
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
