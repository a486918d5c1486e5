import { defineLayer } from "../../engine/define-layer";
import { buildConv, callConv, configureConv, convInputSpec, precheckConv } from "./base-conv";

/**
 * `keras.layers.Conv2D`: `(batch, height, width, channels)` -> `(batch, new_height, new_width, filters)`, where each
 * new size is `(size - dilation_rate * (kernel_size - 1) - 1) // strides + 1`, or `ceil(size / strides)` with padding
 * `same`. Mirrors keras/src/layers/convolutional/conv2d.py.
 */
export const Conv2D = defineLayer({
	name: "Conv2D",
	aliases: ["Convolution2D"],
	signature: {
		keras2:
			"filters, kernel_size, strides=(1, 1), padding='valid', data_format=None, dilation_rate=(1, 1), groups=1, activation=None, use_bias=True, kernel_initializer='glorot_uniform', bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None, **kwargs",
		keras3:
			"filters, kernel_size, strides=(1, 1), padding='valid', data_format=None, dilation_rate=(1, 1), groups=1, activation=None, use_bias=True, kernel_initializer='glorot_uniform', bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None, **kwargs",
	},
	baseKeywords: { keras2: ["conv_op"], keras3: ["lora_rank", "lora_alpha"] },
	precheck: precheckConv,
	configure: (args) => configureConv(args, { layer: "Conv2D", rank: 2 }),
	callSignature: "inputs",
	fitsWeights: true,
	inputSpec: convInputSpec,
	build: buildConv,
	call: callConv,
});
