# world: a
import numpy as np
import tensorflow as tf
import tensorflow.keras.backend as K
from tensorflow import keras
from tensorflow.keras import layers
from tensorflow.keras.layers import *
from tensorflow.keras.models import Model

# %% backend-yolo-head
def yolo_head(feats, anchors, num_classes, input_shape, calc_loss=False):
    num_anchors = len(anchors)
    anchors_tensor = K.reshape(K.constant(anchors), [1, 1, 1, num_anchors, 2])
    grid_shape = K.shape(feats)[1:3]
    grid_y = K.tile(K.reshape(K.arange(0, stop=grid_shape[0]), [-1, 1, 1, 1]), [1, grid_shape[1], 1, 1])
    grid_x = K.tile(K.reshape(K.arange(0, stop=grid_shape[1]), [1, -1, 1, 1]), [grid_shape[0], 1, 1, 1])
    grid = K.concatenate([grid_x, grid_y])
    grid = K.cast(grid, K.dtype(feats))
    feats = K.reshape(feats, [-1, grid_shape[0], grid_shape[1], num_anchors, num_classes + 5])
    box_xy = (K.sigmoid(feats[..., :2]) + grid) / K.cast(grid_shape[..., ::-1], K.dtype(feats))
    box_wh = K.exp(feats[..., 2:4]) * anchors_tensor / K.cast(input_shape[..., ::-1], K.dtype(feats))
    box_confidence = K.sigmoid(feats[..., 4:5])
    box_class_probs = K.sigmoid(feats[..., 5:])
    if calc_loss:
        return grid, feats, box_xy, box_wh
    return box_xy, box_wh, box_confidence, box_class_probs


def darknet_body(x, num_filters, num_blocks):
    x = ZeroPadding2D(((1, 0), (1, 0)))(x)
    x = Conv2D(num_filters, 3, strides=2, use_bias=False)(x)
    x = LeakyReLU(alpha=0.1)(BatchNormalization()(x))
    for i in range(num_blocks):
        y = Conv2D(num_filters // 2, 1, padding="same")(x)
        y = Conv2D(num_filters, 3, padding="same")(y)
        x = Add()([x, y])
    return x


anchors = np.array([10, 13, 16, 30, 33, 23]).reshape(-1, 2)
inp = Input((None, None, 3))
x = inp
for f, n in [(16, 1), (32, 2), (64, 1)]:
    x = darknet_body(x, f, n)
y = Conv2D(len(anchors) * (80 + 5), 1)(x)
xy, wh, confidence, probabilities = yolo_head(y, anchors, 80, K.constant([416, 416]))
scores = confidence * probabilities
best = K.argmax(scores, -1)
best_score = K.max(scores, axis=-1)
mask = best_score >= 0.5
head = Lambda(lambda t: yolo_head(t, anchors, 80, K.constant([416, 416]))[0])(y)
model = Model(inp, [y, head])

# %% backend-ctc-ocr
def ctc_lambda_func(args):
    y_pred, labels, input_length, label_length = args
    y_pred = y_pred[:, 2:, :]
    return K.ctc_batch_cost(labels, y_pred, input_length, label_length)


img_w, img_h, num_chars = 128, 64, 38
input_data = Input(name="the_input", shape=(img_w, img_h, 1), dtype="float32")
inner = input_data
for n in (1, 2):
    inner = Conv2D(16, (3, 3), padding="same", activation="relu", kernel_initializer="he_normal", name=f"conv{n}")(inner)
    inner = MaxPooling2D(pool_size=(2, 2), name="max%d" % n)(inner)
conv_to_rnn_dims = (img_w // (2**2), (img_h // (2**2)) * 16)
inner = Reshape(target_shape=conv_to_rnn_dims, name="reshape")(inner)
inner = Dense(32, activation="relu", name="dense1")(inner)
gru_1 = GRU(512, return_sequences=True, kernel_initializer="he_normal", name="gru1")(inner)
gru_1b = GRU(512, return_sequences=True, go_backwards=True, name="gru1_b")(inner)
gru1_merged = add([gru_1, gru_1b])
gru_2 = GRU(512, return_sequences=True, name="gru2")(gru1_merged)
gru_2b = GRU(512, return_sequences=True, go_backwards=True, name="gru2_b")(gru1_merged)
inner = Dense(num_chars, kernel_initializer="he_normal", name="dense2")(concatenate([gru_2, gru_2b]))
y_pred = Activation("softmax", name="softmax")(inner)
labels = Input(name="the_labels", shape=[16], dtype="float32")
input_length = Input(name="input_length", shape=[1], dtype="int64")
label_length = Input(name="label_length", shape=[1], dtype="int64")
loss_out = Lambda(ctc_lambda_func, output_shape=(1,), name="ctc")([y_pred, labels, input_length, label_length])
model = Model(inputs=[input_data, labels, input_length, label_length], outputs=loss_out)
test_func = K.function([input_data], [y_pred])
out = test_func([np.zeros((1, img_w, img_h, 1))])[0]
decoded, log_prob = K.ctc_decode(out, np.ones(1) * 32)

# %% backend-attention-layers
class AttentionWithContext(Layer):
    def __init__(self, W_regularizer=None, bias=True, **kwargs):
        self.supports_masking = True
        self.init = keras.initializers.get("glorot_uniform")
        self.bias = bias
        super(AttentionWithContext, self).__init__(**kwargs)

    def build(self, input_shape):
        assert len(input_shape) == 3
        self.W = self.add_weight(shape=(input_shape[-1], input_shape[-1]), initializer=self.init, name="{}_W".format(self.name))
        if self.bias:
            self.b = self.add_weight(shape=(input_shape[-1],), initializer="zero", name="{}_b".format(self.name))
        self.u = self.add_weight(shape=(input_shape[-1],), initializer=self.init if False else "zero", name="{}_u".format(self.name))
        super(AttentionWithContext, self).build(input_shape)

    def compute_mask(self, input, input_mask=None):
        return None

    def call(self, x, mask=None):
        uit = K.squeeze(K.dot(x, K.expand_dims(K.ones((x.shape[-1],)))), axis=-1) if False else K.dot(x, self.W)
        if self.bias:
            uit += self.b
        uit = K.tanh(uit)
        ait = K.squeeze(K.dot(uit, K.expand_dims(self.u)), axis=-1)
        a = K.exp(ait)
        if mask is not None:
            a *= K.cast(mask, K.floatx())
        a /= K.cast(K.sum(a, axis=1, keepdims=True) + K.epsilon(), K.floatx())
        a = K.expand_dims(a)
        weighted_input = x * a
        return K.sum(weighted_input, axis=1)

    def compute_output_shape(self, input_shape):
        return (input_shape[0], input_shape[-1])


def euclidean(vects):
    x, y = vects
    return K.sqrt(K.maximum(K.sum(K.square(x - y), axis=1, keepdims=True), K.epsilon()))


def eucl_dist_output_shape(shapes):
    shape1, shape2 = shapes
    return (shape1[0], 1)


def dice_coef(y_true, y_pred, smooth=1):
    y_true_f = K.flatten(y_true)
    y_pred_f = K.flatten(y_pred)
    intersection = K.sum(y_true_f * y_pred_f)
    return (2.0 * intersection + smooth) / (K.sum(y_true_f) + K.sum(y_pred_f) + smooth)


words = Input((15, 40), dtype="int32")
flat = Embedding(100, 24)(words)
word_in = Input((40,), dtype="int32")
w = Embedding(100, 24, mask_zero=True)(word_in)
w = Bidirectional(GRU(20, return_sequences=True))(w)
w = TimeDistributed(Dense(30))(w)
w = AttentionWithContext()(w)
word_encoder = Model(word_in, w)
s = TimeDistributed(word_encoder)(words)
s = Bidirectional(LSTM(10, return_sequences=True))(s)
s = AttentionWithContext()(s)
doc = Dense(5, activation="softmax")(s)
han = Model(words, doc)
other = Input((15, 40), dtype="int32")
distance = Lambda(euclidean, output_shape=eucl_dist_output_shape)([han(words), han(other)])
t, p = K.ones((2, 8, 8, 1)), K.zeros((2, 8, 8, 1))
dice = dice_coef(t, p)
int_shape = K.int_shape(doc)
stacked = K.stack([t, p])
mean, std = K.mean(t, axis=[1, 2]), K.std(t)
batch = K.batch_dot(K.ones((4, 3, 5)), K.ones((4, 5, 2)))
switch = K.switch(K.greater(t, 0.5), t, p)
normalised = K.l2_normalize(s, axis=-1)
repeated = K.repeat(K.ones((4, 7)), 3)
permuted = K.permute_dimensions(repeated, (0, 2, 1))
wrong = K.concatenate([repeated, permuted], axis=-1)
