"""Operations where `floatx` is not float32: what is made of no floats is of `floatx`, what is made of some is theirs."""

X = ["keras.Input((3,))", "keras.Input((3,), dtype='int32')", "keras.Input((3,), dtype='bool')", "keras.Input((3,), dtype='float32')", "tf.ones((2, 3), 'int32')", "tf.ones((2, 3))"]
UNARY = ["sin", "floor", "sqrt", "log", "exp", "expm1", "mean", "std", "sum", "argmax", "relu", "tanh", "square", "deg2rad"]
BINARY = ["add", "divide", "multiply", "maximum", "power"]
MADE = ["zeros((2,))", "ones((2,))", "ones((2,), 'float32')", "full((2,), 1.0)", "full((2,), tf.ones(()))", "full((2,), 1, 'int32')", "eye(3)", "identity(3)", "tri(3)", "arange(3.0)", "arange(0, 1, 0.5)", "arange(3, dtype='float32')", "linspace(0, 1, 5)",
        "convert_to_tensor([1.0, 2.0])", "convert_to_tensor(1)", "convert_to_tensor(np.ones(2))", "array([1.0])", "one_hot(tf.ones((2,), 'int32'), 3)", "where(tf.ones((2,), 'bool'), 1.0, 0.0)", "add(1.0, 2.0)", "cast(keras.Input((2,)), 'float64')"]
DRAWN = ["uniform((2,))", "normal((2,))", "truncated_normal((2,))", "uniform((2,), dtype='float64')", "randint((2,), 0, 5)", "gamma((2,), 1.0)", "beta((2,), 1.0, 1.0)", "binomial((2,), 5, 0.5)", "categorical(tf.ones((2, 3)), 1)"]
OPERATED = ["{} + 1", "{} * 2.0", "{} / 2", "{} + {}", "2.0 - {}"]

CODES = [
    *(f"keras.ops.{name}({x})" for name in UNARY for x in X),
    *(f"keras.ops.{name}({x}, 2.0)" for name in BINARY for x in X),
    *(f"keras.ops.{made}" for made in MADE),
    *(f"keras.random.{drawn}" for drawn in DRAWN),
    *(each.replace("{}", x) for each in OPERATED for x in X[:4]),
]

OPS = {"floatx": [f"[keras.config.set_floatx('{floatx}'), {code}][1]" for code in CODES for floatx in ("float16", "float64", "bfloat16")]}
