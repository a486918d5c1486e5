import { defineGlobalPoolingLayer } from "./base-global-pooling";

/**
 * `keras.layers.GlobalMaxPooling3D`: `(batch, depth, height, width, channels)` -> `(batch, channels)`. With `keepdims`
 * the other axes remain, of size 1. Mirrors keras/src/layers/pooling/global_max_pooling3d.py.
 */
export const GlobalMaxPooling3D = defineGlobalPoolingLayer({
	name: "GlobalMaxPooling3D",
	alias: "GlobalMaxPool3D",
	rank: 3,
	mode: "max",
	signature: "data_format=None, keepdims=False, **kwargs",
	callSignature: "inputs",
});
