"""How a call of each function of `keras.ops` is drawn, as a template of `ops/modes.py`."""

from ops.modes import DTYPES

from .random_layers import Draw, spread

FLOATS = ["float32", "float32", "float32", "float16", "bfloat16", "float64"]
INTS = ["int8", "int16", "int32", "int32", "int64", "uint8", "uint16", "uint32"]
SCALARS = ["0", "1", "2", "-1", "3.0", "0.5", "True", "np.float32(2)", "np.int64(2)", "np.float64(0.5)", "2.0"]
VALUES = ["[1, 2]", "[1.0, 2.0]", "[True, False]", "[[1, 2], [3, 4]]", "np.ones((2, 3))", "np.ones((2, 3), 'float32')", "np.arange(3)", "np.ones(2, 'int32')", "(1, 2, 3)"]
ODD = ["None", "'a'", "[]", "{}".format("[1, 'a']"), "[[1], [1, 2]]"]

UNARY = """abs absolute angle arccos arccosh arcsin arcsinh arctan arctanh bitwise_invert bitwise_not cbrt ceil conj conjugate copy cos cosh
deg2rad erf erfc erfinv exp exp2 expm1 fabs floor i0 imag isfinite isinf isnan isneginf isposinf isreal log log10 log1p log2 logical_not
negative rad2deg real reciprocal rsqrt sign signbit sin sinc sinh sqrt square stop_gradient tan tanh trunc ravel ndim size shape
hard_sigmoid hard_silu hard_swish hard_tanh log_sigmoid relu relu6 selu sigmoid silu softplus softsign sparse_plus sparse_sigmoid swish
tanh_shrink convert_to_numpy is_tensor dtype nonzero fliplr flipud corrcoef bartlett blackman hamming hanning""".split()
REDUCE = """all amax amin any max mean min prod ptp std sum var median nanmax nanmean nanmedian nanmin nanprod nanstd nansum nanvar logsumexp""".split()
ARG = "argmax argmin nanargmax nanargmin".split()
BINARY = """add arctan2 divide divide_no_nan equal floor_divide fmax fmin fmod gcd greater greater_equal heaviside hypot isclose allclose kron lcm ldexp
less less_equal logaddexp logaddexp2 logical_and logical_or logical_xor maximum minimum mod multiply nextafter not_equal power subtract true_divide
bitwise_and bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift left_shift right_shift""".split()
OPERATORS = ["+", "-", "*", "/", "//", "%", "**", "@", "&", "|", "^", "<", "<=", ">", ">=", "==", "!="]


class OpDraw(Draw):
    """Draws tensors in braces, and arguments that fit them more often than not."""

    def dims(self, rank=None, low=1, high=7, none=0.2):
        rank = self.one(0, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 6) if rank is None else rank
        return [None if self.chance(none) else 0 if self.chance(0.02) else self.int(low, high) for _ in range(rank)]

    def dtype(self, kinds=None):
        if kinds is None:
            return self.one("float32", "float32", "float32", *DTYPES, "complex64")
        return self.one(*kinds) if self.chance(0.85) else self.one(*DTYPES)

    def put(self, dims, kinds=None):
        dtype = self.dtype(kinds)
        return "{" + ",".join("N" if size is None else str(size) for size in dims) + ("" if dtype == "float32" else ":" + dtype) + "}"

    def tensor(self, rank=None, kinds=None, **limits):
        return self.put(self.dims(rank, **limits), kinds)

    def any(self, rank=None, kinds=None):
        """A tensor, and now and then what may be converted."""
        if self.chance(0.1):
            return self.one(*SCALARS, *VALUES, *ODD)
        return self.tensor(rank, kinds)

    def like(self, dims, alike=0.72):
        """Sizes that broadcast with those of another tensor more often than not."""
        found = [size if self.chance(alike) else self.one(1, 1, None, self.int(1, 7)) for size in dims]
        if self.chance(0.2):
            found = found[self.int(0, len(found)):]
        return self.dims(1) + found if self.chance(0.07) else found

    def pair(self, kinds=None):
        dims = self.dims()
        first, second = self.put(dims, kinds), self.put(self.like(dims), kinds)
        if self.chance(0.25):
            second = self.one(*SCALARS, *VALUES, *ODD)
        return (first, second) if self.chance(0.7) else (second, first)

    def axis(self, rank, extra=True):
        far = 1 if self.chance(0.12) else 0
        rank = max(rank, 1)
        axis = self.int(-rank - far, rank - 1 + far)
        return self.one("None", "1.0", "'a'", "True") if extra and self.chance(0.05) else repr(axis)

    def axes(self, rank):
        if self.chance(0.6):
            return self.axis(rank)
        found = self.random.sample(range(-max(rank, 1), max(rank, 1)), self.int(0, min(max(rank, 1), 3)))
        return repr(tuple(found)) if self.chance(0.6) else repr(found)

    def shape_text(self, dims):
        return repr(tuple(dims)) if self.chance(0.7) else repr(list(dims))

    def name(self, *more):
        return self.one("None", *(repr(each) for each in DTYPES), *more)

    def call(self, name, *parts, **options):
        return f".{name}({spread([*parts, *self.options(**options)])})"


def reduction(d, name, **more):
    rank = d.one(0, 1, 2, 2, 3, 3, 4, 5)
    x = d.any(rank)
    return d.call(name, x, axis=lambda: d.axes(rank), keepdims=d.flag, **more)


def along(d, name, kinds=None, low=0, **options):
    rank = d.int(low, 4)
    return d.call(name, d.any(rank, kinds), axis=lambda: d.axis(rank), **options)


def operators(d):
    pick = d.random.random()
    if pick < 0.12:
        x = d.tensor()
        return d.one(f"(-{x})", f"(~{x})", f"(+{x})", f"abs({x})", f"round({x})", f"len({x})", f"bool({x})")
    if pick < 0.4:
        return item(d)
    op = d.one(*OPERATORS)
    if op == "@":
        return f"({' @ '.join(matrices(d))})"
    left, right = d.pair()
    if not (left.startswith("{") or right.startswith("{")):
        left = d.tensor()
    return f"({left} {op} {right})"


def index(d, rank):
    whole = lambda: repr(d.int(-4, 4))
    bound = lambda: d.one("", "", whole())
    cut = lambda: d.one(":", f"{bound()}:{bound()}", f"{bound()}:{bound()}:{d.one('', '2', '-1', '3')}")
    one = lambda: d.one(whole(), whole(), cut(), cut(), cut(), "None", "...", "tf.newaxis" if d.chance(0.3) else cut(), "[0, 1]" if d.chance(0.15) else cut())
    return ", ".join(one() for _ in range(d.int(1, max(1, rank))))


def item(d):
    rank = d.int(0, 5)
    dims = d.dims(rank)
    text = d.one("1.0", "'a'", "True", "[0, 1]", "{2:int32}", "{:int32}", d.put(dims, ["bool"])) if d.chance(0.08) else index(d, rank)
    return f"{d.put(dims)}[{text}]"


def get_item(d):
    rank = d.int(0, 4)
    key = d.one(repr(d.int(-3, 3)), "(0, 1)", "slice(1, None)", "(slice(None), 0)", "(Ellipsis, None)", "None", "{:int32}", "(0, slice(None, None, 2))")
    return d.call("get_item", d.tensor(rank), key)


def matrices(d, kinds=None):
    k = d.one(None, d.int(1, 6))
    lead = d.dims(d.one(0, 0, 1, 1, 2))
    first = lead + [d.one(None, d.int(1, 6)), k]
    second = (d.like(lead) if d.chance(0.7) else []) + [k if d.chance(0.85) else d.int(1, 6), d.one(None, d.int(1, 6))]
    if d.chance(0.12):
        first = [k]
    if d.chance(0.12):
        second = [k]
    if d.chance(0.05):
        second = []
    return d.put(first, kinds), d.put(second, kinds)


def several(d, name, **options):
    rank = d.int(0, 4)
    dims = d.dims(rank)
    parts = [d.put([size if d.chance(0.85) else d.one(None, d.int(1, 7)) for size in dims][: rank if d.chance(0.96) else 1]) for _ in range(d.int(1, 4))]
    if d.chance(0.06):
        parts.append(d.one("None", "1.0", "[1.0, 2.0]", "np.ones((2, 3))"))
    text = ", ".join(parts)
    listed = f"[{text}]" if d.chance(0.75) else f"({text},)" if d.chance(0.9) else parts[0]
    return d.call(name, listed, **{key: value(rank) for key, value in options.items()})


def reshape(d):
    dims = d.dims(none=0.12)
    size = 1
    for each in dims:
        size *= each or 1
    divisors = [k for k in range(1, size + 1) if size % k == 0] or [1]
    first = d.one(*divisors)
    target = d.one([-1], [first, -1], [first, size // first], [-1, first], [1, -1, first], dims, [*dims, 1], [size], d.dims(none=0.1), [], [-1, -1], [0, -1])
    return d.call("reshape", d.put(dims), d.shape_text(target) if d.chance(0.93) else d.one("-1", repr(size), "'a'", "(2.0, 1)", "np.array([-1])", "None"))


def transpose(d):
    rank = d.int(0, 5)
    order = list(range(rank))
    d.random.shuffle(order)
    if rank and d.chance(0.15):
        order[0] = d.int(-rank - 1, rank)
    if d.chance(0.07):
        order = order[1:]
    return d.call("transpose", d.any(rank), d.shape_text(order) if d.chance(0.75) else "")


def moveaxis(d):
    rank = d.int(0, 5)
    if d.chance(0.7):
        return d.call("moveaxis", d.any(rank), d.axis(rank), d.axis(rank))
    n = d.int(1, max(1, min(rank, 3)))
    pick = lambda count: d.shape_text(d.random.sample(range(-max(rank, 1), max(rank, 1)), count))
    return d.call("moveaxis", d.any(rank), pick(n), pick(n if d.chance(0.9) else 1))


def expand_dims(d):
    rank = d.int(0, 5)
    return d.call("expand_dims", d.any(rank), d.axes(rank + 1))


def squeeze(d):
    dims = [d.one(1, 1, size) for size in d.dims(d.int(0, 5))]
    return d.call("squeeze", d.put(dims), axis=lambda: d.axes(len(dims)))


def broadcast_to(d):
    dims = d.dims(d.int(0, 4))
    target = d.dims(d.int(0, 2), none=0.05) + [size if size and size != 1 and d.chance(0.9) else d.int(1, 6) for size in dims]
    return d.call("broadcast_to", d.put(dims), d.shape_text(target))


def repeat(d):
    rank = d.int(0, 4)
    return d.call("repeat", d.any(rank), d.one("2", "3", "0", "-1", "[2]", "[1, 2]", "(2, 0, 1)", "np.array([1, 2])", "{2:int32}", "1.5"), axis=lambda: d.axis(rank))


def tile(d):
    rank = d.int(0, 4)
    return d.call("tile", d.any(rank), d.one(repr(d.int(0, 4)), d.shape_text([d.int(0, 3) for _ in range(d.int(0, 5))])))


def pad(d):
    rank = d.int(0, 4)
    pairs = tuple((d.int(0, 3), d.int(0, 3)) for _ in range(rank if d.chance(0.9) else rank + 1))
    width = d.one(repr(pairs), repr(pairs), repr(pairs), repr(d.int(0, 3)), repr((d.int(0, 3), d.int(0, 3))), "((1, 1),)", "-1", "(1,)")
    return d.call("pad", d.any(rank), width, mode=lambda: repr(d.one("constant", "reflect", "symmetric", "edge")), constant_values=lambda: d.one("1", "2.0", "None"))


def split(d, name="split", least=0):
    rank = d.int(least, 4)
    cuts = d.one(repr(d.int(1, 4)), repr(d.int(1, 4)), d.shape_text(sorted(d.int(0, 6) for _ in range(d.int(0, 3)))), "0", "-1", "2.0", "np.array([1])")
    return d.call(name, d.any(rank), cuts, **({"axis": lambda: d.axis(rank)} if "split" in name and name in ("split", "array_split") else {}))


def take(d, name="take"):
    rank = d.int(0, 4)
    if name == "take":
        indices = d.one("0", "-1", "[0, 1]", "[[0], [1]]", d.tensor(kinds=["int32", "int64", "uint8"]), d.tensor(d.int(0, 2), kinds=INTS), "np.array([0, 1])", "1.0")
        return d.call(name, d.any(rank), indices, axis=lambda: d.axis(rank))
    dims = d.dims(rank)
    return d.call(name, d.put(dims), d.put([size if d.chance(0.8) else d.one(1, None, 3) for size in dims][: rank if d.chance(0.95) else 1], ["int32", "int64"]), axis=lambda: d.axis(rank))


def where(d):
    dims = d.dims()
    parts = [d.put(d.like(dims), ["bool", "bool", "int32"])] + [d.one(d.put(d.like(dims)), d.put(d.like(dims)), d.one(*SCALARS), d.one(*VALUES)) for _ in range(2)]
    return d.call("where", *parts[: d.one(3, 3, 3, 3, 1, 2)])


def clip(d):
    dims = d.dims()
    bound = lambda: d.one(*SCALARS, d.put(d.like(dims)), "None")
    return d.call("clip", d.any() if d.chance(0.2) else d.put(dims), bound(), bound())


def slicing(d):
    dims = d.dims(d.int(1, 4))
    starts = [d.int(0, max(0, (size or 2) - 1)) for size in dims]
    sizes = [d.one(d.int(0, max(1, (size or 2) - start)), -1 if d.chance(0.2) else 1) for size, start in zip(dims, starts)]
    if d.chance(0.1):
        starts = starts[1:]
    return d.call("slice", d.put(dims), d.shape_text(starts), d.shape_text(sizes))


def slice_update(d):
    dims = d.dims(d.int(1, 3))
    updates = [d.int(1, size or 2) if d.chance(0.85) else None for size in dims]
    return d.call("slice_update", d.put(dims), d.shape_text([0] * (len(dims) if d.chance(0.92) else 1)), d.put(updates))


def einsum(d):
    letters = d.random.sample("abcd", d.int(1, 4))
    sizes = {letter: d.one(None, d.int(1, 5)) for letter in "abcd"}
    terms = ["".join(d.random.sample(letters, d.int(1, len(letters)))) for _ in range(d.int(1, 3))]
    used = sorted({letter for term in terms for letter in term})
    out = "->" + "".join(d.random.sample(used, d.int(0, len(used)))) if d.chance(0.85) else ""
    lead = d.dims(1) if d.chance(0.2) else []
    if lead and out:
        out = "->..." + out[2:] if d.chance(0.8) else out
    tensors = [d.put(lead + [sizes[letter] if d.chance(0.96) else d.int(1, 5) for letter in term], ["float32", "int32", "float16"]) for term in terms]
    return d.call("einsum", repr(",".join(("..." if lead else "") + term for term in terms) + out), *tensors)


def tensordot(d):
    dims = d.dims(d.int(0, 4))
    n = d.int(0, min(3, len(dims)))
    other = d.dims(d.int(0, 2))
    second = (dims[len(dims) - n:] if n else []) + other
    axes = d.one(repr(n), repr(n), repr([list(range(len(dims) - n, len(dims))), list(range(n))]), repr(d.int(0, 3)), "([0], [0])", "[0, 0]", "([-1], [0])")
    return d.call("tensordot", d.put(dims), d.put(second), f"axes={axes}" if d.chance(0.85) else "")


def products(d, name):
    k = d.one(None, d.int(1, 5))
    first = d.dims(d.int(0, 3)) + [k]
    second = d.one([k], d.dims(1) + [k], [k] + d.dims(1), d.dims(1) + [k] + d.dims(1), d.dims())
    return d.call(name, d.put(first if d.chance(0.9) else []), d.put(second))


def cross(d):
    n = d.one(2, 3, 3, 3, None, 4)
    lead = d.dims(d.int(0, 2))
    return d.call("cross", d.put(lead + [n]), d.put(d.like(lead) + [d.one(n, n, 3, 2)]), axis=lambda: d.axis(len(lead) + 1), axisa=lambda: d.axis(len(lead) + 1), axisc=lambda: d.axis(len(lead) + 1))


def conv(d, name):
    n = d.one(1, 2, 2, 3)
    channels = d.int(1, 6)
    spatial = [d.one(None, d.int(3, 12)) for _ in range(n)]
    first = d.chance(0.15)
    batch = d.one(None, d.int(1, 3))
    x = [batch, channels, *spatial] if first else [batch, *spatial, channels]
    window = [d.int(1, 4) for _ in range(n)]
    tail = {"conv": [channels if d.chance(0.85) else d.int(1, 6), d.int(1, 6)], "conv_transpose": [d.int(1, 6), channels], "depthwise_conv": [channels, d.int(1, 3)], "separable_conv": [channels, d.int(1, 3)]}[name]
    if d.chance(0.05):
        window = window[1:]
    more = [d.put([1] * n + [tail[0] * tail[1], d.int(1, 4)], FLOATS)] if name == "separable_conv" else []
    options = dict(strides=lambda: d.sizes(n, 1, 3), padding=lambda: repr(d.one("valid", "same", "causal" if d.chance(0.1) else "same")), data_format=lambda: "'channels_first'" if first else "'channels_last'", dilation_rate=lambda: d.sizes(n, 1, 2))
    if name == "conv_transpose":
        options["output_padding"] = lambda: d.one("None", "0", "1")
    return d.call(name, d.put(x, ["float32"]), d.put(window + tail, ["float32"]), *more, *(["data_format='channels_first'"] if first and False else []), **options)


def pool(d, name):
    n = d.one(1, 2, 2, 3)
    x = d.tensor(n + 2 if d.chance(0.93) else None, ["float32"], low=3, high=12)
    return d.call(name, x, d.sizes(n, 1, 4), strides=lambda: d.one("None", d.sizes(n, 1, 3)), padding=lambda: repr(d.one("valid", "same", "same", "foo" if d.chance(0.2) else "valid")), data_format=lambda: repr(d.one("channels_last", "channels_first")))


def losses(d, name):
    dims = d.dims(d.int(1, 4))
    if name == "sparse_categorical_crossentropy":
        target = d.put(d.one(dims[:-1], dims[:-1], dims[:-1] + [1], d.like(dims)), ["int32", "int64", "float32"])
    else:
        target = d.put([size if d.chance(0.9) else d.int(1, 6) for size in dims], ["float32", "int32", "float16"])
    options = {} if name == "binary_crossentropy" else {"axis": lambda: d.one("-1", "-1", repr(d.int(-2, 2)))}
    return d.call(name, target, d.put(dims if d.chance(0.93) else d.like(dims), FLOATS), from_logits=d.flag, **options)


def segments(d, name):
    dims = d.dims(d.int(1, 3))
    return d.call(name, d.put(dims), d.put(dims[:1] if d.chance(0.85) else d.dims(d.int(0, 2)), ["int32", "int64"]), num_segments=lambda: d.one("4", "None", "1"), sorted=d.flag)


def square(d, name, **options):
    n = d.one(None, d.int(1, 5))
    dims = d.dims(d.int(0, 2)) + ([n, n] if d.chance(0.75) else d.dims(d.int(0, 2)))
    return d.call(name, d.put(dims, FLOATS), **options)


def normal(d, name):
    rank = d.int(1, 4)
    dims = d.dims(rank)
    if name in ("rms_normalization", "layer_normalization"):
        weight = lambda: d.put(dims[-1:], FLOATS)
        names = dict(scale=weight) if name == "rms_normalization" else dict(gamma=weight, beta=weight)
        return d.call(name, d.put(dims, FLOATS), **names, axis=lambda: d.axes(rank), epsilon=lambda: d.one("1e-3", "None"))
    axis = d.int(-rank, rank - 1)
    weight = lambda: d.put([dims[axis] if d.chance(0.9) else d.int(1, 7)], FLOATS)
    return d.call(name, d.put(dims, FLOATS), weight(), weight(), repr(axis), offset=weight, scale=weight, epsilon=lambda: "1e-5")


def attention(d):
    batch, heads, width = d.one(None, 2), d.int(1, 4), d.int(1, 8)
    t, s = d.one(None, d.int(1, 6)), d.one(None, d.int(1, 6))
    q, k = [batch, t, heads, width], [batch, s, d.one(heads, heads, 1, 2), width]
    mask = lambda: d.put(d.one([batch, heads, t, s], [batch, 1, t, s], [t, s]), ["bool"])
    return d.call("dot_product_attention", d.put(q, ["float32"]), d.put(k, ["float32"]), d.put(k[:-1] + [d.one(width, width, 3)], ["float32"]), mask=mask, scale=lambda: "0.5", is_causal=d.flag, bias=lambda: d.put([batch, heads, t, s], ["float32"]))


def creation(d, name):
    shape = d.shape_text(d.dims(none=0.04)) if d.chance(0.85) else d.one("3", "-1", "2.0", "'a'", "()", "[-1, 2]")
    fill = [d.one(*SCALARS, "[1, 2]", d.tensor(d.int(0, 1)))] if name == "full" else []
    return d.call(name, shape, *fill, dtype=d.name)


def likeness(d, name):
    fill = [d.one(*SCALARS, d.tensor(d.int(0, 1)))] if name == "full_like" else []
    return d.call(name, d.any(), *fill, dtype=d.name)


def ranges(d, name):
    bound = lambda: d.one(repr(d.int(-3, 9)), repr(d.int(-3, 9)), "0.5", "2.5", "np.int32(3)", "{:int32}" if d.chance(0.3) else "7")
    if name == "arange":
        return d.call("arange", *[bound() for _ in range(d.int(1, 2))], *([f"step={d.one('1', '2', '-1', '0.5')}"] if d.chance(0.3) else []), dtype=d.name)
    ends = d.pair() if d.chance(0.4) else (bound(), bound())
    return d.call(name, *ends, num=lambda: repr(d.int(-1, 9)), endpoint=d.flag, dtype=d.name, axis=lambda: d.one("0", "-1", "1"))


def quantiles(d, name):
    rank = d.int(0, 3)
    q = d.one("0.5", "[0.1, 0.9]", "{}", "{3}", "{2,2}", "50", "np.array([0.5])")
    return d.call(name, d.any(rank, FLOATS), q, axis=lambda: d.axes(rank), keepdims=d.flag, method=lambda: repr(d.one("linear", "nearest", "midpoint", "lower", "higher", "foo" if d.chance(0.2) else "lower")))


def weighted(d):
    dims = d.dims(d.int(0, 3))
    return d.call("average", d.put(dims), axis=lambda: d.axes(len(dims)), weights=lambda: d.put(d.one(dims, dims[-1:], dims[:1], d.like(dims))))


def spectra(d, name):
    x = d.tensor(d.int(0, 3), ["float32", "float32", "float64"])
    if name in ("fft", "fft2", "ifft2", "irfft"):
        dims = d.dims(d.int(0, 3))
        x = f"({d.put(dims, ['float32'])}, {d.put(dims if d.chance(0.9) else d.like(dims), ['float32'])})"
    if name == "extract_sequences":
        return d.call(name, d.tensor(d.int(1, 3), low=6, high=20), repr(d.int(1, 6)), repr(d.int(1, 4)))
    return d.call(name, x, **({"fft_length": lambda: d.one("None", repr(d.int(1, 12)))} if "rf" in name else {}))


def scatter(d):
    n = d.int(1, 3)
    shape = [d.int(1, 6) for _ in range(n + d.int(0, 1))]
    rows = d.one(None, d.int(1, 4))
    return d.call("scatter", d.put([rows, n], ["int32", "int64"]), d.put([rows] + shape[n:]), d.shape_text(shape))


def scatter_update(d):
    dims = d.dims(d.int(1, 3))
    n, rows = d.int(1, len(dims)), d.one(None, d.int(1, 4))
    return d.call("scatter_update", d.put(dims), d.put([rows, n], ["int32", "int64"]), d.put([rows] + dims[n:]))


def codes(d, name):
    rank = d.int(0, 3)
    x = d.any(rank, INTS)
    count = d.one(repr(d.int(1, 6)), repr(d.int(1, 6)), "0", "None", "-1")
    return d.call(name, x, count if name == "one_hot" else f"num_classes={count}", axis=lambda: d.axis(rank + 1), dtype=d.name)


def family():
    """Op name -> how to draw a call of it."""
    makers = {name: lambda d, name=name: d.call(name, d.any()) for name in UNARY}
    makers |= {name: lambda d, name=name: reduction(d, name) for name in REDUCE}
    makers |= {name: lambda d, name=name: d.call(name, *d.pair()) for name in BINARY}
    makers |= {name: lambda d, name=name: along(d, name, keepdims=d.flag) for name in ARG}
    makers |= {name: lambda d, name=name: along(d, name, dtype=d.name) for name in ["cumsum", "cumprod", "nancumsum", "nancumprod"]}
    makers |= {name: lambda d, name=name: along(d, name) for name in ["argsort", "sort", "count_nonzero", "softmax", "log_softmax", "glu", "sparsemax", "flip", "trapezoid"]}
    makers |= {name: lambda d, name=name: split(d, name) for name in ["split", "array_split", "hsplit", "vsplit", "dsplit"]}
    makers |= {name: lambda d, name=name: several(d, name) for name in ["hstack", "vstack", "dstack"]}
    makers |= {name: lambda d, name=name: products(d, name) for name in ["dot", "inner", "outer", "vdot", "correlate"]}
    makers |= {name: lambda d, name=name: conv(d, name) for name in ["conv", "conv_transpose", "depthwise_conv", "separable_conv"]}
    makers |= {name: lambda d, name=name: pool(d, name) for name in ["max_pool", "average_pool"]}
    makers |= {name: lambda d, name=name: losses(d, name) for name in ["binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy"]}
    makers |= {name: lambda d, name=name: segments(d, name) for name in ["segment_max", "segment_min", "segment_prod", "segment_sum"]}
    makers |= {name: lambda d, name=name: square(d, name) for name in ["cholesky", "cholesky_inverse", "det", "inv", "qr", "eigh", "eig", "logdet", "slogdet", "pinv", "lu_factor", "matrix_rank"]}
    makers |= {name: lambda d, name=name: normal(d, name) for name in ["rms_normalization", "layer_normalization", "batch_normalization"]}
    makers |= {name: lambda d, name=name: creation(d, name) for name in ["zeros", "ones", "empty", "full"]}
    makers |= {name: lambda d, name=name: likeness(d, name) for name in ["zeros_like", "ones_like", "empty_like", "full_like"]}
    makers |= {name: lambda d, name=name: ranges(d, name) for name in ["arange", "linspace", "logspace", "geomspace"]}
    makers |= {name: lambda d, name=name: quantiles(d, name) for name in ["quantile", "percentile", "nanquantile", "nanpercentile"]}
    makers |= {name: lambda d, name=name: spectra(d, name) for name in ["fft", "fft2", "ifft2", "rfft", "irfft", "extract_sequences"]}
    makers |= {name: lambda d, name=name: codes(d, name) for name in ["one_hot", "multi_hot"]}
    makers |= {name: lambda d, name=name: d.call(name, d.any(), k=lambda: repr(d.int(-3, 3))) for name in ["tril", "triu", "diag", "diagflat"]}
    makers |= {name: lambda d, name=name: d.call(name, d.any(), offset=lambda: repr(d.int(-3, 3)), axis1=lambda: repr(d.int(-3, 3)), axis2=lambda: repr(d.int(-3, 3))) for name in ["trace", "diagonal"]}
    makers |= {name: lambda d, name=name: d.call(name, d.any(), alpha=lambda: d.one("0.5", "2")) for name in ["elu", "celu"]}
    return makers | {
        "operators": operators, "operators2": operators, "operators3": operators, "operators4": operators, "get_item": get_item, "reshape": reshape, "transpose": transpose, "moveaxis": moveaxis, "expand_dims": expand_dims, "squeeze": squeeze,
        "broadcast_to": broadcast_to, "repeat": repeat, "tile": tile, "pad": pad, "take": take, "take_along_axis": lambda d: take(d, "take_along_axis"), "where": where, "clip": clip,
        "slice": slicing, "slice_update": slice_update, "einsum": einsum, "tensordot": tensordot, "cross": cross, "dot_product_attention": attention, "average": weighted,
        "scatter": scatter, "scatter_update": scatter_update, "matmul": lambda d: d.call("matmul", *matrices(d)),
        "concatenate": lambda d: several(d, "concatenate", axis=lambda rank: lambda: d.axis(rank)), "stack": lambda d: several(d, "stack", axis=lambda rank: lambda: d.axis(rank + 1)),
        "meshgrid": lambda d: d.call("meshgrid", *[d.any(d.one(1, 1, 1, 0, 2)) for _ in range(d.int(0, 3))], indexing=lambda: repr(d.one("xy", "ij", "foo"))),
        "append": lambda d: d.call("append", *d.pair(), axis=lambda: d.axis(2)), "cast": lambda d: d.call("cast", d.any(), d.name("'complex64'", "float", "int", "bool", "'foo'", "tf.int32", "np.float16")),
        "saturate_cast": lambda d: d.call("saturate_cast", d.any(), d.name("'foo'")), "convert_to_tensor": lambda d: d.call("convert_to_tensor", d.any(), dtype=d.name), "array": lambda d: d.call("array", d.any(), dtype=d.name),
        "round": lambda d: d.call("round", d.any(), decimals=lambda: repr(d.int(-2, 3))), "nan_to_num": lambda d: d.call("nan_to_num", d.any(), nan=lambda: "1.0", posinf=lambda: d.one("2.0", "3")),
        "gelu": lambda d: d.call("gelu", d.any(), approximate=d.flag), "leaky_relu": lambda d: d.call("leaky_relu", d.any(), negative_slope=lambda: d.one("0.1", "1")), "hard_shrink": lambda d: d.call("hard_shrink", d.any(), threshold=lambda: "0.1"),
        "soft_shrink": lambda d: d.call("soft_shrink", d.any(), threshold=lambda: "1"), "squareplus": lambda d: d.call("squareplus", d.any(), b=lambda: "2"), "threshold": lambda d: d.call("threshold", d.any(), "0.5", "2"),
        "roll": lambda d: d.call("roll", d.any(d.int(0, 3)), d.one("1", "-2", "(1, 2)"), axis=lambda: d.one(d.axis(2), "(0, 1)")), "rot90": lambda d: d.call("rot90", d.any(), k=lambda: repr(d.int(-3, 4)), axes=lambda: d.one("(0, 1)", "(1, 0)", "(1, 2)", "(0, 0)", "(-1, -2)")),
        "swapaxes": lambda d: d.call("swapaxes", d.any(d.int(0, 4)), d.axis(3), d.axis(3)), "diff": lambda d: along(d, "diff", n=lambda: repr(d.int(-1, 3))), "digitize": lambda d: d.call("digitize", d.any(), d.one("[0.0, 1.0]", "{3}", "{:int32}", "np.array([1, 2])", "[]")),
        "bincount": lambda d: d.call("bincount", d.any(d.one(1, 1, 2, 0), INTS), minlength=lambda: repr(d.int(0, 5))), "searchsorted": lambda d: d.call("searchsorted", d.any(d.one(1, 1, 1, 2)), d.any(), side=lambda: repr(d.one("left", "right", "foo"))),
        "eye": lambda d: d.call("eye", repr(d.int(-1, 5)), M=lambda: d.one("3", "None"), k=lambda: repr(d.int(-2, 2)), dtype=d.name), "identity": lambda d: d.call("identity", repr(d.int(-1, 5)), dtype=d.name), "tri": lambda d: d.call("tri", repr(d.int(0, 5)), M=lambda: "3", k=lambda: "1", dtype=d.name),
        "moments": lambda d: d.call("moments", d.any(3), d.axes(3), keepdims=d.flag), "norm": lambda d: d.call("norm", d.any(d.int(0, 3), FLOATS), ord=lambda: d.one("1", "2", "'fro'", "'nuc'", "np.inf", "0", "-1", "3", "'foo'"), axis=lambda: d.one(d.axis(2), "(0, 1)", "(-2, -1)"), keepdims=d.flag),
        "normalize": lambda d: along(d, "normalize", order=lambda: d.one("1", "2", "3", "0")), "top_k": lambda d: d.call("top_k", d.any(d.int(0, 3)), repr(d.int(0, 4)), sorted=d.flag), "in_top_k": lambda d: d.call("in_top_k", "{" + d.one("4", "N", "3") + ":int32}", "{" + d.one("4,6", "N,6", "N,N") + "}", repr(d.int(1, 4))),
        "unstack": lambda d: along(d, "unstack", num=lambda: d.one("2", "3")), "cdist": lambda d: d.call("cdist", *matrices(d)), "psnr": lambda d: d.call("psnr", *d.pair(FLOATS), "1.0"), "isin": lambda d: d.call("isin", *d.pair()), "svd": lambda d: square(d, "svd", full_matrices=d.flag, compute_uv=d.flag),
    }
