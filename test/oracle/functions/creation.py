"""Constants, ranges, random tensors, variables."""

from .sampling import Function as F

ALONE = ["tf.zeros(3)", "tf.zeros((2, 3))", "tf.zeros([2, 3], tf.int32)", "tf.ones((2, None))", "tf.ones([2], dtype='bool')", "tf.zeros(())", "tf.zeros((2, -1))",
         "tf.fill([2, 3], 7)", "tf.fill((2,), 0.5)", "tf.eye(3)", "tf.eye(3, 4)", "tf.eye(2, batch_shape=[5])", "tf.eye(3, dtype=tf.int32)", "tf.linalg.eye(2)",
         "tf.range(5)", "tf.range(2, 10, 3)", "tf.range(0.0, 1.0, 0.25)", "tf.range(5, dtype=tf.float32)", "tf.range(3, 0, -1)", "tf.range(start=1, limit=4)",
         "tf.linspace(0.0, 1.0, 5)", "tf.linspace(0, 1, 5)", "tf.linspace([0.0, 1.0], [1.0, 2.0], 5)", "tf.linspace([0.0, 1.0], [1.0, 2.0], 5, axis=-1)", "tf.linspace(-1.0, 1.0, num=3)",
         "tf.constant(1)", "tf.constant(1.5)", "tf.constant([1, 2])", "tf.constant([[1.0], [2.0]])", "tf.constant(0, shape=(2, 2))", "tf.constant('a')", "tf.constant([True])",
         "tf.constant([1, 2], tf.float32)", "tf.constant([1.5], dtype=tf.int32)", "tf.constant(np.ones((2, 3)))", "tf.constant(np.ones(3, 'int64'), dtype='float32')", "tf.constant([1, 2, 3, 4], shape=[2, 2])",
         "tf.constant([1, 2, 3], shape=[2, 2])", "tf.constant([[1, 2], [3]])", "tf.constant(None)", "tf.constant([1, None])", "tf.convert_to_tensor([1, 2])", "tf.convert_to_tensor(np.ones(2))",
         "tf.convert_to_tensor(3.0, tf.float16)", "tf.convert_to_tensor([1.0], dtype='int32')", "tf.Variable(1.0)", "tf.Variable(tf.zeros((2, 3)))", "tf.Variable([1, 2], dtype=tf.float32)",
         "tf.Variable(lambda: tf.ones(3))", "tf.Variable(1, trainable=False, name='v')", "tf.Variable(tf.zeros((2, 3)), shape=(None, 3))", "tf.random.normal((2, 3))", "tf.random.normal([2], 0, 1, tf.float64)",
         "tf.random.uniform((2, 3))", "tf.random.uniform([3], maxval=5, dtype=tf.int32)", "tf.random.uniform([], 0, 1)", "tf.random.uniform([3], dtype=tf.int32)", "tf.random.truncated_normal((2, 3), stddev=0.1)",
         "tf.random.shuffle(tf.range(4))", "tf.random.categorical(tf.zeros((2, 5)), 3)", "tf.random.categorical(tf.zeros((2, 5)), num_samples=1, dtype=tf.int32)", "tf.random.gamma([2], 0.5)", "tf.random.gamma([2], [0.5, 1.0])",
         "tf.random.poisson([2], [1.0, 2.0, 3.0])", "tf.random.stateless_normal((2, 3), seed=(1, 2))", "tf.random.stateless_uniform([2], (1, 2))", "tf.random.stateless_uniform([2], [1, 2], 0, 5, tf.int32)",
         "tf.random.stateless_truncated_normal((2, 3), (1, 2))", "tf.random.set_seed(1)", "tf.compat.v1.random_normal((2, 3))", "tf.compat.v1.random_uniform((2, 3))", "tf.compat.v1.truncated_normal((2, 3))",
         "tf.compat.v1.zeros((2,))", "tf.random.normal(shape=(2,))", "tf.random.stateless_categorical(tf.zeros((2, 5)), 3, [1, 2])", "tf.random.stateless_gamma([2], [1, 2], 0.5)",
         "tf.random.split([1, 2], 3)", "tf.zeros(3).dtype", "tf.zeros((2, 3)).shape", "tf.constant(3).numpy()", "tf.constant([1, 2]).numpy()", "tf.is_tensor(tf.zeros(1))", "tf.is_tensor(3)",
         "tf.executing_eagerly()", "tf.rank(tf.zeros((2, 3)))", "tf.size(tf.zeros((2, 3)))", "tf.newaxis", "tf.float32.max", "tf.float32.min", "tf.int32.max", "tf.as_dtype('float32')", "tf.zeros_like([1, 2])",
         "tf.ones_like(3.0)", "tf.zeros_like(np.ones((2, 3)))", "tf.no_op()", "tf.compat.dimension_value(3)", "tf.compat.v1.placeholder_with_default(1.0, [])", "tf.get_static_value(tf.constant([1, 2]))", "tf.get_static_value(tf.constant(3))",
         "tf.nest.flatten([1, (2, [3])])", "tf.nest.flatten({'b': 1, 'a': 2})", "tf.nest.flatten(3)", "tf.nest.map_structure(lambda a: a + 1, [1, (2, 3)])", "tf.nest.map_structure(lambda a, b: a + b, {'a': 1}, {'a': 2})",
         "tf.nest.pack_sequence_as([1, [2, 3]], [4, 5, 6])", "tf.nest.is_nested([1])", "tf.nest.is_nested(1)", "tf.nest.assert_same_structure([1], [2])", "tf.nest.assert_same_structure([1], [2, 3])",
         "tf.nest.map_structure(lambda t: t.shape, [tf.zeros(2), tf.zeros(3)])", "tf.group()", "tf.zeros_initializer()((2, 3))", "tf.random_normal_initializer(0.0, 0.02)((2, 3))",
         "tf.constant_initializer(0.1)((2,))", "tf.ones_initializer()([3], dtype=tf.int32)", "tf.initializers.GlorotUniform()((2, 3))", "tf.keras.initializers.Zeros()((2, 3))", "tf.TensorArray(tf.float32, 3).size()",
         "tf.compat.v1.glorot_uniform_initializer()((2, 3))", "tf.random_uniform_initializer(-1, 1)((4,))"]
FUNCTIONS = {
    "alone": F([], [], alone=ALONE),
    "likes": F(["tf.zeros_like(x)", "tf.ones_like(x)", "tf.zeros_like(x, dtype=tf.int32)", "tf.ones_like(input=x, dtype='bool')", "tf.zeros_like(x[:, 0])", "tf.compat.v1.zeros_like(x)",
                "tf.convert_to_tensor(x)", "tf.convert_to_tensor(x, tf.float32)", "tf.convert_to_tensor(x, dtype=tf.float64)", "tf.constant(x)", "tf.Variable(x)", "tf.random.shuffle(x)", "tf.debugging.check_numerics(x, 'a')",
                "tf.random.categorical(x, 2)", "tf.random.normal((tf.shape(x)[0], 3))", "tf.random.uniform(tf.shape(x), 0, 1)", "tf.eye(x.shape[1])", "tf.eye(tf.shape(x)[1])", "tf.eye(tf.shape(x)[1], batch_shape=[tf.shape(x)[0]])",
                "tf.random.uniform((tf.shape(x)[0], 1))", "tf.range(x.shape[1])", "tf.zeros(x.shape)", "tf.range(0, tf.shape(x)[0])", "tf.linspace(0.0, 1.0, x.shape[-1])", "tf.random.normal(shape=tf.shape(x), dtype=x.dtype)",
                "tf.compat.v1.placeholder_with_default(x, [None, 6])"],
               ["6", "4:int32", "?"]),
}
