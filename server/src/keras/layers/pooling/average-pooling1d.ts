import { definePoolingLayer } from "./base-pooling";

/**
 * `keras.layers.AveragePooling1D`: `(batch, steps, channels)` -> `(batch, new_steps, channels)`, where each new size
 * is `(size - pool_size) // strides + 1`, or `ceil(size / strides)` with padding `same`. `strides` are the `pool_size`
 * unless given. Mirrors keras/src/layers/pooling/average_pooling1d.py.
 */
export const AveragePooling1D = definePoolingLayer({
	name: "AveragePooling1D",
	alias: "AvgPool1D",
	rank: 1,
	mode: "average",
	signature: {
		keras2: "pool_size=2, strides=None, padding='valid', data_format='channels_last', **kwargs",
		keras3: "pool_size, strides=None, padding='valid', data_format=None, name=None, **kwargs",
	},
});
