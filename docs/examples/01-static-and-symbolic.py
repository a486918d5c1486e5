"""A spec for a real tensor, and one for the output of a model that leaves a size open."""

import tensorflow as tf

# A real tensor has a size in every axis, and so has its spec.
grid = tf.constant([[0.5, 1.5], [2.5, 3.5]])
grid_spec = tf.TensorSpec(shape=grid.shape, dtype=grid.dtype)
print(grid_spec)

# The input leaves its only feature axis open. Dense needs that size for its kernel.
model = tf.keras.Sequential(
    [
        tf.keras.layers.Input(shape=(None,)),
        tf.keras.layers.Dense(units=10),
    ]
)

features = model.output
try:
    features_spec = tf.TensorSpec(shape=features.shape, dtype=features.dtype)
    print(features_spec)
except ValueError as error:
    print(f"no spec: {error}")
