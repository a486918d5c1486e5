"""What Keras 3 answers on another backend: `KERAS_BACKEND=numpy python record_backends.py GOLDEN OUT.jsonl [ONE_IN|again]`.

Asks a sample of the committed expressions of layers and operations, one in ONE_IN; or `again` what the committed file of the
backend holds.
"""

import json
import pathlib
import resource
import signal
import sys
import zlib

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))

import judge  # noqa: E402
from record_layers import inside, record  # noqa: E402
from record_ops import shortened  # noqa: E402

# Expressions that are about TensorFlow: its own functions, sparse and ragged tensors; and those that NumPy answers from
# memory that nobody wrote.
OWN = ("tf.sparse", "tf.ragged", "sparse=True", "ragged=True", "tf.function", "tf.data", "tf.nn", "tf.math", "tf.keras", "tf.Variable", "segment_", "lstsq")
SHARE = {"layers": 90, "ops": 36}

# A few expressions ask for more than a machine has: TensorFlow refuses at once, others try.
MEMORY = 16 << 30

# What is not installed here, what a backend says that it has not got, and what does not fit, is no answer.
NO_ANSWER = ("ImportError", "ModuleNotFoundError", "NotImplementedError", "MemoryError", "_ArrayMemoryError", "TimeoutError")

tensors_of_tensorflow = judge.is_tensor


def is_tensor(value):
    """A backend has tensors of its own: all that has a shape and a dtype, and a NumPy scalar too."""
    return tensors_of_tensorflow(value) or (hasattr(value, "shape") and hasattr(value, "dtype") and not hasattr(value, "variables"))


def codes_of(path):
    return [json.loads(line)["code"] for line in path.read_text(encoding="utf-8").splitlines()]


def sampled(golden, part):
    """The expressions of a part of the committed records, one in so many."""
    share = int(sys.argv[3]) if len(sys.argv) > 3 else SHARE[part]
    for path in sorted((golden / part / "b").glob("*.jsonl")):
        for code in codes_of(path):
            if zlib.crc32(code.encode()) % share == 0 and not any(each in code for each in OWN):
                yield code


def late(*_):
    raise TimeoutError


def main():
    golden, target = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    errors, names = judge.hush(), judge.prelude()
    judge.is_tensor = is_tensor
    exec(inside(), names)
    again = sys.argv[3:] == ["again"]
    codes = codes_of(golden / "backends" / target.name) if again else sorted({code for part in SHARE for code in sampled(golden, part)})
    signal.signal(signal.SIGALRM, late)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8") as lines:
        for code in codes:
            found = shortened(record(code, names))
            if found.get("raises", {}).get("exception") not in NO_ANSWER:
                print(json.dumps(found, ensure_ascii=False), file=lines, flush=True)
    print(f"{len(codes)} asked", file=errors)


if __name__ == "__main__":
    main()
