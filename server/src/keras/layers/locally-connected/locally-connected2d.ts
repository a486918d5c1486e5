import { defineLayer } from "../../engine/define-layer";
import { buildLocal, callLocal, configureLocal, localInputSpec } from "./base-locally-connected";

/** `keras.layers.LocallyConnected2D` of Keras 2: `(batch, rows, columns, channels)` -> `(batch, …, …, filters)`. Mirrors locally_connected2d.py. */
export const LocallyConnected2D = defineLayer({
	name: "LocallyConnected2D",
	worlds: ["keras2"],
	signature:
		"filters, kernel_size, strides=(1, 1), padding='valid', data_format=None, activation=None, use_bias=True, kernel_initializer='glorot_uniform', bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None, implementation=1, **kwargs",
	callSignature: "inputs",
	configure: (args) => configureLocal(args, "LocallyConnected2D", 2),
	fitsWeights: true,
	inputSpec: localInputSpec,
	build: buildLocal,
	call: callLocal,
});
