"""Random calls of recurrent layers, their cells and their wrappers, with every argument; drawn as in random_layers.py."""

import re

CALL = re.compile(r"\)\([\[(]?keras\.Input")

FLAGS = ("return_sequences", "return_state", "go_backwards", "stateful", "unroll")
CELL_TEXT = {
    "activation": ["'relu'", "None", "'nope'"],
    "recurrent_activation": ["'sigmoid'", "'hard_sigmoid'", "3"],
    "kernel_initializer": ["'zeros'", "'he_normal'", "'orthogonal'", "'identity'", "'nope'"],
    "recurrent_initializer": ["'zeros'", "'glorot_uniform'", "'identity'", "None"],
    "bias_initializer": ["'ones'", "'orthogonal'", "'glorot_uniform'"],
    "kernel_regularizer": ["'l2'", "'nope'"],
    "kernel_constraint": ["'non_neg'", "'nope'"],
    "dropout": ["0.2", "0", "1", "-0.1", "1.5", "'a'"],
    "recurrent_dropout": ["0.3", "0.0", "2"],
    "use_bias": ["True", "False"],
    "seed": ["1", "None"],
}


def spread(parts):
    return ", ".join(part for part in parts if part)


def constructor(code):
    """The layer of a drawn call."""
    found = CALL.search(code)
    return code[:found.start() + 1] if found else code


def some(d, choices, share):
    """`name=value` of some of the choices; broken values stand last in a list and are drawn less often."""
    parts = []
    for name, values in choices.items():
        if d.chance(share):
            parts.append(f"{name}={d.one(*values[:2]) if d.chance(0.8) else d.one(*values)}")
    d.random.shuffle(parts)
    return parts


def flags(d, names=FLAGS, share=0.25):
    return [f"{name}={d.one('True', 'True', 'False')}" for name in names if d.chance(share)]


def cell_options(d, kind, share=0.07):
    choices = dict(CELL_TEXT)
    if kind == "SimpleRNN":
        del choices["recurrent_activation"]
    if kind == "GRU":
        choices["reset_after"] = ["True", "False"]
    if kind == "LSTM":
        choices["unit_forget_bias"] = ["True", "False", "None"]
    if kind != "SimpleRNN":
        choices["implementation"] = ["1", "2", "3"]
    choices["dtype"] = ["'float16'", "'float64'", "'mixed_float16'", "'int32'"]
    return some(d, choices, share)


def units(d):
    return repr(d.int(1, 9)) if d.chance(0.94) else d.one("0", "-1", "None", "'3'", "2.5", "(3,)", "True")


def cell(d):
    kind = d.one("LSTM", "GRU", "SimpleRNN")
    return f"layers.{kind}Cell({spread([units(d), *cell_options(d, kind, 0.05)])})"


def cells(d):
    drawn = ", ".join(cell(d) for _ in range(d.int(1, 3)))
    return d.one(cell(d), f"[{drawn}]", f"layers.StackedRNNCells([{drawn}])", f"({drawn},)")


def sequence(d, rank=3):
    """An input of recurrent layers, sometimes with an unusual rank, size, batch or dtype."""
    if d.chance(0.06):
        rank = d.int(1, 6)
    shape = tuple(None if d.chance(0.2) else 0 if d.chance(0.03) else d.int(1, 12) for _ in range(rank - 1))
    extra = f", batch_size={d.int(1, 5)}" if d.chance(0.4) else ""
    if d.chance(0.1):
        extra += f", dtype={d.one('float16', 'float64', 'int32', 'bool')!r}"
    return f"keras.Input({shape!r}{extra})"


def states_for(d, count, size):
    batch = f", batch_size={d.int(1, 4)}" if d.chance(0.3) else ""
    width = size if d.chance(0.8) else d.one("None", "7", "0")
    count = count if d.chance(0.85) else d.int(0, 4)
    return [f"keras.Input(({width},){batch})" for _ in range(count)]


def arguments(d, states, size, features=3):
    """What a recurrent layer is called on."""
    x = sequence(d, features)
    if d.chance(0.6):
        return x
    given = states_for(d, states, size)
    listed = "[" + ", ".join(given) + "]"
    mask = d.one("keras.Input((5,), dtype='bool')", "keras.Input((None,), dtype='bool')", "None", "keras.Input((5,))", "keras.Input((5, 1), dtype='bool')", "keras.Input((5,), batch_size=2, dtype='bool')")
    return d.one(f"{x}, initial_state={listed}", f"{x}, {listed}", f"[{spread([x, *given])}]", f"{x}, mask={mask}", f"{x}, training={d.one('True', 'False', 'None')}",
                 f"{x}, initial_state={spread(given[:1]) or 'None'}", f"{x}, initial_state={listed}, mask={mask}", f"({spread([x, *given])},)")


def recurrent(d, kind):
    size = units(d)
    options = [*flags(d), *cell_options(d, kind)]
    options += some(d, {"zero_output_for_mask": ["True", "False"], "time_major": ["True", "False"], "use_cudnn": ["'auto'", "True", "False"], "name": ["'r'", "None", "'a/b'"], "trainable": ["False", "True", "1"]}, 0.04)
    return f"layers.{kind}({spread([size, *options])})({arguments(d, 2 if kind == 'LSTM' else 1, size)})"


def over_cells(d):
    found = cells(d)
    options = flags(d, (*FLAGS, *([] if d.chance(0.9) else ["zero_output_for_mask", "time_major", "foo"])))
    if d.chance(0.04):
        found = d.one("layers.Dense(3)", "None", "[]", "layers.LSTM(3)", "3", "[3]", "layers.LSTMCell", "lambda x: x")
    first = re.search(r"Cell\((\d+)", found)
    return f"layers.RNN({spread([found, *options])})({arguments(d, d.int(1, 4), first.group(1) if first else 3)})"


def one_cell(d):
    found = d.one(cell(d), cell(d), f"layers.StackedRNNCells([{cell(d)}, {cell(d)}])")
    size = (re.search(r"Cell\((\d+)", found) or [0, "3"])[1]
    state = states_for(d, 2 if "LSTM" in found else 1, size)
    listed = "[" + ", ".join(state) + "]"
    x = sequence(d, 2)
    return f"{found}({x}, {d.one(listed, listed, 'states=' + listed, spread(state[:1]) or 'None')})"


def conv_lstm(d, n):
    options = some(d, {
        "strides": ["1", "2", repr((1,) * n), "0"], "padding": ["'same'", "'valid'", "'causal'"], "data_format": ["'channels_last'", "'channels_first'", "'nope'"],
        "dilation_rate": ["1", "2", repr((2,) * n), "0"], "activation": ["'relu'", "None", "'nope'"], "use_bias": ["False", "True"], "unit_forget_bias": ["False", "True"],
        "dropout": ["0.2", "0", "2"], "recurrent_dropout": ["0.2", "0", "-1"]}, 0.16)
    inner = d.sizes(n, 1, 4) if d.chance(0.95) else d.one("0", "-1", "None", "'3'")
    return f"layers.ConvLSTM{n}D({spread([units(d), inner, *flags(d, FLAGS[:4]), *options])})({sequence(d, n + 3)})"


def wrapped(d):
    kind = d.one("LSTM", "GRU", "SimpleRNN", "LSTM")
    shared = flags(d, share=0.3)
    size = units(d)
    inner = f"layers.{kind}({spread([size, *shared, *cell_options(d, kind, 0.02)])})"
    if d.chance(0.15):
        inner = d.one(f"layers.RNN({spread([cells(d), *shared])})", f"layers.ConvLSTM1D({d.int(1, 4)}, {d.int(1, 3)})", f"layers.ConvLSTM2D({d.int(1, 4)}, {d.int(1, 3)}, return_sequences=True)", "layers.Dense(3)")
    options = some(d, {"merge_mode": ["'sum'", "None", "'concat'", "'mul'", "'ave'", "'max'", "3"], "name": ["'b'", "None"], "dtype": ["'float64'", "'float16'"]}, 0.35 if d.chance(0.6) else 0.1)
    if d.chance(0.12):
        other = d.one(kind, kind, "GRU")
        back = [flag for flag in (shared if d.chance(0.8) else flags(d)) if not flag.startswith("go_backwards")]
        options.append(f"backward_layer=layers.{other}({spread([d.one(size, size, '3'), *back, *d.one(['go_backwards=True'], [])])})")
    rank = 5 if "ConvLSTM2D" in inner else 4 if "ConvLSTM1D" in inner else 3
    return f"layers.Bidirectional({spread([inner, *options])})({arguments(d, 4 if kind == 'LSTM' else 2, size, rank)})"


def distributed(d, layers):
    """TimeDistributed over whatever else can be drawn."""
    inner = constructor(layers[d.one(*sorted(layers))](d))
    if d.chance(0.1):
        inner = d.one("keras.Sequential([layers.Dense(3), layers.Dense(2)])", "keras.Sequential([keras.Input((4,)), layers.Dense(3)])", "layers.TimeDistributed(layers.Dense(3))", "layers.Bidirectional(layers.GRU(3))", "layers.StringLookup()", "layers.RandomFlip()",
                      "layers.Resizing(4, 5)", "layers.CategoryEncoding(4)", "layers.MultiHeadAttention(2, 3)", "layers.Normalization(mean=0., variance=1.)", "layers.ConvLSTM2D(3, 2)", "layers.RNN(layers.LSTMCell(3))", "layers.Masking()")
    x = sequence(d, d.int(3, 6))
    more = d.one("", "", "", ", training=True", ", mask=keras.Input((5,), dtype='bool')", ", mask=None")
    return f"layers.TimeDistributed({inner})({x}{more})"


def family(layers):
    """Name -> how to draw a call; `layers` are those that TimeDistributed may wrap."""
    makers = {f"Every{kind}": lambda d, kind=kind: recurrent(d, kind) for kind in ("LSTM", "GRU", "SimpleRNN")}
    for n in (1, 2, 3):
        makers[f"EveryConvLSTM{n}D"] = lambda d, n=n: conv_lstm(d, n)
    return {**makers, "EveryRNN": over_cells, "EveryCell": one_cell, "EveryBidirectional": wrapped, "EveryTimeDistributed": lambda d: distributed(d, layers)}
