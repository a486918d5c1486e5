import { defineRandomSizeLayer } from "./random-size";

/**
 * `keras.layers.RandomWidth` of Keras 2: `(batch, height, width, channels)` -> `(batch, height, None, channels)`.
 * Images of another width. Mirrors image_preprocessing.py (2.15).
 */
export const RandomWidth = defineRandomSizeLayer("RandomWidth");
