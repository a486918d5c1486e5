"""Layers that prepare data, under each global dtype policy: on KerasTensors, in a graph, on real tensors."""

from .policies import under

POLICIES = ['"mixed_float16"', '"mixed_bfloat16"', '"float16"', '"bfloat16"', '"float64"']
BAGS = ["", ', output_mode="one_hot"', ', output_mode="multi_hot"', ', output_mode="count"']
WORDS = 'vocabulary=["a", "b"]'
NUMBERS = "vocabulary=[1, 2]"

# Layer -> arguments; what is asked in a grid's first place is asked under all policies in all modes.
TEXT = {
    "StringLookup": [WORDS + bag for bag in BAGS] + [WORDS + ", invert=True", WORDS + ', output_mode="tf_idf", idf_weights=[0.5, 0.5]'],
    "TextVectorization": [WORDS, *[f"{WORDS}{bag}" for bag in BAGS[2:]], WORDS + ", output_sequence_length=3", WORDS + ', output_mode="tf_idf", idf_weights=[0.5, 0.5]'],
    "Hashing": ["10", *[f"10{bag}" for bag in BAGS[1:]]],
}
INTS = {
    "CategoryEncoding": ["4", *[f'4, output_mode="{mode}"' for mode in ("one_hot", "count")], "4, sparse=True"],
    "IntegerLookup": [NUMBERS + bag for bag in BAGS] + [NUMBERS + ", invert=True"],
    "Hashing": ["10", *[f"10{bag}" for bag in BAGS[1:]]],
}
FLOATS = {
    "Discretization": ["[0.5, 1.5]", *[f"[0.5, 1.5]{bag}" for bag in BAGS[1:]], "num_bins=3"],
    "Normalization": ["mean=0.0, variance=1.0", "mean=[0.0] * 4, variance=[1.0] * 4", "mean=0.0, variance=1.0, invert=True", "", "axis=None"],
    "Rescaling": ["1 / 255", "2.0, offset=-1.0", "2"],
}
IMAGES = {
    "Resizing": ["4, 4", "4, 4, crop_to_aspect_ratio=True", '4, 4, interpolation="nearest"', "4, 4, pad_to_aspect_ratio=True"], "CenterCrop": ["2, 2", "12, 12"], "Rescaling": ["1 / 255"],
    "RandomFlip": [""], "RandomRotation": ["0.1"], "RandomCrop": ["2, 2"], "RandomZoom": ["0.1"], "RandomContrast": ["0.1"], "RandomBrightness": ["0.1"], "RandomTranslation": ["0.1, 0.1"],
    "AutoContrast": [""], "RandomGrayscale": [""], "Equalization": [""], "Solarization": [""], "RandomShear": ["0.1"], "RandomErasing": [""],
    "RandomHue": ["0.1"], "RandomInvert": [""], "RandomPosterization": ["4"], "RandomGaussianBlur": [""], "RandomColorJitter": [""], "RandomSharpness": ["0.1"], "RandomSaturation": ["0.1"],
    "RandomPerspective": [""], "RandomElasticTransform": [""], "RandAugment": [""], "AugMix": [""], "RandomColorDegeneration": ["0.1"], "ContrastLimitedAdaptiveHistogramEqualization": [""],
}
SIGNALS = {"MelSpectrogram": ["fft_length=64, sequence_stride=16, num_mel_bins=8, sampling_rate=1000, max_freq=400"], "STFTSpectrogram": ["frame_length=16, frame_step=8, fft_length=16"]}


def asked(names, sources):
    """`sources` are triples: an Input, a real tensor and a plain array."""
    number = 0
    for name, settings in names.items():
        for argument in settings:
            for index, policy in enumerate(POLICIES):
                for place, source in enumerate(sources):
                    number += 1
                    if index < 2 and place < 2 or number % 3 == 0:
                        call = f"layers.{name}({argument})({source})"
                        inner = f"Inside(layers.{name}({argument}))({source})"
                        yield under(policy, call)
                        if number % 4 == 0 and name not in IMAGES:
                            yield under(policy, inner)


def crossings():
    pairs = ["(keras.Input((1,), dtype='string'), keras.Input((1,), dtype='int32'))", "(tf.constant([['a'], ['b']]), tf.constant([[1], [2]]))", "[np.array([['a'], ['b']]), np.array([[1], [2]])]"]
    for policy in POLICIES:
        for argument in ("5", "5, output_mode='one_hot'", "5, output_mode='one_hot', sparse=True"):
            yield from (under(policy, f"layers.HashedCrossing({argument})({pair})") for pair in pairs)


CALLS = [
    *asked(TEXT, ["keras.Input((1,), dtype='string')", "tf.constant([['a'], ['b']])", "np.array([['a'], ['b']])", "keras.Input((), dtype='string')", "tf.constant(['a', 'b'])"]),
    *asked(INTS, ["keras.Input((4,), dtype='int32')", "tf.constant([[1, 2, 0, 3], [1, 2, 0, 3]])", "np.array([[1, 2, 0, 3], [1, 2, 0, 3]])", "keras.Input((1,), dtype='int64')", "np.array([[1], [2]])", "keras.Input((4,))", "keras.Input((4,), dtype='uint8')"]),
    *asked(FLOATS, ["keras.Input((4,))", "tf.zeros((2, 4))", "np.zeros((2, 4))", "keras.Input((4,), dtype='int32')", "np.zeros((2, 4), 'int32')", "np.zeros((2, 4), 'uint8')", "keras.Input((4,), dtype='float64')"]),
    *asked(IMAGES, ["keras.Input((9, 9, 3))", "np.zeros((2, 9, 9, 3), 'float32')", "np.zeros((2, 9, 9, 3), 'uint8')", "keras.Input((9, 9, 3), dtype='uint8')", "tf.zeros((9, 9, 3))", "keras.Input((9, 9, 3), dtype='float64')", "np.zeros((2, 9, 9, 3))"]),
    *asked(SIGNALS, ["keras.Input((400,))", "np.zeros((2, 400), 'float32')", "keras.Input((400,), dtype='float64')", "np.zeros((2, 400))"]),
    *crossings(),
]

LAYERS = {"PoliciesOfData": sorted(set(CALLS))}
