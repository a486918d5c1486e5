"""Judge the layer grids: `python record_layers.py OUT_DIR [LayerName ...]` writes OUT_DIR/<LayerName>.jsonl."""

import json
import pathlib
import signal
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))

from grid import all_layers  # noqa: E402
from judge import failure, hush, outcome, prelude, reset  # noqa: E402

SECONDS = 60


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
    grids = all_layers()
    for name, codes in sorted(grids.items()):
        if wanted and name not in wanted:
            continue
        lines = [json.dumps(record(code, names), ensure_ascii=False) for code in codes]
        (target / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        total += len(lines)
    if not wanted:
        for stale in target.glob("*.jsonl"):
            if stale.stem not in grids:
                stale.unlink()
    print(f"{total} records", file=errors)


if __name__ == "__main__":
    main()
