"""Ops that make tensors."""

from .modes import over, tensors

LIKE = ["{N,3}", "{2,3:int32}", "{}", "{N,N:bool}"]
SHAPES = ["(2, 3)", "[2, 3]", "()", "3", "(2, None)", "(0,)", "(2, -1)", "(2.0, 3)", "(2, 3), \"int32\"", "(2, 3), dtype=\"bool\"", "(2,), dtype=\"foo\"", "shape=(4,)", "np.array([2, 3])", "None",
          "(2, 3), tf.float16", "(2, 3), float", "(2, 3), dtype=int"]
IN_CALL = ["Inside(lambda x: .{0}((.shape(x)[0], 4)))(keras.KerasTensor((None, 3)))", "Inside(lambda x: .{0}(.shape(x)))(keras.KerasTensor((None, 3)))", "Inside(lambda x: .{0}((.shape(x)[1], 4)))(keras.KerasTensor((None, 3)))",
           "Inside(lambda x: x + .{0}((3,), dtype=x.dtype))(keras.KerasTensor((None, 3)))", "(lambda x: .{0}(.shape(x)))(keras.KerasTensor((None, 3)))", "(lambda x: .{0}((.shape(x)[1], 2)))(keras.KerasTensor((None, 3)))"]

OPS = {name: over(name, SHAPES) + [each.format(name) for each in IN_CALL] for name in ["zeros", "ones", "empty"]}
OPS |= {name: over(name, LIKE, ["", "\"int32\"", "dtype=\"float16\"", "dtype=\"foo\""]) + [f".{name}(3)", f".{name}([1, 2])", f".{name}(np.ones((2, 3)))"] for name in ["zeros_like", "ones_like", "empty_like"]}
OPS |= {
    "full": over("full", SHAPES[:8], []) + [".full((2, 3), 1.0)", ".full((2, 3), 1)", ".full((2, 3), True)", ".full((2, 3), 1, \"int32\")", ".full((2, 3), fill_value={})", ".full((2, 3), {3})", ".full((2, 3), {2,1}, dtype=\"int32\")",
                                           ".full((2, 3), [1.0, 2.0])", ".full((), 3)", ".full(3, 1.5)", ".full((None, 3), 1.0)", ".full((2, 3), np.float64(1))", ".full([2], -1e9)",
                                           "Inside(lambda x: .full((.shape(x)[0], 4), 1.0))(keras.KerasTensor((None, 3)))"],
    "full_like": over("full_like", LIKE, ["1.0", "2", "True", "1, dtype=\"float16\"", "fill_value=1"]) + [".full_like({2,3}, {})", ".full_like({2,3}, {3})"],
    "eye": [f".eye({each})" for each in ["3", "3, 4", "3, k=1", "3, dtype=\"int32\"", "N=2, M=None", "0", "-1", "2.0", "None", "\"3\""]],
    "identity": [f".identity({each})" for each in ["3", "n=3, dtype=\"int32\"", "0", "2.0"]],
    "tri": [f".tri({each})" for each in ["3", "3, 4", "3, k=1", "3, dtype=\"int32\"", "2, 3, -1", "3, k=-5"]],
    "arange": [f".arange({each})" for each in ["5", "5.0", "1, 5", "0, 10, 2", "0.0, 1.0, 0.1", "5, dtype=\"float32\"", "1, 6, dtype=\"int64\"", "10, 0, -2", "0", "5, 1", "0, 5, 0", "start=0, stop=4", "3, dtype=\"bool\"", "2.5",
                                              "0, 2.5", "True", "None", "\"a\"", "[1, 2]", "5, dtype=\"foo\"", "np.int32(4)", "0, 1, 0.25", "tf.constant(4)", "tf.constant(1), 4", "-3", "3, 9, 4", "1, 2, 0.3, dtype=\"float16\"", "5, dtype=\"int8\""]]
    + ["Inside(lambda x: .arange(.shape(x)[0]))(keras.KerasTensor((None, 3)))", "Inside(lambda x: .arange(.shape(x)[1]))(keras.KerasTensor((None, 3)))", "Inside(lambda x: .arange(0, .shape(x)[0], 2, dtype=\"float32\"))(keras.KerasTensor((None, 3)))",
       "(lambda x: .arange(.shape(x)[1]))(keras.KerasTensor((None, 3)))", "(lambda x: .arange(.shape(x)[0]))(keras.KerasTensor((None, 3)))", ".arange({:int32})"],
    "linspace": [f".linspace({each})" for each in ["0, 1", "0.0, 1.0, 5", "0, 10, num=11", "0, 1, 4, endpoint=False", "0, 1, 4, dtype=\"int32\"", "0, 1, 3, retstep=True", "{3}, {3}, 4", "{3}, 1.0, 4, axis=-1", "0, 1, 0", "0, 1, -1",
                                                  "{2:int32}, {2:int32}, 4", "0, 1, 4, dtype=\"float16\"", "0.0, 1.0, 1"]],
    "array": [f".array({each})" for each in ["3", "[1, 2]", "[1.0, 2.0]", "[[1, 2], [3, 4]], \"float32\"", "{N,3}", "{2:int32}, dtype=\"float16\"", "np.ones((2, 3))", "[]", "[[1], [2, 3]]", "True", "None", "(1, 2, 3)"]],
    "one_hot": over("one_hot", ["{N:int32}", "{2,3:int32}", "{:int32}", "{N,1:int64}", "{2:float32}", "{2:uint8}", "{3:bool}"], ["4", "num_classes=3", "4, axis=0", "4, axis=1", "4, dtype=\"int32\"", "4, axis=5"])
    + [".one_hot(2, 4)", ".one_hot([0, 1], 4)", ".one_hot([0, 1], 4, sparse=True)"],
    "multi_hot": [f"s:{each}" for each in over("multi_hot", ["{N,3:int32}", "{3:int32}", "{2,3,4:int32}", "{N,N:int32}"], ["4", "num_classes=5, dtype=\"int32\"", "4, axis=0", ""])],
}
OPS["full"] = [each for each in OPS["full"] if each.count("(") > 1 or "," in each]
