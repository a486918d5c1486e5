"""Linear algebra of keras/src/ops/linalg.py, and determinants. Real matrices are regular, so that no kernel refuses values."""

from .modes import DTYPES, over, tensors

SHAPES = tensors("3,3", "N,4,4", "2,3", "3", "N,N", "", "2,N,3,3", "N,3,5", "3,N", "N,3,N", "2,2,2,3,3", "1,1", "0,0", "5,3", "N,5,3")
KINDS = [*DTYPES, "complex64", "complex128"]
TYPED = [f"{{3,3:{each}}}" for each in KINDS]
REAL = ["tf.eye(3)", "tf.eye(2, batch_shape=(4,))", "np.eye(3)", "[[2.0, 1.0], [1.0, 3.0]]", "[[1, 2], [3, 5]]", "tf.ones((2, 3))", "tf.ones((3,))", "3.0", "None", "tf.eye(3, dtype=\"float64\")",
        "np.eye(3, dtype=\"float16\")", "tf.eye(2, dtype=\"int32\")", "tf.eye(2, dtype=\"complex64\")", "tf.eye(3, dtype=\"bfloat16\")", "np.ones((2, 3))", "tf.ones((5, 2, 3))"]


def matrices(name, arguments=("",)):
    """On KerasTensors and in graphs any matrix, on real values those whose answer every kernel knows."""
    return [f"sg:{each}" for each in over(name, SHAPES + TYPED, arguments)] + over(name, REAL, arguments)


SYSTEMS = [("{3,3}", "{3,2}"), ("{3,3}", "{3}"), ("{N,4,4}", "{N,4,2}"), ("{N,4,4}", "{N,4}"), ("{N,4,4}", "{4,2}"), ("{2,3}", "{2,1}"), ("{3}", "{3}"), ("{3,3}", "{}"), ("{3,3}", "{4,2}"), ("{3,3}", "{4}"),
           ("{N,N}", "{N,2}"), ("{N,N}", "{N}"), ("{2,3,3}", "{5,3,2}"), ("{2,3,3}", "{3}"), ("{3,3}", "{2,3,2}"), ("{2,3,3}", "{1,3,2}"), ("{1,3,3}", "{2,3,2}"), ("{N,3,3}", "{2,3,1}"), ("{3,N}", "{3,2}"),
           ("{3,3:float64}", "{3,2}"), ("{3,3}", "{3,2:float64}"), ("{3,3:int32}", "{3,2:int32}"), ("{3,3:float16}", "{3,2:float16}"), ("{3,3:complex64}", "{3,2:complex64}"), ("{3,3}", "{3,2:int32}"),
           ("{3,3:bool}", "{3,2:bool}"), ("{3,3}", "[1.0, 2.0, 3.0]"), ("{3,3}", "None"), ("[[1.0, 0.0], [0.0, 1.0]]", "{2}"), ("{3,3}", "np.ones((3, 2), \"float32\")"), ("{2,2,3,3}", "{2,2,3,1}"),
           ("{2,2,3,3}", "{2,2,3}"), ("{}", "{3}"), ("{3,3:bfloat16}", "{3,2:bfloat16}"), ("{4,4}", "{N,2}"), ("{N,4}", "{4,2}"), ("{0,0}", "{0,2}"), ("{5,3}", "{5,2}"), ("{5,3}", "{5}"), ("{3,5}", "{3,2}"),
           ("{N,3}", "{N,2}"), ("{N,3}", "{N}"), ("{5,3}", "{4,2}"), ("{5,3}", "{5,2,2}"), ("{2,5,3}", "{2,5,1}"), ("{5,3:int32}", "{5:int32}"), ("{5,3:float64}", "{5,2:float64}"), ("{5,3}", "{5,2:float64}"),
           ("{5,N}", "{5,2}"), ("{5,3}", "{5,N}")]
VALUES = [("tf.eye(3)", "tf.ones((3, 2))"), ("tf.eye(3)", "tf.ones((3,))"), ("np.eye(3)", "np.ones((3, 2))"), ("[[1.0, 2.0], [3.0, 5.0]]", "[1.0, 2.0]"), ("tf.eye(3)", "tf.ones((4, 2))"), ("tf.eye(3)", "tf.ones((4,))"),
          ("tf.eye(2, batch_shape=(4,))", "tf.ones((4, 2, 3))"), ("tf.eye(2, batch_shape=(4,))", "tf.ones((4, 2))"), ("tf.eye(2, batch_shape=(4,))", "tf.ones((2, 3))"), ("tf.eye(2, batch_shape=(4,))", "tf.ones((3, 2, 3))"),
          ("tf.eye(2, batch_shape=(4,))", "tf.ones((1, 2, 3))"), ("tf.eye(3)", "tf.ones((2, 3, 2))"), ("tf.eye(3)", "3.0"), ("tf.ones((2, 3))", "tf.ones((2, 1))"), ("tf.ones((3,))", "tf.ones((3,))"), ("tf.eye(3)", "np.ones((3, 2))"),
          ("tf.eye(3, dtype=\"float64\")", "tf.ones((3, 2))"), ("tf.eye(2, dtype=\"int32\")", "tf.ones((2, 1), \"int32\")"), ("tf.ones((5, 3))", "tf.ones((5, 2))"), ("tf.ones((5, 3))", "tf.ones((5,))"), ("tf.ones((5, 3))", "tf.ones((4,))"),
          ("tf.ones((2, 5, 3))", "tf.ones((2, 5, 1))"), ("tf.ones((5, 3))", "tf.ones((5, 2, 2))"), ("tf.ones((5, 3), \"float64\")", "tf.ones((5, 2))"), ("np.ones((5, 3))", "np.ones((5,))"), ("tf.eye(3)", "None"), ("tf.ones((3, 5))", "tf.ones((3, 1))"),
          ("tf.eye(3, dtype=\"complex64\")", "tf.ones((3, 2), \"complex64\")"), ("tf.eye(3)", "tf.ones((3, 2), \"int32\")"), ("[[1, 2], [3, 5]]", "[1, 2]"), ("tf.eye(3, dtype=\"bfloat16\")", "tf.ones((3, 2), \"bfloat16\")")]


def systems(name, arguments=("",)):
    return ([f"sg:{each}" for each in over(name, [f"{a}, {b}" for a, b in SYSTEMS], arguments)]
            + over(name, [f"{a}, {b}" for a, b in VALUES], arguments) + [f".{name}(tf.eye(3))"])


OPS = {
    "eig": matrices("eig"), "eigh": matrices("eigh"), "lu_factor": matrices("lu_factor"), "logdet": matrices("logdet"), "slogdet": matrices("slogdet"),
    "pinv": matrices("pinv", ["", "rcond=0.1", "{}"]), "matrix_rank": matrices("matrix_rank", ["", "tol=0.1", "{}", "tol={2}"]),
    "solve": systems("solve"), "solve_triangular": systems("solve_triangular", ["", "lower=True"]), "lstsq": systems("lstsq", ["", "rcond=0.1"]),
    **{name: [f"g:{each}" for each in over(name, SHAPES + TYPED)] + over(name, REAL) for name in "det inv cholesky cholesky_inverse qr svd".split()},
}
