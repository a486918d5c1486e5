"""Random calls of `keras.ops` that no committed record holds: `python random_ops.py OUT_DIR SEED COUNT [op ...]`.

Each call is asked in one of the three modes of `ops/modes.py`: on KerasTensors, on graph tensors inside a layer's `call`,
on real tensors. `operators` are Python's operators on such tensors. Shapes, ranks, dtypes and arguments are drawn freely,
invalid ones too. The records have the form of test/golden/ops; `npm run golden:ops` reads another folder from KERASPEC_GOLDEN.
"""

import json
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


def main():
    target, seed, count = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    target = target / "b"
    target.mkdir(parents=True, exist_ok=True)
    errors, names = hush(), prelude()
    exec(inside(), names)
    for name, codes in draws(seed, count, set(sys.argv[4:])).items():
        found = [record(code, names) for code in codes]
        messages = [each.get("raises", {}).get("message", "") for each in found]
        kept = [shortened(each) for each, text in zip(found, messages) if not DEVICE.search(text) and not VALUES.search(text)]
        lines = [json.dumps(each, ensure_ascii=False) for each in kept]
        (target / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("done", file=errors)


if __name__ == "__main__":
    main()
