"""Every variation of the systematic grid, of which the committed records are a part: `python variations.py OUT_DIR [LayerName ...]`.

The records have the form of test/golden/layers; `npm run golden` reads another folder from KERASPEC_GOLDEN.
"""

import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from grid.bases import BASES  # noqa: E402
from grid.systematic import variations  # noqa: E402
from judge import hush, prelude  # noqa: E402
from record_layers import record  # noqa: E402


def main():
    target, wanted = pathlib.Path(sys.argv[1]), set(sys.argv[2:])
    target.mkdir(parents=True, exist_ok=True)
    errors, names = hush(), prelude()
    for name, base in sorted(BASES.items()):
        if wanted and name not in wanted:
            continue
        codes = sorted({code for _, code in variations(name, base)})
        lines = [json.dumps(record(code, names), ensure_ascii=False) for code in codes]
        (target / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(name, len(lines), file=errors, flush=True)


if __name__ == "__main__":
    main()
