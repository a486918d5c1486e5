import { definePoolingLayer } from "./base-pooling";

/** `keras.layers.MaxPooling1D`: `(batch, steps, channels)` -> every size by its windows. Mirrors keras/src/layers/pooling/max_pooling1d.py. */
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
