import { defineAdaptivePoolingLayer } from "./base-adaptive-pooling";

/**
 * `keras.layers.AdaptiveAveragePooling3D` of Keras 3: `(batch, depth, height, width, channels)` -> `(batch,
 * output_size[0], output_size[1], output_size[2], channels)`. Windows of whatever size gives that many.
 */
export const AdaptiveAveragePooling3D = defineAdaptivePoolingLayer("Average", 3);
