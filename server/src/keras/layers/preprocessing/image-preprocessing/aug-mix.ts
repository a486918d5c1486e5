import { isFloating } from "../../../../domain";
import { vague } from "../../../../interpreter/api";
import { asInt, isKnown, itemsOf } from "../../../engine/argument-readers";
import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkFactor, checkValueRange, requireWord } from "./factors";
import { failKept, kept, requireParameter, requireShape } from "./kept-arguments";
import { trainingOf } from "./training";

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
	/** Not all changes take such images, nor raise the same exception. */
	undeclared(context, channelsFirst) {
		const [image] = context.inputs;
		if (trainingOf(context) === false || image?.shape.kind !== "ranked") return;
		const { dims } = image.shape;
		const channels = dims.at(channelsFirst ? -3 : -1);
		const isColoured = channels === 1 || channels === 3;
		if (dims.length < 3 || (dims.length < 5 && !(isColoured && isFloating(context.computeDtype))))
			vague("which of its changes are drawn, of which not all take such an image");
	},
	configure(args) {
		checkFactor(args, "factor", [0, 1]);
		checkSeed3(args);
		requireWord(args, "interpolation", ["nearest", "bilinear"]);
		checkValueRange(args);
		return { chains: kept(args, "num_chains"), depth: kept(args, "chain_depth"), alpha: kept(args, "alpha") };
	},
	inTraining({ chains, depth, alpha }, _image, context) {
		requireShape(chains, context);
		requireParameter(alpha, context);
		if (itemsOf(alpha.value))
			failKept(alpha, "one number", context.mode === "eager" ? "InvalidArgumentError" : "ValueError", context);
		const isCounted = !isKnown(depth.value) || ["int", "bool", "tensor", "instance"].includes(depth.value.kind);
		if (!isCounted && (asInt(chains.value) ?? 0) > 0) failKept(depth, "an int", "TypeError", context);
	},
});
