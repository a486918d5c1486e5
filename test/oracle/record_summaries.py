"""Record what `model.summary()` prints: `python record_summaries.py ROOT OUT_FILE`.

Each program below ROOT is run; of each model that a global name holds, in the order of the names, the table's cells are
kept as text, and of each of its weights name, shape, dtype and whether it is trained. The tables are printed so wide that no
cell is cut.
"""

import json
import os
import pathlib
import re
import sys

os.environ["COLUMNS"] = "5000"  # before anything asks how wide the terminal is

from judge import clean, failure, hush, reset, world

import tensorflow as tf

from record_weights import weights_of

WIDTH = 4000
# The first line of programs that are not for this world.
OTHER_WORLD = {"a": "# world: b", "b": "# world: a"}


def printed(model):
    lines = []
    options = {"line_length": WIDTH, "print_fn": lambda *text, **_: lines.extend(str(text[0]).split("\n"))}
    if world() == "a":
        options["positions"] = [1000, 2000, 2500, 4000]
    model.summary(**options)
    return lines


def cells_of_keras_2(lines):
    """Rows are separated by blank lines; a cell that holds several tuples goes on below."""
    first, last = [index for index, line in enumerate(lines) if line.startswith("====")]
    header = lines[first - 1]
    bounds = [0, 1000, 2000, 2500] if "Connected to" in header else [0, 1000, 2000]
    rows, current = [], None
    for line in lines[first + 1 : last]:
        if not line.strip():
            current = None
            continue
        parts = [line[start:end].strip() for start, end in zip(bounds, [*bounds[1:], None])]
        if current is None:
            current = parts
            rows.append(current)
        else:
            current[:] = [f"{before} {after}".strip() for before, after in zip(current, parts)]
    return rows


def cells_of_keras_3(lines):
    """A cell that holds several lines goes on below; lines stand between the rows."""
    rows, current = [], None
    for line in lines:
        if not line.startswith("│"):
            current = None
            continue
        parts = [cell.strip() for cell in line.strip()[1:-1].split("│")]
        if current is None:
            current = parts
            rows.append(current)
        else:
            current[:] = [f"{before} {after}".strip() for before, after in zip(current, parts)]
    return rows


def rows_of(lines):
    rows = cells_of_keras_2(lines) if world() == "a" else cells_of_keras_3(lines)
    for cells in rows:
        name, kind = re.fullmatch(r"(.*) \((.*)\)", cells[0]).groups()
        connected = re.findall(r"[^\s,'\[\]]+\[\d+\]\[\d+\]", cells[3]) if len(cells) > 3 else []
        yield {"name": name, "class": kind, "output_shape": cells[1], "params": cells[2], "connected_to": connected}


def total(lines, label):
    for line in lines:
        found = re.match(rf"\s*{label} params: ([\d,]+)", line)
        if found:
            return int(found[1].replace(",", ""))
    return None


def summary(model):
    lines = printed(model)
    return {
        "name": model.name,
        "layers": list(rows_of(lines)),
        "total_params": total(lines, "Total"),
        "trainable_params": total(lines, "Trainable"),
        "non_trainable_params": total(lines, "Non-trainable"),
        "weights": weights_of(model),
    }


def judge(path):
    reset()
    names = {"__name__": "__main__"}
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), names)
    models = {}
    for value in names.values():
        if isinstance(value, tf.keras.Model) and value.name not in models:
            try:
                models[value.name] = summary(value)
            except ValueError as error:
                models[value.name] = {"name": value.name, "raises": failure(error)}
    return list(models.values())


def plain(value):
    return json.dumps(value, ensure_ascii=False)


def listed(texts, depth):
    """A list with one item a line."""
    margin = "\t" * depth
    return "[\n" + ",\n".join(f"{margin}\t{text}" for text in texts) + f"\n{margin}]"


def model_text(model):
    parts = (
        f"{plain(key)}: {listed(map(plain, value), 2) if isinstance(value, list) and value else plain(value)}"
        for key, value in model.items()
    )
    return "{" + ", ".join(parts) + "}"


def main():
    root, out = [pathlib.Path(argument).resolve() for argument in sys.argv[1:]]
    errors = hush()
    records = {}
    for path in sorted(root.rglob("*.py")):
        if path.read_text(encoding="utf-8").startswith(OTHER_WORLD[world()]):
            continue
        records[path.stem] = judge(path)
        print(clean(f"{path.name}: judged"), file=errors)
    out.parent.mkdir(parents=True, exist_ok=True)
    programs = (f"\t{plain(name)}: {listed(map(model_text, models), 1)}" for name, models in records.items())
    out.write_text("{\n" + ",\n".join(programs) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
