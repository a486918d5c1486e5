import { defineAdaptivePoolingLayer } from "./base-adaptive-pooling";

/**
 * `keras.layers.AdaptiveAveragePooling2D` of Keras 3: `(batch, height, width, channels)` -> `(batch, output_size[0],
 * output_size[1], channels)`. Windows of whatever size gives that many.
 */
export const AdaptiveAveragePooling2D = defineAdaptivePoolingLayer("Average", 2);
