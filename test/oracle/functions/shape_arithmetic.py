"""Python over shapes: of KerasTensors, of tensors in a layer's `call`, of real tensors and of specs."""

from .sampling import Function as F

INPUTS = ["4,6", "?,6", "8,8,3", ""]
ITEMS = ["s[0]", "s[1]", "s[-1]", "s[-2]", "s[1:]", "s[:-1]", "s[1:-1]", "s[::2]", "s[::-1]", "s[2:]", "s[:0]", "s[-2:]", "s[9]", "s[0:1]", "s[True]", "s[None]", "s['a']", "s[1.0]", "s.as_list()", "s.as_list()[1:]", "s.as_list()[:-1] + [8]", "[None] + s.as_list()[1:]", "s.rank", "s.ndims", "s.num_elements()", "s.is_fully_defined()", "[d.value for d in s.dims or ()]", "s.concatenate([2])", "s.foo",
         "s.index(6)", "s.count(None)", "s[1].value", "len(s)", "len(s) - 1", "list(s)", "tuple(s)", "str(s)", "repr(s)", "f'{s}'", "f'{s[-1]}'", "type(s).__name__", "isinstance(s, tuple)", "isinstance(s, tf.TensorShape)", "isinstance(s, (list, tuple))", "bool(s)", "None in s", "6 in s", "s == (None, 4, 6)", "s == [None, 4, 6]", "s != (None, 4, 6)", "s is None", "s[0] is None", "s[-1] is not None",
         "s[0] == None", "s[-1] == 6", "s[-1] > 3", "s[0] > 3", "s[0] < s[-1]", "not s[0]", "s[0] or -1", "s[0] or s[-1]", "s[0] if s[0] is not None else -1", "s[-1] and 2", "s[0] and 2", "-1 if s[0] is None else s[0]"]
SUMS = ["[None] + s[1:]", "(None,) + s[1:]", "s[1:] + (3,)", "s[1:] + [3]", "[3] + s", "(3,) + s", "s + (3,)", "s + [3]", "s + s", "s[:1] + s[2:]", "s[1:-1] + (3,)", "s + 3", "3 + s", "s + None", "s * 2", "2 * s", "s - s", "[None] + list(s[1:])", "(None,) + tuple(s[1:])", "[None] + list(s)", "tuple([None] + list(s))", "[*s, 1]", "(*s, 1)", "(2, *s[1:])", "[s[0], s[-1]]", "list(s[:-1]) + [8]", "tuple(s[:-1]) + (8,)",
        "list(s)[::-1]", "[d for d in s]", "[d or -1 for d in s]", "[d if d is not None else 2 for d in s]", "[-1 if d is None else d for d in s]", "[d * 2 for d in s[1:]]", "[d // 2 for d in s[1:]]", "tuple(d for d in s if d is not None)", "[i for i, d in enumerate(s) if d is None]", "dict(enumerate(s))", "list(zip(s, s[1:]))", "list(map(str, s))", "sum(s[1:])", "max(s[1:])", "min(s[1:])", "sum(s)", "max(s)", "sorted(s)", "sorted(s[1:])", "list(reversed(s))", "any(s)", "all(s)",
        "sum(1 for d in s if d is None)", "any(d is None for d in s)", "all(d is not None for d in s[1:])", "int(np.prod(s[1:]))", "int(np.prod(s))", "np.array(s[-1:]).tolist()", "np.zeros(s[1:]).shape", "np.zeros(s).shape", "int(np.sum(s[1:]))", "int(np.max(s[1:]))", "__import__('math').prod(s[1:])", "__import__('math').prod(s)", "__import__('functools').reduce(lambda a, b: a * b, s[1:])",
        "__import__('functools').reduce(lambda a, b: a * b, s[1:], 1)", "s[-1] // 2", "int(s[-1]) // 2", "s[-1] / 2", "int(s[-1] / 2)", "s[-1] % 4", "s[-1] ** 2", "-s[-1]", "s[-1] * s[-2]", "s[1] * s[-1]", "s[0] * 2", "s[0] + 1", "s[0] // 2", "2 * s[0]", "-s[0]", "int(s[0])", "float(s[0])", "float(s[-1])", "str(s[0])", "range(s[-1])", "list(range(s[-1]))", "list(range(s[0]))", "abs(s[-1])", "divmod(s[-1], 4)", "round(s[-1] / 4)", "max(s[-1], 5)", "max(s[0], 5)",
        "'x' * s[-1]", "[0] * s[-1]", "[0] * s[0]", "np.zeros(s[-1]).shape", "np.ones((s[1], s[-1])).shape", "np.zeros(s[0]).shape"]
SPECS = ["repr(tf.TensorSpec(s))", "repr(tf.TensorSpec(s, x.dtype))", "repr(tf.TensorSpec(x.shape, dtype=x.dtype, name='x'))", "repr(tf.TensorSpec([None] + s[1:]))", "repr(tf.TensorSpec((None,) + s[1:]))", "repr(tf.TensorSpec([None] + list(s[1:])))", "repr(tf.TensorSpec([None] + s.as_list()[1:], x.dtype))", "repr(tf.TensorSpec([1, *s[1:]]))", "repr(tf.TensorSpec(tuple(s)))", "repr(tf.TensorSpec(list(s)))",
         "repr(tf.TensorSpec([d for d in s]))", "repr(tf.TensorSpec([d or 1 for d in s]))", "repr(tf.TensorSpec(s[1:]))", "repr(tf.TensorSpec(s[-1]))", "repr(tf.TensorSpec((s[0], s[-1])))", "repr(tf.TensorSpec((s[-1] // 2,)))", "repr(tf.TensorSpec((s[-1] / 2,)))", "repr(tf.TensorSpec(s[-1] / 2))", "repr(tf.TensorSpec((None, s[-1] * 2)))", "repr(tf.TensorSpec((None, np.prod(s[1:]))))", "repr(tf.TensorSpec(s + (1,)))", "repr(tf.TensorSpec(s + [1]))",
         "repr(tf.TensorSpec(np.array(s[1:])))", "repr(tf.TensorSpec(s, 'int32').shape)", "tf.TensorShape(s)", "tf.TensorShape(s).as_list()", "tf.TensorShape([None]).concatenate(s[1:])", "tf.TensorShape(s[1:]).num_elements()", "tf.TensorShape(s) == s", "tf.TensorShape(s)[1:] + (3,)", "repr(tf.RaggedTensorSpec(s))", "repr(tf.SparseTensorSpec(s, x.dtype))", "repr(tf.data.DatasetSpec(tf.TensorSpec(s, x.dtype)))", "repr(tf.TensorSpec(x))", "repr(tf.TensorSpec([x, 3]))",
         "repr(tf.TensorSpec.from_tensor(x))", "repr(tf.type_spec_from_value(x))", "tf.TensorSpec(s).is_compatible_with(x)", "tf.TensorSpec(s, x.dtype) == tf.TensorSpec(s, x.dtype)", "tf.TensorSpec(s).shape == s", "tf.compat.v1.dimension_value(s[1])", "tf.compat.dimension_value(s[0])", "tf.broadcast_static_shape(tf.TensorShape(s), tf.TensorShape([1]))"]
INPUT = ["keras.Input(s[1:])", "keras.Input(shape=s[1:])", "keras.Input(batch_shape=s)", "keras.Input(tuple(s[1:]), dtype=x.dtype)", "keras.Input((s[-1],))", "keras.Input(s[-1])", "keras.Input(list(s[1:]))", "keras.Input(s)", "keras.Input((s[-1] // 2,))", "keras.Input((s[-1] / 2,))", "keras.Input(s.as_list()[1:])", "keras.Input((None,) + s[2:])", "keras.Input([None] + s[2:])",
         "layers.Reshape(s[1:])(x)", "layers.Reshape((int(np.prod(s[1:])),))(x)", "layers.Reshape((-1, s[-1]))(x)", "layers.Dense(s[-1])(x)", "layers.Dense(s[-1] // 2)(x)", "layers.Dense(s[-1] / 2)(x)", "layers.RepeatVector(s[-1])(layers.Flatten()(x))"]
TENSORS = ["tf.zeros(s[1:])", "tf.zeros(s)", "tf.reshape(x, (-1, s[-1]))", "tf.reshape(x, [-1] + s[1:])", "tf.reshape(x, (-1,) + s[1:])", "tf.reshape(x, [-1, *s[1:]])", "tf.reshape(x, [-1, np.prod(s[1:])])", "tf.reshape(x, s)", "tf.reshape(x, [s[0], -1])", "tf.reshape(x, [tf.shape(x)[0], -1])", "tf.ones([s[-1]])", "tf.ones((s[1], s[-1]))", "tf.broadcast_to(x, s)", "tf.constant(s[1:])", "tf.constant(s)"]


def on_shape(expressions):
    return [f"(lambda s: {each})(x.shape)" for each in expressions]


SPEC_SHAPES = ["tf.TensorSpec([None, 4, 6]).shape", "tf.TensorSpec([2, 3]).shape", "tf.TensorSpec(None).shape", "tf.RaggedTensorSpec([None, None, 3]).shape"]

FUNCTIONS = {
    "items": F(on_shape(ITEMS), INPUTS[:3], "symbolic eager"),
    "sums": F(on_shape(SUMS), INPUTS[:3], "symbolic eager"),
    "specs": F(on_shape(SPECS), INPUTS[:3], "symbolic eager"),
    "inputs": F(on_shape(INPUT), INPUTS[:2], "symbolic"),
    "tensors": F(on_shape(TENSORS), INPUTS[:2], "call eager"),
    "symbolic": F([], [], alone=[f"(lambda x, s: {each})(x := keras.Input({shape}), x.shape)" for each in [*ITEMS, *SUMS, *SPECS, *INPUT] for shape in ["(4, 6)"]]),
    "static": F([], [], alone=[f"(lambda x, s: {each})(x := keras.Input({shape}, batch_size=2), x.shape)" for each in [*ITEMS, *SUMS, *SPECS, *INPUT][::2] for shape in ["(None, 6)", "()"]]),
    "of_specs": F([], [], alone=[f"(lambda s: {each})({shape})" for each in [*ITEMS, *SUMS] for shape in SPEC_SHAPES[:3]]),
}
