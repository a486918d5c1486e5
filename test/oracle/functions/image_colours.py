"""tf.image: colours, chance, measures of images."""

from .image_shapes import LOST, MODES
from .sampling import Function as F

IMAGES = ["8,10,3", "8,10,3:uint8", "?,?,?", "8,10,1", "3", "10:int32", "", "=8,10,3", "8,10,3:float16", "8,10,3:bool", "8,10,3:float64"]
FEW = ["8,10,3", "?,?,3:uint8", "8,10,1:float16", "6:int32", "=4,5,3:uint8"]
SPACES = "rgb_to_hsv hsv_to_rgb rgb_to_yuv yuv_to_rgb rgb_to_yiq yiq_to_rgb rgb_to_grayscale grayscale_to_rgb".split()
PAIRS = ["16,16,3|16,16,3", "16,16,3:uint8|16,16,3:uint8", "?,?,3|?,?,3", "16,16,?|16,16,3", "16,16,3|16,12,3", "16,16|16,16", "6|6", "4,16,16,3|16,16,3", "16,16,3|16,16,3:uint8",
         "16,16,3:int32|16,16,3:int32", "5,5,3|5,5,3"]

FUNCTIONS = {
    "colour spaces": F([f"tf.image.{name}(x)" for name in SPACES] + ["tf.image.rgb_to_hsv(images=x, name='a')", "tf.image.rgb_to_yuv(x, name='a')", "tf.image.grayscale_to_rgb(images=x, name='g')"],
                       IMAGES, modes=MODES),
    "standards": F(["tf.image.per_image_standardization(x)", "tf.image.per_image_standardization(image=x)", "tf.image.image_gradients(x)", "tf.image.sobel_edges(x)",
                    "tf.image.total_variation(x)", "tf.image.total_variation(images=x, name='t')", "tf.image.sobel_edges(image=x)"], IMAGES, modes=MODES),
    "dtypes": F([f"tf.image.convert_image_dtype(x, {dtype})" for dtype in
                 ["tf.float32", "tf.uint8", "tf.int32, saturate=True", "'float16'", "tf.bool", "tf.complex64", "dtype=tf.float64", "tf.string", "None", "np.uint8"]],
                ["8,10,3", "4:uint8", "?:int32", "6:bool", "=2,2:float64", "4:float16"], modes=MODES),
    "adjusts": F(["tf.image.adjust_brightness(x, 0.1)", "tf.image.adjust_brightness(x, delta=tf.constant(1))", "tf.image.adjust_brightness(x, tf.constant([0.1, 0.2, 0.3]))",
                  "tf.image.adjust_contrast(x, 2.0)", "tf.image.adjust_contrast(x, 2)", "tf.image.adjust_contrast(x, tf.constant([2.0]))", "tf.image.adjust_contrast(images=x, contrast_factor=tf.constant(1.5))",
                  "tf.image.adjust_gamma(x)", "tf.image.adjust_gamma(x, 0.5, 2.0)", "tf.image.adjust_gamma(x, -1)", "tf.image.adjust_gamma(x, gamma=tf.constant(0.5))",
                  "tf.image.adjust_hue(x, 0.1)", "tf.image.adjust_hue(x, 2.0)", "tf.image.adjust_hue(x, delta=tf.constant(0.1))", "tf.image.adjust_hue(x, [0.1, 0.2])",
                  "tf.image.adjust_saturation(x, 0.5)", "tf.image.adjust_saturation(x, tf.constant(0.5), name='s')", "tf.image.adjust_saturation(x, saturation_factor=-1)",
                  "tf.image.adjust_saturation(x, [0.5, 0.2])", "tf.image.adjust_jpeg_quality(x[0], 75)", "tf.image.adjust_jpeg_quality(x, 75)", "tf.image.adjust_jpeg_quality(x[0], 175)"], IMAGES[:9], modes=MODES),
    "chance": F([f"tf.image.{call}" for call in
                 ["random_brightness(x, 0.1)", "random_brightness(x, -0.1)", "random_brightness(x, max_delta=0.1, seed=1)", "stateless_random_brightness(x, 0.1, (1, 2))",
                  "stateless_random_brightness(x, 0.1, 3)", "stateless_random_brightness(x, -1, (1, 2))", "random_contrast(x, 0.5, 1.5)", "random_contrast(x, 1.5, 0.5)", "random_contrast(x, -1, 0.5)",
                  "stateless_random_contrast(x, 0.5, 1.5, (1, 2))", "stateless_random_contrast(x, 1.5, 0.5, (1, 2))", "random_hue(x, 0.1)", "random_hue(x, 0.6)", "random_hue(x, -0.1)",
                  "stateless_random_hue(x, 0.1, (1, 2))", "stateless_random_hue(x, 0.6, seed=(1, 2))", "random_saturation(x, 0.5, 1.5)", "random_saturation(x, 1.5, 1.5)", "random_saturation(x, -1, 1.5)",
                  "stateless_random_saturation(x, 0.5, 1.5, (1, 2))", "stateless_random_saturation(x, 0.5, 0.4, (1, 2))", "stateless_random_saturation(x, 0.5, 1.5)",
                  "random_jpeg_quality(x[0], 50, 75)", "random_jpeg_quality(x[0], 75, 50)", "random_jpeg_quality(x[0], -5, 50)", "random_jpeg_quality(x[0], 50, 175)",
                  "stateless_random_jpeg_quality(x[0], 50, 75, (1, 2))", "stateless_random_jpeg_quality(x[0], 75, 50, (1, 2))", "stateless_random_contrast(x, 0.5, 1.5, seed=tf.constant([1, 2]))"]],
                FEW, modes=MODES),
    "measures": F(["tf.image.psnr(x, y, 1.0)", "tf.image.psnr(x, y, max_val=255)", "tf.image.psnr(x, y)", "tf.image.ssim(x, y, 1.0)", "tf.image.ssim(x, y, 255, filter_size=4)",
                   "tf.image.ssim(x, y, max_val=1.0, filter_size=11, filter_sigma=1.5, k1=0.01, k2=0.03)", "tf.image.ssim(x, y, 1.0, filter_size=40)", "tf.image.ssim(x, y, 1.0, return_index_map=True)",
                   "tf.image.ssim_multiscale(x, y, 1.0, filter_size=1)", "tf.image.ssim_multiscale(x, y, 1.0, power_factors=(0.5, 0.5), filter_size=4)", "tf.image.ssim_multiscale(x, y, 1.0)",
                   "tf.image.psnr(a=x, b=y, max_val=1, name='p')"], PAIRS, modes=MODES),
    "of unknown rank": F([f"tf.image.{call.replace('(x', '(' + LOST, 1)}" for call in
                          ["adjust_hue(x, 0.1)", "adjust_saturation(x, 0.5)", "adjust_contrast(x, 2.0)", "adjust_brightness(x, 0.1)", "adjust_gamma(x)", "per_image_standardization(x)", "rgb_to_hsv(x)",
                           "rgb_to_yuv(x)", "rgb_to_grayscale(x)", "grayscale_to_rgb(x)", "total_variation(x)", "sobel_edges(x)", "image_gradients(x)", "convert_image_dtype(x, tf.uint8)"]],
                         ["8,10,3"], modes="call"),
}
