"""`tf.DType`, `tf.as_dtype`, `tf.dtypes`: names, attributes, comparisons."""

from .sampling import Function as F
from .written import BAD_DTYPES, DTYPE_NAMES, DTYPES, KT, SMALL_DTYPES

ALL = [f"tf.{name}" for name in DTYPE_NAMES] + [f"tf.as_dtype('{name}')" for name in SMALL_DTYPES]
ATTRIBUTES = ["name", "size", "is_floating", "is_integer", "is_bool", "is_complex", "is_unsigned", "is_quantized", "is_numeric", "is_numpy_compatible", "base_dtype", "real_dtype", "as_numpy_dtype", "as_datatype_enum", "limits", "is_compatible_with('float32')"]
NUMBERS = ["min", "max"]
LIMITS = [f"{form.format(dtype, name)}" for dtype in ["tf.float16", "tf.float32", "tf.float64", "tf.int8", "tf.int16", "tf.int32", "tf.int64", "tf.uint8", "tf.uint16", "tf.uint32", "tf.uint64"] for name in NUMBERS for form in ["float({}.{})", "bool({}.{} > 0)", "bool({}.{} == 0)"]]
RAISING = [f"{dtype}.{name}" for dtype in ["tf.bool", "tf.string", "tf.complex64", "tf.complex128", "tf.qint8", "tf.quint16", "tf.resource", "tf.variant"] for name in NUMBERS]
ODD = ["foo", "char", "kind", "itemsize", "str", "type", "__name__", "shape", "numpy", "as_numpy", "is_float", "is_subtype_of(tf.float32)", "most_specific_common_supertype([tf.float32])", "most_specific_common_supertype([tf.int8])", "is_compatible_with()", "is_compatible_with('foo')", "is_compatible_with(None)", "is_compatible_with(tf.float32)", "is_compatible_with(np.float32)", "is_compatible_with(dtype='int8')"]
FORMS = ["str(@)", "repr(@)", "f'{@}'", "'%s' % @", "'{}'.format(@)", "int(@)", "@()", "@(3)", "@ < @", "@ + 1", "bool(@)", "len(@)", "@[0]", "not @", "@ is @", "@ in ['float32', 'int32']", "@ in (tf.float32, tf.int64)", "isinstance(@, tf.DType)", "isinstance(@, tf.dtypes.DType)", "type(@) is tf.DType", "@ or 1", "np.dtype(@.as_numpy_dtype).name",
         "np.zeros(2, @.as_numpy_dtype).dtype.name", "tf.zeros(2, @).dtype", "tf.as_dtype(@) is @", "tf.as_dtype(@).name", "tf.dtypes.as_dtype(@.name)", "tf.dtypes.as_dtype(@.as_datatype_enum)", "@.size * 8", "[@]", "{'a': @}", "callable(@)", "list(@)", "-@", "float(@)"]
OTHERS = [*DTYPES, *BAD_DTYPES]

FUNCTIONS = {
    "as_dtype": F([], [], alone=[f"tf.as_dtype({value})" for value in OTHERS] + [f"tf.dtypes.as_dtype({value})" for value in OTHERS[::5]] + ["tf.as_dtype()", "tf.as_dtype(type_value='int32')", "tf.as_dtype(dtype='int32')", f"tf.as_dtype({KT})", "tf.as_dtype(tf.TensorSpec([2], 'int8').dtype)"]),
    "attributes": F([], [], alone=[f"{dtype}.{name}" for dtype in ALL for name in ATTRIBUTES]),
    "limits": F([], [], alone=[*LIMITS, *RAISING, "tf.int32.max", "tf.int8.min", "tf.uint8.max", "tf.int16.max", "tf.uint16.max", "tf.uint32.max", "tf.int32.min", "tf.float32.max", "tf.float16.min", "tf.float64.max", "tf.cast(tf.uint8.max, tf.float32)", "tf.constant(tf.int32.max)", "tf.fill([2], tf.float32.min)", "-tf.int8.max", "tf.int8.max + 1"]),
    "odd": F([], [], alone=[f"{dtype}.{name}" for dtype in ["tf.float32", "tf.int8", "tf.string"] for name in ODD]),
    "python": F([], [], alone=[form.replace("@", dtype) for form in FORMS for dtype in ["tf.float32", "tf.int64", "tf.bool", "tf.string", "tf.bfloat16"]]),
    "equal": F([], [], alone=[f"{dtype} == ({other})" for dtype in ["tf.float32", "tf.int32", "tf.bool", "tf.string"] for other in OTHERS[::2]] + [f"({other}) == tf.float32" for other in OTHERS[1::4] if "Variable" not in other] + [f"tf.float32 != ({other})" for other in OTHERS[::4]]),
    "made": F([], [], alone=[f"tf.DType({value})" for value in ["1", "3", "'float32'", "0", "99", "tf.float32", "None", "1.5", "np.int64(3)"]] + [f"tf.{path}" for path in ["dtypes.float32", "dtypes.int8", "dtypes.bool", "dtypes.half", "dtypes.double", "dtypes.string", "dtypes.DType", "dtypes.QUANTIZED_DTYPES", "half", "double", "float", "int", "long", "float128", "str", "complex", "string",
                                  "experimental.float8_e5m2", "dtypes.experimental.float8_e5m2", "dtypes.experimental.int4", "dtypes.cast([1.5], 'int32')", "dtypes.complex(1.0, 2.0)", "dtypes.saturate_cast([300], tf.uint8)", "float32.name"]]),
}
