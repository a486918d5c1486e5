"""The ops that model code uses most."""

from .modes import dtypes, over, tensors

SOME = tensors("", "3", "N", "2,3", "N,3", "N,4,6", "2,1,3", "N,N,8")
T3 = tensors("N,4,6", "2,3,4")

OPS = {
    # NumPy's scalars have dtypes of their own, and cannot take a KerasTensor on their right.
    "operators": [f"({left} {op} {right})" for op in ["*", "/", "<"] for left, right in
                  [("{N,4}", "np.sqrt(64)"), ("{N,4:float16}", "np.float32(2)"), ("{2:int32}", "np.int64(2)"), ("{2:int32}", "np.float64(0.5)"), ("np.sqrt(64)", "{N,4}"), ("np.int64(2)", "{2:int32}"), ("{N,4}", "float(np.sqrt(64))")]]
    + [f".{name}({{2:float16}}, np.float64(0.5))" for name in ["add", "maximum", "where", "power"]],
    "cast": over("cast", ["{N,3}", "{2,3:int32}", "{:bool}", "{N,N:float16}"],
                 ['"float32"', '"int32"', '"bool"', "dtype=\"float16\"", '"float"', "float", "int", "bool", "tf.int64", "np.float64",
                  '"complex64"', "None", '"string"', '"flot32"', "3"])
    + [".cast(3, \"float32\")", ".cast([1, 2], \"int32\")", ".cast(np.ones((2, 3)), \"float32\")", ".cast(True, \"int8\")", ".cast()",
       ".cast({2,3})", ".cast(None, \"int32\")", ".cast(2.5, \"int32\")", ".cast([[1.0], [2.0]], \"bool\")"],
    "shape": over("shape", SOME) + ["s:.shape({N,3})[0]", "s:.shape({N,3})[1] * 2", "s:len(.shape({N,3,4}))", "e:.shape({N,3})[0]",
                                    ".shape(3)", ".shape([[1, 2], [3, 4]])", ".shape(np.ones((4, 5)))", ".shape()", ".shape(None)"],
    "reshape": over("reshape", ["{N,4,6}", "{2,3,4}", "{24}", "{N}", "{N,N,8}", "{:int32}", "{0,4}"],
                    ["(-1, 6)", "(-1,)", "[-1, 3, 8]", "(24,)", "24", "-1", "(2, 12)", "(4, 7)", "(-1, -1)", "(-2, 4)", "()", "(1, -1, 1)",
                     "(0, -1)", "newshape=(-1, 24)", "(None, 24)", "(2.0, 12)", "np.array([2, 12])"])
    + [f".reshape({{{shape}}}, {target.format(x=x)})"
       for shape, x in [("N,4,6", "{N,4,6}")] for target in []]
    + ["Inside(lambda x: .reshape(x, (.shape(x)[0], -1)))(keras.KerasTensor((None, 4, 6)))",
       "Inside(lambda x: .reshape(x, (.shape(x)[0], 24)))(keras.KerasTensor((None, 4, 6)))",
       "Inside(lambda x: .reshape(x, (.shape(x)[0] * 4, 6)))(keras.KerasTensor((None, 4, 6)))",
       "Inside(lambda x: .reshape(x, (-1, .shape(x)[1], 3, 2)))(keras.KerasTensor((None, None, 6)))",
       "Inside(lambda x: .reshape(x, [.shape(x)[0], .shape(x)[1], 2, 3]))(keras.KerasTensor((None, None, 6)))",
       "Inside(lambda x: .reshape(x, .shape(x)[:2] + (3, 2)))(keras.KerasTensor((None, None, 6)))",
       "Inside(lambda x: .reshape(x, .shape(x)))(keras.KerasTensor((None, 4, 6)))",
       "Inside(lambda x: .reshape(x, (x.shape[0], 24)))(keras.KerasTensor((None, 4, 6)))",
       "Inside(lambda x: .reshape(x, (-1, x.shape[1] * x.shape[2])))(keras.KerasTensor((None, 4, 6)))",
       "Inside(lambda x: .reshape(x, (.shape(x)[0] // 2, 2, 24)))(keras.KerasTensor((None, 4, 6)))",
       "(lambda x: .reshape(x, (.shape(x)[0], -1)))(keras.KerasTensor((None, 4, 6)))",
       "(lambda x: .reshape(x, (x.shape[0], x.shape[1], 24)))(keras.KerasTensor((None, None, 24)))",
       "(lambda x: .reshape(x, (.shape(x)[0], -1)))(tf.zeros((2, 4, 6)))",
       ".reshape([1, 2, 3, 4], (2, 2))", ".reshape(np.ones((2, 6)), (3, 4))", ".reshape({2,3})", ".reshape({2,3}, (3, 2), 1)",
       ".reshape(3, (1,))", "keras.KerasTensor((None, 4)).reshape((-1, 2, 2))", "keras.KerasTensor((2, 4)).reshape((3, 4))"],
    "expand_dims": over("expand_dims", SOME, ["0", "-1", "axis=1", "2", "-2", "(0, 1)", "[0, -1]", "5", "-6", "(0, 0)"])
    + [".expand_dims({2,3}, None)", ".expand_dims({2,3}, 1.0)", ".expand_dims({2,3})", ".expand_dims([1, 2], 0)", ".expand_dims(3.0, 0)"],
    "transpose": over("transpose", SOME + ["{N,2,3,4,5}"],
                      ["", "(1, 0)", "[0, 2, 1]", "axes=(2, 0, 1)", "(0, 3, 1, 2, 4)", "(0, -1, 1)", "(0, 0, 1)", "(0,)", "(0, 1, 3)", "None", "1"]),
    "convert_to_tensor": over("convert_to_tensor", ["{N,3}", "{2:int32}", "{:bool}"], ["", '"float32"', 'dtype="int32"', '"bool"', '"float16"', '"foo"'])
    + [".convert_to_tensor(3)", ".convert_to_tensor(3.0)", ".convert_to_tensor(True)", ".convert_to_tensor([1, 2])", ".convert_to_tensor([])",
       ".convert_to_tensor([[1.0, 2.0]])", ".convert_to_tensor(np.ones((2, 3)))", ".convert_to_tensor(np.ones((2, 3)), \"float32\")",
       ".convert_to_tensor([1, 2], dtype=\"float32\")", ".convert_to_tensor([1.5, 2], dtype=\"int32\")", ".convert_to_tensor((1, 0), dtype=\"bool\")",
       ".convert_to_tensor(None)", ".convert_to_tensor([1, None])", ".convert_to_tensor(\"a\")", ".convert_to_tensor([[1, 2], [3]])",
       ".convert_to_tensor([True, False])", ".convert_to_tensor(np.arange(3))"],
    "concatenate": [f".concatenate([{a}, {b}]{axis})"
                    for a, b in [("{N,3}", "{N,4}"), ("{2,3}", "{2,3}"), ("{N,3}", "{2,3}"), ("{N,4,3}", "{N,N,3}"), ("{2,3}", "{4,3}"),
                                 ("{2,3}", "{2,3:int32}"), ("{2:bool}", "{3:int8}"), ("{N,3}", "{N,3,1}"), ("{}", "{}"), ("{2,3:float16}", "{2,3}"),
                                 ("{5}", "{N}")]
                    for axis in ["", ", axis=-1", ", axis=1", ", 0", ", axis=2", ", axis=-3"]]
    + ["s:.concatenate({2,3})", ".concatenate([{2,3}])", ".concatenate(({N,3}, {N,2}, {N,1}), axis=1)",
       ".concatenate([{2,3}, {2,3}], axis=None)", ".concatenate([[1, 2], [3]])", ".concatenate([{2}, [1.0, 2.0]])", ".concatenate([{2:int32}, [1]])",
       ".concatenate([{2,3}, None])", ".concatenate([np.ones((2,)), np.ones((3,))])"],
    "sum": over("sum", SOME, ["", "axis=-1", "axis=0, keepdims=True", "1", "(0, 1)", "axis=[1, 2]", "keepdims=True", "axis=3", "axis=-4", "axis=()"])
    + over("sum", dtypes()),
    "mean": over("mean", SOME, ["", "axis=-1", "axis=0, keepdims=True", "1", "(0, 1)", "axis=[1, 2]", "axis=3", "axis=(0, 0)", "axis=1.0"])
    + over("mean", dtypes()),
    "stack": [f".stack([{a}, {b}]{axis})"
              for a, b in [("{N,3}", "{N,3}"), ("{2,3}", "{2,3}"), ("{N,3}", "{2,3}"), ("{2,3}", "{2,4}"), ("{}", "{}"), ("{:int32}", "{}"),
                           ("{2}", "{2:bool}"), ("{2,3}", "{3}")]
              for axis in ["", ", axis=-1", ", axis=1", ", axis=3", ", axis=-4"]]
    + ["s:.stack({2,3})", ".stack([{2,3}])", ".stack([1, 2, 3])", ".stack([[1, 2], [3, 4]], axis=1)", ".stack([{}, 1.0])",
       ".stack([{2:float16}, {2:int32}, {2:int64}], axis=1)", ".stack(({N,N}, {N,2}), -1)"],
    "matmul": [f".matmul({a}, {b})"
               for a, b in [("{N,3}", "{3,4}"), ("{2,3}", "{4,5}"), ("{N,2,3}", "{3,4}"), ("{N,2,3}", "{N,3,4}"), ("{N,4,2,3}", "{N,4,3,5}"),
                            ("{3}", "{3}"), ("{3}", "{3,4}"), ("{2,3}", "{3}"), ("{N,2,3}", "{2,2,3}"), ("{2,3:int32}", "{3,4:int32}"),
                            ("{2,3:int8}", "{3,4:int8}"), ("{2,3:int32}", "{3,4}"), ("{2,3:bool}", "{3,4:bool}"), ("{2,3:float16}", "{3,4}"),
                            ("{}", "{3}"), ("{N,N}", "{N,N}"), ("{5,2,3}", "{3,3,4}"), ("{N,1,2,3}", "{4,3,5}"), ("{3}", "{2,3,4}"), ("{2,3,4}", "{4}"),
                            ("{2,3:int64}", "{3,4:int64}"), ("{1,2,3:int8}", "{3,4:int8}"), ("{2,3:uint8}", "{3,2:int8}"), ("{N,0}", "{0,3}")]]
    + [".matmul({2,3}, 3.0)", ".matmul([[1, 2]], [[1], [2]])", ".matmul({2,3})", ".matmul({2,3}, np.ones((3, 4)))", ".matmul({2,3}, [1.0, 2.0, 3.0])"],
    "squeeze": over("squeeze", tensors("1,3", "N,1", "2,1,3,1", "3", "", "1", "N,3", "N,1,1"), ["", "axis=-1", "0", "axis=1", "(1, 3)", "[1, -1]", "axis=4", "(1, 1)", "()"])
    + ["keras.KerasTensor((None, 1)).squeeze(1)", "keras.KerasTensor((None, 2)).squeeze(1)", "keras.KerasTensor((None, 1, 2)).squeeze()"],
    "where": [f".where({c}, {a}, {b})"
              for c, a, b in [("{N,3:bool}", "{N,3}", "{N,3}"), ("{2,3:bool}", "{3}", "0.0"), ("{2,3}", "1", "0"), ("{2:int32}", "{3,2}", "{2}"),
                              ("{2,3:bool}", "{2,4}", "0"), ("{N,1:bool}", "{N,3:int32}", "1.5"), ("{N,3:bool}", "{N,3:float16}", "1e-9"),
                              ("True", "{2,3}", "{3}"), ("{2:bool}", "{2:int32}", "{2:float16}"), ("{2,3:bool}", "{2,3:bool}", "False"),
                              ("{2:bool}", "{2:int64}", "{2:int32}"), ("{N,3:bool}", "{4,3}", "{N,1}")]]
    + [".where({2,3:bool})", ".where({N,3:bool}, {2,3})", ".where({2,3:bool}, x2={2,3})", ".where([True, False], 1, 2)", ".where({2:bool}, [1, 2], [3, 4])",
       ".where({2:bool}, None, None)"],
    "take": over("take", ["{N,4,6}", "{2,3}", "{5:int32}", "{}"],
                 ["0", "{3:int32}", "{N,2:int32}, axis=1", "[0, 1], axis=-1", "0, axis=1", "{N:int32}, axis=0", "1, axis=3", "[[0, 1], [1, 0]], 0", "np.array([0, 1]), axis=1",
                  "-1, axis=0", "{2:float32}, axis=0", "tf.constant([0, 1]), axis=-1"]),
    "clip": over("clip", SOME + dtypes(), ["0, 1", "0.0, 1.0", "-1, None"]) + [".clip({2,3}, {3}, 1.0)", ".clip({2,3}, x_min=0, x_max={2,3})", ".clip({2,3})", ".clip([1, 2], 0, 1)",
                                                                               ".clip(3, 0, 1)", ".clip({3}, {2,3}, 1.0)", ".clip({2,3}, {4}, 1.0)"],
    "repeat": over("repeat", SOME, ["2", "2, axis=0", "3, axis=-1", "[2], axis=1", "[1, 2, 1], axis=1", "[1, 2], 0", "2, axis=4", "0, axis=0", "repeats=2, axis=1"]),
    "tile": over("tile", SOME, ["2", "(2,)", "(1, 2)", "[2, 1, 3]", "(2, 2, 2, 2)", "repeats=(1, 1)", "0", "(-1, 1)", "()", "1.5"])
    + ["Inside(lambda x: .tile(x, (.shape(x)[0], 1)))(keras.KerasTensor((None, 4)))", "Inside(lambda x: .tile(x, [1, .shape(x)[1], 1]))(keras.KerasTensor((None, None, 4)))"],
    "broadcast_to": over("broadcast_to", SOME, ["(2, 3)", "(4, 2, 3)", "[2, 4, 6]", "(3,)", "()", "(2, 5)", "(None, 3)", "3", "(-1, 3)", "shape=(2, 1, 3)"])
    + ["Inside(lambda x: .broadcast_to(x, (.shape(x)[0], 5, 4)))(keras.KerasTensor((None, 1, 4)))"],
    "softmax": over("softmax", SOME + dtypes(), ["", "axis=-1", "axis=0", "1", "axis=(0, 1)", "axis=[1, 2]", "axis=4", "axis=None"]),
    "pad": over("pad", SOME, ["1", "(1, 2)", "((0, 0), (1, 1))", "[[0, 0], [1, 2], [0, 0]]", "((1, 1),)", "((0, 0), (1, 1)), mode=\"reflect\"",
                              "[[0, 0], [2, 2]], \"constant\", 1.0", "pad_width=((0, 0), (0, 0), (0, 1))", "0", "((1,), (2,))", "-1", "((0, 0), (1, 1)), mode=\"edge\"",
                              "((0, 0), (1, 1)), mode=\"reflect\", constant_values=1"]),
    "split": over("split", tensors("N,4,6", "2,4,6", "6", "N", "5,6", "N,N"), ["2", "2, axis=-1", "3, axis=1", "[2], axis=-1", "[1, 3], axis=1", "(2, 4), axis=2", "2, axis=0", "4, axis=-1",
                                                                               "[2, 2], axis=-1", "2, axis=5", "indices_or_sections=2, axis=1", "[1]", "0, axis=1", "[5, 2], axis=-1"]),
    "slice": over("slice", tensors("N,4,6", "2,4,6"), ["(0, 0, 0), (2, 2, 3)", "[0, 1, 1], [-1, 3, -1]", "(0, 0), (2, 2)", "(0, 0, 0), (1, 4)", "(0, 0, 4), (1, 4, 3)",
                                                        "{3:int32}, (1, 2, 3)", "(0, 1, 0), (1, -1, 6)", "np.array([0, 1, 2]), (1, 1, 1)", "start_indices=(0, 0, 0), shape=(2, 4, 6)"]),
    "slice_update": [".slice_update({N,4,6}, (0, 0, 0), {1,2,3})", ".slice_update({4,6}, [1, 1], {2,2})", ".slice_update({4}, {1:int32}, {2})", ".slice_update({4,6:int32}, (0, 0), {2,2:int32})",
                     ".slice_update({4,6}, (0, 0), np.ones((2, 2), \"float32\"))", ".slice_update({4,6}, (0,), {2,2})", ".slice_update({4,6}, (0, 0), {2,2:int32})"],
    "einsum": [f".einsum(\"{eq}\", {', '.join(args)})"
               for eq, args in [("ij,jk->ik", ["{N,3}", "{3,4}"]), ("bij,bjk->bik", ["{N,2,3}", "{N,3,4}"]), ("bqhd,bkhd->bhqk", ["{N,5,2,8}", "{N,7,2,8}"]), ("bhqk,bkhd->bqhd", ["{N,2,5,7}", "{N,7,2,8}"]),
                                ("...ij,jk->...ik", ["{N,4,2,3}", "{3,5}"]), ("ij->ji", ["{2,3}"]), ("ii->i", ["{3,3}"]), ("ij,jk", ["{2,3}", "{3,4}"]), ("ij,jk->ik", ["{2,3}", "{4,5}"]),
                                ("ij,jk->ik", ["{2,3:int32}", "{3,4:int32}"]), ("ij,jk->ik", ["{2,3:int32}", "{3,4}"]), ("i,j->ij", ["{N}", "{3}"]), ("abc,cde->abde", ["{N,N,4}", "{4,2,8}"]),
                                ("abcd,cde->abe", ["{N,N,2,8}", "{2,8,16}"]), ("ij->", ["{2,3}"]), ("bi,bi->b", ["{N,3}", "{N,3}"]), ("ijk->ik", ["{2,3,4}"]), ("ij,jk->ik", ["{2,3}"]),
                                ("ij->ik", ["{2,3}"]), ("aecd,abcd->acbe", ["{N,5,2,8}", "{N,7,2,8}"]), ("acbe,aecd->abcd", ["{N,2,7,5}", "{N,5,2,8}"]), ("bnd,df->bnf", ["{N,N,8}", "{8,16}"]),
                                ("...d,de->...e", ["{N,4,3}", "{3,8}"]), ("bsd,hd->bsh", ["{N,4,3}", "{5,3}"]), ("ij,jk->ik", ["{2,3:int8}", "{3,4:int8}"]), ("bij->bi", ["{N,2,3}"])]],
    "multiply": [], "convert_to_numpy": over("convert_to_numpy", SOME[:4]) + [".convert_to_numpy([1, 2])", ".convert_to_numpy(np.ones((2, 3)))", ".convert_to_numpy(3)"],
}
