"""Data that fits a model, or does not: `fit`, `evaluate`, `predict` and what they ask of rows, columns and structure."""

from .sampling import Function as F

PLAIN = "keras.Sequential([keras.Input((4,)), layers.Dense(2)])"
FUNCTIONAL = "(lambda i: keras.Model(i, layers.Dense(2)(i)))(keras.Input((4,)))"
UNBUILT = "keras.Sequential([layers.Dense(2)])"
ONE = "keras.Sequential([keras.Input((1,)), layers.Dense(2)])"
STEPS = "keras.Sequential([keras.Input((5, 3)), layers.LSTM(2)])"
IMAGES = "keras.Sequential([keras.Input((8, 8, 3)), layers.Conv2D(2, 3), layers.GlobalAveragePooling2D()])"
IDS = "keras.Sequential([keras.Input((5,), dtype='int32'), layers.Embedding(9, 2), layers.Flatten(), layers.Dense(2)])"
TWO = "(lambda a, b: keras.Model([a, b], layers.Dense(2)(layers.Concatenate()([a, b]))))(keras.Input((4,), name='a'), keras.Input((3,), name='b'))"
NAMED = "(lambda a, b: keras.Model({'a': a, 'b': b}, layers.Dense(2)(layers.Concatenate()([a, b]))))(keras.Input((4,), name='a'), keras.Input((3,), name='b'))"
FIXED = "keras.Sequential([keras.Input(batch_shape=(2, 4)), layers.Dense(2)])"

A = "np.ones({}, 'float32')"


def array(*shape):
    return A.format(repr(tuple(shape)))


DATA = {
    PLAIN: [array(6, 4), array(6, 5), array(6), array(6, 4, 1), array(6, 1, 4), array(4), array(6, 2, 4), array(6, 0), "np.ones((6, 4), 'int64')",
            "np.ones((6, 4))", "np.ones((6, 4), bool)", "tf.ones((6, 4))", "tf.ones((6, 3))", "[[1.0, 2.0, 3.0, 4.0]] * 6", f"[{array(6, 4)}]", f"({array(6, 4)},)",
            f"[{array(6, 4)}, {array(6, 4)}]", f"{{'x': {array(6, 4)}}}", "keras.Input((4,))", "None", "3", "'abc'", "np.array([['a'] * 4] * 6)", "np.float32(3)", array(),
            "tf.constant(1.0)", "tf.fill((6, 4), 'a')", "tf.ones((6, 4), tf.float64)", "[1.0, 2.0, 3.0, 4.0]", "np.ones((6, 4), 'complex64')", array(0, 4)],
    FUNCTIONAL: [array(6, 4), array(6, 5), array(6), array(6, 4, 1), array(6, 1, 4), array(4), array(6, 2, 4), "tf.ones((6, 3))", f"[{array(6, 4)}]", f"[{array(6, 4)}, {array(6, 4)}]",
                 f"{{'input_1': {array(6, 4)}}}", f"{{'nope': {array(6, 4)}}}", "keras.Input((4,))", "np.ones((6, 4), 'int64')", array()],
    UNBUILT: [array(6, 4), array(6), array(6, 4, 1), array(), "np.ones((6, 4), 'int64')", f"[{array(6, 4)}]", "keras.Input((4,))"],
    ONE: [array(6), array(6, 1), array(6, 2), array(6, 1, 1), "[1.0, 2.0]", "tf.ones((6,))"],
    STEPS: [array(6, 5, 3), array(6, 5, 4), array(6, 4, 3), array(6, 5), array(5, 3), array(6, 5, 3, 1), array(6, 3, 5)],
    IMAGES: [array(6, 8, 8, 3), array(6, 8, 8), array(8, 8, 3), array(6, 8, 8, 1), array(6, 3, 8, 8), "np.ones((6, 8, 8, 3), 'uint8')", array(6, 9, 9, 3), array(6, 8, 8, 4)],
    IDS: ["np.ones((6, 5), 'int32')", "np.ones((6, 5), 'int64')", array(6, 5), "np.ones((6, 4), 'int32')", "np.ones((6,), 'int32')"],
    TWO: [f"[{array(6, 4)}, {array(6, 3)}]", f"({array(6, 4)}, {array(6, 3)})", f"[{array(6, 3)}, {array(6, 4)}]", array(6, 4), f"[{array(6, 4)}]", f"[{array(6, 4)}, {array(5, 3)}]",
          f"{{'a': {array(6, 4)}, 'b': {array(6, 3)}}}", f"{{'a': {array(6, 4)}}}", f"{{'b': {array(6, 3)}, 'a': {array(6, 4)}}}", f"{{'a': {array(6, 4)}, 'b': {array(6, 3)}, 'c': {array(6, 3)}}}",
          f"{{'a': {array(6, 3)}, 'b': {array(6, 3)}}}", f"[{array(6, 4)}, {array(6)}]", f"[{array(6, 4)}, {array(6, 3)}, {array(6, 3)}]"],
    NAMED: [f"{{'a': {array(6, 4)}, 'b': {array(6, 3)}}}", f"{{'a': {array(6, 4)}}}", f"[{array(6, 4)}, {array(6, 3)}]", f"{{'a': {array(6, 4)}, 'b': {array(6, 2)}}}", f"{{'a': {array(6, 4)}, 'c': {array(6, 3)}}}"],
    FIXED: [array(6, 4), array(5, 4), array(6, 3)],
}
Y = array(6, 2)
CALLS = ["m.fit({x}, {y}, verbose=0, batch_size=2)", "m.evaluate({x}, {y}, verbose=0)", "m.train_on_batch({x}, {y})", "m.test_on_batch({x}, {y})"]
PREDICTIONS = ["m.predict({x}, verbose=0)", "m.predict_on_batch({x})", "m({x})"]


def compiled(call, model, loss="'mse'"):
    return f"(lambda m: [m.compile('sgd', {loss}), {call}, None][-1])({model})"


def codes():
    for model, data in DATA.items():
        for number, x in enumerate(data):
            chosen = CALLS if number < 2 else [CALLS[number % len(CALLS)], CALLS[0]]
            for call in sorted(set(chosen)):
                yield compiled(call.format(x=x, y=Y), model)
            for call in PREDICTIONS:
                yield f"(lambda m: {call.format(x=x)})({model})"


SLICES = "tf.data.Dataset.from_tensor_slices"
DATASETS = {
    PLAIN: [f"{SLICES}(({array(6, 4)}, {Y})).batch(2)", f"{SLICES}(({array(6, 4)}, {Y}))", f"{SLICES}(({array(6, 5)}, {Y})).batch(2)", f"{SLICES}({array(6, 4)}).batch(2)",
            f"{SLICES}(({array(6, 4)}, {Y}, {array(6)})).batch(2)", f"{SLICES}(({array(6, 4)},)).batch(2)", f"{SLICES}(({array(6, 4)}, {Y}, {Y}, {Y})).batch(2)", f"{SLICES}(({array(6, 4)}, {Y})).batch(4, drop_remainder=True)",
            f"{SLICES}(({array(6, 4, 1)}, {Y})).batch(2)", f"{SLICES}(({array(6, 2, 4)}, {Y})).batch(2)", f"{SLICES}(({array(6)}, {Y})).batch(2)", f"{SLICES}(({array(6, 4)}, {Y})).batch(2).batch(3)",
            f"{SLICES}(({array(6, 4)}, {Y})).batch(2).map(lambda x, y: (x[:, :3], y))", f"{SLICES}(({array(6, 4)}, {Y})).batch(2).map(lambda x, y: x)", f"{SLICES}({{'x': {array(6, 4)}}}).batch(2)"],
    UNBUILT: [f"{SLICES}(({array(6, 4)}, {Y})).batch(2)", f"{SLICES}(({array(6, 4)}, {Y}))"],
    STEPS: [f"{SLICES}(({array(6, 5, 3)}, {Y})).batch(2)", f"{SLICES}(({array(6, 5, 3)}, {Y}))", f"{SLICES}(({array(6, 5)}, {Y})).batch(2)"],
    IMAGES: [f"{SLICES}(({array(6, 8, 8, 3)}, {Y})).batch(2)", f"{SLICES}(({array(6, 8, 8, 3)}, {Y}))", f"{SLICES}(({array(6, 8, 8)}, {Y})).batch(2)", f"{SLICES}((np.ones((6, 8, 8, 3), 'uint8'), {Y})).batch(2)"],
    TWO: [f"{SLICES}((({array(6, 4)}, {array(6, 3)}), {Y})).batch(2)", f"{SLICES}((({array(6, 3)}, {array(6, 4)}), {Y})).batch(2)", f"{SLICES}(({{'a': {array(6, 4)}, 'b': {array(6, 3)}}}, {Y})).batch(2)",
          f"{SLICES}(({{'a': {array(6, 4)}}}, {Y})).batch(2)", f"{SLICES}(({array(6, 4)}, {array(6, 3)}, {Y})).batch(2)", f"{SLICES}(({array(6, 4)}, {Y})).batch(2)"],
    NAMED: [f"{SLICES}(({{'a': {array(6, 4)}, 'b': {array(6, 3)}}}, {Y})).batch(2)", f"{SLICES}(({{'a': {array(6, 4)}, 'c': {array(6, 3)}}}, {Y})).batch(2)"],
}


def of_datasets():
    for model, datasets in DATASETS.items():
        for dataset in datasets:
            yield compiled(f"m.fit({dataset}, verbose=0)", model)
            yield compiled(f"m.evaluate({dataset}, verbose=0)", model)
            yield f"(lambda m: m.predict({dataset}, verbose=0))({model})"
    good, bad, plain = (DATASETS[PLAIN][at] for at in (0, 2, 1))
    for data in (good, bad, plain):
        yield compiled(f"m.fit({array(6, 4)}, {Y}, validation_data={data}, verbose=0)", PLAIN)
        yield compiled(f"m.fit({good}, validation_data={data}, verbose=0)", PLAIN)
    for more in (f"y={Y}", f"sample_weight={array(6)}", "batch_size=2", "validation_split=0.5", "steps_per_epoch=1", f"validation_data=({array(6, 5)}, {Y})"):
        yield compiled(f"m.fit({good}, {more}, verbose=0)", PLAIN)


TARGETS = [array(6, 2), array(5, 2), array(6), array(6, 1), array(6, 3), array(6, 2, 1), "None", "[[1.0, 2.0]] * 6", "np.ones((6, 2), 'int64')", "tf.ones((6, 2))", "tf.ones((7, 2))",
           "keras.Input((2,))", array(), "[1.0] * 6", f"[{array(6, 2)}]", f"[{array(6, 2)}, {array(6, 2)}]", f"{{'y': {array(6, 2)}}}"]
X = array(6, 4)
ALONE = [
    *codes(),
    *of_datasets(),
    *(compiled(f"m.fit({X}, {y}, verbose=0)", PLAIN) for y in TARGETS),
    *(compiled(f"m.evaluate({X}, {y}, verbose=0)", FUNCTIONAL) for y in TARGETS),
    *(f"(lambda m: [{call.format(x=X, y=Y)}, None][-1])({model})" for call in CALLS for model in (PLAIN, FUNCTIONAL)),
    *(compiled(f"m.fit({X}, {Y}, verbose=0, {more})", PLAIN) for more in (
        "batch_size=0", "batch_size=-1", "batch_size=2.5", "epochs=0", "validation_split=0.5", "validation_split=1.0", "validation_split=0", f"validation_data=({X}, {Y})",
        f"validation_data=({array(6, 5)}, {Y})", f"validation_data={X}", f"validation_data=({X}, {array(5, 2)})", f"sample_weight={array(6)}", f"sample_weight={array(5)}",
        "class_weight={0: 1.0, 1: 2.0}", "steps_per_epoch=2", "shuffle=False", "initial_epoch=3", "nope=1")),
    compiled(f"m.fit({X})", PLAIN), compiled(f"m.fit({X}, {Y}, verbose=0)", PLAIN, "None"), compiled("m.fit()", PLAIN), compiled("m.predict()", PLAIN), compiled(f"m.fit(x={X}, y={Y}, verbose=0)", FUNCTIONAL),
    compiled(f"m.fit(y={Y}, x={array(6, 5)}, verbose=0)", FUNCTIONAL),
]
FUNCTIONS = {"data": F([], [], alone=ALONE)}
