"""keras.Input, and values of small Sequential and functional models."""

import random

from .sampling import table

SHAPES = ["(28, 28)", "(None,)", "()", "[28, None]", "(28, 28, 3)", "(None, None, 3)", "(0,)", "(1,)", "(100000,)", "np.array([2, 3])", "tf.TensorShape((2, None))",
          "range(3)", "(np.int64(3),)", "(True,)", "(2, 3, 4, 5, 6)"]
BAD_SHAPES = ["28", "None", "-1", "(-1, 3)", '"28"', "(2.5,)", '("a",)', "((1, 2), 3)", "{3: 4}", "(28.0,)", "28, 28", "[(3,), (4,)]", "np.int64(3)", "()[0]",
              "tf.TensorShape(None)", "(None, 3, -2)", "tf.TensorSpec((3,))", "keras.Input((3,))", "{3}", "\"\""]
DTYPES = ['"float32"', '"int32"', '"bool"', '"string"', '"float16"', '"uint8"', "tf.float32", "tf.int64", "np.float32", "np.int32", "float", "int", "bool", "None", '"bfloat16"',
          '"complex64"', '"float64"', "np.dtype(\"int8\")", "str"]
BAD_DTYPES = ['"foo"', '"Float32"', '"float"', '"int"', '"half"', '"double"', "3", "[]", '""', "object", '"mixed_float16"', "list", '"float99"', "tf", "2.5", "(\"int32\",)"]
OTHERS = ["batch_size=4", "batch_size=None", "batch_size=0", "name=\"x\"", "sparse=True", "sparse=False", "ragged=True", "ragged=False", "optional=True"]
BAD_OTHERS = ["batch_size=-1", 'batch_size="4"', "batch_size=2.5", "batch_size=(4,)", 'name="a/b"', "name=3", 'name="a b"', 'name=""', "foo=1", "shapes=(3,)", "sparse=True, ragged=True",
              "input_shape=(3,)", "batch_shape=(None, 3)", "batch_input_shape=(None, 3)", "type_spec=tf.TensorSpec((None, 3))", "tensor=tf.zeros((2, 3))", "batch_size=4, batch_shape=(4, 3)",
              "batch_dim=4", "dtypes=\"int32\"", "tensor=3", "type_spec=3", "optional=True, name=\"o\""]
ALONE = ["batch_shape=(None, 28)", "batch_shape=(4, 28)", "batch_shape=[None, 28]", "batch_shape=(None,)", "batch_shape=()", "batch_shape=None", "batch_shape=28", "batch_shape=(-1, 3)",
         "batch_shape=(\"a\",)", "batch_input_shape=(None, 28)", "batch_input_shape=(4, 28)", "type_spec=tf.TensorSpec((None, 3))", "type_spec=tf.TensorSpec((2, 3), tf.int32)",
         "type_spec=tf.RaggedTensorSpec((None, None))", "type_spec=tf.TensorSpec(None)", "tensor=tf.zeros((2, 3))", "type_spec=tf.TensorSpec((None, 3)), shape=(3,)", "batch_size=4", "",
         "dtype=\"int32\"", "batch_size=4, batch_shape=(4, 3)", "batch_shape=(4, 3), dtype=\"int32\"", "batch_shape=(4, 3), shape=(3,)", "tensor=keras.Input((3,))", "(3,), 4", "(3,), 4, \"int32\"",
         "(3,), 4, \"n\"", "(3,), 4, \"n\", \"int32\"", "(3,), 4, \"int32\", True", "(3,), None, None", "(3,), \"int32\"", "(3,), tf.int32", "(3,), 4, None, None, None, None, None, None, None, None, 5"]


def inputs(count=230):
    pick = random.Random("keraspec/Input")
    found = {f"keras.Input({shape})" for shape in SHAPES + BAD_SHAPES} | {f"keras.Input(shape={shape})" for shape in SHAPES[:6]}
    found |= {f"keras.Input((28,), dtype={dtype})" for dtype in DTYPES + BAD_DTYPES} | {f"keras.Input((None, 3), {other})" for other in OTHERS + BAD_OTHERS}
    found |= {f"keras.Input({alone})" for alone in ALONE} | {f"layers.Input({shape})" for shape in SHAPES[:4] + BAD_SHAPES[:4]}
    while len(found) < count:
        shape = pick.choice(SHAPES if pick.random() < 0.9 else BAD_SHAPES)
        parts = [f"dtype={pick.choice(DTYPES if pick.random() < 0.85 else BAD_DTYPES)}", *pick.sample(OTHERS[:6], 2)]
        kept = {part.split("=")[0]: part for part in pick.sample(parts, pick.randint(1, 3))}
        found.add(f"keras.Input({', '.join([shape, *kept.values()])})")
    return found


ATTRIBUTES = ["", ".shape", ".dtype", ".name", ".shape[0]", ".shape[1:]", ".shape[-1]", ".shape.as_list()", ".shape.rank", ".ndim", ".type_spec", ".get_shape()", ".numpy()", ".sparse",
              ".shape.ndims", ".shape.is_fully_defined()", ".shape + (3,)", ".shape + [3]", ".shape.num_elements()", ".dtype.name", ".T", ".op", ".batch_size", ".rank", ".size", "[0]", ".node",
              ".is_tensor_like", ".shape == (None, 6, 8)", ".dtype == \"float32\"", ".dtype == tf.float32", ".shape[5]", ".shape.dims", "[:, 0].shape", ".set_shape((2, 6, 8))"]
CALLS = ["len", "int", "float", "bool", "list", "np.array", "sum", "abs", "keras.backend.int_shape", "tf.shape", "tf.rank", "tf.TensorSpec.from_tensor", "tf.TensorSpec.from_spec", "tf.type_spec_from_value",
         "tf.convert_to_tensor", "tf.constant", "tf.identity", "tf.is_tensor", "keras.backend.is_keras_tensor", "keras.ops.shape", "tf.Variable", "tf.TensorSpec", "str", "isinstance"]

HEADS = ["", "keras.Input((8,)), ", "keras.Input((28, 28, 1)), ", "layers.InputLayer(input_shape=(8,)), ", "layers.InputLayer((8,)), ", "layers.Input((8,)), ", "keras.Input((10, 8)), ", "keras.Input((None,)), ",
         "keras.Input((8,), batch_size=4), "]
BODIES = ["layers.Dense(4)", "layers.Dense(4), layers.Dense(2, activation=\"softmax\")", "layers.Conv2D(8, 3), layers.Flatten(), layers.Dense(10)", "layers.Flatten(), layers.Dense(5)",
          "layers.LSTM(4), layers.Dense(1)", "layers.Conv2D(8, 3), layers.MaxPooling2D(), layers.Conv2D(16, 50)", "layers.Dense(4, input_shape=(8,)), layers.Dense(3)", "layers.Reshape((2, 4))",
          "layers.LSTM(4, return_state=True)", "layers.Add()", "layers.Embedding(10, 4), layers.LSTM(3)", "layers.Dense(4, input_dim=8)", "layers.LSTM(4), layers.LSTM(4)", "3", "layers.Dense", "\"dense\"",
          "keras.Sequential([layers.Dense(3)]), layers.Dense(2)", "layers.Dense(4, name=\"d\"), layers.Dense(4, name=\"d\")", "lambda x: x", "layers.Dropout(0.5), layers.BatchNormalization()"]
ENDS = [".output_shape", ".outputs", "(keras.Input((8,)))", ".input_shape", ".built", ".count_params()", ".output", "(keras.Input((28, 28, 1)))"]


def sequentials(count=330):
    pick = random.Random("keraspec/Sequential")
    found = {f"keras.Sequential([{pick.choice(HEADS[1:])}{body}]){end}" for body in BODIES for end in ENDS[:3]}
    found |= {f"keras.Sequential([{head}layers.Dense(4)]){end}" for head in HEADS for end in ENDS}
    found |= {f"keras.Sequential({arguments})" for arguments in ["", "[]", "layers.Dense(3)", "[[layers.Dense(3)]]", "None", "(layers.Dense(3),)", "layers=[layers.Dense(3)]", "[layers.Dense(3)], \"n\"",
                                                                "[layers.Dense(3)], name=\"a/b\"", "name=\"n\"", "[None]", "layers.Dense(3), layers.Dense(4)", "[keras.Input((3,)), keras.Input((3,))]"]}
    ready = "keras.Sequential([keras.Input((8,)), layers.Dense(4, name=\"d\"), layers.Dense(2)])"
    found |= {ready + end for end in [".layers[0].name", ".layers[0].output", ".layers[-1].output", ".layers[1].output.shape", ".layers[5]", ".get_layer(\"d\")", ".get_layer(\"x\")", ".get_layer(index=0)",
                                     ".get_layer(index=9)", ".get_layer()", ".inputs", ".input", ".input.shape", ".layers[0].input_shape", ".layers[0].output_shape", ".layers[0].kernel.shape",
                                     ".weights[0].shape", ".pop()", ".compute_output_shape((None, 8))", ".compute_output_shape((None, 9))", ".summary", "(keras.Input((9,)))", "(keras.Input((3, 8)))", "()",
                                     "(keras.Input((8,), batch_size=2))", "(keras.Input((8,), dtype=\"int32\"))", ".add(layers.Dense(3))", ".add(3)", ".add(layers.Conv2D(3, 3))", ".trainable_weights[2].shape",
                                     ".layers[0].units", ".layers[0].input", ".name", ".layers[0].get_weights()[0].shape", ".outputs[0]", ".output_shape[-1]", ".trainable_variables[0].dtype", ".dtype",
                                     ".count_params()", ".input_spec", ".build((None, 8))", ".call(keras.Input((8,)))", ".non_existent", ".to_json", ".compile()", ".compile(\"adam\", \"mse\")",
                                     ".compile(\"adamm\")", ".compile(loss=\"mse\", optimizer=\"sgd\", metrics=[\"accuracy\"])", ".compile(optimizer=3)", ".compile(loss=\"mse_\")"]}
    while len(found) < count:
        found.add(f"keras.Sequential([{pick.choice(HEADS)}{pick.choice(BODIES)}]){pick.choice(ENDS)}")
    return found


CLOSED = "(lambda x: keras.Model({inputs}, {outputs}))(keras.Input({shape})){end}"
GRAPHS = [("x", "layers.Dense(4)(x)"), ("[x]", "[layers.Dense(4)(x)]"), ("x", "[layers.Dense(4)(x), layers.Dense(2)(x)]"), ("inputs=x", "outputs=layers.Add()([layers.Dense(8)(x), x])"), ("x", "x"),
          ("x", "keras.Input((8,))"), ("x", "layers.Dense(4)"), ("x", "3"), ("x", "None"), ("(8,)", "layers.Dense(4)(x)"), ("[x, x]", "layers.Dense(4)(x)"), ("keras.Input((8,))", "layers.Dense(4)(x)"),
          ("input=x", "output=layers.Dense(4)(x)"), ("x", "{\"a\": layers.Dense(4)(x)}"), ("{\"x\": x}", "layers.Dense(4)(x)"), ("layers.Dense(3)(x)", "layers.Dense(4)(x)"), ("x", "layers.Dense(4)(x) * 2")]
GRAPH_ENDS = ["", ".output_shape", ".outputs", ".output", "(keras.Input((8,)))", "(keras.Input((9,)))", ".input_shape", ".layers[-1].name", ".count_params()", "(keras.Input((8,), batch_size=3))", "([keras.Input((8,))])",
              "({\"x\": keras.Input((8,))})", ".get_layer(\"dense\").output", "(keras.Input((2, 8)))", "(keras.Input((None,)))"]


def models():
    found = {CLOSED.format(inputs=inputs_, outputs=outputs, shape="(8,)", end=end) for inputs_, outputs in GRAPHS for end in GRAPH_ENDS[:4]}
    found |= {CLOSED.format(inputs=inputs_, outputs=outputs, shape="(8,)", end=end) for inputs_, outputs in GRAPHS[:4] + GRAPHS[13:15] for end in GRAPH_ENDS}
    return found | {"keras.Model()", "keras.Model(keras.Input((3,)))", "keras.Model(1, 2)", "keras.Model(None, None)", "keras.Model(name=\"m\")", "keras.Model(outputs=keras.Input((3,)))"}


TENSOR = {f"keras.Input((6, 8)){attribute}" for attribute in ATTRIBUTES} | {f"{call}(keras.Input((6, 8)))" for call in CALLS}
SPECS = {f"tf.TensorSpec({arguments})" for arguments in [
    "None", "10", "()", "(None, 10)", "[None, 3], tf.int32", "(2, 3), \"int64\"", "(2, 3), np.float16", "-1", "(-1, 3)", "(2.5, 3)", '("a",)', '"ab"', "((1, 2), 3)", "(3,), \"foo\"", "(3,), int", "(3,), str", "(3,), float",
    "(3,), bool", "", "(3,), tf.float32, \"n\"", "shape=(None, 28), dtype=tf.float32", "tf.float32, [None]", "keras.Input((3,))", "keras.Input((3,)).shape", "keras.Input((3,)).shape, keras.Input((3,)).dtype",
    "[None] + keras.Input((3,)).shape[1:]", "[4] + list(keras.Input((3,)).shape[1:])", "(3,), dtype=None", "range(3)", "{1: 2}", "(True,)", "tf.TensorShape((2, None))", "(3,), 3", "(3,), dtypes=tf.int32", "\"\"", "(3,), tf.string",
    "[keras.Input((3,)), 3]", "tf.shape(keras.Input((3,)))", "(None,) + keras.Input((3,)).shape[1:]", "np.array([2, 3])", "(np.int64(3),)", "shapes=(3,)", "(3,), \"float\"", "(3,), \"half\"", "(3,), \"int\""]}

LAYERS = table(Input=inputs(), Sequential=sequentials(), Model=models(), KerasTensor=TENSOR, TensorSpec=SPECS)
