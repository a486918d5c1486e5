"""Random calls of the layers of words, numbers and categories, with every argument; drawn as in random_layers.py."""

from .random_recurrent import some, spread

WORDS = ["'a'", "'b'", "'c'", "'[UNK]'", "''", "'d e'", "'x'"]
DTYPES = ["'float16'", "'int32'", "'float64'", "'int64'", "'string'", "'bool'", "'uint8'"]


def shape(d, low=0, high=4, none=0.25):
    return tuple(None if d.chance(none) else d.int(1, 5) for _ in range(d.int(low, high)))


def symbol(d, dtype, low=0, high=3):
    batch = f", batch_size={d.int(1, 4)}" if d.chance(0.25) else ""
    drawn = dtype if d.chance(0.9) else d.one("int32", "int64", "float32", "string", "bool", "uint8", "float16")
    return f"keras.Input({shape(d, low, high)!r}{batch}, dtype={drawn!r})"


def constant(d, items, dtype):
    """A real value: list, array or tensor, of rank 0 to 3."""
    def nested(rank):
        return d.one(*items) if rank == 0 else f"[{', '.join(nested(rank - 1) for _ in range(lengths[rank - 1]))}]"
    lengths = [d.int(1, 3) for _ in range(3)]
    text = nested(d.int(0, 3))
    made = f"dtype={dtype!r}" if dtype != "string" else ""
    return d.one(f"tf.constant({spread([text, made])})", f"np.array({spread([text, '' if dtype == 'string' else made])})", text)


def ragged(d, items):
    return f"tf.ragged.constant([[{items[0]}, {items[1]}], [{items[2]}]])"


def words_in(d):
    if d.chance(0.6):
        return symbol(d, "string")
    return ragged(d, WORDS) if d.chance(0.1) else constant(d, WORDS, "string")


def ints_in(d, low=0, high=5):
    items = [str(d.int(low, high)) for _ in range(4)]
    if d.chance(0.6):
        return symbol(d, "int64")
    return ragged(d, items) if d.chance(0.1) else constant(d, items, d.one("int64", "int32"))


def floats_in(d):
    items = [str(d.int(-3, 9) / 2) for _ in range(4)]
    if d.chance(0.65):
        return symbol(d, "float32")
    return ragged(d, items) if d.chance(0.07) else constant(d, items, d.one("float32", "float64"))


def vocabulary(d, words):
    drawn = d.random.sample(words, d.int(0 if d.chance(0.1) else 1, min(5, len(words))))
    if d.chance(0.06):
        drawn.append(d.one(*words))
    text = spread(drawn)
    return d.one(f"[{text}]", f"[{text}]", f"({text},)" if text else "()", f"np.array([{text}])", f"tf.constant([{text}])", "None")


def lookup(d, name):
    strings = name == "StringLookup"
    words = WORDS if strings else ["1", "2", "3", "4", "0", "-1", "7"]
    special = lambda: d.one("None", d.one(*words), "'[UNK]'" if strings else "-1")
    parts = some(d, {"max_tokens": ["10", "None", "1", "0", "4", "-1", "'a'", "2.5"], "num_oov_indices": ["1", "2", "0", "-1", "'a'"], "mask_token": [special(), "None"], "oov_token": [special(), "'[UNK]'" if strings else "-1"],
                     "invert": ["True", "False"], "output_mode": ["'multi_hot'", "'one_hot'", "'count'", "'int'", "'tf_idf'", "'nope'", "None"], "pad_to_max_tokens": ["True", "False"], "sparse": ["True", "False"],
                     "vocabulary_dtype": ["'int32'", "'int64'"] if not strings else ["'string'"], "encoding": ["'utf-8'", "'latin-1'", "None", "3"], "dtype": DTYPES, "name": ["'n'"], "idf_weights": ["[1.0, 2.0]", "[1.]", "None"]}, 0.17)
    if d.chance(0.75):
        parts.append(f"vocabulary={vocabulary(d, words)}")
    inverted = "invert=True" in parts
    call = (words_in(d) if inverted else ints_in(d, -1, 8)) if not strings else (ints_in(d) if inverted else words_in(d))
    return f"layers.{name}({spread(parts)})({call})"


def text(d):
    parts = some(d, {"max_tokens": ["10", "None", "2", "1", "0", "-1", "'a'"], "standardize": ["'lower'", "None", "'lower_and_strip_punctuation'", "'strip_punctuation'", "'nope'", "tf.strings.lower", "3"],
                     "split": ["'whitespace'", "'character'", "None", "'nope'", "tf.strings.split", "3"], "ngrams": ["2", "(1, 2)", "None", "0", "'a'", "[1, 2]", "1"],
                     "output_mode": ["'int'", "'multi_hot'", "'count'", "'tf_idf'", "'tf-idf'", "'nope'", "'one_hot'", "None"], "output_sequence_length": ["4", "None", "0", "-1", "'a'", "2.5", "1"], "pad_to_max_tokens": ["True", "False"],
                     "sparse": ["True", "False"], "ragged": ["True", "False"], "encoding": ["'utf-8'", "'latin-1'"], "dtype": ["'int32'", "'float32'", "'string'"], "name": ["'n'"], "idf_weights": ["[1.0, 2.0]", "[1.]", "None"]}, 0.2)
    if d.chance(0.6):
        parts.append(f"vocabulary={vocabulary(d, WORDS)}")
    return f"layers.TextVectorization({spread(parts)})({words_in(d)})"


def category(d):
    tokens = repr(d.int(1, 6)) if d.chance(0.9) else d.one("0", "-1", "None", "'4'", "2.5", "")
    parts = some(d, {"output_mode": ["'multi_hot'", "'one_hot'", "'count'", "'int'", "'nope'", "None"], "sparse": ["True", "False"], "dtype": DTYPES, "name": ["'n'"]}, 0.35)
    weights = some(d, {"count_weights": [symbol(d, "float32"), "None", "[[1., 2.]]"]}, 0.1)
    return f"layers.CategoryEncoding({spread([tokens and 'num_tokens=' + tokens, *parts])})({spread([ints_in(d, 0, 3), *weights])})"


def discretization(d):
    parts = some(d, {"output_mode": ["'multi_hot'", "'one_hot'", "'count'", "'int'", "'nope'", "None"], "sparse": ["True", "False"], "epsilon": ["0.1", "0.01"], "dtype": DTYPES, "name": ["'n'"]}, 0.25)
    head = d.one("bin_boundaries=[0., 1., 2.]", "[0.5]", "bin_boundaries=(1, 2)", "bin_boundaries=[]", "bin_boundaries=np.array([0., 2.])", "num_bins=4", "num_bins=0", "num_bins=-1", "", "num_bins='a'", "bin_boundaries=[2., 1.]", "bin_boundaries=[0., 1.], num_bins=3", "bin_boundaries='a'")
    return f"layers.Discretization({spread([head, *parts])})({floats_in(d) if d.chance(0.75) else ints_in(d)})"


def hashing(d):
    bins = repr(d.int(1, 9)) if d.chance(0.9) else d.one("0", "-1", "None", "'4'", "2.5", "")
    parts = some(d, {"mask_value": ["'a'", "1", "None", "''"], "salt": ["1", "[1, 2]", "(3, 4)", "None", "'a'", "[1]", "1.5"], "output_mode": ["'one_hot'", "'multi_hot'", "'count'", "'int'", "'nope'", "None"], "sparse": ["True", "False"],
                     "dtype": DTYPES, "name": ["'n'"]}, 0.25)
    call = words_in(d) if d.chance(0.6) else ints_in(d) if d.chance(0.8) else floats_in(d)
    return f"layers.Hashing({spread([bins and 'num_bins=' + bins, *parts])})({call})"


def crossing(d):
    parts = some(d, {"output_mode": ["'one_hot'", "'int'", "'multi_hot'", "None"], "sparse": ["True", "False"], "dtype": DTYPES, "name": ["'n'"]}, 0.25)
    bins = repr(d.int(1, 9)) if d.chance(0.92) else d.one("0", "-1", "None", "'4'", "2.5")
    size, real = d.one((), (1,), (1,), (2,), (None,)), d.chance(0.3)
    one = lambda: f"tf.constant({[['a'], ['b']] if size else ['a', 'b']})" if real and d.chance(0.5) else f"tf.constant({[[1], [2]] if size else [1, 2]})" if real else f"keras.Input({size if d.chance(0.9) else (1,)!r}, dtype={d.one('string', 'int64', 'int32', 'float32', 'string')!r})"
    count = 2 if d.chance(0.8) else d.int(1, 3)
    inputs = spread([one() for _ in range(count)])
    return f"layers.HashedCrossing({spread([bins, *parts])})({d.one(f'[{inputs}]', f'({inputs},)')})"


def numbers(d):
    return d.one("1.5", "[1., 2., 3.]", "0", "np.zeros((2,))", "[1., 2.]", "2", "(1., 2., 3., 4.)", "[[1., 2.]]", "'a'")


def normalization(d):
    parts = some(d, {"axis": ["-1", "None", "1", "(1,)", "[-1]", "(1, 2)", "2", "0", "-2", "5", "(-1, -2)", "'a'"], "invert": ["True", "False"], "dtype": ["'float16'", "'float64'", "'mixed_float16'", "'int32'"], "name": ["'n'"]}, 0.4)
    if d.chance(0.5):
        mean = numbers(d)
        parts += [f"mean={mean}", f"variance={mean if d.chance(0.6) else numbers(d)}"] if d.chance(0.93) else [f"mean={mean}"]
    return f"layers.Normalization({spread(parts)})({floats_in(d) if d.chance(0.85) else ints_in(d)})"


def family():
    return {"EveryStringLookup": lambda d: lookup(d, "StringLookup"), "EveryIntegerLookup": lambda d: lookup(d, "IntegerLookup"), "EveryTextVectorization": text, "EveryCategoryEncoding": category,
            "EveryDiscretization": discretization, "EveryHashing": hashing, "EveryHashedCrossing": crossing, "EveryNormalization": normalization}
