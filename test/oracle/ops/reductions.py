"""Ops that reduce, order or accumulate along axes."""

from .modes import dtypes, over, tensors

SOME = tensors("", "3", "N", "2,3", "N,3", "N,4,6")
AXES = ["", "axis=-1", "axis=0, keepdims=True", "1", "(0, 1)", "keepdims=True", "axis=3"]


def on_symbols(*call):
    return [f"s:{each}" for each in over(*call)]


OPS = {name: over(name, SOME, AXES) + over(name, dtypes()) for name in
       "all any max min prod std var amax amin logsumexp median ptp".split()}
OPS |= {name: over(name, SOME, [each for each in AXES if each != "(0, 1)"]) + over(name, dtypes()) for name in ["argmax", "argmin"]}
OPS["max"] += over("max", ["{N,3}", "{2,3:int32}", "{2:bool}"], ["initial=0", "axis=-1, initial=1.0"])
OPS |= {name: over(name, tensors("3", "N,3"), ["", "axis=-1", "axis=1, keepdims=True"]) + over(name, dtypes(names=["float16", "int32", "bool", "int64"])) for name in
        "nanargmax nanargmin nanmax nanmean nanmin nanprod nanstd nansum nanvar".split()}
OPS |= {name: over(name, SOME, ["", "axis=-1", "0", "axis=1", "dtype=\"float32\"", "axis=3"]) + over(name, dtypes(), ["axis=0"]) for name in
        "cumsum cumprod nancumsum nancumprod".split()}
OPS |= {name: over(name, SOME, ["", "axis=0", "axis=None", "axis=3"]) + over(name, dtypes(names=["float16", "int32", "bool"])) for name in ["sort", "argsort"]}
OPS["nanmedian"] = [f"s:{each}" for each in over("nanmedian", tensors("3", "N,3"), ["", "axis=-1"])]
OPS |= {
    "count_nonzero": over("count_nonzero", SOME, ["", "axis=-1", "axis=(0, 1)", "axis=4"]),
    "average": over("average", SOME, ["", "axis=-1", "0"]) + [".average({2,3}, weights={2,3})", ".average({2,3}, axis=1, weights={3})", ".average({2,3}, axis=1, weights={4})", ".average({2:int32})"],
    "quantile": over("quantile", ["{N,3}", "{2,3:int32}", "{5}"], ["0.5", "0.5, axis=-1", "[0.1, 0.9], axis=0", "0.5, axis=1, keepdims=True", "{2}"]),
    "percentile": over("percentile", ["{2,3}", "{5}"], ["50", "50, axis=-1", "[10, 90], axis=0"]),
    "top_k": over("top_k", ["{N,8}", "{5:int32}", "{2,3,4}", "{}", "{N,N}"], ["2", "k=3", "5, sorted=False", "0", "-1", "1"]),
    "in_top_k": [".in_top_k({N:int32}, {N,5}, 2)", ".in_top_k({3:int32}, {3,5}, k=1)"],
    "norm": over("norm", ["{N,3}", "{3}", "{2,3,4}", "{2,3:int32}"], ["", "axis=-1", "ord=2, axis=1, keepdims=True", "ord=1, axis=0", "axis=(0, 1)", "ord=\"fro\"", "ord=\"foo\"", "axis=(0, 1, 2)"]),
    "moments": over("moments", ["{N,4,6}", "{2,3:float16}", "{2,3:int32}"], ["axes=[0]", "axes=[0, 1]", "-1", "axes=(1,), keepdims=True", "axes=[5]"]),
    "normalize": over("normalize", ["{N,3}", "{2,3:int32}", "{3}"], ["", "axis=0", "axis=-1, order=1", "order=3", "axis=4"]),
    "log_softmax": over("log_softmax", SOME + dtypes(), ["", "axis=0", "axis=1", "axis=(0, 1)", "axis=4"]),
    "segment_sum": [".segment_sum({N,3}, {N:int32}, 4)", ".segment_sum({5}, {5:int32})", ".segment_sum({5,2}, {5:int32}, num_segments=3, sorted=True)", ".segment_sum({5}, {5,1:int32}, 3)"],
    "segment_max": [".segment_max({N,3}, {N:int32}, 4)", ".segment_max({5}, {5:int32})"],
    "segment_min": [".segment_min({N,3}, {N:int32}, 4)"], "segment_prod": [".segment_prod({N,3}, {N:int32}, 4)"],
    "searchsorted": [".searchsorted({5}, {N})", ".searchsorted({5}, {2}, side=\"right\")", ".searchsorted({5,2}, {2})", ".searchsorted({N}, {2})"],
    "digitize": [".digitize({N,3}, np.array([0.0, 1.0]))", ".digitize({2,3:int32}, [0.0, 1.0])", ".digitize({2}, {3})"],
    "bincount": [".bincount({5:int32})", ".bincount({N:int32}, minlength=4)", ".bincount({2,3:int32})", ".bincount({3:int32}, weights=[1.0, 2.0, 3.0])"],
    "histogram": [".histogram({5})", ".histogram({5}, bins=4)", ".histogram({N}, bins=-1)", ".histogram({2,3})"],
    "allclose": [".allclose({N,3}, {N,3})", ".allclose({2:int32}, {2})"],
    "argpartition": on_symbols("argpartition", ["{N,3}", "{5}"], ["1", "1, axis=0", "1, axis=None"]),
    "trapezoid": over("trapezoid", ["{N,3}", "{5:int32}"], ["", "axis=0", "dx=2.0"]),
    "diff": over("diff", ["{N,3}", "{5:int32}", "{2,4}"], ["", "2", "axis=0", "n=0", "n=9", "axis=4"]),
}
