"""`get_concrete_function`: what it traces, what it tells of itself, and what it takes."""

from itertools import product

from .sampling import Function as F
from .traced_functions import ARGUMENTS, MODEL, sample, sign

SPECS = ["tf.TensorSpec([None, 3])", "tf.TensorSpec([2, 3])", "tf.TensorSpec([])", "tf.TensorSpec(None)", "tf.TensorSpec([None], tf.int32)", "tf.TensorSpec([None, 3], name='a')"]
GIVEN = [*SPECS, "tf.zeros((2, 3))", "np.zeros((2, 3))", "1", "'a'", "None", "[tf.TensorSpec([2]), 1]", "{'a': tf.TensorSpec([2])}", "keras.Input((3,))", "tf.Variable(1.0)", "tf.RaggedTensorSpec([None, None])", "tf.SparseTensorSpec([None, 3])", "tf.float32", "tf.TensorShape([2])", "2.5", "True", "", "tf.TensorSpec", "tf.zeros((2, 3)), 1",
         "tf.type_spec_from_value(tf.Variable(1.0))", "x=tf.TensorSpec([2])", "y=1", "(tf.TensorSpec([2]), tf.TensorSpec([]))", "tf.ragged.constant([[1.0]])"]
SHOWN = ["output_shapes", "output_dtypes", "structured_outputs", "inputs", "outputs", "name", "foo", "function_def.foo", "graph.foo", "input_signature", "python_function", "get_concrete_function()", "variables", "trainable_variables", "captured_inputs"]
TOLD = ["repr(c.structured_input_signature)", "repr(c.output_shapes)", "repr(c.output_dtypes)", "[i.shape.rank for i in c.inputs]", "c.inputs[0]", "c.outputs[0]", "repr([o.shape for o in c.outputs])", "repr([i.dtype for i in c.inputs])", "len(c.inputs)", "len(c.outputs)", "c.inputs[0].shape", "c.outputs", "c.inputs"]
BODIES = ["x * 2", "[x, x]", "{'y': x, 'a': x[:1]}", "(x, None)", "None", "5", "tf.shape(x)", "tf.reduce_sum(x)", "tf.concat([x, x], 0)", "'a'", "{'y': (x, [x])}"]
CALLS = ["tf.zeros((2, 3))", "tf.zeros((4, 3))", "tf.zeros((2, 4))", "tf.zeros(())", "tf.zeros((2, 3), tf.int32)", "np.zeros((2, 3))", "np.zeros((2, 3), 'float32')", "[[1., 2., 3.]]", "1.0", "1", "None", "", "x=tf.zeros((2, 3))", "a=tf.zeros((2, 3))", "tf.zeros((2, 3)), 1", "keras.Input((3,))", "tf.Variable(tf.zeros((2, 3)))", "tf.TensorSpec([2, 3])", "y=1", "'a'",
         "np.float32(1)", "tf.zeros((2, 3)), y=1", "tf.zeros((3,), tf.int32)"]
SEVERAL = [("x, y", "tf.TensorSpec([2]), tf.TensorSpec([])"), ("x, y=1.0", "tf.TensorSpec([2])"), ("x, y", "tf.TensorSpec([2]), 5"), ("x, y", "tf.TensorSpec([2], name='p'), y=tf.TensorSpec([], name='q')"), ("x, y", "[tf.TensorSpec([2]), tf.TensorSpec([])], 1"), ("x, *, y", "tf.TensorSpec([2]), y=tf.TensorSpec([])"), ("*y", "tf.TensorSpec([2]), tf.TensorSpec([])"),
           ("x, **y", "tf.TensorSpec([2]), k=tf.TensorSpec([])"), ("x, y", "{'b': tf.TensorSpec([2]), 'a': tf.TensorSpec([])}, 3")]
SEVERAL_CALLS = ["Z2, Z0", "Z2", "Z2, y=Z0", "x=Z2, y=Z0", "y=Z0, x=Z2", "Z2, 5", "Z2, 6", "Z2, 1.0", "Z0, Z2", "Z2, Z0, Z0", "p=Z2, q=Z0", "[Z2, Z0], 1", "[Z2, Z0]", "Z2, k=Z0", "{'b': Z2, 'a': Z0}, 3", "{'b': Z2, 'a': Z0}", "[1., 2.], 3."]


def concrete(function, given, signature=None):
    traced = sign(function, signature) if signature else f"tf.function({function})"
    return f"{traced}.get_concrete_function({given})"


def substitute(text):
    return text.replace("Z2", "tf.zeros(2)").replace("Z0", "tf.zeros(())")


MODELS = ["lambda x: m(x)", "lambda x: {'y': m(x)}", "lambda x: m(x, training=False)", "lambda *x: m(*x)"]
MODEL_SPECS = ["tf.TensorSpec(m.inputs[0].shape, m.inputs[0].dtype)", "tf.TensorSpec([1] + m.inputs[0].shape[1:], m.inputs[0].dtype)", "tf.TensorSpec((1,) + m.inputs[0].shape[1:])", "tf.TensorSpec([None, 3])", "tf.TensorSpec([1, 4])", "m.inputs[0]", "m.input", "m.inputs", "tf.TensorSpec([1, *m.input_shape[1:]])",
               "tf.TensorSpec([1, 3], tf.int32)", "tf.TensorSpec(m.input_shape, m.input.dtype, name='x')", "[tf.TensorSpec([1, 3])]", "tf.TensorSpec([None] + m.input_shape[1:])", "tf.TensorSpec([1] + list(m.input_shape[1:]))", "tf.TensorSpec([1] + m.inputs[0].shape.as_list()[1:])", "tf.TensorSpec.from_tensor(m.inputs[0])", "tf.TensorSpec.from_spec(m.inputs[0])"]
MODEL_CALLS = ["tf.zeros((1, 3))", "tf.zeros((5, 3))", "np.zeros((1, 3), 'float32')", "tf.zeros((1, 4))", "m.inputs[0]"]

FUNCTIONS = {
    "outputs": F([], alone=[f"{concrete(f'lambda x: {body}', 'tf.TensorSpec([None, 3])')}.structured_outputs{item}" for body, item in [("x * 2", ""), ("[x, x[:1]]", ""), ("{'y': x, 'a': x[:1]}", ""), ("(x, None)", "[0]"), ("(x, None)", "[1]"), ("None", ""), ("5", ""), ("{'y': (x, [x])}", "['y'][1]")]]),
    "signatures": F([], alone=[f"repr({concrete('lambda x: x', given)}.structured_input_signature)" for given in GIVEN] + [f"repr({concrete('lambda x=1, y=2: 1', given)}.structured_input_signature)" for given in sample(GIVEN, 2)]
                    + [f"repr({concrete('lambda x: x', given, 'tf.TensorSpec([None, 3])')}.structured_input_signature)" for given in GIVEN] + [f"repr({concrete('lambda x: x', '', spec)}.structured_input_signature)" for spec in SPECS]),
    "signed by arguments": F([], alone=[f"repr({concrete('lambda x: x', argument, 'tf.TensorSpec([None, 3])')}.structured_input_signature)" for argument in sample(ARGUMENTS, 2)]),
    "told": F([], alone=[f"(lambda c: {told})({concrete(f'lambda x: {body}', 'tf.TensorSpec([None, 3])')})" for told, body in product(TOLD, BODIES)]),
    "shown": F([], alone=[f"{concrete('lambda x: x', 'tf.TensorSpec([2, 3])')}.{name}" for name in SHOWN if name not in ("name", "function_def.foo", "graph.foo")]),
    "calls": F([], alone=[f"{concrete('lambda x: x * 1', given)}({call})" for given, call in product(SPECS, CALLS)] + [f"{concrete('lambda x: x * 1', '', spec)}({call})" for spec, call in product(SPECS[5:], CALLS)]
               + [f"{concrete('lambda x: x * 1', '', SPECS[0])}({call})" for call in CALLS]),
    "bodies": F([], alone=[f"{concrete(f'lambda x: {body}', 'tf.TensorSpec([None, 3])')}(tf.zeros((2, 3)))" for body in BODIES if "(" not in body or "tf." in body]),
    "several": F([], alone=[substitute(f"{concrete(f'lambda {parameters}: tf.zeros(3)', given)}({call})") for (parameters, given), call in product(SEVERAL, SEVERAL_CALLS) if "Z0" not in call or not ("5" in given or "=" in parameters)] + [f"repr({concrete(f'lambda {parameters}: tf.zeros(3)', given)}.structured_input_signature)" for parameters, given in SEVERAL]),
    "python": F([], alone=[f"{concrete('lambda x, n: x * n', f'tf.TensorSpec([2]), {value}')}({call})" for value, call in product(["2.0", "3", "tf.constant(2.0)", "None", "'a'"], ["tf.zeros(2)", "tf.zeros(2), 2.0", "tf.zeros(2), 3", "tf.zeros(2), n=2.0", "tf.zeros(2), None"])]),
    "models": F([], alone=[f"(lambda m: repr({concrete(MODELS[0], spec)}.structured_input_signature))({MODEL})" for spec in MODEL_SPECS] + [f"(lambda m: {concrete(function, spec)}.output_shapes)({MODEL})" for function, spec in product(MODELS[1:], MODEL_SPECS[:4])]
                + [f"(lambda m: {concrete(MODELS[0], spec)}({call}))({MODEL})" for spec, call in product([MODEL_SPECS[0], MODEL_SPECS[8]], MODEL_CALLS)] + [f"(lambda m: tf.function(m).get_concrete_function({spec}).output_shapes)({MODEL})" for spec in sample(MODEL_SPECS, 2)]
                + [f"(lambda m: tf.function(m.call).get_concrete_function({spec}).output_shapes)({MODEL})" for spec in sample(MODEL_SPECS, 4)]),
    "in call": F(["tf.function(lambda a: a * 2).get_concrete_function(tf.TensorSpec([None, 4, 6]))(x)", "tf.function(lambda a: a * 2).get_concrete_function(tf.TensorSpec([None, 4, 7]))(x)", "tf.function(lambda a: a * 2).get_concrete_function(tf.TensorSpec([2, 4, 6]))(x)", "tf.function(lambda a: a * 2).get_concrete_function(x)(x)",
                  "tf.function(lambda a: tf.shape(a)).get_concrete_function(tf.TensorSpec(None))(x)"], ["4,6"], modes="call eager symbolic"),
}
