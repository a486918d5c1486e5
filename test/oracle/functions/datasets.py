"""Where datasets come from, what their elements are, and what iterating over them gives."""

from .sampling import Function as F

D = "tf.data.Dataset"

# What a dataset is made of: a structure of tensors whose first axes agree, mostly.
WHOLES = [
    "[1, 2, 3]", "[1.0, 2.0]", "[[1, 2], [3, 4], [5, 6]]", "['a', 'b', 'c']", "(1, 2)", "([1, 2, 3], [4.0, 5.0, 6.0])", "[]", "()",
    "np.zeros((8, 28, 28, 1))", "np.zeros((8, 3), 'float32')", "np.zeros((4,), 'int64')", "np.arange(6)", "np.float32(3)",
    "(np.zeros((8, 4), 'float32'), np.zeros((8,), 'int32'))", "(np.zeros((8, 4)), np.zeros((8, 2), 'uint8'), np.ones((8,)))",
    "(np.zeros((8, 4)), np.zeros((7,)))", "{'a': [1, 2], 'b': np.zeros((2, 3))}", "{'b': [1, 2], 'a': ['x', 'y']}",
    "({'a': [1, 2], 'b': [0.5, 1.5]}, [0, 1])", "(([1, 2], [3, 4]), {'y': [5, 6]})", "{'a': {'b': [1, 2], 'c': ([1, 2], [3.0, 4.0])}}",
    "{'a': [1, 2], 'b': [1, 2, 3]}", "Pair([1, 2], [3.0, 4.0])", "(Pair([1, 2], ['a', 'b']), [True, False])", "[[1, 2], [3]]",
    "tf.zeros((5, 2))", "(tf.zeros((5, 2)), tf.ones((5,), tf.int32))", "tf.zeros(())", "tf.constant('abc')", "7", "1.5", "'text'", "True",
    "None", "(1, None)", "tf.ragged.constant([[1, 2], [3]])", "tf.ragged.constant([[[1.0], [2.0, 3.0]], [[4.0]]])",
    "(tf.ragged.constant([['a'], ['b', 'c']]), [0, 1])", "tf.sparse.from_dense([[1, 0], [0, 2], [3, 0]])",
    "{'s': tf.sparse.from_dense([[1.0, 0.0]]), 'd': [1]}", "tf.sparse.from_dense([1, 0, 2])", "[tf.zeros((2,)), tf.ones((2,))]",
    "[tf.zeros((2,)), tf.ones((3,))]", "(tf.Variable([1, 2]), [3, 4])", "tf.Variable([[1.0], [2.0]])", "np.array(['a', 'b'])",
    "[np.zeros((2, 2)), np.ones((2, 2))]", "(np.zeros((0, 3)), np.zeros((0,)))", "[(1, 2), (3, 4)]", "[{'a': 1}]", "[True, False]",
    "(np.zeros((3, 2), 'bool'), np.zeros((3,), 'complex64'))", "np.zeros((2, 2), 'float16')", "[1, 2.5]", "[1, 'a']", "[b'a', b'b']",
    "(5, [1, 2])", "range(4)", "list(range(4))", "{'x': 5}", "tf.range(6)", "tf.reshape(tf.range(6), (3, 2))",
    "keras.Input((3,))", "(keras.Input((3,)), [1, 2])", "{'x': keras.Input((3,), batch_size=2)}",
]
EAGER = ["next(iter({}))", "list({})"]


def asked(sources, questions):
    return [question.format(source) for source in sources for question in questions]


SLICES = [f"{D}.from_tensor_slices({whole})" for whole in WHOLES]
WHOLE = [f"{D}.from_tensors({whole})" for whole in WHOLES]
RANGES = [f"{D}.range({text})" for text in (
    "5", "0", "2, 10", "2, 10, 3", "10, 2, -1", "5, output_type=tf.int32", "3, output_type=tf.float32", "2, 8, 3, output_type=tf.float64",
    "5, 1", "-3", "1.5", "0, 10, 0", "tf.constant(4)", "tf.constant(4, tf.int64)", "", "1, 2, 3, 4", "5, name='count'")]
SPEC = ["repr({}.element_spec)"]
SIZE = ["int({}.cardinality())", "len({})"]

# (the generator function, its signature): the function is called when the dataset is iterated over.
SIGNATURES = [
    ("lambda: iter([1, 2, 3])", "output_signature=tf.TensorSpec((), tf.int32)"),
    ("lambda: iter([[1, 2], [3]])", "output_signature=tf.TensorSpec((None,), tf.int32)"),
    ("lambda: iter([[1, 2], [3, 4]])", "output_signature=tf.TensorSpec((2,), tf.float32)"),
    ("lambda: iter([([1, 2], 0), ([3], 1)])", "output_signature=(tf.TensorSpec((None,), tf.int64), tf.TensorSpec((), tf.int32))"),
    ("lambda: ((i, [i] * i) for i in range(3))", "output_signature=(tf.TensorSpec(shape=(), dtype=tf.int32), tf.TensorSpec(shape=(None,), dtype=tf.int32))"),
    ("lambda: ({'a': i, 'b': [float(i)]} for i in range(3))", "output_signature={'a': tf.TensorSpec((), tf.int32), 'b': tf.TensorSpec((1,), tf.float32)}"),
    ("lambda: iter([np.zeros((4, 4, 3)), np.ones((4, 4, 3))])", "output_signature=tf.TensorSpec((4, 4, 3), tf.float32)"),
    ("lambda: iter([np.zeros((4, 4, 3)), np.ones((4, 4, 3))])", "output_signature=tf.TensorSpec((None, None, 3), tf.float32)"),
    ("lambda: iter([np.zeros((4, 4))])", "output_signature=tf.TensorSpec(None, tf.float64)"),
    ("lambda: iter([np.zeros((4, 4))])", "output_signature=tf.TensorSpec((4, 5), tf.float64)"),
    ("lambda: iter([np.zeros((4, 4))])", "output_signature=tf.TensorSpec((4,), tf.float64)"),
    ("lambda: iter([1.5])", "output_signature=tf.TensorSpec((), tf.int32)"),
    ("lambda: iter(['a'])", "output_signature=tf.TensorSpec((), tf.int32)"),
    ("lambda: iter(['a', 'b'])", "output_signature=tf.TensorSpec((), tf.string)"),
    ("lambda: iter([1, 2])", "output_signature=(tf.TensorSpec((), tf.int32), tf.TensorSpec((), tf.int32))"),
    ("lambda: iter([(1, 2)])", "output_signature=tf.TensorSpec((), tf.int32)"),
    ("lambda: iter([(1, 2)])", "output_signature=tf.TensorSpec((2,), tf.int32)"),
    ("lambda: iter([(1, 2, 3)])", "output_signature=(tf.TensorSpec((), tf.int32), tf.TensorSpec((), tf.int32))"),
    ("lambda: iter([(1, 2)])", "output_signature=[tf.TensorSpec((), tf.int32), tf.TensorSpec((), tf.int32)]"),
    ("lambda: iter([(1, 2)])", "output_signature=(tf.int32, tf.int32)"),
    ("lambda: iter([1])", "output_signature=tf.int32"),
    ("lambda: iter([1])", "output_signature=(None,)"),
    ("lambda: iter([1, 2])", "output_types=tf.int32"),
    ("lambda: iter([1, 2])", "output_types=tf.int32, output_shapes=()"),
    ("lambda: iter([1, 2])", "output_types=tf.float32, output_shapes=tf.TensorShape([])"),
    ("lambda: iter([([1, 2], 3)])", "output_types=(tf.int32, tf.int64)"),
    ("lambda: iter([([1, 2], 3)])", "output_types=(tf.int32, tf.int64), output_shapes=((None,), ())"),
    ("lambda: iter([([1, 2], 3)])", "output_types=(tf.int32, tf.int64), output_shapes=([None], [])"),
    ("lambda: iter([([1, 2], 3)])", "output_types=(tf.int32, tf.int64), output_shapes=(tf.TensorShape([2]), tf.TensorShape([]))"),
    ("lambda: iter([([1, 2], 3)])", "output_types=(tf.int32, tf.int64), output_shapes=(3,)"),
    ("lambda: iter([{'a': 1}])", "output_types={'a': tf.int32}, output_shapes={'a': ()}"),
    ("lambda: iter([{'b': 1}])", "output_types={'a': tf.int32}, output_shapes={'a': ()}"),
    ("lambda: iter([1])", "tf.int32, ()"),
    ("lambda: iter([1])", "(tf.int32)"),
    ("lambda: iter([1])", ""),
    ("lambda: iter([1])", "output_types=tf.int32, output_signature=tf.TensorSpec((), tf.int32)"),
    ("lambda: iter([1])", "output_shapes=(), output_signature=tf.TensorSpec((), tf.int32)"),
    ("lambda n: iter(range(n))", "args=(3,), output_signature=tf.TensorSpec((), tf.int32)"),
    ("lambda n: iter(range(n))", "args=[3], output_types=tf.int64, output_shapes=[]"),
    ("lambda n, m: iter([[n, m]])", "args=(3, 4.0), output_signature=tf.TensorSpec((2,), tf.float32)"),
    ("[1, 2]", "output_signature=tf.TensorSpec((), tf.int32)"),
    ("lambda: 5", "output_signature=tf.TensorSpec((), tf.int32)"),
    ("lambda: [1, 2, 3]", "output_signature=tf.TensorSpec((), tf.int32)"),
    ("lambda: np.zeros((3, 2))", "output_signature=tf.TensorSpec((2,), tf.float64)"),
    ("lambda: iter([])", "output_signature=tf.TensorSpec((), tf.int32)"),
    ("lambda: iter([tf.ragged.constant([[1], [2, 3]])])", "output_signature=tf.RaggedTensorSpec((2, None), tf.int32)"),
    ("lambda: iter([tf.sparse.from_dense([[1, 0]])])", "output_signature=tf.SparseTensorSpec((1, 2), tf.int32)"),
    ("lambda: iter([tf.zeros((2, 3))])", "output_signature=tf.TensorSpec((2, 3), tf.float32)"),
    ("lambda: iter([tf.zeros((2, 3))])", "output_signature=tf.TensorSpec((2, 3), tf.int32)"),
    ("lambda: iter([tf.zeros((2, 3))])", "output_signature=tf.TensorSpec((2, 4), tf.float32)"),
]
GENERATORS = [f"{D}.from_generator({function}{', ' if signature else ''}{signature})" for function, signature in SIGNATURES]

A, B, C = f"{D}.range(3)", f"{D}.from_tensor_slices(np.zeros((4, 2)))", f"{D}.from_tensors({{'a': 1}})"
ZIPS = [f"{D}.zip({text})" for text in (
    f"({A}, {B})", f"{A}, {B}", f"({A},)", f"{A}", f"{{'x': {A}, 'y': {B}}}", f"({A}, ({B}, {C}))", f"[{A}, {B}]", f"({A}, 3)", f"{A}, [1]",
    "", f"datasets=({A}, {B})", f"({A}, {A}.repeat())", f"Pair({A}, {B})", f"({B}.repeat(), {A}.repeat())", f"({A}, {A}.filter(lambda x: True))",
    f"({A}, {B}, {C})", f"({A}, {B}), {C}")]
CHOICES = [f"{D}.{text}" for text in (
    f"sample_from_datasets([{A}, {A}])", f"sample_from_datasets([{A}, {A}], weights=[0.5, 0.5])", f"sample_from_datasets([{A}, {A}], [1.0])",
    f"sample_from_datasets([])", f"sample_from_datasets([{A}, {B}])", f"sample_from_datasets([{A}])", f"sample_from_datasets([{A}], [1.0])",
    f"sample_from_datasets([{B}, {B}.batch(2)])", f"sample_from_datasets([{A}.repeat(), {A}.repeat()], [0.5, 0.5], seed=1)",
    f"sample_from_datasets([{A}, {A}], [1, 0])", f"sample_from_datasets([{A}, {A}], [1, 2])",
    f"sample_from_datasets([{A}.batch(2), {A}.batch(3, drop_remainder=True)], stop_on_empty_dataset=True)",
    f"choose_from_datasets([{A}, {A}], {D}.range(2))", f"choose_from_datasets([{A}, {B}], {D}.range(2))",
    f"choose_from_datasets([{B}, {B}.map(lambda x: x[:1])], {D}.range(2))", f"choose_from_datasets([{A}], [0])",
    f"choose_from_datasets([{A}], {D}.from_tensors(0))", f"choose_from_datasets([{B}, {B}], {D}.range(2).repeat(2))",
    f"random()", f"random(seed=3)", f"random(seed=3).take(4)", 
    f"from_tensor_slices()", f"from_tensors()", f"from_tensors(1, 2, 3)", f"from_tensor_slices([1], name='x')",
    f"no_such_thing(1)",
)]
READERS = ["tf.data.TextLineDataset('a.txt')", "tf.data.TextLineDataset(['a.txt', 'b.txt'], compression_type='GZIP')",
           "tf.data.TextLineDataset(tf.constant(['a.txt']))", "tf.data.TFRecordDataset('a')", "tf.data.TFRecordDataset(['a', 'b'], num_parallel_reads=2)",
           "tf.data.TFRecordDataset(filenames=['a'], compression_type='GZIP', buffer_size=100)", "tf.data.FixedLengthRecordDataset('a', 4)",
           "tf.data.FixedLengthRecordDataset(['a'], record_bytes=10, header_bytes=2)", "tf.data.TextLineDataset(3)", "tf.data.TFRecordDataset([1])",
           f"tf.data.TextLineDataset({D}.from_tensors('a'))", f"tf.data.TFRecordDataset({D}.from_tensor_slices(['a', 'b']))"]
GOOD = [f"{D}.from_tensor_slices({whole})" for whole in (
    "[1, 2, 3]", "np.zeros((8, 28, 28, 1))", "(np.zeros((8, 4), 'float32'), np.zeros((8,), 'int32'))", "({'a': [1, 2], 'b': [0.5, 1.5]}, [0, 1])",
    "Pair([1, 2], [3.0, 4.0])")] + [f"{D}.range(3)", f"{D}.from_tensors((1, 'a'))", ZIPS[0]]

FUNCTIONS = {
    "slices": F([], [], alone=asked(SLICES, [*SPEC, SIZE[0]])),
    "tensors": F([], [], alone=asked(WHOLE, [*SPEC, SIZE[0]])),
    "elements": F([], [], alone=asked([each for each in SLICES[:60] + WHOLE[:44] if not any(word in each for word in ("ragged", "sparse", "'c': ([", "None"))], EAGER)),
    "range": F([], [], alone=asked(RANGES, [*SPEC, *SIZE, "next(iter({}))"])),
    "generator": F([], [], alone=asked(GENERATORS, [*SPEC, SIZE[0], "next(iter({}))"])),
    "zip": F([], [], alone=asked(ZIPS, [*SPEC, *SIZE, "next(iter({}))", "[x for x in {}.take(2)]"])),
    "choices": F([], [], alone=asked(CHOICES, [*SPEC, *SIZE])),
    "readers": F([], [], alone=asked(READERS, [*SPEC, SIZE[0]])),
    "iteration": F([], [], alone=asked(GOOD, [
        "[x for x in {}]", "list({})", "[np.shape(x) for x in {}.map(lambda *x: x[0]).as_numpy_iterator()]", "next({}.__iter__())", "iter({}).get_next()",
        "repr(iter({}).element_spec)", "[x for i, x in enumerate({})]", "next(iter({}.take(1)))", "[x for x in {}.skip(1)]", "[*{}.repeat(2)]",
        "bool({})", "{}.get_single_element()", "{}.take(1).get_single_element()", "{}[0]", "{}.shape", "len(list({}))", "{}.output_shapes",
        "tf.data.experimental.get_single_element({}.take(1))", "next({})", "sum(1 for x in {})", "len(iter({}))", "{} + 1",
        "repr(tf.data.DatasetSpec.from_value({}).element_spec)", "repr(tf.data.DatasetSpec({}.element_spec))", "isinstance({}, tf.data.Dataset)",
        "repr(tf.data.experimental.get_structure({}))", "repr(tf.compat.v1.data.get_output_shapes({}))", "repr(tf.compat.v1.data.get_output_types({}))",
        "int(tf.data.experimental.cardinality({}))", "{}.cardinality()", "next(iter({}), None)", "next(iter({}.take(0)), None)", "next(iter({}.take(0)))",
        "max(i for i, _ in enumerate({}))", "[x for x, _ in zip({}, range(5))]", "repr(tf.type_spec_from_value({}))",
    ])),
    "constants": F([], [], alone=["tf.data.AUTOTUNE", "tf.data.experimental.AUTOTUNE", "tf.data.INFINITE_CARDINALITY", "tf.data.UNKNOWN_CARDINALITY",
                                  "tf.data.experimental.INFINITE_CARDINALITY", "tf.data.experimental.UNKNOWN_CARDINALITY", "tf.data.Options() is None",
                                  "repr(tf.data.DatasetSpec(tf.TensorSpec((2,), tf.int32)))", "repr(tf.data.DatasetSpec((tf.TensorSpec((2,), tf.int32), tf.TensorSpec((), tf.string))).element_spec)",
                                  "tf.data.NoSuchThing", "tf.data.experimental.NoSuchThing", "tf.data.Dataset.range(3).no_such_thing", "tf.data.Dataset.range(3).batc(2)"]),
}
