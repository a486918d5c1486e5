"""One variation per record: every argument of every layer, every rank, every dtype, `None` in every position.

The arguments are those of the recorded signatures of both worlds, so that one that came or went is asked in both. What an
argument gets follows from its kind (`kind_of`); test/support/coverage.ts demands the same kinds of every layer's records.
"""

import ast
import json
import pathlib
import zlib

from .bases import BASES
from .sampling import source

GOLDEN = pathlib.Path(__file__).parents[2] / "golden"
DTYPES = ["float16", "float64", "bfloat16", "int32", "int64", "uint8", "bool", "string", "complex64"]
RANKS = [(), (8,), (6, 8), (6, 5, 8), (6, 5, 4, 8), (3, 6, 5, 4, 8)]
SCALAR = "tf.ones(())"
HUGE = "100000"

ODD = ["None", "3", '"foo"', "(2,)"]
NUMBERS = ["None", "0", "1", "2", "-1", HUGE, "1.5", '"foo"', "(1, 2)", "[2]", "True"]
VALUES = {
    "activation": [*ODD, '"relu"', '"softmax"', "tf.nn.tanh"],
    "initializer": [*ODD, '"zeros"', '"orthogonal"'],
    "regularizer": [*ODD, '"l2"', "keras.regularizers.L1(0.1)"],
    "constraint": [*ODD, '"non_neg"', "keras.constraints.MaxNorm(2)"],
    "flag": [*ODD, "True", "False", "0"],
    "word": [*ODD, '""'],
    "number": NUMBERS,
}
WORDS = {
    "padding": ['"same"', '"valid"', '"causal"'], "data_format": ['"channels_last"', '"channels_first"'],
    "interpolation": ['"nearest"', '"bilinear"'], "output_mode": ['"multi_hot"', '"one_hot"', '"count"', '"tf_idf"', '"int"'],
}
BASE_ARGUMENTS = {
    "name": ['"n"', "None", "3", '"a/b"', '""', "(2,)"],
    "dtype": ['"float16"', '"float64"', '"bfloat16"', '"int32"', '"mixed_float16"', '"foo"', "None", "3", "(2,)", "tf.float16"],
    "trainable": ["False", "None", "3", '"foo"', "(2,)"],
    "input_shape": ["(6, 8)", "(2,)", "None", "3", '"foo"'],
    "batch_size": ["2", "None", '"foo"', "(2,)"],
    "batch_input_shape": ["(None, 6, 8)", "3"],
    "weights": ["[]", "None", "3", '"foo"', "[np.zeros((3, 3))]"],
    "activity_regularizer": VALUES["regularizer"],
    "autocast": ["False", "None", "3", '"foo"', "(2,)"],
    "dynamic": ["True", "None"],
}
# Arguments of which all layers make the same; only variations.py asks them of each.
UNTHINNED = {"autocast", "dynamic", "batch_input_shape"}
CALL_VALUES = ["None", "True", "3", '"foo"', "[True]", 'keras.Input((6,), dtype="bool")']


def signatures(name, part):
    """The parameters of the constructor or of `call` in both worlds: name -> default text."""
    found = {}
    for world in "ab":
        recorded = RECORDED[world].get(f"keras.layers.{name}") or {}
        for parameter in recorded.get(part) or []:
            if not parameter["kind"].startswith("var_"):
                found.setdefault(parameter["name"], parameter.get("default"))
    return found


RECORDED = {world: json.loads((GOLDEN / f"signatures/{world}.json").read_text(encoding="utf-8"))["signatures"] for world in "ab"}


def kind_of(name, default):
    """What values an argument is asked with."""
    for suffix in ("initializer", "regularizer", "constraint", "activation"):
        if name.endswith(suffix):
            return suffix
    if name in WORDS and not (name == "padding" and default and not default.startswith("'")):
        return "word"
    if default in ("True", "False"):
        return "flag"
    return "word" if default and default.startswith("'") else "number"


def values_of(name, default):
    if name in BASE_ARGUMENTS:
        return BASE_ARGUMENTS[name]
    kind = kind_of(name, default)
    return VALUES[kind] + (WORDS.get(name, []) if kind == "word" else [])


def inputs(base):
    """Every rank, every dtype, `None` in every position, as sources of one input."""
    extra = {"dtype": base.dtype} if base.dtype else {}
    yield SCALAR
    for shape in [*RANKS, *holes(base.shape)]:
        yield source(shape, **extra)
    yield source(base.shape, batch_size=2, **extra)
    for dtype in DTYPES:
        yield source(base.shape, dtype=dtype)


def holes(shape):
    """The shape with None at each place alone, and everywhere."""
    for axis in range(len(shape)):
        yield (*shape[:axis], None, *shape[axis + 1:])
    yield (None,) * len(shape)


def is_asked(name, argument, value):
    """Whether the answer is Keras's own, and fits into memory."""
    if value == HUGE:
        return f"{name}.{argument}" not in NOT_ASKED
    return not value.startswith(("'", '"')) or f"{name}.{argument}:str" not in NOT_ASKED


def variations(name, base):
    """(what is varied, the expression) of a layer, from the most telling on."""
    first = source(base.shape, **({"dtype": base.dtype} if base.dtype else {}))
    call = base.template.format(x=first)

    def code(arguments, call=call):
        return f"layers.{name}({', '.join(f'{key}={value}' for key, value in arguments.items())})({call})"

    for alias in aliases(name):
        yield ("alias", alias), code(base.arguments).replace(name, alias, 1)
    for each in inputs(base):
        yield ("input", each), code(base.arguments, base.template.format(x=each))
    constructor = signatures(name, "constructor")
    for argument, default in {**constructor, **dict.fromkeys(BASE_ARGUMENTS)}.items():
        for value in turned(values_of(argument, default), name + argument):
            if is_asked(name, argument, value):
                yield feature(argument, default, parsed(value)), code({**base.arguments, argument: value})
    for argument in base.arguments:
        yield (argument, "absent"), code({key: value for key, value in base.arguments.items() if key != argument})
    for argument in [*list(signatures(name, "call"))[1:], "training", "mask", "foo"]:
        for value in turned(CALL_VALUES, name + argument):
            yield call_feature(argument, parsed(value)), code(base.arguments, f"{call}, {argument}={value}")


def parsed(value):
    return ast.parse(value, mode="eval").body


def aliases(name):
    """Other names of a layer: `AvgPool1D`, `Convolution2D`."""
    for alias in (name.replace("Pooling", "Pool").replace("Average", "Avg"), name.replace("Conv", "Convolution")):
        if alias != name and any(RECORDED[world].get(f"keras.layers.{alias}") for world in "ab"):
            yield alias


def turned(values, key):
    """The values from another one on for each key, so that layers that are thinned keep different ones."""
    start = zlib.crc32(key.encode()) % len(values)
    return values[start:] + values[:start]


def sort_of(node):
    """The sort of a written value, as in test/support/coverage-demands.ts."""
    if isinstance(node, (ast.Tuple, ast.List)):
        return "sequence"
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return "negative"
    if not isinstance(node, ast.Constant):
        return "object"
    value = node.value
    if type(value) is not int:
        return type(value).__name__
    return "huge" if value >= int(HUGE) else "1" if value > 0 else "0"


def feature(argument, default, node):
    """What a value tries: numbers and words are told apart by sort, other kinds are fit or odd."""
    if argument not in BASE_ARGUMENTS and kind_of(argument, default) in ("number", "word"):
        return argument, sort_of(node)
    return argument, "odd" if is_misfit(argument, ast.unparse(node)) else "fit"


def is_misfit(argument, text):
    """A number or a tuple, or a name where that means something. Keras 2 takes every name for a regularizer."""
    if text == "'foo'":
        return argument != "name" and not argument.endswith("regularizer")
    return text == "3" or (text == "(2,)" and argument != "input_shape")


def asked(name, codes):
    """What hand-written records of a layer try."""
    constructor, call = signatures(name, "constructor"), signatures(name, "call")
    for code in codes:
        called = ast.parse(code, mode="eval").body
        made = getattr(called, "func", None)
        if not isinstance(made, ast.Call) or getattr(made.func, "attr", None) != name:
            continue
        for argument, node in [*zip(constructor, made.args), *((each.arg, each.value) for each in made.keywords)]:
            yield feature(argument, constructor.get(argument), node)
        for argument, node in [*zip(call, called.args), *((each.arg, each.value) for each in called.keywords)]:
            yield call_feature(argument, node)
        if called.args:
            yield "input", ast.unparse(called.args[0])


def call_feature(argument, node):
    return f"call {argument}", "fit" if ast.unparse(node) in ("None", "True", "False") else "odd"


def thinned(name, base, codes):
    """Of the variations of each feature that no code has, one."""
    kept = dict.fromkeys(asked(name, codes))
    left = UNTHINNED - signatures(name, "constructor").keys()
    for what, code in variations(name, base):
        if what[0] not in left:
            kept[what] = kept.get(what) or (None if what in kept else code)
    return sorted({code for code in kept.values() if code and code not in NOT_ASKED})


def beyond(found):
    """The systematic records that a table of layers and codes lacks: layer -> codes."""
    return {name: thinned(name, base, found.get(name, [])) for name, base in BASES.items()}


NOT_ASKED = json.loads((pathlib.Path(__file__).parent / "not-asked.json").read_text(encoding="utf-8"))
