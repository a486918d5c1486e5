import { definePoolingLayer } from "./base-pooling";

/** `keras.layers.AveragePooling2D`: `(batch, height, width, channels)` -> every size by its windows. Mirrors keras/src/layers/pooling/average_pooling2d.py. */
export const AveragePooling2D = definePoolingLayer({
	name: "AveragePooling2D",
	alias: "AvgPool2D",
	rank: 2,
	mode: "average",
	signature: {
		keras2: "pool_size=(2, 2), strides=None, padding='valid', data_format=None, **kwargs",
		keras3: "pool_size, strides=None, padding='valid', data_format=None, name=None, **kwargs",
	},
});
