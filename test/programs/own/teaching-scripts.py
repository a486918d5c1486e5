# world: a, b
import itertools
import os
import random

import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
from tensorflow.keras.callbacks import EarlyStopping, ModelCheckpoint, ReduceLROnPlateau
from tensorflow.keras.initializers import glorot_uniform, random_uniform
from tensorflow.keras.layers import *
from tensorflow.keras.models import Model, Sequential
from tensorflow.keras.optimizers import Adam
from tensorflow.keras.utils import to_categorical

# %% coursera-resnet50
def identity_block(X, f, filters, training=True, initializer=random_uniform):
    F1, F2, F3 = filters
    X_shortcut = X
    X = Conv2D(filters=F1, kernel_size=1, strides=(1, 1), padding="valid", kernel_initializer=initializer(seed=0))(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(filters=F2, kernel_size=(f, f), strides=(1, 1), padding="same", kernel_initializer=initializer(seed=0))(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(filters=F3, kernel_size=(1, 1), strides=(1, 1), padding="valid", kernel_initializer=initializer(seed=0))(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Add()([X, X_shortcut])
    X = Activation("relu")(X)
    return X


def convolutional_block(X, f, filters, s=2, training=True, initializer=glorot_uniform):
    F1, F2, F3 = filters
    X_shortcut = X
    X = Conv2D(filters=F1, kernel_size=1, strides=(s, s), padding="valid", kernel_initializer=initializer(seed=0))(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(filters=F2, kernel_size=f, strides=1, padding="same", kernel_initializer=initializer(seed=0))(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(filters=F3, kernel_size=1, strides=1, padding="valid", kernel_initializer=initializer(seed=0))(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X_shortcut = Conv2D(filters=F3, kernel_size=1, strides=(s, s), padding="valid", kernel_initializer=initializer(seed=0))(X_shortcut)
    X_shortcut = BatchNormalization(axis=3)(X_shortcut, training=training)
    X = Add()([X, X_shortcut])
    X = Activation("relu")(X)
    return X


def ResNet50(input_shape=(64, 64, 3), classes=6):
    X_input = Input(input_shape)
    X = ZeroPadding2D((3, 3))(X_input)
    X = Conv2D(64, (7, 7), strides=(2, 2), kernel_initializer=glorot_uniform(seed=0))(X)
    X = BatchNormalization(axis=3)(X)
    X = Activation("relu")(X)
    X = MaxPooling2D((3, 3), strides=(2, 2))(X)
    X = convolutional_block(X, f=3, filters=[64, 64, 256], s=1)
    X = identity_block(X, 3, [64, 64, 256])
    X = identity_block(X, 3, [64, 64, 256])
    X = convolutional_block(X, f=3, filters=[128, 128, 512], s=2)
    X = identity_block(X, 3, [128, 128, 512])
    X = AveragePooling2D(pool_size=(2, 2))(X)
    X = Flatten()(X)
    X = Dense(classes, activation="softmax", kernel_initializer=glorot_uniform(seed=0))(X)
    return Model(inputs=X_input, outputs=X)


model = ResNet50(input_shape=(64, 64, 3), classes=6)
np.random.seed(1)
X1 = np.ones((1, 4, 4, 3)) * -1
X2 = np.ones((1, 4, 4, 3)) * 1
X3 = np.ones((1, 4, 4, 3)) * 3
X = np.concatenate((X1, X2, X3), axis=0).astype(np.float32)
A3 = identity_block(X, f=2, filters=[4, 4, 3], initializer=lambda seed=0: keras.initializers.Constant(value=1), training=False)
A3np = A3.numpy()
resume = A3np[:, (0, -1), :, :].mean(axis=3)

# %% coursera-nmt
Tx, Ty, n_a, n_s, human_vocab, machine_vocab = 30, 10, 32, 64, 37, 11
repeator = RepeatVector(Tx)
concatenator = Concatenate(axis=-1)
densor1 = Dense(10, activation="tanh")
densor2 = Dense(1, activation="relu")
activator = Activation("softmax", name="attention_weights")
dotor = Dot(axes=1)


def one_step_attention(a, s_prev):
    s_prev = repeator(s_prev)
    concat = concatenator([a, s_prev])
    e = densor1(concat)
    energies = densor2(e)
    alphas = activator(energies)
    context = dotor([alphas, a])
    return context


post_activation_LSTM_cell = LSTM(n_s, return_state=True)
output_layer = Dense(machine_vocab, activation=tf.nn.softmax)


def modelf(Tx, Ty, n_a, n_s, human_vocab_size, machine_vocab_size):
    X = Input(shape=(Tx, human_vocab_size))
    s0 = Input(shape=(n_s,), name="s0")
    c0 = Input(shape=(n_s,), name="c0")
    s = s0
    c = c0
    outputs = []
    a = Bidirectional(LSTM(units=n_a, return_sequences=True))(X)
    for t in range(Ty):
        context = one_step_attention(a, s)
        _, s, c = post_activation_LSTM_cell(context, initial_state=[s, c])
        out = output_layer(s)
        outputs.append(out)
    return Model(inputs=[X, s0, c0], outputs=outputs)


model = modelf(Tx, Ty, n_a, n_s, human_vocab, machine_vocab)
m = 2
s0, c0 = np.zeros((m, n_s)), np.zeros((m, n_s))
Yoh = np.array([to_categorical(y, num_classes=machine_vocab) for y in np.random.randint(0, 11, (m, Ty))])
outputs = list(Yoh.swapaxes(0, 1))
prediction = model.predict([np.zeros((m, Tx, human_vocab)), s0, c0], verbose=0)
answer = np.argmax(prediction, axis=-1)
predicted = answer.T

# %% coursera-emojify-yolo
def sentences_to_indices(X, word_to_index, max_len):
    m = X.shape[0]
    X_indices = np.zeros((m, max_len))
    for i in range(m):
        sentence_words = X[i].lower().split()
        j = 0
        for w in sentence_words:
            if w in word_to_index:
                X_indices[i, j] = word_to_index[w]
                j = j + 1
    return X_indices


word_to_index = {w: i + 1 for i, w in enumerate("i love you happy sad dog".split())}
emb_matrix = np.zeros((len(word_to_index) + 1, 50))
embedding_layer = Embedding(len(word_to_index) + 1, 50, trainable=False)
embedding_layer.build((None,))
embedding_layer.set_weights([emb_matrix])
sentence_indices = Input(shape=(10,), dtype="int32")
embeddings = embedding_layer(sentence_indices)
X = LSTM(128, return_sequences=True)(embeddings)
X = Dropout(0.5)(X)
X = LSTM(128, return_sequences=False)(X)
X = Dense(5)(X)
X = Activation("softmax")(X)
emojify = Model(sentence_indices, X)
idx = sentences_to_indices(np.array(["I love you", "happy dog"]), word_to_index, 10)
pred = emojify(idx)


def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    box_scores = box_class_probs * box_confidence
    box_classes = tf.math.argmax(box_scores, axis=-1)
    box_class_scores = tf.math.reduce_max(box_scores, axis=-1)
    filtering_mask = box_class_scores >= threshold
    scores = tf.boolean_mask(box_class_scores, filtering_mask)
    boxes = tf.boolean_mask(boxes, filtering_mask)
    classes = tf.boolean_mask(box_classes, filtering_mask)
    return scores, boxes, classes


def yolo_boxes_to_corners(box_xy, box_wh):
    box_mins = box_xy - (box_wh / 2.0)
    box_maxes = box_xy + (box_wh / 2.0)
    return tf.keras.backend.concatenate([box_mins[..., 1:2], box_mins[..., 0:1], box_maxes[..., 1:2], box_maxes[..., 0:1]]) if False else tf.concat([box_mins[..., 1:2], box_mins[..., 0:1], box_maxes[..., 1:2], box_maxes[..., 0:1]], -1)


box_confidence = tf.random.normal([19, 19, 5, 1], mean=1, stddev=4, seed=1)
box_xy = tf.random.normal([19, 19, 5, 2])
box_wh = tf.random.normal([19, 19, 5, 2])
box_class_probs = tf.random.normal([19, 19, 5, 80])
boxes = yolo_boxes_to_corners(box_xy, box_wh)
scores, kept, classes = yolo_filter_boxes(boxes, box_confidence, box_class_probs)
scaled = boxes * tf.reshape(tf.stack([720.0, 1280.0, 720.0, 1280.0]), [1, 4])
nms = tf.image.non_max_suppression(tf.reshape(boxes, (-1, 4)), tf.reshape(tf.reduce_max(box_class_probs, -1), [-1]), 10)
chosen = tf.gather(tf.reshape(boxes, (-1, 4)), nms)

# %% kaggle-digit-augment
def seed_everything(seed=42):
    random.seed(seed)
    os.environ["PYTHONHASHSEED"] = str(seed)
    np.random.seed(seed)
    tf.random.set_seed(seed)


seed_everything()
BATCH, EPOCHS, N_CLASSES = 32, 2, 10
X_train = np.random.randint(0, 255, (64, 784)) / 255.0
X_train = X_train.reshape(-1, 28, 28, 1)
Y_train = to_categorical(np.random.randint(0, 10, 64), num_classes=N_CLASSES)
perm = np.random.permutation(len(X_train))
split = int(0.9 * len(X_train))
x_tr, x_val = X_train[perm[:split]], X_train[perm[split:]]
y_tr, y_val = Y_train[perm[:split]], Y_train[perm[split:]]
nets = 3
model = [0] * nets
for j in range(nets):
    model[j] = Sequential()
    model[j].add(Conv2D(32, kernel_size=3, activation="relu", input_shape=(28, 28, 1)))
    model[j].add(BatchNormalization())
    model[j].add(Conv2D(32, kernel_size=3, activation="relu"))
    model[j].add(BatchNormalization())
    model[j].add(Conv2D(32, kernel_size=5, strides=2, padding="same", activation="relu"))
    model[j].add(BatchNormalization())
    model[j].add(Dropout(0.4))
    if j > 0:
        model[j].add(Conv2D(64, kernel_size=3, activation="relu"))
        model[j].add(BatchNormalization())
    if j > 1:
        model[j].add(Conv2D(64, kernel_size=5, strides=2, padding="same", activation="relu"))
    model[j].add(Flatten())
    model[j].add(Dense(128, activation="relu"))
    model[j].add(Dense(10, activation="softmax"))
    model[j].compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
annealer = [EarlyStopping(patience=2), ReduceLROnPlateau(factor=0.5), tf.keras.callbacks.LearningRateScheduler(lambda x: 1e-3 * 0.95**x)]
results = np.zeros((x_val.shape[0], 10))
for j in range(nets):
    results = results + model[j].predict(x_val, verbose=0)
labels = np.argmax(results, axis=1)
ensemble_in = Input((28, 28, 1))
averaged = Average()([net(ensemble_in) for net in model])
history_like = {"acc": [], "val_acc": []}
accuracy = (labels == np.argmax(y_val, axis=1)).mean()

# %% kaggle-toxic-gru
maxlen, max_features, embed_size = 100, 3000, 30
list_classes = ["toxic", "severe_toxic", "obscene", "threat", "insult", "identity_hate"]
embedding_matrix = np.random.normal(0, 1, (max_features, embed_size))
inp = Input(shape=(maxlen,))
x = Embedding(max_features, embed_size, weights=[embedding_matrix])(inp) if tf.__version__.startswith("2.15") else Embedding(max_features, embed_size)(inp)
x = SpatialDropout1D(0.2)(x)
x = Bidirectional(GRU(64, return_sequences=True, dropout=0.1, recurrent_dropout=0.1))(x)
x1 = Bidirectional(LSTM(32, return_sequences=True), merge_mode="ave")(x)
convs = []
for filter_size, n in itertools.product((2, 3, 5), [16]):
    conv = Conv1D(n, kernel_size=filter_size, padding="valid", kernel_initializer="glorot_uniform")(x)
    convs.append(GlobalMaxPool1D()(conv))
avg_pool = GlobalAveragePooling1D()(x)
max_pool = GlobalMaxPooling1D()(x1)
conc = concatenate([avg_pool, max_pool] + convs)
conc = add([conc, Dense(conc.shape[-1], activation="relu")(conc)])
preds = Dense(len(list_classes), activation="sigmoid")(conc)
model = Model(inp, preds)
model.compile(loss="binary_crossentropy", optimizer=Adam(learning_rate=1e-3), metrics=["accuracy"])
y_pred = model.predict(np.zeros((3, maxlen)), batch_size=1024)
submission = {name: y_pred[:, i] for i, name in enumerate(list_classes)}
toxic = submission["toxic"]
aux = Input((5,), name="meta")
final = Dense(1)(concatenate([preds, aux, Lambda(lambda t: t[:, :1])(conc)]))

# %% alexnet-lenet-mistake
lenet = Sequential([
    Conv2D(6, 5, activation="tanh", input_shape=(32, 32, 1)),
    AveragePooling2D(2),
    Activation("sigmoid"),
    Conv2D(16, 5, activation="tanh"),
    AveragePooling2D(2),
    Conv2D(120, 5, activation="tanh"),
    Flatten(),
    Dense(84, activation="tanh"),
    Dense(10, activation="softmax"),
])
score = lenet(np.zeros((1, 32, 32, 1)))
layer_shapes = [(layer.name, layer.output.shape) for layer in lenet.layers]
alexnet = Sequential()
alexnet.add(Input((64, 64, 3)))
for filters, kernel, pool in [(96, 11, True), (256, 5, True), (384, 3, False), (384, 3, False)]:
    alexnet.add(Conv2D(filters, kernel, strides=4 if kernel == 11 else 1, activation="relu"))
    if pool:
        alexnet.add(MaxPooling2D(3, strides=2))
