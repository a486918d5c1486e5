"""What an expression gave, each distinct spec once, by file and place."""

import types

import numpy as np
import tensorflow as tf

from judge import dims, dtype_name, is_symbol, kind

MAX_DISTINCT = 16
MAX_LOOKS = 3000
BORING = (bool, int, float, complex, str, bytes, type(None), types.FunctionType, types.ModuleType, types.MethodType, type, list, tuple, dict)


def outputs_spec(layer):
    """The spec of a layer's or model's single output, when it has been called once."""
    try:
        output = layer.outputs if isinstance(layer, tf.keras.Model) else layer.output
    except Exception:
        return {}
    if isinstance(output, (list, tuple)):
        output = output[0] if len(output) == 1 else None
    return {"shape": dims(output.shape), "dtype": dtype_name(output.dtype)} if is_symbol(output) else {}


def describe(value):
    """A value as {kind, shape, dtype}; None when it is nothing that has a spec."""
    if isinstance(value, (tf.RaggedTensor, tf.SparseTensor, np.generic)) or "Ragged" in type(value).__name__ or "Sparse" in type(value).__name__:
        return None
    sort = kind(value)
    if isinstance(value, tf.TypeSpec):
        if not isinstance(value, tf.TensorSpec):
            return None
        sort = "TypeSpec"
    if sort == "TensorShape":
        return {"kind": sort, "shape": dims(value)}
    if sort in ("Layer", "Model"):
        return {"kind": sort, "class": type(value).__name__, **outputs_spec(value)}
    if sort in ("KerasTensor", "Tensor", "ndarray", "Variable", "TypeSpec"):
        return {"kind": sort, "shape": dims(value.shape), "dtype": dtype_name(value.dtype)}
    return None


class Sights:
    """`look(number, value)` of one file. Nothing that it does may change the program or stop it.

    `layers` keeps the layers that were seen, so that none takes the identity of another.
    """

    def __init__(self, places):
        self.places, self.seen, self.looks, self.layers = places, {}, {}, {}

    def look(self, number, value):
        looks = self.looks.get(number, 0) + 1
        self.looks[number] = looks
        if type(value) in BORING or looks > MAX_LOOKS:
            return
        try:
            found = describe(value)
        except Exception:
            return
        if found is None:
            return
        if found["kind"] == "Layer":
            self.layers[id(value)] = value
        seen = self.seen.setdefault(number, [])
        if found not in seen and len(seen) < MAX_DISTINCT:
            seen.append(found)

    def records(self, text):
        """[[line, column, end line, end column], specs] with lines from 0 and UTF-16 columns, in source order."""
        lines = [line.encode() for line in text.split("\n")]

        def column(line, offset):
            return len(lines[line - 1][:offset].decode().encode("utf-16-le")) // 2

        def span(number):
            line, start, end_line, end = self.places[number]
            return [line - 1, column(line, start), end_line - 1, column(end_line, end)]

        found = {}
        for number, specs in self.seen.items():
            merged = found.setdefault(tuple(span(number)), [])
            merged.extend(each for each in specs if each not in merged)
        return [[list(key), specs] for key, specs in sorted(found.items())]

    def lines(self):
        """Lines (from 0) on which some expression was evaluated to its end."""
        return sorted({self.places[number][2] - 1 for number in self.looks})
