import { defineAdaptivePoolingLayer } from "./base-adaptive-pooling";

/** `keras.layers.AdaptiveAveragePooling2D` of Keras 3. */
export const AdaptiveAveragePooling2D = defineAdaptivePoolingLayer("Average", 2);
