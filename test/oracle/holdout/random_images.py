"""Random calls of the layers of images, with every argument; drawn as in random_layers.py."""

from .random_recurrent import some, spread

FORMAT = ["'channels_first'", "'channels_last'", "'nope'", "None"]
FILL = ["'constant'", "'nearest'", "'wrap'", "'reflect'", "'nope'", "None"]
INTERPOLATION = ["'nearest'", "'bilinear'", "'bicubic'", "'area'", "'lanczos3'", "'nope'", "None"]
SEED = ["1", "None", "'a'", "1.5"]
RANGE = ["(0, 1)", "(0, 255)", "[0.0, 1.0]", "1", "(0, 1, 2)", "None", "'ab'"]
DTYPE = ["'float16'", "'uint8'", "'float64'", "'int32'", "'mixed_float16'"]
BOXES = "{'boxes': keras.Input((4, 4)), 'labels': keras.Input((4,))}"


def factor(d):
    return d.one("0.2", "0.5", "(0.1, 0.3)", "[0.1, 0.4]", "0", "1", "1.0", "(0.2, 0.2)", "0.0") if d.chance(0.8) else d.one("-0.1", "1.5", "2", "(0.3, 0.1)", "(0.1,)", "(0.1, 0.2, 0.3)", "'a'", "None", "(2, 3)", "(-0.5, 0.5)", "True", "()", "-1", "(-2, 2)", "(0, 1)", "[1, 1]")


def size(d):
    return repr(d.int(1, 40)) if d.chance(0.92) else d.one("0", "-1", "None", "'8'", "8.5", "(8, 8)", "True")


def image(d):
    rank = d.one(4, 4, 4, 4, 3, 3, 5, 2, 1)
    channels = d.one(3, 3, 3, 1, 4, None)
    if d.chance(0.15):
        dims = [channels, *[d.one(None, d.int(1, 30), d.int(8, 40)) for _ in range(2)]]
    else:
        dims = [*[d.one(None, d.int(1, 30), d.int(8, 40)) for _ in range(2)], channels]
    dims = [*([2] * max(0, rank - 4)), *dims][-(rank - 1):] if rank > 3 else dims
    dtype = f", dtype={d.one('uint8', 'int32', 'float16', 'float64', 'int64', 'bool')!r}" if d.chance(0.3) else ""
    if rank <= 3:
        return f"keras.Input(batch_shape={tuple(dims[-rank:])!r}{dtype})"
    batch = f", batch_size={d.int(1, 4)}" if d.chance(0.3) else ""
    return f"keras.Input({tuple(dims)!r}{batch}{dtype})"


def real(d):
    kind = d.one("uint8", "float32", "float32", "int32", "float64", "float16", "int64")
    dims = (d.int(4, 16), d.int(4, 16), d.one(3, 3, 1, 4))
    dims = dims if d.chance(0.4) else (d.int(1, 3), *dims)
    return d.one(f"tf.zeros({dims!r}, {kind!r})", f"np.zeros({dims!r}, {kind!r})", f"tf.ones({dims!r}, {kind!r})") if d.chance(0.93) else d.one("[[[1., 2., 3.]]]", "3.0", "np.zeros((4, 4))", "'a'")


def images(d):
    one = (lambda: real(d)) if d.chance(0.4) else (lambda: image(d))
    x = one()
    if d.chance(0.1):
        batch = "" if "batch" not in x else ", batch_size=2"
        labels = d.one(f"keras.Input((5,){batch})", f"keras.Input((){batch})", "tf.zeros((2, 5))")
        more = d.one("", f", 'labels': {labels}", f", 'bounding_boxes': {BOXES}", f", 'segmentation_masks': {x}", f", 'foo': {x}")
        x = d.one("{'images': " + x + more + "}", "{'image': " + x + "}")
    elif d.chance(0.04):
        x = d.one(f"[{x}]", "None", f"[{x}, {x}]", f"({x},)")
    return x + (f", training={d.one('True', 'False', 'None')}" if d.chance(0.2) else "")


def layer(name, heads, choices):
    """`heads` draw the leading arguments."""
    def draw(d):
        head = [make(d) for make in heads]
        named = {key: value(d) if callable(value) else value for key, value in choices.items()}
        options = some(d, {**named, "name": ["'n'", "None"], "dtype": DTYPE}, 0.2)
        return f"layers.{name}({spread([*head, *options])})({images(d)})"
    return draw


def drawn(d):
    return [factor(d)]


SHARED = {"seed": SEED, "data_format": FORMAT}
FILLED = {"fill_mode": FILL, "interpolation": INTERPOLATION, "fill_value": ["0.5", "1", "'a'"]}
TABLE = {
    "Resizing": ([size, size], {"interpolation": INTERPOLATION, "crop_to_aspect_ratio": ["True", "False"], "pad_to_aspect_ratio": ["True", "False"], "fill_mode": FILL, "fill_value": ["0.5", "1"], "antialias": ["True", "False"], "data_format": FORMAT}),
    "CenterCrop": ([size, size], {"data_format": FORMAT}),
    "RandomCrop": ([size, size], SHARED),
    "RandomFlip": ([lambda d: d.one("", "", "'horizontal'", "'vertical'", "'horizontal_and_vertical'", "'nope'", "None")], SHARED),
    "RandomRotation": ([factor], {**FILLED, **SHARED}),
    "RandomContrast": ([factor], {**SHARED, "value_range": RANGE}),
    "RandomBrightness": ([factor], {**SHARED, "value_range": RANGE}),
    "RandomTranslation": ([factor, factor], {**FILLED, **SHARED}),
    "RandomZoom": ([factor], {"width_factor": drawn, **FILLED, **SHARED}),
    "RandomHeight": ([factor], {"interpolation": INTERPOLATION, "seed": SEED}),
    "RandomWidth": ([factor], {"interpolation": INTERPOLATION, "seed": SEED}),
    "AutoContrast": ([], {"value_range": RANGE, "data_format": FORMAT}),
    "AugMix": ([], {"value_range": RANGE, "num_chains": ["2", "1", "0", "'a'"], "chain_depth": ["2", "1", "0"], "factor": drawn, "alpha": ["0.5", "1", "0"], "all_ops": ["True", "False"], "interpolation": INTERPOLATION, **SHARED}),
    "CutMix": ([], {"factor": drawn, **SHARED}),
    "Equalization": ([], {"value_range": RANGE, "bins": ["64", "256", "0", "'a'"], "data_format": FORMAT}),
    "ContrastLimitedAdaptiveHistogramEqualization": ([], {"value_range": RANGE, "clip_limit": ["2.0", "4", "0", "'a'"], "tile_grid_size": ["(4, 4)", "(2, 3)", "(0, 1)", "4"], "data_format": FORMAT}),
    "MixUp": ([], {"alpha": ["0.4", "0.2", "0", "-1", "'a'"], **SHARED}),
    "RandAugment": ([], {"value_range": RANGE, "num_ops": ["1", "2", "0", "'a'"], "factor": drawn, "interpolation": INTERPOLATION, **SHARED}),
    "RandomColorDegeneration": ([factor], {"value_range": RANGE, **SHARED}),
    "RandomColorJitter": ([], {"value_range": RANGE, "brightness_factor": drawn, "contrast_factor": drawn, "saturation_factor": drawn, "hue_factor": drawn, **SHARED}),
    "RandomElasticTransform": ([], {"factor": drawn, "scale": ["0.5", "1.0", "2", "'a'", "-1", "0"], "interpolation": INTERPOLATION, "fill_mode": FILL, "fill_value": ["0.5"], "value_range": RANGE, **SHARED}),
    "RandomErasing": ([], {"factor": drawn, "scale": ["(0.1, 0.3)", "(0.2, 0.2)", "2", "(0.1,)"], "fill_value": ["0.5", "None", "'a'"], "value_range": RANGE, **SHARED}),
    "RandomGaussianBlur": ([], {"factor": drawn, "kernel_size": ["3", "(3, 5)", "5", "(3,)", "0", "'a'", "2.5", "4"], "sigma": ["0.5", "(0.2, 0.9)", "0", "1.0", "(2, 3)", "-1"], "value_range": RANGE, **SHARED}),
    "RandomGrayscale": ([], {"factor": drawn, **SHARED}),
    "RandomHue": ([factor], {"value_range": RANGE, **SHARED}),
    "RandomInvert": ([], {"factor": drawn, "value_range": RANGE, **SHARED}),
    "RandomPerspective": ([], {"factor": drawn, "scale": ["0.3", "1", "2", "-0.1", "(0.1, 0.2)", "'a'"], "interpolation": INTERPOLATION, "fill_value": ["0.5"], **SHARED}),
    "RandomPosterization": ([lambda d: d.one("4", "factor=3", "(2, 5)", "8", "1", "0.5", "9", "(0, 9)", "'a'", "(1,)", "0", "[3, 3]")], {"value_range": RANGE, **SHARED}),
    "RandomSaturation": ([factor], {"value_range": RANGE, **SHARED}),
    "RandomSharpness": ([factor], {"value_range": RANGE, **SHARED}),
    "RandomShear": ([], {"x_factor": drawn, "y_factor": drawn, "interpolation": INTERPOLATION, "fill_mode": FILL, "fill_value": ["0.5"], **SHARED}),
    "Solarization": ([], {"addition_factor": drawn, "threshold_factor": drawn, "value_range": RANGE, "seed": SEED}),
}


def family():
    return {f"Every{name}": layer(name, heads, choices) for name, (heads, choices) in TABLE.items()}
