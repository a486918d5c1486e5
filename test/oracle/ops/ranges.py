"""Ops of keras/src/ops/numpy.py that make sequences, and that compare them."""

from .modes import DTYPES, over, tensors

LENGTHS = ["4", "1", "0", "-2", "7.0", "2.5", "True", "None", "\"a\"", "[3]", "[1, 2]", "np.int64(5)", "tf.constant(6)", "{:int32}", "{}", "{1:int32}", "np.array([4])", "np.array(3)",
           "tf.constant(5.0)", "{N,3}", "tf.constant([3, 4])", "x=5", "[]", "()", "np.ones((2, 2))", "tf.constant(3, \"int64\")", "tf.constant(True)"]

# Where the numbers go, and how many.
COUNTED = ["", "num=5", "num=0", "num=-1", "num=5, endpoint=False", "num=5, axis=-1", "num=5, axis=1", "num=5, axis=3", "num=5, dtype=\"float16\"", "num=5, dtype=\"int32\"", "num=1",
           "num=5.0", "num=None", "num=5, dtype=\"bfloat16\"", "num=5, dtype=\"float64\"", "num=5, dtype=\"foo\"", "3", "num=5, dtype=\"bool\"", "num=5, axis=None", "num=5, dtype=\"complex64\""]
ENDS = ["1, 10", "1.0, 10", "{3}, {3}", "{N,3}, {3}", "{N}, 2.0", "1, {2,3}", "{2:int32}, {2:int32}", "{2:int64}, 5", "{}, {}", "{3}, {4}", "{N,N}, {N,1}", "{2:float16}, {2:bfloat16}", "[1, 2], [3, 4]",
        "np.ones((2, 3)), 4", "{2:bool}, {2:bool}", "{2:float64}, 3", "{2:bfloat16}, 5", "{2:int8}, {2:float16}", "None, 3", "{2,3}, None", "-1, -8", "{2,3}, [1.0, 2.0, 3.0]", "{2:uint8}, 3", "{2:float16}, 3", "1, 2.5", "True, 3"]

VECTORS = [("{5}", "{3}"), ("{3}", "{5}"), ("{N}", "{3}"), ("{5}", "{N}"), ("{N}", "{N}"), ("{4}", "{4}"), ("{2,3}", "{3}"), ("{3}", "{2,3}"), ("{}", "{3}"), ("{5:int32}", "{3:int32}"), ("{5:int64}", "{3:int64}"),
           ("{5:int64}", "{3}"), ("{5:float16}", "{3:float16}"), ("{5:float64}", "{3}"), ("{5:bool}", "{3:bool}"), ("{5:bfloat16}", "{2:bfloat16}"), ("{5:bfloat16}", "{2:float16}"), ("{5}", "[1.0, 2.0]"),
           ("[1, 2, 3, 4]", "{2}"), ("{5:int8}", "{2:uint8}"), ("{1}", "{1}"), ("{0}", "{3}"), ("{3}", "{0}"), ("{5}", "3"), ("3", "{5}"), ("{5}", "None"), ("[1, 2, 3]", "[0, 1]"), ("[1.0, 2.0]", "[0.5]"),
           ("np.arange(5)", "np.arange(3)"), ("{6}", "{4}"), ("{5:complex64}", "{2}"), ("{5:uint32}", "{2:int32}")]

OPS = {
    **{name: over(name, LENGTHS) + [f".{name}()"] for name in "bartlett blackman hamming hanning".split()},
    "kaiser": [".kaiser(x=5, beta=1.0)"] + over("kaiser", [each for each in LENGTHS if each != "x=5"], ["14.0", "beta=5", "{}", "[1.0, 2.0]", "None"]) + [".kaiser(5)", ".kaiser(5, 2)", ".kaiser(5, True)", ".kaiser(5, \"a\")"],
    "geomspace": over("geomspace", ENDS, COUNTED), "logspace": over("logspace", ENDS, COUNTED + ["num=5, base=2", "num=4, base=2.5", "num=3, base={}", "num=3, base={3}", "num=3, base=None"]),
    "vander": over("vander", tensors("3", "N", "2,3", "", "0", "1") + [f"{{4:{each}}}" for each in [*DTYPES, "complex64"]],
                   ["", "4", "N=0", "N=-1", "N=2.5", "N=5, increasing=True", "increasing=1", "increasing=True", "N=True", "None, True", "increasing=None", "N={:int32}"])
    + [".vander([1, 2, 3])", ".vander(np.arange(4))", ".vander(3)", ".vander(np.arange(4.0), 2)", ".vander(np.ones((2, 2)))", ".vander(None)"],
    "correlate": [f".correlate({x}, {y}{mode})" for x, y in VECTORS for mode in ["", ", mode=\"same\"", ", \"full\"", ", mode=\"foo\"", ", mode=None"]] + [".correlate({5})"],
    "corrcoef": over("corrcoef", tensors("3,4", "N,4", "3,N", "N,N", "5", "N", "", "2,3,4", "N,3,4", "1,4", "0,4", "3,0", "2,2,3,4", "N,2,3,4") + [f"{{3,4:{each}}}" for each in [*DTYPES, "complex64"]])
    + [".corrcoef([[1.0, 2.0], [3.0, 5.0]])", ".corrcoef(np.ones((2, 3)))", ".corrcoef(np.ones((2, 3), \"int64\"))", ".corrcoef(3)", ".corrcoef(None)", ".corrcoef()", ".corrcoef(np.ones((2, 3), \"int32\"))"],
}
