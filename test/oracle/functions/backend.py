"""`tf.keras.backend`, as `K`."""

from .sampling import Function as F

X = ["4,6", "?,6", "6", "4,6:int32"]
UNARY = "abs sqrt square exp log round sign sin cos softplus softsign sigmoid hard_sigmoid tanh relu elu softmax identity stop_gradient flatten batch_flatten transpose shape ndim int_shape dtype zeros_like ones_like is_sparse to_dense logsumexp is_keras_tensor count_params cast_to_floatx get_value eval l2_normalize".split()
REDUCE = "sum mean max min prod std var any all argmax argmin logsumexp cumsum cumprod".split()
BINARY = "equal not_equal greater greater_equal less less_equal maximum minimum pow".split()
ALONE = ["K.floatx()", "K.epsilon()", "K.backend()", "K.image_data_format()", "K.set_floatx('float16')", "K.set_floatx('foo')", "K.set_image_data_format('channels_first')", "K.set_image_data_format('a')", "K.learning_phase()",
         "K.clear_session()", "K.get_uid('a')", "K.get_uid()", "(K.get_uid('a'), K.get_uid('a'))[1]", "K.reset_uids()", "K.set_epsilon(1e-5)", "(K.set_epsilon(1e-5), K.epsilon())[1]", "(K.set_floatx('float64'), keras.Input((3,)))[1]",
         "(K.set_floatx('float16'), K.zeros((2, 3)))[1]", "(K.set_floatx('float16'), K.floatx())[1]", "(layers.Dense(2), K.clear_session(), layers.Dense(2).name)[2]", "(K.set_image_data_format('channels_first'), layers.Conv2D(4, 3, padding='same')(keras.Input((8, 8, 3))))[1]",
         "K.variable([1.0, 2.0])", "K.variable(3)", "K.variable(np.ones((2, 3)))", "K.variable([1, 2], dtype='int32')", "K.constant(2)", "K.constant([1, 2])", "K.constant([1, 2], dtype='int32')", "K.constant(1, shape=(2, 2))", "K.constant(np.ones((2, 3)))", "K.zeros((2, 3))", "K.zeros(3)",
         "K.ones((2, 3), dtype='int32')", "K.eye(3)", "K.eye(2, dtype='float64')", "K.random_normal((2, 3))", "K.random_uniform((2, 3))", "K.random_normal(shape=(2,), mean=1.0, stddev=2.0)", "K.random_uniform([2], 0, 1, 'float64')", "K.truncated_normal((2, 3))", "K.random_bernoulli((2, 3), p=0.5)", "K.random_binomial((2, 3), p=0.5)",
         "K.random_normal_variable((2, 3), 0, 1)", "K.random_uniform_variable((2, 3), 0, 1)", "K.arange(5)", "K.arange(1, 7, 2)", "K.arange(0, 5, dtype='float32')", "K.arange(-1)", "K.get_value(K.variable([1.0]))", "K.eval(K.constant([1.0, 2.0]))", "K.get_value(3)", "K.eval(K.zeros((2, 3)))",
         "K.set_value(K.variable([1.0]), [2.0])", "K.batch_get_value([K.variable([1.0])])", "K.batch_set_value([(K.variable([1.0]), [2.0])])", "K.int_shape(K.zeros((2, 3)))", "K.ndim(K.zeros((2, 3)))", "K.dtype(K.zeros(2))", "K.count_params(K.zeros((2, 3)))", "K.is_keras_tensor(K.zeros(2))", "K.is_keras_tensor(3)",
         "K.is_keras_tensor(keras.Input((2,)))", "K.is_keras_tensor(layers.Dense(2)(keras.Input((2,))))", "K.is_keras_tensor(np.ones(2))", "K.is_sparse(K.zeros(2))", "K.is_sparse(keras.Input((2,)))", "K.is_sparse(keras.Input((2,), sparse=True))", "K.placeholder((2, 3))", "K.placeholder(shape=(None, 3), dtype='int32')", "K.placeholder(ndim=2)",
         "K.cast_to_floatx([1, 2])", "K.cast_to_floatx(np.ones(2, 'int32'))", "K.update(K.variable([1.0]), [2.0])", "K.update_add(K.variable([1.0]), [2.0])", "K.update_sub(K.variable([1.0]), [2.0])", "K.moving_average_update(K.variable([1.0]), K.constant([2.0]), 0.9)", "K.set_learning_phase(0)",
         "K.foo", "K.expand_dims(np.ones(3))", "K.sum([1.0, 2.0])", "K.concatenate([K.zeros((2, 3)), K.ones((2, 1))])", "K.dot(K.zeros((2, 3)), K.ones((3, 4)))", "K.mean(K.variable([1.0, 2.0]))", "K.int_shape(layers.Dense(3)(keras.Input((2,))))", "K.stack([K.zeros(2), K.zeros(2)])", "K.sqrt(K.variable(4.0))",
         "keras.backend.epsilon()", "keras.backend.floatx()", "keras.backend.backend()", "keras.backend.clear_session()", "keras.backend.image_data_format()", "keras.backend.is_keras_tensor(keras.Input((2,)))", "keras.backend.get_uid('x')", "keras.backend.set_floatx('float32')", "keras.backend.mean",
         "K.in_train_phase(1, 2, training=1)", "K.in_train_phase(lambda: 3, 2, training=True)", "K.in_train_phase(1, 2, training=0)", "K.in_train_phase(1, 2)", "K.in_test_phase(1, 2, training=0)", "K.int_shape([1, 2])", "K.ndim(3)", "K.dtype(3)", "K.manual_variable_initialization(True)"]

MORE = [f"K.{name}({dtype})" for name in ["is_float_dtype", "is_int_dtype", "standardize_dtype"] for dtype in ["'float16'", "'bfloat16'", "'int8'", "'uint64'", "'bool'", "'foo'", "None", "float", "int", "tf.float32", "np.int32", "'float'", "3"]]
MORE += [f"K.result_type({dtypes})" for dtypes in ["", "'int32'", "'int32', 'float16'", "int, 'float16'", "float, 'int8'", "'int8', 'uint8'", "float, int", "'bool', 'bool'", "tf.int32, 'float32'", "'foo', 'int8'", "None", "'uint32', 'int64'", "'float16', 'bfloat16'", "bool, int", "'string', 'int8'"]]
MORE += ["K.placeholder((2, None, 3)).name", "K.placeholder(shape=[None, 3]) * 2", "K.placeholder()", "K.placeholder(shape=(None,), name='a').name", "K.placeholder((2, 3), sparse=True, ragged=True)", "keras.Model(K.placeholder((None, 3)), K.placeholder((None, 3)))", "layers.Dense(2)(K.placeholder((None, 3)))", "K.placeholder((2, 3), dtype='foo')", "K.placeholder(3)",
         "K.name_scope('a').name", "K.name_scope()", "K.name_scope('a').__enter__()", "K.learning_phase_scope(1).__enter__()", "K.function([], [])"]

FUNCTIONS = {f"K {name}": F(f"K.{name}(x)", X, modes="symbolic static call eager" + ("" if name in {"ndim", "int_shape", "dtype", "is_sparse", "is_keras_tensor", "count_params", "get_value", "eval", "cast_to_floatx"} else " names")) for name in UNARY}
FUNCTIONS |= {f"K {name}": F([f"K.{name}(x)", f"K.{name}(x, axis=1)", f"K.{name}(x, -1)"] + ([f"K.{name}(x, axis=-1, keepdims=True)", f"K.{name}(x, [0, 1])", f"K.{name}(x, axis=(1, 2), keepdims=True)"] if not name.startswith(("arg", "cum")) else [])
                               + [f"K.{name}(x, axis=6)"], ["4,6", "?,6", "6,2:int32", "6,2:bool"]) for name in REDUCE}
FUNCTIONS |= {f"K {name}": F([f"K.{name}(x, y)"], ["4,6|4,6", "4,6|6", "4,6|5,6"]) for name in BINARY}
FUNCTIONS |= {
    "K binary scalars": F([f"K.{name}(x, 1)" for name in BINARY] + ["K.pow(x, 2.0)", "K.equal(x, 0.0)", "K.maximum(x, 0.0)"], ["4,6", "6:int32"]),
    "K clip": F(["K.clip(x, 0, 1)", "K.clip(x, 0.0, None)", "K.clip(x, min_value=-1., max_value=1.)", "K.clip(x, K.epsilon(), 1 - K.epsilon())"], ["4,6", "6:int32"]),
    "K dot": F(["K.dot(x, y)"], ["6|=6,3", "4,6|=6,3", "?,6|=6,3", "6|6", "4,6|6,2", "4,6|4,6", "2,4,6|=6,3", "6|=5,3", "4,6|=2,6,3", "4,?|=6,3"]),
    "K batch_dot": F(["K.batch_dot(x, y)", "K.batch_dot(x, y, axes=1)", "K.batch_dot(x, y, axes=(2, 1))", "K.batch_dot(x, y, axes=[2, 2])", "K.batch_dot(x, y, -1)", "K.batch_dot(x, y, axes=0)", "K.batch_dot(x, y, axes=((1,), 2))"],
                     ["4,6|6,3", "4,6|4,6", "6|6", "4,6|6", "6|6,3", "?,6|6,?", "2,4,6|2,6,3", "4,6|2,6,3", "4,6|5,7", "|6"]),
    "K expand_dims": F(["K.expand_dims(x)", "K.expand_dims(x, 1)", "K.expand_dims(x, axis=0)", "K.expand_dims(x, -2)"], X),
    "K squeeze": F(["K.squeeze(x, 1)", "K.squeeze(x, axis=-1)", "K.squeeze(x, 2)"], ["1,1", "1,6", "4,1"]),
    "K reshape": F(["K.reshape(x, (-1, 6))", "K.reshape(x, [-1])", "K.reshape(x, (-1, K.int_shape(x)[1] * 6))", "K.reshape(x, (K.shape(x)[0], -1))", "K.reshape(x, K.shape(x))", "K.reshape(x, (-1, 5))", "K.reshape(x, shape=(-1, 3, 2))",
                    "K.reshape(x, K.concatenate([K.shape(x)[:1], [-1]], axis=0))", "K.reshape(x, (-1,) + K.int_shape(x)[1:])"], ["4,6", "?,6"]),
    "K permute": F(["K.permute_dimensions(x, (0, 2, 1))", "K.permute_dimensions(x, [2, 1, 0])", "K.permute_dimensions(x, (0, 1))", "K.permute_dimensions(x, pattern=(0, 2, 1))"], X),
    "K concatenate": F(["K.concatenate([x, y])", "K.concatenate([x, y], axis=1)", "K.concatenate([x, y], -1)", "K.concatenate((x, y), axis=0)"], ["4,6|4,6", "4,6|4,2", "4,6|3,6", "?,6|?,6", "6|6"]),
    "K stack": F(["K.stack([x, x])", "K.stack([x, x], axis=1)", "K.stack([x, x], -1)"], ["4,6", "?,6"]),
    "K repeat": F(["K.repeat(x, 3)", "K.repeat_elements(x, 2, axis=1)", "K.repeat_elements(x, 3, -1)", "K.repeat_elements(x, rep=2, axis=0)"], ["6", "4,6", "?,6"]),
    "K tile": F(["K.tile(x, (1, 2, 1))", "K.tile(x, [1, 1, 3])", "K.tile(x, 2)", "K.tile(x, n=(1, K.shape(x)[1], 1))"], ["4,6", "?,6"]),
    "K gather": F(["K.gather(y, x)", "K.gather(reference=y, indices=x)"], ["4:int32|=10,3", ":int32|=10,3", "4|=10,3"]),
    "K cast": F(["K.cast(x, 'float32')", "K.cast(x, 'int32')", "K.cast(x, dtype='bool')", "K.cast(x, K.floatx())", "K.cast(K.greater(x, 0), 'float32')", "K.cast(x, tf.float16)", "K.cast(x, 'foo')"], ["4,6", "6:int32"]),
    "K random": F(["K.random_normal(K.shape(x))", "K.random_normal(shape=(K.shape(x)[0], 3), mean=0., stddev=1.)", "K.random_uniform(K.shape(x))", "K.random_normal(shape=(K.shape(x)[0], K.int_shape(x)[1]))", "x + K.random_normal(K.shape(x))",
                   "K.random_bernoulli(K.shape(x), 0.5)", "K.zeros(K.shape(x))", "K.ones((K.shape(x)[0], 2))", "K.zeros((2, K.int_shape(x)[1]))"], ["6", "?"]),
    "K resize": F(["K.resize_images(x, 2, 2, 'channels_last')", "K.resize_images(x, 2, 3, 'channels_last', interpolation='bilinear')", "K.resize_images(x, 2, 2, data_format='channels_first')", "K.resize_images(x, 2, 2, 'foo')", "K.resize_images(x, 2, 2, 'channels_last', 'foo')"],
                  ["8,10,3", "?,?,3", "8,?,3"]),
    "K volumes": F(["K.resize_volumes(x, 2, 2, 2, 'channels_last')", "K.resize_volumes(x, 2, 1, 3, 'channels_first')"], ["2,3,4,5", "?,3,4,5"], modes="symbolic static call eager"),
    "K padding": F(["K.temporal_padding(x)", "K.temporal_padding(x, (2, 0))", "K.temporal_padding(x, padding=(1, 2))"], ["4,6", "?,6"]),
    "K padding2": F(["K.spatial_2d_padding(x)", "K.spatial_2d_padding(x, ((1, 2), (3, 4)))", "K.spatial_2d_padding(x, ((1, 1), (1, 1)), 'channels_first')", "K.spatial_2d_padding(x, padding=((1, 1), (2, 2)), data_format='foo')", "K.spatial_2d_padding(x, (1, 1))"], ["8,8,3", "?,8,3"]),
    "K padding3": F(["K.spatial_3d_padding(x)", "K.spatial_3d_padding(x, ((1, 2), (3, 4), (0, 1)))"], ["2,3,4,5"]),
    "K conv1d": F(["K.conv1d(x, y)", "K.conv1d(x, y, strides=2, padding='same')", "K.conv1d(x, y, padding='causal', dilation_rate=2)", "K.conv1d(x, y, padding='foo')"], ["16,4|=3,4,8", "?,4|=3,4,8", "16,4|=3,5,8"]),
    "K conv2d": F(["K.conv2d(x, y)", "K.conv2d(x, y, strides=(2, 2), padding='same')", "K.conv2d(x, y, dilation_rate=(2, 2))", "K.conv2d(x, kernel=y, padding='valid', data_format='channels_last')", "K.conv2d(x, y, padding='SAME')", "K.conv2d(x, y, data_format='foo')"],
                  ["8,8,4|=3,3,4,8", "?,?,4|=3,3,4,8", "8,8,3|=3,3,4,8"]),
    "K conv2d_transpose": F(["K.conv2d_transpose(x, y, (None, 16, 16, 6), strides=(2, 2), padding='same')", "K.conv2d_transpose(x, y, (2, 10, 10, 6))"], ["8,8,4|=3,3,6,4"]),
    "K depthwise": F(["K.depthwise_conv2d(x, y)", "K.depthwise_conv2d(x, y, strides=(2, 2), padding='same')", "K.separable_conv2d(x, y, tf.ones((1, 1, 8, 5)))"], ["8,8,4|=3,3,4,2", "?,?,4|=3,3,4,2"]),
    "K conv3d": F(["K.conv3d(x, y)", "K.conv3d(x, y, strides=(2, 2, 2), padding='same')"], ["6,6,6,2|=3,3,3,2,4"]),
    "K pools": F(["K.pool2d(x, (2, 2))", "K.pool2d(x, (2, 2), strides=(2, 2), padding='same', pool_mode='avg')", "K.pool2d(x, (3, 3), padding='same')", "K.pool2d(x, (2, 2), pool_mode='foo')", "K.pool2d(x, 2)"], ["8,8,4", "?,?,4"]),
    "K pools3": F(["K.pool3d(x, (2, 2, 2))", "K.pool3d(x, (2, 2, 2), strides=(2, 2, 2), padding='same', pool_mode='avg')"], ["6,6,6,2"]),
    "K bias": F(["K.bias_add(x, y)", "K.bias_add(x, y, data_format='channels_last')", "K.bias_add(x, y, 'channels_first')"], ["8,8,4|=4", "6|=6", "8,4|=4", "6|=5", "4,4,4|=4"]),
    "K options": F(["K.relu(x, alpha=0.1)", "K.relu(x, max_value=6)", "K.relu(x, max_value=3.0)", "K.relu(x, 0.1, 6.0, 0.5)", "K.elu(x, 0.5)", "K.softmax(x, axis=1)", "K.softmax(x, axis=[1, 2])", "K.l2_normalize(x, axis=-1)", "K.dropout(x, 0.5)", "K.reverse(x, 1)", "K.reverse(x, [0, 1])", "K.reverse(x, axes=-1)",
                    "K.zeros_like(x, dtype='int32')", "K.ones_like(x[:, 0])", "K.relu(x, threshold=1.0)"], ["4,6", "?,6"]),
    "K one_hot": F(["K.one_hot(x, 5)", "K.one_hot(K.cast(x, 'int32'), num_classes=3)", "K.one_hot(x, K.shape(x)[0])"], ["4:int32", ":uint8", "?:int64"]),
    "K switch": F(["K.switch(x > 0, x, -x)", "K.switch(K.greater(x, 0), x, K.zeros_like(x))", "K.switch(x[:, 0] > 0, x, -x)", "K.switch(K.sum(x) > 0, x, -x)", "K.switch(True, x, -x)", "K.switch(K.sum(x), lambda: x, lambda: -x)"], ["4,6", "?,6", "6"]),
    "K phases": F(["K.in_train_phase(x, -x, training=1)", "K.in_train_phase(lambda: x, -x, training=0)", "K.in_test_phase(x, -x, training=False)", "K.in_train_phase(x, -x)", "K.in_train_phase(x, -x, training=None)"], ["4"], modes="symbolic call eager"),
    "K losses": F(["K.binary_crossentropy(x, y)", "K.binary_crossentropy(x, y, from_logits=True)", "K.categorical_crossentropy(x, y)", "K.categorical_crossentropy(x, y, from_logits=True)", "K.mean(K.square(x - y), axis=-1)", "K.binary_focal_crossentropy(x, y)",
                   "K.categorical_crossentropy(x, K.softmax(y))", "K.categorical_crossentropy(x, y, axis=1)"], ["4,6|4,6", "6|6", "?,6|4,6", "4,6|4,5"]),
    "K sparse losses": F(["K.sparse_categorical_crossentropy(x, y)", "K.sparse_categorical_crossentropy(x, y, from_logits=True)", "K.sparse_categorical_crossentropy(x, K.softmax(y), axis=-1)"], ["4:int32|4,6", ":int32|6", "4,1|4,6", "1|6"]),
    "K norm": F(["K.batch_normalization(x, y, y, y, y)", "K.batch_normalization(x, y, y, None, None)", "K.batch_normalization(x, y, y, y, y, axis=1, epsilon=1e-3)"], ["8,8,4|=4", "6|=6", "8,4|=4"]),
    "K map": F(["K.map_fn(lambda r: r * 2.0, x)", "K.foldl(lambda a, b: a + b, x)", "K.foldr(lambda a, b: a + b, x)", "K.map_fn(lambda r: K.sum(r), x)", "K.arange(K.shape(x)[1])", "K.arange(0, K.int_shape(x)[1])", "K.gradients(x, x)", "K.in_top_k(x[:, 0], K.cast(x[:, 0, 0], 'int32'), 2)"], ["4,6"], modes="symbolic call"),
    "K focal": F(["K.categorical_focal_crossentropy(x, y)", "K.categorical_focal_crossentropy(x, y, from_logits=True)", "K.categorical_focal_crossentropy(x, K.softmax(y), alpha=[0.25] * 6, gamma=1.0)", "K.categorical_focal_crossentropy(x, y, axis=1)", "K.categorical_focal_crossentropy(x, y, alpha=[0.1, 0.2])"],
                 ["4,6|4,6", "6|6", "?,6|4,6", "4,6|4,5", "6:int32|6"]),
    "K local": F(["K.local_conv1d(x, y, (3,), (1,))", "K.local_conv1d(x, y, (3,), (2,))", "K.local_conv1d(x, y, kernel_size=(3,), strides=(1,), data_format='channels_first')", "K.local_conv1d(x, y, (3,), (1,), 'foo')"], ["6,4|=4,12,8", "?,4|=4,12,8", "6,5|=4,12,8"]),
    "K local2": F(["K.local_conv2d(x, y, (2, 2), (1, 1), (2, 3))", "K.local_conv2d(x, y, (2, 2), (2, 1), (2, 3), data_format='channels_last')", "K.local_conv2d(x, y, (2, 2), (1, 1), (2, 2))", "K.local_conv2d(x, y, (2, 2), (1, 1), [2, 3])"], ["4,4,2|=6,8,5", "?,?,2|=6,8,5", "3,4,2|=6,8,5"]),
    "K train norm": F(["K.normalize_batch_in_training(x, y, y, [0])", "K.normalize_batch_in_training(x, y, y, [0, 1, 2])", "K.normalize_batch_in_training(x, None, None, [0, 1, 2], epsilon=1e-5)", "K.normalize_batch_in_training(x, None, None, (0, 1))", "K.normalize_batch_in_training(x, y, None, [0, 2, 3])", "K.normalize_batch_in_training(x, y, y, [0, 1])[0]",
                       "K.normalize_batch_in_training(x, None, y, [1])"], ["8,8,4|=4", "6|=6", "8,4|=4", "?,4|=4", "8,8,4|=3"]),
    "K ctc": F(["K.ctc_batch_cost(y, x, tf.ones_like(y[:, :1]) * 5, tf.ones_like(y[:, :1]))", "K.ctc_batch_cost(y, x, tf.ones_like(y[:, 0]), tf.ones_like(y[:, 0]))", "K.ctc_decode(x, tf.ones_like(y[:, 0]))", "K.ctc_decode(x, tf.ones_like(y[:, 0]), greedy=False, beam_width=4, top_paths=2)", "K.ctc_decode(x, tf.ones_like(y[:, 0]))[0][0]", "K.ctc_decode(x, tf.ones_like(y[:, 0]), greedy=False)[1]"], ["5,6|3:int32", "?,6|?:int32", "6|3:int32", "5,6|3"]),
    "K ctc sparse": F(["K.ctc_label_dense_to_sparse(y, tf.ones_like(y[:, 0])).values"], ["5,6|3:int32", "5,6|3"], modes="call eager"),
    "K rnn": F(["K.rnn(lambda i, s: (i + s[0], [i + s[0]]), x, [tf.zeros_like(x[:, 0])])", "K.rnn(lambda i, s: (i, s), x, [])[:2]", "K.rnn(lambda i, s: (K.dot(i, tf.ones((6, 3))), s), x, [], go_backwards=True)[:2]", "K.rnn(lambda i, s: (i + s[0], [i]), x, [tf.zeros_like(x[:, 0])], unroll=True)",
                "K.rnn(lambda i, s: (i[0] + 1, [i[1]]), (x, x), [tf.zeros_like(x[:, 0])])[0]", "K.rnn(lambda i, s: (i * s[1], s[:1]), x, [tf.zeros_like(x[:, 0])], constants=[tf.ones((6,))])", "K.rnn(lambda i, s: (i, [i]), x, [tf.zeros_like(x[:, 0])], mask=x[:, :, 0] > 0)", "K.rnn(lambda i, s: (i, s), x, [], time_major=True)[:2]", "K.rnn(lambda i, s: (i, s), x, [], return_all_outputs=False)[:2]",
                "K.rnn(lambda i, s: (i, s), x, [], input_length=4)[1]", "K.rnn(lambda i, s: (i, [i]), x, [tf.zeros_like(x[:, 0])], mask=x[:, :, 0] > 0, zero_output_for_mask=True, unroll=True)"], ["4,6", "?,6", "4,5,6", "6"]),
    "K function": F(["K.function([x], [x * 2.0])", "K.function([x], [x * 2.0])([np.ones((2, 4, 6))])", "K.function(x, x * 2.0)(np.ones((2, 4, 6)))", "K.function([x], [x, layers.Dense(3)(x)])(np.ones((2, 4, 6)))[1]", "K.function([x], [K.sum(x)])(np.ones((2, 4, 6)))", "K.function([x], [x], updates=[1])", "K.function([x], [x], foo=1)",
                     "K.function([x], [x * 2.0])([np.ones((2, 4, 5))])", "K.function(inputs=x, outputs=layers.Dense(3)(x))(tf.ones((2, 4, 6)))"], ["4,6"], modes="symbolic static eager"),
    "K alone": F([], [], alone=ALONE + MORE),
    "K mixes": F(["K.sqrt(K.sum(K.square(x), axis=-1, keepdims=True))", "x / K.sqrt(K.maximum(K.sum(K.square(x), axis=1, keepdims=True), K.epsilon()))", "K.exp(x) / K.sum(K.exp(x), axis=-1, keepdims=True)", "K.mean(x, axis=1) + K.max(x, axis=1)", "K.concatenate([K.mean(x, axis=1, keepdims=True), x], axis=1)",
                  "K.sum(x * K.expand_dims(x[:, :, 0], -1), axis=1)", "K.tanh(K.dot(x, K.ones((6, 1))))", "K.squeeze(K.dot(x, K.expand_dims(K.ones((6,)))), axis=-1)", "K.softmax(K.sum(x, axis=-1))", "K.abs(x - K.mean(x))", "K.batch_dot(x, K.permute_dimensions(x, (0, 2, 1)))",
                  "K.reshape(K.arange(K.shape(x)[1]), (1, -1))", "K.tile(K.expand_dims(K.arange(4), 0), [K.shape(x)[0], 1])", "1 - K.cast(K.equal(x, 0), K.floatx())", "K.log(K.clip(x, K.epsilon(), 1.0))", "K.int_shape(x)[1:]", "K.cast(K.argmax(x, axis=-1), 'float32')"], ["4,6", "?,6"]),
}
