"""Random layer calls that no committed record holds: `python random_layers.py OUT_DIR SEED COUNT MODE [LayerName ...]`.

MODE is how the layer is called: `symbolic` on KerasTensors, `inside` another layer's `call`, `eager` on real tensors.

Unlike the grids, sizes, ranks and arguments are drawn freely, so that a model that only fits its records is found out.
The records have the form of test/golden/layers; `npm run golden` reads another folder from KERASPEC_GOLDEN.
"""

import json
import pathlib
import random
import re
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from judge import hush, prelude  # noqa: E402
from record_layers import record  # noqa: E402

FEATURES = {1: 1, 2: 2, 3: 3}


class Draw:
    """Draws Python source for arguments and inputs."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def one(self, *values):
        return self.random.choice(values)

    def int(self, low, high):
        return self.random.randint(low, high)

    def chance(self, share):
        return self.random.random() < share

    def shape(self, rank, low=1, high=24, none=0.2):
        return tuple(None if self.chance(none) else self.int(low, high) for _ in range(rank))

    def input(self, rank=None, **limits):
        """`keras.Input(...)` whose rank counts the batch axis."""
        if rank is None or self.chance(0.08):
            rank = self.int(1, 6)
        extra = ""
        if self.chance(0.25):
            extra += f", batch_size={self.int(1, 5)}"
        if self.chance(0.12):
            extra += f", dtype={self.one('float16', 'float64', 'int32', 'int64', 'bool', 'uint8')!r}"
        return f"keras.Input({self.shape(rank - 1, **limits)!r}{extra})"

    def sizes(self, n, low, high):
        if self.chance(0.55):
            return repr(self.int(low, high))
        values = [self.int(low, high) for _ in range(n if not self.chance(0.05) else n + 1)]
        return repr(tuple(values)) if self.chance(0.7) else repr(values)

    def options(self, **choices):
        """Some of the options, in random order, as `name=value` source."""
        names = [name for name in choices if self.chance(0.35)]
        self.random.shuffle(names)
        return [f"{name}={choices[name]() if callable(choices[name]) else choices[name]}" for name in names]

    def flag(self):
        return self.one("True", "False")


def spread(parts):
    return ", ".join(part for part in parts if part)


def conv(d, name, n, transpose=False, depthwise=False, separable=False):
    options = dict(
        strides=lambda: d.sizes(n, 1, 3),
        padding=lambda: repr(d.one("valid", "same", "causal", "SAME") if n == 1 else d.one("valid", "same", "same")),
        data_format=lambda: repr(d.one("channels_last", "channels_first")),
        dilation_rate=lambda: d.sizes(n, 1, 3),
        use_bias=d.flag,
        activation=lambda: repr(d.one("relu", "softmax", "tanh", "swish", "gelu")),
    )
    if transpose:
        options["output_padding"] = lambda: d.sizes(n, 0, 2)
    elif not depthwise and not separable:
        options["groups"] = lambda: repr(d.one(1, 2, 3, 4))
    if depthwise or separable:
        options["depth_multiplier"] = lambda: repr(d.int(1, 4))
    head = [] if depthwise else [repr(d.int(1, 12))]
    return f"layers.{name}({spread([*head, d.sizes(n, 1, 6), *d.options(**options)])})({d.input(n + 2)})"


def pool(d, name, n):
    head = [d.sizes(n, 1, 5)] if d.chance(0.85) else []
    options = dict(
        strides=lambda: d.one("None", d.sizes(n, 1, 4)),
        padding=lambda: repr(d.one("valid", "same")),
        data_format=lambda: repr(d.one("channels_last", "channels_first")),
    )
    return f"layers.{name}({spread([*head, *d.options(**options)])})({d.input(n + 2)})"


def global_pool(d, name, n):
    options = dict(keepdims=d.flag, data_format=lambda: repr(d.one("channels_last", "channels_first")))
    return f"layers.{name}({spread(d.options(**options))})({d.input(n + 2)})"


def border(d, name, n):
    pair = lambda: repr((d.int(0, 5), d.int(0, 5)))
    nested = lambda: repr(tuple((d.int(0, 4), d.int(0, 4)) for _ in range(n)))
    value = d.one(repr(d.int(0, 6)), pair(), nested(), repr(tuple(d.int(0, 5) for _ in range(n))))
    extra = f", data_format={d.one('channels_last', 'channels_first')!r}" if n > 1 and d.chance(0.3) else ""
    return f"layers.{name}({value}{extra})({d.input(n + 2)})"


def up(d, name, n):
    options = dict(data_format=lambda: repr(d.one("channels_last", "channels_first"))) if n > 1 else {}
    if n == 2:
        options["interpolation"] = lambda: repr(d.one("nearest", "bilinear", "bicubic"))
    return f"layers.{name}({spread([d.sizes(n, 1, 4), *d.options(**options)])})({d.input(n + 2)})"


def reshape(d):
    shape = d.shape(d.int(0, 4), none=0.15)
    total = [size for size in shape if size]
    product = 1
    for size in total:
        product *= size
    target = [-1 if d.chance(0.2) else d.int(1, 12) for _ in range(d.int(0, 4))]
    if d.chance(0.7) and None not in shape:
        divisors = [k for k in range(1, product + 1) if product % k == 0]
        first = d.random.choice(divisors)
        target = [first, product // first] if d.chance(0.5) else [-1, first]
    batch = f", batch_size={d.int(1, 4)}" if d.chance(0.2) else ""
    return f"layers.Reshape({tuple(target)!r})(keras.Input({shape!r}{batch}))"


def flat(d):
    batch = f", batch_size={d.int(1, 4)}" if d.chance(0.3) else ""
    return f"layers.Flatten()(keras.Input({d.shape(d.int(0, 5))!r}{batch}))"


def permute(d):
    rank = d.int(1, 4)
    dims = list(range(1, rank + 1))
    d.random.shuffle(dims)
    if d.chance(0.15):
        dims[0] = d.int(0, 6)
    return f"layers.Permute({tuple(dims)!r})({d.input(rank + 1)})"


def repeat(d):
    return f"layers.RepeatVector({d.int(-1, 6)})({d.input(2)})"


def dense(d):
    options = dict(activation=lambda: repr(d.one("relu", "softmax", "nope", "linear")), use_bias=d.flag, dtype=lambda: repr(d.one("float16", "float64", "mixed_bfloat16")))
    return f"layers.Dense({spread([repr(d.int(-1, 40)), *d.options(**options)])})({d.input()})"


def embedding(d):
    return f"layers.Embedding({d.int(1, 50)}, {d.int(1, 20)}{d.one('', ', mask_zero=True')})({d.input()})"


def norm(d, name):
    options = dict(axis=lambda: repr(d.one(-1, 1, 2, 3, -2, (1, 2), [-1, -2], 0, 7)), center=d.flag, scale=d.flag)
    return f"layers.{name}({spread(d.options(**options))})({d.input()})"


def rnn(d, name):
    options = dict(return_sequences=d.flag, return_state=d.flag, go_backwards=d.flag, unroll=d.flag, stateful=d.flag, use_bias=d.flag)
    return f"layers.{name}({spread([repr(d.int(1, 20)), *d.options(**options)])})({d.input(3)})"


def bidirectional(d):
    inner = rnn(d, d.one("LSTM", "GRU", "SimpleRNN")).split(")(")[0] + ")"
    merge = d.one("", ", merge_mode='sum'", ", merge_mode='concat'", ", merge_mode=None", ", merge_mode='ave'", ", merge_mode='mul'", ", merge_mode='max'")
    return f"layers.Bidirectional({inner}{merge})({d.input(3)})"


def distributed(d):
    rank = d.int(2, 5)
    inner = d.one(f"layers.Dense({d.int(1, 9)})", "layers.Flatten()", f"layers.Conv2D({d.int(1, 5)}, {d.int(1, 4)})", f"layers.LSTM({d.int(1, 6)})", "layers.BatchNormalization()", "layers.Dropout(0.2)", f"layers.MaxPooling2D({d.int(1, 3)})", "layers.GlobalAveragePooling1D()")
    return f"layers.TimeDistributed({inner})({d.input(rank)})"


def merge(d, name):
    rank = d.int(1, 5)
    base = d.shape(rank - 1)
    batch = [f", batch_size={d.int(1, 3)}" if d.chance(0.12) else "" for _ in range(4)]

    def vary():
        shape = tuple(size if d.chance(0.8) else d.one(None, 1, d.int(1, 9)) for size in base)
        return shape[1:] if d.chance(0.06) else shape

    inputs = [f"keras.Input({vary()!r}{batch[i]}{d.one('', '', '', ', dtype=' + repr(d.one('int32', 'float16')))})" for i in range(d.int(1, 4))]
    axis = f"axis={d.int(-4, 4)}" if name == "Concatenate" and d.chance(0.6) else ""
    return f"layers.{name}({axis})([{', '.join(inputs)}])"


def dot(d):
    rank = d.int(2, 4)
    k = d.int(1, 6)
    first = [d.one(k, None, d.int(1, 6)) for _ in range(rank - 1)]
    second = [d.one(k, k, d.int(1, 6)) for _ in range(d.one(rank, rank, 3) - 1)]
    axes = d.one(repr(d.int(-2, 3)), repr((d.int(1, 3), d.int(1, 3))))
    return f"layers.Dot(axes={axes}{d.one('', ', normalize=True')})([keras.Input({tuple(first)!r}), keras.Input({tuple(second)!r})])"


def attention(d):
    rank = d.one(3, 3, 3, 4, 2)
    width = d.int(1, 12)
    shape = lambda: tuple([d.one(None, d.int(1, 9)) for _ in range(rank - 2)] + [d.one(width, width, width, None, 5)])
    options = dict(value_dim=lambda: repr(d.int(1, 6)), output_shape=lambda: d.one("7", "(7,)", "None"), use_bias=d.flag)
    call = d.one("", f", keras.Input({shape()!r})", ", return_attention_scores=True")
    return f"layers.MultiHeadAttention({spread([repr(d.int(1, 4)), repr(d.int(1, 8)), *d.options(**options)])})(keras.Input({shape()!r}), keras.Input({shape()!r}){call})"


def einsum(d):
    options = dict(bias_axes=lambda: repr(d.one("c", "b", "d", "bc")), activation=lambda: repr(d.one("relu", "softmax", None)))
    equation, shape = d.one(
        ("ab,bc->ac", d.int(1, 9)),
        ("abc,cd->abd", (d.one(None, d.int(1, 9)), d.int(1, 9))),
        ("...x,xy->...y", d.int(1, 9)),
        ("abc,cde->abde", (d.one(None, d.int(1, 9)), d.int(1, 4), d.int(1, 9))),
    )
    return f"layers.EinsumDense({spread([repr(equation), f'output_shape={shape!r}', *d.options(**options)])})({d.input(d.one(2, 3, 3))})"


def dense_attention(d, name):
    width = d.int(1, 12)
    inputs = [f"keras.Input({(d.one(None, d.int(1, 9)), d.one(width, width, width, None, 5))!r})" for _ in range(d.one(2, 2, 3))]
    options = dict(use_scale=d.flag, score_mode=lambda: repr(d.one("dot", "concat"))) if name == "Attention" else dict(use_scale=d.flag)
    return f"layers.{name}({spread(d.options(**options))})([{', '.join(inputs)}])"


def group_norm(d):
    options = dict(axis=lambda: repr(d.one(-1, 1, 2, -2)), center=d.flag, scale=d.flag)
    return f"layers.GroupNormalization({spread([f'groups={d.one(1, 2, 3, 4, -1)}', *d.options(**options)])})({d.input(d.one(3, 4, 4, 5), low=2, high=12, none=0.1)})"


def plain(d):
    layer = d.one("UnitNormalization()", "UnitNormalization(axis=1)", "UnitNormalization(axis=[1, 2])", "GaussianDropout(0.2)", "Activation('gelu')", "Activation('softplus')", "Activation('hard_sigmoid')", "Activation('selu')", "Activation('exponential')", "Activation(tf.nn.relu)", "Masking(mask_value=1)", "Dropout(0.5, noise_shape=(None, 1))", "ReLU(negative_slope=0.1, threshold=1.0)", "LeakyReLU(0.3)", "Identity()", "Rescaling(0.5, dtype='float16')", "Lambda(lambda t: tf.reduce_mean(t, axis=1))", "Lambda(lambda t: tf.cast(t, 'float32') / 2)", "Lambda(lambda t: tf.shape(t))", "Lambda(lambda t: [t, t])", "Dense(4, activation='softmax')", "BatchNormalization(axis=1, dtype='float16')")
    return f"layers.{layer}({d.input()})"


def simple(d):
    layer = d.one("Dropout(0.3)", "GaussianNoise(0.1)", "SpatialDropout1D(0.1)", "SpatialDropout2D(0.1)", "SpatialDropout3D(0.1)", "AlphaDropout(0.1)", "ReLU()", "ReLU(max_value=6)", "LeakyReLU()", "ELU()", "PReLU()", "PReLU(shared_axes=[1])", "PReLU(shared_axes=[1, 2])", "Softmax()", "Softmax(axis=1)", "Softmax(axis=[1, 2])", "Activation('relu')", "Activation('softmax')", "Masking()", "Rescaling(1 / 255)", "Rescaling(2.0, offset=-1)", "ActivityRegularization(l1=0.1)", "Lambda(lambda t: t * 2)", "Lambda(lambda t: t[:, 0])", "Lambda(lambda t: -t + 1.5)", "Lambda(lambda t: t[..., None])")
    return f"layers.{layer}({d.input()})"


def family():
    """Layer name -> how to draw a call of it."""
    makers = {"Dense": dense, "Embedding": embedding, "Reshape": reshape, "Flatten": flat, "Permute": permute, "RepeatVector": repeat, "Dot": dot, "Bidirectional": bidirectional, "TimeDistributed": distributed, "MultiHeadAttention": attention, "EinsumDense": einsum, "GroupNormalization": group_norm, "plain": plain, "simple": simple}
    for n in (1, 2, 3):
        makers[f"Conv{n}D"] = lambda d, n=n: conv(d, f"Conv{n}D", n)
        makers[f"Conv{n}DTranspose"] = lambda d, n=n: conv(d, f"Conv{n}DTranspose", n, transpose=True)
        for kind in ("MaxPooling", "AveragePooling"):
            makers[f"{kind}{n}D"] = lambda d, n=n, kind=kind: pool(d, f"{kind}{n}D", n)
        for kind in ("GlobalMaxPooling", "GlobalAveragePooling"):
            makers[f"{kind}{n}D"] = lambda d, n=n, kind=kind: global_pool(d, f"{kind}{n}D", n)
        for kind in ("ZeroPadding", "Cropping"):
            makers[f"{kind}{n}D"] = lambda d, n=n, kind=kind: border(d, f"{kind}{n}D", n)
        makers[f"UpSampling{n}D"] = lambda d, n=n: up(d, f"UpSampling{n}D", n)
    for n in (1, 2):
        makers[f"SeparableConv{n}D"] = lambda d, n=n: conv(d, f"SeparableConv{n}D", n, separable=True)
        makers[f"DepthwiseConv{n}D"] = lambda d, n=n: conv(d, f"DepthwiseConv{n}D", n, depthwise=True)
    for name in ("BatchNormalization", "LayerNormalization"):
        makers[name] = lambda d, name=name: norm(d, name)
    for name in ("Attention", "AdditiveAttention"):
        makers[name] = lambda d, name=name: dense_attention(d, name)
    for name in ("LSTM", "GRU", "SimpleRNN"):
        makers[name] = lambda d, name=name: rnn(d, name)
    for name in ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate"):
        makers[name] = lambda d, name=name: merge(d, name)
    return makers


INPUT = re.compile(r"keras\.Input\((\([^()]*\))(?:, batch_size=(\d+))?(?:, dtype='(\w+)')?\)")

INSIDE = """
class Inside(layers.Layer):
    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def call(self, *args):
        return self.layer(*args)
"""


def real_tensor(match):
    """The tensor that takes a symbolic input's place: three for every open size."""
    shape, batch, dtype = match.groups()
    sizes = (int(batch or 2), *(3 if size is None else size for size in eval(shape)))
    return f"tf.zeros({sizes!r}, {dtype or 'float32'!r})"


def called(code, mode):
    if mode == "eager":
        return INPUT.sub(real_tensor, code)
    if mode == "inside":
        call = re.search(r"\)\([\[({]?(?:'images?': )?keras\.Input", code)
        return f"Inside({code[:call.start() + 1]}){code[call.start() + 1:]}" if call else code
    return code


def every():
    """Families that draw every argument, valid or not: name -> how to draw a call. No committed record is drawn from these."""
    from holdout import random_attention, random_images, random_preprocessing, random_recurrent

    makers = {**random_attention.family(), **random_images.family(), **random_preprocessing.family()}
    return {**makers, **random_recurrent.family(family())}


def draws(seed, count, mode, wanted=(), makers=None):
    """Layer name -> sorted expressions. Committed records have seeds of their own: record_layers.py."""
    drawn = {}
    for name, make in sorted((makers or family()).items()):
        if not wanted or name in wanted:
            draw = Draw(f"{seed}/{name}")
            drawn[name] = sorted({called(make(draw), mode) for _ in range(count)})
    return drawn


def main():
    target, seed, count, mode = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
    wanted = set(sys.argv[5:])
    target.mkdir(parents=True, exist_ok=True)
    errors, names = hush(), prelude()
    exec(INSIDE, names)
    for name, codes in draws(seed, count, mode, wanted, {**family(), **every()}).items():
        lines = [json.dumps(record(code, names), ensure_ascii=False) for code in codes]
        (target / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("done", file=errors)


if __name__ == "__main__":
    main()
