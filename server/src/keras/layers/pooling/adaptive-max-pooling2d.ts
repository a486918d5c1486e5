import { defineAdaptivePoolingLayer } from "./base-adaptive-pooling";

/** `keras.layers.AdaptiveMaxPooling2D` of Keras 3. */
export const AdaptiveMaxPooling2D = defineAdaptivePoolingLayer("Max", 2);
