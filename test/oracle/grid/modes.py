"""Every layer inside the `call` of another one and on real tensors.

Each rank, each dtype and `None` in every position; and of each argument one value of each sort, another one in each mode.
"""

import zlib

from .bases import BASES
from .systematic import HUGE, NOT_ASKED, UNTHINNED, inputs, signatures, variations


def calls(name, base):
    """Calls of a layer that works otherwise, on inputs of all kinds."""
    layer = f"layers.{name}({', '.join(f'{key}={value}' for key, value in base.arguments.items())})"
    for each in inputs(base):
        yield f"{layer}({base.template.format(x=each)})"


def arguments(name, base, mode):
    """Of the calls that differ in one argument, one for each sort of value; sizes that fill the memory are left out."""
    sorts = {}
    left = UNTHINNED - signatures(name, "constructor").keys()
    for what, code in variations(name, base):
        if what[0] not in left | {"input", "alias"} and HUGE not in code:
            sorts.setdefault(what, []).append(code)
    for what, codes in sorts.items():
        yield codes[zlib.crc32(f"{mode}{name}{what}".encode()) % len(codes)]


def in_mode(mode, put, of):
    """The expressions of all layers that `put` finds a place in the mode for."""
    codes = {code for name, base in BASES.items() if f"{name}:{mode}" not in NOT_ASKED for code in of(name, base)}
    placed = {put(code, mode) for code in codes} - codes
    return sorted(code for code in placed if code not in NOT_ASKED)


def grids(put):
    """Name of the records -> expressions; `put(code, mode)` moves an expression into a mode."""
    modes = {"Inside": "inside", "Eager": "eager"}
    each = {f"{title}Each": in_mode(mode, put, calls) for title, mode in modes.items()}
    own = {
        f"{title}Arguments": in_mode(mode, put, lambda name, base, mode=mode: arguments(name, base, mode))
        for title, mode in modes.items()
    }
    return {**each, **own}
