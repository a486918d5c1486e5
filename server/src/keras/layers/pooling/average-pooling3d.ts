import { definePoolingLayer } from "./base-pooling";

/** `keras.layers.AveragePooling3D`: `(batch, depth, height, width, channels)` -> every size by its windows. Mirrors keras/src/layers/pooling/average_pooling3d.py. */
export const AveragePooling3D = definePoolingLayer({
	name: "AveragePooling3D",
	alias: "AvgPool3D",
	rank: 3,
	mode: "average",
	signature: {
		keras2: "pool_size=(2, 2, 2), strides=None, padding='valid', data_format=None, **kwargs",
		keras3: "pool_size, strides=None, padding='valid', data_format=None, name=None, **kwargs",
	},
});
