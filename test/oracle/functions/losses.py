"""Losses on targets and outputs of other shapes: called as functions, as objects, and by `fit`.

What a loss is, chance and floats decide: here only whether there is one.
"""

from .sampling import Function

FUNCTIONS_AND_CLASSES = [
    ("binary_crossentropy", "BinaryCrossentropy"), ("categorical_crossentropy", "CategoricalCrossentropy"),
    ("sparse_categorical_crossentropy", "SparseCategoricalCrossentropy"), ("mean_squared_error", "MeanSquaredError"),
    ("mean_absolute_error", "MeanAbsoluteError"), ("hinge", "Hinge"), ("huber", "Huber"), ("kl_divergence", "KLDivergence"),
    ("poisson", "Poisson"), ("cosine_similarity", "CosineSimilarity"), ("log_cosh", "LogCosh"), ("squared_hinge", "SquaredHinge"),
    ("mean_squared_logarithmic_error", "MeanSquaredLogarithmicError"), ("mean_absolute_percentage_error", "MeanAbsolutePercentageError"),
    ("binary_focal_crossentropy", "BinaryFocalCrossentropy"),
]

# Targets and outputs, both with four samples.
PAIRS = [
    ((4, 10), (4, 10)), ((4, 1), (4, 10)), ((4,), (4, 10)), ((4,), (4, 1)), ((4, 1), (4, 1)), ((4, 3), (4, 10)),
    ((4, 10), (4, 1)), ((4, 5, 10), (4, 5, 10)), ((4, 5), (4, 5, 10)), ((4, 5, 1), (4, 5, 10)), ((4, 10), (4, 5, 10)),
    ((4, 1), (4, 5, 10)), ((4,), (4, 5, 10)), ((4, 5, 10), (4, 10)), ((4, 6, 6), (4, 6, 6, 3)), ((4, 1), (4, 6, 6, 1)),
    ((4, 5, 1), (4, 5, 1)), ((4, 4), (4, 4, 3)), ((4, 5), (4, 5, 1)), ((4, 10), (4, 5, 1)),
]
MADE = "[{}, 'made'][1]"


def direct(name, target, output):
    return MADE.format(f"keras.losses.{name}(tf.zeros({target}), tf.ones({output}))")


def fitted(loss, target, output, method="fit", verbose=", verbose=0"):
    model = f"keras.Sequential([keras.Input({output[1:-1] + (2,)}), layers.Dense({output[-1]})])"
    data = f"np.zeros({output[:-1] + (2,)}, 'float32'), np.zeros({target}, 'float32')"
    return MADE.format(f"(lambda m: (m.compile('sgd', {loss}), m.{method}({data}{verbose})))({model})")


def expressions():
    for name, class_name in FUNCTIONS_AND_CLASSES:
        for target, output in PAIRS:
            yield direct(name, target, output)
            yield direct(f"{class_name}()", target, output)
    for loss in ["'mse'", "'binary_crossentropy'", "'categorical_crossentropy'", "'sparse_categorical_crossentropy'", "'hinge'",
                 "keras.losses.Huber()", "'kl_divergence'", "keras.losses.CosineSimilarity()"]:
        for target, output in PAIRS:
            yield fitted(loss, target, output)
    for loss in ["keras.losses.CategoricalCrossentropy(from_logits=True)", "keras.losses.SparseCategoricalCrossentropy(from_logits=True)",
                 "keras.losses.BinaryCrossentropy(from_logits=True)", "keras.losses.sparse_categorical_crossentropy",
                 "keras.losses.categorical_crossentropy", "keras.losses.mean_squared_error", "['mse']"]:
        for target, output in PAIRS[:8]:
            yield fitted(loss, target, output)
            yield fitted(loss, target, output, "evaluate")
    for loss in ["'mse'", "'sparse_categorical_crossentropy'"]:
        for size in (2, 3, 4):
            for target, output in PAIRS[9:14]:
                yield fitted(loss, target, output, verbose=f", verbose=0, batch_size={size}")
    for loss in ["'mse'", "'categorical_crossentropy'", "'sparse_categorical_crossentropy'"]:
        for target, output in PAIRS[:8]:
            yield fitted(loss, target, output, "train_on_batch", "")
            yield fitted(loss, target, output, "test_on_batch", "")


FUNCTIONS = {"losses": Function((), (), alone=list(expressions()))}
