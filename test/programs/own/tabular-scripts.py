# world: a, b
import dataclasses
import enum
import functools
import itertools
import json
from dataclasses import dataclass, field
from typing import Dict, List, Optional, Sequence, Tuple

import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
from tensorflow.keras.layers import BatchNormalization, Concatenate, Dense, Dropout, Embedding, Flatten, Input, Reshape
from tensorflow.keras.models import Model

# %% entity-embeddings
cardinalities = {"store": 1115, "day_of_week": 7, "promo": 2, "state": 12, "month": 12}
numeric_columns = ["competition_distance", "max_temp", "min_temp", "precipitation"]
embedding_sizes = {name: min(50, (size + 1) // 2) for name, size in cardinalities.items()}

inputs = {}
embedded = []
for name, size in cardinalities.items():
    inp = Input(shape=(1,), name=f"{name}_input", dtype="int32")
    emb = Embedding(size + 1, embedding_sizes[name], name="emb_%s" % name)(inp)
    emb = Reshape(target_shape=(embedding_sizes[name],))(emb)
    inputs[name] = inp
    embedded.append(emb)
numeric = Input(shape=(len(numeric_columns),), name="numeric")
inputs["numeric"] = numeric
x = Concatenate(name="all_features")([*embedded, BatchNormalization()(numeric)])
for i, (units, rate) in enumerate(zip([1000, 500, 250], (0.3, 0.2, 0.1)), start=1):
    x = Dense(units, activation="relu", name="fc{}".format(i))(x)
    x = BatchNormalization()(x)
    x = Dropout(rate)(x)
output = Dense(1, activation="sigmoid")(x)
model = Model(inputs=list(inputs.values()), outputs=output)
model.compile(optimizer="adam", loss="mean_absolute_error")
total = sum(embedding_sizes.values()) + len(numeric_columns)
prediction = model([np.zeros((4, 1), "int32") for _ in cardinalities] + [np.zeros((4, 4), "float32")])

# %% wide-and-deep
CSV_HEADER = ["Elevation", "Aspect", "Slope", "Wilderness_Area", "Soil_Type", "Cover_Type"]
TARGET = "Cover_Type"
VOCABULARY = {"Wilderness_Area": ["1", "2", "3", "4"], "Soil_Type": [str(i) for i in range(40)]}
NUMERIC = [c for c in CSV_HEADER if c not in VOCABULARY and c != TARGET]
NUM_CLASSES = 7
hidden_units = [32, 32]


def create_model_inputs():
    inputs = {}
    for feature_name in CSV_HEADER:
        if feature_name == TARGET:
            continue
        if feature_name in NUMERIC:
            inputs[feature_name] = layers.Input(name=feature_name, shape=(), dtype=tf.float32)
        else:
            inputs[feature_name] = layers.Input(name=feature_name, shape=(), dtype="string")
    return inputs


def encode_inputs(inputs, use_embedding=False):
    encoded_features = []
    for feature_name in inputs:
        if feature_name in VOCABULARY:
            vocabulary = VOCABULARY[feature_name]
            lookup = layers.StringLookup(
                vocabulary=vocabulary, mask_token=None, num_oov_indices=0,
                output_mode="int" if use_embedding else "multi_hot",
            )
            if use_embedding:
                encoded = lookup(inputs[feature_name])
                embedding_dims = int(np.sqrt(len(vocabulary)))
                encoded_feature = layers.Embedding(len(vocabulary), embedding_dims)(encoded)
            else:
                encoded_feature = lookup(keras.layers.Reshape((1,))(inputs[feature_name]))
        else:
            encoded_feature = keras.layers.Reshape((1,))(inputs[feature_name])
        encoded_features.append(encoded_feature)
    return layers.concatenate(encoded_features)


inputs = create_model_inputs()
wide = encode_inputs(inputs)
wide = layers.BatchNormalization()(wide)
deep = encode_inputs(inputs, use_embedding=True)
for units in hidden_units:
    deep = layers.Dense(units)(deep)
    deep = layers.BatchNormalization()(deep)
    deep = layers.ReLU()(deep)
    deep = layers.Dropout(0.1)(deep)
merged = layers.concatenate([wide, deep])
outputs = layers.Dense(units=NUM_CLASSES, activation="softmax")(merged)
model = keras.Model(inputs=inputs, outputs=outputs)

# %% preprocessing-layers
train = {
    "age": np.array([[22.0], [38.0], [26.0], [35.0]], "float32"),
    "fare": np.array([[7.25], [71.3], [7.9], [53.1]], "float32"),
    "sex": np.array([["male"], ["female"], ["female"], ["male"]]),
    "pclass": np.array([[3], [1], [3], [1]]),
}


def encode_numerical_feature(feature, name, data):
    normalizer = layers.Normalization(axis=-1)
    normalizer.adapt(data)
    return normalizer(feature)


def encode_categorical_feature(feature, name, data, is_string):
    lookup_class = layers.StringLookup if is_string else layers.IntegerLookup
    if is_string:
        lookup = lookup_class(vocabulary=["male", "female"], output_mode="one_hot")
    else:
        lookup = lookup_class(vocabulary=[1, 2, 3], output_mode="one_hot")
    return lookup(feature)


age = keras.Input(shape=(1,), name="age")
fare = keras.Input(shape=(1,), name="fare")
sex = keras.Input(shape=(1,), name="sex", dtype="string")
pclass = keras.Input(shape=(1,), name="pclass", dtype="int64")
all_inputs = [age, fare, sex, pclass]
age_encoded = encode_numerical_feature(age, "age", train["age"])
fare_encoded = encode_numerical_feature(fare, "fare", train["fare"])
sex_encoded = encode_categorical_feature(sex, "sex", train["sex"], True)
pclass_encoded = encode_categorical_feature(pclass, "pclass", train["pclass"], False)
buckets = layers.Discretization(bin_boundaries=[18.0, 30.0, 50.0])(age)
age_bucket = layers.CategoryEncoding(num_tokens=4, output_mode="one_hot")(buckets)
all_features = layers.concatenate([age_encoded, fare_encoded, sex_encoded, pclass_encoded, age_bucket])
x = layers.Dense(32, activation="relu")(all_features)
x = layers.Dropout(0.5)(x)
output = layers.Dense(1, activation="sigmoid")(x)
model = keras.Model(all_inputs, output)

# %% two-tower-dataclass
class Merge(enum.Enum):
    DOT = "dot"
    CONCAT = "concat"


@dataclass(frozen=True)
class TowerConfig:
    vocabulary: int
    dim: int = 32
    hidden: Tuple[int, ...] = (64, 32)
    dropout: Optional[float] = None


@dataclass
class RecommenderConfig:
    user: TowerConfig
    item: TowerConfig
    merge: Merge = Merge.DOT
    extras: List[str] = field(default_factory=list)

    @property
    def out_dim(self):
        return self.user.hidden[-1]


def tower(cfg: TowerConfig, name: str):
    ids = keras.Input(shape=(), dtype="int32", name=f"{name}_id")
    x = layers.Embedding(cfg.vocabulary, cfg.dim, name=f"{name}_embedding")(ids)
    for k, units in enumerate(cfg.hidden):
        x = layers.Dense(units, activation="relu" if k < len(cfg.hidden) - 1 else None)(x)
        if cfg.dropout:
            x = layers.Dropout(cfg.dropout)(x)
    x = layers.UnitNormalization(axis=-1)(x)
    return keras.Model(ids, x, name=f"{name}_tower")


def build_recommender(cfg):
    users, items = tower(cfg.user, "user"), tower(cfg.item, "item")
    if cfg.merge is Merge.DOT:
        score = layers.Dot(axes=-1, normalize=False)([users.output, items.output])
    elif cfg.merge is Merge.CONCAT:
        both = layers.Concatenate()([users.output, items.output])
        score = layers.Dense(1)(layers.Dense(cfg.out_dim, "relu")(both))
    side = [keras.Input((1,), name=extra) for extra in cfg.extras]
    if side:
        score = layers.Dense(1, name="rescored")(layers.concatenate([score] + side))
    return keras.Model([users.input, items.input, *side], score)


base = RecommenderConfig(TowerConfig(1000), TowerConfig(5000, hidden=(128, 32)))
dot_model = build_recommender(base)
concat_model = build_recommender(dataclasses.replace(base, merge=Merge.CONCAT, extras=["hour", "price"]))
scores = dot_model([np.arange(3), np.arange(3)])
rescored = concat_model.output

# %% multi-output-autoencoder-mlp
def create_ae_mlp(num_columns, num_labels, hidden_units, dropout_rates, ls=1e-2, lr=1e-3):
    inp = tf.keras.layers.Input(shape=(num_columns,))
    x0 = tf.keras.layers.BatchNormalization()(inp)
    encoder = tf.keras.layers.GaussianNoise(dropout_rates[0])(x0)
    encoder = tf.keras.layers.Dense(hidden_units[0])(encoder)
    encoder = tf.keras.layers.BatchNormalization()(encoder)
    encoder = tf.keras.layers.Activation("swish")(encoder)
    decoder = tf.keras.layers.Dropout(dropout_rates[1])(encoder)
    decoder = tf.keras.layers.Dense(num_columns, name="decoder")(decoder)
    x_ae = tf.keras.layers.Dense(hidden_units[1])(decoder)
    x_ae = tf.keras.layers.BatchNormalization()(x_ae)
    x_ae = tf.keras.layers.Activation("swish")(x_ae)
    x_ae = tf.keras.layers.Dropout(dropout_rates[2])(x_ae)
    out_ae = tf.keras.layers.Dense(num_labels, activation="sigmoid", name="ae_action")(x_ae)
    x = tf.keras.layers.Concatenate()([x0, encoder])
    x = tf.keras.layers.BatchNormalization()(x)
    x = tf.keras.layers.Dropout(dropout_rates[3])(x)
    for i in range(2, len(hidden_units)):
        x = tf.keras.layers.Dense(hidden_units[i])(x)
        x = tf.keras.layers.BatchNormalization()(x)
        x = tf.keras.layers.Activation("swish")(x)
        x = tf.keras.layers.Dropout(dropout_rates[i + 2])(x)
    out = tf.keras.layers.Dense(num_labels, activation="sigmoid", name="action")(x)
    model = tf.keras.models.Model(inputs=inp, outputs=[decoder, out_ae, out])
    model.compile(
        optimizer=tf.keras.optimizers.Adam(learning_rate=lr),
        loss={
            "decoder": tf.keras.losses.MeanSquaredError(),
            "ae_action": tf.keras.losses.BinaryCrossentropy(label_smoothing=ls),
            "action": tf.keras.losses.BinaryCrossentropy(label_smoothing=ls),
        },
    )
    return model


params = json.loads('{"num_columns": 130, "num_labels": 5, "hidden_units": [96, 96, 896, 448, 448, 256], "dropout_rates": [0.03, 0.03, 0.42, 0.1, 0.49, 0.3, 0.3, 0.4], "ls": 0}')
model = create_ae_mlp(**params)
decoded, ae_action, action = model(tf.zeros((2, 130)))
names = model.output_names

# %% tuner-style
class HyperParameters:
    def __init__(self, **fixed):
        self.values = dict(fixed)

    def Int(self, name, min_value, max_value, step=1, default=None):
        return self.values.setdefault(name, default if default is not None else min_value)

    def Choice(self, name, values, default=None):
        return self.values.setdefault(name, values[0] if default is None else default)

    def Boolean(self, name, default=False):
        return self.values.setdefault(name, default)

    def Float(self, name, min_value, max_value, step=None, **_):
        return self.values.setdefault(name, min_value)


class HyperModel:
    def __init__(self, input_shape, num_classes):
        self.input_shape, self.num_classes = input_shape, num_classes

    def build(self, hp):
        model = keras.Sequential()
        model.add(layers.Input(shape=self.input_shape))
        model.add(layers.Flatten())
        for i in range(hp.Int("num_layers", 1, 4)):
            model.add(layers.Dense(units=hp.Int(f"units_{i}", min_value=32, max_value=512, step=32), activation=hp.Choice("activation", ["relu", "tanh"])))
            if hp.Boolean("batchnorm"):
                model.add(layers.BatchNormalization())
        if hp.Boolean("dropout", default=True):
            model.add(layers.Dropout(rate=hp.Float("rate", 0.25, 0.5)))
        model.add(layers.Dense(self.num_classes, activation="softmax"))
        model.compile(optimizer=keras.optimizers.Adam(hp.Choice("lr", [1e-2, 1e-3])), loss="sparse_categorical_crossentropy")
        return model


builder = HyperModel((28, 28), 10)
small = builder.build(HyperParameters())
large = builder.build(HyperParameters(num_layers=3, units_0=256, units_2=128, batchnorm=True))
shapes = [layer.output.shape for layer in large.layers]
logits = large(np.random.rand(5, 28, 28))

# %% feature-cross-shape-mistake
def column(name, dim):
    return keras.Input((dim,), name=name)


left, right = column("left", 12), column("right", 13)
a = layers.Dense(16, activation="relu")(left)
b = layers.Dense(16, activation="relu")(right)
crossed = layers.Multiply()([a, b])
a2 = layers.Dense(8)(crossed)
summed = layers.Add()([a2, layers.Dense(8)(right)])
head = layers.Dense(1)(summed)
wrong = layers.Add()([left, right])
