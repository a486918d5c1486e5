# world: a, b
import functools
import itertools
import math
from functools import partial
from typing import Any, Callable

import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

# %% vit-from-scratch
num_classes = 100
input_shape = (32, 32, 3)
image_size = 72
patch_size = 6
num_patches = (image_size // patch_size) ** 2
projection_dim = 64
num_heads = 4
transformer_units = [projection_dim * 2, projection_dim]
transformer_layers = 3
mlp_head_units = [2048, 1024]


def mlp(x, hidden_units, dropout_rate):
    for units in hidden_units:
        x = layers.Dense(units, activation=tf.nn.gelu)(x)
        x = layers.Dropout(dropout_rate)(x)
    return x


class Patches(layers.Layer):
    def __init__(self, patch_size):
        super(Patches, self).__init__()
        self.patch_size = patch_size

    def call(self, images):
        batch_size = tf.shape(images)[0]
        patches = tf.image.extract_patches(
            images=images,
            sizes=[1, self.patch_size, self.patch_size, 1],
            strides=[1, self.patch_size, self.patch_size, 1],
            rates=[1, 1, 1, 1],
            padding="VALID",
        )
        patch_dims = patches.shape[-1]
        patches = tf.reshape(patches, [batch_size, -1, patch_dims])
        return patches


class PatchEncoder(layers.Layer):
    def __init__(self, num_patches, projection_dim):
        super().__init__()
        self.num_patches = num_patches
        self.projection = layers.Dense(units=projection_dim)
        self.position_embedding = layers.Embedding(input_dim=num_patches, output_dim=projection_dim)

    def call(self, patch):
        positions = tf.range(start=0, limit=self.num_patches, delta=1)
        encoded = self.projection(patch) + self.position_embedding(positions)
        return encoded


data_augmentation = keras.Sequential(
    [layers.Normalization(mean=[0.5, 0.5, 0.5], variance=[0.25, 0.25, 0.25]), layers.Resizing(image_size, image_size), layers.RandomFlip("horizontal"), layers.RandomRotation(factor=0.02), layers.RandomZoom(height_factor=0.2, width_factor=0.2)],
    name="data_augmentation",
)
inputs = layers.Input(shape=input_shape)
augmented = data_augmentation(inputs)
patches = Patches(patch_size)(augmented)
encoded_patches = PatchEncoder(num_patches, projection_dim)(patches)
for _ in range(transformer_layers):
    x1 = layers.LayerNormalization(epsilon=1e-6)(encoded_patches)
    attention_output = layers.MultiHeadAttention(num_heads=num_heads, key_dim=projection_dim, dropout=0.1)(x1, x1)
    x2 = layers.Add()([attention_output, encoded_patches])
    x3 = layers.LayerNormalization(epsilon=1e-6)(x2)
    x3 = mlp(x3, hidden_units=transformer_units, dropout_rate=0.1)
    encoded_patches = layers.Add()([x3, x2])
representation = layers.LayerNormalization(epsilon=1e-6)(encoded_patches)
representation = layers.Flatten()(representation)
representation = layers.Dropout(0.5)(representation)
features = mlp(representation, hidden_units=mlp_head_units, dropout_rate=0.5)
logits = layers.Dense(num_classes)(features)
model = keras.Model(inputs=inputs, outputs=logits)

# %% mlp-mixer
class MLPMixerLayer(layers.Layer):
    def __init__(self, num_patches, hidden_units, dropout_rate, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.mlp1 = keras.Sequential([layers.Dense(units=num_patches, activation="gelu"), layers.Dense(units=num_patches), layers.Dropout(rate=dropout_rate)])
        self.mlp2 = keras.Sequential([layers.Dense(units=hidden_units, activation="gelu"), layers.Dense(units=hidden_units), layers.Dropout(rate=dropout_rate)])
        self.normalize = layers.LayerNormalization(epsilon=1e-6)

    def build(self, input_shape):
        return super().build(input_shape)

    def call(self, inputs):
        x = self.normalize(inputs)
        x_channels = tf.transpose(x, perm=(0, 2, 1))
        mlp1_outputs = self.mlp1(x_channels)
        mlp1_outputs = tf.transpose(mlp1_outputs, perm=(0, 2, 1))
        x = mlp1_outputs + inputs
        x_patches = self.normalize(x)
        mlp2_outputs = self.mlp2(x_patches)
        return x + mlp2_outputs


def build_classifier(blocks, patch_size=8, embedding_dim=256, image=64, positional_encoding=False):
    inputs = layers.Input(shape=(image, image, 3))
    patches = layers.Conv2D(embedding_dim, patch_size, strides=patch_size)(inputs)
    n = (image // patch_size) ** 2
    x = layers.Reshape((n, embedding_dim))(patches)
    x = blocks(x)
    representation = layers.GlobalAveragePooling1D()(x)
    representation = layers.Dropout(rate=0.2)(representation)
    return keras.Model(inputs=inputs, outputs=layers.Dense(10)(representation))


mlpmixer_blocks = keras.Sequential([MLPMixerLayer(64, 256, 0.2) for _ in range(4)])
mlpmixer_classifier = build_classifier(mlpmixer_blocks)
out = mlpmixer_classifier(tf.random.uniform((2, 64, 64, 3)))

# %% mobilenet-v2-scratch
def _make_divisible(v, divisor, min_value=None):
    if min_value is None:
        min_value = divisor
    new_v = max(min_value, int(v + divisor / 2) // divisor * divisor)
    if new_v < 0.9 * v:
        new_v += divisor
    return new_v


def inverted_res_block(inputs, expansion, stride, alpha, filters, block_id):
    in_channels = inputs.shape[-1]
    pointwise_conv_filters = int(filters * alpha)
    pointwise_filters = _make_divisible(pointwise_conv_filters, 8)
    x = inputs
    prefix = "block_{}_".format(block_id)
    if block_id:
        x = layers.Conv2D(expansion * in_channels, kernel_size=1, padding="same", use_bias=False, name=prefix + "expand")(x)
        x = layers.BatchNormalization(epsilon=1e-3, momentum=0.999, name=prefix + "expand_BN")(x)
        x = layers.ReLU(6.0, name=prefix + "expand_relu")(x)
    else:
        prefix = "expanded_conv_"
    if stride == 2:
        x = layers.ZeroPadding2D(padding=((0, 1), (0, 1)), name=prefix + "pad")(x)
    x = layers.DepthwiseConv2D(kernel_size=3, strides=stride, use_bias=False, padding="same" if stride == 1 else "valid", name=prefix + "depthwise")(x)
    x = layers.BatchNormalization(name=prefix + "depthwise_BN")(x)
    x = layers.ReLU(6.0, name=prefix + "depthwise_relu")(x)
    x = layers.Conv2D(pointwise_filters, kernel_size=1, padding="same", use_bias=False, name=prefix + "project")(x)
    x = layers.BatchNormalization(name=prefix + "project_BN")(x)
    if in_channels == pointwise_filters and stride == 1:
        return layers.Add(name=prefix + "add")([inputs, x])
    return x


alpha = 0.75
settings = [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 2, 2)]
img_input = layers.Input(shape=(96, 96, 3))
x = layers.Conv2D(_make_divisible(32 * alpha, 8), 3, strides=(2, 2), padding="same", use_bias=False, name="Conv1")(img_input)
counter = itertools.count()
for t, c, n, s in settings:
    for i in range(n):
        x = inverted_res_block(x, filters=c, alpha=alpha, stride=s if i == 0 else 1, expansion=t, block_id=next(counter))
last_block_filters = _make_divisible(1280 * alpha, 8) if alpha > 1.0 else 1280
x = layers.Conv2D(last_block_filters, 1, use_bias=False, name="Conv_1")(x)
x = layers.GlobalAveragePooling2D(keepdims=True)(x)
x = layers.Conv2D(10, 1)(x)
x = layers.Reshape((10,))(x)
model = keras.Model(img_input, layers.Softmax()(x), name="mobilenetv2_%0.2f" % alpha)

# %% detection-heads
class FeaturePyramid(layers.Layer):
    def __init__(self, backbone=None, **kwargs):
        super().__init__(name="FeaturePyramid", **kwargs)
        self.backbone = backbone
        self.conv_c3_1x1 = keras.layers.Conv2D(256, 1, 1, "same")
        self.conv_c4_1x1 = keras.layers.Conv2D(256, 1, 1, "same")
        self.conv_c5_1x1 = keras.layers.Conv2D(256, 1, 1, "same")
        self.conv_c3_3x3 = keras.layers.Conv2D(256, 3, 1, "same")
        self.conv_c4_3x3 = keras.layers.Conv2D(256, 3, 1, "same")
        self.conv_c5_3x3 = keras.layers.Conv2D(256, 3, 1, "same")
        self.conv_c6_3x3 = keras.layers.Conv2D(256, 3, 2, "same")
        self.conv_c7_3x3 = keras.layers.Conv2D(256, 3, 2, "same")
        self.upsample_2x = keras.layers.UpSampling2D(2)

    def call(self, images, training=False):
        c3_output, c4_output, c5_output = self.backbone(images, training=training)
        p3_output = self.conv_c3_1x1(c3_output)
        p4_output = self.conv_c4_1x1(c4_output)
        p5_output = self.conv_c5_1x1(c5_output)
        p4_output = p4_output + self.upsample_2x(p5_output)
        p3_output = p3_output + self.upsample_2x(p4_output)
        p3_output = self.conv_c3_3x3(p3_output)
        p4_output = self.conv_c4_3x3(p4_output)
        p5_output = self.conv_c5_3x3(p5_output)
        p6_output = self.conv_c6_3x3(c5_output)
        p7_output = self.conv_c7_3x3(tf.nn.relu(p6_output))
        return p3_output, p4_output, p5_output, p6_output, p7_output


def get_backbone():
    inp = keras.Input((None, None, 3))
    taps, x = [], inp
    for i, f in enumerate((16, 32, 64, 128, 256)):
        x = layers.Conv2D(f, 3, 2, "same", activation="relu", name=f"stage{i + 1}")(x)
        if i >= 2:
            taps.append(x)
    return keras.Model(inputs=[inp], outputs=taps)


def build_head(output_filters, bias_init):
    head = keras.Sequential([keras.Input(shape=[None, None, 256])])
    kernel_init = tf.initializers.RandomNormal(0.0, 0.01)
    for _ in range(4):
        head.add(keras.layers.Conv2D(256, 3, padding="same", kernel_initializer=kernel_init))
        head.add(keras.layers.ReLU())
    head.add(keras.layers.Conv2D(output_filters, 3, 1, padding="same", kernel_initializer=kernel_init, bias_initializer=bias_init))
    return head


class RetinaNet(keras.Model):
    def __init__(self, num_classes, backbone=None, **kwargs):
        super().__init__(name="RetinaNet", **kwargs)
        self.fpn = FeaturePyramid(backbone)
        self.num_classes = num_classes
        prior_probability = tf.constant_initializer(-np.log((1 - 0.01) / 0.01))
        self.cls_head = build_head(9 * num_classes, prior_probability)
        self.box_head = build_head(9 * 4, "zeros")

    def call(self, image, training=False):
        features = self.fpn(image, training=training)
        N = tf.shape(image)[0]
        cls_outputs = []
        box_outputs = []
        for feature in features:
            box_outputs.append(tf.reshape(self.box_head(feature), [N, -1, 4]))
            cls_outputs.append(tf.reshape(self.cls_head(feature), [N, -1, self.num_classes]))
        cls_outputs = tf.concat(cls_outputs, axis=1)
        box_outputs = tf.concat(box_outputs, axis=1)
        return tf.concat([box_outputs, cls_outputs], axis=-1)


model = RetinaNet(80, get_backbone())
predictions = model(tf.zeros((2, 128, 128, 3)), training=False)
cls_predictions = tf.nn.sigmoid(predictions[:, :, 4:])
boxes = predictions[..., :4]
best = tf.argmax(cls_predictions, axis=-1)

# %% unet-segmentation-partial
conv3 = partial(layers.Conv2D, kernel_size=3, padding="same", kernel_initializer="he_normal", use_bias=False)


def block(filters, *, dropout=0.0, act="relu"):
    def f(x):
        for rate in (dropout, 0.0):
            x = conv3(filters)(x)
            x = layers.BatchNormalization()(x)
            x = layers.Activation(act)(x)
            if rate:
                x = layers.SpatialDropout2D(rate)(x)
        return x

    return f


def attention_gate(g, s, num_filters):
    Wg = layers.BatchNormalization()(layers.Conv2D(num_filters, 1, padding="same")(g))
    Ws = layers.BatchNormalization()(layers.Conv2D(num_filters, 1, padding="same")(s))
    out = layers.Activation("relu")(Wg + Ws)
    out = layers.Conv2D(1, 1, padding="same")(out)
    out = layers.Activation("sigmoid")(out)
    return out * s


filters = [16 << k for k in range(4)]
x = inputs = keras.Input((None, None, 1))
skips = []
for f in filters[:-1]:
    skips += [x := block(f, dropout=0.1)(x)]
    x = layers.MaxPool2D()(x)
x = block(filters[-1], act="elu")(x)
for f, skip in zip(reversed(filters[:-1]), skips[::-1]):
    up = layers.Conv2DTranspose(f, 2, strides=2, padding="same")(x)
    s = attention_gate(up, skip, f)
    x = layers.concatenate([up, s], axis=-1)
    x = block(f)(x)
deep = [layers.UpSampling2D(size=2, interpolation="bilinear")(layers.Conv2D(1, 1)(layers.AveragePooling2D()(x)))]
mask = layers.Conv2D(1, 1, activation="sigmoid", dtype="float32", name="mask")(x)
unet = keras.Model(inputs, [mask] + deep)
first, second = unet.predict(np.zeros((1, 64, 64, 1)), verbose=0)

# %% siamese-triplet
def euclidean_distance(vects):
    x, y = vects
    sum_square = tf.math.reduce_sum(tf.math.square(x - y), axis=1, keepdims=True)
    return tf.math.sqrt(tf.math.maximum(sum_square, tf.keras.backend.epsilon()))


class DistanceLayer(layers.Layer):
    def call(self, anchor, positive, negative):
        ap_distance = tf.reduce_sum(tf.square(anchor - positive), -1)
        an_distance = tf.reduce_sum(tf.square(anchor - negative), -1)
        return (ap_distance, an_distance)


inp = layers.Input((28, 28, 1))
x = layers.BatchNormalization()(inp)
x = layers.Conv2D(4, (5, 5), activation="tanh")(x)
x = layers.AveragePooling2D(pool_size=(2, 2))(x)
x = layers.Conv2D(16, (5, 5), activation="tanh")(x)
x = layers.AveragePooling2D(pool_size=(2, 2))(x)
x = layers.Flatten()(x)
x = layers.BatchNormalization()(x)
embedding_network = keras.Model(inp, layers.Dense(10, activation="tanh")(x))
input_1, input_2 = layers.Input((28, 28, 1)), layers.Input((28, 28, 1))
tower_1 = embedding_network(input_1)
tower_2 = embedding_network(input_2)
merge_layer = layers.Lambda(euclidean_distance, output_shape=(1,))([tower_1, tower_2])
normal_layer = layers.BatchNormalization()(merge_layer)
output_layer = layers.Dense(1, activation="sigmoid")(normal_layer)
siamese = keras.Model(inputs=[input_1, input_2], outputs=output_layer)
anchor_input, positive_input, negative_input = (layers.Input(name=n, shape=(28, 28, 1)) for n in ("anchor", "positive", "negative"))
distances = DistanceLayer()(embedding_network(anchor_input), embedding_network(positive_input), embedding_network(negative_input))
siamese_network = keras.Model(inputs=[anchor_input, positive_input, negative_input], outputs=distances)
ap, an = siamese_network([np.ones((3, 28, 28, 1), "float32")] * 3)
loss = tf.maximum(ap - an + 0.5, 0.0)
mean_loss = tf.reduce_mean(loss)

# %% capsules
def squash(vectors, axis=-1):
    s_squared_norm = tf.reduce_sum(tf.square(vectors), axis, keepdims=True)
    scale = s_squared_norm / (1 + s_squared_norm) / tf.sqrt(s_squared_norm + 1e-7)
    return scale * vectors


class CapsuleLayer(layers.Layer):
    def __init__(self, num_capsule, dim_capsule, routings=3, kernel_initializer="glorot_uniform", **kwargs):
        super(CapsuleLayer, self).__init__(**kwargs)
        self.num_capsule = num_capsule
        self.dim_capsule = dim_capsule
        self.routings = routings
        self.kernel_initializer = keras.initializers.get(kernel_initializer)

    def build(self, input_shape):
        assert len(input_shape) >= 3, "The input Tensor should have shape=[None, input_num_capsule, input_dim_capsule]"
        self.input_num_capsule = input_shape[1]
        self.input_dim_capsule = input_shape[2]
        self.W = self.add_weight(shape=[self.num_capsule, self.input_num_capsule, self.dim_capsule, self.input_dim_capsule], initializer=self.kernel_initializer, name="W")
        self.built = True

    def call(self, inputs, training=None):
        inputs_expand = tf.expand_dims(inputs, 1)
        inputs_tiled = tf.tile(inputs_expand, [1, self.num_capsule, 1, 1])
        inputs_tiled = tf.expand_dims(inputs_tiled, 4)
        inputs_hat = tf.map_fn(lambda x: tf.matmul(self.W, x), elems=inputs_tiled)
        b = tf.zeros(shape=[tf.shape(inputs)[0], self.num_capsule, self.input_num_capsule, 1, 1])
        assert self.routings > 0, "The routings should be > 0."
        for i in range(self.routings):
            c = tf.nn.softmax(b, axis=1)
            outputs = tf.multiply(c, inputs_hat)
            outputs = tf.reduce_sum(outputs, axis=2, keepdims=True)
            outputs = squash(outputs, axis=-2)
            if i < self.routings - 1:
                outputs_tiled = tf.tile(outputs, [1, 1, self.input_num_capsule, 1, 1])
                agreement = tf.matmul(inputs_hat, outputs_tiled, transpose_a=True)
                b = tf.add(b, agreement)
        return tf.squeeze(outputs, [2, 4])

    def compute_output_shape(self, input_shape):
        return tuple([None, self.num_capsule, self.dim_capsule])

    def get_config(self):
        config = {"num_capsule": self.num_capsule, "dim_capsule": self.dim_capsule, "routings": self.routings}
        base_config = super(CapsuleLayer, self).get_config()
        return dict(list(base_config.items()) + list(config.items()))


x = layers.Input(shape=(28, 28, 1))
conv1 = layers.Conv2D(filters=32, kernel_size=9, strides=1, padding="valid", activation="relu", name="conv1")(x)
output = layers.Conv2D(filters=8 * 4, kernel_size=9, strides=2, padding="valid", name="primarycap_conv2d")(conv1)
outputs = layers.Reshape(target_shape=[-1, 8], name="primarycap_reshape")(output)
primarycaps = layers.Lambda(squash, name="primarycap_squash")(outputs)
digitcaps = CapsuleLayer(num_capsule=10, dim_capsule=16, routings=3, name="digitcaps")(primarycaps)
out_caps = layers.Lambda(lambda z: tf.sqrt(tf.reduce_sum(tf.square(z), -1)), name="capsnet")(digitcaps)
decoder = keras.Sequential(name="decoder")
decoder.add(layers.Dense(512, activation="relu", input_dim=16 * 10))
decoder.add(layers.Dense(784, activation="sigmoid"))
decoder.add(layers.Reshape(target_shape=(28, 28, 1), name="out_recon"))
train_model = keras.Model(x, [out_caps, decoder(layers.Flatten()(digitcaps))])
