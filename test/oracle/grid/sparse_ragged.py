"""Every layer on sparse and on ragged inputs, and layers that give such tensors."""

# Layer settings by the rank that the input has beyond its batch axis.
ANY = {
    "Activation": ['"relu"', '"softmax"', '"linear"', '"sigmoid"', '"gelu"'], "ReLU": ["", "max_value=6.0"], "LeakyReLU": [""], "ELU": [""], "PReLU": [""], "Softmax": ["", "axis=1"],
    "ThresholdedReLU": [""], "Dropout": ["0.5", "0"], "AlphaDropout": ["0.1"], "GaussianDropout": ["0.1"], "GaussianNoise": ["0.1"],
    "ActivityRegularization": ["", "l2=0.1"], "BatchNormalization": [""], "LayerNormalization": [""], "GroupNormalization": ["2"],
    "UnitNormalization": [""], "RMSNormalization": [""], "Dense": ["4", "4, use_bias=False", '4, activation="relu"', '4, dtype="float16"'],
    "Masking": [""], "Identity": [""], "Rescaling": ["1 / 255", "1 / 255, offset=-1"], "Flatten": ["", 'data_format="channels_first"'], "Normalization": ["mean=0.0, variance=1.0", "None, mean=0.0, variance=1.0"],
    "Embedding": ["10, 4", "10, 4, mask_zero=True"], "ReversibleEmbedding": ["10, 4"], "Lambda": ["lambda x: x", "lambda x: x * 2", "lambda x: x + 1", "lambda x: -x", "lambda x: tf.sparse.to_dense(x)", "lambda x: x.to_tensor()", "tf.nn.relu", "lambda x: x[:, 0]"],
    "Discretization": ["[0.5, 1.5]", '[0.5, 1.5], output_mode="one_hot"', '[0.5, 1.5], output_mode="count", sparse=True'],
    "Hashing": ["10", '10, output_mode="multi_hot"', '10, output_mode="count", sparse=True', '10, output_mode="one_hot"'],
    "CategoryEncoding": ["10", '10, output_mode="one_hot"', '10, output_mode="count"', "10, sparse=True", '10, output_mode="count", sparse=True', '10, output_mode="one_hot", sparse=True'],
    "IntegerLookup": ["vocabulary=[1, 2, 3]", 'vocabulary=[1, 2, 3], output_mode="multi_hot"', 'vocabulary=[1, 2, 3], output_mode="count", sparse=True', 'vocabulary=[1, 2, 3], output_mode="one_hot"'],
    "StringLookup": ['vocabulary=["a", "b"]', 'vocabulary=["a", "b"], output_mode="multi_hot"', 'vocabulary=["a", "b"], output_mode="count", sparse=True', 'vocabulary=["a", "b"], output_mode="one_hot"'],
    "TextVectorization": ['vocabulary=["a", "b"]', 'vocabulary=["a", "b"], output_mode="multi_hot"', 'vocabulary=["a", "b"], ragged=True', 'vocabulary=["a", "b"], output_mode="count", sparse=True'],
    "Reshape": ["(8,)", "(-1,)", "(4, 2)"], "EinsumDense": ['"...x,xy->...y", 4', '"ab,bc->ac", 4'], "Permute": ["(1,)", "(2, 1)"], "RepeatVector": ["3"],
    "TimeDistributed": ["layers.Dense(4)", "layers.Flatten()", "layers.Identity()"], "Wrapper": ["layers.Dense(4)"],
}
SEQUENCES = {
    "LSTM": ["4", "4, return_sequences=True", "4, return_state=True", "4, unroll=True", "4, go_backwards=True, return_sequences=True"], "GRU": ["4", "4, return_sequences=True", "4, return_state=True", "4, reset_after=False"],
    "SimpleRNN": ["4", "4, return_sequences=True"], "RNN": ["layers.LSTMCell(4)", "layers.GRUCell(4), return_sequences=True"],
    "Bidirectional": ["layers.LSTM(4)", "layers.GRU(4, return_sequences=True)"], "Conv1D": ["4, 3", '4, 3, padding="causal"'], "Conv1DTranspose": ["4, 3"],
    "SeparableConv1D": ["4, 3"], "DepthwiseConv1D": ["3"], "MaxPooling1D": ["2"], "AveragePooling1D": ["2"], "GlobalMaxPooling1D": ["", "keepdims=True"],
    "GlobalAveragePooling1D": ["", "keepdims=True", 'data_format="channels_first"'], "AdaptiveAveragePooling1D": ["2"], "AdaptiveMaxPooling1D": ["2"], "Cropping1D": ["1"], "ZeroPadding1D": ["1"], "UpSampling1D": ["2"], "SpatialDropout1D": ["0.1"],
}
IMAGES = {
    "Conv2D": ["4, 3", '4, 3, padding="same"'], "Conv2DTranspose": ["4, 3"], "SeparableConv2D": ["4, 3"], "DepthwiseConv2D": ["3"], "MaxPooling2D": ["2"],
    "AveragePooling2D": ["2"], "GlobalMaxPooling2D": [""], "GlobalAveragePooling2D": [""], "AdaptiveAveragePooling2D": ["2"], "AdaptiveMaxPooling2D": ["2"], "Cropping2D": ["1"], "ZeroPadding2D": ["1"], "UpSampling2D": ["2", '2, interpolation="bilinear"'],
    "SpatialDropout2D": ["0.1"], "ConvLSTM1D": ["4, 3"], "Resizing": ["4, 4", "4, 4, crop_to_aspect_ratio=True"], "CenterCrop": ["2, 2"], "RandomFlip": [""], "RandomRotation": ["0.1"], "RandomCrop": ["2, 2"],
    "RandomZoom": ["0.1"], "RandomContrast": ["0.1"], "RandomBrightness": ["0.1"], "RandomTranslation": ["0.1, 0.1"], "RandomHeight": ["0.1"], "RandomWidth": ["0.1"], "AutoContrast": [""], "RandomGrayscale": [""],
    "Equalization": [""], "Solarization": [""], "RandomShear": [""], "RandomErasing": [""], "MixUp": [""], "RandomHue": ["0.1"], "RandomInvert": [""], "RandomPosterization": ["4"], "RandomGaussianBlur": [""], "RandomColorJitter": [""],
    "RandomSharpness": ["0.1"], "RandomSaturation": ["0.1"], "RandomPerspective": [""], "RandomElasticTransform": [""], "RandAugment": [""], "AugMix": [""], "CutMix": [""], "RandomColorDegeneration": ["0.1"],
    "ContrastLimitedAdaptiveHistogramEqualization": [""],
}
VOLUMES = {
    "Conv3D": ["4, 2"], "Conv3DTranspose": ["4, 2"], "MaxPooling3D": ["2"], "AveragePooling3D": ["2"], "GlobalMaxPooling3D": [""], "GlobalAveragePooling3D": [""], "AdaptiveAveragePooling3D": ["2"], "AdaptiveMaxPooling3D": ["2"],
    "Cropping3D": ["1"], "ZeroPadding3D": ["1"], "UpSampling3D": ["2"], "SpatialDropout3D": ["0.1"], "ConvLSTM2D": ["4, 3"],
}
TAKING_TEXT = {"StringLookup", "TextVectorization", "Hashing", "Flatten", "Identity"}
TAKING_INTS = {"IntegerLookup", "CategoryEncoding", "Embedding", "Hashing", "Discretization", "Dense", "Flatten", "Dropout", "Identity"}
MERGES = {"Add": [""], "Subtract": [""], "Multiply": [""], "Average": [""], "Maximum": [""], "Minimum": [""], "Concatenate": ["", "axis=1", "axis=-1"], "Dot": ["1", "-1"]}
PAIRED = {"Attention": [""], "AdditiveAttention": [""], "MultiHeadAttention": ["2, 4"], "GroupQueryAttention": ["4, 2, 1"], "HashedCrossing": ["10", '10, output_mode="one_hot"', '10, output_mode="one_hot", sparse=True'], "Bilinear": []}

SPARSE = {1: ["(8,)", "(8,), batch_size=2"], 2: ["(6, 8)", "(None, 8)"], 3: ["(6, 6, 8)"], 4: ["(5, 5, 5, 8)"]}
RAGGED = {1: ["(None,)", "(8,)"], 2: ["(None, 8)", "(6, 8)", "(None, None)", "(6, None)", "(None, 8), batch_size=2"], 3: ["(None, 6, 8)", "(None, None, 8)", "(6, 6, 8)"],
          4: ["(None, 5, 5, 8)", "(5, 5, 5, 8)"]}


def one(kind, shapes):
    """Calls of layers with one input."""
    for ranks, settings in (((1, 2), ANY), ((2,), SEQUENCES), ((3,), IMAGES), ((4,), VOLUMES)):
        for name, arguments in settings.items():
            for rank in ranks:
                for index, shape in enumerate(shapes[rank]):
                    for argument in arguments if index < 2 else arguments[:1]:
                        dtypes = [""]
                        if index == 0:
                            dtypes += [', dtype="string"'] * (name in TAKING_TEXT) + [', dtype="int64"', ', dtype="int32"'] * (name in TAKING_INTS)
                        for dtype in dtypes:
                            yield f"layers.{name}({argument})(keras.Input({shape}, {kind}=True{dtype}))"
    for shape in shapes[3][:2]:
        for name in ("Dense", "Flatten", "TimeDistributed", "Embedding", "Softmax", "Dropout", "Reshape", "Activation"):
            yield f"layers.{name}({ANY[name][0]})(keras.Input({shape}, {kind}=True))"
    for layer in ("Dense(4)", "Flatten()", "Embedding(10, 4)", "Conv2D(4, 3)", "LSTM(4)", "Identity()", "ReLU()"):
        yield f"layers.{layer}(keras.Input((), {kind}=True))"
        yield f"layers.{layer}(keras.Input(batch_shape=(2, None, 8), {kind}=True))"


def many(kind, shapes):
    """Merges and attention: of two such inputs, and of one and a dense one."""
    for name, arguments in MERGES.items():
        for argument in arguments:
            for rank in (1, 2):
                for shape in shapes[rank]:
                    odd = f"keras.Input({shape}, {kind}=True)"
                    dense = f"keras.Input({shape})"
                    for pair in ((odd, odd), (odd, dense), (dense, odd)):
                        yield f"layers.{name}({argument})([{', '.join(pair)}])"
            yield f"layers.{name}({argument})([keras.Input({shapes[2][0]}, {kind}=True)] * 3)"
            yield f"layers.{name}({argument})([keras.Input({shapes[2][0]}, {kind}=True), keras.Input({shapes[1][0]}, {kind}=True)])"
            yield f"layers.{name}({argument})([keras.Input((6, 8), sparse=True), keras.Input((6, 8), ragged=True)])"
    for name, arguments in PAIRED.items():
        for argument in arguments:
            for shape in shapes[2][:2] if "Attention" in name else shapes[1]:
                odd, dense = f"keras.Input({shape}, {kind}=True)", f"keras.Input({shape})"
                for a, b in ((odd, odd), (odd, dense), (dense, odd)):
                    yield f"layers.{name}({argument})({a}, {b})" if name.startswith(("Multi", "Group")) else f"layers.{name}({argument})([{a}, {b}])"


CHAINS = ["layers.Dense(4)({})", "layers.Flatten()({})", "layers.Identity()({})", "layers.Activation('relu')({})", "layers.Concatenate()([{}, {}])", "layers.Dropout(0.5)({})", "layers.Embedding(10, 4)({})", "layers.Reshape((-1,))({})",
          "layers.LSTM(4)(layers.Embedding(10, 4)({}))", "layers.GlobalAveragePooling1D()(layers.Embedding(10, 4)({}))", "{}", "{}.shape", "keras.Model(keras.Input((4,)), layers.Dense(3)(keras.Input((4,))))({})"]
MAKERS = ["layers.CategoryEncoding(10, sparse=True)(keras.Input((3,), dtype='int64'))", "layers.CategoryEncoding(10, output_mode='one_hot', sparse=True)(keras.Input((3,), dtype='int64'))",
          "layers.CategoryEncoding(10, output_mode='count', sparse=True)(keras.Input((3,), dtype='int64'))", "layers.CategoryEncoding(10, output_mode='count', sparse=True)(keras.Input((1,), dtype='int32', batch_size=2))",
          "layers.CategoryEncoding(10, output_mode='one_hot', sparse=True)(keras.Input((1,), dtype='int64'))", "layers.CategoryEncoding(10, sparse=True)(keras.Input((None,), dtype='int64'))",
          "layers.CategoryEncoding(10, sparse=True)(keras.Input((3, 4), dtype='int64'))", "layers.CategoryEncoding(10, sparse=True)(keras.Input((), dtype='int64'))",
          "layers.CategoryEncoding(10, sparse=True, dtype='float16')(keras.Input((3,), dtype='int64'))",
          "layers.Hashing(10, output_mode='multi_hot', sparse=True)(keras.Input((3,), dtype='string'))", "layers.Hashing(10, output_mode='one_hot', sparse=True)(keras.Input((1,), dtype='string'))",
          "layers.Hashing(10, output_mode='count', sparse=True)(keras.Input((3,), dtype='int64'))", "layers.Hashing(10, sparse=True)(keras.Input((3,), dtype='int64'))",
          "layers.StringLookup(vocabulary=['a', 'b'], output_mode='multi_hot', sparse=True)(keras.Input((3,), dtype='string'))", "layers.StringLookup(vocabulary=['a', 'b'], output_mode='one_hot', sparse=True)(keras.Input((1,), dtype='string'))",
          "layers.StringLookup(vocabulary=['a', 'b'], sparse=True)(keras.Input((1,), dtype='string'))",
          "layers.IntegerLookup(vocabulary=[1, 2], output_mode='multi_hot', sparse=True)(keras.Input((3,), dtype='int64'))", "layers.IntegerLookup(vocabulary=[1, 2], output_mode='count', sparse=True)(keras.Input((3,), dtype='int64'))",
          "layers.IntegerLookup(max_tokens=10, vocabulary=[1, 2], output_mode='one_hot', sparse=True)(keras.Input((), dtype='int64'))",
          "layers.Discretization([0.5, 1.5], output_mode='one_hot', sparse=True)(keras.Input((1,)))", "layers.Discretization([0.5, 1.5], output_mode='multi_hot', sparse=True)(keras.Input((3,)))", "layers.Discretization([0.5, 1.5], sparse=True)(keras.Input((3,)))",
          "layers.HashedCrossing(10, output_mode='one_hot', sparse=True)([keras.Input((1,), dtype='string'), keras.Input((1,), dtype='string')])",
          "layers.TextVectorization(vocabulary=['a', 'b'], ragged=True)(keras.Input((1,), dtype='string'))", "layers.TextVectorization(vocabulary=['a', 'b'], ragged=True)(keras.Input((), dtype='string'))",
          "layers.TextVectorization(vocabulary=['a', 'b'], ragged=True, output_sequence_length=5)(keras.Input((1,), dtype='string'))", "layers.TextVectorization(vocabulary=['a', 'b'], output_mode='multi_hot', sparse=True)(keras.Input((1,), dtype='string'))",
          "layers.TextVectorization(vocabulary=['a', 'b'], output_mode='tf_idf', idf_weights=[1.0, 2.0], sparse=True)(keras.Input((1,), dtype='string'))", "layers.TextVectorization(vocabulary=['a', 'b'], ragged=True, split=None)(keras.Input((3,), dtype='string'))",
          "layers.TextVectorization(vocabulary=['a', 'b'], ragged=True, split='character', ngrams=2)(keras.Input((1,), dtype='string'))", "layers.TextVectorization(vocabulary=['a', 'b'], ragged=True, output_mode='count')(keras.Input((1,), dtype='string'))",
          "keras.Input((8,), sparse=True)", "keras.Input((None,), ragged=True)", "keras.Input((None, 8), ragged=True, dtype='int64')", "keras.Input(batch_shape=(2, None), ragged=True)", "keras.Input((None, None, 8), ragged=True)",
          "keras.Input((8,), sparse=True, batch_size=3)", "keras.Input((), sparse=True)", "keras.Input((), ragged=True)", "keras.Input((8, 3), sparse=True, dtype='string')", "keras.Input((8, 3), ragged=True)"]
WHOLE = ["keras.Input((8,), sparse=True, ragged=True)", "keras.Input((8,), sparse=1)", "keras.Input((8,), sparse=None, ragged=False)", "keras.Input((8,), ragged='yes')", "keras.Input((8,), sparse=True).sparse", "keras.Input((8,), ragged=True).ragged", "keras.Input((8,), ragged=True).sparse",
         "keras.Input((8,), sparse=True).dtype", "keras.Input((8,), ragged=True).ragged_rank", "keras.Input((None, 8), ragged=True).type_spec", "keras.Input((8,), sparse=True).type_spec", "keras.Input((None, 8), ragged=True)[:, 0]",
         "keras.Input((None, 8), ragged=True)[:, 0, 0]", "keras.Input((None, 8), ragged=True)[0]", "keras.Input((None, 8), ragged=True) + 1", "keras.Input((None, 8), ragged=True) * 2.0", "2.0 * keras.Input((None, 8), ragged=True)", "keras.Input((None, 8), ragged=True) - 1", "-keras.Input((None, 8), ragged=True)",
         "keras.Input((8,), sparse=True) + 1", "keras.Input((8,), sparse=True) * 2.0", "keras.Input((8,), sparse=True) / 2.0", "-keras.Input((8,), sparse=True)", "keras.Input((8,), sparse=True)[:, 0]", "keras.Input((8,), sparse=True) @ np.ones((8, 3), 'float32')", "keras.Input((8,), sparse=True) + keras.Input((8,), sparse=True)", "keras.Input((8,), sparse=True) > 0",
         "keras.Sequential([keras.Input((8,), sparse=True), layers.Dense(3)]).outputs[0]", "keras.Sequential([keras.Input((None, 8), ragged=True), layers.LSTM(3)]).outputs[0]", "keras.Sequential([layers.Dense(3)])(keras.Input((8,), sparse=True))", "keras.Sequential([layers.LSTM(3)])(keras.Input((None, 8), ragged=True))",
         "keras.Sequential([layers.Embedding(10, 4), layers.LSTM(3)])(keras.Input((None,), ragged=True))", "keras.Sequential([keras.Input((4,)), layers.Dense(3)])(keras.Input((4,), sparse=True))", "keras.Sequential([keras.Input((None, 4)), layers.LSTM(3)])(keras.Input((None, 4), ragged=True))", "keras.KerasTensor((2, 3), sparse=True)", "keras.KerasTensor((2, None), ragged=True)", "keras.KerasTensor((2, None), ragged=True, sparse=True)",
         "layers.Dense(3)(keras.KerasTensor((2, 3), sparse=True))", "Inside(layers.Dense(3))(keras.Input((8,), sparse=True))", "Inside(layers.Flatten())(keras.Input((8,), sparse=True))", "Inside(layers.LSTM(3))(keras.Input((None, 8), ragged=True))", "Inside(layers.Embedding(10, 3))(keras.Input((None,), ragged=True))", "Inside(layers.Identity())(keras.Input((None,), ragged=True))",
         "Inside(layers.Dropout(0.5))(keras.Input((None,), ragged=True))", "Inside(layers.Dropout(0.5))(keras.Input((8,), sparse=True))", "Inside(layers.ReLU())(keras.Input((8,), sparse=True))", "Inside(layers.Add())([keras.Input((8,), sparse=True), keras.Input((8,), sparse=True)])"]
OPS = ["tf.sparse.to_dense({})", "tf.reduce_sum({}, axis=1)", "tf.nn.relu({})", "tf.cast({}, 'float64')", "tf.math.abs({})", "tf.expand_dims({}, -1)", "tf.shape({})", "tf.concat([{}, {}], 1)", "tf.sparse.sparse_dense_matmul({}, tf.ones((8, 3)))", "{}.to_tensor()",
       "keras.ops.relu({})", "keras.ops.sum({}, axis=1)", "keras.ops.abs({})", "keras.ops.cast({}, 'float16')", "keras.ops.concatenate([{}, {}], 1)", "keras.ops.matmul({}, {})", "keras.ops.reshape({}, (-1, 2))", "keras.ops.expand_dims({}, 1)",
       "keras.ops.sqrt({})", "keras.ops.exp({})", "keras.ops.multiply({}, 2)", "keras.ops.add({}, {})", "keras.ops.maximum({}, 0)", "keras.ops.squeeze({})", "keras.ops.transpose({})", "keras.ops.mean({})", "keras.ops.softmax({})", "keras.ops.take({}, [0, 1], axis=1)", "keras.ops.convert_to_tensor({}, sparse=False)", "keras.ops.stack([{}, {}])", "keras.ops.sign({})", "keras.ops.floor({})", "keras.ops.zeros_like({})",
       "keras.ops.ones_like({})", "keras.ops.divide({}, 2)", "keras.ops.divide(2, {})", "keras.ops.subtract({}, {})", "keras.ops.multiply({}, keras.Input((8,)))", "keras.ops.add({}, keras.Input((8,)))", "keras.ops.dot({}, keras.Input((8, 3)))", "keras.ops.sigmoid({})", "keras.ops.tanh({})", "keras.ops.one_hot({}, 3)", "keras.ops.leaky_relu({})", "keras.ops.relu6({})", "keras.ops.log1p({})", "keras.ops.max({}, axis=1)"]

# Layers inside of a user's, which Keras 3 traces; a product with a number is sparse to it.
INNER = {"Dense(4)": "(8,)", "Flatten()": "(6, 8)", "ReLU()": "(8,)", "Dropout(0.5)": "(8,)", "LSTM(4)": "(6, 8)", "Conv1D(4, 3)": "(6, 8)", "Identity()": "(8,)", "BatchNormalization()": "(8,)", "LayerNormalization()": "(8,)",
         "Reshape((4, 2))": "(8,)", "Rescaling(2.0)": "(8,)", "Softmax()": "(8,)", "Activation('relu')": "(8,)", "Activation('linear')": "(8,)", "GlobalAveragePooling1D()": "(6, 8)", "Embedding(10, 4)": "(6,)", "MaxPooling1D()": "(6, 8)", "Permute((2, 1))": "(6, 8)",
         "GaussianNoise(0.1)": "(8,)", "UnitNormalization()": "(8,)", "Masking()": "(6, 8)", "ZeroPadding1D()": "(6, 8)", "PReLU()": "(8,)", "RepeatVector(3)": "(8,)", "TimeDistributed(layers.Dense(3))": "(6, 8)", "Bidirectional(layers.LSTM(3))": "(6, 8)", "EinsumDense('ab,bc->ac', 4)": "(8,)", "Cropping1D()": "(6, 8)", "UpSampling1D()": "(6, 8)",
         "SpatialDropout1D(0.1)": "(6, 8)", "ELU()": "(8,)", "LeakyReLU()": "(8,)", "ActivityRegularization(l2=0.1)": "(8,)", "GroupNormalization(2)": "(8,)", "Conv2D(4, 3)": "(9, 9, 3)", "Resizing(4, 4)": "(9, 9, 3)", "GlobalMaxPooling2D()": "(9, 9, 3)"}
INNER_MERGES = ["Add()", "Concatenate()", "Multiply()", "Maximum()", "Average()", "Subtract()", "Dot(1)"]


def inside():
    for layer, shape in INNER.items():
        for source in (f"keras.Input({shape}) * 2.0", f"keras.Input({shape}, sparse=True)"):
            yield f"Inside(layers.{layer})({source})"
        yield f"layers.{layer}(keras.Input({shape}) * 2.0)"
    for layer in INNER_MERGES:
        for pair in ("keras.Input((8,)) * 2.0, keras.Input((8,))", "keras.Input((8,)) * 2.0, 2 * keras.Input((8,))", "keras.Input((8,), sparse=True), keras.Input((8,))"):
            yield f"Inside(layers.{layer})([{pair}])"


LAYERS = {
    "Sparse": sorted({*one("sparse", SPARSE), *many("sparse", SPARSE), *(op.replace("{}", "keras.Input((8,), sparse=True)") for op in OPS)}),
    "Ragged": sorted({*one("ragged", RAGGED), *many("ragged", RAGGED), *(op.replace("{}", "keras.Input((None, 8), ragged=True)") for op in OPS)}),
    "SparseOutputs": sorted({*WHOLE, *inside(), *(chain.replace("{}", maker) for chain in CHAINS for maker in MAKERS)}),
}
