"""Batches of all sorts: what they make of the specs of elements, of known and unknown sizes, and of first and last batches."""

from .sampling import Function as F

D = "tf.data.Dataset"


def asked(sources, questions):
    return [question.format(source) for source in sources for question in questions]


def generated(signature):
    return f"{D}.from_generator(lambda: iter([]), output_signature={signature})"


FEW = [f"{D}.range(10)", f"{D}.from_tensor_slices(np.zeros((8, 4)))", f"{D}.from_tensor_slices((np.zeros((7, 4), 'float32'), np.zeros((7,), 'int32')))"]
OPEN = [generated(each) for each in (
    "tf.TensorSpec((None,), tf.int32)", "tf.TensorSpec((None, 3), tf.float32)", "tf.TensorSpec(None, tf.float32)",
    "tf.TensorSpec((), tf.string, name='text')", "(tf.TensorSpec((None, None, 3), tf.uint8), tf.TensorSpec((), tf.int64))",
    "{'ids': tf.TensorSpec((None,), tf.int64), 'mask': tf.TensorSpec((None,), tf.bool)}", "tf.RaggedTensorSpec((None, None), tf.int32)",
    "tf.RaggedTensorSpec((2, None), tf.float32, row_splits_dtype=tf.int32)", "tf.SparseTensorSpec((None, 4), tf.float32)",
    "(tf.SparseTensorSpec((3,), tf.int64), tf.RaggedTensorSpec((None, None, 2), tf.string, ragged_rank=1))")]
STRUCTURED = [f"{D}.from_tensor_slices({whole})" for whole in (
    "({'a': [1, 2, 3], 'b': [0.5, 1.5, 2.5]}, [0, 1, 2])", "Pair([1, 2], ['x', 'y'])", "(([1, 2], [3, 4]), {'y': [5, 6]})", "['a', 'b', 'c', 'd']")]
MORE = [f"{D}.range(10).repeat()", f"{D}.range(10).filter(lambda x: x > 2)", f"{D}.range(4).window(2)", f"{D}.from_tensors(1)", f"{D}.range(0)"]
ALL = FEW + OPEN + STRUCTURED + MORE
BATCHES = ["batch(2)", "batch(3, drop_remainder=True)", "batch(20)", "batch(20, drop_remainder=True)", "batch(4, True)", "batch(batch_size=4, drop_remainder=False)",
           "batch(2, num_parallel_calls=tf.data.AUTOTUNE, deterministic=False)", "batch(3).batch(2)", "batch(4, drop_remainder=True).batch(2, drop_remainder=True)"]
ODD = ["batch()", "batch(0)", "batch(-1)", "batch(2.5)", "batch('2')", "batch(None)", "batch(2, drop=True)", "batch(tf.constant(2))", "batch(tf.constant(2, tf.int64), drop_remainder=True)",
       "batch(np.int64(2), drop_remainder=True)", "batch([2])", "batch(True)", "batch(2, drop_remainder=None)", "batch(2, drop_remainder=1)"]
PADDED = ["padded_batch(2)", "padded_batch(2, drop_remainder=True)", "padded_batch(4, padded_shapes=[None])", "padded_batch(4, padded_shapes=[7])", "padded_batch(2, padded_shapes=(5,))",
          "padded_batch(2, [None, 3])", "padded_batch(2, padded_shapes=tf.TensorShape([None, 5]), drop_remainder=True)", "padded_batch(2, padded_shapes=([None, None, 3], []))",
          "padded_batch(2, padded_shapes=([64, 64, 3], []))", "padded_batch(2, padded_shapes=((None, None, 3), ()), padding_values=(None, None))", "padded_batch(2, padded_shapes={'ids': [None], 'mask': [8]})",
          "padded_batch(2, padded_shapes=[])", "padded_batch(2, padded_shapes=())", "padded_batch(2, padding_values=0)", "padded_batch(2, padding_values=-1.0)", "padded_batch(2, padding_values='x')",
          "padded_batch(2, padded_shapes=[-1])", "padded_batch(2, padded_shapes=[2])", "padded_batch(2, padded_shapes=([4], []))", "padded_batch(2, padded_shapes=([6], [1]))", "padded_batch(2, padded_shapes=([3], []))",
          "padded_batch(2, padded_shapes=tf.constant([9], tf.int64))", "padded_batch(2, padding_values=np.float32(1))", "padded_batch(3, [5], drop_remainder=True)"]
RAGGED = ["ragged_batch(2)", "ragged_batch(2, drop_remainder=True)", "ragged_batch(4, row_splits_dtype=tf.int32)", "ragged_batch(batch_size=3, drop_remainder=False)",
          "apply(tf.data.experimental.dense_to_ragged_batch(2))", "apply(tf.data.experimental.dense_to_ragged_batch(batch_size=2, drop_remainder=True))",
          "sparse_batch(2, [5])", "sparse_batch(2, row_shape=[None])", "apply(tf.data.experimental.dense_to_sparse_batch(2, [9]))"]
UNBATCHED = ["unbatch()", "batch(2).unbatch()", "batch(2, drop_remainder=True).unbatch()", "apply(tf.data.experimental.unbatch())", "unbatch().batch(5, drop_remainder=True)",
             "batch(2).unbatch().unbatch()", "rebatch(2)", "batch(4).rebatch(2)", "batch(4).rebatch(3, drop_remainder=True)", "batch(4, drop_remainder=True).rebatch(2)",
             "batch(4, drop_remainder=True).rebatch(3)", "batch(4).rebatch([2, 1, 1])", "batch(4).rebatch([2, 2], drop_remainder=True)", "batch(6, drop_remainder=True).rebatch(batch_size=[2, 1])"]
WINDOWED = ["window(3)", "window(3, shift=1)", "window(3, shift=1, drop_remainder=True)", "window(2, 2, 2, True)", "window(size=5, shift=2, stride=1)", "window(0)", "window()",
            "window(3).map(lambda *w: 0)", "window(3, drop_remainder=True).flat_map(lambda *w: w[0].batch(3))", "window(3, shift=1, drop_remainder=True).flat_map(lambda w: w.batch(3, drop_remainder=True))",
            "window(3).flat_map(lambda w: w)", "window(3).interleave(lambda w: w.batch(2))", "window(2).flat_map(lambda x, y: tf.data.Dataset.zip((x.batch(2), y.batch(2))))",
            "window(2).flat_map(lambda x: x.batch(2))", "window(3, shift=1).take(2)", "window(2).unbatch()", "window(2).batch(2)", "window(2).padded_batch(2)"]
GROUPED = ["group_by_window(key_func=lambda *x: tf.constant(0, tf.int64), reduce_func=lambda key, group: group.batch(4), window_size=4)",
           "group_by_window(lambda *x: 0, lambda key, group: group.padded_batch(2), 2)",
           "group_by_window(lambda *x: 0, lambda key, group: group.batch(3, drop_remainder=True), window_size_func=lambda key: 3)",
           "group_by_window(lambda *x: 0, lambda key, group: group.batch(3))", "group_by_window(lambda *x: 0, lambda key, group: key, 2)", "group_by_window(lambda *x: tf.zeros((2,), tf.int64), lambda k, g: g, 2)",
           "group_by_window(lambda *x: 'key', lambda k, g: g, 2)", "bucket_by_sequence_length(lambda *x: tf.shape(x[0])[0], [3, 5], [4, 2, 1])",
           "bucket_by_sequence_length(element_length_func=lambda *x: tf.shape(x[0])[0], bucket_boundaries=[3], bucket_batch_sizes=[4, 2], drop_remainder=True)",
           "bucket_by_sequence_length(lambda x: tf.size(x), [3, 5], [4, 2])", "bucket_by_sequence_length(lambda x: tf.size(x), [3], [4, 2], pad_to_bucket_boundary=True)",
           "bucket_by_sequence_length(lambda x: tf.size(x), [3], [4, 2], padded_shapes=[None])", "bucket_by_sequence_length(lambda x: tf.size(x), [3], [4, 2], no_padding=True)",
           "apply(tf.data.experimental.bucket_by_sequence_length(lambda *x: tf.shape(x[0])[0], [3, 5], [4, 2, 1]))"]
SPEC = ["repr({}.element_spec)"]
SIZE = ["int({}.cardinality())"]
ITEMS = ["next(iter({}))", "[x for x in {}]"]


def on(sources, transformations):
    return [f"{source}.{each}" for source in sources for each in transformations]


COUNTED = FEW[:2] + [f"{D}.from_tensor_slices((np.zeros((9, 5, 5, 3), 'float32'), {{'y': np.zeros((9,), 'int64')}}))"]

FUNCTIONS = {
    "batch": F([], [], alone=asked(on(ALL, BATCHES), SPEC) + asked(on(FEW + MORE, BATCHES), SIZE) + asked(on(FEW[:1] + OPEN[:1], ODD), SPEC)),
    "padded": F([], [], alone=asked(on(FEW + OPEN[:6] + STRUCTURED[:1], PADDED), SPEC) + asked(on(FEW, PADDED[:2]), SIZE)),
    "ragged": F([], [], alone=asked(on(FEW + OPEN[:6] + STRUCTURED[1:2], RAGGED), SPEC) + asked(on(FEW[1:], RAGGED[:2]), SIZE)),
    "unbatch": F([], [], alone=asked(on(FEW + OPEN + STRUCTURED[:2], UNBATCHED), SPEC) + asked(on(FEW + STRUCTURED[:1], UNBATCHED), SIZE)),
    "window": F([], [], alone=asked(on(FEW + OPEN[:2] + STRUCTURED[:2], WINDOWED), SPEC) + asked(on(FEW, WINDOWED), SIZE)),
    "group": F([], [], alone=asked(on(FEW[1:] + OPEN[:5], GROUPED), SPEC) + asked(on(FEW[1:2], GROUPED[:4]), SIZE)),
    "items": F([], [], alone=asked(on(COUNTED, BATCHES + [
        "padded_batch(4)", "padded_batch(5, drop_remainder=True)", "batch(4).take(1)", "batch(4).skip(1)", "batch(4).skip(2)", "batch(4).repeat(2)", "batch(3).shuffle(4).take(1)",
        "batch(4).prefetch(1)", "batch(4).map(lambda *x: x)", "batch(4).unbatch().batch(3)", "shuffle(10).batch(4)", "repeat(2).batch(7)",  "batch(4).cache().take(2)",
        "batch(4).enumerate()", "repeat().batch(3).take(2)", "batch(4).batch(1)", "batch(4).filter(lambda *x: True)", "batch(4).shard(2, 1)", "batch(3, drop_remainder=True).shuffle(3)", "batch(4).rebatch(2)"]), ITEMS)),
}
