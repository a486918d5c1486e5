"""Flatten, Reshape, Permute, RepeatVector, ZeroPadding, Cropping, UpSampling."""

from .sampling import Grid, ranks, source, sources, table
from .vocabulary import BAD_FORMATS, FORMATS

FLATTEN = Grid(
    "Flatten",
    required=["", "data_format=\"channels_first\"", "\"channels_last\""],
    bad_required=["data_format=\"channel_last\"", "data_format=1", "1, 2", "axis=1"],
    inputs=sources((28, 28), (28, 28, 3), (None, 3), (3, None), (8,), (), (None, None, 3), (0, 3), (None,), (2, 3, 4, 5)),
    bad_inputs=["None", "[keras.Input((4, 4)), keras.Input((4, 4))]", source((4, 4), dtype="string"), source((2, 2), dtype="bool")],
    count=110,
)

RESHAPE = Grid(
    "Reshape",
    required=["(4, 6)", "[4, 6]", "target_shape=(4, 6)", "(-1, 6)", "(2, -1)", "(24,)", "(-1,)", "(2, 3, 4)", "(2, -1, 2)",
              "(24, 1)", "(1, -1, 24)", "(8, 3)", "(-1, 8)", "(2, 2, 2, 3)", "np.array([4, 6])", "(4, -1, 1)", "(-1, 3)"],
    bad_required=["", "(5, 6)", "(-1, -1)", "(-1, 7)", "24", "-1", "None", "(None, 6)", "(None,)", "(4.0, 6)", '("4", 6)', '"46"',
                  "()", "(0, 24)", "(-2, 12)", "(4, 6), 1", "(4, (6,))", "shape=(4, 6)", "4, 6", "(-1, 0)", "(12,)",
                  "(None, 2, -1)", "[[4, 6]]", "(2, None, 3)", "tf.TensorShape((4, 6))"],
    inputs=sources((24,), (4, 6), (2, 3, 4), (6, 4), (24, 1), (None, 24), (None, 6), (12, None), (None,), (None, None), (48,),
                   dtypes=("int32", "bool")) + [source((24,), dtype="string"), source((None, 3, 4), batch_size=2)],
    bad_inputs=[source((25,)), source((5, 5)), source(()), source((0,)), source((7,)), "None", source((1,)),
                "[keras.Input((4, 6)), keras.Input((4, 6))]", source((None, 5))],
    count=430,
)

PERMUTE = Grid(
    "Permute",
    required=["(2, 1)", "dims=(2, 1)", "[2, 1]", "(1, 2)"],
    bad_required=["", "(1,)", "(0, 1)", "(1, 1)", "(2, 3)", "(3, 1, 2)", "(2, 1, 3)", "(1, 2, 3)", "(3, 2, 1)", "(2, 3, 1)", "2",
                  "None", '"21"', "(-1, 1)", "(2.0, 1)", "()", "2, 1", "(1, 3, 2, 4)", "range(1, 3)"],
    inputs=sources((6, 8), (None, 8), (6, None), (None, None)),
    bad_inputs=ranks(1, 2, 4, 5) + ["None", source((6, 5, None)), source((4, 4), dtype="string")],
    count=130, bad_input_rate=0.4, fault_rate=0.5,
)

REPEAT = Grid(
    "RepeatVector",
    required=["3", "n=3", "1", "100000"],
    bad_required=["", "0", "-1", "None", '"3"', "2.5", "3.0", "(3,)", "True", "np.int64(3)", "3, 4", "times=3"],
    inputs=sources((8,), (None,), (1,), (0,)),
    bad_inputs=ranks(1, 3, 4) + ["None", "[keras.Input((4,)), keras.Input((4,))]"],
    count=80,
)


def padding(rank, count):
    """ZeroPadding and Cropping of 1, 2 or 3 spatial axes."""
    spatial = [(9, 10, 11)[:rank], (None, 10, 11)[:rank], (6, None, 5)[:rank], (None,) * rank]
    shapes = [(*axes, 3) for axes in spatial]
    one = "(1, 2)"
    pairs = "(" + "".join(f"{pair}, " for pair in ["(1, 2)", "(0, 1)", "(2, 2)"][:rank]).rstrip() + ")"
    good = ["", "2", "1", "0", f"({', '.join(['1', '2', '3'][:rank])},)" if rank > 1 else one, pairs if rank > 1 else "[1, 2]"]
    bad = ["-1", "None", '"1"', "1.5", "(1,)", "(1, 2, 3, 4)", "((1, 2),)", "((1, 2), 3)", "(-1, 1)", "(1.0, 2)", "1, 2, 3, 4",
           "(1, None)", "((1, 2), (3,))", "[[1, 1], [1, 1]]", "((1, 2), (3, 4), (5, 6))", "(1, 2)", "(1, 1, 1)", "True"]
    options = {"data_format": FORMATS} if rank > 1 else {}
    if rank == 1:
        options = {"data_format": ['"channels_last"']}
    found = []
    for name, keyword, huge in [(f"ZeroPadding{rank}D", "padding", []), (f"Cropping{rank}D", "cropping", ["5", "20", "4"])]:
        found.append(Grid(
            name,
            required=[*good, f"{keyword}=2"] + (["3"] if not huge else []),
            bad_required=bad + huge + [f"{keyword}s=1"],
            options=options,
            faults=[*BAD_FORMATS],
            inputs=sources(*shapes),
            bad_inputs=ranks(*(r for r in (1, 2, 3, 4, 5) if r != rank + 2)) + ["None", source((1,) * rank + (3,)),
                                                                            source((0,) * rank + (3,))],
            count=count, fault_rate=0.3,
        ))
    return found


def upsampling(rank, count):
    shapes = [(*axes, 3) for axes in [(6, 5, 4)[:rank], (None, 5, 4)[:rank], (None,) * rank]] + [(6, 5, 4)[:rank] + (None,)]
    several = f"({', '.join(['2', '3', '4'][:rank])},)"
    return Grid(
        f"UpSampling{rank}D",
        required=["", "2", "3", "size=2", several, f"size=[{', '.join(['2', '1', '3'][:rank])}]", "1"],
        bad_required=["0", "-1", "None", '"2"', "2.5", "(2,)", "(2, 3)", "(2, 2, 2, 2)", "(2, None)", "2, 3, 4, 5, 6", "sizes=2",
                      "(0, 1)", "(2.0, 2.0)"],
        options=({"data_format": FORMATS} if rank > 1 else {})
        | ({"interpolation": ['"nearest"', '"bilinear"', '"bicubic"', '"area"', '"lanczos3"']} if rank == 2 else {}),
        faults=[*BAD_FORMATS, 'interpolation="linear"', 'interpolation="cubicc"', "interpolation=None"],
        inputs=sources(*shapes),
        bad_inputs=ranks(*(r for r in (1, 2, 3, 4, 5) if r != rank + 2)) + ["None"],
        count=count,
    )


GRIDS = [FLATTEN, RESHAPE, PERMUTE, REPEAT]
for dims, size in [(1, 90), (2, 130), (3, 90)]:
    GRIDS += padding(dims, size)
    GRIDS.append(upsampling(dims, size - 10))
LAYERS = table(*GRIDS)
