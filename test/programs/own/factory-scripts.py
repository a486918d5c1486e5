# world: a, b
import abc
import contextlib
import copy
import enum
import functools
import itertools
import json
import logging
import operator
import os
import sys
from argparse import ArgumentParser, Namespace
from collections import OrderedDict, defaultdict, namedtuple
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Union

import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

# %% config-dict-factory
CONFIG = {
    "input_shape": [32, 32, 3],
    "layers": [
        {"type": "Conv2D", "filters": 32, "kernel_size": 3, "padding": "same", "activation": "relu"},
        {"type": "BatchNormalization"},
        {"type": "MaxPooling2D", "pool_size": 2},
        {"type": "SeparableConv2D", "filters": 64, "kernel_size": [3, 3], "activation": "relu"},
        {"type": "residual", "repeats": 2, "of": [{"type": "Conv2D", "filters": 64, "kernel_size": 3, "padding": "same"}, {"type": "ReLU"}]},
        {"type": "GlobalMaxPooling2D"},
        {"type": "Dense", "units": 10, "activation": "softmax"},
    ],
}


def apply_spec(x, spec):
    spec = dict(spec)
    kind = spec.pop("type")
    if kind == "residual":
        for _ in range(spec.get("repeats", 1)):
            shortcut = x
            for inner in spec["of"]:
                x = apply_spec(x, inner)
            x = layers.add([shortcut, x])
        return x
    return getattr(layers, kind)(**spec)(x)


def build_from_config(config):
    inputs = keras.Input(shape=tuple(config["input_shape"]))
    return keras.Model(inputs, functools.reduce(apply_spec, config["layers"], inputs), name=config.get("name", "built"))


model = build_from_config(CONFIG)
altered = copy.deepcopy(CONFIG)
altered["layers"][0]["filters"] = 48
altered["layers"][-1]["units"] = 3
altered["layers"].insert(5, {"type": "Dropout", "rate": 0.4})
other = build_from_config({**altered, "name": "altered"})
p = other(np.zeros((1, 32, 32, 3), np.float32))
reloaded = build_from_config(json.loads(json.dumps(CONFIG)))

# %% registry-decorator
MODELS: Dict[str, Callable[..., keras.Model]] = {}
BLOCKS = {}


def register(name=None, table=MODELS):
    def decorate(fn):
        key = name or fn.__name__
        if key in table:
            raise KeyError(f"duplicate {key}")
        table[key] = fn
        return fn

    return decorate


@register("plain", table=BLOCKS)
def plain_block(x, filters, stride=1):
    x = layers.Conv2D(filters, 3, strides=stride, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    return layers.ReLU()(x)


@register("bottleneck", table=BLOCKS)
def bottleneck_block(x, filters, stride=1, expansion=4):
    shortcut = x
    if stride != 1 or x.shape[-1] != filters * expansion:
        shortcut = layers.Conv2D(filters * expansion, 1, strides=stride)(x)
    y = plain_block(x, filters)
    y = plain_block(y, filters, stride=stride)
    y = layers.Conv2D(filters * expansion, 1)(y)
    return layers.ReLU()(layers.Add()([shortcut, y]))


@register("se", table=BLOCKS)
def se_block(x, filters, stride=1, ratio=8):
    x = plain_block(x, filters, stride)
    se = layers.GlobalAveragePooling2D()(x)
    se = layers.Reshape((1, 1, filters))(se)
    se = layers.Dense(filters // ratio, activation="relu")(se)
    se = layers.Dense(filters, activation="sigmoid")(se)
    return layers.multiply([x, se])


@register()
def tiny_net(block="plain", widths=(16, 32), depth=1, classes=10, **kwargs):
    inputs = keras.Input((32, 32, 3))
    x = inputs
    for width in widths:
        for d in range(depth):
            x = BLOCKS[block](x, width, stride=2 if d == 0 else 1, **kwargs)
    return keras.Model(inputs, layers.Dense(classes)(layers.GlobalAveragePooling2D()(x)), name=f"tiny_{block}")


@register("deeper")
def _deeper(**kw):
    kw.setdefault("widths", [8, 16, 24])
    return MODELS["tiny_net"](depth=2, **kw)


plain = MODELS["tiny_net"]()
models = {block: MODELS["deeper"](block=block) for block in BLOCKS}
wide = MODELS["tiny_net"]("bottleneck", expansion=2)
summary = {name: m.get_layer(index=-2).output for name, m in models.items()}
widths = [m.layers[-3].output.shape[-1] for m in models.values()]

# %% class-mixins-properties
class ConvMixin:
    kernel = 3

    def conv(self, filters, **kw):
        kw = {"padding": "same", "kernel_size": self.kernel, **kw}
        return layers.Conv2D(filters, **kw)

    @staticmethod
    def norm(kind):
        return {"bn": layers.BatchNormalization, "ln": layers.LayerNormalization}[kind]()


class BaseBuilder(abc.ABC):
    norm_kind = "bn"

    def __init__(self, width=16, depth=2):
        self._width = width
        self.depth = depth
        self._cache = None

    @property
    def width(self):
        return self._width * self.multiplier

    @property
    @abc.abstractmethod
    def multiplier(self):
        ...

    @classmethod
    def small(cls, **kw):
        return cls(width=8, **kw)

    @classmethod
    def from_name(cls, name):
        registry = {sub.__name__.lower(): sub for sub in cls.__subclasses__()}
        return registry[name].small()

    @abc.abstractmethod
    def body(self, x):
        raise NotImplementedError

    def __call__(self, shape):
        if self._cache is None:
            x = inp = keras.Input(shape)
            x = self.stem(x)
            x = self.body(x)
            self._cache = keras.Model(inp, x, name=type(self).__name__)
        return self._cache

    def stem(self, x):
        return layers.Conv2D(self.width, 7, strides=2, padding="same")(x)


class Doubler(ConvMixin, BaseBuilder):
    multiplier = 2

    def body(self, x):
        for level in range(self.depth):
            y = self.conv(self.width << level)(x)
            y = self.norm(self.norm_kind)(y)
            x = layers.Concatenate()([x, layers.Activation("swish")(y)])
        return x


class Tripler(ConvMixin, BaseBuilder):
    kernel = 5
    norm_kind = "ln"

    @property
    def multiplier(self):
        return 3

    def stem(self, x):
        x = super().stem(x)
        return layers.MaxPooling2D(3, 2, padding="same")(x)

    def body(self, x):
        x = self.conv(self.width, strides=2)(x)
        return self.norm(self.norm_kind)(x)


doubler = Doubler(depth=3)((64, 64, 3))
tripler = Tripler.small()((64, 64, 3))
named = BaseBuilder.from_name("tripler")((None, None, 1))
ensemble_input = keras.Input((64, 64, 3))
pooled = [layers.GlobalAveragePooling2D()(m(ensemble_input)) for m in (doubler, tripler)]
ensemble = keras.Model(ensemble_input, layers.concatenate(pooled))

# %% match-enum-generator
class Op(enum.Enum):
    CONV = enum.auto()
    POOL = enum.auto()
    SKIP = enum.auto()
    DENSE = enum.auto()


class Activation(str, enum.Enum):
    RELU = "relu"
    SWISH = "swish"


@dataclass
class Step:
    op: Op
    size: int = 0
    act: Activation = Activation.RELU


def parse(text):
    for token in text.split():
        match token.split(":"):
            case ["c", size]:
                yield Step(Op.CONV, int(size))
            case ["c", size, act]:
                yield Step(Op.CONV, int(size), Activation(act))
            case ["p"]:
                yield Step(Op.POOL, 2)
            case ["d", size] if int(size) > 0:
                yield Step(Op.DENSE, int(size))
            case _:
                yield Step(Op.SKIP)


def run(x, steps):
    history = [x]
    for step in steps:
        match step:
            case Step(op=Op.CONV, size=size, act=act):
                x = layers.Conv2D(size, 3, padding="same", activation=act.value)(x)
            case Step(op=Op.POOL):
                x = layers.AveragePooling2D(step.size)(x)
            case Step(op=Op.SKIP):
                x = layers.Concatenate()([x, history[-2]])
            case Step(Op.DENSE, size):
                x = layers.Flatten()(x) if len(x.shape) > 2 else x
                x = layers.Dense(size, step.act.value)(x)
        history.append(x)
        yield step.op.name, x


inp = keras.Input((16, 16, 3))
trail = list(run(inp, parse("c:8 c:16:swish - p c:32 p d:64 d:10")))
ops, tensors = zip(*trail)
model = keras.Model(inp, tensors[-1])
by_op = defaultdict(list)
for op, t in trail:
    by_op[op].append(t)
last_conv = by_op["CONV"][-1]
counts = {op: len(ts) for op, ts in by_op.items()}

# %% argparse-namedtuple-inception
parser = ArgumentParser(description="train")
parser.add_argument("--widths", type=int, nargs="+", default=[16, 24])
parser.add_argument("--act", choices=["relu", "elu"], default="relu")
parser.add_argument("--no-bn", dest="bn", action="store_false")
parser.add_argument("--size", type=lambda s: tuple(map(int, s.split("x"))), default=(48, 48))
opts = parser.parse_args(["--widths", "8", "16", "32", "--size", "40x56"])
Branch = namedtuple("Branch", "kernel filters")
Branch.__new__.__defaults__ = (8,)


def conv_bn(x, filters, num_row, num_col, padding="same", strides=(1, 1), name=None):
    if name is not None:
        bn_name, conv_name = name + "_bn", name + "_conv"
    else:
        bn_name = conv_name = None
    channel_axis = 1 if keras.backend.image_data_format() == "channels_first" else 3
    x = layers.Conv2D(filters, (num_row, num_col), strides=strides, padding=padding, use_bias=not opts.bn, name=conv_name)(x)
    if opts.bn:
        x = layers.BatchNormalization(axis=channel_axis, scale=False, name=bn_name)(x)
    return layers.Activation(opts.act, name=name)(x)


def inception(x, branches, name):
    outs = []
    for k, branch in enumerate(branches):
        y = conv_bn(x, branch.filters // 2, 1, 1, name=f"{name}_b{k}_reduce")
        if branch.kernel > 1:
            y = conv_bn(y, branch.filters, 1, branch.kernel)
            y = conv_bn(y, branch.filters, branch.kernel, 1)
        outs.append(y)
    pool = layers.AveragePooling2D((3, 3), strides=(1, 1), padding="same")(x)
    outs.append(conv_bn(pool, branches[0].filters, 1, 1))
    return layers.concatenate(outs, axis=3, name=name)


inputs = keras.Input(shape=opts.size + (3,))
x = conv_bn(inputs, opts.widths[0], 3, 3, strides=(2, 2), padding="valid")
for index, width in enumerate(opts.widths[1:]):
    x = inception(x, [Branch(1, width), Branch(3, width), Branch(kernel=5)], name="mixed{}".format(index))
    x = layers.MaxPooling2D((3, 3), strides=(2, 2))(x)
feats = layers.GlobalAveragePooling2D(name="avg_pool")(x)
model = keras.Model(inputs, layers.Dense(5)(feats))
mixed = [layer.output for layer in model.layers if layer.name.startswith("mixed")]

# %% lists-of-layers-closures
class DenseNetLike(keras.Model):
    def __init__(self, blocks=(2, 3), growth=8, classes=4):
        super().__init__()
        self.stem = layers.Conv2D(2 * growth, 3, padding="same")
        self.stages = [[layers.Conv2D(growth, 3, padding="same", activation="relu") for _ in range(n)] for n in blocks]
        self.transitions = []
        channels = 2 * growth
        for n in blocks:
            channels = (channels + n * growth) // 2
            self.transitions.append(keras.Sequential([layers.BatchNormalization(), layers.Conv2D(channels, 1), layers.AveragePooling2D()]))
        self.heads = {"logits": layers.Dense(classes), "embedding": layers.Dense(16, activation="tanh")}
        setattr(self, "pool", layers.GlobalAveragePooling2D())

    def dense_block(self, x, stage):
        for conv in stage:
            x = tf.concat([x, conv(x)], -1)
        return x

    def call(self, inputs, training=False):
        x = self.stem(inputs)
        for stage, transition in zip(self.stages, self.transitions):
            x = self.dense_block(x, stage)
            x = transition(x, training=training)
        x = self.pool(x)
        return {name: head(x) for name, head in self.heads.items()}


def counted(make):
    calls = 0

    @functools.wraps(make)
    def inner(*args, **kwargs):
        nonlocal calls
        calls += 1
        return make(*args, name=f"{make.__name__}_{calls}", **kwargs)

    return inner


@counted
def dense(units, name, activation="relu"):
    return layers.Dense(units, activation, name=name)


net = DenseNetLike()
result = net(tf.ones([2, 32, 32, 3]))
embedding, logits = result["embedding"], result["logits"]
net2 = DenseNetLike(blocks=[1, 1, 1], growth=4)
symbolic = net2(keras.Input((64, 64, 1)))
t = keras.Input((10,))
stack = [dense(n) for n in (8, 4)] + [dense(2, activation=None)]
y = functools.reduce(lambda acc, layer: layer(acc), stack, t)
layer_names = [layer.name for layer in stack]
chain = functools.partial(functools.reduce, lambda acc, f: f(acc))
z = chain([layers.Dense(3), tf.nn.relu, layers.Dense(1)], y)

# %% try-imports-environment
try:
    import some_missing_library as sml
except ImportError:
    sml = None
try:
    from tensorflow.keras.layers.experimental.preprocessing import NoSuchThing
except (ImportError, ModuleNotFoundError):
    NoSuchThing = layers.Layer
logger = logging.getLogger(__name__)
IMG = int(os.getenv("NO_SUCH_IMG", 64))
DEBUG = bool(int(os.environ.get("NO_SUCH_DEBUG", "0")))
HERE = Path("weights") / "model.h5"
strategy = tf.distribute.get_strategy()


@contextlib.contextmanager
def timer(label):
    logger.info("start %s", label)
    yield label
    logger.info("end %s", label)


with strategy.scope(), timer("build") as label:
    base = keras.Sequential([keras.Input((IMG, IMG, 3)), layers.Conv2D(8, 3, 2), layers.ReLU(), layers.Conv2D(16, 3, 2), layers.ReLU()], name=label)
    x = base.output
    x = layers.GlobalMaxPool2D()(x)
    x = layers.Dense(32, activation="relu" if sml is None else sml.act)(x)
    x = layers.Dropout(0.0 if DEBUG else 0.5)(x)
    model = keras.Model(base.input, layers.Dense(2)(x))
    assert model.output_shape == (None, 2)
if HERE.exists():
    model.load_weights(str(HERE))
elif model.count_params() > 10**9:
    sys.exit(1)
else:
    logger.warning("no weights, %d parameters", model.count_params())
try:
    model(np.zeros((1, 32, 32)))
except ValueError as e:
    message = str(e)
    y = model(np.zeros((1, IMG, IMG, 3)))
finally:
    done = True

# %% factory-wrong-rank
def stack(kind, *widths, **options):
    cls = getattr(layers, kind)
    return [cls(w, **options) for w in widths]


def chain(x, stages):
    for stage in stages:
        x = stage(x)
    return x


inputs = keras.Input((28, 28, 3))
features = chain(inputs, stack("Conv2D", 8, 16, kernel_size=3, activation="relu"))
flat = layers.Flatten()(features)
hidden = chain(flat, stack("Dense", 64, 32, activation="relu"))
out = layers.Dense(10)(hidden)
model = keras.Model(inputs, out)
broken = chain(hidden, stack("Conv2D", 8, kernel_size=3))
