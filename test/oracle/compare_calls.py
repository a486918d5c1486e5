"""Whether two calls give the same: one of TensorFlow, and one of `keras.ops` that takes its place."""

import numpy as np
import tensorflow as tf
from judge import clean

SHAPES = {
    "x": ((2, 3, 4), "float32"), "y": ((2, 3, 4), "float32"), "m": ((2, 3, 3), "float32"), "s": ((2, 3, 3), "float32"),
    "w": ((4, 5), "float32"), "g": ((2, 6, 6, 3), "float32"), "v": ((2, 5), "float32"), "p": ((2, 3, 4), "bool"),
    "q": ((2, 3, 4), "bool"), "i": ((2, 3), "int32"), "j": ((2, 3), "int32"), "c": ((2,), "int32"),
}
REAL = {"w"}  # weights, where the other names are inputs of a model


def tensors():
    chance = np.random.RandomState(0)
    found = {}
    for name, (shape, dtype) in SHAPES.items():
        value = chance.uniform(0.05, 0.95, shape)
        if dtype == "bool":
            value = value > 0.5
        elif dtype == "int32":
            value = (value * 3 + 1).astype("int32")
        elif name == "s":  # symmetric and positive
            value = value @ np.swapaxes(value, 1, 2) + 3 * np.eye(3)
        found[name] = tf.constant(value, dtype)
    return found


def leaves(value):
    if isinstance(value, (list, tuple)) and any(hasattr(each, "dtype") for each in value):
        return [leaf for each in value for leaf in leaves(each)]
    return [value]


def difference(old, new):
    """What differs between two results; None when nothing does."""
    a, b = leaves(old), leaves(new)
    if len(a) != len(b):
        return f"{len(a)} and {len(b)} results"
    for one, other in zip(a, b):
        try:
            np.testing.assert_allclose(np.asarray(one), np.asarray(other), rtol=1e-5, atol=1e-6)
        except AssertionError:
            return "values"
        if isinstance(one, tf.Tensor) and isinstance(other, tf.Tensor) and one.dtype != other.dtype:
            return f"{one.dtype.name} and {other.dtype.name}"
    return None


def compare(old, new, names):
    """None, or what differs, for two expressions over the tensors of `SHAPES`."""
    import keras

    names = {**names, "K": tf.keras.backend, **tensors()}
    try:
        result = eval(old, names)
        found = difference(result, eval(new, names))
        if found:
            return found
        symbols = {
            name: keras.Input(shape[1:], batch_size=shape[0], dtype=dtype)
            for name, (shape, dtype) in SHAPES.items()
            if name not in REAL
        }
        declared = leaves(eval(new, {**names, **symbols}))
        for real, symbol in zip(leaves(result), declared):
            if hasattr(symbol, "shape") and tuple(symbol.shape) != tuple(real.shape):
                return f"{tuple(symbol.shape)} for {tuple(real.shape)}"
        return None
    except Exception as error:  # what fails on a KerasTensor takes no place
        return clean(f"{type(error).__name__}: {error}", 120)
