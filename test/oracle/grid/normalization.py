"""BatchNormalization, LayerNormalization, GroupNormalization, UnitNormalization."""

from .sampling import Grid, ranks, source, sources, table
from .vocabulary import weight_faults, weights

SHAPES = [(8,), (28, 28, 3), (None, 8), (None, None, 3), (6, 5, 4, 3), (4, 6)]
UNFIT = ranks(1, 6) + [source((None,)), source((4, None)), source((None, None)), "None", source((4,), dtype="string"), source((0,)),
                       "[keras.Input((4,)), keras.Input((4,))]", source((4,), dtype="bool"), "[keras.Input((4,))]"]
RATES = {"momentum": ["0.9", "0", "1"], "epsilon": ["1e-5", "0.001"], "center": ["False"], "scale": ["False"]}
BETAS = weights(["beta", "gamma"])

BATCH = Grid(
    "BatchNormalization",
    required=["", "axis=-1", "axis=1", "-1", "3", "axis=[1]"],
    bad_required=["axis=0", "axis=4", "axis=-4", "axis=-5", "axis=None", 'axis="last"', "axis=1.0", "axis=[1, 2]", "axis=(1,)", "axis=[-1]", "axis=[1, 1]",
                  "axes=1", "axis=True", "axis=2", "axis=(-1, 1)", "1, 2, 3, True, True, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15"],
    options={**RATES, **BETAS, "moving_mean_initializer": ['"zeros"'], "moving_variance_initializer": ['"ones"'], "renorm": ["True", "False"],
             "fused": ["True", "False", "None"], "synchronized": ["True", "False"]},
    faults=["momentum=2", 'momentum="a"', "momentum=None", 'epsilon="a"', "epsilon=None", "center=None", 'scale="a"', "fused=1", "virtual_batch_size=2",
            *weight_faults(["beta", "gamma"]), 'moving_mean_initializer="zeroes"', "momentun=0.9"],
    inputs=sources(*SHAPES, dtypes=("int32", "float16", "float64")) + ["keras.Input((8,)), training=True", "keras.Input((8, 8, 4)), training=False"],
    bad_inputs=UNFIT + ["keras.Input((8,)), mask=keras.Input((8,))"], count=330)

LAYER = Grid(
    "LayerNormalization",
    required=["", "axis=-1", "axis=1", "-1", "axis=[1]", "axis=[-1]", "axis=(1, 2)", "axis=[-2, -1]"],
    bad_required=["axis=0", "axis=4", "axis=-5", "axis=None", 'axis="last"', "axis=1.0", "axis=[1, 1]", "axes=1", "axis=()", "axis=[2, 1]", "axis=(1, -1)",
                  "axis=[0, 1]", "axis=[1, 7]"],
    options={"epsilon": ["1e-6", "1e-3"], "center": ["False"], "scale": ["False"], **BETAS, "rms_scaling": ["True"]},
    faults=['epsilon="a"', "epsilon=None", "momentum=0.9", "rms_scale=1", "axis=-7", *weight_faults(["beta", "gamma"])],
    inputs=sources(*SHAPES, dtypes=("int32", "float16", "float64")),
    bad_inputs=UNFIT, count=220)

GROUP = Grid(
    "GroupNormalization",
    required=["", "groups=4", "2", "1", "groups=-1", "8"],
    bad_required=["0", "3", "None", '"4"', "2.0", "groups=100", "groups=(1,)", "group=4"],
    options={"axis": ["-1", "1"], "epsilon": ["1e-5"], "center": ["False"], "scale": ["False"], "groups": []} | weights(["beta"]),
    faults=["axis=0", "axis=9", "axis=-9", "axis=None", "axis=[1]", *weight_faults(["gamma"])],
    inputs=sources((32,), (28, 28, 32), (None, 32), (None, None, 32), (8, 8), (8, 8, 64)),
    bad_inputs=UNFIT + [source((8, 8, 3)), source((8, 8, 40))], count=130)
GROUP.options.pop("groups")

UNIT = Grid("UnitNormalization", required=["", "axis=-1", "axis=1", "axis=[1, 2]"], bad_required=["axis=0", "axis=9", "axis=None", 'axis="a"', "1, 2", "axis=1.5"],
            inputs=sources(*SHAPES), bad_inputs=UNFIT, count=60)

LAYERS = table(BATCH, LAYER, GROUP, UNIT)
