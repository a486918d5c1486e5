import { defineLayer } from "../../engine/define-layer";
import { convInputSpec } from "./base-conv";
import { buildDepthwise, callDepthwise, configureDepthwise } from "./base-depthwise-conv";

/**
 * `keras.layers.DepthwiseConv2D`: `(batch, height, width, channels)` -> `(batch, new_height, new_width, channels *
 * depth_multiplier)`, where each new size is `(size - dilation_rate * (kernel_size - 1) - 1) // strides + 1`, or
 * `ceil(size / strides)` with padding `same`. Each channel is convolved by itself. Mirrors
 * keras/src/layers/convolutional/depthwise_conv2d.py.
 */
export const DepthwiseConv2D = defineLayer({
	name: "DepthwiseConv2D",
	laterRank: "ValueError",
	signature: {
		keras2:
			"kernel_size, strides=(1, 1), padding='valid', depth_multiplier=1, data_format=None, dilation_rate=(1, 1), activation=None, use_bias=True, depthwise_initializer='glorot_uniform', bias_initializer='zeros', depthwise_regularizer=None, bias_regularizer=None, activity_regularizer=None, depthwise_constraint=None, bias_constraint=None, **kwargs",
		keras3:
			"kernel_size, strides=(1, 1), padding='valid', depth_multiplier=1, data_format=None, dilation_rate=(1, 1), activation=None, use_bias=True, depthwise_initializer='glorot_uniform', bias_initializer='zeros', depthwise_regularizer=None, bias_regularizer=None, activity_regularizer=None, depthwise_constraint=None, bias_constraint=None, **kwargs",
	},
	baseKeywords: {
		keras2: ["groups", "conv_op", "kernel_initializer", "kernel_regularizer", "kernel_constraint"],
		keras3: [],
	},
	configure: (args) => configureDepthwise(args, { layer: "DepthwiseConv2D", rank: 2 }),
	callSignature: "inputs",
	inputSpec: convInputSpec,
	build: buildDepthwise,
	call: callDepthwise,
});
