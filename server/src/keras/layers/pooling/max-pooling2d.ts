import { definePoolingLayer } from "./base-pooling";

/** `keras.layers.MaxPooling2D`: `(batch, height, width, channels)` -> every size by its windows. Mirrors keras/src/layers/pooling/max_pooling2d.py. */
export const MaxPooling2D = definePoolingLayer({
	name: "MaxPooling2D",
	alias: "MaxPool2D",
	rank: 2,
	mode: "max",
	signature: {
		keras2: "pool_size=(2, 2), strides=None, padding='valid', data_format=None, **kwargs",
		keras3: "pool_size=(2, 2), strides=None, padding='valid', data_format=None, name=None, **kwargs",
	},
});
