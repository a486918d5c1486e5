"""Dense, Embedding, Masking, Lambda, Rescaling."""

from .sampling import Grid, source, sources, table
from .vocabulary import ACTIVATIONS, BAD_ACTIVATIONS, weight_faults, weights

DENSE = Grid(
    "Dense",
    required=["10", "units=10", "1", "64, \"relu\"", "10.0", "np.int64(7)", "100000", "True", "2 ** 5"],
    bad_required=["", "0", "-1", "None", '"10"', "2.5", "(10,)", "[10]", "unit=10", "10, units=10", "10, \"relu\", True, 1",
                  "10, \"relu\", True, None, None, None, None, None, None, None, 5", "float(\"inf\")"],
    options={"activation": ACTIVATIONS, "use_bias": ["False", "True"], **weights(["kernel", "bias"]),
             "activity_regularizer": ['"l2"']},
    faults=[*BAD_ACTIVATIONS, *weight_faults(["kernel", "bias"]), "use_bais=False", "input_shape=(28,)", "activations=None"],
    inputs=sources((28,), (None, 28), (14, 28), (None, None, 8), (3, 4, 5), (2, 3, 4, 5), (1,),
                   dtypes=("int32", "float16", "float64", "bool", "uint8")),
    bad_inputs=[source((None,)), source(()), source((28, None)), source((None, None)), source((8,), dtype="string"),
                source((0,)), source((4, 0)), "", "None", "[keras.Input((4,)), keras.Input((4,))]", "[keras.Input((4,))]",
                "keras.Input((4,)), keras.Input((4,))", "3", '"x"', "(4,)", source((None,), batch_size=2),
                "{\"a\": keras.Input((4,))}", "keras.Input((4,)), training=True", "keras.Input((4,)), mask=None",
                "inputs=keras.Input((4,))", "x=keras.Input((4,))"],
    count=440,
)

EMBEDDING = Grid(
    "Embedding",
    required=["100, 16", "input_dim=100, output_dim=16", "1, 1", "100, output_dim=8"],
    bad_required=["", "100", "0, 16", "100, 0", "-1, 16", "100, -16", "None, 16", "100, None", '"100", 16', "100.0, 16",
                  "100, 16.5", "(100,), 16", "100, 16, 4, 5, 6, 7, 8, 9, 10, 11"],
    options={"mask_zero": ["True", "False"], **weights(["embeddings"])},
    faults=["input_length=10", "input_length=(10,)", "input_length=None", "input_lenght=10", "maskzero=True",
            *weight_faults(["embeddings"]), "weights=[np.zeros((100, 16))]", "sparse=True", "input_length=7"],
    inputs=sources((10,), (None,), (), (10, 5), (None, 5), (2, 3, 4), dtypes=("int32", "int64", "float16", "bool", "uint8")),
    bad_inputs=[source((10,), dtype="string"), source((0,)), "None", "", "[keras.Input((4,)), keras.Input((4,))]",
                "[keras.Input((4,))]", "[1, 2, 3]"],
    count=190,
)

MASKING = Grid(
    "Masking",
    required=["", "0.0", "mask_value=-1.0", "mask_value=0"],
    bad_required=['"a"', "None", "1, 2, 3", "value=0"],
    inputs=sources((10, 8), (None, 8), (8,), (), (4, 5, 6)),
    bad_inputs=[source((4, 4), dtype="string"), source((4, 4), dtype="bool"), "None", "[keras.Input((4,)), keras.Input((4,))]"],
    count=60,
)

RESCALING = Grid(
    "Rescaling",
    required=["1.0 / 255", "scale=2", "1.0 / 127.5, offset=-1", "1, 0.5", "[1.0, 2.0, 3.0]", "[1.0, 2.0, 3.0], [0.0, 0.0, 1.0]"],
    bad_required=["", '"a"', "None", "1, None", "scales=1", "[1.0, 2.0]", "1, 2, 3, 4"],
    inputs=sources((8, 8, 3), (3,), (None, None, 3), (), (5, 3), dtypes=("uint8", "int32", "float16")),
    bad_inputs=[source((4,), dtype="string"), source((4,), dtype="bool"), "None", "[keras.Input((3,)), keras.Input((3,))]"],
    count=80,
)

BODIES = ["x * 2", "x + 1", "x", "-x", "x[:, 0]", "x[:, :, 0]", "x[..., 0]", "x[:, -1]", "x[:, 1:3]", "x[0]", "x ** 2",
          "x / 2", "x // 2", "x - 1.5", "x @ x", "x > 0", "[x, x]", "(x, x + 1)", "abs(x)", "x[:, None]", "x[:, ::2]",
          "x * x", "2 * x", "1 - x", "x[:, 100]", "x.shape", "None", "1", "x[:, 0, 0, 0]", "undefined_name", "x.foo", "x + y",
          "tf.reduce_mean(x, axis=1)", "tf.expand_dims(x, -1)", "tf.nn.softmax(x)", "tf.squeeze(x, 1)", "tf.cast(x, \"int32\")",
          "tf.reshape(x, (-1, 4))", "tf.transpose(x, (0, 2, 1))", "tf.concat([x, x], -1)", "tf.shape(x)",
          "tf.reduce_sum(x)", "tf.reduce_sum(x, axis=5)", "tf.matmul(x, x)", "tf.matmul(x, x, transpose_b=True)",
          "x + tf.ones((3, 8))", "x + tf.ones((5, 7))", "x * np.ones(8)"]

LAMBDA = Grid(
    "Lambda",
    required=[f"lambda x: {body}" for body in BODIES] + ["lambda x, training=None: x", "lambda x, k=2: x * k", "tf.nn.relu",
                                                        "keras.activations.relu", "function=lambda x: x"],
    bad_required=["", "None", "3", '"x"', "lambda: 1", "lambda x, y: x + y", "lambda x: x, lambda x: x, 1, 2, 3"],
    options={"output_shape": ["(8,)", "None", "lambda s: s", "lambda s: (s[0], 3)"], "arguments": ["None", "{}"],
             "mask": ["None"]},
    faults=['arguments={"k": 3}', "output_shape=3", "output_shape=[4, 5]", 'output_shape="a"', "output_shapes=(3,)"],
    inputs=sources((6, 8), (None, 8), (8,), (4, 4), (1, 8)),
    bad_inputs=["[keras.Input((4,)), keras.Input((4,))]", "None", ""],
    count=240,
)

MULTI = [f"layers.Lambda(lambda t: {body})([keras.Input((6, 8)), keras.Input({shape})])"
         for body in ["t[0] + t[1]", "t[0]", "t", "t[0] * t[1]", "t[0] @ t[1]", "t[2]", "tf.concat(t, -1)", "tf.concat(t, 1)"]
         for shape in ["(6, 8)", "(8,)", "(1, 8)", "(8, 3)", "(5, 8)", "(None, 8)"]]

LAYERS = table(DENSE, EMBEDDING, MASKING, RESCALING, LAMBDA, Lambda=MULTI)
