"""Models of nested structures: what goes in and comes out, how they are called, what they hold; and stacks that grow and shrink."""

import random

from .sampling import table

A, B = 'keras.Input((4,), name="a")', 'keras.Input((3,), name="b")'
SUM, OTHER = "layers.Concatenate()([a, b])", "layers.Dense(2)(b)"
# Inputs of a model of `a` (4 features) and `b` (3 features), with calls of the same structure.
STRUCTURES = {
    "[a, b]": "[{a}, {b}]", "(a, b)": "({a}, {b})", '{"a": a, "b": b}': '{{"a": {a}, "b": {b}}}', '{"b": b, "a": a}': '{{"b": {b}, "a": {a}}}',
    '{"x": a, "y": b}': '{{"x": {a}, "y": {b}}}', "[a, [b]]": "[{a}, [{b}]]", '{"p": a, "q": [b]}': '{{"p": {a}, "q": [{b}]}}', '[a, {"z": b}]': '[{a}, {{"z": {b}}}]',
    '{"p": {"q": a}, "r": b}': '{{"p": {{"q": {a}}}, "r": {b}}}', "[b, a]": "[{b}, {a}]",
}
OUTPUTS = ["s", "[s]", "[s, o]", "(s, o)", '{"s": s}', '{"t": s, "o": o}', "[s, [o]]", '{"s": s, "n": [o, s]}', '[{"s": s}, o]', "[s, s]", "(s,)", "[a, s]", "s * 2"]
CALLS = list(STRUCTURES.values()) + [
    "[{a}]", "{a}", "{a}, {b}", "[{a}, {b}, {b}]", "[]", "{{}}", "None", "[None, {b}]", '{{"a": {a}}}', '{{"a": {a}, "b": {b}, "c": {b}}}', '{{"b": {a}, "a": {b}}}', "[[{a}, {b}]]", "3", "", '"ab"',
    "[{a}, {b}], training=True", "inputs=[{a}, {b}]", "[{a}, {b}], foo=1", "[{a}, {b}], None", "[{a}, 3]",
]
TENSORS = [
    ("keras.Input((4,))", "keras.Input((3,))"), ("tf.zeros((2, 4))", "tf.zeros((2, 3))"), ("np.zeros((2, 4))", "np.zeros((2, 3))"), ("keras.Input((4,), batch_size=2)", "keras.Input((3,), batch_size=2)"),
    ("keras.Input((5,))", "keras.Input((3,))"), ("tf.zeros((2, 5))", "tf.zeros((2, 3))"), ("keras.Input((4, 4))", "keras.Input((4, 3))"), ("tf.zeros((2, 4, 1))", "tf.zeros((2, 3))"), ("keras.Input((4,), dtype='int32')", "keras.Input((3,))"),
    ("tf.zeros((2, 4), 'int32')", "tf.zeros((2, 3), 'float64')"), ("tf.zeros((4,))", "tf.zeros((3,))"), ("keras.Input(())", "keras.Input((3,))"), ("tf.zeros((2, 4))", "tf.zeros((5, 3))"), ("keras.Input((4,))", "tf.zeros((2, 3))"),
    ("keras.Input((None,))", "keras.Input((3,))"), ("[[1., 2., 3., 4.]]", "[[1., 2., 3.]]"), ("keras.Input((4,), batch_size=2)", "keras.Input((3,), batch_size=3)"),
]
ATTRIBUTES = [".output_shape", ".input_shape", ".inputs", ".outputs", ".input", ".output", ".count_params()", ".layers[-1].name", ".name", ".built", ".summary()", ".weights[0].shape", ".get_layer('a').output", ".get_layer('nope')",
              ".layers[0].name", ".get_layer(index=1).name", ".input_names", ".output_names", ".compute_output_shape([(None, 4), (None, 3)])", ".get_config()['name']", ".losses", ".trainable_weights[-1].shape"]
ARGUMENTS = ["{i}, {o}", "{i}, {o}", "inputs={i}, outputs={o}", "{i}, {o}, name='m'", "outputs={o}, inputs={i}", "{i}, {o}, 'm'", "{i}, {o}, foo=1", "{i}, {o}, name=3", "{i}, {o}, trainable=False", "{i}", "{i}, outputs={o}, inputs={i}", "{i}, {o}, {o}"]
FAULTY = ["[a]", "a", "[]", "None", "[a, a, b]", "[a, None]", "[a, 3]", "s", "[s, b]", "layers.Dense(3)", "[a, b, keras.Input((2,))]", "{}", "'a'", "tf.zeros((2, 4))", "[a, tf.zeros((2, 3))]", "[a, s]"]
BAD_OUTPUTS = ["None", "[]", "[None]", "3", "layers.Dense(2)", "[s, None]", "[s, 3]", "{'s': None}", "tf.zeros((2, 4))", "keras.Input((4,))", "a", "[a, b]", "{}", "[s, keras.Input((2,))]", "o"]


def build(inputs, outputs, arguments="{i}, {o}", end=""):
    """A model of `a` and `b`; `s` joins both, `o` comes of `b` alone."""
    made = f"keras.Model({arguments.format(i=inputs, o=outputs)})"
    return f"(lambda a, b: (lambda s, o: {made})({SUM}, {OTHER}))({A}, {B}){end}"


def called(structure, tensors):
    return f"({structure.format(a=tensors[0], b=tensors[1])})"


def functional(count=520):
    pick = random.Random("keraspec/functional")
    found = {build(inputs, output, end=called(own, TENSORS[at])) for inputs, own in STRUCTURES.items() for output in OUTPUTS[:3] for at in (0, 1)}
    found |= {build("[a, b]", output, end=end) for output in OUTPUTS for end in ("", ".output_shape", ".outputs", ".output", called("[{a}, {b}]", TENSORS[1]))}
    found |= {build(inputs, "s", end=end) for inputs in STRUCTURES for end in ATTRIBUTES[:6]}
    found |= {build("[a, b]", "[s, o]", end=end) for end in ATTRIBUTES}
    found |= {build(inputs, "s", end=called(call, TENSORS[at])) for inputs in ("[a, b]", '{"a": a, "b": b}') for call in CALLS for at in (0, 1)}
    found |= {build("[a, b]", "s", end=called("[{a}, {b}]", tensors)) for tensors in TENSORS} | {build("[a, b]", "s", arguments) for arguments in ARGUMENTS}
    found |= {build(inputs, "s") for inputs in FAULTY} | {build("[a, b]", output) for output in BAD_OUTPUTS}
    while len(found) < count:
        end = pick.choice(ATTRIBUTES) if pick.random() < 0.2 else called(pick.choice(CALLS), pick.choice(TENSORS))
        found.add(build(pick.choice([*STRUCTURES, *STRUCTURES, *FAULTY[:3]]), pick.choice(OUTPUTS), pick.choice(ARGUMENTS[:4]), end))
    return found


INNER = ["keras.Sequential([layers.Dense(4), layers.Dense(3)])", "keras.Sequential([keras.Input((4,)), layers.Dense(3)])", "(lambda i: keras.Model(i, layers.Dense(3)(i)))(keras.Input((4,)))",
         "(lambda i: keras.Model(i, [layers.Dense(3)(i), i]))(keras.Input((4,)))", "(lambda i: keras.Model({'i': i}, {'o': layers.Dense(3)(i)}))(keras.Input((4,)))", "layers.Dense(4)", "layers.LSTM(4)", "layers.BatchNormalization()",
         "(lambda i: keras.Model(i, layers.LSTM(3, return_state=True)(i)))(keras.Input((5, 4)))", "(lambda i: keras.Model(i, layers.Conv1D(2, 2)(i)))(keras.Input((None, 4)))", "keras.Sequential()", "keras.Sequential([layers.Embedding(9, 4), layers.LSTM(3)])"]
USES = ["keras.Model(x, m(x))", "keras.Model([x, y], [m(x), m(y)])", "keras.Model(x, m(m(x)))", "keras.Model(x, layers.Add()([m(x), m(x)]))", "keras.Model({'i': x}, m({'i': x}))", "keras.Sequential([x, m])", "keras.Sequential([m, layers.Dense(2)])",
        "keras.Model([x, y], layers.Concatenate()([m(x), m(y)]))", "keras.Model(x, layers.TimeDistributed(m)(x))", "(m(x), m)[1]", "m", "keras.Sequential([m, m])"]
INNER_ENDS = ["", ".count_params()", ".output_shape", ".outputs", "(tf.zeros((2, 4)))", "(keras.Input((4,)))", ".summary()", ".layers[-1].name", "(keras.Input((5, 4)))", "(tf.zeros((2, 5, 4)))", ".layers[-1].output_shape", ".weights[-1].shape", ".inputs", ".layers[-1].output", ".layers[-1].count_params()",
              ".get_layer(index=1).name", ".input_shape", ".built"]
SOURCES = ["keras.Input((4,)), keras.Input((4,))", "keras.Input((5, 4)), keras.Input((5, 4))", "keras.Input((3,)), keras.Input((4,))", "keras.Input((None, 4)), keras.Input((4,))", "keras.Input((4,), batch_size=2), keras.Input((4,))"]


def nested(count=330):
    """Models and layers that are used in other models, several times or as layers."""
    pick = random.Random("keraspec/nested")
    found = set()
    while len(found) < count:
        found.add(f"(lambda m, x, y: {pick.choice(USES)})({pick.choice(INNER)}, {pick.choice(SOURCES)}){pick.choice(INNER_ENDS)}")
    return found


STEPS = ["m.add(layers.Dense(3))", "m.add(layers.Dense(2, name='d'))", "m.add(keras.Input((4,)))", "m.add(layers.Conv2D(2, 3))", "m.add(layers.Flatten())", "m.pop()", "m.build((None, 4))", "m.build((2, 5))", "m.build()", "m(keras.Input((4,)))", "m(tf.zeros((2, 4)))",
         "m.add(3)", "m.add(layers.Dense)", "m.add(None)", "m.add(layers.InputLayer((4,)))", "m.add(layers.Dropout(0.5))", "m.add(keras.Sequential([layers.Dense(2)]))", "m.add(layers.LSTM(3))", "m.add(layers.Reshape((2, 2)))", "m(tf.zeros((2, 5)))", "m.build(4)", "m.build((4,))",
         "m.compile('sgd', 'mse')", "m.add(layers.Dense(3, input_shape=(4,)))", "m.add(layers.Embedding(9, 4))", "m.add()", "m.add(layers.Dense(3), layers.Dense(4))", "m.build([None, 4])", "m.build(tf.TensorShape((None, 4)))"]
STACK_ENDS = ["m.output_shape", "m.built", "len(m.layers)", "m.count_params()", "m.outputs", "m.inputs", "m.layers[-1].name", "m.summary()", "m(keras.Input((4,)))", "m(tf.zeros((2, 4)))", "m.input_shape", "len(m.weights)", "m.output", "m.layers[0].name", "m.compute_output_shape((None, 4))", "m"]
STARTS = ["", "[]", "[keras.Input((4,))]", "[layers.Dense(5)]", "[keras.Input((4,)), layers.Dense(5)]", "[layers.Dense(5, input_shape=(4,))]", "[keras.Input((8, 8, 3))]", "[keras.Input((4,), batch_size=2), layers.Dense(3), layers.Dense(2)]", "[layers.Dense(5), layers.Dense(2)]", "name='s'"]


def stacks(count=420):
    pick = random.Random("keraspec/stacks")
    found = {f"(lambda m: ({step}, {end})[-1])(keras.Sequential({start}))" for step in STEPS for start, end in (("[keras.Input((4,)), layers.Dense(5)]", "m.output_shape"), ("[layers.Dense(5)]", "m.built"))}
    while len(found) < count:
        steps = [pick.choice(STEPS) for _ in range(pick.randint(1, 3))]
        found.add(f"(lambda m: ({', '.join(steps)}, {pick.choice(STACK_ENDS)})[-1])(keras.Sequential({pick.choice(STARTS)}))")
    return found


MODELS = ["(lambda a: keras.Model(a, layers.Dense(3)(a)))(keras.Input((4,)))", "(lambda a: keras.Model(a, [a, layers.Dense(3)(a)], name='n'))(keras.Input((4,)))", "(lambda a: keras.Model([a], (layers.LSTM(2, return_state=True)(a),)))(keras.Input((None, 4)))",
          build("(a, b)", "{'s': s, 'o': [o]}"), build("{'a': a, 'b': b}", "[s, o, s]"), build("[a, [b]]", "(s,)"), "(lambda i: (lambda m: keras.Model(i, m(m(i))))(keras.Model(i, layers.Dense(4)(i), name='inner')))(keras.Input((4,)))"]
COPIES = ["keras.models.clone_model({m}).output_shape", "keras.models.clone_model({m}).output", "keras.models.clone_model({m}).layers[-1].name", "keras.models.clone_model({m}).count_params()", "{m}.__class__.from_config({m}.get_config()).output_names",
          "(lambda m: m.from_config(m.get_config()).input)({m})", "(lambda m: keras.Model.from_config(m.get_config()).name)({m})", "(lambda c: (c.update(name='other'), keras.Model.from_config(c).name)[-1])({m}.get_config())", "{m}.get_config()['input_layers']", "{m}.get_config()['output_layers']",
          "len({m}.get_config()['layers'])", "{m}.compute_output_shape((2, 4))", "{m}.compute_output_shape([(2, 4), (2, 3)])", "{m}.compute_output_shape({{'a': (None, 4), 'b': (None, 3)}})", "{m}.compute_output_shape(None)", "{m}.compute_output_shape((2, 7, 4))", "{m}.get_layer(index=-1).name",
          "{m}.get_layer(index='a')", "{m}.get_layer()", "{m}.get_layer('a', 0)", "{m}.get_layer(index=7)", "{m}.losses", "keras.models.clone_model({m}, input_tensors=keras.Input((5,))).input_shape"]


def copies():
    """Models that are made again from a model or its config, and what a model says of other shapes."""
    return {copy.format(m=model) for model in MODELS for copy in COPIES}


LAYERS = table(Functional=functional(), Nested=nested(), Stack=stacks(), Copies=copies())
