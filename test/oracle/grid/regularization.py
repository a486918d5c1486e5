"""Dropout and its kin, noise, ActivityRegularization, Identity."""

from .sampling import Grid, ranks, source, sources, table

SHAPES = [(8,), (None, 8), (6, 5, 4), (None, None, 3), ()]
UNFIT = [source((4,), dtype="string"), source((4,), dtype="bool"), "None", "", "[keras.Input((4,)), keras.Input((4,))]", "[keras.Input((4,))]",
         *ranks(6)]
BAD_RATES = ["", "2", "-0.1", "1.5", "None", '"0.5"', "(0.5,)", "50", "rates=0.5", "rate=None", "float(\"nan\")", "True"]
GOOD_RATES = ["0.5", "rate=0.2", "0", "1", "0.0", "1.0"]
TRAINING = ["keras.Input((8,)), training=True", "keras.Input((8,)), training=None"]


def dropout(name, count, shapes=SHAPES, unfit=UNFIT, training=TRAINING, **options):
    return Grid(name, required=GOOD_RATES, bad_required=[*BAD_RATES, "0.5, None, 3, 4, 5"], options=options,
                faults=["noise_shape=3", "seed=\"a\"", "seed=1.5", "training=True", "rat=0.5", "data_format=\"channels_lst\"", "noise_shape=(1, 2, 3, 4, 5)",
                        "noise_shape=(-1, 8)", "noise_shape=\"a\"", "noise_shape=(None, 3)"],
                inputs=sources(*shapes) + training, bad_inputs=unfit, count=count)


def spatial(rank, count):
    axes = [(9, 8, 7)[:rank], (None, 8, 7)[:rank], (None,) * rank]
    return dropout(f"SpatialDropout{rank}D", count, [(*part, 3) for part in axes],
                   [*UNFIT, *ranks(*(r for r in (1, 2, 3, 4, 5) if r != rank + 2))], [],
                   **({"data_format": ['"channels_last"', '"channels_first"', "None"]} if rank > 1 else {}))


ACTIVITY = Grid("ActivityRegularization", required=["", "0.01", "l1=0.01", "l2=0.01", "0.01, 0.02"],
                bad_required=["l1=None", 'l1="a"', "1, 2, 3", "l3=1", "l2=-1"], inputs=sources(*SHAPES), bad_inputs=UNFIT, count=60)
IDENTITY = Grid("Identity", required=[""], bad_required=["1", "foo=2"], inputs=sources(*SHAPES, (0,), (None,), dtypes=("int32", "string", "bool")),
                bad_inputs=UNFIT, count=40)

LAYERS = table(
    dropout("Dropout", 170, noise_shape=["None", "(None, 8)", "(None, 1)"], seed=["1", "None"]),
    spatial(1, 65), spatial(2, 75), spatial(3, 60),
    dropout("GaussianDropout", 60, seed=["1"]),
    dropout("AlphaDropout", 70, noise_shape=["None"], seed=["1"]),
    Grid("GaussianNoise", required=["0.5", "stddev=0.2", "0", "3"], bad_required=["", "-1", "None", '"a"', "std=1", "1, 2, 3", "(1,)"], options={"seed": ["1"]},
         inputs=sources(*SHAPES) + TRAINING, bad_inputs=UNFIT, count=65),
    ACTIVITY, IDENTITY)
