import { defineLayer } from "../../engine/define-layer";
import { readChannelsFirst } from "../../utils/data-format";
import { callZeroPadding } from "./base-zero-padding";
import { readPairs, type SpatialPairs } from "./spatial-pairs";

/**
 * `keras.layers.ZeroPadding2D`: `(batch, height, width, channels)` -> `(batch, new_height, new_width, channels)`,
 * where each new size is `size + before + after`. Mirrors keras/src/layers/reshaping/zero_padding2d.py.
 */
export const ZeroPadding2D = defineLayer<SpatialPairs>({
	name: "ZeroPadding2D",
	signature: "padding=(1, 1), data_format=None, **kwargs",
	callSignature: "inputs",
	configure(args) {
		const channelsFirst = readChannelsFirst(args);
		return { layer: "ZeroPadding2D", argument: "padding", pairs: readPairs(args, "padding", 2), channelsFirst };
	},
	laterRank: "ValueError",
	inputSpec: () => ({ ndim: 4 }),
	call: callZeroPadding,
});
