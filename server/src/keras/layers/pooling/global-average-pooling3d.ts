import { defineGlobalPoolingLayer } from "./base-global-pooling";

/**
 * `keras.layers.GlobalAveragePooling3D`: `(batch, depth, height, width, channels)` -> `(batch, channels)`. With
 * `keepdims` the other axes remain, of size 1. Mirrors keras/src/layers/pooling/global_average_pooling3d.py.
 */
export const GlobalAveragePooling3D = defineGlobalPoolingLayer({
	name: "GlobalAveragePooling3D",
	alias: "GlobalAvgPool3D",
	rank: 3,
	mode: "average",
	signature: "data_format=None, keepdims=False, **kwargs",
	callSignature: "inputs",
});
