# world: a, b
import collections
import math
import random
import re
import string
from functools import partial

import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
from tensorflow.keras.layers import LSTM, TextVectorization

# %% text-vectorization-imdb
max_features = 20000
embedding_dim = 128
sequence_length = 500


def custom_standardization(input_data):
    lowercase = tf.strings.lower(input_data)
    stripped_html = tf.strings.regex_replace(lowercase, "<br />", " ")
    return tf.strings.regex_replace(stripped_html, f"[{re.escape(string.punctuation)}]", "")


vectorize_layer = TextVectorization(standardize=custom_standardization, max_tokens=max_features, output_mode="int", output_sequence_length=sequence_length)
vectorize_layer.adapt(tf.data.Dataset.from_tensor_slices(["this movie was great", "<br />awful!"]).batch(2))


def vectorize_text(text, label):
    text = tf.expand_dims(text, -1)
    return vectorize_layer(text), label


raw_train_ds = tf.data.Dataset.from_tensor_slices((["great film", "bad film", "so so"], [1, 0, 0])).batch(2)
train_ds = raw_train_ds.map(vectorize_text).cache().prefetch(buffer_size=10)
inputs = keras.Input(shape=(None,), dtype="int64")
x = layers.Embedding(max_features, embedding_dim)(inputs)
x = layers.Dropout(0.5)(x)
x = layers.Conv1D(128, 7, padding="valid", activation="relu", strides=3)(x)
x = layers.Conv1D(128, 7, padding="valid", activation="relu", strides=3)(x)
x = layers.GlobalMaxPooling1D()(x)
x = layers.Dense(128, activation="relu")(x)
x = layers.Dropout(0.5)(x)
predictions = layers.Dense(1, activation="sigmoid", name="predictions")(x)
model = keras.Model(inputs, predictions)
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
string_inputs = keras.Input(shape=(1,), dtype="string")
indices = vectorize_layer(string_inputs)
end_to_end = keras.Model(string_inputs, model(indices))
for batch, labels in train_ds.take(1):
    scores = model(batch)
    tokens = batch[0]

# %% char-rnn
text = "First Citizen:\nBefore we proceed any further, hear me speak.\n" * 8
vocab = sorted(set(text))
ids_from_chars = tf.keras.layers.StringLookup(vocabulary=list(vocab), mask_token=None)
chars_from_ids = tf.keras.layers.StringLookup(vocabulary=ids_from_chars.get_vocabulary(), invert=True, mask_token=None)
all_ids = ids_from_chars(tf.strings.unicode_split(text, "UTF-8"))
ids_dataset = tf.data.Dataset.from_tensor_slices(all_ids)
seq_length = 20
sequences = ids_dataset.batch(seq_length + 1, drop_remainder=True)


def split_input_target(sequence):
    input_text = sequence[:-1]
    target_text = sequence[1:]
    return input_text, target_text


dataset = sequences.map(split_input_target).shuffle(100).batch(4, drop_remainder=True).prefetch(tf.data.AUTOTUNE)


class MyModel(tf.keras.Model):
    def __init__(self, vocab_size, embedding_dim, rnn_units):
        super().__init__()
        self.embedding = tf.keras.layers.Embedding(vocab_size, embedding_dim)
        self.gru = tf.keras.layers.GRU(rnn_units, return_sequences=True, return_state=True)
        self.dense = tf.keras.layers.Dense(vocab_size)

    def call(self, inputs, states=None, return_state=False, training=False):
        x = inputs
        x = self.embedding(x, training=training)
        if states is None:
            states = tf.zeros((tf.shape(x)[0], 64))
        x, states = self.gru(x, initial_state=states, training=training)
        x = self.dense(x, training=training)
        if return_state:
            return x, states
        else:
            return x


model = MyModel(vocab_size=len(ids_from_chars.get_vocabulary()), embedding_dim=16, rnn_units=64)
for input_example_batch, target_example_batch in dataset.take(1):
    example_batch_predictions = model(input_example_batch)
sampled_indices = tf.random.categorical(example_batch_predictions[0], num_samples=1)
sampled_indices = tf.squeeze(sampled_indices, axis=-1)
loss = tf.losses.SparseCategoricalCrossentropy(from_logits=True)
example_batch_mean_loss = loss(target_example_batch, example_batch_predictions)
states = None
next_char = tf.constant(["F", "C"])
for n in range(3):
    input_ids = ids_from_chars(tf.strings.unicode_split(next_char, "UTF-8")).to_tensor()
    predicted_logits, states = model(input_ids, states=states, return_state=True)
    predicted_logits = predicted_logits[:, -1, :] / 0.8
    predicted_ids = tf.random.categorical(predicted_logits, num_samples=1)
    next_char = chars_from_ids(tf.squeeze(predicted_ids, axis=-1))

# %% nmt-attention-subclass
class Encoder(tf.keras.Model):
    def __init__(self, vocab_size, embedding_dim, enc_units, batch_sz):
        super(Encoder, self).__init__()
        self.batch_sz = batch_sz
        self.enc_units = enc_units
        self.embedding = tf.keras.layers.Embedding(vocab_size, embedding_dim)
        self.gru = tf.keras.layers.GRU(self.enc_units, return_sequences=True, return_state=True, recurrent_initializer="glorot_uniform")

    def call(self, x, hidden):
        x = self.embedding(x)
        output, state = self.gru(x, initial_state=hidden)
        return output, state

    def initialize_hidden_state(self):
        return tf.zeros((self.batch_sz, self.enc_units))


class BahdanauAttention(tf.keras.layers.Layer):
    def __init__(self, units):
        super(BahdanauAttention, self).__init__()
        self.W1 = tf.keras.layers.Dense(units)
        self.W2 = tf.keras.layers.Dense(units)
        self.V = tf.keras.layers.Dense(1)

    def call(self, query, values):
        query_with_time_axis = tf.expand_dims(query, 1)
        score = self.V(tf.nn.tanh(self.W1(query_with_time_axis) + self.W2(values)))
        attention_weights = tf.nn.softmax(score, axis=1)
        context_vector = attention_weights * values
        context_vector = tf.reduce_sum(context_vector, axis=1)
        return context_vector, attention_weights


class Decoder(tf.keras.Model):
    def __init__(self, vocab_size, embedding_dim, dec_units, batch_sz):
        super(Decoder, self).__init__()
        self.batch_sz = batch_sz
        self.dec_units = dec_units
        self.embedding = tf.keras.layers.Embedding(vocab_size, embedding_dim)
        self.gru = tf.keras.layers.GRU(self.dec_units, return_sequences=True, return_state=True)
        self.fc = tf.keras.layers.Dense(vocab_size)
        self.attention = BahdanauAttention(self.dec_units)

    def call(self, x, hidden, enc_output):
        context_vector, attention_weights = self.attention(hidden, enc_output)
        x = self.embedding(x)
        x = tf.concat([tf.expand_dims(context_vector, 1), x], axis=-1)
        output, state = self.gru(x)
        output = tf.reshape(output, (-1, output.shape[2]))
        x = self.fc(output)
        return x, state, attention_weights


BATCH_SIZE, embedding_dim, units = 8, 32, 64
vocab_inp_size, vocab_tar_size = 94, 49
encoder = Encoder(vocab_inp_size, embedding_dim, units, BATCH_SIZE)
decoder = Decoder(vocab_tar_size, embedding_dim, units, BATCH_SIZE)
optimizer = tf.keras.optimizers.Adam()
loss_object = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="none")


def loss_function(real, pred):
    mask = tf.math.logical_not(tf.math.equal(real, 0))
    loss_ = loss_object(real, pred)
    mask = tf.cast(mask, dtype=loss_.dtype)
    loss_ *= mask
    return tf.reduce_mean(loss_)


def train_step(inp, targ, enc_hidden):
    loss = 0
    with tf.GradientTape() as tape:
        enc_output, enc_hidden = encoder(inp, enc_hidden)
        dec_hidden = enc_hidden
        dec_input = tf.expand_dims([1] * BATCH_SIZE, 1)
        for t in range(1, targ.shape[1]):
            predictions, dec_hidden, _ = decoder(dec_input, dec_hidden, enc_output)
            loss += loss_function(targ[:, t], predictions)
            dec_input = tf.expand_dims(targ[:, t], 1)
    batch_loss = loss / int(targ.shape[1])
    variables = encoder.trainable_variables + decoder.trainable_variables
    gradients = tape.gradient(loss, variables)
    optimizer.apply_gradients(zip(gradients, variables))
    return batch_loss


sample_hidden = encoder.initialize_hidden_state()
example_input_batch = tf.constant(np.random.randint(0, 94, (BATCH_SIZE, 16)))
example_target_batch = tf.constant(np.random.randint(0, 49, (BATCH_SIZE, 5)))
batch_loss = train_step(example_input_batch, example_target_batch, sample_hidden)

# %% transformer-tutorial
def get_angles(pos, i, d_model):
    angle_rates = 1 / np.power(10000, (2 * (i // 2)) / np.float32(d_model))
    return pos * angle_rates


def positional_encoding(position, d_model):
    angle_rads = get_angles(np.arange(position)[:, np.newaxis], np.arange(d_model)[np.newaxis, :], d_model)
    angle_rads[:, 0::2] = np.sin(angle_rads[:, 0::2])
    angle_rads[:, 1::2] = np.cos(angle_rads[:, 1::2])
    pos_encoding = angle_rads[np.newaxis, ...]
    return tf.cast(pos_encoding, dtype=tf.float32)


def create_padding_mask(seq):
    seq = tf.cast(tf.math.equal(seq, 0), tf.float32)
    return seq[:, tf.newaxis, tf.newaxis, :]


def create_look_ahead_mask(size):
    return 1 - tf.linalg.band_part(tf.ones((size, size)), -1, 0)


def scaled_dot_product_attention(q, k, v, mask):
    matmul_qk = tf.matmul(q, k, transpose_b=True)
    dk = tf.cast(tf.shape(k)[-1], tf.float32)
    scaled_attention_logits = matmul_qk / tf.math.sqrt(dk)
    if mask is not None:
        scaled_attention_logits += mask * -1e9
    attention_weights = tf.nn.softmax(scaled_attention_logits, axis=-1)
    return tf.matmul(attention_weights, v), attention_weights


class MultiHeadAttention(tf.keras.layers.Layer):
    def __init__(self, *, d_model, num_heads):
        super(MultiHeadAttention, self).__init__()
        self.num_heads = num_heads
        self.d_model = d_model
        assert d_model % self.num_heads == 0
        self.depth = d_model // self.num_heads
        self.wq = tf.keras.layers.Dense(d_model)
        self.wk = tf.keras.layers.Dense(d_model)
        self.wv = tf.keras.layers.Dense(d_model)
        self.dense = tf.keras.layers.Dense(d_model)

    def split_heads(self, x, batch_size):
        x = tf.reshape(x, (batch_size, -1, self.num_heads, self.depth))
        return tf.transpose(x, perm=[0, 2, 1, 3])

    def call(self, v, k, q, mask=None):
        batch_size = tf.shape(q)[0]
        q = self.split_heads(self.wq(q), batch_size)
        k = self.split_heads(self.wk(k), batch_size)
        v = self.split_heads(self.wv(v), batch_size)
        scaled_attention, attention_weights = scaled_dot_product_attention(q, k, v, mask)
        scaled_attention = tf.transpose(scaled_attention, perm=[0, 2, 1, 3])
        concat_attention = tf.reshape(scaled_attention, (batch_size, -1, self.d_model))
        return self.dense(concat_attention), attention_weights


class EncoderLayer(tf.keras.layers.Layer):
    def __init__(self, *, d_model, num_heads, dff, rate=0.1):
        super().__init__()
        self.mha = MultiHeadAttention(d_model=d_model, num_heads=num_heads)
        self.ffn = tf.keras.Sequential([tf.keras.layers.Dense(dff, activation="relu"), tf.keras.layers.Dense(d_model)])
        self.norms = [tf.keras.layers.LayerNormalization(epsilon=1e-6) for _ in range(2)]
        self.dropouts = [tf.keras.layers.Dropout(rate) for _ in range(2)]

    def call(self, x, training=False, mask=None):
        attn_output, _ = self.mha(x, x, x, mask=mask)
        out1 = self.norms[0](x + self.dropouts[0](attn_output, training=training))
        ffn_output = self.dropouts[1](self.ffn(out1), training=training)
        return self.norms[1](out1 + ffn_output)


class Encoder(tf.keras.layers.Layer):
    def __init__(self, *, num_layers, d_model, num_heads, dff, input_vocab_size, max_tokens=64):
        super().__init__()
        self.d_model, self.num_layers = d_model, num_layers
        self.embedding = tf.keras.layers.Embedding(input_vocab_size, d_model)
        self.pos_encoding = positional_encoding(max_tokens, d_model)
        self.enc_layers = [EncoderLayer(d_model=d_model, num_heads=num_heads, dff=dff) for _ in range(num_layers)]

    def call(self, x, training=False, mask=None):
        seq_len = tf.shape(x)[1]
        x = self.embedding(x)
        x *= tf.math.sqrt(tf.cast(self.d_model, tf.float32))
        x += self.pos_encoding[:, :seq_len, :]
        for i in range(self.num_layers):
            x = self.enc_layers[i](x, training=training, mask=mask)
        return x


sample_encoder = Encoder(num_layers=2, d_model=128, num_heads=4, dff=256, input_vocab_size=850)
temp_input = tf.random.uniform((4, 62), dtype=tf.int64, minval=0, maxval=200)
mask = create_padding_mask(temp_input)
sample_encoder_output = sample_encoder(temp_input, training=False, mask=mask)
look_ahead = create_look_ahead_mask(62)
combined = tf.maximum(mask, look_ahead)
final = tf.keras.layers.Dense(900)(sample_encoder_output)
best = tf.argmax(final, axis=-1)

# %% wavenet-tcn
def wavenet_block(n_atrous_filters, atrous_filter_size, dilation_rate):
    def f(input_):
        residual = input_
        tanh_out = layers.Conv1D(n_atrous_filters, atrous_filter_size, dilation_rate=dilation_rate, padding="causal", activation="tanh")(input_)
        sigmoid_out = layers.Conv1D(n_atrous_filters, atrous_filter_size, dilation_rate=dilation_rate, padding="causal", activation="sigmoid")(input_)
        merged = layers.Multiply()([tanh_out, sigmoid_out])
        skip_out = layers.Conv1D(n_atrous_filters, 1, padding="same")(merged)
        out = layers.Add()([skip_out, residual])
        return out, skip_out

    return f


class ResidualBlock(layers.Layer):
    def __init__(self, dilation_rate, nb_filters, kernel_size, dropout_rate=0.0, **kwargs):
        self.dilation_rate = dilation_rate
        self.nb_filters = nb_filters
        self.kernel_size = kernel_size
        self.dropout_rate = dropout_rate
        self.block_layers = []
        super(ResidualBlock, self).__init__(**kwargs)

    def _add_block_layer(self, layer):
        self.block_layers.append(layer)

    def build(self, input_shape):
        for k in range(2):
            self._add_block_layer(layers.Conv1D(self.nb_filters, self.kernel_size, dilation_rate=self.dilation_rate, padding="causal", name=f"conv_{k}"))
            self._add_block_layer(layers.BatchNormalization())
            self._add_block_layer(layers.Activation("relu"))
            self._add_block_layer(layers.SpatialDropout1D(rate=self.dropout_rate))
        if self.nb_filters != input_shape[-1]:
            self.shape_match = layers.Conv1D(self.nb_filters, 1, padding="same")
        else:
            self.shape_match = layers.Lambda(lambda t: t)
        super(ResidualBlock, self).build(input_shape)

    def call(self, inputs, training=None):
        x = inputs
        for layer in self.block_layers:
            x = layer(x)
        x2 = self.shape_match(inputs)
        return layers.Activation("relu")(layers.add([x2, x])), x


in_steps, channels = 256, 32
input_ = layers.Input(shape=(in_steps, 1))
A, B = wavenet_block(channels, 2, 1)(input_)
skip_connections = [B]
for i in range(1, 8):
    A, B = wavenet_block(channels, 2, 2 ** (i % 9))(A)
    skip_connections.append(B)
net = layers.Add()(skip_connections)
net = layers.ReLU()(net)
net = layers.Conv1D(1, 1, activation="relu")(net)
net = layers.Flatten()(net)
wavenet = keras.Model(inputs=input_, outputs=layers.Dense(4, activation="softmax")(net))
x = layers.Input((None, 6))
skips = []
h = x
for d in [2**k for k in range(4)]:
    h, skip = ResidualBlock(d, 24, 3, 0.05, name="rb_%d" % d)(h)
    skips.append(skip)
h = layers.add(skips)
last = layers.Lambda(lambda tt: tt[:, -1, :])(h)
tcn = keras.Model(x, layers.Dense(1)(last))

# %% image-captioning
vocab_size, max_length = 1000, 34


def define_model(vocab_size, max_length, features=2048):
    inputs1 = layers.Input(shape=(features,))
    fe1 = layers.Dropout(0.5)(inputs1)
    fe2 = layers.Dense(256, activation="relu")(fe1)
    inputs2 = layers.Input(shape=(max_length,))
    se1 = layers.Embedding(vocab_size, 256, mask_zero=True)(inputs2)
    se2 = layers.Dropout(0.5)(se1)
    se3 = layers.LSTM(256)(se2)
    decoder1 = layers.add([fe2, se3])
    decoder2 = layers.Dense(256, activation="relu")(decoder1)
    outputs = layers.Dense(vocab_size, activation="softmax")(decoder2)
    return keras.Model(inputs=[inputs1, inputs2], outputs=outputs)


model = define_model(vocab_size, max_length)
wordtoix = {"startseq": 1, "a": 2, "dog": 3, "endseq": 4}
ixtoword = {ix: word for word, ix in wordtoix.items()}


def greedy(photo):
    in_text = "startseq"
    for _ in range(3):
        sequence = [wordtoix[w] for w in in_text.split() if w in wordtoix]
        sequence = keras.preprocessing.sequence.pad_sequences([sequence], maxlen=max_length)
        yhat = model([photo, sequence]).numpy()
        yhat = np.argmax(yhat)
        word = ixtoword.get(int(yhat), "a")
        in_text += " " + word
        if word == "endseq":
            break
    return in_text


photo = np.random.rand(1, 2048).astype("float32")
caption = greedy(photo)
cnn_features = layers.Input((7, 7, 512))
grid = layers.Reshape((49, 512))(cnn_features)
context = layers.Dense(64)(grid)
words = layers.Input((None,), dtype="int32")
w = layers.Embedding(vocab_size, 64)(words)
query = layers.GRU(64, return_sequences=True)(w)
attended = layers.Attention()([query, context])
additive, weights = layers.AdditiveAttention()([query, context, context], return_attention_scores=True)
fused = layers.Concatenate(axis=-1)([query, attended, additive])
per_word = layers.TimeDistributed(layers.Dense(vocab_size))(fused)
attention_model = keras.Model([cnn_features, words], per_word)

# %% rnn-mistakes
VOCAB, MAXLEN = 5000, 100
model = keras.Sequential(name="stacked")
model.add(layers.Embedding(VOCAB, 32))
model.add(layers.LSTM(64, return_sequences=True))
model.add(layers.LSTM(32))
model.add(layers.Dense(1))
sample = model(np.zeros((2, MAXLEN), "int32"))
ids = keras.Input((MAXLEN,), dtype="int32")
e = layers.Embedding(VOCAB, 16)(ids)
first = layers.LSTM(24)(e)
try:
    second = layers.LSTM(24)(first)
except ValueError as error:
    second = layers.LSTM(24)(layers.RepeatVector(3)(first))
logits = layers.Dense(2)(second)
bad = layers.Bidirectional(layers.GRU(8))(logits)
