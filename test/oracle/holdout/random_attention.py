"""Random calls of attention layers with every argument; drawn as in random_layers.py."""

from .random_recurrent import some, spread


def tensor(d, rank, width, batch=""):
    shape = tuple(None if d.chance(0.25) else d.int(1, 6) for _ in range(rank - 2)) + (None if d.chance(0.06) else width if d.chance(0.9) else d.int(1, 9),)
    dtype = f", dtype={d.one('float16', 'float64', 'int32')!r}" if d.chance(0.06) else ""
    return f"keras.Input({shape!r}{batch}{dtype})"


def mask(d, rank):
    shape = tuple(None if d.chance(0.2) else d.int(1, 6) for _ in range(rank - 1))
    return d.one(f"keras.Input({shape!r}, dtype='bool')", f"keras.Input({shape!r})", "None", f"keras.Input({shape!r}, dtype='int32')")


def several(d, count, rank):
    width = d.int(1, 8)
    batch = f", batch_size={d.int(1, 3)}" if d.chance(0.25) else ""
    ranks = [rank if d.chance(0.93) else d.int(1, 6) for _ in range(count)]
    return [tensor(d, max(each, 2), width, batch) for each in ranks]


def multi_head(d):
    rank = d.one(3, 3, 3, 4, 5, 2)
    head = repr(d.int(1, 4)) if d.chance(0.95) else d.one("0", "-1", "None", "'2'", "2.0", "(2,)")
    width = repr(d.int(1, 6)) if d.chance(0.95) else d.one("0", "-1", "None", "'2'", "2.0")
    options = some(d, {
        "value_dim": ["3", "None", "0", "'a'", "2.5"], "dropout": ["0.1", "0", "2", "'a'"], "use_bias": ["True", "False"], "output_shape": ["7", "(7,)", "(3, 4)", "[5]", "()", "0", "'a'", "-1"],
        "attention_axes": ["1", "(1,)", "(1, 2)", "2", "(2,)", "-2", "(-2,)", "0", "(5,)", "[1]", "()"], "flash_attention": ["True", "False", "None"], "seed": ["1", "None"], "use_gate": ["True", "False"],
        "kernel_initializer": ["'zeros'", "'glorot_uniform'", "'nope'"], "bias_initializer": ["'ones'", "'zeros'", "'orthogonal'"], "kernel_regularizer": ["'l2'", "None", "'nope'"],
        "kernel_constraint": ["'non_neg'", "None", "3"], "dtype": ["'float16'", "'mixed_float16'", "'float64'", "'int32'"], "name": ["'m'", "None"]}, 0.12)
    inputs = several(d, d.one(2, 2, 3), rank)
    more = some(d, {
        "attention_mask": [mask(d, d.one(2, 3, 3, 4)), "None"], "return_attention_scores": ["True", "False"], "use_causal_mask": ["True", "False"], "training": ["True", "False"],
        "query_mask": [mask(d, 2), "None"], "value_mask": [mask(d, 2), "None"], "key_mask": [mask(d, 2), "None"], "key": [tensor(d, rank, 4), "None"]}, 0.15)
    if d.chance(0.05):
        inputs = inputs[:1] if d.chance(0.5) else [f"[{spread(inputs)}]"]
    return f"layers.MultiHeadAttention({spread([head, width, *options])})({spread([*inputs, *more])})"


def grouped(d):
    heads = d.int(1, 6)
    options = some(d, {"dropout": ["0.1", "0", "2"], "use_bias": ["True", "False"], "flash_attention": ["True", "False"], "seed": ["1"], "use_gate": ["True", "False"], "kernel_initializer": ["'zeros'", "'nope'"], "dtype": ["'float16'", "'float64'"]}, 0.12)
    sizes = [repr(d.int(1, 6)), repr(heads), repr(d.one(*[k for k in range(1, heads + 1) if heads % k == 0], d.int(1, 4)))]
    more = some(d, {"attention_mask": [mask(d, d.one(2, 3, 4)), "None"], "return_attention_scores": ["True", "False"], "use_causal_mask": ["True", "False"], "training": ["True"], "query_mask": [mask(d, 2)], "value_mask": [mask(d, 2)]}, 0.15)
    if d.chance(0.06):
        sizes[d.int(0, 2)] = d.one("0", "-1", "None", "'2'", "2.0")
    return f"layers.GroupQueryAttention({spread([*sizes, *options])})({spread([*several(d, d.one(2, 2, 3), d.one(3, 3, 3, 4, 2)), *more])})"


def dense(d, name):
    options = some(d, {"use_scale": ["True", "False"], "dropout": ["0.1", "0", "2", "'a'"], "dtype": ["'float16'", "'float64'", "'mixed_float16'"], "seed": ["1", "None"]}, 0.2)
    if name == "Attention":
        options += some(d, {"score_mode": ["'dot'", "'concat'", "'nope'", "None"]}, 0.3)
    inputs = several(d, d.one(2, 2, 3) if d.chance(0.96) else d.one(1, 4), d.one(3, 3, 3, 4, 2))
    more = some(d, {"mask": [f"[{mask(d, 2)}, {mask(d, 2)}]", "None", "[None, None]", f"{mask(d, 2)}", "[None]"], "return_attention_scores": ["True", "False"], "use_causal_mask": ["True", "False"], "training": ["True", "None"]}, 0.2)
    listed = f"[{spread(inputs)}]" if d.chance(0.92) else d.one(f"({spread(inputs)},)", spread(inputs))
    return f"layers.{name}({spread(options)})({spread([listed, *more])})"


def family():
    return {"EveryMultiHeadAttention": multi_head, "EveryGroupQueryAttention": grouped,
            "EveryAttention": lambda d: dense(d, "Attention"), "EveryAdditiveAttention": lambda d: dense(d, "AdditiveAttention")}
