import type { Refusal } from "../../../engine/layer-definition";
import { rejectRefused } from "../../../engine/refused-dtypes";
import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkFactor } from "./factors";
import { rankedImage } from "./image";
import { drawn, HALF_IN_GRAPH, UNLISTED_INTS } from "./refused-policies";

const POLICIES: readonly Refusal[] = [
	...drawn(UNLISTED_INTS),
	HALF_IN_GRAPH,
	{ dtypes: ["bfloat16"], graph: "ValueError", eager: "ValueError" },
];

/**
 * `keras.layers.CutMix` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width, channels)`. Pastes a
 * part of another image of the batch. Mirrors image_preprocessing/cut_mix.py.
 */
export const CutMix = defineAugmentationLayer({
	name: "CutMix",
	worlds: ["keras3"],
	signature: "factor=1.0, seed=None, data_format=None, **kwargs",
	onTensors: { rankError: "IndexError", open: { error: "TypeError", of: "batched image" } },
	configure(args) {
		checkFactor(args, "factor", [0, 1], { overlap: true });
		checkSeed3(args);
		return {};
	},
	inTraining(_config, image, context) {
		// One image alone is not mixed.
		if (rankedImage(image).dims.length === 4) rejectRefused(POLICIES, context, [context.computeDtype]);
	},
});
