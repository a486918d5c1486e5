# world: a, b
import argparse
import os

import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
from tensorflow.keras.models import Model, Sequential

# %% text-lstm
max_features = 20000
maxlen = 80
(x_train, y_train) = np.random.randint(0, max_features, (100, maxlen)), np.random.randint(0, 2, (100,))
model = Sequential()
model.add(layers.Embedding(max_features, 128))
model.add(layers.Bidirectional(layers.LSTM(64, return_sequences=True)))
model.add(layers.Bidirectional(layers.LSTM(32)))
model.add(layers.Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.build(input_shape=(None, maxlen))
model.summary()
y = model.predict(x_train)

# %% seq2seq
num_encoder_tokens, num_decoder_tokens, latent_dim = 71, 93, 256
encoder_inputs = keras.Input(shape=(None, num_encoder_tokens))
encoder = layers.LSTM(latent_dim, return_state=True)
encoder_outputs, state_h, state_c = encoder(encoder_inputs)
encoder_states = [state_h, state_c]
decoder_inputs = keras.Input(shape=(None, num_decoder_tokens))
decoder_lstm = layers.LSTM(latent_dim, return_sequences=True, return_state=True)
decoder_outputs, _, _ = decoder_lstm(decoder_inputs, initial_state=encoder_states)
decoder_dense = layers.Dense(num_decoder_tokens, activation="softmax")
decoder_outputs = decoder_dense(decoder_outputs)
model = Model([encoder_inputs, decoder_inputs], decoder_outputs)
encoder_model = Model(encoder_inputs, encoder_states)
states_inputs = [keras.Input(shape=(latent_dim,)) for _ in range(2)]
outputs, *states = decoder_lstm(decoder_inputs, initial_state=states_inputs)
decoder_model = Model([decoder_inputs] + states_inputs, [decoder_dense(outputs)] + states)

# %% transformer-classes
class TransformerBlock(layers.Layer):
    def __init__(self, embed_dim, num_heads, ff_dim, rate=0.1, **kwargs):
        super().__init__(**kwargs)
        self.att = layers.MultiHeadAttention(num_heads=num_heads, key_dim=embed_dim)
        self.ffn = Sequential([layers.Dense(ff_dim, activation="relu"), layers.Dense(embed_dim)])
        self.layernorm1 = layers.LayerNormalization(epsilon=1e-6)
        self.layernorm2 = layers.LayerNormalization(epsilon=1e-6)
        self.dropout1 = layers.Dropout(rate)
        self.dropout2 = layers.Dropout(rate)

    def call(self, inputs, training=None):
        attn_output = self.att(inputs, inputs)
        attn_output = self.dropout1(attn_output, training=training)
        out1 = self.layernorm1(inputs + attn_output)
        ffn_output = self.ffn(out1)
        ffn_output = self.dropout2(ffn_output, training=training)
        return self.layernorm2(out1 + ffn_output)


class TokenAndPositionEmbedding(layers.Layer):
    def __init__(self, maxlen, vocab_size, embed_dim):
        super().__init__()
        self.token_emb = layers.Embedding(input_dim=vocab_size, output_dim=embed_dim)
        self.pos_emb = layers.Embedding(input_dim=maxlen, output_dim=embed_dim)

    def call(self, x):
        maxlen = tf.shape(x)[-1]
        positions = tf.range(start=0, limit=maxlen, delta=1)
        positions = self.pos_emb(positions)
        x = self.token_emb(x)
        return x + positions


parser = argparse.ArgumentParser()
parser.add_argument("--embed-dim", type=int, default=32)
parser.add_argument("--heads", type=int, default=2)
parser.add_argument("--blocks", type=int, default=3)
args = parser.parse_args([])
inputs = layers.Input(shape=(200,))
x = TokenAndPositionEmbedding(200, 20000, args.embed_dim)(inputs)
for block in range(args.blocks):
    x = TransformerBlock(args.embed_dim, args.heads, 4 * args.embed_dim, name=f"block{block}")(x)
x = layers.GlobalAveragePooling1D()(x)
outputs = layers.Dense(2, activation="softmax")(x)
model = Model(inputs=inputs, outputs=outputs)

# %% timeseries-conv
def make_model(input_shape, blocks=3, filters=64, num_classes=2):
    inp = keras.layers.Input(input_shape)
    x = inp
    for _ in range(blocks):
        x = keras.layers.Conv1D(filters=filters, kernel_size=3, padding="same")(x)
        x = keras.layers.BatchNormalization()(x)
        x = keras.layers.ReLU()(x)
    gap = keras.layers.GlobalAveragePooling1D()(x)
    return keras.models.Model(inputs=inp, outputs=keras.layers.Dense(num_classes, activation="softmax")(gap))


x_train = np.random.normal(size=(64, 500)).reshape((-1, 500, 1))
model = make_model(input_shape=x_train.shape[1:])
probabilities = model.predict(x_train)

# %% attention-pooling
class AttentionPooling(layers.Layer):
    def build(self, input_shape):
        self.W = self.add_weight(name="w", shape=(input_shape[-1], 1), initializer="glorot_uniform")
        self.b = self.add_weight(name="b", shape=(input_shape[1], 1), initializer="zeros")
        super().build(input_shape)

    def call(self, x):
        e = tf.tanh(tf.matmul(x, self.W) + self.b)
        a = tf.nn.softmax(e, axis=1)
        return tf.reduce_sum(x * a, axis=1)


def gru_stack(units_list, **options):
    def apply(x):
        for units in units_list:
            x = layers.GRU(units, return_sequences=True, **options)(x)
        return x

    return apply


steps = int(os.environ.get("KERASPEC_SAMPLE_STEPS", "24"))
inputs = keras.Input((steps, 6))
x = gru_stack([64, 32], dropout=0.1)(inputs)
x = AttentionPooling()(x)
model = keras.Model(inputs, {"mean": layers.Dense(1, name="mean")(x), "variance": layers.Dense(1, activation="softplus", name="variance")(x)})
result = model(np.zeros((2, 24, 6), "float32"))
mean = result["mean"]
