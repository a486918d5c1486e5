"""`tf.TensorShape` with all that it can do, `Dimension`, and shapes that are broadcast."""

from .sampling import Function as F
from .written import BAD_SHAPES, KT, SHAPE_OBJECTS, SHAPES

S = "tf.TensorShape"
SOME = [f"{S}(None)", f"{S}([])", f"{S}([3])", f"{S}([None])", f"{S}([2, 3])", f"{S}([None, 3])", f"{S}([2, None, 4])", f"{S}([1, 2, 3, 4])", f"{KT}.shape", "tf.zeros((2, 0)).shape"]
SIMPLE = ["rank", "ndims", "as_list()", "num_elements()", "is_fully_defined()", "assert_is_fully_defined()", "__len__()", "foo", "size", "index(3)", "count(3)", "numel()", "as_list", "dims[0].value", "dims is None", "with_rank()", "merge_with()", "__class__.__name__", "as_list()[0]", "as_list()[1:]", "as_list() + [8]"]
BUILT = ["str(@)", "repr(@)", "f'{@}'", "'{}'.format(@)", "'%s' % (@,)", "len(@)", "bool(@)", "not @", "list(@)", "tuple(@)", "[*@]", "(2, *@)", "[d for d in @]", "sum(@)", "max(@)", "sorted(@)", "list(reversed(@))", "list(enumerate(@))", "3 in @", "None in @", "@ is None", "@ == None", "@ or 7", "@ and 7",
         "@.as_list() == [2, 3]", "int(np.prod(@))", "any(@)", "all(@)", "dict(zip('ab', @))", "iter(@) is None", "next(iter(@))", "-@", "@()", "@ * 2", "2 * @", "@ - @", "@ < @", "@ and @", "int(@)", "float(@)", "isinstance(@, tuple)", "isinstance(@, (list, tf.TensorShape))", "tf.TensorShape(@)",
         "tf.zeros(@)", "tf.constant(@)", "tf.TensorSpec(@).shape", "list(map(str, @))", "len(@.as_list())", "np.zeros(@).shape", "tf.compat.dimension_value(@[0])", "tf.compat.dimension_at_index(@, 0).value"]
INDEXES = ["0", "1", "-1", "-2", "5", "-5", "True", "1.0", "None", "'a'", "()", "(0, 1)", "[0]", "np.int64(0)", "np.array(1)", "tf.constant(0)", "...", ":", "1:", ":1", "-1:", ":-1", "1:-1", "::2", "::-1", "0:2", "1:3", "5:", "-3:-1", "2:1", ":None", "1:None:None", "slice(1, None)", "np.int64(0):", "'a':", "1.0:", "::0", "tf.constant(1):"]
OTHERS = [*SHAPES, f"{S}([2, None])", f"{S}(None)", "[2, 3, 4]", "[None, None]", "'a'", "'ab'", "2.5", "-1", "(2.5, 3)", "('a',)", "tf.constant([2, 3])", "range(2)", KT + ".shape", "{}", "tf.float32", "tf.zeros((2, 3))"]
RANKS = ["0", "1", "2", "3", "-1", "None", "2.0", "'a'", "True", "[2]", "np.int64(2)"]


def of(shapes, *methods):
    return [f"{shape}.{method}" for shape in shapes for method in methods]


PAIRED = ["concatenate", "merge_with", "is_compatible_with", "most_specific_compatible_shape", "assert_is_compatible_with", "assert_same_rank"]
FEW = [SOME[0], SOME[4], SOME[5]]
BROADCAST = ["tf.TensorShape([2, 1])", "tf.TensorShape([3])", "tf.TensorShape([2, 3])", "tf.TensorShape([None, 3])", "tf.TensorShape(None)", "tf.TensorShape([])", "tf.TensorShape([2, None])", "tf.TensorShape([4, 1, 3])"]
DIMENSION = ["3", "None", "0", "-1", "2.5", "'a'", "tf.compat.v1.Dimension(4)", "True", "np.int64(3)", "tf.constant(3)", "[3]"]

FUNCTIONS = {
    "constructor": F([], [], alone=[f"{S}({value})" for value in [*SHAPES, *SHAPE_OBJECTS, *BAD_SHAPES]] + [f"{S}()", f"{S}(2, 3)", f"{S}(dims=[2])", f"{S}(shape=[2])", "tf.compat.v1.TensorShape([2, None])"]),
    "simple": F([], [], alone=of(SOME, *SIMPLE)),
    "python": F([], [], alone=[form.replace("@", shape) for form in BUILT for shape in SOME]),
    "items": F([], [], alone=[f"{shape}[{index}]" for shape in [SOME[0], SOME[1], SOME[4], SOME[6], SOME[8]] for index in INDEXES]),
    "paired": F([], [], alone=[f"{shape}.{method}({other})" for method in PAIRED for shape in FEW for other in OTHERS]),
    "ranks": F([], [], alone=[f"{shape}.{method}({rank})" for method in ["with_rank", "with_rank_at_least", "with_rank_at_most", "assert_has_rank"] for shape in FEW for rank in RANKS] + of(FEW, "with_rank(rank=2)", "with_rank(n=2)", "with_rank(2, 3)", "with_rank_at_least(rank=3)")),
    "operators": F([], [], alone=[form.format(shape, other) for form in ["{0} + {1}", "{1} + {0}", "{0} == {1}", "{0} != {1}"] for shape in FEW for other in OTHERS]),
    "traced": F([], [], alone=[f"{shape}.is_subtype_of({other})" for shape in SOME[:7] for other in [*SOME[:7], "[2, 3]", "None"]] + [f"{shape}.most_specific_common_supertype({other})" for shape in FEW for other in [f"[{one}]" for one in SOME[:7]] + ["[]", f"[{SOME[2]}, {SOME[4]}]", f"({SOME[4]}, {SOME[5]})", "[[2, 3]]", "3"]]),
    "broadcast": F([], [], alone=[f"tf.broadcast_static_shape({a}, {b})" for a in BROADCAST for b in BROADCAST] + ["tf.broadcast_static_shape([2, 1], [3])", "tf.broadcast_static_shape((2, 1), tf.TensorShape([3]))", "tf.broadcast_static_shape(tf.TensorShape([2]), [2])", f"tf.broadcast_static_shape({KT}.shape, tf.TensorShape([6]))",
                                           "tf.broadcast_dynamic_shape([2, 1], [3])", "tf.broadcast_dynamic_shape(tf.constant([2, 1]), tf.constant([3]))", "tf.broadcast_dynamic_shape([2], [3])", "tf.broadcast_dynamic_shape(tf.shape(tf.zeros((2, 1))), [4])", "tf.broadcast_dynamic_shape([], [3])", "tf.broadcast_dynamic_shape([2, 1], [None, 3])"]),
    "dimensions": F([], [], alone=[f"tf.compat.v1.Dimension({value}).value" for value in DIMENSION] + [f"tf.compat.{module}dimension_value({value})" for module in ["", "v1."] for value in [*DIMENSION, f"{KT}.shape[0]", f"{KT}.shape[1]"]] +
                                        ["int(tf.compat.v1.Dimension(3))", "tf.TensorShape([2, None]).dims[1].value", "tf.compat.dimension_at_index(tf.TensorShape([2, None]), 0).value"]),
}
