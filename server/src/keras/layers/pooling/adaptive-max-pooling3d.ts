import { defineAdaptivePoolingLayer } from "./base-adaptive-pooling";

/** `keras.layers.AdaptiveMaxPooling3D` of Keras 3. */
export const AdaptiveMaxPooling3D = defineAdaptivePoolingLayer("Max", 3);
