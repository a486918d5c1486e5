/** A model file of about so many lines, of the kind that people write: blocks, a functional model, a class, a Sequential. */
export function kerasFile(lines) {
	const parts = [HEADER];
	for (let index = 0; count(parts) < lines - 18; index += 1) parts.push(SECTIONS[index % SECTIONS.length](index));
	parts.push(FOOTER);
	return parts.join("\n");
}

const count = (parts) => parts.join("\n").split("\n").length;

const HEADER = `"""A model zoo."""
import numpy as np
import tensorflow as tf
import keras
from keras import layers

WIDTH = 32
CLASSES = 10
`;

const SECTIONS = [
	(i) => `
def conv_block_${i}(inputs, filters, strides=1, name="block_${i}"):
    """Two convolutions and a shortcut."""
    shortcut = inputs
    x = layers.Conv2D(filters, 3, strides=strides, padding="same", name=name + "_conv1")(inputs)
    x = layers.BatchNormalization(name=name + "_bn1")(x)
    x = layers.Activation("relu", name=name + "_relu1")(x)
    x = layers.Conv2D(filters, 3, padding="same", name=name + "_conv2")(x)
    x = layers.BatchNormalization(name=name + "_bn2")(x)
    if strides != 1 or inputs.shape[-1] != filters:
        shortcut = layers.Conv2D(filters, 1, strides=strides, name=name + "_proj")(inputs)
    x = layers.Add(name=name + "_add")([x, shortcut])
    return layers.Activation("relu", name=name + "_out")(x)


def build_resnet_${i}(input_shape=(32, 32, 3), depth=3):
    inputs = keras.Input(shape=input_shape)
    x = layers.Conv2D(WIDTH, 3, padding="same")(inputs)
    for stage in range(depth):
        filters = WIDTH * 2**stage
        for block in range(2):
            strides = 2 if block == 0 and stage > 0 else 1
            x = conv_block_${i}(x, filters, strides, name=f"r${i}_stage{stage}_block{block}")
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.5)(x)
    outputs = layers.Dense(CLASSES, activation="softmax")(x)
    return keras.Model(inputs, outputs)


resnet_${i} = build_resnet_${i}()
`,
	(i) => `
text_model_${i} = keras.Sequential([
    keras.Input(shape=(None,), dtype="int32"),
    layers.Embedding(10_000, 64),
    layers.Bidirectional(layers.LSTM(64, return_sequences=True)),
    layers.LSTM(32),
    layers.Dropout(0.3),
    layers.Dense(64, activation="relu"),
    layers.Dense(CLASSES, activation="softmax"),
])
text_model_${i}.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
`,
	(i) => `
class Attention${i}(layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.query = layers.Dense(units)
        self.value = layers.Dense(units)
        self.norm = layers.LayerNormalization()

    def call(self, inputs):
        query = self.query(inputs)
        value = self.value(inputs)
        x = layers.Attention()([query, value])
        return self.norm(x + inputs)


sequence_${i} = keras.Input(shape=(128, 64))
hidden_${i} = sequence_${i}
for _ in range(4):
    hidden_${i} = Attention${i}(64)(hidden_${i})
pooled_${i} = layers.GlobalAveragePooling1D()(hidden_${i})
scores_${i} = layers.Dense(CLASSES)(pooled_${i})
attention_model_${i} = keras.Model(sequence_${i}, scores_${i})
`,
];

const FOOTER = `
def train(epochs=3):
    x_train = np.zeros((1000, 32, 32, 3), dtype="float32")
    y_train = np.zeros((1000,), dtype="int64")
    model = resnet_0
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x_train, y_train, batch_size=32, epochs=epochs)


broken = layers.Dense(10)(keras.Input((None,)))

if __name__ == "__main__":
    train()
`;
