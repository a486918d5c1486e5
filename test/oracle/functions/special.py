"""Mathematical functions: every dtype they take or refuse, and how operands of two dtypes meet."""

from .sampling import Function as F

TYPES = ["4,6", "?,6:float64", "6:int32", "4:bool", "4:complex64", "4:string", "3:uint8", "2:int64", "2:float16"]


def family(*names, arguments="x"):
    return F([f"tf.math.{name}({arguments})" for name in names], TYPES)


PAIRS = ["4,6|4,6", "4,6|6", "?,6|1,6", "4,6|3", "4|4:int32", "4:int32|4:int32", "4:bool|4:bool", "4:string|4:string", "4:float64|4", "4:complex64|4:complex64"]
FUNCTIONS = {
    "errors": family("erf", "erfc", "erfinv", "erfcinv", "ndtri"),
    "gammas": family("lgamma", "digamma", "lbeta"),
    "bessels": family("bessel_i0", "bessel_i0e", "bessel_i1", "bessel_i1e"),
    "bessels2": F([f"tf.math.special.{name}(x)" for name in ["bessel_j0", "bessel_k1e", "dawsn", "expint", "fresnel_cos", "spence"]], ["4,6", "4:int32"]),
    "complexes": F(["tf.math.real(x)", "tf.math.imag(input=x)", "tf.math.conj(x)", "tf.math.angle(x)", "tf.abs(x)", "tf.math.real(x, name='r')", "tf.complex(x, x)", "tf.complex(real=x, imag=x)",
                    "tf.complex(x, 1.0)", "tf.complex(1.0, x)"], TYPES),
    "reciprocals": family("reciprocal", "reciprocal_no_nan", "rsqrt", "softplus", "softsign"),
    "roundings": family("ceil", "floor", "rint", "round", "sign"),
    "logs": family("log1p", "expm1", "log_sigmoid", "is_nan", "is_finite"),
    "trigonometry": family("sin", "acosh", "tanh", "atan", "cos"),
    "cumulative": F(["tf.math.cumulative_logsumexp(x)", "tf.math.cumulative_logsumexp(x, axis=1, exclusive=True)", "tf.math.cumsum(x, axis=-1, reverse=True)", "tf.math.cumprod(x, 1, True, True)", "tf.cumsum(x, axis=9)",
                     "tf.math.cumulative_logsumexp(x=x, axis=-1, reverse=True)"], TYPES[:6]),
    "reductions": F(["tf.reduce_sum(x, axis=[0, 1])", "tf.reduce_mean(x, axis=-1, keepdims=True)", "tf.math.reduce_std(x)", "tf.math.reduce_variance(x, 1)", "tf.reduce_logsumexp(x, axis=[-1])", "tf.reduce_any(x)", "tf.reduce_all(x, 0)",
                     "tf.math.reduce_euclidean_norm(x, 1)", "tf.reduce_max(x, axis=[0, 0])", "tf.reduce_prod(x, tf.constant(0))", "tf.reduce_min(x, axis=[])", "tf.reduce_sum(x, axis=1.0)", "tf.reduce_sum(x, axis=(0, -1), keepdims=True)"], TYPES),
    "igamma": F([f"tf.math.{name}(x, y)" for name in ["igamma", "igammac", "zeta", "polygamma", "nextafter", "xlogy", "xdivy", "xlog1py"]], PAIRS),
    "betainc": F(["tf.math.betainc(x, x, y)", "tf.math.betainc(a=x, b=y, x=0.5)", "tf.math.betainc(1.0, 2.0, x)", "tf.math.polyval([x, y], x)", "tf.math.polyval(coeffs=[x, 1.0], x=y)", "tf.math.polyval([], x)"], PAIRS),
    "pairs": F(["tf.add(x, y)", "tf.subtract(x, y)", "tf.multiply(x, y)", "tf.divide(x, y)", "tf.math.divide_no_nan(x, y)", "tf.math.floordiv(x, y)", "tf.math.floormod(x, y)", "tf.math.mod(x, y)", "tf.pow(x, y)",
                "tf.maximum(x, y)", "tf.math.multiply_no_nan(x, y)", "tf.math.squared_difference(x, y)", "tf.atan2(x, y)", "tf.truncatediv(x, y)", "tf.truncatemod(x, y)", "tf.realdiv(x, y)"], PAIRS),
    "comparisons": F(["tf.equal(x, y)", "tf.not_equal(x, y)", "tf.less(x, y)", "tf.greater_equal(x, y)", "tf.logical_and(x, y)", "tf.math.logical_xor(x, y)", "x == y", "x != y", "x < y", "x >= y",
                      "tf.logical_or(x, True)", "tf.logical_not(x)"], PAIRS),
    "operators": F(["x + y", "x - y", "x * y", "x / y", "x // y", "x % y", "x ** y", "x & y", "x | y", "x ^ y", "-x", "abs(x)", "~x", "+x"], PAIRS, modes="symbolic static call eager"),
    "numbers": F(["x + 1", "x + 1.0", "x * 2", "2 * x", "x / 2", "2 / x", "x // 2", "x ** 2", "2 ** x", "x % 2", "1 - x", "1.5 - x", "x - True", "x + 1j", "x * 2.5", "x < 1", "x > 0.5", "x == 1", "x == 1.0", "x & 1", "x & True",
                  "x + [1]", "x + np.ones(1)", "x * np.float64(2)", "x * np.int32(2)", "np.float32(2) * x", "x + np.array([1])", "x + 'a'", "x + None"],
                 ["4", "4:int32", "4:bool", "4:uint8", "4:float16", "4:complex64", "4:int64"], modes="symbolic call eager"),
    "texts": F(["x + 'a'", "'a' + x", "x + 1", "x * 2", "x == 'a'", "x < 'b'", "x + ['a']", "x - 'a'", "x == 1", "x + None"], ["4:string", ":string"], modes="symbolic call eager"),
    "functions_of_numbers": F(["tf.add(x, 1)", "tf.add(x, 1.5)", "tf.add(1, x)", "tf.multiply(2, x)", "tf.multiply(x, 2)", "tf.maximum(x, 0)", "tf.maximum(0, x)", "tf.minimum(x, 1.0)", "tf.pow(x, 2)", "tf.pow(2.0, x)", "tf.divide(x, 2)",
                               "tf.divide(1, x)", "tf.math.floordiv(x, 2)", "tf.where(x > 0, x, 0)", "tf.where(True, x, x)", "tf.clip_by_value(x, 0, 1)", "tf.clip_by_value(x, 0.0, 1.0)", "tf.less(x, 1)", "tf.equal(x, 1)", "tf.equal(1, x)",
                               "tf.subtract(1.0, x)", "tf.math.scalar_mul(2.0, x)", "tf.scalar_mul(scalar=2, x=x)", "tf.scalar_mul(x[0, 0], x)"],
                              ["4", "4:int32", "4:bool", "4:uint8", "4:complex64"]),
    "casts": F(["tf.cast(x, tf.float32)", "tf.cast(x, 'int32')", "tf.cast(x=x, dtype=tf.bool)", "tf.cast(x, tf.string)", "tf.cast(x, np.float64)", "tf.cast(x, float)", "tf.cast(x, tf.complex64)", "tf.saturate_cast(x, tf.uint8)",
                "tf.dtypes.saturate_cast(value=x, dtype=tf.int8)", "tf.cast(x, 'other')", "tf.cast(x, None)"], TYPES),
    "creations": F(["tf.zeros_like(x)", "tf.ones_like(x)", "tf.ones_like(input=x, dtype=tf.int32)", "tf.zeros_like(x, dtype=tf.string)", "tf.eye(3, dtype=x.dtype)", "tf.zeros(3, x.dtype)", "tf.ones([2], dtype=x.dtype)", "tf.fill([2], x[0, 0])",
                    "tf.linspace(x[0], x[0], 4)", "tf.range(x[0, 0])", "tf.one_hot(x, 3)", "tf.one_hot(x, 3, axis=0)", "tf.one_hot(x, 3, axis=5)", "tf.one_hot(x, depth=tf.constant(4), on_value=2.0, off_value=1.0)", "tf.one_hot(x, -1)"], TYPES[:5]),
    "top_k": F(["tf.math.top_k(x, 2)", "tf.nn.top_k(input=x, k=1, sorted=False)", "tf.math.top_k(x, k=9)", "tf.math.top_k(x, tf.constant(2))", "tf.math.top_k(x).indices", "tf.math.top_k(x, 2, True, tf.int64)", "tf.math.approx_max_k(x, 2)",
                "tf.math.approx_min_k(operand=x, k=2)", "tf.math.approx_max_k(x, 2, reduction_dimension=1)", "tf.approx_top_k(x, 2)", "tf.math.top_k(x, -1)", "tf.math.top_k(x[0, 0], 1)", "tf.math.top_k(x, 0)"],
               ["4,6", "?,6", "4,6:int32", "4,6:bool"]),
    "in_top_k": F(["tf.math.in_top_k(x, y, 2)", "tf.nn.in_top_k(targets=x, predictions=y, k=1)", "tf.math.in_top_k(x, y, k=tf.constant(2))", "tf.math.in_top_k(x, y, 2.0)"], [":int32|6", ":int64|6", "4:int32|6", ":int32|6,2", ":float32|6", ":int32|6:float64"],
                  modes="symbolic static call eager"),
    "sorted": F(["tf.sort(x)", "tf.sort(values=x, axis=0)", "tf.argsort(x, direction='DESCENDING', stable=True)", "tf.sort(x, direction='UP')", "tf.argsort(x, axis=9)", "tf.argmax(x, -1)", "tf.argmin(x, axis=1, output_type=tf.int32)", "tf.argmax(x, axis=7)",
                 "tf.argmax(input=x, output_type=tf.float32)", "tf.math.is_non_decreasing(x)", "tf.math.is_strictly_increasing(x)", "tf.math.zero_fraction(x)", "tf.math.invert_permutation(x[0, 0])", "tf.math.accumulate_n([x, x])", "tf.add_n([x, x])", "tf.add_n(x)",
                 "tf.math.accumulate_n([x, x], shape=[2, 4])"], ["4,6", "4:int32", "3,2:bool", "?,6"]),
    "sobol": F([], alone=["tf.math.sobol_sample(3, 4)", "tf.math.sobol_sample(dim=2, num_results=5, skip=1)", "tf.math.sobol_sample(3, 4, dtype=tf.float64)", "tf.math.sobol_sample(tf.constant(3), 4)", "tf.math.sobol_sample(3, 4, 0, tf.int32)",
                          "tf.math.sobol_sample(0, 4)"]),
    "false_alarms": F([], alone=["tf.constant([True]) * 2", "tf.constant([True]) + 1", "np.ones(2) ^ tf.constant([True, False])", "np.array([True, False]) ^ tf.constant([True, False])", "tf.constant([True]) & 1", "tf.constant([1]) / True",
                                 "2 * tf.constant([True])", "tf.constant([True]) - 1", "tf.constant([True]) / 2", "tf.constant([True]) ** 2", "tf.constant([True]) // 2", "tf.constant([1]) ^ 3", "tf.constant([1.0]) ^ 3", "3 ^ tf.constant([1])",
                                 "np.ones(2) * tf.constant([True, False])", "tf.constant([True]) < 2", "tf.constant([True]) == 1", "tf.constant([1, 2]) * 1.5", "tf.constant(1) + 2.0", "1.0 + tf.constant(1)", "tf.constant(1) * 2.0", "tf.constant(2) ** 0.5",
                                 "tf.constant(2) ** -1", "5 // tf.constant(2)", "5 / tf.constant(2)", "5 % tf.constant(2.0)", "np.float64(2) * tf.constant(1.0)", "np.arange(2) * tf.constant(1.0)", "tf.constant(1.0) * np.arange(2)"]),
}
