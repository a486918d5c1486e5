import { isStatic } from "../../../../domain";
import type { CallContext } from "../../../engine/layer-definition";
import { isSince } from "../../../versions/release";
import { checkSeed3, defineAugmentationLayer, imageFormat } from "./base-image-preprocessing-layer";
import { checkFactor, checkValueRange } from "./factors";
import { isImageRank, requireImageRank } from "./image";
import { NO_NUMBERS } from "./refused-policies";

/**
 * `keras.layers.RandomColorDegeneration` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width,
 * channels)`. Takes a part of the colours away; three channels. Mirrors
 * image_preprocessing/random_color_degeneration.py.
 */
export const RandomColorDegeneration = defineAugmentationLayer({
	name: "RandomColorDegeneration",
	worlds: ["keras3"],
	signature: "factor, value_range=(0, 255), data_format=None, seed=None, **kwargs",
	policies: [NO_NUMBERS],
	configure(args) {
		checkFactor(args, "factor", [-1, 1], { overlap: true });
		checkValueRange(args);
		checkSeed3(args);
		return { channelsFirst: imageFormat(args) };
	},
	onTensors: { idle: "kept", colours: "grays" },
	declared: ({ channelsFirst }, context) => requireColours(channelsFirst, context),
});

/** Three channels, or a number of them that is not known. */
function requireColours(channelsFirst: boolean, context: CallContext): undefined {
	const image = context.inputs[0];
	const { argument } = context;
	// What is declared is looked at since 3.15.
	if (context.mode === "symbolic" && !isSince("3.15", context)) return;
	if (argument.kind === "dict" && (argument.entries?.size ?? 3) < 3)
		context.fail({ code: "input-rank", message: "the layer takes images as a tensor, found a dict" });
	if (!image || argument.kind !== "tensor") return;
	const shape = requireImageRank(image, context, isImageRank);
	const channels = shape.dims.at(channelsFirst ? -3 : -1);
	if (channels === undefined || !isStatic(channels) || channels === 3) return;
	context.fail({
		code: "input-axis-size",
		message: `the layer takes images of 3 channels, found ${channels}`,
		facts: { found: channels, expected: 3 },
	});
}
