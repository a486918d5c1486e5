"""A spec for a model's output, with the batch axis written as None by hand."""

import tensorflow as tf

model = tf.keras.Sequential(
    [
        tf.keras.layers.Input(shape=(28, 28)),
        tf.keras.layers.Flatten(),
        tf.keras.layers.Dense(units=10),
    ]
)

scores = model.output
try:
    # A Keras 2 shape has as_list(); a Keras 3 shape is a plain tuple.
    open_shape = [None] + scores.shape.as_list()[1:]
    scores_spec = tf.TensorSpec(shape=open_shape, dtype=scores.dtype)
    print(scores_spec)
except ValueError as error:
    print(f"no spec: {error}")
