"""`InputSpec` and the constructor of `KerasTensor` in both Keras."""

from .sampling import Function as F
from .written import BAD_DTYPES, BAD_SHAPES, DTYPES, KT, SHAPE_OBJECTS, SHAPES

SPEC = "keras.layers.InputSpec"
ATTRIBUTES = ["shape", "dtype", "ndim", "max_ndim", "min_ndim", "axes", "name", "allow_last_axis_squeeze", "optional", "foo", "rank"]
WRITTEN = ["shape=(None, 4)", "shape=(2, 4), dtype='float32'", "ndim=3", "min_ndim=2, max_ndim=4", "axes={-1: 4}", "ndim=2, axes={1: 4}", "dtype='int32'", "name='a'", "shape=None", "ndim=2, shape=(1, 2, 3)"]
KINDS = ["None", "2", "-1", "2.5", "'a'", "True", "[1]", "np.int64(2)"]
AXES = ["{-1: 4}", "{1: 4}", "{'a': 4}", "{1: None}", "{1: 'a'}", "[1]", "[]", "{}", "None", "3", "{1.0: 2}", "(1,)", "{-3: 2}", "{5: 2}", "{'1': 4}", "'ab'", "{True: 2}"]
ALL_SHAPES = [each for each in [*SHAPES, *SHAPE_OBJECTS, *BAD_SHAPES] if "Dimension" not in each]
KERAS_TENSOR = "keras.KerasTensor"
SPECS = ["tf.TensorSpec([None, 3])", "tf.TensorSpec([2], tf.int32, 'a')", "tf.RaggedTensorSpec([None, None, 3])", "tf.SparseTensorSpec([None, 3])", "tf.TensorSpec(None)", "tf.OptionalSpec(tf.TensorSpec([2]))", "3", "None", "(2, 3)", "tf.TensorShape([2])", "tf.data.DatasetSpec(tf.TensorSpec([2]))"]

FUNCTIONS = {
    "InputSpec": F([], [], alone=[f"{SPEC}({written}).{name}" for written in WRITTEN for name in ATTRIBUTES] + [f"{SPEC}(shape={shape}).shape" for shape in ALL_SHAPES] + [f"{SPEC}(dtype={dtype}).dtype" for dtype in [*DTYPES, *BAD_DTYPES]] + [f"{SPEC}({name}={kind}).{name}" for name in ["ndim", "min_ndim", "max_ndim"] for kind in KINDS] +
                                  [f"{SPEC}({more}axes={axes}).axes" for more in ["", "ndim=2, ", "shape=(2, 3), ", "max_ndim=3, "] for axes in AXES] + [f"{SPEC}('float32', (2, 3)).shape", f"{SPEC}((2, 3)).shape", f"{SPEC}(rank=2)", f"{SPEC}(shape=(2, 3), batch=3)"] + [f"repr({SPEC}({written}))" for written in WRITTEN]),
    "KerasTensor": F([], [], alone=[f"{KERAS_TENSOR}({shape})" for shape in ALL_SHAPES] + [f"{KERAS_TENSOR}((2, 3), {dtype}).dtype" for dtype in [*DTYPES, *BAD_DTYPES]] + [f"{KERAS_TENSOR}((2, 3), {written})" for written in ["sparse=True", "ragged=True", "sparse=True, ragged=True", "name='a'", "record_history=False", "foo=1", "sparse=False, ragged=False", "'int32', True"]] + [f"{KERAS_TENSOR}({spec})" for spec in SPECS] + [f"{KERAS_TENSOR}(shape={spec})" for spec in SHAPES[:5]] +
                              [f"{KERAS_TENSOR}((2, 3), name='a').{name}" for name in ["shape", "dtype", "name", "sparse", "ragged", "ndim", "type_spec", "foo", "ragged_rank", "rank"]] + [f"{KERAS_TENSOR}()"]),
    "type_spec": F([], [], alone=[f"repr(keras.Input({written}).type_spec)" for written in ["(4,)", "(None, 3), batch_size=2", "(4,), dtype='int32'", "(4,), sparse=True", "(None, 4), ragged=True", "(4,), name='a'", "()", "batch_shape=(2, 3)", "type_spec=tf.TensorSpec([None, 4])", "type_spec=tf.RaggedTensorSpec([None, None])", "type_spec=tf.SparseTensorSpec([None, 4], tf.int32)", "type_spec=3"]] +
                            [f"repr(layers.Dense(3)({KT}).type_spec)", f"{KT}.type_spec.shape", f"{KT}.type_spec.dtype", f"{KT}.type_spec.is_compatible_with(tf.zeros((2, 4, 6)))", f"{KT}.type_spec == tf.TensorSpec([None, 4, 6])", f"repr(tf.TensorSpec.from_spec({KT}, 'a'))", "repr(tf.TensorSpec.from_spec(keras.Input((4,), name='q')))", f"isinstance({KT}.type_spec, tf.TensorSpec)"]),
}
