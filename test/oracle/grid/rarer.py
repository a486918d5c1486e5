"""Layers that few programs use: one Keras has them, or they wrap what lies outside of Keras."""

from .sampling import Grid, source, sources, table
from .vocabulary import ACTIVATIONS, BAD_ACTIVATIONS, BAD_FORMATS, FORMATS, weight_faults, weights


class Elsewhere(Grid):
    """A layer at another place than `layers`, such as `tf.keras.layers` beside Keras 3."""

    def __init__(self, name, path, **options):
        super().__init__(name, **options)
        self.path = path

    def code(self, fragments, call):
        return f"{self.path}({', '.join(part for part in fragments if part)})({call})"


def locally_connected(rank, count):
    size, pair = [(9,), (9, 8)][rank - 1], ["(2,)", "(3, 2)"][rank - 1]
    first = (3, *size)
    return Grid(
        f"LocallyConnected{rank}D",
        required=["4, 3", "filters=4, kernel_size=3", f"4, {pair}", "4, 3, 2", "4, 3, padding='same', implementation=2", "4, 3, implementation=2", "4, 3, implementation=3"],
        bad_required=["", "4", "4, None", "4, 'a'", "4, (1, 2, 3)", "4, 0", "4, -1", "0, 3", "-2, 3", "'a', 3", "2.5, 3", "None, 3", "4, 3.5", "4, 30", "4, 3, 0", "4, 3, strides=-1",
                      "4, 3, strides=None", "4, 3, padding='same'", "4, 3, padding='causal'", "4, 3, padding='sam'", "4, 3, padding=None", "4, 3, padding='VALID'", "4, 3, implementation=4",
                      "4, 3, implementation='a'", "4, 3, implementation=None", "4, 3, dilation_rate=2", "4, 3, groups=2", "4, 3, implementation=2, padding='causal'", "True, 3"],
        options={"strides": ["1", "2", pair], "data_format": FORMATS, "activation": ACTIVATIONS[:5], "use_bias": ["False", "None"], "implementation": ["1", "2", "3"],
                 "padding": ["'valid'", "'same'"], **weights(["kernel"])},
        faults=[*BAD_FORMATS, *BAD_ACTIVATIONS, *weight_faults(["kernel", "bias"])],
        inputs=sources((*size, 3), (*[12, 11][:rank], 5)),
        bad_inputs=[source((*size,)), source((2, *size, 3)), source((*size, None)), source((*[None] * rank, 3)), source((None, *size[1:], 3)), source((*[2] * rank, 3)), source((*[0] * rank, 3)),
                    source((*size, 0)), f"[{source((*size, 3))}]", "None", f"{source((*size, 3))}, training=True", source(first)], count=count)


WRAPPED = ["layers.Dense(4)", "layers.Conv2D(4, 3)", "layers.Conv1D(4, 3)", "layers.Embedding(10, 4)", "layers.Conv2DTranspose(4, 3)", "layers.Dense(4, activation='relu', name='inner')",
           "layers.EinsumDense('abc,cd->abd', output_shape=(None, 5))", "layers.Dense(4, dtype='float16')"]
UNFIT = ["layers.Flatten()", "layers.DepthwiseConv2D(3)", "layers.BatchNormalization()", "layers.LSTM(4)", "layers.Dropout(0.2)", "layers.SeparableConv2D(4, 3)",
         "keras.Sequential([layers.Dense(3)])", "layers.Activation('relu')", "layers.LayerNormalization()", "layers.MaxPooling2D()"]
SPECTRAL = Grid(
    "SpectralNormalization",
    required=[WRAPPED[0], f"layer={WRAPPED[0]}", f"{WRAPPED[1]}, 2", f"{WRAPPED[2]}, power_iterations=3", *WRAPPED[3:]],
    bad_required=["", "None", "3", "'Dense'", "layers.Dense", *UNFIT, *[f"{WRAPPED[0]}, power_iterations={bad}" for bad in ["0", "-1", "None", "'a'", "0.5", "True"]], f"{WRAPPED[0]}, iterations=2"],
    inputs=[source((8,)), source((8, 8, 3)), source((6, 8)), source((None, 8)), source((6,), dtype="int32"), source((8, 8, 3), batch_size=2), source((8,), dtype="float16")],
    bad_inputs=[source((None,)), source(()), "None", f"[{source((8,))}]", source((8, 8, None)), f"{source((8,))}, training=True", f"{source((8, 8, 3))}, training=False"], count=170)

FOURIER = Elsewhere(
    "RandomFourierFeatures", "layers.experimental.RandomFourierFeatures",
    required=["16", "output_dim=16", "16, 'laplacian'", "16, 'Gaussian', 2.0", "16, kernel_initializer=keras.initializers.RandomNormal()", "16, scale=0.5, trainable=True"],
    bad_required=["", "0", "-3", "'a'", "None", "2.5", "16, 'gausian'", "16, 3", "16, None", "16, 'zeros'", "16, scale=0", "16, scale=-1.0", "16, scale='a'", "16, trainable='a'", "True"],
    options={"scale": ["2.0", "None"], "kernel_initializer": ["'gaussian'", "'laplacian'"]}, inputs=sources((8,), (5,)),
    bad_inputs=[source((6, 8)), source(()), source((None,)), "None", f"[{source((8,))}]", source((0,))], count=90)

SYNC = Elsewhere(
    "SyncBatchNormalization", "layers.experimental.SyncBatchNormalization",
    required=["", "axis=-1", "axis=1", "-1, 0.9", "axis=(1, 2)", "center=False, scale=False"], bad_required=["axis=5", "axis=None", "axis='a'", "axis=1.5", "renorm=True", "fused=True", "axis=(1, 7)", "synchronized=True"],
    options={"momentum": ["0.9"], "epsilon": ["1e-5"], "center": ["False"], "scale": ["False"], "beta_initializer": ['"ones"']}, faults=['beta_initializer="zeross"', 'gamma_regularizer="l22"'],
    inputs=sources((8,), (4, 8), (8, 8, 3), (None, 8)), bad_inputs=[source((None,)), source(()), f"[{source((8,))}]"], count=70)

GROUP_QUERY = Grid(
    "GroupQueryAttention",
    required=["4, 4, 2", "head_dim=4, num_query_heads=4, num_key_value_heads=2", "8, 2, 1", "3, 6, 6", "4, 4, 2, use_gate=True", "4, 4, 4, sliding_window=2"],
    bad_required=["", "4", "4, 4", "4, 4, 3", "4, 4, 0", "0, 4, 2", "-4, 4, 2", "4, 0, 2", "4, -4, 2", "None, 4, 2", "4, None, 2", "4, 4, None", '"4", 4, 2', '4, "4", 2', "4.0, 4, 2", "4, 4.0, 2", "4, 4, 2.0", "(4,), 4, 2",
                  "4, 4, 2, value_dim=3", "4, 2, 4", "True, 4, 2"],
    options={"dropout": ["0.1", "0", "0.0"], "use_bias": ["False"], "sliding_window": ["None", "3"], "use_gate": ["True"], "flash_attention": ["False", "None"], "seed": ["3"], **weights(["kernel"])},
    faults=["dropout=2", "dropout=-1", "dropout='a'", "dropout=None", "sliding_window=0", "sliding_window='a'", "sliding_window=2.5", "flash_attention=True, dropout=0.1", "flash_attention=True", "seed='a'", "seed=1.5", "num_head=2",
            *weight_faults(["kernel", "bias"])],
    inputs=["keras.Input((6, 8)), keras.Input((6, 8))", "keras.Input((6, 8)), keras.Input((4, 8))", "keras.Input((None, 8)), keras.Input((None, 8))", "keras.Input((6, 8)), keras.Input((4, 5))",
            "keras.Input((None, 8)), keras.Input((4, 3))", "keras.Input((6, 8)), keras.Input((4, 8)), keras.Input((4, 8))", "keras.Input((6, 8)), keras.Input((4, 8)), keras.Input((4, 5))",
            "query=keras.Input((6, 8)), value=keras.Input((4, 8))", "keras.Input((6, 8), batch_size=2), keras.Input((4, 8), batch_size=2)", "keras.Input((6, 8), dtype='float16'), keras.Input((4, 8), dtype='float16')",
            "keras.Input((6, 8), batch_size=2), keras.Input((4, 8))",
            *[f"keras.Input((6, 8)), keras.Input((4, 8)), {more}" for more in ["return_attention_scores=True", "use_causal_mask=True", "training=True", "attention_mask=keras.Input((6, 4))", "attention_mask=keras.Input((6, 4), dtype='bool')",
                                                                              "attention_mask=None", "key=keras.Input((4, 8))", "query_mask=keras.Input((6,), dtype='bool')"]]],
    bad_inputs=["", source((6, 8)), "[keras.Input((6, 8)), keras.Input((6, 8))]", "keras.Input((8,)), keras.Input((8,))", "keras.Input((6, 8)), keras.Input((8,))", "keras.Input((6, None)), keras.Input((6, None))",
                "keras.Input((6, 8)), keras.Input((4, 8)), keras.Input((5, 8))", "None, None", "keras.Input((6, 8)), None", "keras.Input((2, 6, 8)), keras.Input((2, 6, 8))", "keras.Input(()), keras.Input(())",
                "keras.Input((6, 8)), keras.Input((4, 8)), attention_mask=keras.Input((5, 4))", "keras.Input((6, 8)), keras.Input((4, 8)), foo=1", "keras.Input((6, 8), batch_size=2), keras.Input((6, 8), batch_size=3)",
                "keras.Input((6, 8), dtype='int32'), keras.Input((4, 8), dtype='int32')", "keras.Input((0, 8)), keras.Input((0, 8))", "keras.Input((6, 8)), keras.Input((4, None))"], count=210)

# A window by name needs SciPy, which Keras does not bring: what it says is not Keras's.
STFT = Grid(
    "STFTSpectrogram",
    required=[f"window=None{more}" for more in ["", ", mode='log'", ", mode='stft'", ", mode='real'", ", mode='imag'", ", mode='angle'", ", mode='psd'", ", mode='magnitude'", ", frame_length=64", ", frame_length=64, frame_step=16, fft_length=128",
                                                ", frame_length=100, fft_length=128", ", frame_length=64, expand_dims=True"]] + ["frame_length=64, window=np.ones(64)"],
    bad_required=["'logg'", "mode=None", "mode=3", "frame_length=64, frame_step=65", "frame_step=0", "frame_step=-1", "frame_length=64, fft_length=32", "scaling='densit'", "scaling=3", "padding='sam'", "padding='SAME'", "padding=None", "window=3",
                  "fft_length='a'", "frame_step='a'", "fft_length=256.0", "window=np.ones(64)", "window=np.ones((256, 1))",
                  *[f"window=None, {more}" for more in ["frame_length=0", "frame_length=-4", "frame_length=None", "frame_length='a'", "frame_length=64.0", "frame_length=64.5", "frame_step=2.5", "frame_length=1", "frame_length=2", "fft_length=300",
                                                        "frame_length=True", "frame_length=3, frame_step=True", "frame_length=None, frame_step=2"]]],
    options={"frame_step": ["10", "None"], "periodic": ["True"], "scaling": ["'spectrum'", "None", "'density'"], "padding": ["'same'", "'valid'"], "expand_dims": ["True"], "data_format": FORMATS},
    faults=["data_format='NHWC'", "data_format=3", "strides=2", "expand_dim=True"],
    inputs=[*sources((1000, 1), (None, 1), (1000, 3), (None, 2), dtypes=("float16", "float64")), source((2, 1000)), source((300, 300))],
    bad_inputs=[source((1000,)), source(()), source((10, 1000, 1)), source((1000, None)), source((10, 1)), source((1000, 1), dtype="int32"), f"[{source((1000, 1))}]", "None", source((1000, 0))], count=220, most=4)

MEL = Grid(
    "MelSpectrogram",
    required=["", "256", "fft_length=512, sequence_stride=128", "num_mel_bins=64", "sequence_length=1024", "power_to_db=False", "dtype='float16'", "window='hamming'", "window=None"],
    bad_required=["fft_length=256, sequence_length=512", "fft_length='a'", "fft_length=None", "fft_length=0", "sequence_stride=0", "sequence_stride='a'", "sequence_stride=None", "sequence_stride=2.5", "num_mel_bins=0", "num_mel_bins='a'",
                  "num_mel_bins=None", "num_mel_bins=-1", "num_mel_bins=2.5", "window='hannn'", "window=3", "sampling_rate='a'", "sampling_rate=None", "sampling_rate=0", "max_freq='a'", "fft_length=-4", "sequence_stride=-5", "fft_len=3", "fft_length=512.5"],
    options={"sampling_rate": ["8000", "44100.0"], "min_freq": ["0.0"], "max_freq": ["4000", "None"], "top_db": ["60.0"], "mag_exp": ["1.0"], "num_mel_bins": ["40"], "sequence_stride": ["160"], "ref_power": ["2.0"], "min_power": ["1e-6"]},
    inputs=[*sources((16000,), (None,), (8000,)), "keras.Input(batch_shape=(16000,))", "keras.Input(batch_shape=(None,))", source((2, 16000))],
    bad_inputs=[source(()), source((None, 8000)), f"[{source((16000,))}]", "None", source((0,)), "keras.Input(batch_shape=())", f"{source((16000,))}, training=True", "keras.Input((2, 3, 16000))"], count=160)

PIPELINE = Grid(
    "Pipeline",
    required=["[layers.Dense(4)]", "layers=[layers.Rescaling(1 / 255), layers.CenterCrop(4, 4)]", "[layers.Dropout(0.2), layers.Dense(4)]", "[layers.Conv2D(4, 3), layers.Flatten()]", "(layers.Flatten(),)", "[]", "[layers.RandomFlip(), layers.RandomCrop(4, 4)]",
              "[layers.Dense(4), layers.Dense(3)], name='p'", "[layers.LSTM(4)]", "[layers.Embedding(10, 4, mask_zero=True), layers.LSTM(3)]", "[layers.Lambda(lambda t: [t, t])]", "[layers.BatchNormalization()]"],
    bad_required=["", "None", "3", "'a'", "layers.Dense(4)", "[None]", "[lambda t: t]", "[3]", "[layers.Dense(4), 3]", "[layers.Dense]", "[layers.Dense(4)], trainable=False", "[layers.Dense(4)], dtype='float16'", "[layers.Dense(4)], name=3",
                  "[layers.Dense(4)], name='a/b'", "[layers.Dense(4)], foo=1", "{'a': layers.Dense(4)}"],
    inputs=[source((8, 8, 3)), source((6, 8)), source((8,)), source((8, 8, 3), batch_size=2), source((6,), dtype="int32"), source((8, 8, 3), dtype="uint8"), f"{source((8, 8, 3))}, training=False", f"{source((8, 8, 3))}, training=None"],
    bad_inputs=[source((None,)), source(()), "None", f"{source((8,))}, mask=None", f"{source((8,))}, foo=1", ""], count=150, common=False)

LEGACY = [
    Elsewhere(f"Legacy{name}", f"tf.keras.layers.{name}",
              required=["0.2", "factor=0.3", "(0.1, 0.3)", "(-0.2, 0.3)", "[-0.1, 0.1], 'nearest'", "0.2, interpolation='bilinear', seed=3", "0"],
              bad_required=["", "(0.3, 0.1)", "-0.2", "-2", "(-2, 0.3)", "'a'", "None", "(0.1,)", "0.2, interpolation='bilinearr'", "0.2, seed='a'", "0.2, 'nearest', 3, 4", "(0.1, 0.2, 0.3)", "(0.1, 'a')", "5.0"],
              options={"interpolation": ["'nearest'", "'area'"], "seed": ["3", "None"]},
              inputs=sources((8, 9, 3), (None, None, 3), dtypes=("uint8", "float16")), bad_inputs=[source((8,)), source((8, 3)), source(()), "None", f"[{source((8, 8, 3))}]", f"{source((8, 8, 3))}, training=True", f"{source((8, 8, 3))}, training=False",
                                                                                                  source((2, 8, 9, 3))], count=80)
    for name in ("RandomHeight", "RandomWidth")
]
LEGACY += [
    Elsewhere("LegacyThresholdedReLU", "tf.keras.layers.ThresholdedReLU", required=["", "1.5", "theta=0", "theta=2"], bad_required=["None", "-1", "theta=-0.5", "'a'", "(1,)", "1, 2", "theta=True", "theta=np.array(1.0)"],
              inputs=sources((8,), (4, 8), ()), bad_inputs=["None", f"[{source((8,))}]", f"[{source((8,))}, {source((8,))}]", source((8,), dtype="bool"), f"{source((8,))}, training=True"], count=70),
    Elsewhere("LegacyAlphaDropout", "tf.keras.layers.AlphaDropout", required=["0.2", "rate=0.3", "0.2, (None, 1)", "0.2, seed=3", "0"], bad_required=["", "2", "-1", "'a'", "None", "0.2, seed='a'", "0.2, None, 3, 4", "0.2, rates=1"],
              inputs=sources((8,), (4, 8), ()), bad_inputs=["None", f"[{source((8,))}]", f"{source((8,))}, training=True", source((8,), dtype="bool")], count=70),
]

EXPERIMENTAL = [f"layers.experimental.{code}" for code in [
    "EinsumDense('ab,bc->ac', 64)(keras.Input((8,)))", "EinsumDense('ab,bc->ac')(keras.Input((8,)))", "EinsumDense('abc,cd->abd', (None, 64))(keras.Input((6, 8)))", "Nothing()", "Dense(3)", "preprocessing.Nothing()", "preprocessing.Dense(3)",
    "preprocessing.CategoryEncoding(4)(keras.Input((3,), dtype='int32'))", "preprocessing.CenterCrop(4, 5)(keras.Input((8, 8, 3)))", "preprocessing.CenterCrop(4)(keras.Input((8, 8, 3)))", "preprocessing.Discretization([0., 1.])(keras.Input((3,)))",
    "preprocessing.HashedCrossing(5)([keras.Input((1,), dtype='string'), keras.Input((1,), dtype='string')])", "preprocessing.Hashing(5)(keras.Input((3,), dtype='string'))", "preprocessing.Hashing(0)(keras.Input((3,), dtype='string'))",
    "preprocessing.IntegerLookup(vocabulary=[1, 2])(keras.Input((3,), dtype='int64'))", "preprocessing.StringLookup(vocabulary=['a'])(keras.Input((3,), dtype='string'))", "preprocessing.Normalization(mean=0., variance=1.)(keras.Input((3,)))",
    "preprocessing.Normalization()(keras.Input((3,)))", "preprocessing.RandomContrast(0.2)(keras.Input((8, 8, 3)))", "preprocessing.RandomCrop(4, 5)(keras.Input((8, 8, 3)))", "preprocessing.RandomFlip()(keras.Input((8, 8, 3)))",
    "preprocessing.RandomFlip('a')(keras.Input((8, 8, 3)))", "preprocessing.RandomHeight(0.2)(keras.Input((8, 8, 3)))", "preprocessing.RandomWidth(0.2)(keras.Input((8, 8, 3)))", "preprocessing.RandomRotation(0.2)(keras.Input((8, 8, 3)))",
    "preprocessing.RandomTranslation(0.2, 0.3)(keras.Input((8, 8, 3)))", "preprocessing.RandomZoom(0.2)(keras.Input((8, 8, 3)))", "preprocessing.Rescaling(1 / 255)(keras.Input((8, 8, 3), dtype='uint8'))", "preprocessing.Rescaling()(keras.Input((8,)))",
    "preprocessing.Resizing(4, 5)(keras.Input((8, 8, 3)))", "preprocessing.Resizing(4)(keras.Input((8, 8, 3)))", "preprocessing.TextVectorization(output_sequence_length=5)(keras.Input((1,), dtype='string'))", "preprocessing.PreprocessingLayer()",
]]

OUTSIDE = [f"layers.{code}" for code in [
    "JaxLayer()", "JaxLayer(lambda inputs: inputs, foo=1)", "JaxLayer(lambda inputs: inputs, name=3)", "JaxLayer(lambda inputs: inputs, name='a/b')", "JaxLayer(lambda inputs: inputs, dtype='float99')", "JaxLayer(lambda x: x, None, None, None, None, None, 7)",
    "FlaxLayer()", "FlaxLayer(None, 1, 2, 3)", "TFSMLayer()", "TFSMLayer('nowhere', foo=1)", "TFSMLayer('nowhere', name=3)", "TFSMLayer('nowhere', dtype='float99')", "TFSMLayer('nowhere', name='a/b')",
    "TFSMLayer('nowhere', trainable='a')", "TFSMLayer('a', 'b', 'c', True, 'n', None, 3)", "TorchModuleWrapper()", "TorchModuleWrapper(None, foo=1)", "TorchModuleWrapper(None, name=3)", "TorchModuleWrapper(None, dtype='float99')", "TorchModuleWrapper(None, 'a', None, 1)",
]]

CELL = ["layers.AbstractRNNCell()", "layers.AbstractRNNCell(3)", "layers.AbstractRNNCell(name=3)", "layers.AbstractRNNCell(foo=1)", "layers.AbstractRNNCell().state_size", "layers.AbstractRNNCell().output_size", "layers.RNN(layers.AbstractRNNCell())",
        "layers.AbstractRNNCell()(keras.Input((8,)), [keras.Input((4,))])", "layers.AbstractRNNCell()(keras.Input((8,)))", "layers.RNN(layers.AbstractRNNCell())(keras.Input((6, 8)))", "layers.AbstractRNNCell(name='n').name",
        "layers.AbstractRNNCell().call(1, 2)", "layers.AbstractRNNCell(dtype='float16').dtype"]

FEATURES = [f"layers.{code}" for code in [
    "DenseFeatures()", "DenseFeatures([])", "DenseFeatures(None)", "DenseFeatures([1])", "DenseFeatures([], foo=1)", "DenseFeatures([], name=3)", "DenseFeatures([tf.feature_column.numeric_column('a')])({'a': keras.Input((1,))})",
    "DenseFeatures([tf.feature_column.numeric_column('a', shape=(3,)), tf.feature_column.numeric_column('b')])({'a': keras.Input((3,)), 'b': keras.Input((1,))})", "DenseFeatures('a')", "DenseFeatures([], 1, 2, 3)",
]]

LAYERS = table(locally_connected(1, 130), locally_connected(2, 140), SPECTRAL, FOURIER, SYNC, GROUP_QUERY, STFT, MEL, PIPELINE, *LEGACY, AbstractRNNCell=CELL, DenseFeatures=FEATURES, Experimental=EXPERIMENTAL,
               OutsideKeras=OUTSIDE)
