"""tf.image."""

from .sampling import Function as F

IMAGES = ["8,10,3", "?,?,3", "8,10,1:uint8"]
FUNCTIONS = {
    "resize": F(["tf.image.resize(x, (4, 5))", "tf.image.resize(x, [16, 20], method='nearest')", "tf.image.resize(images=x, size=(4, 4), method='bicubic')",
                 "tf.image.resize(x, tf.shape(x)[1:3] * 2)", "tf.image.resize(x, (8, 10))", "tf.image.resize(x, (x.shape[1] * 2, x.shape[2] * 2))",
                 "tf.image.resize(x, (4, 5), tf.image.ResizeMethod.NEAREST_NEIGHBOR)", "tf.image.resize(x, (4, 5), preserve_aspect_ratio=True)",
                 "tf.image.resize(x, (4, 5), antialias=True)", "tf.image.resize(x, 4)", "tf.image.resize(x, (4, 5), 'area')", "tf.image.resize(x, (4, 5), method='foo')",
                 "tf.image.resize(x, size=(tf.shape(x)[1] * 2, 20))"],
                IMAGES + ["8,10"]),
    "resize others": F(["tf.image.resize_with_pad(x, 6, 7)", "tf.image.resize_with_crop_or_pad(x, 6, 12)", "tf.compat.v1.image.resize_bilinear(x, (4, 5))",
                        "tf.compat.v1.image.resize_nearest_neighbor(x, (4, 5))", "tf.compat.v1.image.resize_bilinear(x, [4, 5], align_corners=True)",
                        "tf.compat.v1.image.resize(x, (4, 5))", "tf.compat.v1.image.resize(x, (4, 5), align_corners=True)", "tf.compat.v1.image.resize_images(x, (4, 5))",
                        "tf.compat.v1.image.resize_bicubic(x, (4, 5))"], IMAGES),
    "crop": F(["tf.image.central_crop(x, 0.5)", "tf.image.crop_to_bounding_box(x, 1, 1, 4, 5)", "tf.image.pad_to_bounding_box(x, 1, 1, 12, 14)",
               "tf.image.random_crop(x, [2, 4, 5, 3])", "tf.image.random_crop(x, (tf.shape(x)[0], 4, 5, 3))", "tf.image.stateless_random_crop(x, (2, 4, 5, 3), (1, 2))",
               "tf.image.extract_glimpse(x, [3, 3], tf.zeros((2, 2)))"], ["8,10,3", "?,?,3"]),
    "patches": F(["tf.image.extract_patches(x, [1, 2, 2, 1], [1, 2, 2, 1], [1, 1, 1, 1], 'VALID')",
                  "tf.image.extract_patches(images=x, sizes=[1, 3, 3, 1], strides=[1, 1, 1, 1], rates=[1, 1, 1, 1], padding='SAME')",
                  "tf.image.extract_patches(x, sizes=(1, 2, 2, 1), strides=(1, 1, 1, 1), rates=(1, 2, 2, 1), padding='VALID')"], ["8,10,3", "?,?,3", "7,9,2"]),
    "boxes": F(["tf.image.crop_and_resize(x, tf.zeros((7, 4)), tf.zeros((7,), tf.int32), (5, 6))", "tf.image.crop_and_resize(image=x, boxes=[[0., 0., 1., 1.]], box_indices=[0], crop_size=[3, 3])",
                "tf.image.crop_and_resize(x, tf.zeros((7, 4)), tf.range(7), crop_size=(4, 4), method='nearest')", "tf.image.draw_bounding_boxes(x, tf.zeros((2, 1, 4)), [[1., 0., 0.]])"],
               ["8,10,3", "?,?,3", "8,10,3:uint8"]),
    "suppression": F(["tf.image.non_max_suppression(x[0], x[0, :, 0], 5)", "tf.image.non_max_suppression_with_scores(x[0], x[0, :, 0], 5)",
                      "tf.image.combined_non_max_suppression(tf.expand_dims(x, 2), x, 3, 5)", "tf.image.combined_non_max_suppression(tf.expand_dims(x, 2), x, 3, 5, pad_per_class=True)",
                      "tf.image.non_max_suppression_padded(x, x[..., 0], 5, pad_to_max_output_size=True)"], ["7,4", "?,4"], modes="symbolic call"),
    "flips": F(["tf.image.flip_left_right(x)", "tf.image.flip_up_down(x)", "tf.image.random_flip_left_right(x)", "tf.image.random_flip_up_down(x)",
                "tf.image.rot90(x)", "tf.image.rot90(x, k=2)", "tf.image.transpose(x)", "tf.image.stateless_random_flip_left_right(x, (1, 2))",
                "tf.image.rot90(x, tf.constant(1))"], IMAGES),
    "colours": F(["tf.image.adjust_brightness(x, 0.1)", "tf.image.adjust_contrast(x, 2.0)", "tf.image.adjust_gamma(x, 0.5)", "tf.image.adjust_hue(x, 0.1)",
                  "tf.image.adjust_saturation(x, 0.5)", "tf.image.random_brightness(x, 0.1)", "tf.image.random_contrast(x, 0.5, 1.5)", "tf.image.random_hue(x, 0.1)",
                  "tf.image.random_saturation(x, 0.5, 1.5)", "tf.image.rgb_to_grayscale(x)", "tf.image.rgb_to_hsv(x)", "tf.image.hsv_to_rgb(x)", "tf.image.rgb_to_yuv(x)",
                  "tf.image.yuv_to_rgb(x)", "tf.image.rgb_to_yiq(x)", "tf.image.per_image_standardization(x)", "tf.image.convert_image_dtype(x, tf.float32)",
                  "tf.image.convert_image_dtype(x, tf.uint8)", "tf.image.image_gradients(x)", "tf.image.sobel_edges(x)", "tf.image.total_variation(x)",
                  "tf.image.psnr(x, x, 1.0)", "tf.image.ssim(x, x, 1.0)", "tf.image.grayscale_to_rgb(x)", "tf.image.grayscale_to_rgb(x[..., :1])"], IMAGES, modes="symbolic call eager"),
    "decode": F(["tf.io.decode_jpeg(x, channels=3)", "tf.image.decode_png(x)", "tf.io.decode_image(x, channels=3)", "tf.io.decode_image(x, channels=3, expand_animations=False)",
                 "tf.io.read_file(x)", "tf.io.decode_raw(x, tf.uint8)", "tf.image.decode_jpeg(x)", "tf.io.decode_png(x, channels=1, dtype=tf.uint16)", "tf.io.decode_base64(x)"],
                [":string"], modes="call"),
}
FUNCTIONS["decode"].expressions = [each.replace("(x", "(x[0]") for each in FUNCTIONS["decode"].expressions]
