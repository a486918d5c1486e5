import { defineLayer } from "../../engine/define-layer";
import { buildLocal, callLocal, configureLocal, localInputSpec } from "./base-locally-connected";

/** `keras.layers.LocallyConnected1D` of Keras 2: `(batch, steps, channels)` -> `(batch, new_steps, filters)`. Mirrors locally_connected1d.py. */
export const LocallyConnected1D = defineLayer({
	name: "LocallyConnected1D",
	worlds: ["keras2"],
	signature:
		"filters, kernel_size, strides=1, padding='valid', data_format=None, activation=None, use_bias=True, kernel_initializer='glorot_uniform', bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None, implementation=1, **kwargs",
	callSignature: "inputs",
	configure: (args) => configureLocal(args, "LocallyConnected1D", 1),
	fitsWeights: true,
	inputSpec: localInputSpec,
	build: buildLocal,
	call: callLocal,
});
