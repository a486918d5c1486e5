"""Judge the layer grids: `python record_layers.py OUT_DIR [LayerName ...]` writes OUT_DIR/<LayerName>.jsonl.

`Inside` and `Eager` are random calls of all layers inside another layer's `call`, and on real tensors; `InsideEach`,
`InsideArguments` and their like are systematic ones (grid/modes.py).
"""

import json
import pathlib
import re
import signal
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))

from grid import all_layers  # noqa: E402
from judge import failure, hush, in_sample, outcome, prelude, reset, tell_layouts  # noqa: E402

SECONDS = 60

# Records whose specs say how tensors are kept.
WITH_LAYOUTS = {"Sparse", "Ragged", "SparseOutputs"}

# What a device's kernels refuse or do in their own way says nothing about Keras.
DEVICE = re.compile(r"N\w*C format|N\w*C tensor|supports N\w*C|CPU impl|Could not find device|would be negative|cropped_shape")

# Records of layers on real tensors.
ON_VALUES = {"Eager", "EagerArguments", "EagerEach", "PoliciesOfData"}

# Neither does what is not installed here.
ABSENT = {"ImportError", "ModuleNotFoundError"}


def mode_grids():
    """The records of layers that do not run on KerasTensors: name -> expressions."""
    from grid import modes as systematic
    from holdout.random_layers import called, draws

    modes = {"Inside": ("inside", 22), "Eager": ("eager", 15)}
    drawn = {
        name: sorted({code for codes in draws("committed", count, mode).values() for code in codes})
        for name, (mode, count) in modes.items()
    }
    return {**drawn, **systematic.grids(called)}


def inside():
    from holdout.random_layers import INSIDE

    return INSIDE


def record(code, names):
    """Evaluate one expression as a program of its own."""
    reset()
    signal.alarm(SECONDS)
    try:
        return {"code": code, **outcome(eval(code, dict(names)))}
    except Exception as error:
        return {"code": code, "raises": failure(error)}
    finally:
        signal.alarm(0)


def main():
    target, wanted = pathlib.Path(sys.argv[1]), set(sys.argv[2:])
    target.mkdir(parents=True, exist_ok=True)
    errors, names, total = hush(), prelude(), 0
    exec(inside(), names)
    grids = {**all_layers(), **mode_grids()}
    for name, codes in sorted(grids.items()):
        if wanted and name not in wanted:
            continue
        tell_layouts(name in WITH_LAYOUTS)
        records = [record(code, names) for code in codes if in_sample(code)]
        records = [each for each in records if each.get("raises", {}).get("exception") not in ABSENT]
        if name in ON_VALUES:
            records = [each for each in records if not DEVICE.search(each.get("raises", {}).get("message", ""))]
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
