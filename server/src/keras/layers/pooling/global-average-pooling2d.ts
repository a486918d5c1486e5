import { defineGlobalPoolingLayer } from "./base-global-pooling";

/**
 * `keras.layers.GlobalAveragePooling2D`: `(batch, height, width, channels)` -> `(batch, channels)`. With `keepdims`
 * the other axes remain, of size 1. Mirrors keras/src/layers/pooling/global_average_pooling2d.py.
 */
export const GlobalAveragePooling2D = defineGlobalPoolingLayer({
	name: "GlobalAveragePooling2D",
	alias: "GlobalAvgPool2D",
	rank: 2,
	mode: "average",
	signature: "data_format=None, keepdims=False, **kwargs",
	callSignature: "inputs",
});
