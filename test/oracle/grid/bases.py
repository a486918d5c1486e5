"""A call of every layer that works, from which the systematic grid varies one thing at a time.

`Base.template` is the argument list of the call: `{x}` stands for an input of `shape` (without its batch axis) and `dtype`.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Base:
    arguments: dict = field(default_factory=dict)
    shape: tuple = (6, 8)
    template: str = "{x}"
    dtype: str | None = None


def spatial(rank):
    return (9, 8, 7)[:rank] + (4,)


def convolutional():
    for rank in (1, 2, 3):
        yield f"Conv{rank}D", Base({"filters": "8", "kernel_size": "3"}, spatial(rank))
        yield f"Conv{rank}DTranspose", Base({"filters": "8", "kernel_size": "3"}, spatial(rank))
        yield f"ConvLSTM{rank}D", Base({"filters": "4", "kernel_size": "3"}, (5, *spatial(rank)))
    for rank in (1, 2):
        yield f"SeparableConv{rank}D", Base({"filters": "8", "kernel_size": "3"}, spatial(rank))
        yield f"DepthwiseConv{rank}D", Base({"kernel_size": "3"}, spatial(rank))


def by_rank():
    for rank in (1, 2, 3):
        for kind in ("MaxPooling", "AveragePooling", "GlobalMaxPooling", "GlobalAveragePooling", "ZeroPadding", "Cropping", "UpSampling"):
            yield f"{kind}{rank}D", Base({}, spatial(rank))
        for kind in ("AdaptiveAveragePooling", "AdaptiveMaxPooling"):
            yield f"{kind}{rank}D", Base({"output_size": "2"}, spatial(rank))
        yield f"SpatialDropout{rank}D", Base({"rate": "0.5"}, spatial(rank))


def merging():
    for name in ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate"):
        yield name, Base({}, (6, 8), "[{x}, {x}]")
    yield "Dot", Base({"axes": "1"}, (6, 8), "[{x}, {x}]")


def images():
    image = (12, 10, 3)
    arguments = {
        "CenterCrop": {"height": "8", "width": "6"}, "RandomCrop": {"height": "8", "width": "6"}, "Resizing": {"height": "8", "width": "6"},
        "RandomBrightness": {"factor": "0.2"}, "RandomContrast": {"factor": "0.2"}, "RandomRotation": {"factor": "0.2"}, "RandomHue": {"factor": "0.2"},
        "RandomSaturation": {"factor": "0.2"}, "RandomSharpness": {"factor": "0.2"}, "RandomPosterization": {"factor": "4"}, "RandomColorDegeneration": {"factor": "0.2"},
        "RandomHeight": {"factor": "0.2"}, "RandomWidth": {"factor": "0.2"}, "RandomTranslation": {"height_factor": "0.2", "width_factor": "0.2"},
        "RandomZoom": {"height_factor": "0.2"}, "Rescaling": {"scale": "2.0"}, "MaxNumBoundingBoxes": {"max_number": "3"},
        "RandomColorJitter": {"brightness_factor": "0.2", "contrast_factor": "0.2", "saturation_factor": "0.2", "hue_factor": "0.2"},
    }
    plain = ["AugMix", "AutoContrast", "ContrastLimitedAdaptiveHistogramEqualization", "CutMix", "Equalization", "MixUp", "RandAugment", "RandomElasticTransform", "RandomErasing",
             "RandomFlip", "RandomGaussianBlur", "RandomGrayscale", "RandomInvert", "RandomPerspective", "RandomShear", "Solarization"]
    for name, given in {**arguments, **{name: {} for name in plain}}.items():
        yield name, Base(given, image)


def recurrent():
    for name in ("LSTM", "GRU", "SimpleRNN"):
        yield name, Base({"units": "5"})
        states = "[keras.Input((5,)), keras.Input((5,))]" if name == "LSTM" else "[keras.Input((5,))]"
        yield f"{name}Cell", Base({"units": "5"}, (8,), f"{{x}}, {states}")
    yield "RNN", Base({"cell": "layers.LSTMCell(5)"})
    yield "StackedRNNCells", Base({"cells": "[layers.GRUCell(5)]"}, (8,), "{x}, [keras.Input((5,))]")
    yield "Bidirectional", Base({"layer": "layers.LSTM(5)"})
    yield "TimeDistributed", Base({"layer": "layers.Dense(5)"})
    yield "SpectralNormalization", Base({"layer": "layers.Dense(5)"})
    yield "Wrapper", Base({"layer": "layers.Dense(5)"})


def attention():
    yield "MultiHeadAttention", Base({"num_heads": "2", "key_dim": "4"}, (6, 8), "{x}, {x}")
    yield "GroupQueryAttention", Base({"head_dim": "4", "num_query_heads": "4", "num_key_value_heads": "2"}, (6, 8), "{x}, {x}")
    for name in ("Attention", "AdditiveAttention"):
        yield name, Base({}, (6, 8), "[{x}, {x}]")


def values():
    yield "CategoryEncoding", Base({"num_tokens": "5"}, (3,), dtype="int32")
    yield "Discretization", Base({"bin_boundaries": "[0.0, 1.0, 2.0]"}, (3,))
    yield "Hashing", Base({"num_bins": "5"}, (3,), dtype="int32")
    yield "HashedCrossing", Base({"num_bins": "5"}, (1,), "[{x}, {x}]", "int32")
    yield "IntegerLookup", Base({"vocabulary": "[3, 5, 7]"}, (3,), dtype="int64")
    yield "StringLookup", Base({"vocabulary": '["a", "b"]'}, (3,), dtype="string")
    yield "TextVectorization", Base({"vocabulary": '["a", "b"]'}, (), dtype="string")
    yield "Normalization", Base({"mean": "0.5", "variance": "2.0"})
    yield "MelSpectrogram", Base({}, (4096,))
    yield "STFTSpectrogram", Base({"window": "None"}, (4096, 2))


BASES = {
    **dict(convolutional()), **dict(by_rank()), **dict(merging()), **dict(images()), **dict(recurrent()), **dict(attention()), **dict(values()),
    "Dense": Base({"units": "10"}), "EinsumDense": Base({"equation": '"abc,cd->abd"', "output_shape": "(6, 5)"}),
    "Embedding": Base({"input_dim": "20", "output_dim": "5"}, (6,), dtype="int32"),
    "ReversibleEmbedding": Base({"input_dim": "20", "output_dim": "5"}, (6,), dtype="int32"),
    "Lambda": Base({"function": "lambda x: x"}), "Masking": Base(), "Identity": Base(), "Layer": Base(),
    "BatchNormalization": Base(), "LayerNormalization": Base(), "RMSNormalization": Base(), "UnitNormalization": Base(), "GroupNormalization": Base({"groups": "4"}),
    "Flatten": Base(), "Reshape": Base({"target_shape": "(8, 6)"}), "Permute": Base({"dims": "(2, 1)"}), "RepeatVector": Base({"n": "3"}, (8,)),
    "Activation": Base({"activation": '"relu"'}), "ReLU": Base(), "LeakyReLU": Base(), "ELU": Base(), "PReLU": Base(), "Softmax": Base(), "ThresholdedReLU": Base(),
    "Dropout": Base({"rate": "0.5"}), "GaussianDropout": Base({"rate": "0.5"}), "GaussianNoise": Base({"stddev": "0.5"}), "AlphaDropout": Base({"rate": "0.5"}),
    "Pipeline": Base({"layers": "[layers.Dense(4), layers.ReLU()]"}),
    "ActivityRegularization": Base(), "LocallyConnected1D": Base({"filters": "8", "kernel_size": "3"}, spatial(1)),
    "LocallyConnected2D": Base({"filters": "8", "kernel_size": "3"}, spatial(2)),
}
