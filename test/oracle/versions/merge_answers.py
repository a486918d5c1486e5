"""Answers of earlier versions that differ from the newest one's: `python merge_answers.py FOLDER GOLDEN_LAYERS OUT_FOLDER`.

FOLDER has `<version>.jsonl` as `ask_again.py` writes it. The first line of OUT_FOLDER/<world>.jsonl names the versions, and the
files of records that each was asked, with the checksum of their expressions. A record of OUT_FOLDER/<world>.jsonl is an expression and, for each range
of versions that answers it in another way than the newest, that answer. Of a layer that a version does not have, one record is kept.
"""

import json
import pathlib
import re
import sys

NEWEST = {"a": "2.15", "b": "3.15"}
ABSENT = re.compile(r"module '[\w.]*keras[\w.]*' has no attribute '\w+'")


def number(version):
    return tuple(int(part) for part in version.split("."))


def verdict(answer):
    if "raises" in answer:
        return answer["raises"]["exception"]
    return json.dumps({key: value for key, value in answer.items() if key not in ("value", "name")}, sort_keys=True)


def read(path):
    """Code -> answer; and what was asked."""
    found, asked = {}, {}
    for line in path.read_text(encoding="utf-8").splitlines():
        answer = json.loads(line)
        if "asked" in answer:
            asked = answer["asked"]
            continue
        code = answer.pop("code")
        answer.pop("of", None)
        if "spec" in answer or "specs" in answer or "raises" in answer:
            answer.pop("name", None)
        found[code] = answer
    return found, asked


def rounds(asked):
    """[{versions, asked}]: versions that were asked the same stand together."""
    found = {}
    for version, sums in asked.items():
        found.setdefault(json.dumps(sums, sort_keys=True), []).append(version)
    return [{"versions": versions, "asked": json.loads(sums)} for sums, versions in found.items()]


def spans(code, versions):
    """[{since, until, answer}] over consecutive versions that give the same answer."""
    found, previous = [], None
    for version, answers in versions.items():
        answer = answers.get(code)
        if answer is None:
            previous = None
        elif previous is not None and verdict(previous) == verdict(answer):
            found[-1]["until"] = version
        else:
            found.append({"since": version, "until": version, **answer})
            previous = answer
    return found


def main():
    folder, golden, target = map(pathlib.Path, sys.argv[1:4])
    target.mkdir(parents=True, exist_ok=True)
    for world, newest in NEWEST.items():
        answered = {version: read(folder / f"{name}.jsonl") for version, name in sorted(
            ((".".join(path.stem.split(".")[:2]), path.stem) for path in folder.glob("*.jsonl") if path.stem[0] == newest[0]),
            key=lambda pair: number(pair[0]))}
        versions = {version: answers for version, (answers, _) in answered.items()}
        asked = rounds({version: asked for version, (_, asked) in answered.items()})
        lines = []
        for path in sorted((golden / world).glob("*.jsonl")):
            absent = set()
            for line in path.read_text(encoding="utf-8").splitlines():
                code = json.loads(line)["code"]
                answers = []
                for span in spans(code, versions):
                    missing = ABSENT.match(span.get("raises", {}).get("message", ""))
                    key = (span["since"], span["until"], missing and missing[0])
                    if missing and (key in absent or path.stem.startswith(("Inside", "Eager"))):
                        continue
                    absent.add(key)
                    answers.append(span)
                if answers:
                    lines.append(json.dumps({"of": path.stem, "code": code, "answers": answers}, ensure_ascii=False))
        if versions:
            head = json.dumps({"versions": list(versions), "rounds": asked})
            (target / f"{world}.jsonl").write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
            print(world, list(versions), len(lines))


if __name__ == "__main__":
    main()
