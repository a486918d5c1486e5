import { defineRandomSizeLayer } from "./random-size";

/** `keras.layers.RandomHeight` of Keras 2: images of another height. Mirrors image_preprocessing.py (2.15). */
export const RandomHeight = defineRandomSizeLayer("RandomHeight");
