"""Control flow, mapping functions, structures."""

from .sampling import Function as F

FUNCTIONS = {
    "cond": F(["tf.cond(tf.reduce_sum(x) > 0, lambda: x, lambda: x * 2.0)", "tf.cond(tf.constant(True), lambda: x, lambda: x[:, :1])", "tf.cond(tf.reduce_sum(x) > 0, lambda: x, lambda: x[:, :2])",
               "tf.cond(tf.shape(x)[0] > 3, true_fn=lambda: tf.ones_like(x), false_fn=lambda: tf.zeros_like(x))", "tf.cond(tf.reduce_sum(x) > 0, lambda: (x, x), lambda: (x, x + 1.0))",
               "tf.cond(tf.reduce_sum(x) > 0, lambda: x, lambda: tf.cast(x, tf.int32))", "tf.compat.v1.cond(tf.reduce_sum(x) > 0, lambda: x, lambda: -x)",
               "tf.cond(tf.equal(tf.shape(x)[1], 4), lambda: x, lambda: x[:, :3])", "tf.cond(True, lambda: x, lambda: x)", "tf.case([(tf.reduce_sum(x) > 0, lambda: x)], default=lambda: -x)",
               "tf.switch_case(tf.constant(1), [lambda: x, lambda: x[:, :1]])"],
              ["4,6", "?,6"], modes="call eager"),
    "map": F(["tf.map_fn(lambda r: r * 2.0, x)", "tf.map_fn(lambda r: tf.reduce_sum(r), x)", "tf.map_fn(lambda r: r[0], x)", "tf.map_fn(fn=lambda r: tf.cast(r, tf.int32), elems=x, fn_output_signature=tf.int32)",
              "tf.map_fn(lambda r: tf.cast(r, tf.int32), x, dtype=tf.int32)", "tf.map_fn(lambda a: a[0] + a[1], (x, x), fn_output_signature=tf.float32)", "tf.map_fn(lambda r: (r, r), x, fn_output_signature=(tf.float32, tf.float32))",
              "tf.vectorized_map(lambda r: r * 2.0, x)", "tf.vectorized_map(lambda r: tf.reduce_sum(r, 0), x)", "tf.map_fn(lambda r: r, x, fn_output_signature=tf.TensorSpec([4, 6]))", "tf.scan(lambda a, r: a + r, x)",
              "tf.foldl(lambda a, r: a + r, x)", "tf.foldr(lambda a, r: a + r, x)", "tf.scan(lambda a, r: a + r, x, initializer=tf.zeros_like(x[0]))"], ["4,6", "?,6"], modes="call eager"),
    "loops": F(["tf.while_loop(lambda i, a: i < 3, lambda i, a: (i + 1, a * 2.0), (tf.constant(0), x))[1]", "tf.while_loop(lambda i: i < 3, lambda i: [i + 1], [tf.constant(0)])",
                "tf.while_loop(lambda i, a: i < 3, lambda i, a: (i + 1, tf.concat([a, a], 1)), (tf.constant(0), x))", "tf.while_loop(lambda i, a: i < 3, lambda i, a: (i + 1, tf.concat([a, x], 1)), (tf.constant(0), x), shape_invariants=(tf.TensorShape([]), tf.TensorShape([None, None, 6])))[1]"],
               ["4,6", "?,6"], modes="call"),
    "python": F(["tf.py_function(lambda a: a, [x], tf.float32)", "tf.numpy_function(lambda a: a, [x], tf.float32)", "tf.py_function(lambda a: a, inp=[x], Tout=[tf.float32, tf.int32])", "tf.ensure_shape(tf.py_function(lambda a: a, [x], tf.float32), (None, 4, 6))",
                 "tf.compat.v1.py_func(lambda a: a, [x], tf.float32)"], ["4,6"], modes="call"),
    "asserts": F(["tf.debugging.assert_equal(tf.shape(x)[1], 4)", "tf.debugging.assert_rank(x, 3)", "tf.debugging.assert_shapes([(x, ('b', 4, 6))])", "tf.Assert(True, [x])", "tf.debugging.assert_rank(x, 2)",
                  "tf.debugging.assert_non_negative(x)"], ["4,6"], modes="eager"),
    "gradient": F(["tf.nest.map_structure(tf.zeros_like, [x, (x, x)])", "tf.nest.flatten([x, {'a': x}])", "tf.nest.map_structure(lambda a: a + 1.0, {'a': x})", "tf.gradients(x * 2.0, x)",
                   "tf.recompute_grad(lambda a: a * 2.0)(x)", "tf.custom_gradient(lambda a: (a * 2.0, lambda g: g))(x)", "tf.grad_pass_through(lambda a: a)(x)"], ["4,6"], modes="call"),
    "context": F(["(lambda c: c.__exit__(None, None, None))(tf.name_scope('a'))"], ["4"], modes=""),
}
