"""Ops that keep or broadcast the shapes of their arguments."""

from .modes import dtypes, over, tensors

UNARY = """abs absolute angle arccos arccosh arcsin arcsinh arctan arctanh bitwise_invert bitwise_not cbrt ceil conj conjugate copy cos cosh deg2rad
exp exp2 expm1 fabs floor i0 imag isfinite isinf isnan isneginf isposinf isreal log log10 log1p log2 logical_not negative nan_to_num rad2deg real reciprocal
round sign signbit sin sinc sinh sqrt square stop_gradient tan tanh trunc
erf erfc erfinv rsqrt
celu elu gelu hard_shrink hard_sigmoid hard_silu hard_swish hard_tanh leaky_relu log_sigmoid relu relu6 selu sigmoid silu soft_shrink softplus softsign sparse_plus sparse_sigmoid
squareplus swish tanh_shrink""".split()

BINARY = """add subtract multiply divide true_divide divide_no_nan floor_divide mod fmod power maximum minimum fmax fmin arctan2 logaddexp logaddexp2 hypot heaviside nextafter
equal not_equal greater greater_equal less less_equal logical_and logical_or logical_xor isclose""".split()

PAIRS = [("{N,3}", "{N,3}"), ("{N,3}", "{3}"), ("{2,3}", "{2,4}"), ("{N,1,4}", "{3,1}"), ("{N,3}", "{2,3}"), ("{}", "{N,N}"),
         ("{2,3:int32}", "{2,3}"), ("{2:int32}", "{2:int32}"), ("{2:bool}", "{2:bool}"), ("{2:bool}", "{2:int32}"), ("{2:int64}", "{2:int32}"), ("{2:int64}", "{2}"),
         ("{2:uint8}", "{2:int8}"), ("{2:float16}", "{2}"), ("{2:float16}", "{2:bfloat16}"), ("{2:float16}", "{2:int32}"), ("{2:uint32}", "{2:int32}"), ("{2:float64}", "{2}"),
         ("{2,3}", "2"), ("{2,3}", "2.5"), ("{2,3:int32}", "2"), ("{2,3:int32}", "2.5"), ("2.5", "{2,3:int32}"), ("{2:bool}", "1"), ("{2:bool}", "1.0"), ("{2:int8}", "1"), ("1", "{N:int64}"),
         ("{2,3:float16}", "1.0"), ("{2:bool}", "True"), ("{2,3}", "np.ones((3,))"), ("{2,3}", "np.ones((3,), \"float32\")"), ("{2,3:int32}", "tf.ones((2, 3))"), ("{2,3}", "[1.0, 2.0, 3.0]"),
         ("{2,3}", "None"), ("{5,4}", "{2,4}"), ("{N,0}", "{N,1}")]
UNARY_SPECS = tensors("N,3", "", "N,N,8") + dtypes("2", ["float16", "bfloat16", "float32", "float64", "int8", "int32", "int64", "uint8", "uint32", "bool", "complex64"])

OPS = {name: over(name, UNARY_SPECS) + [f".{name}(2.0)", f".{name}(2)", f".{name}([1.0, 2.0])", f".{name}(np.ones((2, 3)))", f".{name}()"] for name in UNARY}
for name in ["soft_shrink", "sparse_plus"]:  # these compare the list itself
    OPS[name].remove(f".{name}([1.0, 2.0])")
for name in ["hard_shrink", "sparse_plus"]:  # which of their steps refuses these is the kernels' affair
    OPS[name] = [each for each in OPS[name] if "uint" not in each and "bool" not in each]
OPS |= {name: [f".{name}({a}, {b})" for a, b in PAIRS] + [f".{name}({{2,3}})", f".{name}(2, 3)", f".{name}([1, 2], 3.0)"] for name in BINARY}
for name, extra in {
    "gelu": ["{2,3}, True", "{2,3}, approximate=False"], "round": ["{2,3}, 2", "{2,3:int32}, decimals=1", "{2:int32}, -1"], "leaky_relu": ["{2,3}, 0.1", "{2,3}, negative_slope=0.3"],
    "elu": ["{2,3}, alpha=0.5"], "celu": ["{2,3}, 0.5"], "nan_to_num": ["{2,3}, nan=1.0"], "hard_shrink": ["{2,3}, threshold=0.1"], "squareplus": ["{2,3}, b=3"],
    "isclose": ["{2,3}, {2,3}, 1e-3", "{2,3}, {2,3}, equal_nan=True"],
}.items():
    OPS[name] += [f".{name}({each})" for each in extra]
