import { definePoolingLayer } from "./base-pooling";

/**
 * `keras.layers.AveragePooling2D`: `(batch, height, width, channels)` -> `(batch, new_height, new_width, channels)`,
 * where each new size is `(size - pool_size) // strides + 1`, or `ceil(size / strides)` with padding `same`. `strides`
 * are the `pool_size` unless given. Mirrors keras/src/layers/pooling/average_pooling2d.py.
 */
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
