"""A model that is made anew inside a traced function, whose signature leaves the batch open."""

import tensorflow as tf


@tf.function(input_signature=[tf.TensorSpec(shape=[None, 28, 28], dtype=tf.float32)])
def classify(images):
    model = tf.keras.Sequential(
        [
            tf.keras.layers.Input(shape=(28, 28)),
            tf.keras.layers.Flatten(),
            tf.keras.layers.Dense(units=10),
        ]
    )
    scores = model(images)
    return scores


batch = tf.random.normal((32, 28, 28))
result = classify(batch)
