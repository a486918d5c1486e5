import { defineLayer } from "../../engine/define-layer";
import { readChannelsFirst } from "../../utils/data-format";
import { callZeroPadding } from "./base-zero-padding";
import { readPairs, type SpatialPairs } from "./spatial-pairs";

/**
 * `keras.layers.ZeroPadding3D`: `(batch, depth, height, width, channels)` -> `(batch, new_depth, new_height,
 * new_width, channels)`, where each new size is `size + before + after`. Mirrors
 * keras/src/layers/reshaping/zero_padding3d.py.
 */
export const ZeroPadding3D = defineLayer<SpatialPairs>({
	name: "ZeroPadding3D",
	signature: {
		keras2: "padding=(1, 1, 1), data_format=None, **kwargs",
		keras3: "padding=((1, 1), (1, 1), (1, 1)), data_format=None, **kwargs",
	},
	callSignature: "inputs",
	configure(args) {
		const channelsFirst = readChannelsFirst(args);
		return { layer: "ZeroPadding3D", argument: "padding", pairs: readPairs(args, "padding", 3), channelsFirst };
	},
	laterRank: "ValueError",
	inputSpec: () => ({ ndim: 5 }),
	call: callZeroPadding,
});
