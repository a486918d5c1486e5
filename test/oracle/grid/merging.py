"""Concatenate, Add, Subtract, Multiply, Average, Maximum, Minimum, Dot and their functions."""

import random

from .sampling import Grid, source, table

SHAPES = ["(8,)", "(6, 8)", "(None, 8)", "(6, None)", "(4, 6, 8)", "(1, 8)", "(8, 8)", "(6, 1)", "(1,)", "()", "(None, None)",
          "(7, 8)", "(6, 7)", "(4, None, 8)", "(1, 6, 8)", "(None, 6, 8)", "(None,)"]
SAME = ["(8,)", "(6, 8)", "(None, 8)", "(4, 6, 8)", "(6, None)", "()"]


def together(*shapes):
    return f"[{', '.join(f'keras.Input({shape})' for shape in shapes)}]"


def pairs(seed, count):
    """Input lists: equal, broadcastable and clashing shapes, two to four of them."""
    pick = random.Random(f"keraspec/pairs/{seed}")
    found = [together(shape, shape) for shape in SAME] + [together(*["(6, 8)"] * n) for n in (3, 4)]
    close = [("(6, 8)", "(8,)"), ("(6, 8)", "(1, 8)"), ("(6, 8)", "(6, 1)"), ("(6, 8)", "(7, 8)"), ("(6, 8)", "(None, 8)"),
             ("(None, 8)", "(6, 8)"), ("(4, 6, 8)", "(6, 8)"), ("(8,)", "(8, 8)"), ("(6, 8)", "(6, 7)"), ("(6, 8)", "(6, None)"),
             ("(4, 4, 3)", "(2, 2, 3)"), ("(4, 4, 3)", "(4, 4, 5)"), ("(None, None, 3)", "(None, None, 5)")]
    found += [together(*pair) for pair in close]
    while len(found) < count:
        found.append(together(*(pick.choice(SHAPES) for _ in range(pick.choice((2, 2, 3))))))
    return found


def joinable(seed, count):
    """Input lists that differ along one axis at most, or in what is known of it."""
    pick = random.Random(f"keraspec/joinable/{seed}")
    found = set()
    while len(found) < count:
        rank = pick.choice((1, 2, 2, 2, 3, 3))
        base = [pick.choice((4, 6, 8, None)) for _ in range(rank)]
        axis = pick.randrange(rank)
        shapes = [[*base[:axis], pick.choice((1, 3, 5, base[axis])), *base[axis + 1:]] for _ in range(pick.choice((2, 2, 2, 3)))]
        if pick.random() < 0.3:
            other = pick.randrange(rank)
            shapes[0][other] = None if shapes[0][other] else 6
        found.add(together(*(repr(tuple(shape)) for shape in shapes)))
    return sorted(found)


DTYPES = ["[keras.Input((8,), batch_size=4), keras.Input((8,))]", "[keras.Input((8,), batch_size=4), keras.Input((8,), batch_size=4)]",
          "[keras.Input((8,), batch_size=4), keras.Input((8,), batch_size=5)]",
          "[keras.Input((8,), dtype=\"int32\"), keras.Input((8,))]", "[keras.Input((8,), dtype=\"int32\"), keras.Input((8,), dtype=\"int32\")]",
          "[keras.Input((8,), dtype=\"float16\"), keras.Input((8,), dtype=\"float64\")]",
          "[keras.Input((6, 8), batch_size=1), keras.Input((6, 8), batch_size=3)]",
          "(keras.Input((8,)), keras.Input((8,)))", "[keras.Input((8,), dtype=\"bool\"), keras.Input((8,), dtype=\"bool\")]",
          "[keras.Input((8,), batch_size=4), keras.Input((6, 8))]", "[keras.Input((6, 8)), keras.Input((8,), batch_size=4)]"]
WRONG = [source((8,)), "[keras.Input((8,))]", "[]", "keras.Input((8,)), keras.Input((8,))", "None", "", "[None, None]",
         "[keras.Input((8,)), None]", "{\"a\": keras.Input((8,)), \"b\": keras.Input((8,))}", "[keras.Input((8,)), 3]",
         "[keras.Input((8,), dtype=\"string\"), keras.Input((8,), dtype=\"string\")]", "[[keras.Input((8,)), keras.Input((8,))]]",
         "[keras.Input((8,)), [keras.Input((8,))]]", "[keras.Input((8,)), 1.0]", "3", source((2, 8), batch_size=2)]

GRIDS = [
    Grid(name, required=["", "name=\"m\""], bad_required=["1", "axis=1", "axis=-1"], inputs=pairs(name, 66) + DTYPES, bad_inputs=WRONG,
         count=count)
    for name, count in [("Add", 150), ("Multiply", 130), ("Average", 110), ("Maximum", 110), ("Minimum", 105)]
]
GRIDS.append(Grid("Subtract", required=["", "name=\"m\""], bad_required=["1", "axis=1"], inputs=pairs("Subtract", 66) + DTYPES,
                  bad_inputs=WRONG, count=120))

CONCATENATE = Grid(
    "Concatenate",
    required=["", "axis=-1", "axis=1", "-1", "axis=2", "axis=-2", "axis=1", ""],
    bad_required=["axis=0", "axis=3", "axis=5", "axis=-5", "axis=None", "axis=\"last\"", "axis=(1,)", "axis=1.0", "axis=True", "axes=1",
                  "1, 2", "axis=[-1]", "axis=-3", "axis=np.int64(1)"],
    inputs=pairs("Concatenate", 40) + joinable("Concatenate", 110) + DTYPES,
    bad_inputs=WRONG,
    count=400, fault_rate=0.15, bad_input_rate=0.08,
)

DOT_INPUTS = [together(*pair) for pair in [
    ("(8,)", "(8,)"), ("(6, 8)", "(6, 8)"), ("(6, 8)", "(8, 6)"), ("(6, 8)", "(8,)"), ("(8,)", "(6, 8)"), ("(6, 8)", "(4, 8)"),
    ("(None, 8)", "(None, 8)"), ("(None, 8)", "(8, 5)"), ("(4, 6, 8)", "(4, 6, 8)"), ("(6, None)", "(None, 6)"),
    ("(8,)", "(7,)"), ("(6, 8)", "(5, 7)"), ("(1,)", "(1,)"), ("(4, 6, 8)", "(8, 3)"), ("(None,)", "(None,)"), ("()", "()"),
    ("(8,)", "(8,)", "(8,)")]]
DOT = Grid(
    "Dot",
    required=["1", "axes=1", "axes=-1", "(2, 1)", "(1, 1)", "(2, 2)", "[1, 2]", "axes=2", "1, normalize=True", "(1, 2)"],
    bad_required=["", "0", "3", "axes=(0, 1)", "(1,)", "(1, 2, 3)", "None", '"1"', "1.0", "(1.0, 1)", "-5", "(-1, -2)", "(3, 1)", "axis=1",
                  "1, 2, 3", "axes=(5, 5)", "(1, None)"],
    options={"normalize": ["True", "False"]},
    inputs=DOT_INPUTS + DTYPES[:6],
    bad_inputs=WRONG,
    count=210,
)

FUNCTIONS = [f"layers.{name}({args})" for name, names in [("concatenate", ["", ", axis=1", ", -1", ", axis=4", ", name=\"c\""]),
                                                         ("add", ["", ", name=\"a\"", ", axis=1"]), ("subtract", [""]),
                                                         ("multiply", [""]), ("average", [""]), ("maximum", [""]), ("minimum", [""]),
                                                         ("dot", [", 1", ", axes=(2, 1)", "", ", axes=-1, normalize=True"])]
             for extra in names
             for args in [f"{inputs}{extra}" for inputs in [together("(6, 8)", "(6, 8)"), together("(8,)", "(8,)"),
                                                           together("(6, 8)", "(5, 8)"), together("(8,)"), source((8,)),
                                                           together("(6, 8)", "(8, 6)")]]]
OPERATORS = [f"keras.Input({a}) {operator} keras.Input({b})" for operator in ["+", "-", "*", "/", "@", ">", "**"]
             for a, b in [("(8,)", "(8,)"), ("(6, 8)", "(8,)"), ("(6, 8)", "(6, 7)"), ("(6, 8)", "(8, 5)"), ("(None, 8)", "(6, 1)"),
                          ("(4, 6, 8)", "(6, 8)")]]
OPERATORS += [f"keras.Input((6, 8)){index}" for index in ["[:, 0]", "[0]", "[..., -1]", "[:, 1:4]", "[:, 10]", "[:, 0, 0, 0]", "[:, ::-1]",
                                                         "[None]", "[:, None]", "[\"a\"]", "[:, 2:100]", "[:, -3:]", " + 1", " * 2.5", " + 'a'",
                                                         " + None", " + np.ones(8)", " + [1, 2]", " ** 2", " // 2", " % 2"]]

LAYERS = table(*GRIDS, CONCATENATE, DOT, functions=FUNCTIONS, operators=OPERATORS)
