import { defineLayer } from "../../engine/define-layer";
import { readChannelsFirst } from "../../utils/data-format";
import { callCropping, readCropping } from "./base-cropping";
import type { SpatialPairs } from "./spatial-pairs";

/**
 * `keras.layers.Cropping2D`: `(batch, height, width, channels)` -> `(batch, new_height, new_width, channels)`, where
 * each new size is `size - (before + after)`. Mirrors keras/src/layers/reshaping/cropping2d.py.
 */
export const Cropping2D = defineLayer<SpatialPairs>({
	name: "Cropping2D",
	signature: "cropping=((0, 0), (0, 0)), data_format=None, **kwargs",
	callSignature: "inputs",
	configure(args) {
		const channelsFirst = readChannelsFirst(args);
		return { layer: "Cropping2D", argument: "cropping", pairs: readCropping(args, 2), channelsFirst };
	},
	inputSpec: () => ({ ndim: 4 }),
	call: callCropping,
});
