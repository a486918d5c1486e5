import { defineLayer } from "../../engine/define-layer";
import { convInputSpec, precheckConv } from "./base-conv";
import { buildConvTranspose, callConvTranspose, configureConvTranspose } from "./base-conv-transpose";

/**
 * `keras.layers.Conv2DTranspose`: `(batch, height, width, channels)` -> `(batch, new_height, new_width, filters)`,
 * where each new size is `size * strides + max(kernel_size - strides, 0)`, or `size * strides` with padding `same`. An
 * `output_padding` gives the size exactly: `(size - 1) * strides + kernel_size + output_padding`, with padding `same`
 * less `2 * (kernel_size // 2)`; a dilated kernel counts as `dilation_rate * (kernel_size - 1) + 1`. Mirrors
 * keras/src/layers/convolutional/conv2d_transpose.py.
 */
export const Conv2DTranspose = defineLayer({
	name: "Conv2DTranspose",
	laterRank: "ValueError",
	aliases: ["Convolution2DTranspose"],
	signature: {
		keras2:
			"filters, kernel_size, strides=(1, 1), padding='valid', output_padding=None, data_format=None, dilation_rate=(1, 1), activation=None, use_bias=True, kernel_initializer='glorot_uniform', bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None, **kwargs",
		keras3:
			"filters, kernel_size, strides=(1, 1), padding='valid', output_padding=None, data_format=None, dilation_rate=(1, 1), activation=None, use_bias=True, kernel_initializer='glorot_uniform', bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None, **kwargs",
	},
	baseKeywords: { keras2: ["groups", "conv_op"], keras3: ["output_padding"] },
	precheck: precheckConv,
	configure: (args) => configureConvTranspose(args, { layer: "Conv2DTranspose", rank: 2 }),
	callSignature: "inputs",
	inputSpec: convInputSpec,
	build: buildConvTranspose,
	call: callConvTranspose,
});
