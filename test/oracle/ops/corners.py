"""Corners of ops that have other grids as well: sizes that only a graph knows, odd ranks, dtypes that are promoted late."""

from .modes import over

OPEN = ["{2,N,3}", "{N,3}", "{4,N}", "{2,1,3}"]
BOTH_ENDS = ["{4,N}, {4,3}", "{2,1,N,1}, {5,2,1,N,2}", "2.0, {5,N,7}", "{5,N}, 3.0", "{N}, {N}", "{N,3}, 2", "{2,N}, {2,1}", "{2,3}, {3}", "{3}, {N}", "{N,3}, {1,3}", "{1,3}, {N,3}", "{}, {N}", "{N,1}, {1,4}", "{1,5}, {1,N}"]
FILTERS = "{1,N,8,4}, {2,2,4,1}, {1,1,4,4}", "{N,8,8,4}, {2,2,4,1}, {1,1,4,4}", "{1,8,N,4}, {2,2,4,2}, {1,1,8,3}", "{2,8,8,4}, {3,3,4,1}, {1,1,4,5}", "{N,9,4}, {3,4,1}, {1,4,2}", "{2,N,4}, {3,4,1}, {1,4,2}"
DEPTHS = "{1,N,8,4}, {2,2,4,1}", "{2,8,2,6}, {3,3,6,2}", "{N,8,2,4}, {2,3,4,1}", "{2,2,6}, {3,6,1}", "{2,N,4}, {3,4,2}", "{1,8,1,4}, {3,3,4,1}", "{N,N,N,4}, {2,2,4,1}"
ODD_QUANTILES = ["2, {}, axis=-1", "[1.0, 2.0], {2}", "{2,2}, 0.5, axis='a'", "{2,2}, 0.5, axis=1.0"]

OPS = {
    "append": over("append", ["{2,N,3}, {2,1,3}", "{2,1,3}, {2,N,3}", "{N,3}, {2,3}", "{2,3}, {N,3}", "{N,3}, {N,3}", "{N,N}, {2,3}"], ["axis=0", "axis=1", "axis=-1", ""])
    + [f".append({text})" for text in ["[[1], [2]], {2,1}, axis=-2", "{6}, [1.0, 2.0], axis=-1", "{6}, 3", "3, {6}", "[1], [2]"]],
    "linspace": over("linspace", BOTH_ENDS, ["", "num=6", "num=1", "endpoint=False, axis=-1", "num=0", "num=1, endpoint=False", "num=5, retstep=True"]),
    "geomspace": over("geomspace", ["-1, {7,N,7}", "{4,N}, {4,3}", "{N,3}, 2.0", "{2,3}, {3}", "{4,3}, {4,N}", "{N}, {3}"], ["", "num=6, axis=-1"]),
    "logspace": over("logspace", ["-1, {7,N,7}", "{4,N}, {4,3}", "{N,3}, 2.0", "{2,3}, {3}", "{4,3}, {4,N}"], ["", "num=6, axis=-1"]),
    "rfft": over("rfft", ["{6,N}", "{1,4,N}", "{N,8}", "{4,8}", "{N}", "{2,N,8}"], ["", "fft_length=5", "fft_length=8", "fft_length=9"]),
    "separable_conv": over("separable_conv", FILTERS, ["", "dilation_rate=2", "padding=\"same\", dilation_rate=2", "strides=2", "padding=\"same\"", "strides=2, dilation_rate=2"]),
    "depthwise_conv": over("depthwise_conv", DEPTHS, ["", "dilation_rate=2", "padding=\"same\", dilation_rate=2", "strides=2", "padding=\"same\""]),
    "bincount": over("bincount", ["{:float64}", "{:int32}", "{:uint8}", "{N:int32}", "{2,3:int32}", "{N,3:int32}"], ["", "minlength=4"]),
    "hypot": over("hypot", ["{2,N:complex64}, {2,1:int8}", "{7}, {7:complex64}", "{3:complex64}, {3:complex64}", "{3:float16}, {3:complex64}", "{3:bool}, {3:complex64}"]),
    "nanmean": over("nanmean", ["{2,3:complex64}", "{2,3:complex128}", "{2,3:float16}", "{2,3:int64}", "{2,3:bool}"], ["", "axis=0", "keepdims=True", "axis=()"]),
    "in_top_k": over("in_top_k", ["{N:int32}, {4,6}", "{4:int32}, {N,6}", "{4:int64}, {4,6}", "{N:int32}, {N,N}", "{3:int32}, {4,6}", "{2,2:int32}, {4,6}", "{4:float32}, {4,6}", "{4:int32}, {4}", "{4:int32}, {4,6:float64}"], ["2", "k=7"]),
    "moveaxis": over("moveaxis", ["{N,5,1,2,N:bool}"], ["[-1, 3, 1], (0, -3, 2)", "(0, 1), (-1, -1)", "(0, 0), (1, 2)", "(0, -1), (-2, 1)", "2, -1"])
    + over("moveaxis", ["{2,4,1}"], ["(0, -3, -1), [-3, 0, 2]", "(0, -1), (1, 0)", "(0, 1), (0, 0)", "[0, 2], [-1, 0]", "(0, 0), (0, 0)"]),
    "percentile": over("percentile", ["{2,4,7}", "{2,3:float64}", "{}", "{N,4}"], ["{2,2}", "{2,2}, axis=-1", "{2,1,3}, axis=0, keepdims=True", "{:float32}", "[[20.0, 30.0]]", "[20.0, 30.0]", "{1}"]) + [f".percentile({text})" for text in ODD_QUANTILES],
    "quantile": over("quantile", ["{2,4,7}", "{2,3:float64}", "{}", "{N,4}"], ["{2,2}", "{2,2}, axis=-1", "{2,1,3}, axis=0, keepdims=True", "{:float32}", "[[0.2, 0.3]]", "[0.2, 0.3]", "{1}"]) + [f".quantile({text})" for text in ODD_QUANTILES],
    "multi_hot": over("multi_hot", ["{4,N:uint8}", "{4,3:int32}", "{3:int64}"], ["6", "num_classes=6, dtype=\"float64\"", "6, dtype=\"bool\"", "6, axis=1"]),
    # A graph looks through a softmax for its logits: of floats in a graph, only those of the targets' dtype are asked.
    "categorical_crossentropy": [f"se:{each}" for each in over("categorical_crossentropy", ["{2,6:int32}, {2,6}", "{2,6:int32}, {2,6:float16}"], ["", "axis=0"])]
    + over("categorical_crossentropy", ["{7,5,6:float16}, {7,5,6:uint16}", "{2,6}, {2,6:int32}", "{2,6:int32}, {2,6:int32}", "{2,6:float16}, {2,6}", "{2,6:int8}, {2,6:bool}",
                                                                  "{2,6:float64}, {2,6:float64}"], ["", "from_logits=True", "axis=0"]),
    "outer": over("outer", ["{4,0,N}, {2,N}", "{0}, {3}", "{N}, {0,N}", "{4,0}, {N}", "{N,3}, {2}", "{}, {N}"]),
    **{name: [f".{name}({text})" for text in ["0", "0, M=3, k=1", "3, 0", "3, 0, 1", "2, k=2", "2, k=3", "2, k=-3", "3, 4, 5", "3, 4, -2", "3, 4, -5", "4, 3, k=2", "4, 3, k=-1", "3, k=0.0", "3, k=4.0", "True", "3, 2, k=-1", "0, k=1", "3, k=True"]] for name in ["eye", "tri"]},
    "normalize": over("normalize", ["{N,2,N:float16}", "{2,3:float64}", "{2,3:int32}", "{}", "{:float16}", "{:int32}", "{2,3:bool}", "{2,3:uint16}", "{2,3:bfloat16}", "{2,3:complex64}"],
                      ["", "order=3", "axis=0", "axis=(0, 1)", "order=1", "order=2.0", "order=0", "axis=None"])
    + [f".normalize({each})" for each in ["0.5", "1", "np.float64(0.5)", "[1.0, 2.0]", "[1, 2]", "True"]],
    "average": over("average", ["{5,5,N:int16}", "{3,N}", "{N,3}", "{N}", "{3}", "{}"], ["weights={N}", "axis=0, weights={N}", "axis=1, weights={N}", "axis=0, weights={3}", "weights={3}", "weights={}", "axis=-1, weights={}", "weights={5,5,N}"]),
    "concatenate": over("concatenate", ["[{:uint16}]", "({6:bfloat16},)", "[{2,3}]", "[{N,3}]", "[{}, {}]"], ["", "axis=-2", "axis=5", "axis=1"]),
    "correlate": over("correlate", ["{N:complex64}, {N,5:float64}", "{5}, {N,5}", "{N,3}, {3}", "{3,N}, {2}", "{N,1}, {2}", "{5,1}, {2}", "{N}, {3}"], ["", "mode=\"full\"", "mode=\"same\""]),
    "get_item": over("get_item", ["{}", "{:int64}", "{3}", "{2,N}"], ["(Ellipsis, None)", "None", "Ellipsis", "(None, Ellipsis)", "(None, None)", "()", "0", "(0, None)", "(None, 0)", "(Ellipsis, 0)"]),
    "inner": over("inner", ["{2,N}, {2,N:int32}", "{3,N,5}, {N,5:int16}", "{7,6,N:uint8}, {N,4:bfloat16}", "{N,4}, {N,4}", "{N,4}, {4}", "{4}, {4}", "{N}, {4}", "{N,N}, {N,N}", "{2,4}, {2,4}", "{1,4}, {2,4}",
                            "{2,1,4}, {3,4}", "{N,4}, {1,4}", "{2,N}, {N}", "{2,4}, {N,4}", "{1,N}, {1,N}", "{1,1}, {1,1}", "{1,4}, {1,4}"]),
    **{name: over(name, ["{4}, 'a'", "{4}, {4:string}", "{2,3:int32}, 'a'", "'a', {3}", "{N,3}, True", "{4}, None"]) for name in ["logical_or", "logical_and", "logical_xor"]},
    "soft_shrink": over("soft_shrink", ["{2,3:int32}", "{2,3:uint8}", "{2,3:int64}", "{2,3:float16}", "{2,3:bool}", "{2,3:uint32}", "{2,3:int8}", "{2,3:complex64}"], ["", "threshold=1", "0", "threshold=1.0", "True"]),
    "hard_shrink": over("hard_shrink", ["{2,3:int32}", "{2,3:uint8}", "{2,3:int64}", "{2,3:float16}", "{2,3:bool}", "{2,3:uint16}", "{2,3:uint32}", "{2,3:complex64}"], ["", "threshold=1", "threshold=0.1", "0"]),
    **{name: [f".{name}({text})" for text in ["{3,2}, {3:int32}, num_segments=2", "{3,2}, {:int32}, num_segments=2", "{}, {3:int32}, 1", "{3,2}, {2:int32}, 4", "{N,2}, {N:int32}, 4", "{3,2}, {3,1:int32}, 4",
                                           "{3,2}, {:int32}, sorted=True", "[1.0, 2.0], [0, 1], 2", "{3}, [0, 1, 1], 2", "{3,2}, {:int32}, 2, True"]] for name in ["segment_sum", "segment_max"]},
    **{name: [f".{name}(({text}))" for text in ["{:uint8}, {}", "{3}, {3:int8}", "{2,4}, {2,4}", "{}, {}", "{4:int32}, {4:int32}", "{2,3,4:float64}, {2,3,4:float64}", "[1.0, 2.0], [0.0, 1.0]"]] for name in ["fft", "fft2"]},
    **{name: [f".{name}({text})" for text in ["0.5", "'a'", "[1.0, 2.0]", "[[1.0, 2.0]]", "True", "np.float64(0.5)", "np.ones((2, 2))", "None", "{2,4}", "{}", "{:int32}"]] for name in ["glu", "softmax", "log_softmax", "diagonal"]},
    "moments": [f".moments({text})" for text in ["True, -2", "0.5, 0", "[1.0, 2.0], 0", "np.ones((2, 3)), 0", "{2,3}, 1", "{2,3}, 5"]],
    "transpose": [f".transpose({text})" for text in ["'a', [-4, 1, 2]", "[True, False], (1, 0)", "[[1, 2]]", "[[1, 2]], (1, 0)", "[[1, 2]], ()", "np.ones((2, 3)), (1, 0)"]],
    **{name: [f".{name}({text})" for text in ["[1, 2], (1,)", "[1, 2], 2", "[[1, 2], [3, 4]], np.array([1])", "True, np.array([1])", "[[[1, 2]]], (1,)", "{4,4,4}, (1, 3)"]] for name in ["hsplit", "vsplit", "dsplit", "split"]},
    "unstack": [f".unstack({text})" for text in ["{:uint32}, num=3, axis=0", "{:bool}, num=2, axis=-1", "{2,3}, num=2, axis=4", "{2,3}, axis=4", "{}"]],
    "psnr": [f".psnr({text}, 1.0)" for text in ["np.float64(0.5), {2}", "np.int64(2), {}", "2, {3}", "{2,3}, {2,3}", "[1.0], {1}"]],
    "searchsorted": [f"s:.searchsorted({text})" for text in ["[1, 2], {3}", "{3}, [1, 2]", "{3}, 2.0"]],
    "sparse_plus": [f".sparse_plus({{2:{dtype}}})" for dtype in ["uint8", "uint16", "uint32", "int16", "bool", "float16"]],
    "full": [f".full({text})" for text in ["'a', 2.0", "'a', [1, 2]", "3, 1", "(2, 2), [1, 2]"]],
    "conv": [f".conv({text})" for text in ["{3,2,2,4}, {2,3,4,4}, dilation_rate=2", "{3,2,2,4}, {3,3,4,4}", "{3,2,2,4}, {4,3,4,4}", "{3,2,2,4}, {3,4,4,4}", "{3,2,9,4}, {3,2,4,4}"]],
    "pad": [f".pad({text})" for text in ["0.5, ((3, 2), (2, 3))", "[1.0, 2.0], ((1, 0), (1, 3))", "[1.0, 2.0], ((1, 0),)", "[[1.0], [2.0]], ((1, 0), (1, 3))", "[1.0, 2.0], 1"]],
    "squeeze": over("squeeze", ["{1,1,5}"], ["axis=1.0", "axis='a'", "0", "(0, 1)"]), "cross": over("cross", ["{N,1,3}, {N,1,2}", "{3}, {3}"], ["axis=3", "axisa=4", "axisb=-5", "axisc=4", "axis=-1"]),
    "threshold": over("threshold", ["{2,3:int32}", "{2,3}", "{2,3:uint8}", "{2,3:float16}", "{2,3:bool}", "-1", "2.5", "True", "[1, 2]", "np.float64(0.5)", "{}"], ["0.5, 2", "1, 2", "1, 0.5", "0.5, 0.5", "1, -1"]),
}
