/** A model with one mistake that has a fix, for a first look. */
export const SAMPLE = `"""Tells what a photo of any size shows."""

import keras
from keras import layers

photo = keras.Input((None, None, 3), name="photo")
x = layers.Rescaling(1 / 255)(photo)
x = layers.Conv2D(32, 3, padding="same", activation="relu")(x)
x = layers.MaxPooling2D()(x)

# A residual block: what comes out is added to what went in.
block = layers.Conv2D(32, 3, padding="same", activation="relu")(x)
block = layers.Conv2D(32, 3, padding="same")(block)
x = layers.Add()([x, block])

x = layers.Flatten()(x)
label = layers.Dense(10, activation="softmax", name="label")(x)

classifier = keras.Model(photo, label, name="classifier")
`;
