# world: a, b
import functools
import itertools
import math
from collections import OrderedDict

import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers, regularizers

# %% custom-layers-config
class Linear(layers.Layer):
    def __init__(self, units=32, activation=None, use_bias=True, kernel_regularizer=None, **kwargs):
        super().__init__(**kwargs)
        self.units = int(units)
        self.activation = keras.activations.get(activation)
        self.use_bias = use_bias
        self.kernel_regularizer = regularizers.get(kernel_regularizer)

    def build(self, input_shape):
        last_dim = input_shape[-1]
        self.w = self.add_weight(name="w", shape=(last_dim, self.units), initializer="random_normal", trainable=True, regularizer=self.kernel_regularizer)
        if self.use_bias:
            self.b = self.add_weight(name="b", shape=(self.units,), initializer="zeros", trainable=True)
        else:
            self.b = None

    def call(self, inputs):
        y = tf.matmul(inputs, self.w)
        if self.b is not None:
            y = y + self.b
        return self.activation(y)

    def compute_output_shape(self, input_shape):
        return tuple(input_shape[:-1]) + (self.units,)

    def get_config(self):
        config = super().get_config()
        config.update({"units": self.units, "activation": keras.activations.serialize(self.activation), "use_bias": self.use_bias})
        return config


class MLPBlock(layers.Layer):
    def __init__(self, hidden=(32, 32), out=1, **kw):
        super().__init__(**kw)
        self.blocks = [Linear(h, "relu") for h in hidden]
        self.out = Linear(out)

    def call(self, x):
        for block in self.blocks:
            x = block(x)
        return self.out(x)


original = Linear(7, "tanh", name="lin")
config = original.get_config()
copy = Linear.from_config(config)
y0 = original(tf.ones((2, 3)))
y1 = copy(tf.ones((4, 5)))
w_shape = copy.w.shape
inputs = keras.Input((12,))
x = Linear(16, activation="relu", kernel_regularizer=keras.regularizers.l2(1e-4))(inputs)
x = Linear(8, use_bias=False)(x)
x = MLPBlock((4, 4), out=3)(x)
model = keras.Model(inputs, x)
with keras.utils.custom_object_scope({"Linear": Linear, "MLPBlock": MLPBlock}):
    plain = keras.Sequential([keras.Input((6,)), Linear(4), layers.Dense(2)])
    cloned = keras.models.clone_model(plain)
    rebuilt = keras.Sequential.from_config(plain.get_config())
z = cloned(tf.zeros((3, 6)))
w = rebuilt(np.zeros((3, 6)))
computed = original.compute_output_shape((None, 9, 3))

# %% custom-rnn-cell
class MinimalRNNCell(keras.layers.Layer):
    def __init__(self, units, **kwargs):
        self.units = units
        self.state_size = units
        super().__init__(**kwargs)

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), initializer="uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(self.units, self.units), initializer="uniform", name="recurrent_kernel")
        self.built = True

    def call(self, inputs, states):
        prev_output = states[0]
        h = tf.matmul(inputs, self.kernel)
        output = h + tf.matmul(prev_output, self.recurrent_kernel)
        return output, [output]


class PairCell(layers.Layer):
    def __init__(self, units, **kw):
        super().__init__(**kw)
        self.state_size = [units, units]
        self.output_size = units
        self.gate = layers.Dense(3 * units, activation="sigmoid")
        self.candidate = layers.Dense(units, activation="tanh")

    def call(self, inputs, states):
        h, c = states
        joined = tf.concat([inputs, h], axis=-1)
        i, f, o = tf.split(self.gate(joined), 3, axis=-1)
        c = f * c + i * self.candidate(joined)
        h = o * tf.tanh(c)
        return h, [h, c]


x = keras.Input((None, 5))
y = layers.RNN(MinimalRNNCell(32))(x)
layer = layers.RNN([MinimalRNNCell(32), MinimalRNNCell(64)], return_sequences=True)
y2 = layer(x)
seq, h, c = layers.RNN(PairCell(12), return_sequences=True, return_state=True)(x)
both = layers.Bidirectional(layers.RNN(PairCell(6), return_sequences=True), merge_mode="sum")(seq)
stacked = layers.RNN(layers.StackedRNNCells([layers.LSTMCell(n) for n in (10, 20)]))(both)
peep = layers.RNN(layers.GRUCell(9), go_backwards=True)(y2)
joined = layers.concatenate([y, stacked, peep, h, c])
model = keras.Model(x, layers.Dense(1)(joined))
conv = layers.ConvLSTM2D(8, 3, padding="same", return_sequences=True)(keras.Input((None, 32, 32, 1)))
conv3 = layers.Conv3D(1, 3, padding="same", activation="sigmoid")(conv)

# %% custom-train-step
loss_tracker = keras.metrics.Mean(name="loss")
mae_metric = keras.metrics.MeanAbsoluteError(name="mae")


class CustomModel(keras.Model):
    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = tf.reduce_mean(keras.losses.mean_squared_error(y, y_pred))
        trainable_vars = self.trainable_variables
        gradients = tape.gradient(loss, trainable_vars)
        self.optimizer.apply_gradients(zip(gradients, trainable_vars))
        loss_tracker.update_state(loss)
        mae_metric.update_state(y, y_pred)
        return {"loss": loss_tracker.result(), "mae": mae_metric.result()}

    @property
    def metrics(self):
        return [loss_tracker, mae_metric]


inputs = keras.Input(shape=(32,))
hidden = layers.Dense(16, activation="relu")(inputs)
hidden = layers.Dense(16, activation="relu")(hidden)
outputs = layers.Dense(1)(hidden)
model = CustomModel(inputs, outputs)
model.compile(optimizer="adam")
x = np.random.random((20, 32)).astype("float32")
y = np.random.random((20, 1)).astype("float32")
logs = model.train_step((tf.constant(x), tf.constant(y)))
model.fit(x, y, epochs=1, verbose=0)
predicted = model.predict(x, verbose=0)
residual = predicted - y
rmse = np.sqrt(np.mean(residual**2))
loss_fn = keras.losses.MeanSquaredError()
optimizer = keras.optimizers.SGD(learning_rate=1e-3)
dataset = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(64).batch(8)


@tf.function
def train_on(xb, yb):
    with tf.GradientTape() as tape:
        logits = model(xb, training=True)
        loss_value = loss_fn(yb, logits)
    grads = tape.gradient(loss_value, model.trainable_weights)
    optimizer.apply_gradients(zip(grads, model.trainable_weights))
    return loss_value


for epoch in range(2):
    for step, (xb, yb) in enumerate(dataset):
        value = train_on(xb, yb)
        if step > 1:
            break

# %% transfer-surgery
base_model = keras.applications.MobileNetV2(input_shape=(96, 96, 3), include_top=False, weights=None, alpha=0.35)
base_model.trainable = False
for layer in base_model.layers[-20:]:
    if not isinstance(layer, layers.BatchNormalization):
        layer.trainable = True
image_batch = np.random.rand(2, 96, 96, 3)
feature_batch = base_model(image_batch)
global_average_layer = layers.GlobalAveragePooling2D()
feature_batch_average = global_average_layer(feature_batch)
prediction_layer = layers.Dense(1, activation="sigmoid")
prediction_batch = prediction_layer(feature_batch_average)
inputs = keras.Input(shape=(96, 96, 3))
x = keras.applications.mobilenet_v2.preprocess_input(inputs)
x = base_model(x, training=False)
x = global_average_layer(x)
x = layers.Dropout(0.2)(x)
outputs = prediction_layer(x)
model = keras.Model(inputs, outputs)
skip_names = ["block_1_expand_relu", "block_3_expand_relu", "block_6_expand_relu"]
skips = [base_model.get_layer(n).output for n in skip_names]
down_stack = keras.Model(inputs=base_model.input, outputs=skips)
features = down_stack(inputs)
up = features[-1]
for skip in reversed(features[:-1]):
    up = layers.Conv2DTranspose(16, 3, strides=2, padding="same")(up)
    up = layers.Concatenate()([up, skip])
seg = keras.Model(inputs, layers.Conv2D(2, 1)(up))
small = keras.Sequential([keras.Input((8,)), layers.Dense(16, name="a"), layers.Dense(32, name="b"), layers.Dense(4, name="c")])
small.pop()
small.add(layers.Dense(9, name="d"))
truncated = keras.Model(small.inputs, small.get_layer("b").output)
extended = layers.Dense(3)(truncated.layers[-1].output)
chopped = keras.Model(truncated.input, extended)
t = truncated(np.ones((1, 8)))
cut = keras.Sequential(small.layers[:-1] + [layers.Dense(5)])
u = cut(np.ones((1, 8)))

# %% mixed-precision-policy
keras.mixed_precision.set_global_policy("mixed_float16")
inputs = keras.Input(shape=(784,), name="digits")
dense1 = layers.Dense(64, activation="relu", name="dense_1")
x = dense1(inputs)
dense2 = layers.Dense(64, activation="relu", name="dense_2", dtype="float32")
y = dense2(x)
x = layers.Dropout(0.1)(x)
x = layers.LayerNormalization()(x)
x = layers.Dense(10, name="dense_logits")(x)
outputs = layers.Activation("softmax", dtype="float32", name="predictions")(x)
model = keras.Model(inputs=inputs, outputs=outputs)
kernel_dtype = dense1.kernel.dtype
compute = dense1.compute_dtype
images = keras.Input((32, 32, 3))
c = layers.Conv2D(8, 3)(images)
c = layers.BatchNormalization()(c)
c = layers.Rescaling(1.0 / 255)(c)
c = layers.MultiHeadAttention(2, 4)(layers.Reshape((-1, 8))(c), layers.Reshape((-1, 8))(c))
out16 = model(np.zeros((2, 784), "float32"))
casted = tf.cast(c, tf.float32)
keras.mixed_precision.set_global_policy("float32")
z = layers.Dense(3)(inputs)

# %% lambda-and-slices
def split_heads(t, n):
    return tf.transpose(tf.reshape(t, (-1, t.shape[1], n, t.shape[2] // n)), (0, 2, 1, 3))


inputs = keras.Input((20, 48))
a = layers.Lambda(lambda t: t[:, ::2])(inputs)
b = layers.Lambda(lambda t: t[:, 1::2, :])(inputs)
c = layers.Lambda(split_heads, arguments={"n": 6}, name="heads")(inputs)
first, last = inputs[:, 0], inputs[:, -1:]
d = layers.Lambda(lambda ts: tf.stack(ts, axis=1))([first, layers.Flatten()(last)])
e = layers.Permute((2, 1))(a)
f = layers.Dot(axes=(2, 1))([a, e])
g = layers.Softmax(axis=1)(f)
h = layers.Dot((1, 1))([g, b])
i = layers.Average()([a, b, h])
j = layers.Subtract()([i, a]) * 2.0 - 1.0
k = layers.Cropping1D((1, 2))(j)
l = layers.ZeroPadding1D(3)(k)
m = layers.UpSampling1D(2)(l)
n = layers.LocallyConnected1D(4, 3)(m) if hasattr(layers, "LocallyConnected1D") else layers.Conv1D(4, 3)(m)
o = layers.Masking(0.0)(n)
p = layers.ActivityRegularization(l2=0.1)(o)
q = tf.reduce_max(p, axis=[1, 2]) if False else layers.GlobalMaxPooling1D(keepdims=True)(p)
r = layers.Reshape((-1,))(q)
s = -r / 3 + 1e-6
t = abs(s) ** 0.5
u = s @ layers.Reshape((4, 1))(t) if False else layers.Minimum()([s, t])
v = s > 0
model = keras.Model(inputs, [u, c, d])

# %% tensorspec-signatures
class Exported(tf.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model
        self.scale = tf.Variable(2.0)

    @tf.function(input_signature=[tf.TensorSpec(shape=[None, 10], dtype=tf.float32), tf.TensorSpec([], tf.float32, name="t")])
    def predict(self, x, temperature):
        logits = self.model(x) / temperature
        return {"probabilities": tf.nn.softmax(logits), "top": tf.math.top_k(logits, k=2).values}


def squared(x):
    return tf.square(x)


base = keras.Sequential([keras.Input((10,)), layers.Dense(16, "relu"), layers.Dense(4)])
module = Exported(base)
answer = module.predict(tf.ones((3, 10)), tf.constant(0.5))
probabilities, top = answer["probabilities"], answer["top"]
spec = tf.TensorSpec.from_tensor(probabilities, name="probabilities")
relaxed = tf.TensorSpec([None] + spec.shape[1:].as_list(), spec.dtype)
compatible = relaxed.is_compatible_with(probabilities)
signature = [tf.TensorSpec((None, None, 3), tf.uint8), tf.TensorSpec(shape=None, dtype=tf.float32)]
fn = tf.function(squared, input_signature=[tf.TensorSpec([None], tf.float32)])
concrete = fn.get_concrete_function()
r = concrete(tf.constant([1.0, 2.0]))
ds = tf.data.Dataset.from_generator(lambda: iter([np.zeros((4, 4, 3), "uint8")]), output_signature=tf.TensorSpec((None, None, 3), tf.uint8))
element = ds.element_spec
symbolic = keras.Input((10,))
middle = base(symbolic)
wrong = tf.TensorSpec.from_tensor([1.0, 2.0])
