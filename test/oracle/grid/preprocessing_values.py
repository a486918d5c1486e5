"""Layers that turn words, numbers and categories into indices, bags or scaled numbers."""

from .sampling import Grid, source, table

WORDS = [source((1,), dtype="string"), source((), dtype="string"), source((4,), dtype="string"), source((None,), dtype="string"),
         source((1,), dtype="string", batch_size=4), source((), dtype="string", batch_size=4), source((3, 1), dtype="string")]
WORD_ARRAYS = ["tf.constant(['a b', 'c'])", "np.array([['a b c'], ['c'], ['d']])", "['a b', 'c d e', 'a']", "tf.constant('a b')", "np.array(['a', 'b'])"]
INTS = [source((1,), dtype="int64"), source((), dtype="int64"), source((4,), dtype="int64"), source((None,), dtype="int64"),
        source((1,), dtype="int32"), source((4,), dtype="int64", batch_size=3), source((2, 4), dtype="int64")]
INT_ARRAYS = ["tf.constant([1, 2, 3])", "np.array([[1, 2], [2, 1]])", "[1, 2, 2]", "np.array([[1], [2], [0]])", "tf.constant([[1, 2, 0]])"]
FLOATS = [source((4,)), source((1,)), source(()), source((None,)), source((4,), batch_size=3), source((3, 4)), source((4,), dtype="float64"),
          source((4,), dtype="int32")]
FLOAT_ARRAYS = ["tf.constant([1., 2., 3.])", "np.array([[1., 2.], [2., 1.]])", "np.zeros((3, 1))", "[1.0, 2.0]"]
NAMES = {"name": ['"n"'], "trainable": ["False"]}
STANDARD = ['standardize=None', 'standardize="lower"', 'standardize="strip_punctuation"']
VOCABULARY = 'vocabulary=["a", "b", "c", "d", "e"]'

TEXT = Grid(
    "TextVectorization",
    required=["", "100", "max_tokens=1000, output_sequence_length=10", "1000, output_mode='int', output_sequence_length=20", VOCABULARY,
              VOCABULARY + ", output_sequence_length=4", VOCABULARY + ", output_mode='multi_hot'", VOCABULARY + ", output_mode='count'",
              "100, output_mode='multi_hot', pad_to_max_tokens=True", "100, output_mode='count', pad_to_max_tokens=True", *STANDARD,
              'split="character"', "ngrams=2", "ngrams=(1, 2), output_sequence_length=5", 'split=None, output_sequence_length=3', "split=None"],
    bad_required=["1", "0", "output_mode='binary', max_tokens=50, pad_to_max_tokens=True", "output_mode='one_hott'", "output_mode='multi_hot'",
                  "output_mode='multi_hot', output_sequence_length=4", "output_sequence_length='a'", "output_sequence_length=2.5", "standardize='lowr'",
                  "split='words'", "ngrams='a'", "ngrams=[1, 2]", "pad_to_max_tokens=True", "max_token=10", 'vocabulary=["a", "a"]', "vocabulary=[]",
                  'vocabulary=["a", "b", "c"], max_tokens=3', "output_mode='count'", "idf_weights=[1.0]"],
    options=NAMES, inputs=WORDS, bad_inputs=[source((2,)), source((1,), dtype="int32"), *WORD_ARRAYS, *WORD_ARRAYS[:3]], common=False, count=240, bad_input_rate=0.35)

LOOKUP_MODES = [", output_mode='one_hot'", ", output_mode='multi_hot'", ", output_mode='count'"]


def lookup(name, vocabulary, inputs, arrays, faults, extra):
    return Grid(
        name,
        required=["", vocabulary, *[vocabulary + mode for mode in LOOKUP_MODES], "max_tokens=10", "max_tokens=10, output_mode='multi_hot', pad_to_max_tokens=True",
                  "10, output_mode='one_hot', pad_to_max_tokens=True", vocabulary + ", num_oov_indices=2, output_mode='multi_hot'",
                  *extra],
        bad_required=["1", "0", "num_oov_indices=-1", "pad_to_max_tokens=True", "output_mode='onehot'", "output_mode='one_hot'", "output_mode='multi_hot'",
                      "invert=True, output_mode='count', max_tokens=4", "vocab=3", *faults],
        options=NAMES, inputs=inputs, bad_inputs=arrays, common=False, count=190, bad_input_rate=0.3)


STRING = lookup("StringLookup", VOCABULARY, WORDS, WORD_ARRAYS,
                ['vocabulary=["a", "a"]', "vocabulary=[]", 'vocabulary=["a", "b", "c"], max_tokens=3'],
                ["vocabulary=['[UNK]', 'a', 'b'], output_mode='multi_hot'", VOCABULARY + ", mask_token=''", "mask_token='', output_mode='int'", "vocabulary=np.array(['a', 'b'])"])
INTEGER = lookup("IntegerLookup", "vocabulary=[1, 2, 3, 4]", INTS, INT_ARRAYS, ["vocabulary=[1, 1]", "vocabulary=[]", "vocabulary=[1, 2, 3], max_tokens=3"],
                 ["vocabulary=[-1, 1, 2], output_mode='one_hot'", "vocabulary=[1, 2, 3], mask_token=0", "vocabulary=np.array([4, 5, 6]), output_mode='count'"])

CATEGORY = Grid("CategoryEncoding",
                required=["4", "num_tokens=4", "4, output_mode='one_hot'", "4, 'multi_hot'", "num_tokens=4, output_mode='count'", "4, output_mode='binary'"],
                bad_required=["", "0", "-1", "None", "'4'", "4, output_mode='onehot'", "4, output_mode='int'", "max_tokens=4", "4, output_mode=None"],
                options={**NAMES, "dtype": ['"float16"', '"int32"', '"float64"']}, inputs=INTS + [source((4,)), source((1,), dtype="uint8")], bad_inputs=INT_ARRAYS + [source((2,), dtype="string")],
                common=False, count=170, bad_input_rate=0.3)

DISCRETE = Grid("Discretization",
                required=["[0., 1., 2.]", "bin_boundaries=[-1.0, 0.5]", "num_bins=4", "[0., 1.], output_mode='one_hot'", "[0., 1.], output_mode='multi_hot'",
                          "[0., 1.], output_mode='count'", "bin_boundaries=[0.0, 1.0], output_mode='int'"],
                bad_required=["", "num_bins=-1", "[0., 1.], num_bins=3", "[0.], output_mode='hot'", "bins=[0., 1.]", "num_bins=4, output_mode='one_hot'", "num_bins=0"],
                options={"name": ['"n"']}, inputs=FLOATS, bad_inputs=FLOAT_ARRAYS + [source((2,), dtype="string")], common=False, count=150, bad_input_rate=0.3)

HASH = Grid("Hashing",
            required=["3", "num_bins=8", "8, output_mode='one_hot'", "8, output_mode='multi_hot'", "8, output_mode='count'", "3, salt=133", "3, salt=[1, 2]", "3, mask_value=''"],
            bad_required=["", "0", "-2", "None", "3, output_mode='onehot'", "3, salt='a'", "3, salt=(1, 2, 3)", "'3'", "3, dtype='float32'", "3, dtype='int32'"],
            options=NAMES, inputs=WORDS, bad_inputs=WORD_ARRAYS, common=False, count=150, bad_input_rate=0.3)
PAIRS = ["[keras.Input((1,), dtype='string'), keras.Input((1,), dtype='int64')]", "(keras.Input((1,), dtype='string'), keras.Input((1,), dtype='string'))",
         "[keras.Input((), dtype='string'), keras.Input((), dtype='int32')]"]
CROSS = Grid("HashedCrossing", required=["5", "num_bins=10", "5, output_mode='one_hot'", "num_bins=5, output_mode='int'"],
             bad_required=["", "5, output_mode='multi_hot'", "5, output_mode='onehot'", "5, dtype='int32'"], options=NAMES, inputs=PAIRS,
             bad_inputs=["keras.Input((1,), dtype='string')", "[keras.Input((1,), dtype='string')]", "[keras.Input((2,), dtype='string'), keras.Input((2,), dtype='string')]",
                         "[keras.Input((1,)), keras.Input((1,))]", "[keras.Input((1,), dtype='string'), keras.Input((), dtype='string')]", "(tf.constant(['a', 'b']), tf.constant([1, 2]))"],
             common=False, count=80, bad_input_rate=0.4)

NORMAL = Grid("Normalization",
              required=["", "axis=-1", "axis=None", "axis=1", "-1, 0.0, 1.0", "axis=None, mean=2.0, variance=1.0", "mean=[1., 2., 3., 4.], variance=[1., 1., 1., 1.]",
                        "axis=(1,)", "invert=True", "axis=[-1], mean=0.5, variance=2.0"],
              bad_required=["axis=5", "axis=-4", "axis=0", "mean=1.0", "variance=1.0", "axis='a'", "axis=1.5", "mean=[1., 2.], variance=[1.]", "mean=[1., 2.], variance=[1., 3.]",
                            "axis=None, mean=[1., 2.], variance=[1., 2.]", "epsilon=1e-3", "axis=(1, 2)"],
              options={**NAMES, "dtype": ['"float16"', '"float64"', '"mixed_float16"']}, inputs=FLOATS + [source((8, 8, 3)), source((4,), dtype="uint8")], bad_inputs=FLOAT_ARRAYS + ["None", "[keras.Input((4,))]"],
              common=False, count=200, bad_input_rate=0.25)

def without_oov(name, vocabulary, inputs):
    """What raises on values that are not in the vocabulary, on KerasTensors only."""
    for options in ("num_oov_indices=0", "num_oov_indices=0, output_mode='one_hot'", "num_oov_indices=0, mask_token=None"):
        yield from (f"layers.{name}({vocabulary}, {options})({call})" for call in inputs[:4])
    for call in ("keras.Input((1,), dtype='int64')", "keras.Input((), dtype='int64', batch_size=4)"):
        yield f"layers.{name}({vocabulary}, invert=True)({call})"


FUNCTIONS = [f"layers.TextVectorization(standardize=lambda text: tf.strings.lower(text){more})(keras.Input((1,), dtype='string'))"
             for more in ("", ", output_sequence_length=9", ", max_tokens=30, output_mode='multi_hot', pad_to_max_tokens=True")]
LAYERS = table(TEXT, STRING, INTEGER, CATEGORY, DISCRETE, HASH, CROSS, NORMAL, TextVectorization=FUNCTIONS, StringLookup=list(without_oov("StringLookup", VOCABULARY, WORDS)),
               IntegerLookup=list(without_oov("IntegerLookup", "vocabulary=[1, 2, 3]", INTS)))
