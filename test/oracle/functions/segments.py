"""Segments, scatters, partitions, counts and masks: what depends on values, and what a graph knows of it."""

from .sampling import Function as F

BASE = "symbolic static call eager"
X = ["4,6", "?,6", "6", "4,6:int32"]


def segment(name):
    return F([f"tf.math.segment_{name}(x, [0, 1])", f"tf.math.segment_{name}(data=x, segment_ids=tf.constant([0, 0]))",
              f"tf.math.segment_{name}(x, [[0, 1]])", f"tf.math.segment_{name}(x, [0.0, 1.0])",
              f"tf.math.segment_{name}(x, tf.cast(x[:, 0, 0], tf.int32))", f"tf.math.segment_{name}(x[0], tf.range(tf.shape(x)[1]))"],
             ["4,6", "?,6", "4,6:int32", "4,6:bool"], modes=BASE)


def unsorted(name):
    call = f"tf.math.unsorted_segment_{name}"
    return F([f"{call}(x, [0, 1], 3)", f"{call}(data=x, segment_ids=[0, 0], num_segments=2)", f"{call}(x, [0, 1], tf.constant(4))",
              f"{call}(x, tf.zeros_like(x, tf.int32), 3)", f"{call}(x, [0, 1], tf.shape(x)[1])", f"{call}(x, [[0, 1, 2]], 3)",
              f"{call}(x, [0.5, 1.0], 3)"], ["4,6", "?,6", "4,6:int32"], modes=BASE)


def scatter(name):
    call = f"tf.tensor_scatter_nd_{name}"
    return F([f"{call}(x, [[0]], x[:1])", f"{call}(tensor=x, indices=[[0], [1]], updates=x[:2])", f"{call}(x, [[0, 1]], x[0, :1])",
              f"{call}(x, [[0]], x)", f"{call}(x, [[0, 0, 0, 0, 0]], [1.0])", f"{call}(x, [[0.0]], x[:1])", f"{call}(x, [[0]], tf.cast(x[:1], tf.float64))",
              f"{call}(x, tf.constant([[[0], [1]]]), tf.stack([x[:2]]))"], ["4,6", "?,6", "3"])


FUNCTIONS = {
    **{f"segment_{name}": segment(name) for name in ["sum", "mean", "max"]},
    **{f"unsorted_{name}": unsorted(name) for name in ["sum", "mean", "max", "sqrt_n"]},
    "others": F(["tf.math.segment_min(x, [0, 1])", "tf.math.segment_prod(x, [0, 1])", "tf.math.unsorted_segment_min(x, [0, 1], 2)",
                 "tf.math.unsorted_segment_prod(x, [0, 1], 2)"], X),
    **{f"scatter_{name}": scatter(name) for name in ["update", "add", "max"]},
    "scatters": F(["tf.tensor_scatter_nd_sub(x, [[1]], x[:1])", "tf.tensor_scatter_nd_min(x, [[1]], x[:1])"], X),
    "scatter_nd": F(["tf.scatter_nd([[0], [2]], x[0, :2], [8, 6])", "tf.scatter_nd(indices=[[1]], updates=x[0, :1], shape=[5, 6])",
                     "tf.scatter_nd([[0, 1]], x[0, :1], [3, 3, 6])", "tf.scatter_nd([[0]], x[0, :2], [8, 6])",
                     "tf.scatter_nd([[0]], x[0, :1], [8, 5])", "tf.scatter_nd([[0]], x[0, :1], tf.shape(x)[1:])",
                     "tf.scatter_nd([[0]], x[0, :1], tf.stack([tf.shape(x)[0], 6]))", "tf.scatter_nd([[0]], x[0, :1], [None, 6])",
                     "tf.scatter_nd([0], x[0, 0], [3, 6])", "tf.scatter_nd(tf.constant([[0]], tf.int64), x[0, :1], [8, 6])"],
                    ["4,6", "?,6", "4,6:int32"]),
    "partition": F(["tf.dynamic_partition(x, [0, 1], 2)", "tf.dynamic_partition(data=x, partitions=tf.constant([0, 0]), num_partitions=3)",
                    "tf.dynamic_partition(x, tf.cast(x > 0, tf.int32), 2)", "tf.dynamic_partition(x, [0.5, 1.0], 2)",
                    "tf.dynamic_partition(x, [[0, 1, 0]], 2)", "tf.dynamic_partition(x, [0, 1], 0)"],
                   ["4,6", "?,6", "4:int32"], modes=BASE.replace(" eager", "")),
    "stitch": F(["tf.dynamic_stitch([[0], [1]], [x[:1], x[1:2]])", "tf.dynamic_stitch(indices=[[0, 1]], data=[x[:2]])",
                 "tf.dynamic_stitch([[0], [2, 1]], [x[0, :1], x[0, :2]])", "tf.dynamic_stitch([0, 1], [x[0], x[1]])",
                 "tf.dynamic_stitch([[0], [1]], [x[:1], x[0]])", "tf.dynamic_stitch([[0.0]], [x[:1]])"], ["4,6", "?,6", "4,6:int32"], modes=BASE),
    "bincount": F(["tf.math.bincount([1, 2, 3])", "tf.math.bincount([1, 2, 3], minlength=8)", "tf.math.bincount([1, 2, 3], maxlength=2)",
                   "tf.math.bincount([[1, 2], [0, 1]], axis=-1)", "tf.math.bincount([1, 2], weights=[0.5, 0.25])",
                   "tf.math.bincount([1, 2], dtype=tf.int64)", "tf.math.bincount(arr=[[1, 2], [0, 1]], axis=0)",
                   "tf.math.bincount([[1, 2], [0, 1]], axis=-1, minlength=5, maxlength=5)", "tf.math.bincount([1, 2], binary_output=True)",
                   "tf.math.bincount([1.0, 2.0])"], ["4:int32"], modes="call eager"),
    "bincount2": F(["tf.math.bincount(x)", "tf.math.bincount(x, minlength=5)", "tf.math.bincount(x, axis=-1)",
                    "tf.math.bincount(x, axis=-1, minlength=6, maxlength=6)", "tf.math.bincount(x, binary_output=True, axis=-1)"],
                   ["4:int32", "?:int64", "4"], modes="symbolic static call"),
    "confusion": F(["tf.math.confusion_matrix([1, 2], [1, 2])", "tf.math.confusion_matrix([1, 2], [1, 2], num_classes=4)",
                    "tf.math.confusion_matrix(labels=[1, 2], predictions=[0, 2], num_classes=3, dtype=tf.float32)",
                    "tf.math.confusion_matrix([1, 2], [1, 2, 0])", "tf.math.confusion_matrix([1, 2], [1, 2], weights=[0.5, 1.0], dtype=tf.float32)",
                    "tf.math.confusion_matrix([[1], [2]], [0, 2], 3)", "tf.math.confusion_matrix([1, 2], [1, 2], 5, None, tf.int64)"],
                   ["4"], modes="call eager"),
    "confusion2": F(["tf.math.confusion_matrix(x, x, num_classes=4)", "tf.math.confusion_matrix(x, x)", "tf.math.confusion_matrix(x, x, 3, dtype=tf.float32)"],
                    [":int32", ":int64", "", "1:int32"], modes="symbolic static call"),
    "count_nonzero": F(["tf.math.count_nonzero(x)", "tf.math.count_nonzero(x, axis=1)", "tf.math.count_nonzero(input=x, axis=[-1], keepdims=True)",
                        "tf.math.count_nonzero(x, 1, True, tf.int32)", "tf.math.count_nonzero(x, axis=7)", "tf.math.count_nonzero(x, dtype=tf.float32)"],
                       ["4,6", "?,6", "4,6:bool", "4,6:int32", "4:string"]),
    "sequence_mask": F(["tf.sequence_mask(x, 5)", "tf.sequence_mask(lengths=x, maxlen=tf.constant(7), dtype=tf.float32)", "tf.sequence_mask(x, tf.shape(x)[0])",
                        "tf.sequence_mask(x, maxlen=x.shape[-1], dtype='int32')", "tf.sequence_mask(x, [3])", "tf.sequence_mask(x, tf.reduce_max(x))",
                        "tf.sequence_mask(x, 5, tf.bool, 'name')", "tf.sequence_mask(x, 2.5)"], ["4:int32", "?:int64", ":int32", "4,2:uint8", "4"],
                       modes="symbolic static call"),
    "sequence_mask2": F([], alone=["tf.sequence_mask([1, 3, 2])", "tf.sequence_mask([1, 3, 2], 5)", "tf.sequence_mask([[1, 3], [2, 0]])",
                                   "tf.sequence_mask(3)", "tf.sequence_mask([1, 2], maxlen=4, dtype=tf.float32)", "tf.sequence_mask(tf.constant([1, 2]), 4.0)"]),
    "searchsorted": F(["tf.searchsorted(x, x)", "tf.searchsorted(x, x, side='right')", "tf.searchsorted(sorted_sequence=x, values=x[..., :2])",
                       "tf.searchsorted(x, x, out_type=tf.int64)", "tf.searchsorted(x, x, side='middle')", "tf.searchsorted(x, x[..., :2], 'left', 'int64')",
                       "tf.searchsorted(x, tf.cast(x, tf.float64))"], X),
    "searchsorted2": F([], alone=["tf.searchsorted([1, 3, 5], [2, 4])", "tf.searchsorted([1.0, 3.0], [2.0])", "tf.searchsorted([1, 3, 5], [2.5])",
                                  "tf.searchsorted([1, 3, 5], 2)", "tf.searchsorted([[1, 3], [2, 4]], [[1], [2]])", "tf.searchsorted([[1, 3], [2, 4]], [[1]])"]),
    "unique": F(["tf.unique(tf.reshape(x, [-1]))", "tf.unique(tf.reshape(x, [-1])).y", "tf.unique_with_counts(tf.reshape(x, [-1]))[2]",
                 "tf.unique(x)", "tf.unique(x[0], out_idx=tf.int64)", "tf.unique_with_counts(x=x[0], out_idx=tf.int64)", "tf.unique(x[0, 0])"],
                ["4:int32", "?:int32", "4"], modes="symbolic static call"),
    "unique2": F([], alone=["tf.unique([1, 2, 1])", "tf.unique([1, 2, 1]).y", "tf.unique([1, 2, 1])[1]", "tf.unique_with_counts([1.5, 2.5, 1.5])",
                            "tf.unique(['a', 'b', 'a'])", "tf.unique([[1, 2]])", "tf.unique(3)", "tf.unique([1, 2], out_idx=tf.int64)"]),
    "histogram": F(["tf.histogram_fixed_width(x, [0.0, 1.0])", "tf.histogram_fixed_width(x, [0.0, 1.0], nbins=5)", "tf.histogram_fixed_width(values=x, value_range=[0.0, 1.0], nbins=3, dtype=tf.int64)",
                    "tf.histogram_fixed_width(x, [0, 1], 4)", "tf.histogram_fixed_width(x, [0.0, 1.0, 2.0])", "tf.histogram_fixed_width_bins(x, [0.0, 1.0], nbins=5)",
                    "tf.histogram_fixed_width_bins(x, [0.0, 1.0])"], X),
    "boolean_mask": F(["tf.boolean_mask(x, [True, False])", "tf.boolean_mask(x, tf.constant([[True, False, True]]), axis=1)",
                       "tf.boolean_mask(tensor=x, mask=tf.constant([True, False, True, True]), axis=1)", "tf.boolean_mask(x, True)",
                       "tf.boolean_mask(x, [[True] * 4] * 2)", "tf.boolean_mask(x, [True, False, True])", "tf.boolean_mask(x, np.array([True, False]))",
                       "tf.boolean_mask(x, [1, 0])", "tf.boolean_mask(x, [True] * 6, axis=-1)"], ["4,6", "?,6", "4"], modes="symbolic static call eager"),
    "mask_index": F(["x[x > 0]", "x[tf.constant([True, False])]", "x[[0, 1]]", "x[tf.constant(0)]", "x[:, tf.shape(x)[1] - 1]", "x[0, :tf.constant(2)]",
                     "x[tf.newaxis, ..., tf.newaxis]", "x[..., -1:]", "x[1.0]", "x['a']", "x[:, None, 0]", "x[::-1]", "x[0:0]", "x[tf.shape(x)[0] - 1:]",
                     "x[0][0]", "x[:, :, :, :, 0]", "x[-3]", "x[True]"], ["4,6", "?,6", "4"]),
    "unravel": F([], alone=["tf.unravel_index([2, 5, 7], [3, 3])", "tf.unravel_index(5, [3, 3])", "tf.unravel_index(indices=[2], dims=[3, 3, 2])",
                            "tf.unravel_index([[1]], [3, 3])", "tf.unravel_index([2], 3)", "tf.unravel_index([2.0], [3, 3])",
                            "tf.required_space_to_batch_paddings([5, 6], [2, 3])", "tf.required_space_to_batch_paddings([5, 6], [2, 3], base_paddings=[[0, 0], [1, 1]])",
                            "tf.required_space_to_batch_paddings([5], [2], None, [[1, 1]])", "tf.broadcast_dynamic_shape([2, 1], [1, 3])",
                            "tf.broadcast_dynamic_shape([2, 1], [3])", "tf.broadcast_dynamic_shape([2], [3])", "tf.broadcast_static_shape(tf.TensorShape([2, 1]), tf.TensorShape([1, 3]))",
                            "tf.broadcast_static_shape(tf.TensorShape([2, None]), tf.TensorShape([3]))", "tf.broadcast_static_shape(tf.TensorShape([2]), tf.TensorShape([3]))",
                            "tf.broadcast_static_shape(tf.TensorShape(None), tf.TensorShape([3]))"]),
    "unravel2": F(["tf.unravel_index(x, [3, 3])", "tf.unravel_index(x, dims=[3, 3, 2])", "tf.unravel_index(x, tf.shape(x))"], [":int32", "4:int64", ""],
                  modes="symbolic static call"),
    "batches": F(["tf.space_to_batch(x, [2, 2], [[0, 0], [0, 0]])", "tf.space_to_batch(input=x, block_shape=[2], paddings=[[1, 1]])",
                  "tf.space_to_batch(x, [3, 2], [[0, 0], [0, 0]])", "tf.space_to_batch(x, 2, [[0, 0], [0, 0]])",
                  "tf.space_to_batch_nd(x, [2, 2], [[0, 0], [1, 1]])", "tf.space_to_batch(x, [2, 2], [[0, 0]])", "tf.nn.space_to_batch(x, [2, 2], [[0, 0], [0, 0]])",
                  "tf.batch_to_space(x, [1, 2], [[0, 0], [0, 0]])", "tf.batch_to_space(input=x, block_shape=[2, 1], crops=[[1, 0], [0, 0]])",
                  "tf.batch_to_space(x, [2], [[0, 0]])", "tf.batch_to_space(x, [3, 1], [[0, 0], [0, 0]])", "tf.batch_to_space(x, 2, [[0, 0], [0, 0]])",
                  "tf.batch_to_space(x, [1, 2], [[0, 0]])"], ["4,6,3", "?,6,3", "4,6"]),
    "reverse_sequence": F(["tf.reverse_sequence(x, [1, 2], seq_axis=1, batch_axis=0)", "tf.reverse_sequence(x, [1, 2], 1)", "tf.reverse_sequence(input=x, seq_lengths=[1, 2], seq_axis=-1)",
                           "tf.reverse_sequence(x, [1, 2, 1, 2], seq_axis=2, batch_axis=1)", "tf.reverse_sequence(x, [1, 2])", "tf.reverse_sequence(x, [1, 2], seq_axis=0)",
                           "tf.reverse_sequence(x, [1.0, 2.0], seq_axis=1)", "tf.reverse_sequence(x, [1, 2], seq_axis=5)", "tf.reverse_sequence(x, [[1, 2]], seq_axis=1)"],
                          ["4,6", "?,6", "4,6:int32", "4"]),
    "strided": F(["tf.strided_slice(x, [0, 1], [2, 3])", "tf.strided_slice(x, [0, 0, 0], [1, 4, 6], [1, 2, 3])", "tf.strided_slice(x, [0], [1], shrink_axis_mask=1)",
                  "tf.strided_slice(x, [0, 0], [0, 2], begin_mask=1, end_mask=1)", "tf.strided_slice(input_=x, begin=[1], end=[2], strides=[1], ellipsis_mask=0)",
                  "tf.strided_slice(x, [0, 0], [1, 1], new_axis_mask=1)", "tf.strided_slice(x, [0, -1], [2, -4], [1, -1])", "tf.strided_slice(x, [0], [1, 2])",
                  "tf.strided_slice(x, [0, 1], tf.shape(x)[:2])", "tf.strided_slice(x, [0], [1], [0])"], ["4,6", "?,6", "4"]),
    "identities": F(["tf.identity_n([x, x])", "tf.identity_n([x, [1, 2]])", "tf.shape_n([x, x])", "tf.shape_n(input=[x, x], out_type=tf.int64)", "tf.guarantee_const(x)",
                     "tf.identity_n(x)", "tf.stop_gradient(input=x)", "tf.ensure_shape(x, None)", "tf.bitcast(x, tf.int32)", "tf.bitcast(x, tf.int16)", "tf.bitcast(x, tf.float64)"], X),
}
