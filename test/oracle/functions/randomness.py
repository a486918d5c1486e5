"""tf.random: how shapes, seeds and parameters make the shape of samples."""

from .sampling import Function as F

X = ["4", "?,6", "4:int32"]
SHAPES = ["[2, 3]", "(3,)", "[]", "tf.shape(x)", "[tf.shape(x)[0], 2]", "x.shape[1:]", "tf.constant([2, 3])"]


def shaped(call, *more):
    return F([call.replace("SHAPE", shape) for shape in SHAPES] + list(more), X, modes="symbolic call eager")


SEED = "[1, 2]"
FUNCTIONS = {
    "normal": shaped("tf.random.normal(SHAPE)", "tf.random.normal([2], 1.0, 2.0, tf.float64)", "tf.random.normal(shape=[2], dtype=tf.int32)", "tf.random.normal([2, 3], mean=tf.zeros([3]))", "tf.random.normal([-1])", "tf.random.normal(2.5)",
                     "tf.random.truncated_normal([2, 3], stddev=0.5, dtype='float64')", "tf.random.normal([None, 2])"),
    "uniform": shaped("tf.random.uniform(SHAPE)", "tf.random.uniform([2], 0, 5, tf.int32)", "tf.random.uniform([2], maxval=5, dtype=tf.int64, seed=1)", "tf.random.uniform([2], dtype=tf.int32)", "tf.random.uniform([2], -1.0, 1.0)",
                      "tf.random.uniform([2], 0, 5, tf.int8)", "tf.random.uniform([2], dtype=tf.float16)", "tf.random.uniform([2], dtype=tf.string)"),
    "gamma": shaped("tf.random.gamma(SHAPE, 0.5)", "tf.random.gamma([2], [0.5, 1.5])", "tf.random.gamma([2], [0.5, 1.5], beta=[[3.0], [4.0]])", "tf.random.gamma(shape=[], alpha=[0.5], dtype=tf.float64)", "tf.random.gamma([2], [0.5, 1.5], [1.0, 2.0, 3.0])"),
    "poisson": shaped("tf.random.poisson(SHAPE, 0.5)", "tf.random.poisson([2], [0.5, 1.5])", "tf.random.poisson(shape=[2], lam=[0.5], dtype=tf.int32)", "tf.random.poisson([2], 3)"),
    "categorical": F(["tf.random.categorical(x, 5)", "tf.random.categorical(logits=x, num_samples=tf.shape(x)[1], dtype=tf.int32)", "tf.random.categorical(x, 2, tf.float32)", "tf.random.categorical([[0.5, 0.5]], 3)", "tf.random.categorical(x[0], 3)",
                      "tf.random.stateless_categorical(x, 5, seed=[1, 2])"], ["4", "?", "4,6", "4:int32"], modes="symbolic call eager"),
    "stateless_normal": shaped(f"tf.random.stateless_normal(SHAPE, {SEED})", "tf.random.stateless_normal([2], [1])", "tf.random.stateless_normal([2], seed=tf.constant([1, 2]), dtype=tf.float64)", "tf.random.stateless_normal([2], 3)",
                               "tf.random.stateless_truncated_normal([2], seed=[1, 2])", "tf.random.stateless_normal([2])"),
    "stateless_uniform": shaped(f"tf.random.stateless_uniform(SHAPE, {SEED})", "tf.random.stateless_uniform([2], [1, 2], 0, 5, tf.int32)", "tf.random.stateless_uniform([2], [1, 2], dtype=tf.int32)",
                                "tf.random.stateless_uniform([2], [1, 2], None, None, tf.int32)", "tf.random.stateless_uniform(shape=[2], seed=[1.0, 2.0])"),
    "stateless": F([], alone=["tf.random.stateless_gamma([2], [1, 2], 0.5)", "tf.random.stateless_gamma([3, 2], [1, 2], alpha=[0.5, 1.5])", "tf.random.stateless_poisson([3], [1, 2], 0.5)", "tf.random.stateless_poisson([3, 2], seed=[1, 2], lam=[0.5, 1.0], dtype=tf.float32)",
                              "tf.random.stateless_binomial([3], [1, 2], 10.0, 0.5)", "tf.random.stateless_binomial(shape=[3, 2], seed=[1, 2], counts=[1.0, 2.0], probs=0.5, output_dtype=tf.float32)", "tf.random.split([1, 2], 3)", "tf.random.split([1, 2])",
                              "tf.random.split(seed=[1, 2], num=1)", "tf.random.fold_in([1, 2], 3)", "tf.random.experimental.stateless_split([1, 2], 3)", "tf.random.stateless_gamma([2], [1, 2], alpha=[0.5, 1.5, 2.5])"]),
    "shuffle": F(["tf.random.shuffle(x)", "tf.random.shuffle(value=x, seed=1)", "tf.random.experimental.stateless_shuffle(x, [1, 2])"], X, modes="symbolic call eager"),
    "generator": F([], alone=["tf.random.Generator.from_seed(1).normal([2, 3])", "tf.random.Generator.from_seed(1).uniform([2], 0, 5, tf.int32)", "tf.random.Generator.from_seed(1).uniform((3,))", "tf.random.Generator.from_seed(1).truncated_normal([2])",
                              "tf.random.Generator.from_seed(1).normal([], dtype=tf.float64)", "tf.random.Generator.from_seed(1).binomial([2], 5.0, 0.5)", "tf.random.Generator.from_seed(1).uniform_full_int([2])", "tf.random.Generator.from_seed(1).make_seeds(2)",
                              "tf.random.Generator.from_non_deterministic_state().normal([2])", "tf.random.get_global_generator().uniform([2])"]),
}
