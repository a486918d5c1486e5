"""tf.image: what changes height and width, cuts, pads, turns."""

from .sampling import Function as F

PLAIN = ["8,10,3", "?,?,3:uint8", "8,10,?:float16"]
ODD = ["8,10", "10", "2,8,10,3", "=8,10,3", "?,?,?:int32", "8,10,3:bool"]
IMAGES = PLAIN + ODD
MODES = "symbolic call eager"
LOST = "tf.numpy_function(lambda a: a, [x], tf.float32)"


def lost(*calls):
    """The calls on a tensor whose rank TensorFlow does not know."""
    return F([call.replace("(x", "(" + LOST, 1) for call in calls], ["8,10,3"], modes="call")


FUNCTIONS = {
    "resize sizes": F(["tf.image.resize(x, tf.constant([4, 5]))", "tf.image.resize(x, [4, None])", "tf.image.resize(x, (4.0, 5))", "tf.image.resize(x, (0, 5))",
                       "tf.image.resize(x, (-1, 5))", "tf.image.resize(x, tf.shape(x)[1:3])", "tf.image.resize(x, tf.shape(x)[1:3] // 2)",
                       "tf.image.resize(x, tf.stack([tf.shape(x)[1] * 2, 7]))", "tf.image.resize(x, tf.concat([tf.shape(x)[1:2], [6]], 0))",
                       "tf.image.resize(x, (x.shape[1], 5))", "tf.image.resize(x, np.array([4, 5]))", "tf.image.resize(x, tf.constant([4, 5], tf.int64))",
                       "tf.image.resize(x, [4, 5, 6])", "tf.image.resize(x, [])", "tf.image.resize(x, tf.zeros((2,), tf.int32) + 3)", "tf.image.resize(x, 'foo')",
                       "tf.image.resize(x, [[4, 5]])", "tf.image.resize(x, None)", "tf.image.resize(x)", "tf.image.resize(x, (4, 5), foo=1)",
                       "tf.image.resize(x, x.shape[1:3])", "tf.image.resize(x, (np.int64(4), 5))"], PLAIN, modes=MODES),
    "resize methods": F([f"tf.image.resize(x, (4, 5), {method!r})" for method in "lanczos3 lanczos5 gaussian mitchellcubic area nearest bicubic bilinear".split()]
                        + ["tf.image.resize(x, (8, 10), 'nearest')", "tf.image.resize(x, (8, 10), 'bicubic')", "tf.image.resize(x, (8, 10), antialias=True)",
                           "tf.image.resize(x, (4, 5), tf.image.ResizeMethod.AREA)", "tf.image.resize(x, (4, 5), 1)", "tf.image.resize(x, (4, 5), 'nearest', antialias=True)",
                           "tf.image.resize(x, (4, 5), 'nearest', preserve_aspect_ratio=True)", "tf.image.resize(x, (16, 5), preserve_aspect_ratio=True)",
                           "tf.image.resize(x, tf.shape(x)[1:3] // 2, preserve_aspect_ratio=True)", "tf.image.resize(x, (4, 5), method=None)"],
                        IMAGES, modes=MODES),
    "resize of TensorFlow 1": F([f"tf.compat.v1.image.resize_images(x, (4, 5), {last})" for last in
                                 ["0", "1", "2", "3", "method='bicubic'", "method='lanczos3'", "7", "align_corners=True", "preserve_aspect_ratio=True",
                                  "method=tf.compat.v1.image.ResizeMethod.AREA", "1, True"]]
                                + ["tf.compat.v1.image.resize(x, (8, 10))", "tf.compat.v1.image.resize(x, tf.shape(x)[1:3] * 2)", "tf.compat.v1.image.resize(x, 4)"]
                                + [f"tf.compat.v1.image.resize_{name}(x, (4, 5))" for name in ("area", "bicubic", "bilinear", "nearest_neighbor")]
                                + ["tf.compat.v1.image.resize_bilinear(x, (4,))", "tf.compat.v1.image.resize_bilinear(x, tf.shape(x)[1:3] * 2)",
                                   "tf.compat.v1.image.resize_nearest_neighbor(x, [4, 5], half_pixel_centers=True)", "tf.compat.v1.image.resize_bicubic(x, [0, 5])",
                                   "tf.compat.v1.image.resize_bilinear(x, (4, 5), True, half_pixel_centers=True)", "tf.compat.v1.image.resize_image_with_pad(x, 4, 5)",
                                   "tf.compat.v1.image.resize_image_with_crop_or_pad(x, 4, 5)"],
                                ["8,10,3", "?,?,3:uint8", "8,10", "10"], modes=MODES),
    "pads": F(["tf.image.resize_with_pad(x, 6, 7)", "tf.image.resize_with_pad(x, 6, 7, method='nearest')", "tf.image.resize_with_pad(x, 6, 7, 'foo')",
               "tf.image.resize_with_pad(x, 0, 7)", "tf.image.resize_with_pad(x, tf.shape(x)[1], 7)", "tf.image.resize_with_pad(x, 6, 7, antialias=True)",
               "tf.image.resize_with_pad(x, 6.0, 7)", "tf.image.resize_with_pad(x, target_height=6, target_width=-7)", "tf.image.resize_with_pad(x, None, 7)"], IMAGES, modes=MODES),
    "crops or pads": F(["tf.image.resize_with_crop_or_pad(x, 6, 12)", "tf.image.resize_with_crop_or_pad(x, 0, 7)", "tf.image.resize_with_crop_or_pad(x, 9, tf.shape(x)[1])",
                        "tf.image.resize_with_crop_or_pad(x, 6.0, 7)", "tf.image.resize_with_crop_or_pad(image=x, target_height=8, target_width=10)",
                        "tf.image.resize_with_crop_or_pad(x, -1, 4)", "tf.image.resize_with_crop_or_pad(x, tf.constant(6), tf.constant(12))",
                        "tf.image.resize_with_crop_or_pad(x, x.shape[1], 4)", "tf.image.resize_with_crop_or_pad(x, None, 4)"], IMAGES, modes=MODES),
    "boxes of pixels": F([f"tf.image.{name}(x, {box})" for name, boxes in {
                            "crop_to_bounding_box": ["1, 1, 4, 5", "0, 0, 8, 10", "-1, 1, 4, 5", "1, 1, 8, 5", "1, 1, 0, 5", "1, 1, tf.shape(x)[1] - 1, 5", "1.5, 1, 4, 5",
                                                     "tf.constant(1), 0, 4, tf.constant(5)", "offset_height=1, offset_width=2, target_height=3, target_width=4"],
                            "pad_to_bounding_box": ["1, 1, 12, 14", "0, 0, 8, 10", "-1, 1, 14, 15", "1, 1, 8, 15", "1, 1, 0, 5", "1, 1, tf.shape(x)[1] + 4, 25", "1.5, 1, 14, 15",
                                                    "tf.constant(1), 0, 14, tf.constant(15)", "offset_height=1, offset_width=2, target_height=13, target_width=14"],
                         }.items() for box in boxes], IMAGES[:7], modes=MODES),
    "central crop": F([f"tf.image.central_crop(x, {fraction})" for fraction in ["0.5", "1.0", "1", "0.0", "1.5", "-0.5", "0.33", "tf.constant(0.5)", "None", "'a'", "central_fraction=0.87", "0.01"]],
                      IMAGES[:7], modes=MODES),
    "random crops": F(["tf.image.random_crop(x, [2, 4, 5, 3])", "tf.image.random_crop(x, (2, 40, 5, 3))", "tf.image.random_crop(x, (4, 5, 3))", "tf.image.random_crop(x, tf.shape(x))",
                       "tf.image.random_crop(x, [tf.shape(x)[0], 4, 5, tf.shape(x)[3]], seed=3)", "tf.image.random_crop(x, (None, 4, 5, 3))", "tf.image.random_crop(x, (2, 4.5, 5, 3))",
                       "tf.image.random_crop(value=x, size=tf.constant([2, 4, 5, 3]))", "tf.image.stateless_random_crop(x, (2, 4, 5, 3), (1, 2))",
                       "tf.image.stateless_random_crop(x, (2, 4, 5, 3))", "tf.image.stateless_random_crop(x, (2, 4, 5, 3), (1, 2, 3))", "tf.image.stateless_random_crop(x, (2, 4, 5, 3), 7)",
                       "tf.image.stateless_random_crop(value=x, size=(tf.shape(x)[0], 4, 5, 3), seed=tf.constant([1, 2]))"], ["8,10,3", "?,?,3:uint8", "8,10"], modes=MODES),
    "flips": F(["tf.image.flip_left_right(x)", "tf.image.flip_up_down(x)", "tf.image.random_flip_left_right(x)", "tf.image.random_flip_up_down(x, 3)",
                "tf.image.stateless_random_flip_left_right(x, (1, 2))", "tf.image.stateless_random_flip_up_down(image=x, seed=(1, 2))", "tf.image.stateless_random_flip_left_right(x, 3)",
                "tf.image.stateless_random_flip_up_down(x)", "tf.image.transpose(x)", "tf.image.transpose(image=x, name='t')", "tf.compat.v1.image.transpose_image(x)",
                "tf.image.flip_left_right(image=x)", "tf.image.flip_up_down(x, 1)"], IMAGES, modes=MODES),
    "turns": F([f"tf.image.rot90(x{k})" for k in ["", ", 0", ", k=2", ", 3", ", -1", ", 1.5", ", tf.constant(1)", ", tf.shape(x)[0]", ", tf.constant([1])", ", name='r'", ", None"]],
               IMAGES, modes=MODES),
    "patches": F(["tf.image.extract_patches(x, [1, 2, 2, 1], [1, 2, 2, 1], [1, 1, 1, 1], 'VALID')", "tf.image.extract_patches(x, [1, 3, 3, 1], [1, 1, 1, 1], [1, 2, 2, 1], 'SAME')",
                  "tf.image.extract_patches(x, [1, 20, 3, 1], [1, 1, 1, 1], [1, 1, 1, 1], 'VALID')", "tf.image.extract_patches(x, [2, 2], [1, 1, 1, 1], [1, 1, 1, 1], 'VALID')",
                  "tf.image.extract_patches(x, [1, 2, 2, 1], [1, 2, 2, 1], [1, 1, 1, 1], 'valid')", "tf.image.extract_patches(x, [1, 2, 2, 2], [1, 2, 2, 1], [1, 1, 1, 1], 'VALID')",
                  "tf.image.extract_patches(x, [1, 2, 2, 1], [2, 2, 2, 1], [1, 1, 1, 1], 'SAME')", "tf.image.extract_patches(x, [1, 2, 2, 1], [1, 2, 2, 1], 1, 'SAME')",
                  "tf.compat.v1.extract_image_patches(x, [1, 2, 2, 1], [1, 2, 2, 1], [1, 1, 1, 1], 'VALID')",
                  "tf.compat.v1.extract_image_patches(images=x, ksizes=[1, 2, 2, 1], strides=[1, 2, 2, 1], rates=[1, 1, 1, 1], padding='SAME')",
                  "tf.image.extract_patches(x, [1, 0, 2, 1], [1, 2, 2, 1], [1, 1, 1, 1], 'VALID')", "tf.extract_volume_patches(tf.expand_dims(x, 1), [1, 1, 2, 2, 1], [1, 1, 2, 2, 1], 'VALID')"],
                 ["8,10,3", "?,?,3:uint8", "8,10,?", "8,10", "7,9,2:int32"], modes=MODES),
    "glimpses": F(["tf.image.extract_glimpse(x, [3, 4], tf.zeros((2, 2)))", "tf.image.extract_glimpse(x, [3, 4], [[0., 0.], [0., 0.]], centered=False, normalized=False)",
                   "tf.image.extract_glimpse(x, [3], tf.zeros((2, 2)))", "tf.image.extract_glimpse(x, (3, 4), tf.zeros((3, 2)))", "tf.image.extract_glimpse(x, [0, 4], tf.zeros((2, 2)))",
                   "tf.image.extract_glimpse(x, tf.shape(x)[1:3], tf.zeros((tf.shape(x)[0], 2)), noise='zero')", "tf.image.extract_glimpse(x, [3, 4], tf.zeros((2,)))",
                   "tf.image.extract_glimpse(input=x, size=[3, 4], offsets=tf.zeros((2, 3)))", "tf.compat.v1.image.extract_glimpse(x, [3, 4], tf.zeros((2, 2)))",
                   "tf.image.extract_glimpse(x, [3, 4], tf.zeros((2, 2)), noise='foo')"], ["8,10,3", "?,?,3", "8,10,?", "8,10", "8,10,3:uint8"], modes=MODES),
    "of unknown rank": lost("tf.image.resize(x, (4, 5))", "tf.image.resize(x, (4, 5), preserve_aspect_ratio=True)", "tf.image.flip_left_right(x)", "tf.image.flip_up_down(x)",
                            "tf.image.random_flip_left_right(x)", "tf.image.rot90(x)", "tf.image.transpose(x)", "tf.image.central_crop(x, 0.5)", "tf.image.crop_to_bounding_box(x, 1, 1, 4, 5)",
                            "tf.image.pad_to_bounding_box(x, 1, 1, 4, 5)", "tf.image.resize_with_crop_or_pad(x, 4, 5)", "tf.image.resize_with_pad(x, 4, 5)",
                            "tf.image.random_crop(x, (2, 4, 5, 3))", "tf.image.extract_patches(x, [1, 2, 2, 1], [1, 2, 2, 1], [1, 1, 1, 1], 'VALID')",
                            "tf.image.extract_glimpse(x, [3, 4], tf.zeros((2, 2)))", "tf.compat.v1.image.resize_bilinear(x, (4, 5))"),
}
