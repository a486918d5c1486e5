"""Every layer under dtype policies: a global one that is set inside of the expression, and `dtype=` in all its forms."""

from .sparse_ragged import ANY, IMAGES, MERGES, PAIRED, SEQUENCES, VOLUMES

POLICIES = ['"mixed_float16"', '"mixed_bfloat16"', '"float64"', '"float16"', 'keras.mixed_precision.Policy("mixed_float16")', '{"class_name": "Policy", "config": {"name": "mixed_float16"}}', "tf.float16"]
GLOBALS = ['"mixed_float16"', '"mixed_bfloat16"', '"float64"', 'keras.mixed_precision.Policy("mixed_float16")']
INPUTS = ["", ', dtype="float64"', ', dtype="int32"', ', dtype="float16"', ', dtype="bool"']
SHAPES = {1: "(8,)", 2: "(6, 8)", 3: "(9, 9, 3)", 4: "(5, 5, 5, 8)"}
SKIPPED = {"Lambda", "TimeDistributed", "Wrapper", "TextVectorization", "StringLookup"}


def under(policy, code):
    """The code with a global policy."""
    return f"[keras.mixed_precision.set_global_policy({policy}), {code}][1]"


def calls():
    """Layer, argument and the input's shape."""
    for rank, settings in ((2, ANY), (2, SEQUENCES), (3, IMAGES), (4, VOLUMES)):
        for name, arguments in settings.items():
            if name not in SKIPPED:
                for argument in arguments[:2]:
                    yield name, argument, SHAPES[rank]


def joined(*parts):
    return ", ".join(part for part in parts if part)


def single():
    for number, (name, argument, shape) in enumerate(calls()):
        for index, policy in enumerate(POLICIES):
            if index < 3 or (number + index) % 5 == 0:
                yield f"layers.{name}({joined(argument, f'dtype={policy}')})(keras.Input({shape}{INPUTS[0 if index == 0 else (number + index) % 5]}))"
        for index, policy in enumerate(GLOBALS):
            if index == 0 or (number + index) % 3 == 0:
                yield under(policy, f"layers.{name}({argument})(keras.Input({shape}{INPUTS[0 if index == 0 else (number + index) % 5]}))")


def several():
    for name, arguments in {**MERGES, **PAIRED}.items():
        for argument in arguments[:1]:
            for one, other in (("", ""), ('dtype="float16"', ""), ('dtype="int32"', ""), ('dtype="int32"', 'dtype="float64"'), ('dtype="float64"', 'dtype="float16"')):
                pair = ", ".join(f"keras.Input((6, 8){', ' + dtype if dtype else ''})" for dtype in (one, other))
                pair = pair if name.startswith(("Multi", "Group")) else f"[{pair}]"
                yield f"layers.{name}({joined(argument, 'dtype=%s' % POLICIES[0])})({pair})"
                yield f"layers.{name}({joined(argument, 'dtype=%s' % POLICIES[2])})({pair})"
                yield under(GLOBALS[0], f"layers.{name}({argument})({pair})")


CHAINS = ["layers.Dense(4, dtype='float32')(layers.Dense(4)(keras.Input((8,))))", "layers.Dense(4)(layers.Dense(4, dtype='float32')(keras.Input((8,))))", "layers.Activation('softmax', dtype='float32')(layers.Dense(4)(keras.Input((8,))))", "keras.Input((8,))", "keras.Input((8,)) + 1",
          "keras.Input((8,)) * keras.Input((8,), dtype='float64')", "layers.Dense(4)(keras.Input((8,))) + 1.0", "layers.Lambda(lambda x: x * 2)(keras.Input((8,)))", "layers.TimeDistributed(layers.Dense(4))(keras.Input((6, 8)))", "layers.Bidirectional(layers.LSTM(4, return_state=True))(keras.Input((6, 8)))",
          "layers.TimeDistributed(layers.Dense(4, dtype='float32'))(keras.Input((6, 8)))", "layers.Bidirectional(layers.LSTM(4, dtype='float32'))(keras.Input((6, 8)))", "layers.RNN(layers.LSTMCell(4, dtype='float32'))(keras.Input((6, 8)))", "layers.RNN([layers.LSTMCell(4), layers.GRUCell(3)], return_state=True)(keras.Input((6, 8)))",
          "layers.LSTM(4, return_state=True)(keras.Input((6, 8)))", "layers.Embedding(10, 4)(keras.Input((6,), dtype='int32'))", "layers.LSTM(4)(layers.Embedding(10, 4, mask_zero=True)(keras.Input((6,))))", "keras.Sequential([layers.Dense(4), layers.Dense(3, dtype='float32')])(keras.Input((8,)))",
          "keras.Sequential([keras.Input((8,)), layers.Dense(4)]).outputs[0]", "layers.StringLookup(vocabulary=['a'])(keras.Input((3,), dtype='string'))", "layers.TextVectorization(vocabulary=['a'])(keras.Input((1,), dtype='string'))", "layers.StringLookup(vocabulary=['a'], output_mode='multi_hot')(keras.Input((3,), dtype='string'))",
          "layers.Dense(4).dtype", "layers.Dense(4).compute_dtype", "layers.Dense(4).variable_dtype", "layers.Dense(4, dtype='mixed_bfloat16').compute_dtype", "layers.Rescaling(2.0).compute_dtype", "Inside(layers.Dense(4))(keras.Input((8,)))", "Inside(layers.Dense(4, dtype='float32'))(keras.Input((8,)))", "Inside(layers.LSTM(4))(keras.Input((6, 8), dtype='float64'))",
          "Inside(layers.Embedding(10, 4))(keras.Input((6,), dtype='int32'))", "layers.Dense(4)(np.ones((2, 8)))", "layers.Dense(4)(np.ones((2, 8), 'int32'))", "layers.Dense(4)(tf.ones((2, 8), 'float16'))", "layers.Add()([np.ones((2, 8)), np.ones((2, 8), 'float32')])", "layers.Flatten()(np.ones((2, 8, 3)))", "layers.LSTM(4)(np.ones((2, 8, 3)))", "layers.BatchNormalization()(tf.ones((2, 8, 8, 3)))",
          "layers.Dense(4, dtype=None)(keras.Input((8,)))", "layers.Dense(4, autocast=False)(keras.Input((8,)))", "layers.Dense(4, dtype='float16', autocast=False)(keras.Input((8,), dtype='float64'))", "layers.MultiHeadAttention(2, 4)(keras.Input((6, 8)), keras.Input((6, 8)), return_attention_scores=True)"]

NAMES = ["'str'", "str", "'string'", "'int'", "int", "'float'", "float", "'object'", "'bool'", "bool", "'half'", "'double'", "'mixed_float32'", "'mixed_float64'", "'int4'", "'float8'", "'complex64'", "''", "np.float16", "tf.string", "3"]
NAMED = ["layers.Identity(dtype={})(keras.Input((8,)))", "layers.Rescaling(2.0, dtype={})(keras.Input((8,)))", "layers.Dense(4, dtype={})(keras.Input((8,)))", "layers.TextVectorization(vocabulary=['a'], dtype={})(keras.Input((1,), dtype='string'))",
         "keras.Input((8,), dtype={})", "keras.mixed_precision.Policy({}).compute_dtype", "keras.mixed_precision.set_global_policy({})"]

LAYERS = {"Policies": sorted({*single(), *several(), *CHAINS, *(under(policy, code) for policy in GLOBALS for code in CHAINS), *(f"[keras.backend.set_floatx('float16'), {code}][1]" for code in CHAINS)}),
          "PolicyNames": sorted(code.replace("{}", name) for code in NAMED for name in NAMES)}
