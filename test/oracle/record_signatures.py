"""The real signatures and public names: `python record_signatures.py OUT.json`."""

import inspect
import json
import pathlib
import re
import sys

from grid import all_layers
from judge import clean, hush, prelude

hush()
NAMES = prelude()
tf, keras, layers = NAMES["tf"], NAMES["keras"], NAMES["layers"]

OTHERS = ["keras.Input", "keras.Model", "keras.Sequential", "keras.layers.Layer", "keras.layers.InputLayer", "keras.layers.InputSpec", "keras.layers.RNN",
          "keras.layers.LSTMCell", "keras.layers.GRUCell", "keras.layers.SimpleRNNCell", "keras.layers.StackedRNNCells", "keras.layers.Wrapper",
          "keras.layers.Resizing", "keras.layers.Normalization", "keras.layers.CenterCrop", "keras.layers.ConvLSTM2D", "keras.layers.TextVectorization",
          "keras.layers.StringLookup", "keras.layers.IntegerLookup", "keras.layers.CategoryEncoding", "keras.layers.Discretization", "keras.layers.Hashing",
          "tf.TensorSpec", "tf.TensorShape", "tf.function", "tf.RaggedTensorSpec", "tf.SparseTensorSpec", "tf.TensorArraySpec", "tf.data.DatasetSpec",
          "tf.type_spec_from_value", "tf.TensorSpec.from_tensor", "tf.TensorSpec.from_spec", "tf.Variable", "tf.constant", "tf.convert_to_tensor",
          "keras.Model.compile", "keras.Model.fit", "keras.Model.predict", "keras.Model.evaluate", "keras.Model.summary", "keras.Model.get_layer",
          "keras.Sequential.add", "keras.layers.Layer.add_weight", "keras.layers.Layer.build", "keras.layers.Layer.compute_output_shape", "keras.KerasTensor"]
FUNCTIONS = ["add", "average", "concatenate", "dot", "maximum", "minimum", "multiply", "subtract"]
MODULES = ["keras", "keras.layers", "keras.activations", "keras.initializers", "keras.regularizers", "keras.constraints", "keras.losses", "keras.metrics",
           "keras.optimizers", "keras.applications", "keras.datasets", "keras.utils", "keras.backend", "keras.ops", "keras.models", "tf.keras", "tf.keras.layers",
           "tf.keras.backend", "tf.data", "tf.nn", "tf.math", "tf"]


def resolve(path):
    value = NAMES[path.split(".")[0]]
    for part in path.split(".")[1:]:
        value = getattr(value, part)
    return value


def parameters(function):
    """[{name, kind, default}] without `self`."""
    try:
        found = inspect.signature(function)
    except (TypeError, ValueError):
        return None
    records = []
    for parameter in found.parameters.values():
        record = {"name": parameter.name, "kind": parameter.kind.name.lower()}
        if parameter.default is not inspect.Parameter.empty:
            record["default"] = re.sub(r" at 0x\w+", "", clean(repr(parameter.default)))
        records.append(record)
    return records[1:] if records and records[0]["name"] == "self" else records


def describe(value):
    """Constructor and `call` of a class, parameters of a function."""
    if not inspect.isclass(value):
        return {"function": parameters(value)} if callable(value) else {}
    found = {"constructor": parameters(value.__init__)}
    if issubclass(value, tf.keras.layers.Layer):
        found["call"] = parameters(value.call)
        found["bases"] = [base.__name__ for base in value.__mro__[1:-1] if "keras" in base.__module__]
    return found


def public(module):
    return sorted(name for name in dir(module) if not name.startswith("_"))


def main():
    paths = [f"keras.layers.{name}" for name in [*all_layers(), *FUNCTIONS] if hasattr(layers, name)]
    paths += [f"keras.layers.{name}" for name in public(layers) if inspect.isclass(getattr(layers, name))]
    for path in ("keras.ops", "keras.activations", "keras.applications", "keras.losses", "keras.initializers", "keras.utils"):
        module = getattr(keras, path.split(".")[1], None)
        paths += [f"{path}.{name}" for name in public(module) if module and callable(getattr(module, name))]
    signatures = {}
    for path in sorted({*paths, *OTHERS}):
        try:
            signatures[path] = describe(resolve(path))
        except AttributeError:
            signatures[path] = None
    modules = {}
    for path in MODULES:
        try:
            modules[path] = public(resolve(path))
        except AttributeError:
            modules[path] = None
    text = json.dumps({"signatures": signatures, "names": modules}, ensure_ascii=False, indent="\t", sort_keys=True)
    text = re.sub(r"\[\n[^{}\[\]]*\]", lambda found: re.sub(r"\n\s*", " ", found[0]), text)
    text = re.sub(r"\{\n\s*(\"default\"[^{}]*|\"kind\"[^{}]*)\}", lambda found: re.sub(r"\n\s*", " ", found[0]), text)
    target = pathlib.Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
