import { defineLayer } from "../../engine/define-layer";
import { readChannelsFirst } from "../../utils/data-format";
import { callZeroPadding } from "./base-zero-padding";
import { readPair, type SpatialPairs } from "./spatial-pairs";

/**
 * `keras.layers.ZeroPadding1D`: `(batch, steps, channels)` -> `(batch, new_steps, channels)`, where each new size is
 * `size + before + after`. Mirrors keras/src/layers/reshaping/zero_padding1d.py; only Keras 3 has `data_format`.
 */
export const ZeroPadding1D = defineLayer<SpatialPairs>({
	name: "ZeroPadding1D",
	signature: {
		keras2: "padding=1, **kwargs",
		keras3: "padding=1, data_format=None, **kwargs",
	},
	callSignature: "inputs",
	configure(args) {
		const channelsFirst = args.world === "keras3" && readChannelsFirst(args);
		return { layer: "ZeroPadding1D", argument: "padding", pairs: readPair(args, "padding"), channelsFirst };
	},
	laterRank: "ValueError",
	inputSpec: () => ({ ndim: 3 }),
	call: callZeroPadding,
});
