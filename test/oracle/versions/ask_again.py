"""Ask committed expressions of another Keras: `python ask_again.py GOLDEN_FOLDER OUT.jsonl [Name ...]`.

GOLDEN_FOLDER holds records of `record_layers.py` or `record_ops.py`. Written are the records whose answer differs: another spec,
another exception class, or the one where the other was. Messages may differ freely. The last line tells what was asked.
"""

import json
import pathlib
import signal
import sys
import zlib

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from judge import hush, in_sample, prelude  # noqa: E402
from record_layers import DEVICE, inside, record  # noqa: E402


class TooSlow(Exception):
    """An expression that takes longer than a record may: a backend that computes what others only declare."""


def give_up(*_):
    raise TooSlow


def verdict(answer):
    """What must be the same in two answers to the same expression."""
    if "raises" in answer:
        return {"exception": answer["raises"]["exception"]}
    return {key: value for key, value in answer.items() if key not in ("code", "value", "name")}


def differing(line, names):
    """The other Keras's answer when it is not the committed one."""
    committed = json.loads(line)
    if not in_sample(committed["code"]):
        return None
    answer = record(committed["code"], names)
    if answer.get("raises", {}).get("exception") == "TooSlow":
        return None
    if verdict(answer) == verdict(committed) or DEVICE.search(answer.get("raises", {}).get("message", "")):
        return None
    return answer


def checksum(lines):
    """Of the expressions of a file: as `checksumOf` of test/support/golden-versions.ts."""
    return format(zlib.crc32("\n".join(json.loads(line)["code"] for line in lines).encode()), "x")


def main():
    folder, target, wanted = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), set(sys.argv[3:])
    errors, names, total, asked = hush(), prelude(), 0, {}
    exec(inside(), names)
    signal.signal(signal.SIGALRM, give_up)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8") as out:
        for path in sorted(folder.glob("*.jsonl")):
            if wanted and path.stem not in wanted:
                continue
            lines = path.read_text(encoding="utf-8").splitlines()
            asked[path.stem] = checksum(lines)
            for line in lines:
                answer = differing(line, names)
                if answer is not None:
                    out.write(json.dumps({"of": path.stem, **answer}, ensure_ascii=False) + "\n")
                    total += 1
        out.write(json.dumps({"asked": asked}) + "\n")
    print(f"{total} answers differ", file=errors)


if __name__ == "__main__":
    main()
