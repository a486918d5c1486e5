# world: a, b
import os

import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

# %% slices-to-batches
features = np.random.rand(100, 8).astype("float32")
labels = np.random.randint(0, 3, size=(100,))
dataset = tf.data.Dataset.from_tensor_slices((features, labels))
dataset = dataset.shuffle(100).batch(16).prefetch(tf.data.AUTOTUNE)
spec = dataset.element_spec
for batch, target in dataset.take(1):
    first = batch[0]
    total = tf.reduce_sum(batch, axis=0)
inputs = keras.Input((8,))
hidden = layers.Dense(16, activation="relu")(inputs)
outputs = layers.Dense(3, activation="softmax")(hidden)
model = keras.Model(inputs, outputs)
predictions = model(batch)
exact = dataset.unbatch().batch(10, drop_remainder=True)
for batch, target in exact.take(1):
    predictions = model(batch)

# %% window-generator
class WindowGenerator:
    def __init__(self, input_width, label_width, shift, columns, label_columns):
        self.columns = columns
        self.label_columns = label_columns
        self.column_indices = {name: i for i, name in enumerate(columns)}
        self.input_width = input_width
        self.label_width = label_width
        self.shift = shift
        self.total_window_size = input_width + shift
        self.input_slice = slice(0, input_width)
        self.label_start = self.total_window_size - self.label_width
        self.labels_slice = slice(self.label_start, None)

    def split_window(self, features):
        inputs = features[:, self.input_slice, :]
        labels = features[:, self.labels_slice, :]
        labels = tf.stack([labels[:, :, self.column_indices[name]] for name in self.label_columns], axis=-1)
        inputs.set_shape([None, self.input_width, None])
        labels.set_shape([None, self.label_width, None])
        return inputs, labels

    def make_dataset(self, data):
        data = np.array(data, dtype=np.float32)
        ds = keras.utils.timeseries_dataset_from_array(
            data=data,
            targets=None,
            sequence_length=self.total_window_size,
            sequence_stride=1,
            shuffle=True,
            batch_size=32,
        )
        return ds.map(self.split_window)


window = WindowGenerator(24, 1, 1, ["p", "T", "rh", "wv"], ["T"])
stacked = tf.stack([np.zeros((25, 4), "float32") for _ in range(3)])
example_inputs, example_labels = window.split_window(stacked)
dataset = window.make_dataset(np.random.rand(200, 4))
spec = dataset.element_spec
lstm_model = keras.Sequential([layers.LSTM(32, return_sequences=True), layers.Dense(units=1)])
result = lstm_model(example_inputs)

# %% image-augmentation
IMG_SIZE = 96


def resize_and_rescale(image, label):
    image = tf.cast(image, tf.float32)
    image = tf.image.resize(image, [IMG_SIZE, IMG_SIZE])
    image = image / 255.0
    return image, label


def augment(image_label, seed):
    image, label = image_label
    image, label = resize_and_rescale(image, label)
    image = tf.image.resize_with_crop_or_pad(image, IMG_SIZE + 6, IMG_SIZE + 6)
    new_seed = tf.random.split(seed, num=1)[0, :]
    image = tf.image.stateless_random_crop(image, size=[IMG_SIZE, IMG_SIZE, 3], seed=seed)
    image = tf.image.stateless_random_brightness(image, max_delta=0.5, seed=new_seed)
    image = tf.clip_by_value(image, 0, 1)
    return image, label


images = np.zeros((20, 120, 90, 3), "uint8")
labels = np.zeros((20,), "int64")
train = tf.data.Dataset.from_tensor_slices((images, labels))
counter = tf.data.Dataset.counter() if hasattr(tf.data.Dataset, "counter") else tf.data.experimental.Counter()
pairs = tf.data.Dataset.zip((train, (tf.data.Dataset.zip((counter, counter)))))
spec = pairs.element_spec
image, label = next(iter(train))
grey = tf.image.rgb_to_grayscale(image)
flipped = tf.image.flip_left_right(image)
saturated = tf.image.adjust_saturation(image, 3)
bright = tf.image.adjust_brightness(image, 0.4)
cropped = tf.image.central_crop(image, central_fraction=0.5)
rotated = tf.image.rot90(image)
resized, _ = resize_and_rescale(image, label)
augmented, _ = augment((image, label), tf.constant([1, 2]))
batches = train.map(resize_and_rescale, num_parallel_calls=tf.data.AUTOTUNE).batch(4)
batch, target = next(iter(batches))

# %% segmentation-masks
def normalize(input_image, input_mask):
    input_image = tf.cast(input_image, tf.float32) / 255.0
    input_mask -= 1
    return input_image, input_mask


def load_image(datapoint):
    input_image = tf.image.resize(datapoint["image"], (128, 128))
    input_mask = tf.image.resize(
        datapoint["segmentation_mask"], (128, 128), method=tf.image.ResizeMethod.NEAREST_NEIGHBOR
    )
    input_image, input_mask = normalize(input_image, input_mask)
    return input_image, input_mask


def display_mask(pred_mask):
    pred_mask = tf.math.argmax(pred_mask, axis=-1)
    pred_mask = pred_mask[..., tf.newaxis]
    return pred_mask[0]


points = {"image": np.zeros((6, 200, 160, 3), "uint8"), "segmentation_mask": np.ones((6, 200, 160, 1), "uint8")}
dataset = tf.data.Dataset.from_tensor_slices(points)
loaded = dataset.map(load_image).cache().shuffle(6).batch(2).repeat()
spec = loaded.element_spec
for images, masks in loaded.take(1):
    sample_image, sample_mask = images[0], masks[0]
inputs = keras.Input((128, 128, 3))
down = layers.Conv2D(16, 3, strides=2, padding="same", activation="relu")(inputs)
up = layers.Conv2DTranspose(3, 3, strides=2, padding="same")(down)
model = keras.Model(inputs, up)
mask = display_mask(model(images))

# %% characters
text = "First Citizen: Before we proceed any further, hear me speak."
vocab = sorted(set(text))
chars = tf.strings.unicode_split(text, input_encoding="UTF-8")
ids_from_chars = layers.StringLookup(vocabulary=list(vocab), mask_token=None)
all_ids = ids_from_chars(chars)
ids_dataset = tf.data.Dataset.from_tensor_slices(all_ids)
seq_length = 10
sequences = ids_dataset.batch(seq_length + 1, drop_remainder=True)


def split_input_target(sequence):
    input_text = sequence[:-1]
    target_text = sequence[1:]
    return input_text, target_text


dataset = sequences.map(split_input_target)
spec = dataset.element_spec
dataset = dataset.shuffle(100).batch(2, drop_remainder=True).prefetch(tf.data.experimental.AUTOTUNE)
spec = dataset.element_spec


class MyModel(keras.Model):
    def __init__(self, vocab_size, embedding_dim, rnn_units):
        super().__init__()
        self.embedding = layers.Embedding(vocab_size, embedding_dim)
        self.gru = layers.GRU(rnn_units, return_sequences=True, return_state=True)
        self.dense = layers.Dense(vocab_size)

    def call(self, inputs, states=None, return_state=False, training=False):
        x = self.embedding(inputs, training=training)
        x, states = self.gru(x, initial_state=states, training=training)
        x = self.dense(x, training=training)
        if return_state:
            return x, states
        return x


model = MyModel(66, 32, 64)
for input_example, target_example in dataset.take(1):
    predictions = model(input_example)
sampled = tf.random.categorical(predictions[0], num_samples=1)
sampled = tf.squeeze(sampled, axis=-1)
logits, states = model(input_example[:1, :1], return_state=True)
last = logits[:, -1, :] / 1.0

# %% text-classification
texts = tf.constant(["the movie was great", "terrible plot", "what a film"])
vectorize_layer = layers.TextVectorization(max_tokens=1000, output_mode="int", output_sequence_length=20)
vectorize_layer.adapt(texts)


def vectorize_text(text, label):
    text = tf.expand_dims(text, -1)
    return vectorize_layer(text), label


raw = tf.data.Dataset.from_tensor_slices((texts, [1, 0, 1])).batch(2)
spec = raw.element_spec
train = raw.map(vectorize_text)
spec = train.element_spec
model = keras.Sequential(
    [layers.Embedding(1001, 16), layers.Dropout(0.2), layers.GlobalAveragePooling1D(), layers.Dense(1, activation="sigmoid")]
)
for batch, label in train.take(1):
    scores = model(batch)

# %% generator
def count(stop):
    i = 0
    while i < stop:
        yield i
        i += 1


def gen_series():
    for i in range(4):
        size = np.random.randint(1, 5)
        yield i, np.random.normal(size=(size,))


counting = tf.data.Dataset.from_generator(count, args=[25], output_types=tf.int32, output_shapes=())
spec = counting.element_spec
for count_batch in counting.repeat().batch(10).take(2):
    total = tf.reduce_sum(count_batch)
series = tf.data.Dataset.from_generator(
    gen_series,
    output_signature=(tf.TensorSpec(shape=(), dtype=tf.int32), tf.TensorSpec(shape=(None,), dtype=tf.float32)),
)
spec = series.element_spec
padded = series.shuffle(20).padded_batch(2)
spec = padded.element_spec
ragged = series.map(lambda i, s: s).ragged_batch(2) if hasattr(series, "ragged_batch") else None

# %% feature-records
def parse(serialized):
    features = {
        "image": tf.io.FixedLenFeature([], tf.string),
        "label": tf.io.FixedLenFeature([], tf.int64),
        "box": tf.io.FixedLenFeature([4], tf.float32),
    }
    example = tf.io.parse_single_example(serialized, features)
    image = tf.io.decode_raw(example["image"], tf.uint8)
    image = tf.reshape(image, [8, 8, 3])
    image = tf.cast(image, tf.float32) / 255.0
    return image, (example["label"], example["box"])


record = tf.train.Example(
    features=tf.train.Features(
        feature={
            "image": tf.train.Feature(bytes_list=tf.train.BytesList(value=[np.zeros((8, 8, 3), "uint8").tobytes()])),
            "label": tf.train.Feature(int64_list=tf.train.Int64List(value=[1])),
            "box": tf.train.Feature(float_list=tf.train.FloatList(value=[0.0, 0.0, 1.0, 1.0])),
        }
    )
).SerializeToString()
dataset = tf.data.Dataset.from_tensors(record).repeat(6).map(parse).batch(2)
spec = dataset.element_spec
for images, (labels, boxes) in dataset:
    heights = boxes[:, 2] - boxes[:, 0]

# %% skip-grams
vocab_size, num_ns, embedding_dim = 4096, 4, 128
context_class = tf.reshape(tf.constant(3, dtype="int64"), (1, 1))
negative, _, _ = tf.random.log_uniform_candidate_sampler(
    true_classes=context_class, num_true=1, num_sampled=num_ns, unique=True, range_max=vocab_size, seed=42
)
squeezed = tf.squeeze(context_class, 1)
context = tf.concat([squeezed, negative], 0)
label = tf.constant([1] + [0] * num_ns, dtype="int64")


class Word2Vec(keras.Model):
    def __init__(self, vocab_size, embedding_dim):
        super().__init__()
        self.target_embedding = layers.Embedding(vocab_size, embedding_dim, name="w2v_embedding")
        self.context_embedding = layers.Embedding(vocab_size, embedding_dim)

    def call(self, pair):
        target, context = pair
        if len(target.shape) == 2:
            target = tf.squeeze(target, axis=1)
        word_emb = self.target_embedding(target)
        context_emb = self.context_embedding(context)
        return tf.einsum("be,bce->bc", word_emb, context_emb)


word2vec = Word2Vec(vocab_size, embedding_dim)
targets, contexts = np.zeros((20, 1), "int64"), np.zeros((20, 5), "int64")
labels = np.zeros((20, 5), "int64")
dataset = tf.data.Dataset.from_tensor_slices(((targets, contexts), labels))
dataset = dataset.shuffle(1000).batch(4, drop_remainder=True).cache().prefetch(buffer_size=tf.data.AUTOTUNE)
spec = dataset.element_spec
(target, context), label = next(iter(dataset))
dots = word2vec((target, context))

# %% csv-columns
numeric = {"age": np.zeros((12,), "float32"), "fare": np.zeros((12,), "float32")}
text = {"sex": np.array(["male", "female"] * 6)}
survived = np.zeros((12,), "int64")
inputs = {}
for name, column in {**numeric, **text}.items():
    dtype = tf.string if column.dtype.kind == "U" else tf.float32
    inputs[name] = keras.Input(shape=(1,), name=name, dtype=dtype)
numbers = layers.Concatenate()([inputs[name] for name in numeric])
lookup = layers.StringLookup(vocabulary=["male", "female"])
onehot = layers.CategoryEncoding(num_tokens=3)
encoded = onehot(lookup(inputs["sex"]))
merged = layers.Concatenate()([numbers, encoded])
output = layers.Dense(1)(layers.Dense(64)(merged))
model = keras.Model(inputs, output)
slices = tf.data.Dataset.from_tensor_slices(({**numeric, **text}, survived))
spec = slices.element_spec
batches = slices.shuffle(12).batch(4)
spec = batches.element_spec
for features, target in batches.take(1):
    age = features["age"]

# %% windows-of-a-series
series = tf.range(50)
windows = tf.data.Dataset.from_tensor_slices(series).window(6, shift=1, drop_remainder=True)
flat = windows.flat_map(lambda window: window.batch(6, drop_remainder=True))
spec = flat.element_spec
pairs = flat.map(lambda w: (w[:-1], w[-1:]))
spec = pairs.element_spec
batches = pairs.shuffle(10).batch(8)
for x, y in batches.take(1):
    x = tf.cast(x, tf.float32)[..., tf.newaxis]
    h = layers.Conv1D(4, 3, padding="causal")(x)
    p = layers.Dense(1)(layers.LSTM(8)(h))
