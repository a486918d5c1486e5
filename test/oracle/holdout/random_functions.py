"""Random calls of functions of TensorFlow that no committed record holds: `python random_functions.py OUT_DIR SEED COUNT [Family …]`.

The expressions of `functions/` are applied to other tensors than theirs, of any rank and dtype, with open axes, and with
some literal in them replaced by another. The records have the form of test/golden/functions; `npm run golden:functions` reads
another folder from KERASPEC_GOLDEN.
"""

import io
import json
import os
import pathlib
import random
import re
import sys
import tokenize

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from functions import all_functions  # noqa: E402
from functions.sampling import NAMES, Tensor  # noqa: E402
from judge import hush, prelude, world  # noqa: E402
from record_functions import NAMES as DEFINITIONS  # noqa: E402
from record_layers import DEVICE, record  # noqa: E402

DTYPES = ["float32"] * 8 + ["int32", "int32", "float16", "float64", "int64", "bool", "uint8", "string", "complex64"]
INTS = ["-2", "-1", "0", "1", "2", "3", "4", "6", "7", "None", "True"]
FLOATS = ["0.5", "1.0", "-1.0", "2"]
WORDS = {"'SAME'": ["'VALID'", "'same'", "'other'"], "'VALID'": ["'SAME'", "'valid'"]}

# What the values decide, or the memory.
VALUES = re.compile(r"not invertible|decomposition was not successful|[Dd]ivi\w+ by zero|OOM|too large|out of memory", re.I)


def drawn_tensor(chance, given):
    """The tensor of the grid, one like it, or any other: as `sampling.Tensor` reads it."""
    shape, colon, dtype = given.partition(":")
    real = "=" if shape.startswith("=") else ""
    sizes = [part for part in shape.lstrip("=").split(",") if part]
    sort = chance.random()
    if sort < 0.35:
        sizes = [chance.choice(["1", "2", "3", "4", "6", "8", "?"]) if chance.random() < 0.4 else size for size in sizes]
    elif sort < 0.6:
        sizes = [chance.choice(["1", "2", "3", "4", "6", "?"]) for _ in range(chance.randrange(5))]
    if chance.random() < 0.3:
        colon, dtype = ":", chance.choice(DTYPES)
    if real:
        sizes = [size.replace("?", "5") for size in sizes]
    return real + ",".join(sizes) + colon + dtype


def mutated(chance, expression):
    """The expression with one literal replaced by another of its sort."""
    tokens = list(tokenize.generate_tokens(io.StringIO(expression).readline))
    places = [index for index, token in enumerate(tokens) if token.type == tokenize.NUMBER or token.string in WORDS]
    if not places or chance.random() < 0.4:
        return expression
    place = chance.choice(places)
    token = tokens[place]
    others = WORDS.get(token.string) or (FLOATS if "." in token.string else INTS)
    if place and tokens[place - 1].string == "-":
        others = [other for other in others if other.isdigit()] or ["0.5"]
    (_, start), (_, end) = token.start, token.end
    return expression[:start] + chance.choice(others) + expression[end:]


def drawn_call(chance, function, own_world):
    """One call: on KerasTensors (Keras 2 alone takes them), inside a layer's `call`, or on real tensors."""
    if not function.expressions or (function.alone and chance.random() < 0.2):
        return mutated(chance, chance.choice(function.alone)) if function.alone else None
    expression = mutated(chance, chance.choice(function.expressions))
    tensors = [Tensor(drawn_tensor(chance, part.strip())) for part in chance.choice(function.inputs).split("|")]
    names = ", ".join(NAMES[: len(tensors)])
    modes = [mode for mode in ("symbolic", "call", "eager") if mode in function.modes and (mode != "symbolic" or own_world == "a")]
    if not modes:
        return None
    mode = chance.choice(modes)
    if mode == "eager" or all(each.is_real for each in tensors):
        return f"(lambda {names}: {expression})({', '.join(each.eager() for each in tensors)})"
    batch = chance.choice([None, None, 1, 2, 3])
    inputs = ", ".join(each.symbolic(batch) for each in tensors)
    return f"Call(lambda {names}: {expression})({inputs})" if mode == "call" else f"(lambda {names}: {expression})({inputs})"


def draws(seed, count, wanted=()):
    """(family, function, sorted expressions)."""
    for family, functions in sorted(all_functions().items()):
        if wanted and family not in wanted:
            continue
        for name, function in functions.items():
            chance = random.Random(f"{seed}/{family}/{name}")
            times = count * max(1, len(function.alone) // 8)
            codes = {drawn_call(chance, function, world()) for _ in range(times)}
            yield family, name, sorted(codes - {None})


def judge_function(path, codes, names):
    """Writes line by line, so that what was asked before a crash stays."""
    with path.open("a", encoding="utf-8") as lines:
        for code in codes:
            found = record(code, names)
            text = found.get("raises", {}).get("message", "")
            if not DEVICE.search(text) and not VALUES.search(text):
                print(json.dumps(found, ensure_ascii=False), file=lines, flush=True)


def main():
    target, seed, count = pathlib.Path(sys.argv[1]) / world(), sys.argv[2], int(sys.argv[3])
    target.mkdir(parents=True, exist_ok=True)
    errors, names = hush(), prelude()
    exec(DEFINITIONS, names)
    for stale in target.glob("*.jsonl"):
        stale.unlink()
    for family, name, codes in draws(seed, count, set(sys.argv[4:])):
        child = os.fork()  # TensorFlow aborts the whole process on a few arguments
        if child == 0:
            judge_function(target / f"{family}.jsonl", codes, names)
            os._exit(0)
        if os.waitpid(child, 0)[1] != 0:
            print(f"{family}, {name}: crashed", file=errors)
    print("done", file=errors)


if __name__ == "__main__":
    main()
