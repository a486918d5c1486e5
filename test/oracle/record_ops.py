"""Judge the grids of `keras.ops`: `python record_ops.py OUT_DIR [op ...]` writes OUT_DIR/<op>.jsonl (Keras 3 only)."""

import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))

from ops import all_ops  # noqa: E402
from record_layers import inside, record  # noqa: E402
from judge import hush, in_sample, prelude  # noqa: E402

MAX_MESSAGE = 100

# Which kernels a processor has says nothing about Keras.
DEVICE = re.compile(r"Could not find device|No OpKernel|not supported on CPU|CPU implementation|division by zero \[Op")


def shortened(found):
    """The exception's class is judged; the message is for a reader."""
    if "raises" not in found:
        return found
    message = re.sub(r"(?s)^Exception encountered.*?for your layer\.\n\n|\{\{.*?\}\}", "", found["raises"]["message"])
    return {**found, "raises": {**found["raises"], "message": " ".join(message.split())[:MAX_MESSAGE]}}


def main():
    target, wanted = pathlib.Path(sys.argv[1]), set(sys.argv[2:])
    target.mkdir(parents=True, exist_ok=True)
    errors, names, total = hush(), prelude(), 0
    exec(inside(), names)
    grids = all_ops()
    for name, codes in sorted(grids.items()):
        if wanted and name not in wanted:
            continue
        records = [record(code, names) for code in codes if in_sample(code)]
        records = [shortened(each) for each in records if not DEVICE.search(each.get("raises", {}).get("message", ""))]
        lines = [json.dumps(each, ensure_ascii=False) for each in records]
        (target / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        total += len(lines)
    if not wanted:
        for stale in target.glob("*.jsonl"):
            if stale.stem not in grids:
                stale.unlink()
    print(f"{total} records", file=errors)


if __name__ == "__main__":
    main()
