"""Judge programs: `python run_program.py [--stdout] ROOT OUT_DIR FILE...`.

Each FILE (a path below ROOT) gives OUT_DIR/<path below ROOT>.json. Cases start at `# %% name`; the lines above the first
are run before every case. With --stdout (examples) the file is one program and its output is kept.
"""

import json
import pathlib
import re
import sys

from datasets import stand_in
from judge import clean, hush, world
from program import execute

CELL = re.compile(r"^# %%\s*(.*?)\s*$")
WORLD = re.compile(r"^#\s*world:\s*([ab])\s*$", re.MULTILINE)


def cases(text):
    """(name, first line, text of the program): other cases are blanked, so that lines keep their numbers."""
    lines = text.split("\n")
    starts = [(index, match[1]) for index, line in enumerate(lines) if (match := CELL.match(line))]
    if not starts:
        yield "", 0, text
    first = starts[0][0] if starts else 0
    for (start, name), (end, _) in zip(starts, [*starts[1:], (len(lines), "")]):
        yield name, start, "\n".join(lines[:first] + [""] * (start - first) + lines[start:end])


def wanted(text):
    """A `# world: a` line above the first case restricts a file to one world."""
    head = re.split(r"^# %%", text, maxsplit=1, flags=re.MULTILINE)[0]
    found = WORLD.findall(head)
    return not found or world() in found


def judge_file(path, label, whole):
    text = path.read_text(encoding="utf-8")
    if not wanted(text):
        return None
    if whole:
        found = execute(text, label, path=path)
        stdout = re.sub(r"0x[0-9a-f]{6,}", "0x0", re.sub(r"\x1b\[[0-9;]*m", "", found["stdout"]))
        return {**found, "stdout": stdout.split("\n")}
    records = []
    for name, line, program in cases(text):
        found = execute(program, label, path=path)
        records.append({"case": name, "line": line, "specs": found["specs"], "raises": found["raises"]})
    return {"cases": records}


def lines_of(value, indent=""):
    """JSON with one observation a line: small diffs."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or not value or len(flat) <= 100 or "line" in value and "case" not in value:
        return flat
    inner = indent + "\t"
    if isinstance(value, dict):
        parts = [f"{json.dumps(key)}: {lines_of(part, inner)}" for key, part in value.items()]
    else:
        parts = [lines_of(part, inner) for part in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}\n{inner}" + f",\n{inner}".join(parts) + f"\n{indent}{closing}"


def main():
    arguments = sys.argv[1:]
    whole = "--stdout" in arguments
    root, target, *files = [pathlib.Path(argument).resolve() for argument in arguments if argument != "--stdout"]
    errors = hush()
    stand_in()
    for file in files:
        short = file.relative_to(root)
        record = judge_file(file, file.name, whole)
        out = target / short.with_suffix(".json")
        if record:
            out.parent.mkdir(parents=True, exist_ok=True)
            out.write_text(lines_of(record) + "\n", encoding="utf-8")
            print(clean(f"{short}: judged"), file=errors)


if __name__ == "__main__":
    main()
