import { defineAdaptivePoolingLayer } from "./base-adaptive-pooling";

/**
 * `keras.layers.AdaptiveMaxPooling2D` of Keras 3: `(batch, height, width, channels)` -> `(batch, output_size[0],
 * output_size[1], channels)`. Windows of whatever size gives that many.
 */
export const AdaptiveMaxPooling2D = defineAdaptivePoolingLayer("Max", 2);
