"""Maps, folds, loops and branches over tensors, TensorArrays, and gradients."""

from .sampling import Function as F

X = ["4,6", "?,6", "4,6:int32", "6"]
MODES = "symbolic call eager"
SPEC = "fn_output_signature"

FUNCTIONS = {
    "map_fn": F(["tf.map_fn(lambda r: r * 2, x)", "tf.map_fn(fn=lambda r: tf.reduce_sum(r, 0), elems=x)", f"tf.map_fn(lambda r: tf.cast(r, tf.int64), x, {SPEC}=tf.int64)", "tf.map_fn(lambda r: tf.cast(r, tf.int64), x)",
                 f"tf.map_fn(lambda r: (r, tf.reduce_mean(r)), x, {SPEC}=(x.dtype, x.dtype))", "tf.map_fn(lambda r: (r, r), x)", "tf.map_fn(lambda p: p[0] + p[1], (x, x), dtype=x.dtype)", "tf.map_fn(lambda p: p[0], (x, x))",
                 f"tf.map_fn(lambda r: r[0], x, {SPEC}=tf.TensorSpec([6], x.dtype))", f"tf.map_fn(lambda r: r[0], x, {SPEC}=tf.TensorSpec([5], x.dtype))", f"tf.map_fn(lambda r: r, x, {SPEC}=tf.TensorSpec(None, x.dtype))",
                 f"tf.map_fn(lambda r: tf.RaggedTensor.from_tensor(r), x, {SPEC}=tf.RaggedTensorSpec([None, None], x.dtype))", f"tf.map_fn(lambda i: x[i], tf.range(tf.shape(x)[0]), {SPEC}=x.dtype)", f"tf.map_fn(lambda i: tf.zeros([3]), tf.range(5), {SPEC}=tf.float32)",
                 "tf.map_fn(lambda d: {'a': d['a']}, {'a': x})", "tf.map_fn(lambda r: r, x, tf.float64)", "tf.map_fn(lambda r: r, x[0, 0, 0])", "tf.map_fn(lambda r: r, [x, x])", f"tf.map_fn(lambda r: 1, x, {SPEC}=tf.int32)"], X, modes=MODES),
    "vectorized": F(["tf.vectorized_map(lambda r: r * 2, x)", "tf.vectorized_map(fn=lambda r: tf.reduce_sum(r), elems=x)", "tf.vectorized_map(lambda p: p[0] + p[1], (x, x))", "tf.vectorized_map(lambda r: (r, r[0]), x)", "tf.vectorized_map(lambda r: tf.cast(r, tf.int64), x)",
                     "tf.vectorized_map(lambda r: x[0], x)"], X, modes=MODES),
    "folds": F(["tf.foldl(lambda a, r: a + r, x)", "tf.foldl(fn=lambda a, r: a + tf.reduce_sum(r), elems=x, initializer=tf.zeros([], x.dtype))", "tf.foldr(lambda a, r: a + r, x)", "tf.foldr(lambda a, r: a * r, x, x[0])", "tf.foldl(lambda a, r: tf.concat([a, a], 0), x)",
                "tf.foldl(lambda a, r: tf.cast(a, tf.int64), x)", "tf.foldl(lambda a, r: a + 1, x, tf.constant(0))", "tf.foldl(lambda a, r: (a[0] + r, a[1]), x, (x[0], x[0]))", "tf.foldl(lambda a, r: a + r[0], (x, x), x[0])"], X, modes=MODES),
    "scan": F(["tf.scan(lambda a, r: a + r, x)", "tf.scan(fn=lambda a, r: a + tf.reduce_sum(r), elems=x, initializer=tf.zeros([], x.dtype))", "tf.scan(lambda a, r: a * r, x, x[0])", "tf.scan(lambda a, r: a + r, x, reverse=True)", "tf.scan(lambda a, i: (a[0] + i, a[1]), x, (x[0], x[0]))",
               "tf.scan(lambda a, r: a[:1], x)", "tf.scan(lambda a, r: tf.cast(a, tf.int64), x)", "tf.scan(lambda a, r: a + 1, x, tf.constant(0))", "tf.scan(lambda a, r: a + r, tf.range(5))"], X, modes=MODES),
    "while_loop": F(["tf.while_loop(lambda i, v: i < 3, lambda i, v: (i + 1, v * 2), (tf.constant(0), x))", "tf.while_loop(lambda i, v: i < 3, lambda i, v: [i + 1, v], [0, x])", "tf.while_loop(lambda i, v: i < 3, lambda i, v: (i + 1, tf.concat([v, v], 0)), (0, x))",
                     "tf.while_loop(lambda i, v: i < 3, lambda i, v: (i + 1, tf.concat([v, v], 1)), (0, x))", "tf.while_loop(lambda i, v: i < 2, lambda i, v: (i + 1, tf.concat([v, v], 1)), (0, x), shape_invariants=(tf.TensorShape([]), tf.TensorShape(None)))",
                     "tf.while_loop(lambda i, v: i < 2, lambda i, v: (i + 1, tf.concat([v, v], 1)), (tf.constant(0), x), (tf.TensorShape([]), tf.TensorShape([None, None, None])))", "tf.while_loop(lambda i: i < 3, lambda i: i + 1, [0])", "tf.while_loop(lambda i: i < 3, lambda i: [i + 1], [tf.constant(0)])",
                     "tf.while_loop(lambda i, v: i < 3, lambda i, v: (i + 1, tf.cast(v, tf.int64)), (0, x))", "tf.while_loop(lambda i, v: i < 3, lambda i, v: i + 1, (0, x))", "tf.while_loop(lambda i, v: i < 3, lambda i, v: (i + 1, v), (0, x), maximum_iterations=2)",
                     "tf.while_loop(lambda i, v: i < 3, lambda i, v: (i + 1, v), (0, x), shape_invariants=(tf.TensorShape([]), tf.TensorShape([7, 7, 7])))", "tf.while_loop(cond=lambda d: d['i'] < 2, body=lambda d: [{'i': d['i'] + 1, 'v': d['v']}], loop_vars=[{'i': 0, 'v': x}])",
                     "tf.while_loop(lambda i, v: i < 3, lambda i, v: (i + 1, v[:, :2]), (0, x))"], ["4,6", "?,6", "4,6:int32"], modes="call eager"),
    "cond": F(["tf.cond(tf.reduce_sum(x) > 0, lambda: x, lambda: -x)", "tf.cond(pred=tf.reduce_sum(x) > 0, true_fn=lambda: x, false_fn=lambda: x[:, :2])", "tf.cond(tf.reduce_sum(x) > 0, lambda: x, lambda: tf.cast(x, tf.float64))", "tf.cond(tf.reduce_sum(x) > 0, lambda: x, lambda: (x, x))",
               "tf.cond(tf.reduce_sum(x) > 0, lambda: (x, 1), lambda: (x, 2))", "tf.cond(tf.reduce_sum(x) > 0, lambda: {'a': x}, lambda: {'a': x[0]})", "tf.cond(tf.reduce_sum(x) > 0, lambda: x, lambda: x[0])", "tf.cond(tf.constant(True), lambda: x, lambda: x[0])", "tf.cond(True, lambda: x, lambda: x[0])",
               "tf.cond(tf.shape(x)[0] > 1, lambda: 1, lambda: 2)", "tf.cond(tf.reduce_sum(x) > 0, lambda: None, lambda: None)", "tf.cond(tf.reduce_sum(x) > 0, lambda: x, lambda: None)", "tf.cond(tf.reduce_sum(x), lambda: x, lambda: x)",
               "tf.cond(tf.reduce_sum(x) > 0, x, x)", "tf.cond(tf.reduce_sum(x) > 0, lambda: [x], lambda: (x,))"], X[:3], modes="call eager"),
    "case": F(["tf.case([(tf.reduce_sum(x) > 0, lambda: x)], default=lambda: -x)", "tf.case([(tf.reduce_sum(x) > 0, lambda: x), (tf.reduce_sum(x) > 9, lambda: x[:1])], default=lambda: x)", "tf.case(pred_fn_pairs=[(tf.reduce_sum(x) > 0, lambda: x)], exclusive=True)",
               "tf.case([(tf.reduce_sum(x) > 0, lambda: x)], lambda: tf.cast(x, tf.float64))", "tf.switch_case(tf.constant(1), [lambda: x, lambda: -x])", "tf.switch_case(branch_index=tf.shape(x)[0], branch_fns={0: lambda: x, 5: lambda: x[:1]}, default=lambda: x)",
               "tf.switch_case(tf.constant(7), [lambda: x, lambda: x[0]])", "tf.switch_case(tf.shape(x)[0], [lambda: x, lambda: x[0]])", "tf.switch_case(tf.shape(x)[0], [lambda: x, lambda: tf.cast(x, tf.float64)])", "tf.switch_case(1, [lambda: x, lambda: -x])",
               "tf.switch_case(tf.constant(1.0), [lambda: x])", "tf.case([(True, lambda: x)])", "tf.case([(tf.reduce_sum(x), lambda: x)])"], X[:3], modes="call eager"),
    "arrays": F(["tf.TensorArray(tf.float32, 3).write(0, tf.cast(x[0], tf.float32)).read(0)", "tf.TensorArray(x.dtype, 2).unstack(x[:2]).stack()", "tf.TensorArray(dtype=x.dtype, size=0, dynamic_size=True).write(0, x).stack()", "tf.TensorArray(x.dtype, size=tf.shape(x)[0]).unstack(x).stack()",
                 "tf.TensorArray(x.dtype, 2).unstack(x).read(0)", "tf.TensorArray(x.dtype, 2).write(0, x[0]).write(1, x[1]).stack()", "tf.TensorArray(x.dtype, 2, element_shape=[4, 6]).write(0, x[0]).stack()", "tf.TensorArray(x.dtype, 2, element_shape=[4, 6]).write(0, x[0, :, :5]).stack()",
                 "tf.TensorArray(tf.float64, 2).write(0, x[0]).stack()", "tf.TensorArray(x.dtype, 2).unstack(x).concat()", "tf.TensorArray(x.dtype, 2).unstack(x).gather([0, 1])", "tf.TensorArray(x.dtype, 2).size()", "tf.TensorArray(x.dtype, 2, infer_shape=False).unstack(x).stack()",
                 "tf.TensorArray(x.dtype, 1).write(0, x).identity().read(0)", "tf.TensorArray(x.dtype, 2).write(5, x).stack()", "tf.TensorArray(x.dtype, 2, clear_after_read=False).scatter([0, 1], x[:2]).stack()"],
                ["4,6", "?,6", "4,6:int32"], modes="call eager"),
    "gradients": F(["tf.gradients(x * 2, x)", "tf.gradients([x * 2, x], [x])[0]", "tf.gradients(tf.reduce_sum(x), x)", "tf.gradients(ys=x * 2, xs=[x], stop_gradients=[x])", "tf.gradients(tf.zeros([3]), x)", "tf.hessians(tf.reduce_sum(x * x), x)",
                    "tf.stop_gradient(x)", "tf.grad_pass_through(lambda a: a)(x)", "tf.recompute_grad(lambda a: a * 2)(x)", "tf.custom_gradient(lambda a: (a * 2, lambda d: d))(x)"], ["4", "?,6", "4:int32"], modes="call eager"),
    "nest": F(["tf.nest.map_structure(lambda a: a * 2, [x, {'k': x}])", "tf.nest.flatten([x, (x, {'b': x, 'a': 1})])", "tf.nest.pack_sequence_as([0, (1,)], [x, x])", "tf.nest.is_nested([x])", "tf.nest.assert_same_structure([x], [x])", "tf.nest.assert_same_structure([x], (x,))",
               "tf.nest.map_structure(lambda a, b: a + b, [x], [x])", "tf.nest.map_structure(lambda a, b: a + b, [x], [x, x])", "tf.nest.map_structure(lambda a: tf.shape(a), (x, x))", "tf.nest.pack_sequence_as([0, 1, 2], [x])"], ["4", "4:int32"], modes="symbolic eager"),
}
