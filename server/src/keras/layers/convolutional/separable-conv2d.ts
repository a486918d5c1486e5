import { defineLayer } from "../../engine/define-layer";
import { convInputSpec } from "./base-conv";
import { buildSeparable, callSeparable, configureSeparable, precheckSeparable } from "./base-separable-conv";

/**
 * `keras.layers.SeparableConv2D`: `(batch, height, width, channels)` -> `(batch, new_height, new_width, filters)`,
 * where each new size is `(size - dilation_rate * (kernel_size - 1) - 1) // strides + 1`, or `ceil(size / strides)`
 * with padding `same`. A convolution of each channel, then one of size 1 over all of them. Mirrors
 * keras/src/layers/convolutional/separable_conv2d.py.
 */
export const SeparableConv2D = defineLayer({
	name: "SeparableConv2D",
	laterRank: "ValueError",
	aliases: ["SeparableConvolution2D"],
	signature: {
		keras2:
			"filters, kernel_size, strides=(1, 1), padding='valid', data_format=None, dilation_rate=(1, 1), depth_multiplier=1, activation=None, use_bias=True, depthwise_initializer='glorot_uniform', pointwise_initializer='glorot_uniform', bias_initializer='zeros', depthwise_regularizer=None, pointwise_regularizer=None, bias_regularizer=None, activity_regularizer=None, depthwise_constraint=None, pointwise_constraint=None, bias_constraint=None, **kwargs",
		keras3:
			"filters, kernel_size, strides=(1, 1), padding='valid', data_format=None, dilation_rate=(1, 1), depth_multiplier=1, activation=None, use_bias=True, depthwise_initializer='glorot_uniform', pointwise_initializer='glorot_uniform', bias_initializer='zeros', depthwise_regularizer=None, pointwise_regularizer=None, bias_regularizer=None, activity_regularizer=None, depthwise_constraint=None, pointwise_constraint=None, bias_constraint=None, **kwargs",
	},
	baseKeywords: {
		keras2: ["groups", "conv_op", "kernel_initializer", "kernel_regularizer", "kernel_constraint"],
		keras3: [],
	},
	precheck: precheckSeparable,
	configure: (args) => configureSeparable(args, { layer: "SeparableConv2D", rank: 2 }),
	callSignature: "inputs",
	inputSpec: convInputSpec,
	build: buildSeparable,
	call: callSeparable,
});
