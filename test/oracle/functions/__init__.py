"""The grids of function calls (`tf.*` and `tf.keras.backend.*`), one module per family."""

from importlib import import_module

FAMILIES = ["arrays", "mathematics", "networks", "images", "creation", "control", "backend"]


def all_functions():
    """Function family -> name -> `Function`."""
    return {family: import_module(f"{__package__}.{family}").FUNCTIONS for family in FAMILIES}
