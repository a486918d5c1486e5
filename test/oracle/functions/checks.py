"""tf.debugging, tf.sets and tf.bitwise: what raises before anything runs."""

from .sampling import Function as F

X = ["4,6", "?,6", "6", "4,6:int32"]
MODES = "call eager"


def passed(*expressions, inputs=X):
    """Checks give nothing: what they let pass is the tensor itself."""
    return F([f"[{each}, x][1]" for each in expressions], list(inputs), modes=MODES)


def compare(name, *more):
    call = f"tf.debugging.assert_{name}"
    return passed(f"{call}(x, x)", f"{call}(x, 1)", f"{call}(x, [5, 5, 5])", f"{call}(x=x, y=x, message='m', summarize=2)", f"{call}(x, tf.cast(x, tf.float64))", *[each.format(call) for each in more])


def single(name):
    call = f"tf.debugging.assert_{name}"
    return passed(f"{call}(x)", f"{call}(x=x, message='m')", f"{call}(-x)", f"{call}(x - 1, summarize=3, name='n')", f"{call}(x > 0)", f"{call}(tf.zeros([0]))", inputs=["4", "4:int32"])


BITS = ["4:int32|4:int32", "4:int32|1:int32", "4:uint8|4:uint8", "4|4", "4:int32|4:int64", "4:int32|3:int32", "4:bool|4:bool"]
FUNCTIONS = {
    "equal": compare("equal"), "less": compare("less"), "greater": compare("greater_equal", "{0}(tf.shape(x)[1], 1)", "{0}(x.shape[-1], 6)", "{0}(x.shape[-1], 7)"),
    "none_equal": compare("none_equal"), "near": passed("tf.debugging.assert_near(x, x)", "tf.debugging.assert_near(x, x, rtol=0.1, atol=0.1, message='m')", "tf.debugging.assert_near(x, 3.0)", "tf.debugging.assert_near(x, tf.cast(x, tf.float64))",
                                                  "tf.debugging.assert_near(x, [1.0, 2.0, 3.0])", "tf.debugging.assert_near(x=x, y=x, summarize=1)"),
    "shapes_equal": passed("tf.debugging.assert_equal(tf.shape(x)[1], 4)", "tf.debugging.assert_equal(tf.shape(x)[-1], 6)", "tf.debugging.assert_equal(tf.shape(x)[-1], 7)", "tf.debugging.assert_equal(tf.rank(x), 3)", "tf.debugging.assert_equal(x.shape[-1], 6)",
                       "tf.debugging.assert_equal(x.shape[-1], 7)", "tf.debugging.assert_equal(x.shape, [None, 4, 6])", "tf.assert_equal(tf.rank(x), 9)", "tf.debugging.assert_equal(tf.size(x[0]), 24)", "tf.debugging.Assert(tf.rank(x) == 3, [x])", "tf.debugging.Assert(True, ['a'])",
                       "tf.debugging.assert_equal(tf.shape(x)[0], 2)", "tf.debugging.assert_less(tf.shape(x)[1], 5)", "tf.assert_greater(tf.shape(x)[1], 9)"),
    "signs": single("positive"), "signs2": single("non_negative"), "signs3": single("negative"), "signs4": single("non_positive"),
    "rank": passed("tf.debugging.assert_rank(x, 3)", "tf.debugging.assert_rank(x=x, rank=2, message='m')", "tf.assert_rank(x, 2)", "tf.debugging.assert_rank(x, tf.constant(3))", "tf.debugging.assert_rank(x, 3.5)", "tf.debugging.assert_rank(x, [3])",
               "tf.debugging.assert_rank_at_least(x, 2)", "tf.debugging.assert_rank_at_least(x=x, rank=4)", "tf.debugging.assert_rank_in(x, [2, 3])", "tf.debugging.assert_rank_in(x, (1, 4), message='m')", "tf.debugging.assert_rank_in(x=x, ranks=[2])", "tf.debugging.assert_scalar(x)",
               "tf.debugging.assert_scalar(tensor=x[0, 0, 0])", "tf.debugging.assert_scalar(3)"),
    "shapes": passed("tf.debugging.assert_shapes([(x, ('b', 4, 6))])", "tf.debugging.assert_shapes([(x, (None, 4, 6)), (x, ('n', 'm', 6))])", "tf.debugging.assert_shapes([(x, ('a', 'a', 'b'))])",
                 "tf.debugging.assert_shapes([(x, (..., 6))])", "tf.debugging.assert_shapes([(x, (..., 5))])", "tf.debugging.assert_shapes([(x, ('a', 'b', 'c')), (x[0], ('b', 'c'))])", "tf.debugging.assert_shapes([(x, ())])", "tf.debugging.assert_shapes([(x, [2, 'a', 'b'])], message='m')"),
    "types": passed("tf.debugging.assert_type(x, tf.float32)", "tf.debugging.assert_type(tensor=x, tf_type=tf.int32, message='m')", "tf.debugging.assert_type(x, 'float32')", "tf.debugging.assert_same_float_dtype([x])",
                "tf.debugging.assert_same_float_dtype([x], tf.float32)", "tf.debugging.assert_integer(x)", "tf.debugging.assert_proper_iterable([x])", "tf.debugging.assert_proper_iterable(x)", "tf.debugging.assert_all_finite(x, 'm')", "tf.debugging.assert_all_finite(x=x, message='m', name='n')",
                "tf.debugging.check_numerics(x, 'm')", "tf.debugging.check_numerics(tensor=x, message='m')"),
    "bitwise": F(["tf.bitwise.bitwise_and(x, y)", "tf.bitwise.bitwise_or(x=x, y=y)", "tf.bitwise.bitwise_xor(x, y)", "tf.bitwise.left_shift(x, y)", "tf.bitwise.right_shift(x=x, y=y, name='r')", "tf.bitwise.invert(x)", "tf.bitwise.bitwise_and(x, 1)", "tf.bitwise.bitwise_and(1, y)",
                  "tf.bitwise.left_shift(x, 2)"], BITS),
    "sets": F(["tf.sets.size(tf.sparse.from_dense([[1, 2], [3, 0]]))", "tf.sets.intersection(x, x)", "tf.sets.union(a=x, b=x)", "tf.sets.difference(x, x, aminusb=False)", "tf.sets.intersection(x, x).values", 
               "tf.sets.union(x, tf.cast(x, tf.int64))", "tf.sets.difference(x, x[0])", "tf.sets.size(x)", "tf.sparse.to_dense(tf.sets.union(x, x))", "tf.sets.intersection(x, x, False)"], ["4:int32", "?:int32", "4"], modes="call"),
    "strings_checks": passed("tf.debugging.assert_equal(x, 'a')", "tf.debugging.assert_type(x, tf.string)", "tf.debugging.assert_positive(x)", "tf.debugging.assert_rank(x, 2)", inputs=["4:string"]),
}
