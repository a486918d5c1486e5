"""MaxPooling, AveragePooling, GlobalMaxPooling, GlobalAveragePooling, of 1, 2 and 3 spatial axes."""

from .convolutional import several, shapes, unfit
from .sampling import Grid, source, sources, table
from .vocabulary import BAD_FORMATS, FORMATS


def windows(kind, rank, count):
    wide = several(rank + 1, 2, 2, 2, 2)
    return Grid(
        f"{kind}Pooling{rank}D",
        required=["2", "3", "pool_size=2", several(rank, 2, 3, 1), "2, 2", "3, 1", "[" + several(rank, 2, 2, 2)[1:-1] + "]", "3, strides=2, padding=\"same\"",
                  "2, 2, \"same\""] + ([""] if kind == "Max" else []),  # Keras 3 gives AveragePooling no default
        bad_required=["", "0", "-1", "None", '"2"', "2.5", "2.0", wide, "(2, None)", "50", "()", "pool=2", "2, 2, 2", "2, 2, \"same\", None, \"n\", 1, 2"],
        options={"strides": ["None", "1", "2", "3", several(rank, 1, 2, 1)], "padding": ['"same"', '"valid"', '"SAME"'],
                 "data_format": FORMATS},
        faults=["strides=0", "strides=-1", 'strides="2"', "strides=1.5", f"strides={wide}", "stride=2", 'padding="sam"', 'padding="causal"',
                "padding=1", "padding=None", *BAD_FORMATS, "strides=50", "pool_sizes=2", "keepdims=True"],
        inputs=sources(*shapes(rank)) + [source((*(5, 4, 3)[:rank], None))],
        bad_inputs=unfit(rank) + [source((*(4, 4, 4)[:rank], 3), dtype="bool")],
        count=count)


def whole(kind, rank, count):
    return Grid(
        f"Global{kind}Pooling{rank}D",
        required=["", "keepdims=True"],
        bad_required=["1", "\"channels_first\"", "2, 2", "keep_dims=True", "keepdims=\"yes\"", "keepdims=None"],
        options={"data_format": FORMATS, "keepdims": ["True", "False"]},
        faults=[*BAD_FORMATS, "axis=1", "pool_size=2"],
        inputs=sources(*shapes(rank)) + [source((*(5, 4, 3)[:rank], None)), source((None,) * (rank + 1))],
        bad_inputs=unfit(rank) + [source((*(4, 4, 4)[:rank], 3), dtype="bool")],
        count=count)


COUNTS = {("Max", 1): 170, ("Max", 2): 300, ("Max", 3): 130, ("Average", 1): 130, ("Average", 2): 180, ("Average", 3): 120}
LAYERS = table(*(windows(kind, rank, count) for (kind, rank), count in COUNTS.items()),
               *(whole(kind, rank, 110 if rank == 2 else 75) for kind in ("Max", "Average") for rank in (1, 2, 3)))
