import { definePoolingLayer } from "./base-pooling";

/**
 * `keras.layers.MaxPooling3D`: `(batch, depth, height, width, channels)` -> `(batch, new_depth, new_height, new_width,
 * channels)`, where each new size is `(size - pool_size) // strides + 1`, or `ceil(size / strides)` with padding
 * `same`. `strides` are the `pool_size` unless given. Mirrors keras/src/layers/pooling/max_pooling3d.py.
 */
export const MaxPooling3D = definePoolingLayer({
	name: "MaxPooling3D",
	alias: "MaxPool3D",
	rank: 3,
	mode: "max",
	signature: {
		keras2: "pool_size=(2, 2, 2), strides=None, padding='valid', data_format=None, **kwargs",
		keras3: "pool_size=(2, 2, 2), strides=None, padding='valid', data_format=None, name=None, **kwargs",
	},
});
