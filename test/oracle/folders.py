"""Small folders of images, texts and sounds in two classes, for functions that read such folders."""

import atexit
import pathlib
import shutil
import tempfile

import numpy as np
import tensorflow as tf

CLASSES, FILES = ("x", "y"), 2


def make_folders():
    """The names that expressions use for the folders, each with the path of one."""
    root = pathlib.Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, root, True)
    image = tf.io.encode_png(np.zeros((40, 50, 3), "uint8")).numpy()
    sound = tf.audio.encode_wav(np.zeros((60, 1), "float32"), 8000).numpy()
    kinds = {"IMAGES": (image, "png"), "TEXTS": (b"some words", "txt"), "SOUNDS": (sound, "wav")}
    for name, (content, suffix) in kinds.items():
        for group in CLASSES:
            folder = root / name / group
            folder.mkdir(parents=True)
            for index in range(FILES):
                (folder / f"{index}.{suffix}").write_bytes(content)
    return {name: str(root / name) for name in kinds}
