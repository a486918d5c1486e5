# world: a, b
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

# %% mnist-convnet
num_classes = 10
input_shape = (28, 28, 1)
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train.astype("float32") / 255
x_test = x_test.astype("float32") / 255
x_train = np.expand_dims(x_train, -1)
x_test = np.expand_dims(x_test, -1)
print("x_train shape:", x_train.shape)
y_train = keras.utils.to_categorical(y_train, num_classes)
y_test = keras.utils.to_categorical(y_test, num_classes)
model = keras.Sequential(
    [
        keras.Input(shape=input_shape),
        layers.Conv2D(32, kernel_size=(3, 3), activation="relu"),
        layers.MaxPooling2D(pool_size=(2, 2)),
        layers.Conv2D(64, kernel_size=(3, 3), activation="relu"),
        layers.MaxPooling2D(pool_size=(2, 2)),
        layers.Flatten(),
        layers.Dropout(0.5),
        layers.Dense(num_classes, activation="softmax"),
    ]
)
model.summary()
batch_size = 128
epochs = 15
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
history = model.fit(x_train, y_train, batch_size=batch_size, epochs=epochs, validation_split=0.1)
score = model.evaluate(x_test, y_test, verbose=0)
predictions = model.predict(x_test)
labels = np.argmax(predictions, axis=1)

# %% cifar-vgg-loops
class Config:
    filters = [64, 128, 256]
    repeats = {64: 2, 128: 2, 256: 3}
    weight_decay = 5e-4


def conv_block(model, filters, dropout=None, first=False):
    kwargs = {"input_shape": (32, 32, 3)} if first else {}
    model.add(layers.Conv2D(filters, (3, 3), padding="same", kernel_regularizer=keras.regularizers.l2(Config.weight_decay), **kwargs))
    model.add(layers.Activation("relu"))
    model.add(layers.BatchNormalization())
    if dropout:
        model.add(layers.Dropout(dropout))


def build():
    model = keras.models.Sequential()
    for index, filters in enumerate(Config.filters):
        for repeat in range(Config.repeats[filters]):
            last = repeat == Config.repeats[filters] - 1
            conv_block(model, filters, dropout=None if last else 0.3, first=index == 0 and repeat == 0)
        model.add(layers.MaxPooling2D(pool_size=(2, 2)))
    model.add(layers.Flatten())
    model.add(layers.Dense(512, activation="relu"))
    model.add(layers.Dense(10, activation="softmax"))
    return model


vgg = build()
features = vgg.layers[-3].output
head = keras.Model(vgg.inputs, features)
out = head(tf.zeros((4, 32, 32, 3)))

# %% resnet-from-scratch
def residual_unit(x, filters, stride=1, name=None):
    shortcut = x
    y = layers.Conv2D(filters, 3, strides=stride, padding="same", use_bias=False, name=f"{name}_conv1")(x)
    y = layers.BatchNormalization(name=f"{name}_bn1")(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False, name="%s_conv2" % name)(y)
    y = layers.BatchNormalization()(y)
    if stride != 1 or x.shape[-1] != filters:
        shortcut = layers.Conv2D(filters, 1, strides=stride, use_bias=False)(x)
        shortcut = layers.BatchNormalization()(shortcut)
    return layers.ReLU()(layers.add([shortcut, y]))


def resnet(shape, widths=(16, 32, 64), depth=20, classes=10):
    assert (depth - 2) % 6 == 0
    n = (depth - 2) // 6
    inputs = keras.Input(shape)
    x = layers.Conv2D(widths[0], 3, padding="same")(inputs)
    for stage, width in enumerate(widths):
        for unit in range(n):
            x = residual_unit(x, width, 2 if stage > 0 and unit == 0 else 1, name=f"s{stage}u{unit}")
    x = layers.GlobalAveragePooling2D()(x)
    outputs = layers.Dense(classes)(x)
    return keras.Model(inputs, outputs, name=f"resnet{depth}")


model = resnet((32, 32, 3))
last = model.get_layer("s2u2_conv1")
grad_model = keras.Model(model.inputs, [last.output, model.output])
maps, logits = grad_model(np.zeros((1, 32, 32, 3), "float32"))

# %% unet-recursive
def unet_level(x, widths, level=0):
    width, rest = widths[0], widths[1:]
    x = layers.Conv2D(width, 3, activation="relu", padding="same")(x)
    if not rest:
        return x
    down = layers.MaxPooling2D()(x)
    below = unet_level(down, rest, level + 1)
    up = layers.Conv2DTranspose(width, 2, strides=2, padding="same")(below)
    merged = layers.Concatenate(name="merge_{}".format(level))([x, up])
    return layers.Conv2D(width, 3, activation="relu", padding="same")(merged)


image = keras.Input((None, None, 1))
mask = layers.Conv2D(1, 1, activation="sigmoid")(unet_level(image, [16, 32, 64, 128]))
unet = keras.Model(image, mask)
fixed = keras.Input((96, 64, 1))
segmented = unet(fixed)

# %% transfer-learning
base = keras.applications.MobileNetV2(input_shape=(160, 160, 3), include_top=False, weights="imagenet")
base.trainable = False
for layer in base.layers[:100]:
    layer.trainable = False
inputs = keras.Input(shape=(160, 160, 3))
x = keras.applications.mobilenet_v2.preprocess_input(inputs) if False else layers.Rescaling(1.0 / 127.5, offset=-1)(inputs)
x = base(x, training=False)
x = layers.GlobalAveragePooling2D()(x)
x = layers.Dropout(0.2)(x)
outputs = layers.Dense(1)(x)
model = keras.Model(inputs, outputs)
model.compile(optimizer=keras.optimizers.Adam(1e-4), loss=keras.losses.BinaryCrossentropy(from_logits=True), metrics=["accuracy"])

# %% vgg-surgery
vgg = keras.applications.VGG16(weights=None, include_top=True)
features = vgg.get_layer("fc2").output
outputs = layers.Dense(7, activation="softmax", name="predictions")(features)
model = keras.Model(inputs=vgg.input, outputs=outputs)
names = [layer.name for layer in model.layers]
content = keras.Model(vgg.input, [vgg.get_layer(name).output for name in ("block1_conv1", "block3_conv2", "block5_conv3")])
styles = content(np.random.rand(2, 224, 224, 3).astype("float32"))
