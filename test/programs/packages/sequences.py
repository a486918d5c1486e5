# package: keras-tcn==3.5.7, keras-octave-conv==0.11.0
# follow: tcn, keras_octave_conv
# world: a
from tensorflow import keras

# %% tcn
from tcn import TCN

inputs = keras.Input((100, 8))
x = TCN(nb_filters=32, kernel_size=3, dilations=(1, 2, 4), return_sequences=True, use_skip_connections=True)(inputs)
x = TCN(16, use_batch_norm=True)(x)
outputs = keras.layers.Dense(1)(x)
model = keras.Model(inputs, outputs)

# %% octave
from keras_octave_conv import OctaveConv2D, octave_dual
from tensorflow.keras import layers

inputs = layers.Input(shape=(32, 32, 3))
high, low = OctaveConv2D(13, kernel_size=(3, 3), octave=1)(inputs)
high, low = layers.MaxPool2D()(high), layers.MaxPool2D()(low)
conv = OctaveConv2D(7, kernel_size=(3, 3), ratio_out=0.0)([high, low])
flatten = layers.Flatten()(conv)
outputs = layers.Dense(10, activation="softmax")(flatten)
model = keras.Model(inputs, outputs)
