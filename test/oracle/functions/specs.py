"""Constructors of TypeSpecs, what they hold and how they print."""

from .sampling import Function as F
from .written import BAD_DTYPES, BAD_SHAPES, DTYPES, KT, SHAPE_OBJECTS, SHAPES

ALL_SHAPES = [*SHAPES, *SHAPE_OBJECTS, *BAD_SHAPES]
ALL_DTYPES = [*DTYPES, *BAD_DTYPES]


def every(template, values):
    return [f"repr({template.format(value)})" for value in values]


DENSE = [*every("tf.TensorSpec({})", ALL_SHAPES), *every("tf.TensorSpec([2], {})", ALL_DTYPES), *every("tf.TensorSpec(shape={}, dtype='int32', name='x')", SHAPES), *every("tf.TensorSpec([None], name={})", ["'a'", "None", "''", "3", "'a/b'", "tf.float32", "[1]"]),
         "repr(tf.TensorSpec())", "repr(tf.TensorSpec([2], shape=[2]))", "repr(tf.TensorSpec([2], tf.int32, 'n', 4))", "repr(tf.TensorSpec([2], type=tf.int32))", "repr(tf.TensorSpec(dtype=tf.int32))", "repr(tf.TensorSpec(tf.float32, [None]))",
         "repr(tf.TensorSpec(shape=(None, 3), dtype=tf.float32, name='inputs'))", "str(tf.TensorSpec([2, None]))", "f'{tf.TensorSpec([2, None], name=\"q\")}'", "'%s' % tf.TensorSpec([])", "[tf.TensorSpec([2]), None]", "repr([tf.TensorSpec([2])])", "repr({'a': tf.TensorSpec([2])})",
         *(f"tf.TensorSpec([None, 3], tf.float16, name='n').{name}" for name in ["shape", "dtype", "name", "rank", "ndim", "ndims", "as_list()", "shape.rank", "shape.as_list()", "shape[-1]", "dtype.name", "foo", "minimum", "element_spec", "__class__.__name__", "dtype.as_numpy_dtype"]),
         *(f"repr(tf.TensorSpec.from_spec({value}))" for value in ["tf.TensorSpec([2], 'int8', 'n')", KT + ".shape", "tf.zeros(2)", "np.zeros(2)", "3", "tf.RaggedTensorSpec([2, None])", "tf.SparseTensorSpec([2, 3])", "None", "[2]", "tf.IndexedSlicesSpec([2])"]),
         *(f"repr(tf.TensorSpec.from_spec({value}, name='m'))" for value in ["tf.TensorSpec([2], 'int8', 'n')", KT, "tf.zeros(2)", "np.zeros((2, 3), 'int32')", "tf.RaggedTensorSpec([2, None])", "tf.SparseTensorSpec([2, 3], tf.int64)", "tf.Variable([1.0])", "tf.ragged.constant([[1], [2, 3]])", "3"]),
         *(f"repr(tf.TensorSpec.from_tensor({value}))" for value in ["tf.zeros((2, 3))", "tf.constant('a')", KT, "np.zeros(2)", "3", "[1.0]", "tf.Variable(1.0)", "tf.TensorSpec([2])", "None", "tf.ragged.constant([[1]])", "tf.sparse.from_dense([[1, 0]])"]),
         "repr(tf.TensorSpec.from_tensor(tf.zeros(2), name='t'))", "repr(tf.TensorSpec.from_tensor(tf.zeros(2), 't'))", "repr(tf.TensorSpec.from_tensor())", "repr(tf.TensorSpec.from_spec())"]

RAGGED = [*every("tf.RaggedTensorSpec({})", ALL_SHAPES), *every("tf.RaggedTensorSpec([2, None], {})", ALL_DTYPES[::2]), *every("tf.RaggedTensorSpec([None, None], row_splits_dtype={})", ["tf.int32", "tf.int64", "'int32'", "np.int64", "tf.float32", "'foo'", "None", "9"]),
          *(f"repr(tf.RaggedTensorSpec({shape}, ragged_rank={rank}))" for shape in ["None", "()", "[2]", "[2, None]", "[None, None, 3]", "[1, 2, 3, 4]"] for rank in ["None", "0", "1", "2", "-1", "True", "1.0", "'a'", "np.int64(1)", "tf.constant(1)", "[1]"]),
          "repr(tf.RaggedTensorSpec())", "repr(tf.RaggedTensorSpec(ragged_rank=1))", "repr(tf.RaggedTensorSpec(None, tf.int32, 2))", "repr(tf.RaggedTensorSpec([2, None], tf.int32, 1, tf.int32))", "repr(tf.RaggedTensorSpec([2, None], name='a'))", "repr(tf.RaggedTensorSpec([2, None], dtype=None))",
          "repr(tf.RaggedTensorSpec([2, None], dtype=None, flat_values_spec=tf.TensorSpec([None], tf.int32)))", "repr(tf.RaggedTensorSpec([2, None], flat_values_spec=tf.TensorSpec([None])))", "repr(tf.RaggedTensorSpec([2, None], tf.int32, flat_values_spec=tf.TensorSpec([None])))",
          "repr(tf.RaggedTensorSpec([2, None], flat_values_spec=3))", *(f"tf.RaggedTensorSpec([2, None, 3], tf.int32, 1, tf.int32).{name}" for name in ["shape", "dtype", "ragged_rank", "row_splits_dtype", "flat_values_spec", "name", "rank", "shape.rank", "foo"]),
          *(f"repr(tf.RaggedTensorSpec.from_value({value}))" for value in ["tf.ragged.constant([[1], [2, 3]])", "tf.ragged.constant([['a'], []])", "tf.ragged.constant([[[1.0]], []])", "tf.ragged.constant([[1]], row_splits_dtype=tf.int32)", "tf.zeros(2)", KT, "3", "[[1], [2, 3]]", "tf.RaggedTensor.from_row_splits([1, 2, 3], [0, 1, 3])",
                                                                                   "tf.RaggedTensor.from_row_lengths([1.0, 2.0, 3.0], [1, 2])", "tf.RaggedTensor.from_tensor([[1, 2], [3, 4]])", "tf.sparse.from_dense([[1, 0]])"])]

SPARSE = [*every("tf.SparseTensorSpec({})", ALL_SHAPES), *every("tf.SparseTensorSpec([2, 3], {})", ALL_DTYPES[1::2]), "repr(tf.SparseTensorSpec())", "repr(tf.SparseTensorSpec(dtype=tf.int32))", "repr(tf.SparseTensorSpec([2, 3], tf.int32, 'n'))", "repr(tf.SparseTensorSpec([2, 3], name='n'))",
          *(f"tf.SparseTensorSpec([2, None], tf.int32).{name}" for name in ["shape", "dtype", "name", "rank", "shape.as_list()", "ragged_rank", "foo"]),
          *(f"repr(tf.SparseTensorSpec.from_value({value}))" for value in ["tf.sparse.from_dense([[1, 0], [0, 2]])", "tf.SparseTensor([[0, 0]], [1.0], [2, 3])", "tf.SparseTensor(indices=[[0, 1]], values=['a'], dense_shape=[2, 3])", "tf.zeros(2)", KT, "3", "None", "tf.ragged.constant([[1]])", "tf.TensorSpec([2])"])]

ARRAYS = [*every("tf.TensorArraySpec({})", ALL_SHAPES[::2]), *every("tf.TensorArraySpec([2], {})", ALL_DTYPES[::4]), "repr(tf.TensorArraySpec())", "repr(tf.TensorArraySpec([2], tf.int32, True, False))", "repr(tf.TensorArraySpec(dynamic_size=True))", "repr(tf.TensorArraySpec(infer_shape=None))", "repr(tf.TensorArraySpec(dynamic_size='a'))",
          *(f"tf.TensorArraySpec([2], tf.int32).{name}" for name in ["shape", "dtype", "element_shape", "dynamic_size", "infer_shape", "name", "element_spec"]), "repr(tf.TensorArraySpec([2], tf.int32, size=3))",
          *(f"repr(tf.TensorArraySpec.from_value({value}))" for value in ["tf.TensorArray(tf.float32, 3)", "tf.TensorArray(tf.int32, 0, dynamic_size=True)", "tf.TensorArray(tf.int32, size=2, element_shape=[3])", "tf.TensorArray(tf.int32, size=2, infer_shape=False)", "tf.zeros(2)", "3", KT])]

SLICES = [*every("tf.IndexedSlicesSpec({})", ALL_SHAPES[1::2]), *every("tf.IndexedSlicesSpec([2], {})", ALL_DTYPES[1::4]), *every("tf.IndexedSlicesSpec([2], indices_dtype={})", ["tf.int32", "'int64'", "tf.float32", "None", "'foo'"]), *every("tf.IndexedSlicesSpec([2], dense_shape_dtype={})", ["tf.int32", "'int64'", "None", "'foo'"]),
          *every("tf.IndexedSlicesSpec([2, 3], indices_shape={})", ["[2]", "[None]", "None", "3", "[2, 3]", "()", "'a'"]), "repr(tf.IndexedSlicesSpec())", *(f"tf.IndexedSlicesSpec([2], tf.int32).{name}" for name in ["shape", "dtype", "indices_dtype", "name"])]

STRUCTURES = ["tf.TensorSpec([2])", "(tf.TensorSpec([2]), tf.TensorSpec([], tf.int32))", "{'a': tf.TensorSpec([2]), 'b': tf.TensorSpec([])}", "[tf.TensorSpec([2])]", "()", "None", "3", "'a'", "tf.RaggedTensorSpec([2, None])", "({'x': tf.TensorSpec([2], name='q')}, tf.SparseTensorSpec([2, 3]))", "tf.OptionalSpec(tf.TensorSpec([2]))",
              "tf.data.DatasetSpec(tf.TensorSpec([2]))", "tf.float32", "tf.TensorShape([2])", KT + ".shape"]
NESTED = [*every("tf.data.DatasetSpec({})", STRUCTURES), *every("tf.data.IteratorSpec({})", STRUCTURES), *every("tf.OptionalSpec({})", STRUCTURES), *every("tf.data.DatasetSpec(tf.TensorSpec([]), {})", ["()", "[2]", "None", "[None]", "3", "'a'", "-1", "2.5", "(2, 3)"]), *every("tf.data.DatasetSpec({}).element_spec", STRUCTURES),
          *every("tf.data.DatasetSpec({}).shape", STRUCTURES[:2]), *every("tf.OptionalSpec({}).element_spec", STRUCTURES[:2]), *every("tf.data.IteratorSpec({}).element_spec", STRUCTURES[:2]), "repr(tf.data.DatasetSpec())", "repr(tf.OptionalSpec())", "repr(tf.data.IteratorSpec())", "repr(tf.OptionalSpec(tf.TensorSpec([2]), 3))",
          "repr(tf.data.DatasetSpec(element_spec=tf.TensorSpec([2]), dataset_shape=[3]))", "repr(tf.data.DatasetSpec(tf.TensorSpec([2])).dtype)", "repr(tf.data.DatasetSpec.from_value(tf.data.Dataset.range(3)))", "repr(tf.TypeSpec())"]
NAMES = [f"tf.{name}" for name in ["BoundedTensorSpec", "VariableSpec", "RowPartitionSpec", "DatasetSpec", "IteratorSpec", "RaggedSpec", "SparseSpec", "TensorSpecs"]]

FUNCTIONS = {name: F([], [], alone=alone) for name, alone in
             {"TensorSpec": DENSE, "RaggedTensorSpec": RAGGED, "SparseTensorSpec": SPARSE, "TensorArraySpec": ARRAYS, "IndexedSlicesSpec": SLICES, "nested": NESTED, "names": NAMES}.items()}
