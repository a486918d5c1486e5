import { defineRandomSizeLayer } from "./random-size";

/** `keras.layers.RandomWidth` of Keras 2: images of another width. Mirrors image_preprocessing.py (2.15). */
export const RandomWidth = defineRandomSizeLayer("RandomWidth");
