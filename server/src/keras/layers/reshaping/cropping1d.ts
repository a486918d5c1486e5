import { defineLayer } from "../../engine/define-layer";
import { callCropping } from "./base-cropping";
import { readPair, type SpatialPairs } from "./spatial-pairs";

/**
 * `keras.layers.Cropping1D`: `(batch, steps, channels)` -> `(batch, new_steps, channels)`, where each new size is
 * `size - (before + after)`. Mirrors keras/src/layers/reshaping/cropping1d.py.
 */
export const Cropping1D = defineLayer<SpatialPairs>({
	name: "Cropping1D",
	signature: "cropping=(1, 1), **kwargs",
	callSignature: "inputs",
	configure: (args) => ({
		layer: "Cropping1D",
		argument: "cropping",
		pairs: readPair(args, "cropping"),
		channelsFirst: false,
	}),
	inputSpec: () => ({ ndim: 3 }),
	call: callCropping,
});
