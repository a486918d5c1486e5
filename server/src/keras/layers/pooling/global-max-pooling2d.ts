import { defineGlobalPoolingLayer } from "./base-global-pooling";

/**
 * `keras.layers.GlobalMaxPooling2D`: `(batch, height, width, channels)` -> `(batch, channels)`. With `keepdims` the
 * other axes remain, of size 1. Mirrors keras/src/layers/pooling/global_max_pooling2d.py.
 */
export const GlobalMaxPooling2D = defineGlobalPoolingLayer({
	name: "GlobalMaxPooling2D",
	alias: "GlobalMaxPool2D",
	rank: 2,
	mode: "max",
	signature: "data_format=None, keepdims=False, **kwargs",
	callSignature: "inputs",
});
