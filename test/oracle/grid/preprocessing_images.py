"""Resizing, cropping and the random augmentations of images."""

from .sampling import Grid, source, sources, table
from .vocabulary import BAD_FORMATS

IMAGES = sources((32, 32, 3), (28, 30, 1), (None, None, 3), (None, 24, 3), (16, 16, None), dtypes=("uint8", "int32", "float16"))
SINGLE = ["keras.Input(batch_shape=(20, 24, 3))", "keras.Input(batch_shape=(None, 24, 3))"]
UNFIT = [source((8,)), source((4, 8, 8, 3)), source(()), "{'images': keras.Input((8, 8, 3))}", "None"]
CALLS = ["keras.Input((32, 32, 3)), training=False", "keras.Input((32, 32, 3)), training=True"]
FILL = {"fill_mode": ['"constant"', '"nearest"', '"wrap"', '"reflect"'], "interpolation": ['"nearest"', '"bilinear"'],
        "fill_value": ["0.5"], "seed": ["1", "None"]}
FILL_FAULTS = ['fill_mode="reflekt"', 'interpolation="bicubic"', "fill_mode=None", 'seed="a"', "seed=1.5"]
SEED = {"seed": ["1", "None"]}
SEED_FAULTS = ['seed="a"', "seed=0.5"]
BAD_SIZE = ["", "8", 'height="8", width=8', "None, 8", "8, None", "-1, 8", "0, 8", "8.5, 8", "(8, 8)", "(8, 8), 3", "8, 8, 3.5"]

RESIZING = Grid(
    "Resizing", required=["16, 20", "height=16, width=20", "180, 180", "1, 1"], bad_required=BAD_SIZE,
    options={"interpolation": ['"nearest"', '"bilinear"', '"bicubic"', '"area"', '"lanczos3"', '"Nearest"'],
             "crop_to_aspect_ratio": ["True", "False"]},
    faults=['interpolation="linear"', "interpolation=None", "interpolation=1", 'size=3', "pad_to_aspect_ratio=True",
            'data_format="channels_first"', "antialias=True", 'fill_mode="reflect"', *BAD_FORMATS],
    inputs=IMAGES + SINGLE, bad_inputs=UNFIT, count=210)

CENTER = Grid(
    "CenterCrop", required=["16, 20", "height=16, width=20", "40, 8", "64, 64"], bad_required=BAD_SIZE,
    faults=['data_format="channels_first"', *BAD_FORMATS], inputs=IMAGES + SINGLE, bad_inputs=UNFIT, count=120)

CROP = Grid(
    "RandomCrop", required=["16, 20", "height=16, width=20", "40, 8", "32, 32"], bad_required=BAD_SIZE, options=SEED,
    faults=['data_format="channels_first"', *SEED_FAULTS, *BAD_FORMATS], inputs=IMAGES + SINGLE + CALLS, bad_inputs=UNFIT, count=140)

FLIP = Grid(
    "RandomFlip", required=["", '"horizontal"', 'mode="vertical"', '"horizontal_and_vertical"'],
    bad_required=['"horizontaly"', "None", "1", "True", '"Horizontal"', "factor=0.2", '"horizontal", 3'], options=SEED,
    faults=[*SEED_FAULTS, 'data_format="channels_first"', *BAD_FORMATS, "factor=0.3"], inputs=IMAGES + SINGLE + CALLS, bad_inputs=UNFIT, count=160)

FACTORS = ["0.2", "factor=0.1", "(-0.2, 0.3)", "[0.1, 0.2]", "0", "1"]
BAD_FACTORS = ["", "-0.1", "1.5", "2", "(0.3, 0.1)", "(0.1,)", "(0.1, 0.2, 0.3)", '"0.1"', "None", "(2, 3)", "(-3, 0.2)", "-1", "-2",
               '("a", "b")', "(-0.2, 0.2)", "(-1.5, -1.2)", "True", "()"]

ROTATION = Grid("RandomRotation", required=FACTORS, bad_required=BAD_FACTORS, options=FILL,
                faults=[*FILL_FAULTS, 'data_format="channels_first"'], inputs=IMAGES + SINGLE + CALLS, bad_inputs=UNFIT, count=170)
CONTRAST = Grid("RandomContrast", required=["0.2", "factor=0.1", "(0.2, 0.3)", "[0.1, 0.2]", "0", "1"], bad_required=BAD_FACTORS, options=SEED,
                faults=[*SEED_FAULTS, "value_range=(0, 1)", "value_range=1"], inputs=IMAGES + SINGLE + CALLS, bad_inputs=UNFIT, count=140)
BRIGHTNESS = Grid("RandomBrightness", required=FACTORS, bad_required=BAD_FACTORS, options={**SEED, "value_range": ["(0, 1)", "[0.0, 255.0]", "(-1, 1)"]},
                  faults=[*SEED_FAULTS, "value_range=1", "value_range=(1, 2, 3)", "value_range=None", 'value_range="ab"'],
                  inputs=IMAGES + SINGLE + CALLS, bad_inputs=UNFIT, count=150)

TWO = ["0.2, 0.1", "height_factor=0.1, width_factor=(-0.2, 0.2)", "(-0.2, 0.3), 0.2", "[0.1, 0.2], [0.1, 0.3]", "0, 0", "1, 1"]
BAD_TWO = ["", "-0.1, 0.2", "0.2, 1.5", "(0.3, 0.1), 0.2", "0.2, (0.5, 0.2)", "(0.1,), 0.2", "(0.1, 0.2, 0.3), 0.2", '"0.1", 0.1', "None, 0.1",
           "0.1, (0.1, 2)", "0.2, None", "-1.5, 0.1", "0.1, -1.5", "0.1, (0.1,)", "0.2, True", "0.1, -0.3"]

TRANSLATION = Grid("RandomTranslation", required=TWO, bad_required=BAD_TWO, options=FILL, faults=[*FILL_FAULTS, *BAD_FORMATS[:2]],
                   inputs=IMAGES + SINGLE + CALLS, bad_inputs=UNFIT, count=150)
ZOOM = Grid("RandomZoom", required=["0.2", "height_factor=0.1", *TWO], bad_required=[*BAD_TWO, "1.5", "(0.1,)", "-0.1", "None"], options=FILL,
            faults=[*FILL_FAULTS, *BAD_FORMATS[:2]], inputs=IMAGES + SINGLE + CALLS, bad_inputs=UNFIT, count=170)

HEIGHT = Grid("RandomHeight", required=FACTORS, bad_required=BAD_FACTORS, options={**SEED, "interpolation": ['"nearest"', '"bicubic"', '"area"']},
              faults=[*SEED_FAULTS, 'interpolation="linear"', "interpolation=None"], inputs=IMAGES + SINGLE + CALLS, bad_inputs=UNFIT, count=110)
WIDTH = Grid("RandomWidth", required=FACTORS, bad_required=BAD_FACTORS, options={**SEED, "interpolation": ['"nearest"', '"bicubic"', '"area"']},
             faults=[*SEED_FAULTS, 'interpolation="linear"', "interpolation=None"], inputs=IMAGES + SINGLE + CALLS, bad_inputs=UNFIT, count=90)

RANGES = {"value_range": ["(0, 1)", "[0, 255]"]}
BAD_RANGES = ["value_range=1", "value_range=(0, 1, 2)", "value_range=None"]
UNIT = ["0.5", "factor=0.2", "(0.1, 0.4)", "1.0"]
BAD_UNIT = ["-0.5", "1.5", "(0.1,)", '"a"', "(2, 3)", "(0.1, 7)"]


def augmentation(name, required, bad_required=(), options=None, faults=(), count=60):
    return Grid(name, required=required, bad_required=list(bad_required), options={**(options or {}), **SEED, **({} if name in NO_FORMAT else {"data_format": ['"channels_first"', '"channels_last"']})},
                faults=[*faults, *SEED_FAULTS[:1], *BAD_FORMATS[:1]], inputs=IMAGES + SINGLE + CALLS, bad_inputs=UNFIT, count=count)


NO_FORMAT = ["AutoContrast"]
AUGMENTATIONS = [
    augmentation("AutoContrast", ["", "(0, 1)", "value_range=(0, 255)"], ["1", "(0, 1, 2)"]),
    augmentation("AugMix", ["", "(0, 1)", "num_chains=2, chain_depth=2", "factor=0.5", "all_ops=False"], ["factor=2", "factor=(0.1,)", "(0, 1, 2)"]),
    augmentation("ContrastLimitedAdaptiveHistogramEqualization", ["", "clip_limit=2.0", "tile_grid_size=(4, 4)"], ["foo=2"], RANGES),
    augmentation("CutMix", ["", "factor=0.5", "0.3"], BAD_UNIT),
    augmentation("Equalization", ["", "bins=64"], ["bins=0"], RANGES, BAD_RANGES),
    augmentation("MixUp", ["", "alpha=0.4", "0.3"], ['alpha="a"']),
    augmentation("RandAugment", ["", "num_ops=3", "factor=0.3"], ["factor=2", "factor=-1", "(0, 1, 2)"], {"interpolation": ['"nearest"']}, ['interpolation="a"']),
    augmentation("RandomColorDegeneration", UNIT, ["", *BAD_UNIT], RANGES, BAD_RANGES, 80),
    augmentation("RandomColorJitter", ["", "brightness_factor=0.2", "contrast_factor=0.3, hue_factor=0.1", "saturation_factor=0.4, value_range=(0, 1)"],
                 ["brightness_factor=2", "hue_factor=-1", "contrast_factor=(0.1,)", "saturation_factor=3"]),
    augmentation("RandomElasticTransform", ["", "factor=0.5", "scale=0.3"], [*BAD_UNIT, "scale=2"], {**RANGES, "interpolation": ['"nearest"']}, ['fill_mode="a"', 'interpolation="a"']),
    augmentation("RandomErasing", ["", "factor=0.5", "scale=(0.1, 0.3)"], [*BAD_UNIT, "scale=2"], RANGES),
    augmentation("RandomGaussianBlur", ["", "factor=0.5", "kernel_size=5", "kernel_size=(3, 5), sigma=0.5"], [*BAD_UNIT, "kernel_size=(3,)", 'kernel_size="a"', "sigma=(2, 3)"], RANGES),
    augmentation("RandomGrayscale", ["", "factor=0.5", "1.0"], BAD_UNIT),
    augmentation("RandomHue", UNIT, ["", *BAD_UNIT], RANGES),
    augmentation("RandomInvert", ["", *UNIT], BAD_UNIT, RANGES),
    augmentation("RandomPerspective", ["", "factor=0.5", "scale=0.3"], [*BAD_UNIT, "scale=2", "scale=-0.1"], {"interpolation": ['"nearest"']}, ['interpolation="a"']),
    augmentation("RandomPosterization", ["4", "factor=3", "(2, 5)", "8"], ["", "0.5", "9", "(0, 9)", '"a"', "(1,)"], RANGES, BAD_RANGES),
    augmentation("RandomSaturation", UNIT, ["", *BAD_UNIT], RANGES, BAD_RANGES),
    augmentation("RandomSharpness", UNIT, ["", *BAD_UNIT], RANGES, BAD_RANGES),
    augmentation("RandomShear", ["", "0.2", "x_factor=0.1, y_factor=(0.1, 0.2)"], ["1.5", "-0.2", "(0.1,)", '"a"', "y_factor=2", "(0.4, 0.1)"], {"interpolation": ['"nearest"'], "fill_mode": ['"constant"']},
                 ['fill_mode="a"', 'interpolation="a"']),
    augmentation("Solarization", ["", "0.2", "addition_factor=0.1, threshold_factor=(0.1, 0.2)"], ["1.5", "-0.2", "(0.1,)", '"a"', "threshold_factor=2"], RANGES, BAD_RANGES),
    augmentation("MaxNumBoundingBoxes", ["10", "max_number=3", "10, fill_value=0"], ["", '"a"', "None"]),
]

def elsewhere(*constructors):
    """Calls that are not on KerasTensors: inside another layer, and on arrays."""
    images = ["keras.Input((32, 32, 3))", "keras.Input((32, 32, 3), batch_size=4)", "keras.Input((None, None, 3))",
              "keras.Input((32, 32, 3), dtype='uint8')", "keras.Input(batch_shape=(20, 24, 3))"]
    arrays = ["tf.zeros((2, 8, 10, 3))", "np.zeros((2, 8, 10, 3))", "np.zeros((8, 10, 3), 'uint8')", "tf.ones((8, 10, 3))",
              "np.zeros((4, 30, 40, 1), 'float32')", "np.zeros((8, 10))"]
    for constructor in constructors:
        for image in images:
            yield f"Inside(layers.{constructor})({image})"
        for array in arrays if constructor != "RandomHeight(0.2)" else []:  # the size is drawn at random
            yield f"layers.{constructor}({array})"


AUGMENTED = list(elsewhere("RandomFlip()", "RandomRotation(0.2)", "RandomZoom(0.2)", "RandomTranslation(0.1, 0.1)", "RandomContrast(0.2)",
                           "RandomBrightness(0.2)", "RandomCrop(6, 6)", "CenterCrop(6, 6)", "Resizing(16, 20)", "RandomHeight(0.2)",
                           "AutoContrast()", "RandomShear(0.2, 0.2)", "RandomHue(0.2)", "RandomSaturation(0.2)", "RandomGrayscale()", "Equalization()",
                           "RandomColorJitter(brightness_factor=0.2, contrast_factor=0.2)", "RandomGaussianBlur()", "RandomErasing()", "RandomInvert()",
                           "RandomPosterization(4)", "Solarization(0.2, 0.2)", "RandomSharpness(0.2)", "RandomColorDegeneration(0.2)",
                           "RandomPerspective()", "RandAugment()", "MixUp()", "CutMix()"))
LAYERS = table(RESIZING, CENTER, CROP, FLIP, ROTATION, CONTRAST, BRIGHTNESS, TRANSLATION, ZOOM, HEIGHT, WIDTH, *AUGMENTATIONS, Augmented=AUGMENTED)
