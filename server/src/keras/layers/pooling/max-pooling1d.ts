import { definePoolingLayer } from "./base-pooling";

/**
 * `keras.layers.MaxPooling1D`: `(batch, steps, channels)` -> `(batch, new_steps, channels)`, where each new size is
 * `(size - pool_size) // strides + 1`, or `ceil(size / strides)` with padding `same`. `strides` are the `pool_size`
 * unless given. Mirrors keras/src/layers/pooling/max_pooling1d.py.
 */
export const MaxPooling1D = definePoolingLayer({
	name: "MaxPooling1D",
	alias: "MaxPool1D",
	rank: 1,
	mode: "max",
	signature: {
		keras2: "pool_size=2, strides=None, padding='valid', data_format='channels_last', **kwargs",
		keras3: "pool_size=2, strides=None, padding='valid', data_format=None, name=None, **kwargs",
	},
});
