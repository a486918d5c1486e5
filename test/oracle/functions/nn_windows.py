"""tf.nn: convolutions, their gradients, poolings, blocks."""

from .image_shapes import LOST, MODES
from .sampling import Function as F

K2 = "=3,3,4,8"
KERNELS = [f"8,8,4|{K2}", f"?,?,4|{K2}", f"8,8,?|{K2}", f"8,4|{K2}", "8,8,4:float16|=3,3,4,8:float16", f"8,8,4:int32|{K2}", "8,8,4|=3,3,4", f"3,8,8,4|{K2}", "8,8,4|=3,3,2,8"]
STEPS = ["1, 'SAME'", "2, 'VALID'", "[1, 2, 3, 1], 'SAME'", "[1, 2], 'VALID'", "[1, 2, 3], 'VALID'", "0, 'SAME'", "1, 'full'", "1, None", "[2, 1, 1, 1], 'SAME'"]
POOLED = ["8,8,4", "?,?,4", "7,9,?", "8,4", "3,8,8,4", "8,8,4:int32"]

FUNCTIONS = {
    "conv2d": F([f"tf.nn.conv2d(x, y, {steps})" for steps in STEPS]
                + ["tf.nn.conv2d(x, y, 1, 'VALID', 'NHWC', 2)", "tf.nn.conv2d(x, y, 1, 'VALID', dilations=[1, 4, 4, 1])", "tf.nn.conv2d(x, y, 2, 'SAME', dilations=2)",
                   "tf.nn.conv2d(x, y, 1, padding=[[0, 0], [2, 1], [0, 1], [0, 0]])", "tf.nn.conv2d(x, y, 1, padding=[[1, 1], [1, 1]])", "tf.nn.conv2d(x, y, 1, 'SAME', data_format='foo')",
                   "tf.nn.conv2d(x, y, 1, 'SAME', dilations=0)", "tf.nn.conv2d(x, y)", "tf.nn.conv2d(x, y, strides=1.5, padding='SAME')"], KERNELS, modes=MODES),
    "convolution": F(["tf.nn.convolution(x, y)", "tf.nn.convolution(x, y, 2, 'SAME')", "tf.nn.convolution(x, y, padding='SAME', dilations=2)", "tf.nn.convolution(x, y, strides=[1, 2], padding='VALID')",
                      "tf.nn.convolution(x, y, strides=[1, 1, 1], padding='VALID')", "tf.nn.convolution(x, y, padding='same')", "tf.nn.convolution(x, y, strides=2, dilations=2)",
                      "tf.compat.v1.nn.convolution(x, y, 'SAME')", "tf.compat.v1.nn.convolution(x, y, 'VALID', dilation_rate=(2, 2))", "tf.compat.v1.nn.convolution(input=x, filter=y, padding='VALID', strides=(2, 2))"],
                     ["8,8,4|=3,3,4,8", "?,?,4|=3,3,4,8", "16,4|=3,4,8", "6,6,6,2|=3,3,3,2,4", "8,8,4|=3,3,4", "8,4|=3,3,4,8", "8,8,3|=3,3,4,8"], modes=MODES),
    "atrous": F(["tf.nn.atrous_conv2d(x, y, 2, 'SAME')", "tf.nn.atrous_conv2d(x, y, rate=1, padding='VALID')", "tf.nn.atrous_conv2d(x, y, 2, 'VALID')", "tf.nn.atrous_conv2d(x, y, 0, 'SAME')",
                 "tf.nn.atrous_conv2d(x, y, 9, 'VALID')", "tf.nn.atrous_conv2d(x, y, 2, 'same')", "tf.nn.atrous_conv2d(x, y, (2, 3), 'SAME')",
                 "tf.nn.atrous_conv2d_transpose(x, tf.ones((3, 3, 5, 4)), [2, 8, 8, 5], 2, 'SAME')", "tf.nn.atrous_conv2d_transpose(x, tf.ones((3, 3, 5, 4)), [2, 8, 8, 5], 1, 'SAME')"],
                ["8,8,4|=3,3,4,8", "?,?,4|=3,3,4,8", "8,8,3|=3,3,4,8", "8,4|=3,3,4,8"], modes=MODES),
    "conv1d and conv3d": F(["tf.nn.conv1d(x, y, 1, 'SAME')", "tf.nn.conv1d(x, y, [1, 2, 1], 'VALID')", "tf.nn.conv1d(x, y, 2, 'SAME', 'NWC', 1)", "tf.nn.conv1d(x, y, 1, 'valid')",
                            "tf.nn.conv1d(x, y, stride=1, padding='VALID', dilations=3)", "tf.compat.v1.nn.conv1d(x, y, 2, 'SAME')", "tf.compat.v1.nn.conv1d(value=x, filters=y, stride=1, padding='VALID')",
                            "tf.nn.conv3d(x, y, [1, 1, 1, 1, 1], 'SAME')", "tf.nn.conv3d(x, y, (1, 2, 2, 2, 1), 'VALID')", "tf.nn.conv3d(x, y, 1, 'SAME')", "tf.nn.conv3d(x, y, [1, 1, 1, 1, 1], 'VALID', dilations=[1, 2, 1, 1, 1])",
                            "tf.compat.v1.nn.conv3d(x, y, [1, 2, 2, 2, 1], 'SAME')"],
                           ["16,4|=3,4,8", "?,4|=3,4,8", "16,5|=3,4,8", "2,4|=5,4,8", "6,6,6,2|=3,3,3,2,4", "?,6,?,2|=3,3,3,2,4", "4|=3,4,8", "16,4:float16|=3,4,8"], modes=MODES),
    "depthwise": F(["tf.nn.depthwise_conv2d(x, y, [1, 1, 1, 1], 'SAME')", "tf.nn.depthwise_conv2d(x, y, [1, 2, 2, 1], 'VALID')", "tf.nn.depthwise_conv2d(x, y, 1, 'SAME')", "tf.nn.depthwise_conv2d(x, y, [1, 1, 2, 1], 'SAME')",
                    "tf.nn.depthwise_conv2d(x, y, [1, 1, 1, 1], 'VALID', dilations=[2, 2])", "tf.nn.depthwise_conv2d(x, y, [1, 1, 1, 1], 'VALID', dilations=2)", "tf.nn.depthwise_conv2d(x, y, [1, 2, 2, 1], 'SAME', dilations=[2, 2])",
                    "tf.nn.depthwise_conv2d(x, y, [1, 1, 1, 1], 'valid')", "tf.compat.v1.nn.depthwise_conv2d(x, y, [1, 1, 1, 1], 'SAME', [2, 2])", "tf.compat.v1.nn.depthwise_conv2d_native(x, y, [1, 1, 1, 1], 'SAME')",
                    "tf.nn.separable_conv2d(x, y, tf.ones((1, 1, 8, 5)), [1, 1, 1, 1], 'SAME')", "tf.nn.separable_conv2d(x, y, tf.ones((1, 1, 8, 5)), [1, 2, 2, 1], 'VALID', dilations=[1, 1])",
                    "tf.nn.separable_conv2d(x, y, tf.ones((1, 1, 7, 5)), [1, 1, 1, 1], 'SAME')", "tf.nn.separable_conv2d(x, y, tf.ones((2, 1, 8, 5)), [1, 1, 1, 1], 'SAME')",
                    "tf.compat.v1.nn.separable_conv2d(x, y, tf.ones((1, 1, 8, 5)), [1, 1, 1, 1], 'VALID', rate=[2, 2])"],
                   ["8,8,4|=3,3,4,2", "?,?,4|=3,3,4,2", "8,8,?|=3,3,4,2", "8,8,3|=3,3,4,2", "8,4|=3,3,4,2", "8,8,4|=3,3,4", "2,2,4|=3,3,4,2", "8,8,4:int32|=3,3,4,2"], modes=MODES),
    "transposed": F(["tf.nn.conv2d_transpose(x, y, [2, 16, 16, 6], 2)", "tf.nn.conv2d_transpose(x, y, (tf.shape(x)[0], 16, 16, 6), [1, 2, 2, 1])", "tf.nn.conv2d_transpose(x, y, [2, 17, 17, 6], 2, 'VALID')",
                     "tf.nn.conv2d_transpose(x, y, [2, 10, 10, 6], 1, 'VALID')", "tf.nn.conv2d_transpose(x, y, [2, 16, 16], 2)", "tf.nn.conv2d_transpose(x, y, [2, 16, 16, 7], 2)", "tf.nn.conv2d_transpose(x, y, [3, 16, 16, 6], 2)",
                     "tf.nn.conv2d_transpose(x, y, [2, 20, 16, 6], 2)", "tf.nn.conv2d_transpose(x, y, tf.stack([tf.shape(x)[0], tf.shape(x)[1] * 2, 16, 6]), 2)", "tf.nn.conv2d_transpose(x, y, [-1, 16, 16, 6], 2)",
                     "tf.nn.conv2d_transpose(x, y, [None, 16, 16, 6], 2)", "tf.nn.conv2d_transpose(x, y, [2, 16, 16, 6], 2, 'same')", "tf.nn.conv2d_transpose(x, filters=y, output_shape=tf.concat([tf.shape(x)[:1], [16, 16, 6]], 0), strides=2)",
                     "tf.compat.v1.nn.conv2d_transpose(x, y, [2, 16, 16, 6], [1, 2, 2, 1])", "tf.nn.conv_transpose(x, y, [2, 16, 16, 6], 2)", "tf.nn.conv_transpose(x, y, [2, 16, 16], 2)",
                     "tf.compat.v1.nn.conv2d_backprop_input([2, 16, 16, 6], y, x, [1, 2, 2, 1], 'SAME')"],
                    ["8,8,4|=3,3,6,4", "?,?,4|=3,3,6,4", "8,8,?|=3,3,6,4", "8,8,5|=3,3,6,4", "8,4|=3,3,6,4", "8,8,4:int32|=3,3,6,4"], modes=MODES),
    "transposed others": F(["tf.nn.conv1d_transpose(x, y, [2, 16, 6], 2)", "tf.nn.conv1d_transpose(x, y, (tf.shape(x)[0], 16, 6), strides=[1, 2, 1])", "tf.nn.conv1d_transpose(x, y, [2, 16, 7], 2)", "tf.nn.conv1d_transpose(x, y, [2, 10, 6], 1, 'VALID')",
                            "tf.nn.conv1d_transpose(x, y, 16, 2)", "tf.nn.conv3d_transpose(x, y, [2, 8, 8, 8, 6], 2)", "tf.nn.conv3d_transpose(x, y, tf.stack([tf.shape(x)[0], 8, 8, 8, 6]), [1, 2, 2, 2, 1], 'SAME')", "tf.nn.conv3d_transpose(x, y, [2, 8, 8, 8], 2)",
                            "tf.compat.v1.nn.conv3d_transpose(x, y, [2, 8, 8, 8, 6], [1, 2, 2, 2, 1])", "tf.nn.conv_transpose(x, y, [2, 16, 6], 2)"],
                           ["8,4|=3,6,4", "?,4|=3,6,4", "4,4,4,4|=3,3,3,6,4", "8,5|=3,6,4"], modes=MODES),
    "pools": F([f"tf.nn.{name}_pool{rank}(x, {steps})" for name in ("max", "avg") for rank in ("", "2d") for steps in
                ["2, 2, 'SAME'", "3, 2, 'VALID'", "[1, 2, 3, 1], [1, 2, 1, 1], 'VALID'", "[2, 3], 1, 'SAME'", "9, 1, 'VALID'", "0, 1, 'SAME'", "2, 0, 'VALID'", "2, 1, 'same'"]], POOLED, modes=MODES),
    "pools of other ranks": F([f"tf.nn.{name}_pool{rank}(x, {steps})" for name in ("max", "avg") for rank in ("", "1d", "3d") for steps in ["2, 2, 'SAME'", "3, [2], 'VALID'", "9, 1, 'VALID'"]],
                              ["8,4", "?,4", "6,6,6,2", "?,6,6,2", "4"], modes=MODES),
    "pool": F(["tf.nn.pool(x, [2, 2], 'MAX', strides=[2, 2])", "tf.nn.pool(x, (2, 3), 'AVG', padding='SAME')", "tf.nn.pool(x, [2, 2], 'MAX', dilations=[2, 2])", "tf.nn.pool(x, [2, 2], 'foo')", "tf.nn.pool(x, [2], 'MAX')",
               "tf.nn.pool(x, 2, 'MAX', 2, 'SAME')", "tf.nn.pool(x, [2, 2], 'MAX', strides=[2, 2], dilations=[2, 2])", "tf.compat.v1.nn.pool(x, [2, 2], 'AVG', 'SAME', strides=[2, 2])", "tf.compat.v1.nn.pool(x, [2, 2], 'AVG', 'VALID')",
               "tf.compat.v1.nn.max_pool(x, [1, 2, 2, 1], [1, 2, 2, 1], 'SAME')", "tf.compat.v1.nn.avg_pool(x, [1, 2, 2, 1], [1, 2, 2, 1], 'VALID')", "tf.compat.v1.nn.avg_pool(value=x, ksize=2, strides=2, padding='VALID')",
               "tf.compat.v1.nn.max_pool(x, 3, 1, 'VALID')"], POOLED[:6], modes=MODES),
    "argmax": F(["tf.nn.max_pool_with_argmax(x, 2, 2, 'SAME')", "tf.nn.max_pool_with_argmax(x, [1, 2, 2, 1], [1, 2, 2, 1], 'VALID')", "tf.nn.max_pool_with_argmax(x, 2, 2, 'VALID', output_dtype=tf.int32)", "tf.nn.max_pool_with_argmax(x, 9, 1, 'VALID')",
                 "tf.nn.max_pool_with_argmax(x, 2, 2, 'SAME', data_format='NCHW')", "tf.nn.max_pool_with_argmax(x, 2, 2, 'SAME', include_batch_in_index=True)[1]", "tf.nn.max_pool_with_argmax(x, 2, 2, 'same')",
                 "tf.nn.max_pool_with_argmax(x, 2, 2, 'SAME', output_dtype=tf.float32)", "tf.compat.v1.nn.max_pool_with_argmax(x, [1, 2, 2, 1], [1, 2, 2, 1], 'SAME')"], POOLED[:6], modes=MODES),
    "fractional": F(["tf.nn.fractional_max_pool(x, [1.0, 1.44, 1.73, 1.0])", "tf.nn.fractional_max_pool(x, 1.5)", "tf.nn.fractional_max_pool(x, [1.5])", "tf.nn.fractional_max_pool(x, [1.2, 1.5], pseudo_random=True, overlapping=True, seed=1)",
                     "tf.nn.fractional_avg_pool(x, [1.0, 1.44, 1.73, 1.0])", "tf.nn.fractional_avg_pool(x, 1.5)", "tf.nn.fractional_max_pool(x, 0.5)", "tf.nn.fractional_max_pool(x, [2.0, 1.5, 1.5, 1.0])",
                     "tf.compat.v1.nn.fractional_max_pool(x, [1.0, 1.44, 1.73, 1.0])", "tf.nn.fractional_avg_pool(x, [1.0, 1.44, 1.0])"], ["8,8,4", "?,?,4", "8,4", "7,9,4:int32"], modes=MODES),
    "morphology": F(["tf.nn.dilation2d(x, y, [1, 1, 1, 1], 'SAME', 'NHWC', [1, 1, 1, 1])", "tf.nn.dilation2d(x, y, strides=(1, 2, 2, 1), padding='VALID', data_format='NHWC', dilations=(1, 2, 2, 1))", "tf.nn.dilation2d(x, y, [1, 1, 1, 1], 'SAME', 'NCHW', [1, 1, 1, 1])",
                     "tf.nn.erosion2d(x, y, [1, 1, 1, 1], 'SAME', 'NHWC', [1, 1, 1, 1])", "tf.nn.erosion2d(x, y, strides=(1, 2, 2, 1), padding='VALID', data_format='NHWC', dilations=(1, 1, 1, 1))", "tf.nn.erosion2d(x, y, [1, 1, 1, 1], 'SAME', 'NCHW', [1, 1, 1, 1])",
                     "tf.nn.dilation2d(x, y, [1, 1], 'SAME', 'NHWC', [1, 1, 1, 1])", "tf.compat.v1.nn.dilation2d(x, y, [1, 1, 1, 1], [1, 1, 1, 1], 'SAME')", "tf.nn.dilation2d(x, y, [1, 1, 1, 1], 'same', 'NHWC', [1, 1, 1, 1])"],
                    ["8,8,4|=2,2,4", "?,?,4|=3,3,4", "8,8,3|=2,2,4", "8,8,4|=2,2,4,1", "2,2,4|=3,3,4", "8,8,4:int32|=2,2,4:int32"], modes=MODES),
    "blocks": F(["tf.nn.depth_to_space(x, 2)", "tf.nn.space_to_depth(x, 2)", "tf.nn.space_to_depth(x, 3)", "tf.nn.depth_to_space(x, 1)", "tf.nn.space_to_depth(x, 0)", "tf.nn.depth_to_space(x, block_size=2, data_format='foo')",
                 "tf.compat.v1.nn.space_to_depth(x, 2)", "tf.compat.v1.space_to_depth(x, 4)", "tf.nn.depth_to_space(x, 2.0)", "tf.nn.depth_to_space(x, None)"], ["8,8,4", "?,?,4", "6,8,12:int32", "8,8,?", "8,4", "3,8,8,4"], modes=MODES),
    "space to batch": F(["tf.nn.space_to_batch(x, [2, 2], [[0, 0], [0, 0]])", "tf.nn.space_to_batch(x, block_shape=[2, 3], paddings=[[0, 0], [0, 1]])", "tf.space_to_batch(x, [3, 3], [[1, 0], [0, 1]])", "tf.nn.space_to_batch(x, [2], [[0, 0], [0, 0]])",
                         "tf.space_to_batch_nd(x, [2], [[0, 0]])", "tf.compat.v1.space_to_batch(x, [[0, 0], [0, 0]], block_size=2)", "tf.nn.space_to_batch(x, [0, 2], [[0, 0], [0, 0]])", "tf.nn.space_to_batch(x, tf.constant([2, 2]), tf.zeros((2, 2), tf.int32))",
                         "tf.batch_to_space(x, [1, 2], [[0, 0], [0, 0]])", "tf.batch_to_space(x, [2, 1], crops=[[0, 1], [1, 0]])", "tf.batch_to_space(x, [3, 1], [[0, 0], [0, 0]])", "tf.nn.with_space_to_batch(x, [1], 'SAME', lambda a, b, c: a)",
                         "tf.nn.with_space_to_batch(x, [1, 1], 'VALID', lambda a, b, c: a[:, 1:])", "tf.nn.with_space_to_batch(x, [2, 2], 'VALID', lambda a, b, c: a)", "tf.batch_to_space(x, 2, [[0, 0], [0, 0]])"],
                        ["8,8,4", "?,?,4", "6,9,?:int32", "8"], modes=MODES),
    "of unknown rank": F([f"tf.nn.{call.replace('(x', '(' + LOST, 1)}" for call in
                          ["conv2d(x, tf.ones((3, 3, 4, 8)), 1, 'SAME')", "max_pool2d(x, 2, 2, 'SAME')", "max_pool(x, 2, 2, 'SAME')", "avg_pool(x, 2, 2, 'SAME')", "depth_to_space(x, 2)", "convolution(x, tf.ones((3, 3, 4, 8)))",
                           "depthwise_conv2d(x, tf.ones((3, 3, 4, 2)), [1, 1, 1, 1], 'SAME')", "conv2d_transpose(x, tf.ones((3, 3, 6, 4)), [2, 16, 16, 6], 2)", "pool(x, [2, 2], 'MAX')", "lrn(x)", "bias_add(x, tf.ones((4,)))",
                           "relu(x)", "softmax(x)", "dropout(x, 0.5)", "l2_normalize(x, -1)", "moments(x, [0])", "crelu(x)", "l2_loss(x)", "top_k(x, 2)", "softmax_cross_entropy_with_logits(x, x)",
                           "dilation2d(x, tf.ones((2, 2, 4)), [1, 1, 1, 1], 'SAME', 'NHWC', [1, 1, 1, 1])", "space_to_depth(x, 2)", "zero_fraction(x)", "max_pool_with_argmax(x, 2, 2, 'SAME')"]], ["8,8,4"], modes="call"),
}
