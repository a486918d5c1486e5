"""Sizes that are computed: what constant folding keeps of them."""

from .sampling import Function as F

X = ["4,6", "?,6", "6", "4,6,3"]
V = ["tf.shape(x)[0]", "tf.shape(x)[1]", "tf.shape(x)[-1]"]
SCALARS = ["{0} * 2", "{0} // 2", "{0} + 1", "{0} - 1", "2 * {0}", "tf.maximum({0}, 3)", "tf.minimum({0}, 3)", "tf.cast({0}, tf.int64)", "tf.cast(tf.cast({0}, tf.float32) * 2.0, tf.int32)", "tf.cast({0} / 2, tf.int32)", "{0} % 4", "-(-{0} // 2)", "tf.reduce_sum([{0}, 1])",
           "tf.math.floordiv({0}, 2)", "tf.add({0}, 2)", "tf.multiply(2, {0})", "tf.subtract({0}, 1)", "tf.identity({0})", "tf.stop_gradient({0})", "abs({0})", "{0} ** 2", "tf.squeeze([{0}])", "tf.reshape({0}, [])", "tf.where({0} > 2, {0}, 2)", "tf.stack([{0}, 1])[0]", "tf.constant(3) * {0}",
           "tf.math.mod({0}, 4)", "tf.cast(tf.math.ceil({0} / 2), tf.int32)", "tf.pow({0}, 2)", "tf.square({0})", "tf.negative(-{0})"]
VECTORS = ["tf.shape(x)", "tf.shape(x)[1:]", "tf.shape(x)[:-1]", "tf.shape(x)[::-1]", "tf.concat([tf.shape(x)[:1], [3]], 0)", "tf.concat([tf.shape(x)[1:], tf.shape(x)[:1]], axis=0)", "tf.concat([[2], tf.shape(x)[1:]], 0)", "tf.stack([tf.shape(x)[0], 3])", "tf.stack([tf.shape(x)[0], tf.shape(x)[1] * 2])",
           "tf.stack([2, tf.shape(x)[1]])", "[tf.shape(x)[1], tf.shape(x)[0]]", "tf.shape(x) * 2", "tf.shape(x)[1:] * 2", "tf.shape(x) * [1, 2, 1]", "tf.gather(tf.shape(x), [0, 1])", "tf.gather(tf.shape(x), [1])", "tf.reverse(tf.shape(x), [0])", "tf.cast(tf.shape(x), tf.int64)", "tf.shape(x, out_type=tf.int64)",
           "tf.unstack(tf.shape(x))[:2]", "tf.split(tf.shape(x), [1, -1])[1]", "tf.reshape(tf.shape(x), [-1])", "tf.expand_dims(tf.shape(x)[1], 0)", "tf.slice(tf.shape(x), [1], [1])", "tf.tile([tf.shape(x)[1]], [2])", "tf.fill([2], tf.shape(x)[1])", "tf.range(1, 4)", "tf.range(2, tf.shape(x)[1])",
           "tf.where([True, False, True], tf.shape(x), 5)", "tf.maximum(tf.shape(x), 3)", "tf.pad(tf.shape(x)[1:], [[1, 0]], constant_values=2)", "tf.identity(tf.shape(x))", "tf.ones([2], tf.int32) * 3", "tf.zeros_like(tf.shape(x)) + 2", "tf.shape(x[:, :2])", "tf.shape(tf.zeros_like(x))", "x.shape[1:]",
           "[x.shape[-1], 2]", "tf.TensorShape([2, 3])", "tf.constant([2, 3])", "np.array([2, 3])", "[tf.constant(2), 3]", "(2, tf.constant(3, tf.int64))", "tf.shape(x)[1:] + tf.shape(x)[1:]", "tf.math.reduce_prod(tf.shape(x)[1:], keepdims=True)", "tf.broadcast_to(tf.shape(x)[1], [2])", "tf.roll(tf.shape(x), 1, 0)",
           "tf.repeat(tf.shape(x)[1:2], 2)", "tf.boolean_mask(tf.shape(x), [True, True, False])", "tf.sort(tf.shape(x))", "tf.cumsum(tf.shape(x))", "tf.transpose(tf.shape(x))", "tf.shape(tf.transpose(x))", "tf.broadcast_dynamic_shape(tf.shape(x), [1])", "tf.shape(x)[tf.newaxis, 1]", "tf.strided_slice(tf.shape(x), [1], [2])"]

FUNCTIONS = {
    **{f"scalar_{index}": F([f"tf.zeros([{scalar.format(v)}, 2])" for scalar in SCALARS], X[:3], modes="symbolic static call eager") for index, v in enumerate(V)},
    "vectors": F([f"tf.zeros({vector})" for vector in VECTORS], X, modes="symbolic static call eager"),
    "reshapes": F([f"tf.reshape(tf.zeros([720]), tf.concat([{vector}, [-1]], 0))" for vector in VECTORS[:20]], X[:2], modes="symbolic static call"),
    "fills": F([f"tf.fill({vector}, 1.0)" for vector in VECTORS[::3]], X, modes="symbolic static call"),
    "uses": F(["tf.range(tf.shape(x)[1] * 2)", "tf.range(0, tf.shape(x)[1], 2)", "tf.tile(x, tf.stack([1, tf.shape(x)[1], 1]))", "tf.broadcast_to(x[:1], tf.shape(x))", "tf.broadcast_to(0.0, tf.concat([tf.shape(x), [2]], 0))", "tf.one_hot([1], tf.shape(x)[1])", "tf.eye(tf.shape(x)[1])", "tf.slice(x, [0] * len(x.shape), tf.shape(x))",
               "x[:, :tf.shape(x)[1] // 2]", "x[:, tf.shape(x)[1] // 2:]", "x[:, -(tf.shape(x)[1] // 2):]", "x[:tf.shape(x)[0] - 1]", "tf.reshape(x, [tf.shape(x)[0], -1, 2])", "tf.reshape(x, [-1, tf.reduce_prod(tf.shape(x)[1:])])", "tf.reshape(x, tf.concat([tf.shape(x)[:1], [-1]], 0))",
               "tf.reshape(x, [tf.shape(x)[0] * tf.shape(x)[1], -1])", "tf.reshape(x, [-1, x.shape[-1] or tf.shape(x)[-1]])", "tf.split(x, 2, axis=1)[0]", "tf.repeat(x, tf.shape(x)[1], axis=1)", "tf.sequence_mask([1, 2], tf.shape(x)[1])", "tf.pad(x, [[0, 0]] * (len(x.shape) - 1) + [[0, tf.shape(x)[1]]])", "tf.random.uniform(tf.shape(x))",
               "tf.random.normal([tf.shape(x)[0], 3])", "tf.linspace(0.0, 1.0, tf.shape(x)[1])", "tf.meshgrid(tf.range(tf.shape(x)[1]), tf.range(3))[0]", "tf.scatter_nd([[0]], [1.0], [tf.shape(x)[1]])", "tf.math.top_k(tf.reshape(x, [-1]), tf.shape(x)[1])", "tf.image.resize(tf.zeros([1, 8, 8, 3]), [tf.shape(x)[1], 4])",
               "tf.get_static_value(tf.shape(x)[1])", "tf.get_static_value(tf.constant([1, 2]))", "tf.get_static_value(x)", "tf.ensure_shape(x, x.shape)", "tf.cast(tf.shape(x)[1], tf.float32) * x"], X[:3]),
}
