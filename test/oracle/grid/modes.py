"""Every layer inside the `call` of another one and on real tensors: each rank, each dtype, `None` in every position."""

from .bases import BASES
from .systematic import NOT_ASKED, inputs


def calls(name, base):
    """Calls of a layer that works otherwise, on inputs of all kinds."""
    layer = f"layers.{name}({', '.join(f'{key}={value}' for key, value in base.arguments.items())})"
    for each in inputs(base):
        yield layer, base.template.format(x=each)


def inside():
    codes = {f"Inside({layer})({call})" for name, base in BASES.items() for layer, call in calls(name, base)}
    return sorted(code for code in codes if code not in NOT_ASKED)


def eager(real):
    """On real tensors: `real` puts them in the place of the symbolic inputs of an expression."""
    codes = {real(f"{layer}({call})") for name, base in BASES.items() for layer, call in calls(name, base)}
    return sorted(code for code in codes if code not in NOT_ASKED)
