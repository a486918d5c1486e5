"""What came, went and changed: `python merge_signatures.py FOLDER GOLDEN_SIGNATURES OUT.json`.

FOLDER has `<version>.json` of each earlier Keras, as `record_signatures.py` or `signatures_of_sources.py` write it;
GOLDEN_SIGNATURES the committed ones of the newest in each world. Of the names and signatures, only those are written that are
not the same in all versions.
"""

import ast
import json
import pathlib
import sys

NEWEST = {"a": "2.15", "b": "3.15"}
# Read from sources, where only the classes of these modules are certain.
FROM_SOURCES = {"2.6", "2.7", "2.8", "2.9", "2.10", "2.11"}
CERTAIN = {"keras.layers"}
# Modules that are attributes only once something has imported them.
INTERNAL = {"src", "api", "engine", "legacy", "experimental"}


def number(version):
    return tuple(int(part) for part in version.split("."))


def default(text):
    """A default as it can be written in a signature; `...` stands for the newest one."""
    try:
        ast.literal_eval(text)
        return text
    except (ValueError, SyntaxError):
        return "..."


def signature(parameters):
    """Parameters as Python writes them."""
    parts, starred = [], False
    for each in parameters:
        kind, name = each["kind"], each["name"]
        if kind == "var_positional":
            starred = True
        if kind == "keyword_only" and not starred:
            parts.append("*")
            starred = True
        prefix = {"var_positional": "*", "var_keyword": "**"}.get(kind, "")
        parts.append(prefix + name + (f"={default(each['default'])}" if "default" in each else ""))
    return ", ".join(parts)


def presence(name, module, versions):
    """The range of versions that have a name, when it is not all of them: {since?, until?}."""
    order = list(versions)
    has = [name in (versions[version]["names"].get(module) or ()) or f"{module}.{name}" in versions[version]["names"] for version in order]
    known = [module in CERTAIN or version not in FROM_SOURCES for version in order]
    pairs = [(version, here) for version, here, sure in zip(order, has, known) if sure]
    if all(here for _, here in pairs):
        return None
    if not any(here for _, here in pairs):
        return {"until": [version for version, here in zip(order, has) if here][-1]}
    first = next(index for index, (_, here) in enumerate(pairs) if here)
    last = max(index for index, (_, here) in enumerate(pairs) if here)
    found = {}
    if first > 0:
        found["since"] = pairs[first][0]
    if last < len(pairs) - 1:
        found["until"] = pairs[last][0]
    return found or None


def names(versions):
    modules = sorted({module for each in versions.values() for module in each["names"]} & set(last(versions)["names"]))
    found = {}
    for module in modules:
        if module.startswith("tf") and not module.startswith("tf.keras"):
            continue
        everything = sorted({name for each in versions.values() for name in each["names"].get(module) or ()} - INTERNAL)
        ranges = {name: presence(name, module, versions) for name in everything}
        changed = {name: span for name, span in ranges.items() if span}
        if changed:
            found[module] = changed
    return found


def last(versions):
    return versions[list(versions)[-1]]


def history(path, part, versions):
    """[{until, text}]: the signatures before the newest one, oldest first."""
    spans = []
    for version, each in versions.items():
        found = (each["signatures"].get(path) or {}).get(part)
        if found is None:
            continue
        text = signature(found)
        if spans and spans[-1]["text"] == text:
            spans[-1]["until"] = version
        else:
            spans.append({"until": version, "text": text})
    return spans[:-1] if spans and spans[-1]["until"] == list(versions)[-1] else spans


def signatures(versions):
    found = {}
    for path in sorted({path for each in versions.values() for path in each["signatures"]}):
        if path.startswith("tf."):
            continue
        parts = {part: history(path, part, versions) for part in ("constructor", "call", "function")}
        changed = {part: spans for part, spans in parts.items() if spans}
        if changed:
            found[path] = changed
    return found


def main():
    folder, golden, target = map(pathlib.Path, sys.argv[1:4])
    merged = {}
    for world, newest in NEWEST.items():
        files = {".".join(path.stem.split(".")[:2]): path for path in folder.glob("*.json") if path.stem[0] == newest[0]}
        files[newest] = golden / f"{world}.json"
        versions = {version: json.loads(files[version].read_text(encoding="utf-8")) for version in sorted(files, key=number)}
        merged[world] = {"versions": list(versions), "names": names(versions), "signatures": signatures(versions)}
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(merged, ensure_ascii=False, indent="\t", sort_keys=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
