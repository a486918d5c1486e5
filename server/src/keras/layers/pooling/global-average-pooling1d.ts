import { defineGlobalPoolingLayer } from "./base-global-pooling";

/**
 * `keras.layers.GlobalAveragePooling1D`: `(batch, steps, channels)` -> `(batch, channels)`. With `keepdims` the other
 * axes remain, of size 1. Mirrors keras/src/layers/pooling/global_average_pooling1d.py.
 */
export const GlobalAveragePooling1D = defineGlobalPoolingLayer({
	name: "GlobalAveragePooling1D",
	alias: "GlobalAvgPool1D",
	rank: 1,
	mode: "average",
	signature: {
		keras2: "data_format='channels_last', **kwargs",
		keras3: "data_format=None, keepdims=False, **kwargs",
	},
	callSignature: "inputs, mask=None",
});
