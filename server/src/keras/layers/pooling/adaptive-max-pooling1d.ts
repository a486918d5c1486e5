import { defineAdaptivePoolingLayer } from "./base-adaptive-pooling";

/** `keras.layers.AdaptiveMaxPooling1D` of Keras 3. */
export const AdaptiveMaxPooling1D = defineAdaptivePoolingLayer("Max", 1);
