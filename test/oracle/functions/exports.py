"""Where models and functions leave the program: SavedModels, archives, TFLite. paths are below a new folder each time."""

from itertools import product

from .sampling import Function as F
from .traced_functions import MODEL, sample, sign

TWO = "(lambda a, b: keras.Model([a, b], layers.Concatenate()([a, b])))(keras.Input((3,), name='a'), keras.Input((4,), name='b'))"
NAMED = "(lambda a, b: keras.Model({'a': a, 'b': b}, layers.Concatenate()([a, b])))(keras.Input((3,), name='a'), keras.Input((4,), name='b'))"
IMAGES = "keras.Sequential([keras.Input((None, None, 3)), layers.Conv2D(2, 3), layers.GlobalAveragePooling2D()])"
UNBUILT = "keras.Sequential([layers.Dense(4)])"
FUNCTIONAL = "(lambda x: keras.Model(x, layers.Dense(4)(x)))(keras.Input((3,)))"
WHOLE = "[tf.TensorSpec([None, 3])]"

INPUT_SIGNATURES = [WHOLE, "[tf.TensorSpec([None, 4])]", "[tf.TensorSpec([1, 3], tf.float32)]", "[tf.TensorSpec([None, 3], tf.int32)]", "[tf.TensorSpec([None, 3], tf.float64)]", "tf.TensorSpec([None, 3])", "[keras.Input((3,))]", "[tf.zeros((2, 3))]", "[np.zeros((2, 3))]", "[keras.layers.InputSpec(shape=(None, 3), dtype='float32')]",
                    "[keras.layers.InputSpec(shape=(None, 3))]", "[keras.layers.InputSpec(ndim=2)]", "[tf.TensorSpec([3])]", "[tf.TensorSpec(None)]", "[tf.TensorSpec([None, None])]", "(tf.TensorSpec([None, 3]),)", "[]", "[tf.TensorSpec([None, 3]), tf.TensorSpec([None, 3])]", "{'x': tf.TensorSpec([None, 3])}", "[[tf.TensorSpec([None, 3])]]", "m.inputs", "[(None, 3)]", "['float32']",
                    "5", "[m.inputs[0]]", "[tf.TensorSpec([None, 3], name='x')]", "[tf.TensorSpec(m.input_shape)]", "[{'x': tf.TensorSpec([None, 3])}]", "[tf.TensorSpec([None, 3, 1])]", "[tf.TensorSpec([None, 1])]", "[tf.TensorSpec([])]"]
TWO_SIGNATURES = ["[[tf.TensorSpec([None, 3]), tf.TensorSpec([None, 4])]]", "[tf.TensorSpec([None, 3]), tf.TensorSpec([None, 4])]", "[[tf.TensorSpec([None, 3]), tf.TensorSpec([None, 5])]]", "[[tf.TensorSpec([None, 4]), tf.TensorSpec([None, 3])]]", "[{'a': tf.TensorSpec([None, 3]), 'b': tf.TensorSpec([None, 4])}]", "{'a': tf.TensorSpec([None, 3]), 'b': tf.TensorSpec([None, 4])}", "[[tf.TensorSpec([None, 3])]]"]

SIGNED = sign("lambda x: x * 2", "tf.TensorSpec([None, 3])")
PLAIN = "tf.function(lambda x: x * 2)"
SAVED = ["", "signatures=None", f"signatures={SIGNED}", f"signatures={SIGNED}.get_concrete_function()", f"signatures={{'serve': {SIGNED}}}", f"signatures={PLAIN}", f"signatures={PLAIN}.get_concrete_function(tf.TensorSpec([2]))", "signatures=lambda x: x", "signatures={}", "signatures=5", f"signatures=[{SIGNED}]", f"signatures={{'a': {PLAIN}}}",
         f"signatures={sign('lambda x: {1: x}', 'tf.TensorSpec([2])')}", f"signatures={sign('lambda x: (x, [x])', 'tf.TensorSpec([2])')}", f"signatures={sign('lambda x: None', 'tf.TensorSpec([2])')}", f"signatures={sign('lambda x: (x, None)', 'tf.TensorSpec([2])')}", f"signatures={sign('lambda x: 5', 'tf.TensorSpec([2])')}", f"signatures={sign('lambda x: dict(y=x)', 'tf.TensorSpec([2])')}", f"signatures={sign('lambda x: dict(y=(x, x))', 'tf.TensorSpec([2])')}",
         f"signatures={sign('lambda x, y: x', 'tf.TensorSpec([2])', 'tf.TensorSpec([])')}", f"signatures={sign('lambda x: x[0]', '[tf.TensorSpec([2]), tf.TensorSpec([])]')}", f"signatures={sign('lambda *x: x[0]', 'tf.TensorSpec([2])', 'tf.TensorSpec([])')}", f"signatures={PLAIN}.get_concrete_function(tf.Variable(1.0))", f"signatures={sign('lambda: tf.zeros(2)')}", "signatures=tf.Module()", f"signatures={sign('lambda x: []', 'tf.TensorSpec([2])')}",
         f"signatures={{'a': {SIGNED}, 'b': None}}", f"{SIGNED}"]

ENDPOINTS = [f"'serve', m.call, input_signature={WHOLE}", f"'serve', m, {WHOLE}", f"'serve', m.__call__, {WHOLE}", "'serve', m.call", "'serve', m.call, input_signature=[tf.TensorSpec([None, 4])]", "'serve', m.call, input_signature=[tf.TensorSpec([None, 3], tf.int32)]", f"'serve', lambda x: m(x, training=False), {WHOLE}", f"'serve', lambda x: m(x), [tf.TensorSpec([None, 4])]",
             f"'serve', {PLAIN}", f"'serve', {SIGNED}", f"'serve', {PLAIN}, {WHOLE}", f"name='serve', fn=lambda x: x, input_signature={WHOLE}", "'serve', lambda x: x, input_signature=None", "'serve', lambda x: x, input_signature=[keras.layers.InputSpec(shape=(None, 3), dtype='float32')]", "'serve', lambda x: x, input_signature=[keras.Input((3,))]", f"'serve', lambda x, y: x, {WHOLE}",
             "'serve', lambda x: x, [tf.TensorSpec([2]), tf.TensorSpec([2])]", "'serve', m.call, m.inputs", "'serve', lambda x: x, [[tf.TensorSpec([2]), tf.TensorSpec([2])]]", "'serve', lambda x: x, input_signature=[tf.zeros(2)]", "'serve', lambda x: x, input_signature=[5]", "'serve', lambda x: None, [tf.TensorSpec([2])]", f"'serve', lambda x: 5, {WHOLE}", f"'serve', {SIGNED}.get_concrete_function()",
             "'serve'", "'serve', 5", "'serve', m.call, [tf.TensorSpec([None, 3])], 5"]

CONCRETE = f"{SIGNED}.get_concrete_function()"
CONVERTERS = ["from_keras_model(m)", f"from_concrete_functions([{CONCRETE}])", f"from_concrete_functions([{CONCRETE}], m)", f"from_concrete_functions({CONCRETE})", f"from_concrete_functions([{SIGNED}])", f"from_concrete_functions([{PLAIN}])", "from_concrete_functions([])", "from_concrete_functions([lambda x: x])", "from_concrete_functions([m])", "from_keras_model(5)",
              "from_keras_model()", "from_concrete_functions()", f"from_concrete_functions([{PLAIN}.get_concrete_function(tf.TensorSpec([1, 3]))])", "from_keras_model(tf.Module())"]

SAVES = ["m.save('out.keras')", "m.save('out.h5')", "m.save('out')", "m.save('out.keras', overwrite=True)", "m.save('out', save_format='tf')", "m.save('out.keras', save_format='keras')", "m.save_weights('out.weights.h5')", "m.save_weights('out')", "m.save('out.keras', include_optimizer=False)",
         "m.export('out')", "m.export()", "m.export('out', 'tf_saved_model')", "m.export('out', format='foo')", "m.export('out', verbose=False)", "m.export('out', foo=1)", "m.export(filepath='out', input_signature=None)", "tf.saved_model.save(m, 'out')", "tf.keras.models.save_model(m, 'out.keras')", "m.save()"]


def archived(*endpoints, model=MODEL, end="a.write_out('out')"):
    steps = ", ".join(f"a.add_endpoint({each})" for each in endpoints)
    return f"(lambda m, a: [a.track(m), {steps}, {end}][-1])({model}, keras.export.ExportArchive())"


FUNCTIONS = {
    "export": F([], alone=[f"(lambda m: m.export('out', input_signature={each}))({MODEL})" for each in INPUT_SIGNATURES] + [f"(lambda m: m.export('out', input_signature={each}))({FUNCTIONAL})" for each in INPUT_SIGNATURES]
                + [f"(lambda m: m.export('out', input_signature={each}))({model})" for model, each in product([TWO, NAMED], TWO_SIGNATURES)] + [f"(lambda m: m.export('out'))({model})" for model in [TWO, NAMED, IMAGES, UNBUILT, FUNCTIONAL]]
                + [f"(lambda m: m.export('out', input_signature={each}))({UNBUILT})" for each in INPUT_SIGNATURES[:4]] + [f"(lambda m: m.export('out', input_signature={each}))({IMAGES})" for each in ["[tf.TensorSpec([None, None, None, 3])]", "[tf.TensorSpec([1, 32, 32, 3])]", "[tf.TensorSpec([1, 32, 32, 4])]", "[tf.TensorSpec([1, 2, 2, 3])]", "[tf.TensorSpec([None, 3])]"]]),
    "saved": F([], alone=[f"tf.saved_model.save(tf.Module(), 'out'{', ' if each else ''}{each})" for each in SAVED] + [f"(lambda m: tf.saved_model.save(m, 'out', signatures={each}))({MODEL})" for each in [sign("lambda x: m(x)", "tf.TensorSpec([None, 3])"), sign("lambda x: m(x)", "tf.TensorSpec([None, 4])"), sign("lambda x: {'y': m(x)}", "tf.TensorSpec(m.inputs[0].shape)"), "m.call", "m", "{'serving_default': " + sign("lambda x: m(x)", "tf.TensorSpec([None, 3], name='x')") + "}"]]
               + ["tf.saved_model.save(5, 'out')", "tf.saved_model.save(tf.Module())", "tf.saved_model.save(lambda x: x, 'out')", "tf.saved_model.save({'a': 1}, 'out')", "tf.saved_model.save(None, 'out')", "tf.saved_model.save(tf.Module(), 'out', foo=1)", "tf.saved_model.save(tf.Variable(1.0), 'out')", "tf.saved_model.save(layers.Dense(3), 'out')"]),
    "archive": F([], alone=[archived(each) for each in ENDPOINTS] + [archived(ENDPOINTS[0], ENDPOINTS[0]), archived(ENDPOINTS[0], ENDPOINTS[0].replace("'serve'", "'other'")), archived(ENDPOINTS[0], model=UNBUILT), archived(ENDPOINTS[0], end="a.write_out()"), archived(ENDPOINTS[0], end="a.add_variable_collection('v', m.variables)"), archived(ENDPOINTS[0], end="a.add_variable_collection('v', 5)"),
                 archived(ENDPOINTS[0], end="a.add_variable_collection('v', [5])"), archived(ENDPOINTS[0], end="a.add_variable_collection('v', m.trainable_variables)"), "keras.export.ExportArchive().write_out('out')", "keras.export.ExportArchive().track(5)", "keras.export.ExportArchive().track(layers.Dense(3))", "keras.export.ExportArchive().track(tf.Module())", "keras.export.ExportArchive(5)", "keras.export.ExportArchive().foo",
                 f"(lambda m, a: a.track_and_add_endpoint('serve', m, {WHOLE}) is None)({MODEL}, keras.export.ExportArchive())", f"(lambda m, a: a.add_endpoint('serve', m, {WHOLE}) is None)({MODEL}, keras.export.ExportArchive())", f"(lambda m, a: a.add_endpoint('serve', m, {WHOLE})(tf.zeros((5, 3))))({MODEL}, keras.export.ExportArchive())"]),
    "converters": F([], alone=[f"(lambda m: tf.lite.TFLiteConverter.{each} is None)({MODEL})" for each in CONVERTERS]),
    "saves": F([], alone=[f"(lambda m: {each})({MODEL})" for each in SAVES] + [f"(lambda m: {each})({UNBUILT})" for each in sample(SAVES, 3)]),
}
