"""Functions that are mapped over datasets, orders, choices and lengths."""

from .sampling import Function as F

D = "tf.data.Dataset"


def asked(sources, questions):
    return [question.format(source) for source in sources for question in questions]


def on(sources, transformations):
    return [f"{source}.{each}" for source in sources for each in transformations]


R = f"{D}.range(10)"
X = f"{D}.from_tensor_slices(np.zeros((8, 4), 'float32'))"
XY = f"{D}.from_tensor_slices((np.zeros((8, 28, 28), 'uint8'), np.zeros((8,), 'int64')))"
DICT = f"{D}.from_tensor_slices({{'a': np.zeros((6, 3)), 'b': ['x'] * 6}})"
MIXED = f"{D}.from_tensor_slices(({{'a': np.zeros((6, 3))}}, np.zeros((6,), 'int32')))"
PAIR = f"{D}.from_tensor_slices(Pair([1, 2], [3.0, 4.0]))"
TEXT = f"{D}.from_tensor_slices(['a b', 'c'])"
OPEN = f"{D}.from_generator(lambda: iter([]), output_signature=(tf.TensorSpec((None, 4), tf.float32), tf.TensorSpec((), tf.int32)))"
LOST = f"{D}.from_generator(lambda: iter([]), output_types=tf.float32)"
SOURCES = [R, X, XY, DICT, MIXED, PAIR, TEXT, OPEN, LOST, f"{X}.batch(3)", f"{XY}.batch(4)"]

MAPS = {
    R: ["lambda x: x + 1", "lambda x: tf.cast(x, tf.float32) / 2", "lambda x: (x, x * 2)", "lambda x: [x, x]", "lambda x: {'v': x}", "lambda x: None", "lambda x: 3", "lambda x: 'a'", "lambda x: (x, None)",
        "lambda x: Pair(x, x)", "lambda x: ((x, x), {'a': [x, x]})", "lambda x: tf.zeros((3, 2))", "lambda x: tf.fill([x], 1)", "lambda x: np.zeros((2,))", "lambda x, y: x", "lambda: 1", "lambda x: x.nothing",
        "lambda x: tf.data.Dataset.range(3)", "lambda x: x / 2", "lambda x: x + 1.5", "lambda x: tf.reshape(x, (2,))", "lambda x: tf.zeros((2, 3)) @ tf.zeros((4, 2))", "tf.identity", "lambda *x: x",
        "lambda x: tf.one_hot(x, 10)", "lambda x: tf.random.normal((4, 4))", "lambda x: tf.range(x)", "lambda x: tf.stack([x, x, x])", "lambda x: tf.strings.as_string(x)",
        "lambda x: (x,)", "lambda x: True", "lambda x: keras.Input((3,))", "lambda x: object()", "lambda x: range(3)", "lambda x: tf.py_function(lambda v: v, [x], tf.int64)",
        "lambda x: tf.numpy_function(lambda v: v, [x], tf.int64)", "lambda x: tf.ensure_shape(tf.py_function(lambda v: v, [x], tf.float32), (2, 3))", "lambda x: tf.py_function(lambda v: (v, v), [x], [tf.int64, tf.float32])",
        "lambda x: (tf.zeros((2,)), 1, 2.0, 'a', [1, 2])", "lambda x: tf.TensorShape([1, 2])", "lambda x: x.numpy()"],
    X: ["lambda x: x[:2]", "lambda x: tf.expand_dims(x, 0)", "lambda x: (x, tf.reduce_sum(x))", "lambda x: tf.reshape(x, (2, 2))", "lambda x: x[..., tf.newaxis]", "lambda x: tf.cast(x, 'int32')", "lambda x: x / 255.0",
        "lambda x: tf.concat([x, x], 0)", "lambda x: layers.Rescaling(1 / 255)(x)", "lambda x: layers.Normalization(mean=0.0, variance=1.0)(x)", "layers.Rescaling(2.0)", "lambda x: {'a': x, 'b': {'c': x}}",
        "lambda x: tf.reshape(x, (3, 2))", "lambda x: tf.unstack(x)", "lambda x: tf.split(x, 2)", "lambda x: tf.concat([x, [1]], 0)", "lambda x: x + tf.zeros((5,))", "lambda x: x[7]", "lambda x: tf.shape(x)", "lambda x: x.shape[0]",
        *(f"lambda x: {each}" for each in ("np.sum(x)", "np.mean(x)", "np.expand_dims(x, 0)", "np.array(x)", "np.asarray(x)", "np.reshape(x, (2, 2))", "np.concatenate([x, x])", "np.stack([x, x])", "np.shape(x)", "np.ndim(x)", "np.sqrt(x)", "np.clip(x, 0, 1)", "np.argmax(x)",
                                           "np.transpose(x)", "np.where(x > 0, x, 0)", "np.zeros_like(x)", "np.dot(x, x)", "x * np.ones((4,))", "np.ones((4,)) * x", "np.ones((4,), 'float32') + x", "np.squeeze(x)", "np.size(x)", "np.round(x)", "np.flip(x)", "np.max(x)", "np.tile(x, 2)", "np.pad(x, 1)",
                                           "layers.Dense(3)(x[None])", "tf.Variable(1.0) + x", "layers.RandomFlip()(tf.zeros((4, 4, 3)))", "layers.Dropout(0.5)(x)", "layers.Flatten()(x[None])", "keras.Sequential([layers.Rescaling(2.0)])(x)"))],
    XY: ["lambda x, y: (x, y)", "lambda x, y: (tf.cast(x, tf.float32) / 255.0, y)", "lambda x, y: (x[..., None], tf.one_hot(y, 10))", "lambda x: x", "lambda x, y: {'image': x, 'label': y}", "lambda x, y: x", "lambda image, label: (tf.image.resize(image[..., tf.newaxis], (14, 14)), label)",
         "lambda *a: a", "lambda *a: a[0]", "lambda x, y, z: x", "lambda x, y: (x, y, tf.ones(()))", "lambda x, y: (x / 255, y)", "lambda x, y: ((x, x), y)", "lambda x, y=1: x", "lambda x, y: (tf.image.grayscale_to_rgb(tf.expand_dims(x, -1)), y)", "lambda x, y: [x, y]"],
    DICT: ["lambda d: d['a']", "lambda d: (d['a'], d['b'])", "lambda a, b: a", "lambda d: {**d, 'c': 1}", "lambda d: d", "lambda d: (d, d['b'])", "lambda d: d['nothing']", "lambda d: {k: tf.expand_dims(v, 0) for k, v in d.items()}", "lambda d: (d.pop('b'), d)", "lambda d: len(d)"],
    MIXED: ["lambda d, y: (d['a'], y)", "lambda x: x", "lambda d, y: (d, tf.cast(y, tf.float32))", "lambda d, y: ({'a': d['a'], 'n': tf.size(d['a'])}, y)"],
    PAIR: ["lambda p: p.x", "lambda x, y: x", "lambda p: p", "lambda p: (p.x, p.y)", "lambda p: Pair(p.y, p.x)", "lambda p: p._replace(x=1)"],
    TEXT: ["lambda t: tf.strings.length(t)", "lambda t: tf.strings.split(t)", "lambda t: t + '!'", "lambda t: (t, 1)", "lambda t: tf.strings.upper(t)", "layers.TextVectorization(vocabulary=['a', 'b'], output_sequence_length=5)",
           "lambda t: tf.strings.split(t, sep=' ')[0]", "lambda t: tf.strings.to_number(t)", "lambda t: tf.io.read_file(t)", "lambda t: tf.io.decode_jpeg(tf.io.read_file(t), channels=3)", "lambda t: tf.io.decode_png(t)", "lambda t: tf.io.decode_image(t)",
           "lambda t: tf.io.decode_image(t, channels=3, expand_animations=False)", "lambda t: tf.image.resize(tf.io.decode_jpeg(tf.io.read_file(t), channels=3), [32, 32])", "lambda t: tf.image.resize(tf.io.decode_image(t, channels=3), [32, 32])",
           "lambda t: tf.io.decode_raw(t, tf.uint8)", "lambda t: tf.io.decode_csv(t, [0.0, 0, ''])", "lambda t: tf.io.parse_tensor(t, tf.float32)", "lambda t: tf.image.decode_png(t, channels=1)", "lambda t: tf.strings.split(t, '/')[-2]",
           "lambda t: tf.audio.decode_wav(t)", "lambda t: tf.audio.decode_wav(t, desired_channels=1, desired_samples=16000)", "lambda t: tf.strings.unicode_split(t, 'UTF-8')", "lambda t: tf.io.decode_raw(t, out_type='int16', fixed_length=8)",
           "lambda t: tf.io.decode_bmp(t)", "lambda t: tf.io.decode_gif(t)", "lambda t: tf.io.decode_base64(t)", "lambda t: tf.io.decode_image(t, dtype=tf.float32, expand_animations=False)", "lambda t: tf.io.decode_jpeg(t, channels=2)",
           "lambda t: tf.io.parse_single_example(t, {'x': tf.io.FixedLenFeature([3], tf.float32), 'y': tf.io.FixedLenFeature([], tf.int64)})", "lambda t: tf.io.parse_single_example(t, {'x': tf.io.VarLenFeature(tf.string)})",
           "lambda t: tf.io.parse_single_example(t, {'x': tf.io.RaggedFeature(tf.int64)})", "lambda t: tf.io.parse_single_example(serialized=t, features={'i': tf.io.FixedLenFeature([], tf.string)})['i']",
           "lambda t: tf.io.parse_single_example(t, {'x': tf.io.FixedLenSequenceFeature([2], tf.float32, allow_missing=True)})", "lambda t: tf.io.parse_single_example(t, {'x': tf.io.FixedLenFeature((2, 2), tf.float32, default_value=[[0.0, 0.0], [0.0, 0.0]])})",
           "lambda t: tf.io.parse_example([t], {'x': tf.io.FixedLenFeature([3], tf.float32), 'v': tf.io.VarLenFeature(tf.int64)})", "lambda t: tf.io.parse_example(t, {'x': tf.io.FixedLenFeature([3], tf.float32)})",
           "lambda t: tf.io.parse_single_example(t, {'x': tf.io.FixedLenFeature([3], tf.int32)})", "lambda t: tf.io.parse_single_example(t, {})", "lambda t: tf.io.serialize_tensor(t)", "lambda t: tf.sparse.to_dense(tf.io.parse_single_example(t, {'x': tf.io.VarLenFeature(tf.int64)})['x'])"],
    OPEN: ["lambda x, y: x[:, 0]", "lambda x, y: (x, y)", "lambda x, y: tf.reduce_mean(x, 0)", "lambda x, y: tf.pad(x, [[0, 1], [0, 0]])", "lambda x, y: (tf.concat([x, x], 0), y)", "lambda x, y: tf.transpose(x)", "lambda x, y: tf.reshape(x, (-1,))", "lambda x, y: x[1:]",
           "lambda x, y: tf.shape(x)[0]", "lambda x, y: tf.ensure_shape(x, (5, 4))", "lambda x, y: tf.repeat(x, 2, axis=0)", "lambda x, y: (x[:3], x[-1])", "lambda x, y: x * tf.cast(y, tf.float32)", "lambda x, y: x * y"],
    LOST: ["lambda x: x", "lambda x: x + 1", "lambda x: tf.ensure_shape(x, (3,))", "lambda x: tf.reshape(x, (2, 2))", "lambda x: tf.shape(x)", "lambda x: x[0]", "lambda x: tf.reduce_sum(x)", "lambda x: tf.cast(x, tf.int32)", "lambda x: tf.expand_dims(x, 0)"],
    f"{X}.batch(3)": ["lambda x: x / 2", "lambda x: x[:, :2]", "lambda x: (x[:, :-1], x[:, -1])", "lambda x: tf.shape(x)[0]", "lambda x: tf.reshape(x, (-1, 2, 2))", "lambda x: tf.concat([x, x], 0)", "lambda x: x[1:]", "lambda x: x[0]", "lambda x: tf.reduce_sum(x, 0)",
                      "lambda x: layers.Rescaling(1 / 255)(x)", "lambda x: (x, tf.zeros((tf.shape(x)[0], 1)))", "lambda x: tf.transpose(x)", "lambda x: x[::2]", "lambda x: tf.repeat(x, 2, 0)", "lambda x: tf.tile(x, [2, 1])", "lambda x: tf.boolean_mask(x, x[:, 0] > 0)"],
}
MAPPED = [f"{source}.map({function})" for source, functions in MAPS.items() for function in functions]
OPTIONS = ["map(lambda *x: x, num_parallel_calls=tf.data.AUTOTUNE)", "map(lambda *x: x, tf.data.AUTOTUNE)", "map(map_func=lambda *x: x[0], num_parallel_calls=2, deterministic=False)", "map()", "map(3)", "map(lambda *x: x, parallel=2)"]
ORDERS = ["take(3)", "take(-1)", "take(0)", "take(100)", "skip(2)", "skip(0)", "skip(100)", "skip(-1)", "repeat().skip(-1)", "repeat()", "repeat(3)", "repeat(0)", "repeat(-1)", "repeat(None)", "shuffle(5)", "shuffle(buffer_size=10, seed=1, reshuffle_each_iteration=False)", "shuffle(0)",
          "prefetch(1)", "prefetch(tf.data.AUTOTUNE)", "prefetch(buffer_size=2)", "cache()", "cache('file')", "shard(2, 0)", "shard(num_shards=3, index=2)", "shard(3, 3)", "shard(0, 0)", "enumerate()", "enumerate(start=5)", "take()", "take(2.5)", "take('a')", "shuffle()", "repeat('x')",
          "repeat(2).take(5)", "repeat().take(5)", "repeat().skip(5)", "shuffle(3).repeat(2)", "repeat().shuffle(3)", "take(2).repeat().batch(2)", "with_options(tf.data.Options())", "apply(tf.data.experimental.ignore_errors())", "ignore_errors()",
          "apply(lambda ds: ds.batch(2))", "apply(lambda ds: 3)", "apply(tf.data.experimental.assert_cardinality(5))", "apply(tf.data.experimental.shuffle_and_repeat(3))", "apply(tf.data.experimental.shuffle_and_repeat(3, count=2))", "apply(tf.data.experimental.prefetch_to_device('/cpu:0'))",
          "apply(tf.data.experimental.copy_to_device('/cpu:0'))", "apply(tf.data.experimental.take_while(lambda *x: True))", "take_while(lambda *x: True)", "unique()", "apply(tf.data.experimental.unique())", "snapshot('nowhere')", "apply(tf.data.experimental.enumerate_dataset(start=1))",
          "filter(lambda *x: True)", "filter(lambda *x: tf.constant(True))", "filter(lambda *x: 1)", "filter(lambda *x: [True])", "filter(lambda *x: tf.zeros((2,), tf.bool))", "filter(lambda *x: (True, True))", "filter(lambda *x: None)", "filter(predicate=lambda *x: tf.random.uniform(()) > 0.5)",
          "filter(lambda: True)", "concatenate(tf.data.Dataset.range(3))", "concatenate(3)", "concatenate()", "no_such()", "choose()"]
FLAT = ["flat_map(lambda *x: tf.data.Dataset.from_tensor_slices(x))", "flat_map(lambda *x: tf.data.Dataset.from_tensors(x[0]))", "flat_map(lambda *x: x)", "interleave(lambda *x: tf.data.Dataset.from_tensors(x).repeat(2))", "interleave(lambda *x: tf.data.Dataset.range(3), cycle_length=2, block_length=4)",
        "interleave(lambda *x: tf.data.Dataset.range(3), num_parallel_calls=tf.data.AUTOTUNE)", "interleave(lambda *x: 3)", "flat_map(lambda *x: tf.data.Dataset.range(3).map(lambda i: (i, x)))", "apply(tf.data.experimental.parallel_interleave(lambda *x: tf.data.Dataset.range(2), 2))",
        "flat_map(lambda *x: tf.data.Dataset.range(2).batch(2, drop_remainder=True))", "flat_map(lambda *x: tf.data.Dataset.zip((tf.data.Dataset.range(2), tf.data.Dataset.range(2))))"]
FOLDS = ["reduce(0, lambda s, *x: s + 1)", "reduce(np.int64(0), lambda s, *x: s + 1)", "reduce((0, 0.0), lambda s, *x: (s[0] + 1, s[1]))", "reduce(tf.zeros((2,)), lambda s, *x: s)", "reduce(0, lambda s, *x: 'a')", "reduce(0, lambda s, *x: (s, s))", "reduce({'n': 0}, lambda s, *x: {'n': s['n'] + 1})",
         "reduce(0, lambda s, *x: 1.5)", "reduce(tf.constant([], tf.int64), lambda s, *x: tf.concat([s, [1]], 0))", "reduce(0)", "reduce(initial_state=tf.constant(0.0), reduce_func=lambda s, *x: s + 1.0)"]
SCANS = ["scan(0, lambda s, *x: (s + 1, s))", "scan(0, lambda s, *x: (s + 1, (s, 1.5)))", "scan(tf.zeros((2,)), lambda s, *x: (s, s))", "scan(0, lambda s, *x: s)", "scan(0, lambda s, *x: (1.5, s))", "scan(initial_state=np.int64(0), scan_func=lambda s, *x: (s, {'s': s}))",
         "apply(tf.data.experimental.scan(0, lambda s, *x: (s + 1, s)))", "scan(tf.constant([], tf.int64), lambda s, *x: (tf.concat([s, [1]], 0), s))"]
JOINED = [f"{a}.concatenate({b})" for a in (R, X, XY, PAIR, f"{X}.batch(3)", OPEN) for b in (R, X, XY, f"{X}.batch(3)", f"{X}.batch(2, drop_remainder=True)", f"{R}.map(lambda x: (x, x))", PAIR, OPEN)]
LONE = [f"{D}.{text}" for text in (
    "from_tensors((1, 'a')).get_single_element()", "from_tensors({'a': np.zeros((2, 3))}).get_single_element()", "range(1).get_single_element()", "range(2).get_single_element()", "range(0).get_single_element()", "range(4).batch(4).get_single_element()",
    "range(4).batch(8, drop_remainder=True).get_single_element()", "range(4).shuffle(2).take(1).get_single_element()", "range(4).filter(lambda x: x == 2).get_single_element()",
    "range(3).rejection_resample(lambda x: x % 2, [0.5, 0.5]).element_spec", "from_tensor_slices([1.0, 2.0]).rejection_resample(class_func=lambda x: 0, target_dist=[1.0]).element_spec",
    "counter().element_spec", "counter(start=2, step=3, dtype=tf.int32).element_spec", "range(4).fingerprint",
)] + ["tf.data.experimental.Counter().element_spec", "tf.data.experimental.RandomDataset().element_spec", "tf.data.experimental.OptimizationOptions() is None", "tf.data.ThreadingOptions() is None"]

FUNCTIONS = {
    "map": F([], [], alone=asked(MAPPED, ["repr({}.element_spec)"]) + asked(on([R, XY, OPEN], OPTIONS), ["repr({}.element_spec)", "int({}.cardinality())"])),
    "mapped": F([], [], alone=asked([each for each in MAPPED if not any(word in each for word in ("from_generator", "['a b'", "random", "Random", "np.", "Variable", "Drop", "py_function", "numpy_function", "tf.range(x)", "Dataset.range(3))", "lambda x: (x, None)", "tf.fill", "if x", "boolean_mask"))], ["next(iter({}))"])),
    "orders": F([], [], alone=asked(on([R, XY, f"{X}.batch(3)", OPEN], ORDERS), ["repr({}.element_spec)", "int({}.cardinality())"])),
    "flat": F([], [], alone=asked(on([R, X, XY, DICT, f"{X}.batch(3)", OPEN], FLAT), ["repr({}.element_spec)"]) + asked(on([R, XY], FLAT), ["int({}.cardinality())"])),
    "folds": F([], [], alone=on([R, XY, DICT], FOLDS) + asked(on([R, XY, DICT], SCANS), ["repr({}.element_spec)", "int({}.cardinality())"])),
    "concatenate": F([], [], alone=asked(JOINED, ["repr({}.element_spec)", "int({}.cardinality())"])),
    "lone": F([], [], alone=LONE),
}
