"""Judge the samples of the rules: `python run_snippets.py SNIPPETS.json OUT.json`.

SNIPPETS.json is {rule: {"bad": code, "good": code, "worlds": ["a", "b"]}}; OUT.json gives {rule: {"bad": {"raises": …}, …}}.
Instead of samples there may be "pairs" of calls, of which OUT.json says how their results differ, or null.
"""

import json
import pathlib
import sys

from compare_calls import compare
from judge import hush, prelude, world
from program import execute


def main():
    source, target = map(pathlib.Path, sys.argv[1:3])
    hush()
    names, found = prelude(), {}
    for code, rule in sorted(json.loads(source.read_text(encoding="utf-8")).items()):
        if world() not in rule.get("worlds", ["a", "b"]):
            continue
        found[code] = {}
        if "pairs" in rule:
            found[code]["differences"] = {old: compare(old, new, names) for old, new in rule["pairs"]}
        for sort in ("bad", "good"):
            if isinstance(rule.get(sort), str):
                found[code][sort] = {"raises": execute(rule[sort], f"{sort}.py", names)["raises"]}
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(found, ensure_ascii=False, indent="\t") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
