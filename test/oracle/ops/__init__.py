"""The grids of `keras.ops` expressions, one module per topic. Each template is asked in three modes (see `modes.py`)."""

import random
from importlib import import_module

from .modes import expand

TOPICS = ["basic", "elementwise", "reductions", "shaping", "creation", "networks", "algebra", "images", "control", "integers", "ranges", "linear", "patches", "views", "corners", "floatx"]

# Records of one op: more of those that model code is full of, and of those that ask much of their arguments.
MOST, MANY = 90, 36
ROOMY = ["basic", "integers", "ranges", "linear", "patches", "views", "corners", "floatx"]


def sample(name, codes, limit):
    """The same part of the codes in every run."""
    return codes if len(codes) <= limit else sorted(random.Random(name).sample(codes, limit))


def all_ops():
    """Op name -> sorted list of codes, over all topics."""
    found = {}
    for topic in TOPICS:
        for name, templates in import_module(f"{__package__}.{topic}").OPS.items():
            codes = {code for template in templates for code in expand(template)}
            limit = MOST if topic in ROOMY else MANY
            found[name] = sorted({*found.get(name, []), *sample(name, sorted(codes), limit)})
    return {name: codes for name, codes in found.items() if codes}
