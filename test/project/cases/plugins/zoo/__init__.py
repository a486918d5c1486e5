import importlib
import os
import pkgutil

from .registry import KNOWN

order = []
for _, name, is_package in pkgutil.iter_modules(__path__):
    order.append((name, is_package))
    if name != "registry":
        importlib.import_module(f"{__name__}.{name}")
again = [info.name for info in pkgutil.iter_modules([os.path.dirname(__file__)], prefix="zoo.")]
