import { misspelling, type Value } from "../../../../domain";
import { typeName } from "../../../../interpreter/api";
import type { LayerArguments } from "../../../engine/layer-definition";
import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { isImageRank, requireImageRank } from "./image";

const MODES = ["horizontal", "vertical", "horizontal_and_vertical"];

/**
 * `keras.layers.RandomFlip`: `(batch, height, width, channels)` -> `(batch, height, width, channels)`. Mirrors the
 * images. Mirrors image_preprocessing.py (2.15) and image_preprocessing/random_flip.py (3), which does not look at
 * `mode`.
 */
export const RandomFlip = defineAugmentationLayer({
	name: "RandomFlip",
	signature: {
		keras2: "mode='horizontal_and_vertical', seed=None, **kwargs",
		keras3: "mode='horizontal_and_vertical', seed=None, data_format=None, **kwargs",
	},
	onTensors: { minRank: 1 },
	configure(args) {
		if (args.world === "keras2") checkMode(args, args.get("mode"));
		checkSeed3(args);
		return {};
	},
	inTraining: (_config, image, context) => void requireImageRank(image, context, isImageRank),
});

function checkMode(args: LayerArguments, mode: Value): void {
	if (mode.kind === "unknown" || (mode.kind === "str" && (mode.value === undefined || MODES.includes(mode.value))))
		return;
	args.fail({
		code: "invalid-layer-argument",
		message: `mode must be one of ${MODES.join(", ")}, found ${mode.kind === "str" ? `"${mode.value}"` : `a value of type ${typeName(mode)}`}`,
		argument: "mode",
		...misspelling(mode.kind === "str" ? mode.value : undefined, MODES),
	});
}
