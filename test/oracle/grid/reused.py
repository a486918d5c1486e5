"""Layers that were built by one call and are called again on tensors of another size: on KerasTensors, on values, inside a layer."""

SEQUENCES = ["LSTM(2)", "GRU(2)", "SimpleRNN(2)", "LSTM(2, return_sequences=True)", "GRU(2, reset_after=False)", "LSTM(2, unroll=True)", "LSTM(2, use_bias=False)",
             "Bidirectional(layers.LSTM(2))", "Bidirectional(layers.GRU(2, return_sequences=True))", "RNN(layers.LSTMCell(2))", "RNN([layers.GRUCell(2), layers.SimpleRNNCell(3)])",
             "EinsumDense('abc,cd->abd', (None, 8))", "EinsumDense('abc,cd->abd', (None, 8), bias_axes='d')", "EinsumDense('...x,xy->...y', (4,))", "LayerNormalization()",
             "LayerNormalization(axis=[1, 2])", "LayerNormalization(scale=False)", "LayerNormalization(center=False, scale=False)", "PReLU()", "PReLU(shared_axes=[1])",
             "TimeDistributed(layers.Dense(2))", "TimeDistributed(layers.LayerNormalization())", "Dense(2)", "BatchNormalization()", "GroupNormalization(1)", "UnitNormalization()",
             "Normalization()", "Conv1D(2, 2)", "DepthwiseConv1D(2)", "SeparableConv1D(2, 2)", "Conv1DTranspose(2, 2)", "Embedding(9, 2)", "Flatten()", "Reshape((-1,))", "Activation('relu')",
             "Dropout(0.5)", "RMSNormalization()", "LocallyConnected1D(2, 2)", "SpectralNormalization(layers.Dense(2))"]
PAIRS = ["AdditiveAttention()", "Attention(use_scale=True)", "Dot(axes=2)", "Concatenate()", "Add()"]
SIZES = ["(5, 3)|(5, 4)", "(5, 3)|(6, 3)", "(5, 3)|(5, 3)", "(None, 3)|(5, 4)", "(5, 3)|(5, 1)", "(5, 3)|(3,)"]
IMAGES = ["ConvLSTM1D(2, 2)", "Conv2D(2, 2)", "LayerNormalization()", "Dense(2)", "EinsumDense('abcd,de->abce', (None, None, 2))", "BatchNormalization(axis=1)", "PReLU(shared_axes=[1, 2])"]
IMAGE_SIZES = ["(5, 6, 3)|(5, 6, 4)", "(5, 6, 3)|(4, 6, 3)", "(5, 6, 3)|(5, 4, 3)"]


def value(size):
    return f"tf.ones({(6, *(7 if part is None else part for part in eval(size)))})"


def called(layer, sizes, arguments="({})"):
    first, second = sizes.split("|")
    one, two = (arguments.format(*[f"keras.Input({size})"] * 2) for size in (first, second))
    yield f"(lambda l: [l{one}, l{two}][1])(layers.{layer})"
    yield f"(lambda l: [l{one}, l{arguments.format(*[value(second)] * 2)}][1])(layers.{layer})"
    if arguments == "({})":
        yield f"(lambda l: [l{one}, Inside(l){two}][1])(layers.{layer})"


def codes():
    for layer in SEQUENCES:
        for sizes in SIZES:
            yield from called(layer, sizes)
    for layer in PAIRS:
        for sizes in SIZES[:3]:
            yield from called(layer, sizes, "([{}, {}])")
    for layer in ("MultiHeadAttention(2, 4)", "MultiHeadAttention(2, 4, output_shape=3)"):
        for sizes in SIZES[:3]:
            yield from called(layer, sizes, "({}, {})")
    for layer in IMAGES:
        for sizes in IMAGE_SIZES:
            yield from called(layer, sizes)


LAYERS = {"Reused": sorted(set(codes()))}
