"""Arguments as people write them: everything that may stand where a shape, a dimension or a dtype is asked for."""

KT = "keras.Input((4, 6))"
SHAPES = ["None", "()", "[]", "3", "0", "(3,)", "[2, 3]", "(None,)", "(None, 3)", "[None, 28, 28, 1]", "(2, None, 4)", "(1, 2, 3, 4)", "(0, 2)"]
SHAPE_OBJECTS = ["tf.TensorShape([2, None])", "tf.TensorShape(None)", "tf.TensorShape([])", "tf.zeros((2, 3)).shape", f"{KT}.shape", f"{KT}.shape[1:]", f"list({KT}.shape)",
                 "tf.TensorSpec([None, 3]).shape", "np.ones((2, 3)).shape", "np.array([2, 3])", "np.array([])", "np.array(3)", "tf.constant([2, 3])", "tf.constant(3)", "tf.constant([], tf.int32)", "tf.shape(tf.zeros((2, 3)))",
                 "tf.Variable([3, 4])", "range(3)", "iter([2, 3])", "(d for d in (2, 3))", "{2: 3}", "{5}", "''", "b''", "[tf.constant(2), 3]", "[np.int64(2), None]", "np.int32(7)", "(np.array(2), 3)",
                 "[tf.compat.v1.Dimension(3), None]", "tf.compat.v1.Dimension(None)", "map(int, ['2', '3'])", "(2, *[3, 4])", "[None] * 3", "(None,) + (3,)", "reversed((2, 3))", "zip()"]
BAD_SHAPES = ["-1", "(-1, 3)", "[None, -2]", "2.5", "(2.5, 3)", "(3.0,)", "'ab'", "('a',)", "[None, 'x']", "((1, 2), 3)", "(3, [4])", "[[2, 3]]", "tf.float32", "'float32'", "3j", "(3, 3j)", "int", "[int]", "len", "lambda: 3",
              "{'a': 1}", "{'a'}", "np.float32(3)", "[np.float64(2)]", "np.array([2.0, 3.0])", "np.ones((2, 2), int)", "np.array(2.5)", "np.array([-1, 2])", "tf.constant([2.0])", "tf.constant(2.0)", "[tf.constant(2.0), 3]", "[tf.constant([1, 2])]",
              "tf.constant(-1)", "tf.constant([[2]])", "[tf.Variable(3)]", KT, f"[{KT}, 3]", f"({KT}.dtype,)", "tf.TensorSpec([2])", "[tf.TensorSpec([2])]", "[tf.TensorShape([2])]", "(...,)", "...", "slice(2)", "object()"]
DTYPE_NAMES = ["float16", "float32", "float64", "bfloat16", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "bool", "string", "complex64", "complex128", "qint8", "qint16", "qint32", "quint8", "quint16", "resource", "variant"]
SMALL_DTYPES = ["int4", "uint4", "float8_e5m2", "float8_e4m3fn"]
DTYPES = [*(f"tf.{name}" for name in DTYPE_NAMES), *(f"'{name}'" for name in [*DTYPE_NAMES, *SMALL_DTYPES, "half", "float", "double"]), "tf.half", "tf.double", "float", "bool", "object",
          *(f"np.{name}" for name in ["float16", "float32", "float64", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "complex64", "complex128", "bool_", "object_", "str_", "bytes_"]),
          "np.dtype('float32')", "np.dtype('int64')", "np.dtype('bool')", "np.dtype(float)", "np.zeros(2).dtype", "np.zeros(2, 'int32').dtype", "tf.zeros(2).dtype", f"{KT}.dtype", "tf.TensorSpec([2], 'int8').dtype",
          *map(str, [*range(1, 24), 30]), "True", "1.0", "3.0", "np.int64(3)", "np.zeros(2)", "np.ones(2, 'int16')", "np.float64(3)"]
BAD_DTYPES = ["'foo'", "'Float32'", "'FLOAT'", "'str'", "'int'", "'<f4'", "''", "'tf.float32'", "'float128'", "int", "str", "complex", "bytes", "list", "None", "0", "False", "-1", "99", "2.5", "()", "[]", "[tf.float32]", "(tf.float32,)", "{}", "tf.zeros(2)", "tf.Variable(1.0)",
              "tf.TensorSpec([2])", "tf.TensorShape([2])", "tf", "len", "lambda: 1", "...", "b'float32'", "3j", "type(None)", "np.zeros", "object()"]
