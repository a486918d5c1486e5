"""tf.nn: activations, normalization, moments."""

from .image_shapes import MODES
from .sampling import Function as F

INPUTS = ["4,6", "?:int32", "6:bool", "6:string", "=3,4", "6:float16", "6:complex64"]
CALLS = ["relu(x)", "relu6(features=x)", "elu(x)", "selu(x)", "gelu(x)", "gelu(x, True)", "silu(x)", "silu(x, beta=tf.constant(2.0))", "swish(features=x)", "softplus(x)", "softsign(x)", "tanh(x)", "sigmoid(x)", "leaky_relu(x)", "leaky_relu(x, alpha='a')",
         "softmax(x)", "softmax(x, 0)", "softmax(x, axis=-2)", "softmax(x, axis=[0, 1])", "log_softmax(x)", "log_softmax(x, axis=1)", "log_softmax(x, 9)", "crelu(x)", "crelu(x, axis=0)", "crelu(features=x, axis=5)", "l2_normalize(x)", "l2_normalize(x, -1)", "l2_normalize(x, [0, 1])",
         "l2_normalize(x, axis=7)", "l2_normalize(x, dim=1)", "relu(x, 'r')", "relu(x, alpha=1)", "elu(x, foo=1)"]
OLD = ["softmax(x, dim=1)", "softmax(x, axis=0)", "log_softmax(x, dim=-1)", "relu6(x)", "crelu(x)", "leaky_relu(x, 0.1)", "silu(x)", "l2_normalize(x, dim=1)", "l2_normalize(x, axis=0, epsilon=1e-3)", "relu_layer(x, tf.ones((6, 5)), tf.ones((5,)))", "xw_plus_b(x, tf.ones((6, 5)), tf.ones((5,)))", "dropout(x, 0.5)",
       "dropout(x, rate=0.5)", "dropout(x)", "dropout(x, keep_prob=0.3, noise_shape=[1, 1])", "dropout(x, 0.0)"]
NORMED = ["8,8,4|=4", "6|=6", "8,4|=5", "6|=1", "?,4|=4", "6:int32|=6", "6:float16|=6", "6:float16|=6:float16"]

FUNCTIONS = {
    "activations": F([f"tf.nn.{call}" for call in CALLS], INPUTS, modes=MODES),
    "old activations": F([f"tf.compat.v1.nn.{call}" for call in OLD], ["6", "?,6", "4,6:float16", "6:int32"], modes=MODES),
    "dropout": F([f"tf.nn.{call}" for call in
                  ["dropout(x, 0.5)", "dropout(x, rate=0)", "dropout(x, 1)", "dropout(x, 1.5)", "dropout(x, -0.1)", "dropout(x, tf.constant(0.3))", "dropout(x, 0.5, [2, 1, 6])", "dropout(x, 0.5, noise_shape=(None, 1, 6))", "dropout(x, 0.5, noise_shape=[3, 6])", "dropout(x, 'a')", "dropout(x, None)",
                   "dropout(x, 0.5, noise_shape=tf.shape(x), seed=1)", "dropout(x, 0.5, noise_shape=[tf.shape(x)[0], 1, 1])", "experimental.stateless_dropout(x, 0.1, [1, 2])", "experimental.stateless_dropout(x, 0.1, seed=3)", "experimental.stateless_dropout(x, 1.1, [1, 2])",
                   "experimental.stateless_dropout(x, 0.1, [1, 2], noise_shape=[2, 4, 1])", "experimental.stateless_dropout(x, rate=0.1, seed=tf.constant([1, 2]), rng_alg='philox')", "experimental.general_dropout(x, 0.1, lambda shape, dtype: tf.ones(shape, dtype))", "experimental.stateless_dropout(x, 0.1)"]],
                 ["4,6", "?,6", "6", "4,6:int32", "4,6:float16"], modes=MODES),
    "moments": F([f"tf.nn.{call}" for call in
                  ["moments(x, [0, 1])", "moments(x, axes=-1, keepdims=True)", "moments(x, 5)", "moments(x, [])", "moments(x, None)", "moments(x, tf.range(2))", "weighted_moments(x, [1], tf.ones_like(x))", "weighted_moments(x, 0, 1.0, keepdims=True)",
                   "weighted_moments(x, [0, 1], frequency_weights=tf.ones((2, 1)))", "weighted_moments(x, [1], tf.ones((7, 7, 7)))", "sufficient_statistics(x, [1])[0]", "sufficient_statistics(x, [0], keepdims=True)[2]", "sufficient_statistics(x, [0], shift=0.5)", "sufficient_statistics(x, axes=[0, 1])[1]",
                   "sufficient_statistics(x, 7)", "normalize_moments(tf.constant(4.0), x, x, None)", "normalize_moments(tf.constant(4.0), x, x, shift=1.0)"]] + ["tf.compat.v1.nn.moments(x, [0])", "tf.compat.v1.nn.moments(x, axes=[1], keep_dims=True)", "tf.compat.v1.nn.weighted_moments(x, [1], 1.0)"],
                 ["4,6", "?,6", "6:int32", "6:float16", ""], modes=MODES),
    "normalization": F(["tf.nn.batch_normalization(x, y, y, y, y, 1e-3)", "tf.nn.batch_normalization(x, mean=y, variance=y, offset=None, scale=None, variance_epsilon=1e-3)", "tf.nn.batch_normalization(x, y, y, None, y, 1e-3)", "tf.nn.batch_normalization(x, y, y, y, None, 0.01, 'n')",
                        "tf.nn.batch_normalization(x, y, y)", "tf.nn.batch_norm_with_global_normalization(x, y, y, y, y, 1e-3, True)", "tf.compat.v1.nn.batch_norm_with_global_normalization(x, y, y, y, y, 1e-3, False)", "tf.nn.bias_add(x, y)", "tf.nn.bias_add(x, bias=y, data_format='NHWC')", "tf.nn.bias_add(x, y, data_format='foo')",
                        "tf.nn.bias_add(x, tf.ones((4, 4)))", "tf.nn.bias_add(x, [1.0])", "tf.compat.v1.nn.bias_add(x, y)"], NORMED, modes=MODES),
    "fused": F(["tf.compat.v1.nn.fused_batch_norm(x, y, y)", "tf.compat.v1.nn.fused_batch_norm(x, y, y, y, y, is_training=False)", "tf.compat.v1.nn.fused_batch_norm(x, scale=y, offset=y, mean=y, variance=y, epsilon=0.1, is_training=False)[0]", "tf.compat.v1.nn.fused_batch_norm(x, y, y, is_training=False)"],
               ["8,8,4|=4", "?,?,4|=4", "8,8,4|=5", "8,4|=4", "8,8,?|=4", "8,8,4:float16|=4", "8,8,4:int32|=4"], modes=MODES),
    "responses": F(["tf.nn.lrn(x)", "tf.nn.local_response_normalization(x, 5, 1, 1, 0.5)", "tf.nn.lrn(input=x, depth_radius=2, bias=2.0)", "tf.nn.lrn(x, 1.5)", "tf.nn.local_response_normalization(x, alpha=0.1, beta=0.75, name='l')"], ["8,8,4", "?,?,4", "8,4", "8,8,4:float16", "8,8,4:int32", "3,8,8,4"], modes=MODES),
    "names of layers": F([f"tf.nn.{call}" for call in
                          ["relu(x)", "relu6(x)", "elu(x)", "selu(x)", "gelu(x)", "silu(x)", "softplus(x)", "softsign(x)", "tanh(x)", "sigmoid(x)", "leaky_relu(x)", "softmax(x)", "log_softmax(x)", "crelu(x)", "l2_normalize(x, -1)", "dropout(x, 0.5)", "lrn(x)", "l2_loss(x)", "zero_fraction(x)", "max_pool2d(x, 2, 2, 'SAME')",
                           "avg_pool2d(x, 2, 2, 'SAME')", "depth_to_space(x, 2)", "space_to_depth(x, 2)", "moments(x, [0])", "weighted_moments(x, [0], 1.0)", "sufficient_statistics(x, [0])[1]", "top_k(x, 2)", "conv2d(x, tf.ones((3, 3, 4, 8)), 1, 'SAME')", "depthwise_conv2d(x, tf.ones((3, 3, 4, 2)), [1, 1, 1, 1], 'SAME')",
                           "separable_conv2d(x, tf.ones((3, 3, 4, 2)), tf.ones((1, 1, 8, 5)), [1, 1, 1, 1], 'SAME')", "atrous_conv2d(x, tf.ones((3, 3, 4, 8)), 2, 'SAME')", "atrous_conv2d(x, tf.ones((3, 3, 4, 8)), 1, 'SAME')", "conv2d_transpose(x, tf.ones((3, 3, 6, 4)), [2, 16, 16, 6], 2)", "conv_transpose(x, tf.ones((3, 3, 6, 4)), [2, 16, 16, 6], 2)",
                           "dilation2d(x, tf.ones((2, 2, 4)), [1, 1, 1, 1], 'SAME', 'NHWC', [1, 1, 1, 1])", "erosion2d(x, tf.ones((2, 2, 4)), [1, 1, 1, 1], 'SAME', 'NHWC', [1, 1, 1, 1])", "sigmoid_cross_entropy_with_logits(x, x)", "weighted_cross_entropy_with_logits(x, x, 2.0)", "softmax_cross_entropy_with_logits(x, x)",
                           "log_poisson_loss(x, x)", "convolution(x, tf.ones((3, 3, 4, 8)))", "max_pool_with_argmax(x, 2, 2, 'SAME')", "bias_add(x, tf.ones((4,)))", "isotonic_regression(x)", "fractional_max_pool(x, 1.5)", "space_to_batch(x, [2, 2], [[0, 0], [0, 0]])", "compute_average_loss(x)", "scale_regularization_loss(x)", "pool(x, [2, 2], 'MAX')",
                           "experimental.stateless_dropout(x, 0.1, [1, 2])", "batch_normalization(x, tf.ones((4,)), tf.ones((4,)), None, None, 1e-3)", "batch_norm_with_global_normalization(x, tf.ones((4,)), tf.ones((4,)), tf.ones((4,)), tf.ones((4,)), 1e-3, True)"]]
                         + [f"tf.image.{call}" for call in
                            ["resize(x, (4, 5))", "resize_with_pad(x, 4, 5)", "resize_with_crop_or_pad(x, 4, 5)", "central_crop(x, 0.5)", "crop_to_bounding_box(x, 1, 1, 4, 5)", "flip_left_right(x)", "rot90(x)", "transpose(x)", "adjust_contrast(x, 2.0)", "adjust_brightness(x, 0.1)", "adjust_gamma(x)", "sobel_edges(x)", "image_gradients(x)",
                             "total_variation(x)", "psnr(x, x, 1.0)", "per_image_standardization(x)", "convert_image_dtype(x, tf.uint8)", "extract_patches(x, [1, 2, 2, 1], [1, 2, 2, 1], [1, 1, 1, 1], 'VALID')", "extract_glimpse(x, [3, 4], tf.zeros((2, 2)))", "draw_bounding_boxes(x, tf.zeros((2, 1, 4)), None)", "non_max_suppression(x[0, 0], x[0, 0, :, 0], 5)",
                             "combined_non_max_suppression(x, x[:, :, :, 0], 3, 5)", "crop_and_resize(x, tf.zeros((7, 4)), tf.zeros((7,), tf.int32), (5, 6))", "rgb_to_hsv(x[..., :3])", "rgb_to_yuv(x[..., :3])", "rgb_to_grayscale(x[..., :3])", "grayscale_to_rgb(x[..., :1])", "random_crop(x, (2, 4, 4, 4))", "random_brightness(x, 0.1)", "stateless_random_hue(x[..., :3], 0.1, (1, 2))"]]
                         + [f"tf.signal.{call}" for call in ["frame(x, 2, 1)", "dct(x)", "idct(x)", "stft(x, 4, 2)", "overlap_and_add(x, 1)", "fftshift(x)", "fft(tf.cast(x, tf.complex64))", "mdct(x, 4)", "mfccs_from_log_mel_spectrograms(x)"]]
                         + ["tf.quantization.fake_quant_with_min_max_args(x)", "tf.quantization.quantize_and_dequantize_v2(x, 0.0, 1.0)"],
                         ["8,8,4"], modes="names"),
}
