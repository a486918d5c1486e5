"""Random calls of `keras.ops` that no committed record holds: `python random_ops.py OUT_DIR SEED COUNT [op ...]`.

Each call is asked in one of the three modes of `ops/modes.py`: on KerasTensors, on graph tensors inside a layer's `call`,
on real tensors. `operators` are Python's operators on such tensors. Shapes, ranks, dtypes and arguments are drawn freely,
invalid ones too. The records have the form of test/golden/ops; `npm run golden:ops` reads another folder from KERASPEC_GOLDEN.
"""

import json
import os
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from holdout.op_draws import OpDraw, family  # noqa: E402
from judge import hush, prelude  # noqa: E402
from ops.modes import expand  # noqa: E402
from record_layers import inside, record  # noqa: E402
from record_ops import DEVICE, shortened  # noqa: E402

# What the values decide: the tensors are zeros.
VALUES = re.compile(r"not invertible|decomposition was not successful|[Dd]ivi\w+ by zero|out of memory|OOM|too large")


def draws(seed, count, wanted=()):
    """Op name -> sorted expressions."""
    drawn = {}
    for name, make in sorted(family().items()):
        if wanted and name not in wanted:
            continue
        draw = OpDraw(f"{seed}/{name}")
        codes = [expand(make(draw), draw.one("s", "g", "e")) for _ in range(count)]
        drawn[name] = sorted({code for each in codes for code in each})
    return drawn


def judge_op(path, codes, names):
    """Writes line by line, so that what was asked before a crash stays."""
    with path.open("w", encoding="utf-8") as lines:
        for code in codes:
            found = record(code, names)
            text = found.get("raises", {}).get("message", "")
            if not DEVICE.search(text) and not VALUES.search(text):
                print(json.dumps(shortened(found), ensure_ascii=False), file=lines, flush=True)


def main():
    target, seed, count = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    target = target / "b"
    target.mkdir(parents=True, exist_ok=True)
    errors, names = hush(), prelude()
    exec(inside(), names)
    for name, codes in draws(seed, count, set(sys.argv[4:])).items():
        child = os.fork()  # TensorFlow aborts the whole process on a few arguments
        if child == 0:
            judge_op(target / f"{name}.jsonl", codes, names)
            os._exit(0)
        if os.waitpid(child, 0)[1] != 0:
            print(f"{name}: crashed", file=errors)
    print("done", file=errors)


if __name__ == "__main__":
    main()
