"""Ops of keras/src/ops/image.py. They live in a module of their own."""

from .modes import over

IMAGES = ["{N,8,8,3}", "{2,7,9,3}", "{8,8,3}", "{N,N,N,3}"]

OPS = {
    "image.resize": over("image.resize", IMAGES, ["(4, 4)", "(16, 8)", "size=(4, 5), interpolation=\"nearest\"", "(4, 4), crop_to_aspect_ratio=True", "(4, 4), pad_to_aspect_ratio=True", "4", "(4,)", "[4, 4], \"bicubic\"",
                                                  "(4, 4), interpolation=\"foo\"", "(4, 4), antialias=True", "(None, 4)"])
    + [".image.resize({N,8,8,3:uint8}, (4, 4))", ".image.resize({N,8,8,3:int32}, (4, 4), \"nearest\")", ".image.resize({N,3,8,8}, (4, 4), data_format=\"channels_first\")", ".image.resize({8,8}, (4, 4))", ".image.resize({N,8,8,3:float16}, (4, 4))",
       "Inside(lambda x: .image.resize(x, (.shape(x)[1] * 2, .shape(x)[2] * 2)))(keras.KerasTensor((None, 8, 8, 3)))", "Inside(lambda x: .image.resize(x, (.shape(x)[1] * 2, 4)))(keras.KerasTensor((None, None, 8, 3)))"],
    "image.pad_images": over("image.pad_images", IMAGES, ["1, 1, 10, 12", "top_padding=2, left_padding=1, bottom_padding=1, right_padding=1", "1, 1, None, None", "target_height=16, target_width=16"]),
    "image.crop_images": over("image.crop_images", IMAGES, ["1, 1, 4, 4", "top_cropping=1, left_cropping=1, bottom_cropping=1, right_cropping=1", "2, 2, target_height=4, target_width=4", "9, 0, 0, 0"]),
    "image.affine_transform": ["s:.image.affine_transform({N,8,8,3}, {N,8})", "s:.image.affine_transform({8,8,3}, {8})", "s:.image.affine_transform({2,8,8,3}, {2,7})", "s:.image.affine_transform({2,8,8,3}, {2,8}, interpolation=\"foo\")"],
    "image.extract_patches": over("image.extract_patches", IMAGES, ["2", "(2, 4)", "size=2, strides=1", "3, strides=2, padding=\"same\"", "2, padding=\"foo\""]),
    "image.map_coordinates": ["s:.image.map_coordinates({8,8}, {2,5}, 1)", "s:.image.map_coordinates({8,8,3}, {3,4,5}, order=0)", "s:.image.map_coordinates({8,8}, {3,5}, 1)", "s:.image.map_coordinates({8,8:int32}, {2,5}, order=1, fill_mode=\"nearest\")",
                              "s:.image.map_coordinates({8,8}, {2,5}, 1, \"foo\")"],
    "image.rgb_to_grayscale": over("image.rgb_to_grayscale", IMAGES + ["{N,8,8,1}", "{8,3}", "{N,8,8,3:int32}"]),
    "image.rgb_to_hsv": over("image.rgb_to_hsv", IMAGES + ["{N,8,8,1}", "{8,3}", "{N,8,8,3:int32}"]), "image.hsv_to_rgb": over("image.hsv_to_rgb", IMAGES + ["{8,3}", "{N,8,8,3:int32}"]),
}
