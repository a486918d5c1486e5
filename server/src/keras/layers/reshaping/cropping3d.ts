import { defineLayer } from "../../engine/define-layer";
import { readChannelsFirst } from "../../utils/data-format";
import { callCropping, readCropping } from "./base-cropping";
import type { SpatialPairs } from "./spatial-pairs";

/**
 * `keras.layers.Cropping3D`: `(batch, depth, height, width, channels)` -> `(batch, new_depth, new_height, new_width,
 * channels)`, where each new size is `size - (before + after)`. Mirrors keras/src/layers/reshaping/cropping3d.py.
 */
export const Cropping3D = defineLayer<SpatialPairs>({
	name: "Cropping3D",
	signature: "cropping=((1, 1), (1, 1), (1, 1)), data_format=None, **kwargs",
	callSignature: "inputs",
	configure(args) {
		const channelsFirst = readChannelsFirst(args);
		return { layer: "Cropping3D", argument: "cropping", pairs: readCropping(args, 3), channelsFirst };
	},
	inputSpec: () => ({ ndim: 5 }),
	call: callCropping,
});
