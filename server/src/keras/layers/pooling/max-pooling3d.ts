import { definePoolingLayer } from "./base-pooling";

/** `keras.layers.MaxPooling3D`: `(batch, depth, height, width, channels)` -> every size by its windows. Mirrors keras/src/layers/pooling/max_pooling3d.py. */
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
