import { defineGlobalPoolingLayer } from "./base-global-pooling";

/**
 * `keras.layers.GlobalMaxPooling1D`: `(batch, steps, channels)` -> `(batch, channels)`. With `keepdims` the other axes
 * remain, of size 1. Mirrors keras/src/layers/pooling/global_max_pooling1d.py.
 */
export const GlobalMaxPooling1D = defineGlobalPoolingLayer({
	name: "GlobalMaxPooling1D",
	alias: "GlobalMaxPool1D",
	rank: 1,
	mode: "max",
	signature: {
		keras2: "data_format='channels_last', keepdims=False, **kwargs",
		keras3: "data_format=None, keepdims=False, **kwargs",
	},
	callSignature: "inputs",
});
