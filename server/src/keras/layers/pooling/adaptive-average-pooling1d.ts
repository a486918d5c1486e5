import { defineAdaptivePoolingLayer } from "./base-adaptive-pooling";

/** `keras.layers.AdaptiveAveragePooling1D` of Keras 3. */
export const AdaptiveAveragePooling1D = defineAdaptivePoolingLayer("Average", 1);
