"""Judge the function grids: `python record_functions.py OUT_DIR [Family ...]` writes OUT_DIR/<family>.jsonl."""

import json
import os
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))

from folders import make_folders  # noqa: E402
from functions import all_functions  # noqa: E402
from judge import hush, in_sample, prelude, world  # noqa: E402
from record_layers import DEVICE, record  # noqa: E402

NAMES = '''
import typing

K = tf.keras.backend

class Call(layers.Layer):
    def __init__(self, function):
        super().__init__()
        self.function = function

    def call(self, *args):
        return self.function(*args)

class Pair(typing.NamedTuple):
    x: object
    y: object
'''


def evaluate(code, names):
    """The record of an expression; what writes a file does so in a folder of its own."""
    if "'out" not in code:
        return record(code, names)
    here = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            return record(code, names)
        finally:
            os.chdir(here)


def main():
    target, wanted = pathlib.Path(sys.argv[1]), set(sys.argv[2:])
    target.mkdir(parents=True, exist_ok=True)
    errors, names, total = hush(), prelude(), 0
    exec(NAMES, names)
    names.update(make_folders())
    sys.stdout = open(os.devnull, "w")  # Keras tells how many files it found
    for family, functions in sorted(all_functions().items()):
        if wanted and family not in wanted:
            continue
        codes = sorted({code for function in functions.values() for code in function.codes(world())})
        records = [evaluate(code, names) for code in codes if in_sample(code)]
        records = [each for each in records if not DEVICE.search(each.get("raises", {}).get("message", ""))]
        lines = [json.dumps(each, ensure_ascii=False) for each in records]
        (target / f"{family}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        total += len(lines)
    print(f"{total} records", file=errors)


if __name__ == "__main__":
    main()
