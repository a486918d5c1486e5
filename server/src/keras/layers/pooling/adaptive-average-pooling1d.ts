import { defineAdaptivePoolingLayer } from "./base-adaptive-pooling";

/**
 * `keras.layers.AdaptiveAveragePooling1D` of Keras 3: `(batch, steps, channels)` -> `(batch, output_size, channels)`.
 * Windows of whatever size gives that many.
 */
export const AdaptiveAveragePooling1D = defineAdaptivePoolingLayer("Average", 1);
