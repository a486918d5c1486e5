"""The files that `keras.datasets` downloads, of the true form, with nothing in them: Keras's own code then reads these."""

import functools
import gzip
import importlib
import json
import os
import pickle
import tempfile

import numpy as np

NAMES = ["mnist", "fashion_mnist", "cifar10", "cifar100", "imdb", "reuters", "boston_housing", "california_housing"]
ROOT = tempfile.TemporaryDirectory(prefix="keraspec-datasets-")


def sequences(count):
    """Rows of word numbers of different lengths, as an array of lists."""
    rows = np.empty(count, dtype=object)
    rows[:] = [[1] * (1 + index % 3) for index in range(count)]
    return rows


def mnist(folder):
    path = os.path.join(folder, "mnist.npz")
    np.savez_compressed(path, x_train=np.zeros((60000, 28, 28), "uint8"), y_train=np.zeros(60000, "uint8"),
                        x_test=np.zeros((10000, 28, 28), "uint8"), y_test=np.zeros(10000, "uint8"))
    return path


def fashion_mnist(folder, fname):
    count = 60000 if fname.startswith("train") else 10000
    size = 8 + count if "labels" in fname else 16 + count * 28 * 28
    path = os.path.join(folder, fname)
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(bytes(size))
    return path


def cifar(folder, batches):
    """Both layouts: the batches in the folder, and in a folder of the archive's name below it."""
    for name, count in batches.items():
        with open(os.path.join(folder, name), "wb") as file:
            labels = {key: [0] * count for key in (b"labels", b"fine_labels", b"coarse_labels")}
            pickle.dump({b"data": np.zeros((count, 3072), "uint8"), **labels}, file)
    for name in ("cifar-10-batches-py", "cifar-100-python"):
        os.symlink(folder, os.path.join(folder, name))
    return folder


def texts(folder, name):
    path = os.path.join(folder, f"{name}.npz")
    if name == "reuters":
        np.savez(path, x=sequences(11228), y=np.zeros(11228, "int64"))
    else:
        labels = np.zeros(25000, "int64")
        np.savez(path, x_train=sequences(25000), y_train=labels, x_test=sequences(25000), y_test=labels)
    return path


def table(folder, name):
    path = os.path.join(folder, f"{name}.npz")
    rows, columns, dtype = (506, 13, "float64") if name == "boston_housing" else (20640, 8, "float32")
    np.savez(path, x=np.zeros((rows, columns), dtype), y=np.zeros(rows, dtype))
    return path


@functools.cache
def file_of(name, fname):
    folder = tempfile.mkdtemp(dir=ROOT.name)
    if fname.endswith(".json"):
        path = os.path.join(folder, fname)
        with open(path, "w") as file:
            json.dump({"the": 1}, file)
        return path
    if name == "cifar10":
        return cifar(folder, {**{f"data_batch_{index}": 10000 for index in range(1, 6)}, "test_batch": 10000})
    if name == "cifar100":
        return cifar(folder, {"train": 50000, "test": 10000})
    if name == "fashion_mnist":
        return fashion_mnist(folder, fname)
    if name == "mnist":
        return mnist(folder)
    return texts(folder, name) if name in ("imdb", "reuters") else table(folder, name)


def stand_in():
    """From here on, Keras's datasets are made instead of downloaded."""
    for name in NAMES:
        try:
            module = importlib.import_module(f"keras.src.datasets.{name}")
        except ImportError:
            continue
        module.get_file = lambda fname=None, *args, name=name, **kwargs: file_of(name, fname)
