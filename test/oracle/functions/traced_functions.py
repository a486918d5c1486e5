"""`tf.function`: signatures against parameters, and calls against signatures."""

from itertools import product

from .sampling import Function as F

TENSORS = ["tf.zeros((2, 3))", "tf.zeros((3,))", "tf.zeros(())", "tf.zeros((2, 4))", "tf.zeros((2, 3), tf.int32)", "tf.zeros((2, 3), tf.float64)", "tf.constant([1, 2])", "tf.constant(['a'])",
           "tf.constant(True)", "tf.Variable(tf.zeros((2, 3)))", "keras.Input((3,))"]
ARRAYS = ["np.zeros((2, 3))", "np.zeros((2, 3), 'float32')", "np.zeros((2, 3), 'int64')", "np.float64(1.5)", "np.array(['a', 'b'])"]
VALUES = ["1", "2.5", "True", "'a'", "None", "[1., 2., 3.]", "[[1, 2, 3]]", "(1., 2.)", "[]", "[[1.], [2., 3.]]", "{'a': 1.}", "[tf.zeros(()), 1.]", "range(3)", "tf.TensorSpec([2, 3])", "tf.TensorShape([2, 3])", "tf.float32"]
COMPOSITES = ["tf.ragged.constant([[1.], [2., 3.]])", "tf.sparse.from_dense(tf.eye(3))"]
ARGUMENTS = [*TENSORS, *ARRAYS, *VALUES, *COMPOSITES]

SPECS = ["tf.TensorSpec([None, 3])", "tf.TensorSpec([2, 3])", "tf.TensorSpec([])", "tf.TensorSpec(None)", "tf.TensorSpec([None], tf.int32)", "tf.TensorSpec([None, None], tf.float64)",
         "tf.TensorSpec([None], tf.string)", "tf.TensorSpec([None, 3], name='x')", "tf.TensorSpec(None, tf.bool)", "tf.TensorSpec([None], tf.float32)"]
COMPOSITE_SPECS = ["tf.RaggedTensorSpec([None, None])", "tf.SparseTensorSpec([None, 3])", "tf.RaggedTensorSpec([2, None], tf.float32)"]


def sign(function, *specs):
    return f"tf.function({function}, input_signature=[{', '.join(specs)}])"


BODIES = ["x * 2", "x[:1]", "tf.concat([x, x], 0)", "tf.shape(x)", "tf.reduce_sum(x, -1)", "tf.reshape(x, [-1])", "x @ tf.zeros((3, 5))", "x @ tf.zeros((4, 5))", "x.shape[1] * tf.ones(())", "tf.zeros(tf.shape(x)[:1])",
          "tf.zeros(x.shape)", "tf.reshape(x, x.shape)", "x.shape.as_list()[1]", "len(x.shape)", "tf.TensorSpec(x.shape, x.dtype).shape.rank", "tf.expand_dims(x, 0)", "tf.transpose(x)", "tf.stack([x, x], 1)",
          "tf.one_hot(tf.argmax(x, -1), 4)", "x + tf.ones((3,))", "x + tf.ones((4,))", "x.dtype.size", "tf.ensure_shape(x, [None, 4])", "tf.split(x, 3, 1)", "tf.unstack(x, axis=1)", "tf.unstack(x)", "tf.tile(x, [2, 1])",
          "tf.pad(x, [[0, 1], [1, 0]])", "tf.range(tf.shape(x)[0])", "tf.zeros([tf.shape(x)[0], 4])", "tf.cast(x, tf.int32)", "tf.boolean_mask(x, x[:, 0] > 0)", "x.numpy()", "range(x.shape[0])", "int(x.shape[1])", "x.shape[0] + 1"]

UNRANKED = ["x * 2", "x[:1]", "tf.concat([x, x], 0)", "tf.shape(x)", "tf.reduce_sum(x)", "tf.reshape(x, [-1])", "tf.reshape(x, [3, 2])", "x @ tf.zeros((3, 5))", "x @ tf.zeros((4, 5))", "tf.transpose(x)", "x + tf.ones((3,))", "x + tf.ones((4,))", "tf.ensure_shape(x, [None, 4])", "tf.ensure_shape(x, [None, 3])", "tf.tile(x, [2, 1])", "tf.cast(x, tf.int32)",
            "x.shape.rank is None", "tf.stack([x, x], 1)"]

PARAMETERS = ["", "x", "x, y", "x, y=1.0", "x=None", "x=2", "x, *, k=1", "x, *, k", "*args", "x, *args", "**kw", "x, **kw", "x, /, y", "self, x", "x, y=tf.ones(())", "x, y=None", "x, y=1, z=2.0", "x, *, k=tf.zeros((2,))", "x, *args, k=3", "*, x", "x, y='a'"]
FORMS = ["tf.TensorSpec([2])", "(tf.TensorSpec([2]),)", "[]", "()", "None", "{'x': tf.TensorSpec([2])}", "'ab'", "5", "[None]", "[5]", "['float32']", "[tf.float32]", "[tf.TensorShape([2])]", "[tf.zeros(2)]", "[[tf.TensorSpec([2]), tf.TensorSpec([])]]",
         "[{'b': tf.TensorSpec([2]), 'a': tf.TensorSpec([])}]", "[(tf.TensorSpec([2]), [tf.TensorSpec([])])]", "[tf.RaggedTensorSpec([None, None])]", "[tf.SparseTensorSpec([None, 3])]", "[tf.data.DatasetSpec(tf.TensorSpec([2]))]", "[tf.type_spec_from_value(tf.Variable(1.0))]",
         "[tf.TensorArraySpec([2])]", "[tf.OptionalSpec(tf.TensorSpec([2]))]", "[tf.TensorSpec]", "[keras.Input((3,))]", "[np.zeros(2)]", "[[]]", "[{}]", "[tf.TensorSpec([2], name='a')]", "[[tf.TensorSpec([2]), 3]]", "[tf.TensorSpec([2]), None]",
         "[tf.IndexedSlicesSpec([None, 3])]", "[keras.layers.InputSpec(shape=(2, 3))]"]

CALLS = ["", "S2", "S2, S2", "x=S2", "y=S2", "S2, y=S2", "S2, x=S2", "S2, k=2", "S2, k=1", "S2, 1.0", "S2, 2.0", "S2, z=S2", "*[S2, S2]", "**{'x': S2}", "S2, None", "S2, y=None", "S2, S2, S2"]

NESTED = [("[tf.TensorSpec([2]), tf.TensorSpec([])]", ["[S2, S0]", "(S2, S0)", "[S2]", "[S2, S2]", "S2", "{'a': S2}", "None", "[[1., 2.], 3.]", "[S2, S0, S0]", "np.zeros((2,), 'float32')", "[S2, [S0]]", "[S2, None]"]),
          ("(tf.TensorSpec([2]), tf.TensorSpec([]))", ["[S2, S0]", "(S2, S0)", "(S2,)", "S2", "(S2, S2)", "([1., 2.], 3)"]),
          ("{'a': tf.TensorSpec([2]), 'b': tf.TensorSpec([], tf.int32)}", ["{'a': S2, 'b': 1}", "{'b': 1, 'a': S2}", "{'a': S2}", "{'a': S2, 'b': 1, 'c': 1}", "{'a': S2, 'b': 1.5}", "[S2, 1]", "S2", "{'a': S0, 'b': 1}", "{'a': [1, 2], 'b': np.int32(3)}", "dict(a=S2, b=tf.constant(1))"]),
          ("[[tf.TensorSpec([2])], {'k': tf.TensorSpec([None])}]", ["[[S2], {'k': S2}]", "[[S2], {'k': S0}]", "[[S2], {'j': S2}]", "[S2, S2]", "[(S2,), {'k': S2}]"])]

OUTPUTS = ["None", "5", "2.5", "True", "'a'", "[x, 1]", "(x, 2.0)", "{'a': x, 'b': 1}", "[]", "()", "{}", "np.zeros(2)", "np.float64(1)", "[1, 2]", "x.shape", "tf.float32", "x.dtype", "lambda: 1", "object()", "tf.TensorSpec([2])", "tf.Variable(1.0)", "range(3)", "{1, 2}", "[[1.0], [2.0, 3.0]]",
           "[[x], (x, {'k': x})]", "keras.Input((3,))", "tf.ragged.constant([[1.0], []])", "tf.sparse.from_dense(tf.eye(2))", "tf", "2 ** 40", "1j", "b'a'", "x is None", "tf.function(lambda: 1)", "len(x.shape)", "tf.constant('a')"]

OPTIONS = ["autograph=False", "jit_compile=False", "reduce_retracing=True", "experimental_relax_shapes=True", "experimental_compile=False", "experimental_implements='a'", "name='f'", "input_signature=None", "experimental_follow_type_hints=True", "jit_compile=None, autograph=True", "experimental_autograph_options=None", "signature=[]", "experimental_attributes=None", "func=None"]

FREE = ["lambda x: [x, x]", "lambda x: x is None"]
FREE_ARGUMENTS = [*ARGUMENTS, "object()", "len", "tf.data.Dataset.range(3)", "[keras.Input((3,))]", "{'a': keras.Input((3,))}", "(1, 2)", "{1, 2}", "[np.zeros(2), 1]", "tf.nn.relu", "{'b': tf.zeros(2), 'a': [1]}"]

CALLABLES = ["tf.nn.relu", "len", "layers.Dense(4)", "keras.Sequential([keras.Input((3,)), layers.Dense(4)])", "keras.Sequential([keras.Input((3,)), layers.Dense(4)]).call", "tf.function(lambda x: x + 1)", "5", "'a'", "None", "[lambda x: x]", "tf.zeros(2)", "keras.Input((3,))",
             "__import__('functools').partial(lambda a, b: a + b, 1.0)", "__import__('functools').partial(lambda a, b: a + b, b=1.0)", "keras.layers.Dense", "lambda x: x", "object()", "tf.Module()", "keras.activations.relu", "tf.reduce_sum"]

WITHIN = ["tf.function(lambda a: a + 1)(x)", "tf.function(lambda a: a + 1, input_signature=[tf.TensorSpec([None, None])])(x)", "tf.function(lambda a: a + 1, input_signature=[tf.TensorSpec([None, 4])])(x)", "tf.function(lambda: 1)()", "tf.function(lambda a: a, input_signature=[tf.TensorSpec([2, 3])])(x)",
          "tf.py_function(lambda a: a, [x], tf.float32)", "tf.numpy_function(lambda a: a, [x], tf.float32)", "tf.py_function(lambda a: a, [x], tf.TensorSpec([None, 3]))", "tf.numpy_function(lambda a: a, [x], [tf.float32])", 
          "tf.py_function(lambda a: a, [x], None)", "tf.cond(tf.reduce_sum(x) > 0, lambda: x, lambda: x[:, :1])", "tf.map_fn(lambda r: r[0], x)", "tf.while_loop(lambda i: i < 3, lambda i: [i + 1], [tf.constant(0)])[0]", "tf.executing_eagerly()", "tf.inside_function()",
          "[tf.print(x), x][1]", "tf.ensure_shape(tf.py_function(lambda a: a, [x], tf.float32), [2, 3])", "tf.while_loop(lambda i, a: i < 3, lambda i, a: (i + 1, tf.concat([a, a], 0)), (tf.constant(0), x))[1]",
          "tf.while_loop(lambda i, a: i < 3, lambda i, a: (i + 1, tf.concat([a, a], 0)), (tf.constant(0), x), shape_invariants=(tf.TensorShape([]), tf.TensorShape([None, 3])))[1]", "tf.zeros_like(x).numpy()", 
          "tf.Variable(1.0)", "tf.Variable(x) * 2", "layers.Dense(4)(x)", "keras.Sequential([layers.Dense(4)])(x)", "tf.keras.layers.BatchNormalization()(x)", "layers.Flatten()(x)", "layers.Dropout(0.5)(x, training=True)", "layers.Dense(4)(keras.Input((3,)))", "keras.layers.Rescaling(2.0)(x)",
          "keras.Input((3,)) + 1", "keras.Sequential([keras.Input((3,)), layers.Dense(2)])(x)"]

MODEL = "keras.Sequential([keras.Input((3,)), layers.Dense(4)])"
SERVED = ["tf.zeros((2, 3))", "tf.zeros((2, 4))", "np.zeros((2, 3))", "np.zeros((2, 3), 'float32')", "[[1., 2., 3.]]", "tf.zeros((2, 3), tf.int32)", "tf.zeros((3,))", "keras.Input((3,))"]
SERVE = ["lambda x: m(x)", "lambda x: {'y': m(x)}", "lambda x: m(x, training=False)", "lambda x: m.predict(x)", "lambda x: m(m(x))", "lambda x: tf.argmax(m(x), -1)", "lambda x: [m(x), x]"]
SERVE_SPECS = ["tf.TensorSpec([None, 3])", "tf.TensorSpec(m.inputs[0].shape, m.inputs[0].dtype)", "tf.TensorSpec([None, 4])", "tf.TensorSpec([1, 3], tf.float32)", "tf.TensorSpec([None, 3], tf.int32)", "tf.TensorSpec(m.input_shape, tf.float32, name='x')", "tf.TensorSpec([None, None])", "tf.TensorSpec(None)"]


def calls_of(parameters, specs):
    names = {"S2": "tf.zeros(2)", "S0": "tf.zeros(())"}
    signature = ", ".join("tf.TensorSpec([2])" for _ in range(specs))
    if parameters == "x, y=None":
        body = "[x, int(y is None)]"
    else:
        body = "[" + ", ".join(part for part in ("x", "y", "k") if part in [each.split("=")[0].strip(" *") for each in parameters.split(",")]) + "]"
    for call in CALLS:
        for name, value in names.items():
            call = call.replace(name, value)
        yield f"{sign(f'lambda {parameters}: {body}', signature)}({call})"


def substitute(text):
    return text.replace("S2", "tf.zeros(2)").replace("S0", "tf.zeros(())")


def sample(codes, part):
    """One in `part` of some codes, spread evenly."""
    return [code for index, code in enumerate(codes) if index % part == 0]


FUNCTIONS = {
    "calls": F([], alone=[f"{sign('lambda x: x', spec)}({argument})" for spec, argument in product(SPECS, ARGUMENTS)]),
    "composites": F([], alone=[f"{sign('lambda x: x', spec)}({argument})" for spec, argument in product(COMPOSITE_SPECS, sample(ARGUMENTS, 4) + COMPOSITES)]),
    "bodies": F([], alone=[f"{sign(f'lambda x: {body}', 'tf.TensorSpec([None, 3])')}(tf.ones((2, 3)))" for body in BODIES] + [f"tf.function(lambda x: {body})(tf.ones((2, 3)))" for body in BODIES]
                + [f"{sign(f'lambda x: {body}', 'tf.TensorSpec(None)')}(tf.ones((2, 3)))" for body in UNRANKED]),
    "signatures": F([], alone=[f"repr(tf.function(lambda x: x, input_signature={form}).input_signature)" for form in FORMS] + [f"repr(tf.function(lambda x, y=1.0: x, input_signature={form}).input_signature)" for form in sample(FORMS, 3)]),
    "parameters": F([], alone=[f"repr({sign(f'lambda {parameters}: 1', *['tf.TensorSpec([2])'] * count)}.input_signature)" for parameters, count in product(PARAMETERS, range(4))]
                    + [f"repr(tf.function(lambda {parameters}: 1).input_signature)" for parameters in PARAMETERS]),
    "binding": F([], alone=[code for parameters, count in [("x", 1), ("x, y", 2), ("x, y=1.0", 1), ("x, y=None", 1), ("x, *, k=1", 1), ("x, /, y", 2)] for code in calls_of(parameters, count)]
                 + [substitute(f"{sign('lambda *args: len(args)', 'tf.TensorSpec([2])', 'tf.TensorSpec([2])')}({call})") for call in CALLS]
                 + [substitute(f"{sign('lambda x, **kw: len(kw)', 'tf.TensorSpec([2])')}({call})") for call in CALLS]),
    "unsigned binding": F([], alone=[substitute(f"tf.function(lambda {parameters}: 1)({call})") for parameters, call in product(["x", "x, y=1.0", "x, *, k=1", "*args", "x, **kw", "x, /, y"], CALLS)]),
    "nested": F([], alone=[substitute(f"{sign('lambda x: x', spec)}({argument})") for spec, arguments in NESTED for argument in arguments]),
    "outputs": F([], alone=[f"tf.function(lambda x: {output})(tf.zeros(2))" for output in OUTPUTS] + [f"tf.function(lambda x: {output})(tf.zeros(2))[{index}]" for output in ["(x, None)", "[None, x]", "{0: x, 1: None}"] for index in (0, 1)] + [f"{sign(f'lambda x: {output}', 'tf.TensorSpec([None])')}(tf.zeros(2))" for output in sample(OUTPUTS, 2)]),
    "options": F([], alone=[f"tf.function(lambda x: x * 2, {option})(tf.zeros(2))" for option in OPTIONS] + [f"tf.function({option})(lambda x: x * 2)(tf.zeros(2))" for option in OPTIONS]
                 + ["tf.function(autograph=False)(lambda x: x)(1)", "tf.function(input_signature=[tf.TensorSpec([None])])(lambda x: x)(tf.zeros(2))", "tf.function(input_signature=[tf.TensorSpec([None])])(lambda x: x)(tf.zeros(()))", "tf.function()(lambda x: x)(tf.zeros(2))",
                    "tf.function(lambda x: x, [tf.TensorSpec([None])])(tf.zeros(2))", "tf.function(lambda x: x, [tf.TensorSpec([None])], False)(tf.zeros(3, tf.int32))", "tf.function(5)", "tf.function(None)(lambda: 1)()"]),
    "unsigned": F([], alone=[f"tf.function(lambda x: x * 2)({argument})" for argument in [*TENSORS, *ARRAYS] if "True" not in argument] + [f"tf.function({function})({argument})" for function, argument in product(FREE[:1], FREE_ARGUMENTS)] + sample([f"tf.function({function})({argument})" for function, argument in product(FREE[1:], FREE_ARGUMENTS)], 3)),
    "callables": F([], alone=[f"tf.function({each})(tf.zeros((2, 3)))" for each in CALLABLES] + [f"tf.function({each}, input_signature=[tf.TensorSpec([None, 3])])(tf.zeros((2, 3)))" for each in CALLABLES]),
    "inside": F([], alone=[f"tf.function(lambda x: {body})(tf.ones((2, 3)))" for body in WITHIN] + sample([f"{sign(f'lambda x: {body}', 'tf.TensorSpec([None, 3])')}(tf.ones((2, 3)))" for body in WITHIN], 2)),
    "served": F([], alone=[f"(lambda m: {sign(function, spec)}(tf.zeros((2, 3))))({MODEL})" for function, spec in product(SERVE[:1], SERVE_SPECS)] + [f"(lambda m: {sign(function, SERVE_SPECS[1])}({argument}))({MODEL})" for function, argument in product(SERVE[:1], SERVED)]
                + [f"(lambda m: {sign(function, SERVE_SPECS[0])}(tf.zeros((2, 3))))({MODEL})" for function in SERVE[1:]] + [f"(lambda m: tf.function({function})({argument}))({MODEL})" for function, argument in product(SERVE[:1], SERVED)]),
    "attributes": F([], alone=[f"tf.function(lambda x: x, input_signature=[tf.TensorSpec([None])]).{name}" for name in ["input_signature", "name", "python_function(3)", "shape", "__name__", "__wrapped__(3)", "foo", "inputs"]]),
    "in call": F(["tf.function(lambda a: a * 2)(x)", "tf.function(lambda a: a * 2, input_signature=[tf.TensorSpec([None, 4, 6])])(x)", "tf.function(lambda a: a * 2, input_signature=[tf.TensorSpec([None, 4, 7])])(x)", "tf.function(lambda a: a[:, 0])(x)", "tf.function(lambda a: tf.shape(a))(x)", "tf.function(lambda a: 1)(x)",
                  "tf.function(lambda a: layers.Dense(3)(a))(x)", "tf.function(lambda a, b=2: a * b)(x)", "tf.function(lambda a: a, input_signature=[tf.TensorSpec(None)])(x)", "tf.function(lambda a: a.shape[0] is None)(x)", "tf.function(lambda a: a, input_signature=[tf.TensorSpec([2, 4, 6])])(x)",
                  "tf.function(lambda a: a, input_signature=[tf.TensorSpec([None, 4, 6], tf.int32)])(x)"], ["4,6"], modes="symbolic static call eager"),
}
