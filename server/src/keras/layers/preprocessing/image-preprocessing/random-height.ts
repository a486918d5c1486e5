import { defineRandomSizeLayer } from "./random-size";

/**
 * `keras.layers.RandomHeight` of Keras 2: `(batch, height, width, channels)` -> `(batch, None, width, channels)`.
 * Images of another height. Mirrors image_preprocessing.py (2.15).
 */
export const RandomHeight = defineRandomSizeLayer("RandomHeight");
