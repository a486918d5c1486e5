"""What real Keras says: values and exceptions as plain data that is the same in every run."""

import inspect
import os
import re
import sys
import warnings
import zlib

if os.environ.get("PYTHONHASHSEED") != "0":  # Keras prints sets in its messages
    os.environ["PYTHONHASHSEED"] = "0"
    os.execv(sys.executable, [sys.executable, *sys.argv])

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("GRPC_VERBOSITY", "ERROR")
warnings.simplefilter("ignore")

import absl.logging  # noqa: E402

absl.logging.set_verbosity(absl.logging.FATAL)

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

tf.get_logger().setLevel("FATAL")
MAX_MESSAGE = 300


def in_sample(text):
    """Whether a record is in the sample `K/N` that KERASPEC_SAMPLE names: each is in one of the N."""
    sample = os.environ.get("KERASPEC_SAMPLE")
    if not sample:
        return True
    part, parts = map(int, sample.split("/"))
    return zlib.crc32(text.encode()) % parts == part - 1


def world():
    """`a` for Keras 2, `b` for Keras 3."""
    return "b" if hasattr(tf.keras, "ops") else "a"


def prelude():
    """The names that a snippet may use."""
    names = {}
    source = "import tensorflow as tf\nimport numpy as np\n"
    if world() == "a":
        source += "from tensorflow import keras\nfrom tensorflow.keras import layers\n"
    else:
        source += "import keras\nfrom keras import layers\n"
    exec(source, names)
    return names


def policies_of_keras_2():
    """The module that keeps the global dtype policy; `keras.src` came with 2.13."""
    try:
        from keras.src.mixed_precision import policy
    except ImportError:
        from keras.mixed_precision import policy
    return policy


def reset():
    """Forget layer names, graphs and seeds, so that each program starts afresh."""
    if world() == "a":
        policies = policies_of_keras_2()

        tf.keras.backend.clear_session()
        policies._global_policy = None  # the default follows `set_floatx`
    else:
        clear = tf.keras.utils.clear_session
        clear(free_memory=False) if inspect.signature(clear).parameters else clear()  # 3.0 takes no argument
    tf.keras.backend.set_floatx("float32")
    tf.keras.backend.set_epsilon(1e-7)
    tf.keras.backend.set_image_data_format("channels_last")
    tf.random.set_seed(0)


def clean(text, limit=MAX_MESSAGE):
    """A message without colours, addresses, local paths, volatile ids and the values of variables."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", text)
    text = re.sub(r"^ +File \".*\", line \d+, in .*\n.*\n", "", text, flags=re.MULTILINE)  # AutoGraph's frames
    text = re.sub(r"(<tf\.Variable '[^']*' [^>]*?numpy=).*", r"\1…", text, flags=re.DOTALL)  # initial values are random
    text = re.sub(r"0x[0-9a-f]{6,}", "0x0", text)
    text = re.sub(r"(?:/[^\s\"':,]+)+/site-packages/", "site-packages/", text)
    text = re.sub(r"(?:/[^\s\"':,]+)+/lib/python3\.\d+/", "lib/python/", text)
    text = re.sub(r"/tmp/tmp[a-z0-9_]{8}\b", "<tempdir>", text)  # tempfile names them by chance
    text = re.sub(r"(__inference_\w+?_)\d+\b", r"\g<1>0", text)  # numbered by all that was traced before
    text = re.sub(r"__autograph_generated_file\w+\.py", "__autograph_generated_file.py", text)
    return text.strip()[:limit]


def failure(error, limit=MAX_MESSAGE):
    return {"exception": type(error).__name__, "message": clean(str(error), limit)}


def is_symbol(value):
    return type(value).__name__ in ("KerasTensor", "RaggedKerasTensor", "SparseKerasTensor")


def is_tensor(value):
    return is_symbol(value) or isinstance(value, (tf.Tensor, tf.TypeSpec, tf.Variable, tf.RaggedTensor, tf.SparseTensor, np.ndarray)) or (
        type(value).__name__ in ("Variable", "KerasVariable"))


def dims(shape):
    """A shape as a list of ints and Nones; None when even the rank is unknown."""
    if shape is None or getattr(shape, "rank", 0) is None:
        return None
    return [None if dim is None else int(dim) for dim in shape]


def dtype_name(dtype):
    return dtype if isinstance(dtype, str) else getattr(dtype, "name", None) or str(dtype)


def spec(value):
    """{shape, dtype} of anything that has both; a NoneTensorSpec and the like have neither."""
    if not hasattr(value, "shape"):
        return {"shape": None, "dtype": None}
    found = {"shape": dims(value.shape), "dtype": dtype_name(value.dtype)}
    return {**found, "layout": layout(value)} if with_layouts else found


with_layouts = False


def tell_layouts(told):
    """Whether specs say from now on how tensors are kept. Keras 3 calls some tensors sparse that are not, so few records ask."""
    global with_layouts
    with_layouts = told


def layout(value):
    """`sparse`, `ragged` or `dense`: of tensors, symbols and their specs alike."""
    name = type(getattr(value, "type_spec", value)).__name__
    for each in ("sparse", "ragged"):
        if name.startswith(each.capitalize()) or (is_symbol(value) and getattr(value, each, False) is True):
            return each
    return "dense"


def kind(value):
    """The sort of a value, in one word."""
    if is_symbol(value):
        return "KerasTensor"
    if isinstance(value, tf.TensorShape):
        return "TensorShape"
    if isinstance(value, tf.TypeSpec):
        return type(value).__name__
    if isinstance(value, np.ndarray):
        return "ndarray"
    if is_tensor(value):
        return "Variable" if "Variable" in type(value).__name__ else "Tensor"
    if isinstance(value, tf.keras.Model):
        return "Model"
    if isinstance(value, tf.keras.layers.Layer):
        return "Layer"
    return type(value).__name__


def tree(value):
    """A value as plain data: specs for tensors, lists for sequences, text for the rest."""
    if is_tensor(value):
        return spec(value)
    if isinstance(value, (list, tuple)) and any(is_tensor(part) or isinstance(part, (list, tuple, dict)) for part in value):
        return [tree(part) for part in value]
    if isinstance(value, dict) and any(is_tensor(part) for part in value.values()):
        return {str(key): tree(part) for key, part in value.items()}
    if isinstance(value, tf.keras.layers.Layer):
        return {"layer": type(value).__name__, "name": clean(str(value.name))}
    return {"value": clean(repr(value))}


def outcome(value):
    """The part of a record that says what came out."""
    found = tree(value)
    if is_tensor(value):
        return {"spec": found}
    if isinstance(found, list) or (isinstance(value, dict) and "value" not in found):
        return {"specs": found}
    return found


def hush():
    """Silence the C++ side: it writes to file descriptor 2 directly. Returns a Python stream to the old stderr."""
    kept = os.fdopen(os.dup(2), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    sys.stderr = kept
    return kept
