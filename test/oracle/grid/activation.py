"""Activation and the activation layers."""

from .sampling import Grid, ranks, source, sources, table

NAMES = ["celu", "elu", "exponential", "gelu", "glu", "hard_shrink", "hard_sigmoid", "hard_silu", "hard_swish", "hard_tanh", "leaky_relu", "linear",
         "log_sigmoid", "log_softmax", "mish", "relu", "relu6", "selu", "sigmoid", "silu", "soft_shrink", "softmax", "softplus", "softsign",
         "sparse_plus", "sparse_sigmoid", "sparsemax", "squareplus", "swish", "tanh", "tanh_shrink", "threshold"]
SHAPES = [(8,), (None, 8), (6, 5, 4), (None, None, 3), ()]
UNFIT = [source((4,), dtype="string"), source((4,), dtype="bool"), "None", "", "[keras.Input((4,)), keras.Input((4,))]", "[keras.Input((4,))]", "3",
         source((0,)), *ranks(6)]

ACTIVATION = Grid(
    "Activation",
    required=[f'"{name}"' for name in NAMES] + ["activation=\"relu\"", "keras.activations.relu", "tf.nn.relu", "keras.activations.softmax",
                                               "lambda x: x * 2", "tf.nn.softmax", "None", "keras.layers.ReLU()", "tf.tanh"],
    bad_required=["", '"rellu"', '"ReLU"', '"Relu"', "3", "keras.layers.ReLU", '"prelu"', '""', '"relu", 1', "keras.activations.foo", '"soft_max"', '"leakyrelu"',
                  '["relu"]', "activations=\"relu\"", "lambda x: x[:, 0]", '"leaky-relu"'],
    inputs=sources(*SHAPES, dtypes=("int32", "float16", "float64")), bad_inputs=UNFIT, count=200)


def simple(name, required, bad_required, count=60, **more):
    return Grid(name, required=required, bad_required=bad_required, inputs=sources(*SHAPES), bad_inputs=UNFIT, count=count, **more)


RELU = simple("ReLU", ["", "6", "max_value=6.0", "negative_slope=0.1", "6, 0.1", "threshold=1.0", "6, 0.1, 0.5", "max_value=None"],
              ["-1", "max_value=-1.0", "negative_slope=-1", "threshold=-1", '"a"', "negative_slope=None", "threshold=None", "max_val=6", "1, 2, 3, 4",
               'max_value="6"', "negative_slope=[0.1]", "alpha=0.1"], 80)
LEAKY = simple("LeakyReLU", ["", "0.1", "alpha=0.2", "negative_slope=0.2", "alpha=0"],
               ["None", '"a"', "alpha=None", "negative_slope=None", "0.1, 0.2", "slope=0.1", "alpha=-1", "[0.1]"], 80)
ELU = simple("ELU", ["", "1.0", "alpha=0.5", "0"], ["None", '"a"', "alpha=None", "1, 2", "alhpa=1", "-1"])
SOFTMAX = simple("Softmax", ["", "-1", "axis=-1", "axis=1", "axis=[1, 2]"],
                 ["axis=9", "axis=-9", "axis=None", 'axis="a"', "axis=0", "axis=1.0", "axes=1", "1, 2", "axis=[0, 9]", "axis=()"], 80,
                 options={"axis": ["-2", "2", "(-1,)"]})
THRESHOLDED = simple("ThresholdedReLU", ["", "1.0", "theta=0.5"], ["None", "theta=-1", '"a"', "theta=None", "1, 2"], 45)
PRELU = Grid(
    "PReLU",
    required=["", "shared_axes=[1]", "shared_axes=[1, 2]", "shared_axes=1", "shared_axes=(1,)", "\"zeros\""],
    bad_required=["shared_axes=[0]", "shared_axes=[9]", "shared_axes=[-1]", 'shared_axes="a"', "shared_axes=None", "alpha_initializer=\"zeroes\"",
                  "alpha=0.1", "alpha_regularizer=3", "1, 2, 3, 4, 5", "shared_axes=[1.0]", "shared_axes=[]", "shared_axis=[1]"],
    options={"alpha_initializer": ['"zeros"', '"he_normal"'], "alpha_regularizer": ['"l2"'], "alpha_constraint": ['"non_neg"']},
    inputs=sources((8,), (6, 8), (None, 8), (6, 5, 4), (None, None, 3), (None,), (6, None)),
    bad_inputs=UNFIT, count=120, fault_rate=0.15)

FUNCTIONS = [f"keras.activations.{name}(keras.Input({shape}))" for name in NAMES for shape in ("(8,)", "(None, 6)")]
FUNCTIONS += [f"keras.activations.{call}" for call in ["softmax(keras.Input((8,)), axis=1)", "softmax(keras.Input((8,)), axis=5)", "get(\"relu\").__name__",
                                                      "get(\"rellu\")", "get(None).__name__", "get(3)", "softmax(keras.Input(()))", "relu(3)", "relu(None)"]]

LAYERS = table(ACTIVATION, RELU, LEAKY, ELU, SOFTMAX, THRESHOLDED, PRELU, activations=FUNCTIONS)
