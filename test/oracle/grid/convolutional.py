"""Conv, ConvTranspose, SeparableConv, DepthwiseConv."""

from .sampling import Grid, ranks, source, sources, table
from .vocabulary import ACTIVATIONS, BAD_ACTIVATIONS, BAD_FORMATS, FORMATS, weight_faults, weights

SPATIAL = [(28, 24, 10), (None, 24, 10), (28, None, 10), (None, None, None), (9, 8, 7), (5, 5, 5)]


def several(rank, *values):
    return f"({', '.join(str(value) for value in values[:rank])},)"


def shapes(rank):
    found = [(*axes[:rank], 4) for axes in SPATIAL]
    found += [(*SPATIAL[0][:rank], 3), (*SPATIAL[0][:rank], 1), (4, *SPATIAL[0][:rank]), (*SPATIAL[4][:rank], 8)]
    return list(dict.fromkeys(found))


def unfit(rank):
    small, unknown = (2, 2, 2)[:rank], (None, None, None)[:rank]
    wrong = ranks(*(r for r in (1, 2, 3, 4, 5, 6) if r != rank + 2))
    return wrong + [source((*small, 4)), source((*SPATIAL[4][:rank], None)), source((*unknown, None)), source((*small, 0)),
                    source((*(0, 0, 0)[:rank], 4)), "None", source((*SPATIAL[4][:rank], 4), dtype="string"),
                    f"[{source((*small, 4))}, {source((*small, 4))}]", source((*(1, 1, 1)[:rank], 4)),
                    source((None, *SPATIAL[4][:rank]))]


def spatial_options(rank):
    return {
        "strides": ["2", "1", "3", several(rank, 2, 1, 1), several(rank, 2, 2, 2), "[" + several(rank, 1, 2, 3)[1:-1] + "]"],
        "padding": ['"same"', '"valid"', '"SAME"'],
        "data_format": FORMATS,
        "dilation_rate": ["2", "1", several(rank, 2, 2, 2), several(rank, 1, 2, 1)],
    }


def spatial_faults(rank):
    extra = several(rank + 1, 1, 2, 2, 2)
    return ["strides=0", "strides=-1", "strides=None", 'strides="2"', "strides=1.5", f"strides={extra}", "strides=(1, None)",
            'padding="sam"', 'padding="full"', "padding=1", "padding=None", 'padding="causal"', 'padding=("same", "valid")',
            *BAD_FORMATS, "dilation_rate=0", "dilation_rate=None", f"dilation_rate={extra}", "dilation_rate=-2",
            "stride=2", "dilation=2", "kernal_size=3", "strides=2, dilation_rate=2", "strides=50"]


def kernels(rank):
    good = ["3", "kernel_size=3", several(rank, 3, 2, 1), "1", "[" + several(rank, 3, 3, 3)[1:-1] + "]", "2", "5"]
    bad = ["0", "-1", "None", '"3"', "2.5", several(rank + 1, 3, 3, 3, 3), "50", "()", "(3, None)", "(3.0,)", "3.0"]
    return good, bad


def convolution(name, rank, count, *, groups=True, transpose=False, prefixes=("kernel", "bias")):
    good, bad = kernels(rank)
    options = {**spatial_options(rank), "activation": ACTIVATIONS[:4], "use_bias": ["False", "True"], **weights(prefixes[:1])}
    faults = [*spatial_faults(rank), *BAD_ACTIVATIONS, *weight_faults(prefixes)[:9]]
    if groups:
        options["groups"] = ["1", "2", "4"]
        faults += ["groups=3", "groups=0", "groups=-1", "groups=None", "groups=1.0", 'groups="2"', "filters=4", "groups=8"]
    if transpose:
        options["output_padding"] = ["None", "1", several(rank, 1, 0, 1), "0"]
        faults += ["output_padding=5", "output_padding=-1", "output_padding=(1, 1, 1, 1)", 'output_padding="1"', "output_padding=2, strides=2"]
    if prefixes[0] != "kernel":
        options["depth_multiplier"] = ["1", "2"]
        faults += ["depth_multiplier=0", "depth_multiplier=-1", "depth_multiplier=None", "depth_multiplier=1.5"]
    if rank == 1 and groups:
        options["padding"] = [*options["padding"], '"causal"']
    required = [f"8, {kernel}" for kernel in good] + ["filters=8, kernel_size=3", "4, 3, 2", "4, 3, padding=\"same\"", "8, 3, strides=2, padding=\"same\""]
    bad_required = [f"8, {kernel}" for kernel in bad] + ["", "8", "0, 3", "-1, 3", "None, 3", '"8", 3', "8.0, 3", "2.5, 3", "(8,), 3",
                                                        "kernel_size=3", "8, 3, 1, \"same\", \"channels_last\", None, 1, 1, 1, 1", "3, 3, groups=2"]
    return Grid(name, required=required, bad_required=bad_required, options=options, faults=faults,
                inputs=sources(*shapes(rank)), bad_inputs=unfit(rank), count=count)


def depthwise(name, rank, count):
    good, bad = kernels(rank)
    return Grid(
        name,
        required=[*good, "3, 2", "3, padding=\"same\""],
        bad_required=[*bad, "", "filters=8, kernel_size=3", "8, 3, \"same\", 1, 2, 3"],
        options={**spatial_options(rank), "depth_multiplier": ["1", "2", "3"], "activation": ACTIVATIONS[:3], "use_bias": ["False"],
                 **weights(["depthwise"])},
        faults=[*spatial_faults(rank), "depth_multiplier=0", "depth_multiplier=-1", "depth_multiplier=None", "depth_multiplier=1.5",
                "filters=3", "groups=2", *BAD_ACTIVATIONS, *weight_faults(["depthwise"])],
        inputs=sources(*shapes(rank)), bad_inputs=unfit(rank), count=count)


LAYERS = table(
    convolution("Conv1D", 1, 260),
    convolution("Conv2D", 2, 520),
    convolution("Conv3D", 3, 170),
    convolution("Conv1DTranspose", 1, 170, groups=False, transpose=True),
    convolution("Conv2DTranspose", 2, 260, groups=False, transpose=True),
    convolution("Conv3DTranspose", 3, 150, groups=False, transpose=True),
    convolution("SeparableConv1D", 1, 150, groups=False, prefixes=("depthwise", "pointwise")),
    convolution("SeparableConv2D", 2, 170, groups=False, prefixes=("depthwise", "pointwise")),
    depthwise("DepthwiseConv1D", 1, 130),
    depthwise("DepthwiseConv2D", 2, 170),
)
