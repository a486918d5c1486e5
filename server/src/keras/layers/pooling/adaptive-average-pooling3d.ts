import { defineAdaptivePoolingLayer } from "./base-adaptive-pooling";

/** `keras.layers.AdaptiveAveragePooling3D` of Keras 3. */
export const AdaptiveAveragePooling3D = defineAdaptivePoolingLayer("Average", 3);
