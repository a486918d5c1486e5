"""A layer that was never called, passed to another one: the call was forgotten."""

from .bases import BASES


def calls(name, base):
    """The layer's own working arguments, with a layer in the place of each input."""
    arguments = ", ".join(f"{key}={value}" for key, value in base.arguments.items())
    yield f"layers.{name}({arguments})({base.template.format(x='layers.Dense(4)')})"
    yield f"layers.{name}({arguments})({base.template.format(x='keras.Sequential([layers.Dense(4)])')})"


LAYERS = {"LayersAsInputs": sorted(code for name, base in BASES.items() for code in calls(name, base))}
