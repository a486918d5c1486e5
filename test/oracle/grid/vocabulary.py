"""Argument values that many layers share."""

ACTIVATIONS = ['"relu"', '"softmax"', '"tanh"', "None", '"linear"', "keras.activations.relu", "tf.nn.relu", '"gelu"']
BAD_ACTIVATIONS = ['activation="rellu"', "activation=3", 'activation=""', 'activation="ReLU6x"']
INITIALIZERS = ['"zeros"', '"he_normal"', '"HeNormal"', "keras.initializers.Zeros()", "None"]
BAD_INITIALIZERS = ['="hee_normal"', "=3", '="glorot"']
REGULARIZERS = ['"l2"', "keras.regularizers.l2(0.01)", "None"]
BAD_REGULARIZERS = ['="l22"', "=0.01"]
FORMATS = ['"channels_last"', '"channels_first"', "None"]
BAD_FORMATS = ['data_format="channels_lst"', 'data_format="NHWC"', "data_format=1"]


def weights(prefixes, constraint=True):
    """Options for `kernel_initializer` and the like, for each prefix."""
    found = {}
    for prefix in prefixes:
        found[f"{prefix}_initializer"] = INITIALIZERS[:3]
        found[f"{prefix}_regularizer"] = REGULARIZERS[:2]
        if constraint:
            found[f"{prefix}_constraint"] = ['"non_neg"', "None"]
    return found


def weight_faults(prefixes):
    found = []
    for prefix in prefixes:
        found += [f"{prefix}_initializer{bad}" for bad in BAD_INITIALIZERS]
        found += [f"{prefix}_regularizer{bad}" for bad in BAD_REGULARIZERS]
        found.append(f'{prefix}_constraint="max"')
    return found
