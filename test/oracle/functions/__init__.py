"""The grids of function calls (`tf.*` and `tf.keras.backend.*`), one module per family."""

import pathlib
from importlib import import_module

HELPERS = {"__init__", "sampling", "written"}


def all_functions():
    """Function family -> name -> `Function`; a family is a module of this package."""
    names = sorted(path.stem for path in pathlib.Path(__file__).parent.glob("*.py"))
    return {name: import_module(f"{__package__}.{name}").FUNCTIONS for name in names if name not in HELPERS}
