import { defineAdaptivePoolingLayer } from "./base-adaptive-pooling";

/**
 * `keras.layers.AdaptiveMaxPooling1D` of Keras 3: `(batch, steps, channels)` -> `(batch, output_size, channels)`.
 * Windows of whatever size gives that many.
 */
export const AdaptiveMaxPooling1D = defineAdaptivePoolingLayer("Max", 1);
