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

# What is built for one size and called on many: other ranks, multiples of the channels, sizes that are not known.
OTHERS = ["(5, 3)|(2, 5, 3)", "(5, 3)|(5, 6)", "(5, 3)|(4, 3)", "(5, 3)|(None, 3)", "(5, 3)|(5, None)", "(5, 3)|()", "(5, 3)|(3, 5)"]
WITH_WEIGHTS = [*[layer for layer in SEQUENCES if not layer.startswith(("Flatten", "Reshape", "Activation", "Dropout"))], "LSTM(2, return_state=True)", "LSTM(2, go_backwards=True)",
                "GRU(2, unroll=True)", "RNN(layers.StackedRNNCells([layers.LSTMCell(2), layers.LSTMCell(3)]), return_sequences=True)", "Bidirectional(layers.RNN(layers.GRUCell(2)))",
                "TimeDistributed(layers.BatchNormalization())", "TimeDistributed(layers.Normalization())", "TimeDistributed(layers.PReLU())", "TimeDistributed(layers.EinsumDense('ab,bc->ac', 4))",
                "SpectralNormalization(layers.Conv1D(2, 2))", "SpectralNormalization(layers.EinsumDense('abc,cd->abd', (None, 8)))", "LocallyConnected1D(2, 2, implementation=2)",
                "EinsumDense('abc,bcd->ad', 4, bias_axes='d')", "EinsumDense('abc,bd->adc', (4, None))", "EinsumDense('abc,cd->abd', (5, 8), bias_axes='bd')", "EinsumDense('ab...,bc->ac...', 4)",
                "LayerNormalization(axis=1)", "LayerNormalization(axis=[-2, -1])", "LayerNormalization(axis=[1])", "LayerNormalization(center=False)", "GroupNormalization(1, axis=1)", "GroupNormalization(3)",
                "GroupNormalization(1, center=False, scale=False)", "BatchNormalization(axis=1)", "BatchNormalization(center=False, scale=False)", "UnitNormalization(axis=1)", "UnitNormalization(axis=[1, 2])",
                "RMSNormalization(axis=1)", "RMSNormalization(axis=[1, 2])", "Normalization(axis=1)", "Normalization(axis=None)", "Normalization(axis=(1, 2))", "Normalization(mean=2., variance=1.)",
                "PReLU(shared_axes=[2])", "PReLU(shared_axes=[1, 2])", "DepthwiseConv1D(2, depth_multiplier=2)", "Conv1D(6, 2, groups=3)", "Conv1D(2, 2, padding='causal')", "Conv1D(2, 2, use_bias=False)"]
ONCE = ["(5, 3)|(5, 4)", "(5, 3)|(6, 3)", "(5, 3)|(5, 1)", "(5, 3)|(3,)"]
SIZED = ["(5, 3)|(5, 4)", "(5, 3)|(5, 1)", "(5, 3)|(6, 3)", "(5, 3)|(5, 6)"]
MORE_IMAGES = [*IMAGES, "ConvLSTM1D(2, 2, return_sequences=True)", "ConvLSTM1D(2, 2, padding='same')", "Conv2DTranspose(2, 2)", "SeparableConv2D(2, 2)", "DepthwiseConv2D(2)", "LocallyConnected2D(2, 2)",
               "BatchNormalization()", "GroupNormalization(3)", "LayerNormalization(axis=[1, 2])", "LayerNormalization(axis=[1, 2, 3])", "EinsumDense('abcd,cde->abe', (None, 2))", "TimeDistributed(layers.Conv1D(2, 2))",
               "TimeDistributed(layers.LSTM(2))", "TimeDistributed(layers.Flatten())", "SpectralNormalization(layers.Conv2D(2, 2))", "PReLU()", "Normalization()", "RMSNormalization()", "MaxPooling2D()", "ZeroPadding2D()"]
MORE_IMAGE_SIZES = ["(5, 6, 3)|(5, 6, 1)", "(5, 6, 3)|(5, 6, 6)", "(5, 6, 3)|(6, 3)", "(5, 6, 3)|(2, 5, 6, 3)", "(5, 6, 3)|(None, 6, 3)", "(5, 6, 3)|(5, 7, 3)"]
VIDEOS = ["ConvLSTM2D(2, 2)", "Conv3D(2, 2)", "Conv3DTranspose(2, 2)", "TimeDistributed(layers.Conv2D(2, 2))", "BatchNormalization()"]
VIDEO_SIZES = ["(4, 5, 6, 3)|(4, 5, 6, 4)", "(4, 5, 6, 3)|(4, 5, 6, 1)", "(4, 5, 6, 3)|(4, 7, 6, 3)", "(4, 5, 6, 3)|(5, 5, 6, 3)"]
ROWS = ["Dense(2)", "BatchNormalization()", "LayerNormalization()", "EinsumDense('ab,bc->ac', 4)", "EinsumDense('ab,bc->ac', 4, bias_axes='c')", "PReLU()", "Normalization()", "UnitNormalization()",
        "RMSNormalization()", "GroupNormalization(1)", "SpectralNormalization(layers.Dense(2))", "Rescaling(2.)"]
ROW_SIZES = ["(3,)|(4,)", "(3,)|(1,)", "(3,)|(5, 3)", "(3,)|(5, 4)", "(3,)|()", "(3,)|(None,)"]
CELLS = ["LSTMCell(2)", "GRUCell(2)", "GRUCell(2, reset_after=False)", "SimpleRNNCell(2)"]
MODELS = ["keras.Sequential([layers.Dense(2)])", "keras.Sequential([keras.Input((5, 3)), layers.Dense(2)])", "keras.Sequential([layers.LSTM(2), layers.Dense(2)])",
          "keras.Sequential([layers.Conv1D(2, 2), layers.BatchNormalization(), layers.Flatten()])", "keras.Sequential([layers.Flatten(), layers.Dense(2)])",
          "(lambda x: keras.Model(x, layers.Dense(2)(x)))(keras.Input((5, 3)))", "(lambda x: keras.Model(x, layers.LSTM(2)(x)))(keras.Input((None, 3)))",
          "(lambda x: keras.Model(x, layers.LayerNormalization()(x)))(keras.Input((None, None, 3)[1:]))"]
QUERIES = ["MultiHeadAttention(2, 4)", "MultiHeadAttention(2, 4, output_shape=3)", "GroupQueryAttention(2, 4, 2)", "MultiHeadAttention(2, 4, attention_axes=1)"]
DTYPES = ["Dense(2)", "LSTM(2)", "LayerNormalization()", "PReLU()", "EinsumDense('abc,cd->abd', (None, 8))", "Normalization()", "BatchNormalization()", "Conv1D(2, 2)", "RMSNormalization()"]


def value(size, dtype=""):
    return f"tf.ones({(6, *(7 if part is None else part for part in eval(size)))}{dtype})"


def called(layer, sizes, arguments="({})"):
    first, second = sizes.split("|")
    one, two = (arguments.format(*[f"keras.Input({size})"] * 2) for size in (first, second))
    yield f"(lambda l: [l{one}, l{two}][1])(layers.{layer})"
    yield f"(lambda l: [l{one}, l{arguments.format(*[value(second)] * 2)}][1])(layers.{layer})"
    if arguments == "({})":
        yield f"(lambda l: [l{one}, Inside(l){two}][1])(layers.{layer})"


def sized(layer, sizes):
    """The batch is known, too."""
    first, second = sizes.split("|")
    yield f"(lambda l: [l(keras.Input({first}, batch_size=6)), l(keras.Input({second}, batch_size=6))][1])(layers.{layer})"
    yield f"(lambda l: [l(keras.Input({first}, batch_size=6)), Inside(l)(keras.Input({second}, batch_size=4))][1])(layers.{layer})"


def built(layer, sizes):
    """Built by hand, for a shape or for one that is called first."""
    first, second = sizes.split("|")
    shape = (None, *eval(first))
    for call in (f"l(keras.Input({second}))", f"l({value(second)})", f"Inside(l)(keras.Input({second}))", f"l.compute_output_shape({(None, *eval(second))})"):
        yield f"(lambda l: [l.build({shape}), {call}][1])(layers.{layer})"


def typed(layer):
    for dtype in ("int32", "float16", "float64"):
        for size in ("(5, 3)", "(5, 4)"):
            yield f"(lambda l: [l(keras.Input((5, 3))), l(keras.Input({size}, dtype='{dtype}'))][1])(layers.{layer})"
            yield f"(lambda l: [l(keras.Input((5, 3))), l({value(size, f', {dtype!r}')})][1])(layers.{layer})"


def stepped(cell):
    for states in ("(2,)", "(3,)"):
        state = f"[keras.Input({states})] * {2 if cell.startswith('LSTM') else 1}"
        yield f"(lambda l: [l(keras.Input((3,)), {state.replace(states, '(2,)')}), l(keras.Input((4,)), {state})][1])(layers.{cell})"
        yield f"(lambda l: [l(keras.Input((3,)), {state.replace(states, '(2,)')}), l(keras.Input((3,)), {state})][1])(layers.{cell})"
        yield f"(lambda l: [l(keras.Input((3,)), {state.replace(states, '(2,)')}), l(tf.ones((6, 4)), {state.replace('keras.Input', 'tf.ones').replace(states, str((6, *eval(states))))})][1])(layers.{cell})"


def modelled(model):
    for size in ("(5, 4)", "(6, 3)", "(5, 1)", "(3,)", "(2, 5, 3)", "(None, 3)"):
        first = "m(keras.Input((5, 3))), "
        for call in (f"m(keras.Input({size}))", f"m({value(size)})", f"Inside(m)(keras.Input({size}))"):
            yield f"(lambda m: [{first}{call}][1])({model})"


def embedded():
    for call in ("(keras.Input((4,)))", "(keras.Input((2, 4)), reverse=True)", "(keras.Input((2, 2)), reverse=True)", "(keras.Input((2, 1)), reverse=True)",
                 "(tf.ones((6, 4, 2)), reverse=True)", "(tf.ones((6, 4, 3)), reverse=True)"):
        for layer in ("ReversibleEmbedding(9, 2)", "ReversibleEmbedding(9, 2, tie_weights=False)"):
            yield f"(lambda l: [l(keras.Input((5,))), l{call}][1])(layers.{layer})"


def codes():
    for layer in SEQUENCES:
        for sizes in SIZES:
            yield from called(layer, sizes)
    for layer in PAIRS:
        for sizes in SIZES[:3]:
            yield from called(layer, sizes, "([{}, {}])")
    for layer in QUERIES:
        for sizes in SIZES[:3]:
            yield from called(layer, sizes, "({}, {})")
    for layer in IMAGES:
        for sizes in IMAGE_SIZES:
            yield from called(layer, sizes)


def more():
    for layer in WITH_WEIGHTS:
        for sizes in [*([] if layer in SEQUENCES else SIZES), *OTHERS]:
            yield from called(layer, sizes)
        for sizes in SIZED:
            yield from sized(layer, sizes)
        for sizes in ONCE:
            yield from built(layer, sizes)
    for layer in MORE_IMAGES:
        for sizes in [*IMAGE_SIZES, *MORE_IMAGE_SIZES]:
            yield from called(layer, sizes)
    for layer in VIDEOS:
        for sizes in VIDEO_SIZES:
            yield from called(layer, sizes)
    for layer in ROWS:
        for sizes in ROW_SIZES:
            yield from called(layer, sizes)
    for layer in DTYPES:
        yield from typed(layer)
    for cell in CELLS:
        yield from stepped(cell)
    for model in MODELS:
        yield from modelled(model)
    yield from embedded()


FIRST = sorted(set(codes()))
LAYERS = {"Reused": FIRST, "ReusedOften": sorted(set(more()) - set(FIRST))}
