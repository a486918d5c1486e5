"""What files and records are read and parsed into, inside the functions that datasets map."""

from .sampling import Function as F

D = "tf.data.Dataset"
TEXT = f"{D}.from_tensor_slices(['a', 'b'])"
TEXTS = f"{TEXT}.batch(2)"
PAIRS = f"{TEXT}.batch(2, drop_remainder=True)"


def fixed(text):
    return f"tf.io.FixedLenFeature({text})"


FEATURES = [
    "{'x': tf.io.FixedLenFeature([], tf.int64)}", "{'x': tf.io.FixedLenFeature([3], tf.float32)}", "{'x': tf.io.FixedLenFeature((28, 28), tf.float32)}", "{'x': tf.io.FixedLenFeature(shape=[], dtype=tf.string)}",
    "{'x': tf.io.FixedLenFeature([], tf.string, default_value='')}", "{'b': tf.io.FixedLenFeature([2], tf.int64, [0, 0]), 'a': tf.io.FixedLenFeature([], tf.float32)}",
    "{'x': tf.io.VarLenFeature(tf.int64)}", "{'x': tf.io.VarLenFeature(dtype=tf.string)}", "{'x': tf.io.VarLenFeature(tf.float32), 'n': tf.io.FixedLenFeature([], tf.int64)}",
    "{'x': tf.io.RaggedFeature(tf.int64)}", "{'x': tf.io.RaggedFeature(tf.string), 'a': tf.io.VarLenFeature(tf.int64), 'z': tf.io.FixedLenFeature([1], tf.int64)}", "{'x': tf.io.RaggedFeature(tf.float32, row_splits_dtype=tf.int64)}",
    "{'x': tf.io.FixedLenSequenceFeature([], tf.int64, allow_missing=True)}", "{'x': tf.io.FixedLenSequenceFeature([2, 3], tf.float32, allow_missing=True)}", "{'x': tf.io.FixedLenSequenceFeature([], tf.int64)}",
    "{'image/encoded': tf.io.FixedLenFeature([], tf.string), 'image/class/label': tf.io.FixedLenFeature([], tf.int64), 'image/object/bbox/xmin': tf.io.VarLenFeature(tf.float32)}",
    "{'x': tf.io.FixedLenFeature([3], tf.int32)}", "{'x': tf.io.FixedLenFeature([None], tf.float32)}", "{'x': tf.io.FixedLenFeature([None, 2], tf.float32)}", "{'x': tf.io.VarLenFeature(tf.int32)}", "{'x': tf.io.RaggedFeature(tf.int32)}", "{}", "None", "[]", "{'x': tf.int64}", "{'x': 3}",
    "{'x': tf.io.FixedLenFeature([3])}", "{'x': tf.io.FixedLenFeature(3, tf.float32)}", "{'x': tf.io.FixedLenFeature(None, tf.float32)}", "{'x': tf.io.FixedLenFeature([2], tf.float32, default_value=[1.0])}", "{'x': tf.io.FixedLenFeature([2], tf.float32, default_value=['a', 'b'])}",
    "{'x': tf.io.FixedLenFeature([2], 'float32')}", "{'x': tf.io.VarLenFeature('int64')}", "{'x': tf.io.SparseFeature(['i'], 'v', tf.float32, [5])}", "{'x': tf.io.FixedLenFeature([], tf.int64, default_value=-1), 'y': tf.io.FixedLenFeature([4], tf.string, ['', '', '', ''])}",
    "{k: tf.io.FixedLenFeature([], tf.float32) for k in ('p', 'q', 'r')}",
]
DECODES = [
    "tf.io.read_file(t)", "tf.io.decode_jpeg(t)", "tf.io.decode_jpeg(t, channels=3)", "tf.io.decode_jpeg(t, channels=1)", "tf.io.decode_jpeg(t, 0)", "tf.io.decode_jpeg(t, channels=2)", "tf.io.decode_jpeg(t, channels=3, ratio=2)", "tf.image.decode_jpeg(t, channels=3)",
    "tf.io.decode_png(t)", "tf.io.decode_png(t, channels=4)", "tf.io.decode_png(t, channels=1, dtype=tf.uint16)", "tf.io.decode_png(t, channels=2)", "tf.io.decode_png(t, channels=5)", "tf.io.decode_png(t, dtype=tf.float32)", "tf.io.decode_bmp(t)", "tf.io.decode_bmp(t, channels=3)", "tf.io.decode_gif(t)",
    "tf.io.decode_image(t)", "tf.io.decode_image(t, channels=3)", "tf.io.decode_image(t, channels=3, expand_animations=False)", "tf.io.decode_image(t, 1, tf.float32, None, False)", "tf.io.decode_image(t, channels=3, dtype=tf.float32)", "tf.image.decode_image(t, channels=0, expand_animations=False)",
    "tf.image.resize(tf.io.decode_image(t, channels=3, expand_animations=False), [8, 9])", "tf.image.resize(tf.io.decode_jpeg(t, channels=3), [8, 9])", "tf.image.convert_image_dtype(tf.io.decode_png(t, channels=1), tf.float32)", "tf.cast(tf.io.decode_jpeg(t, channels=3), tf.float32) / 127.5 - 1",
    "tf.ensure_shape(tf.io.decode_jpeg(t, channels=3), [32, 32, 3])", "tf.reshape(tf.io.decode_raw(t, tf.uint8), [28, 28])", "tf.io.decode_and_crop_jpeg(t, [0, 0, 4, 5], channels=3)",
    "tf.io.decode_raw(t, tf.uint8)", "tf.io.decode_raw(t, tf.float32)", "tf.io.decode_raw(t, tf.int16, little_endian=False)", "tf.io.decode_raw(t, tf.uint8, fixed_length=12)", "tf.io.decode_raw(t, tf.float32, fixed_length=12)", "tf.io.decode_raw(t, tf.string)",
    "tf.io.decode_csv(t, [0.0])", "tf.io.decode_csv(t, [0.0, 0, ''])", "tf.io.decode_csv(t, record_defaults=[[0.0], [0], ['']], field_delim=';')", "tf.io.decode_csv(t, [tf.float32, tf.int32])", "tf.stack(tf.io.decode_csv(t, [0.0] * 4))", "tf.io.decode_csv(t, [tf.constant([], tf.float32), tf.constant([1])])",
    "tf.io.decode_csv(t, [0.0, 1.0], select_cols=[0, 3])", "tf.io.decode_csv(t, 5)",
    "tf.io.parse_tensor(t, tf.float32)", "tf.io.parse_tensor(t, out_type='int64')", "tf.ensure_shape(tf.io.parse_tensor(t, tf.float32), (None, 3))", "tf.io.serialize_tensor(t)", "tf.io.serialize_tensor(tf.zeros((2, 3)))", "tf.io.decode_base64(t)", "tf.io.encode_base64(t)",
    "tf.io.encode_jpeg(tf.zeros((4, 4, 3), tf.uint8))", "tf.io.encode_png(tf.zeros((4, 4, 3), tf.uint8))", "tf.io.decode_json_example(t)", "tf.io.decode_compressed(t)", "tf.io.matching_files(t)", "tf.io.is_jpeg(t)", "tf.io.extract_jpeg_shape(t)",
    "tf.audio.decode_wav(t)", "tf.audio.decode_wav(t, desired_channels=1)", "tf.audio.decode_wav(t, 1, 16000)", "tf.audio.decode_wav(t, desired_samples=8000).audio", "tf.squeeze(tf.audio.decode_wav(t, desired_channels=1).audio, axis=-1)", "tf.audio.decode_wav(t).sample_rate",
]
PYTHON = [
    "tf.py_function(lambda v: v, [t], tf.float32)", "tf.py_function(func=lambda v: v, inp=[t], Tout=[tf.float32, tf.int64])", "tf.py_function(lambda v: v, [t], (tf.float32, tf.int64))", "tf.numpy_function(lambda v: v, [t], tf.float32)", "tf.py_function(lambda v: v, [t], [tf.float32])",
    "tf.py_function(lambda v: v, [t], tf.TensorSpec((2, 3), tf.float32))", "tf.py_function(lambda v: v, [t], Tout=[tf.TensorSpec((2,), tf.float32), tf.TensorSpec(None, tf.int32)])", "tf.ensure_shape(tf.numpy_function(lambda v: v, [t], tf.uint8), (32, 32, 3))", "tf.reshape(tf.py_function(lambda v: v, [t], tf.float32), (4, 4))",
    "(lambda y: [y.set_shape((5, 6)), y][1])(tf.py_function(lambda v: v, [t], tf.float32))", "(lambda y: [y.set_shape([None, 3]), y][1])(tf.numpy_function(lambda v: v, [t], tf.float64))", "(lambda y: [y.set_shape(()), y][1])(tf.py_function(lambda v: v, [t], tf.int64))",
]


def spec(source, expression):
    return f"repr({source}.map(lambda t: {expression}).element_spec)"


FUNCTIONS = {
    "single": F([], [], alone=[spec(TEXT, f"tf.io.parse_single_example(t, {features})") for features in FEATURES] + [spec(TEXTS, f"tf.io.parse_single_example(t, {features})") for features in FEATURES[:2]]),
    "many": F([], [], alone=[spec(source, f"tf.io.parse_example(t, {features})") for source in (TEXT, TEXTS, PAIRS) for features in FEATURES]),
    "entries": F([], [], alone=[spec(TEXT, f"tf.io.parse_single_example(t, {features})['x']") for features in FEATURES[:14]] + [spec(TEXT, f"tf.io.parse_single_example(t, {features})['nothing']") for features in FEATURES[:3]] + [
        spec(TEXT, f"tf.sparse.to_dense(tf.io.parse_single_example(t, {features})['x'])") for features in FEATURES[6:9]] + [
        spec(TEXT, "tf.image.resize(tf.io.decode_jpeg(tf.io.parse_single_example(t, {'i': tf.io.FixedLenFeature([], tf.string)})['i'], channels=3), (16, 16))")]),
    "decode": F([], [], alone=[spec(TEXT, expression) for expression in DECODES] + [spec(TEXTS, expression) for expression in DECODES if "raw" in expression or "csv" in expression or "jpeg(t)" in expression or "base64" in expression or "image(t)" in expression]),
    "python": F([], [], alone=[spec(TEXT, expression) for expression in PYTHON] + [spec(TEXTS, expression) for expression in PYTHON]),
    "parts": F([], [], alone=["tf.io.FixedLenFeature([3], tf.float32).shape", "tf.io.FixedLenFeature([3], tf.float32).dtype", "tf.io.FixedLenFeature([3], tf.float32).default_value", "tf.io.FixedLenFeature([3], tf.float32)[0]", "tf.io.VarLenFeature(tf.int64).dtype", "tf.io.RaggedFeature(tf.int64).dtype",
                              "tf.io.RaggedFeature(tf.int64).value_key", "tf.io.FixedLenFeature()", "tf.io.VarLenFeature()", "len(tf.io.FixedLenFeature([3], tf.float32))", "tf.io.FixedLenSequenceFeature([1], tf.int64).allow_missing", "tf.io.FixedLenFeature([3], tf.float32, 0.0, 1)"]),
}
