"""Signatures of a Keras that does not run here: `python signatures_of_sources.py PACKAGE_FOLDER OUT.json`.

Reads the sources of an unpacked wheel of Keras 2 and writes what `record_signatures.py` writes: the constructor and `call` of
every exported class of `keras.layers`, and the public names of modules, as far as `keras_export` says them.
"""

import ast
import json
import pathlib
import sys

MISSING = object()


def exported(node):
    """Public names that the decorator `keras_export("keras.layers.Dense", …)` gives; those of TensorFlow 1 are left out."""
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and getattr(decorator.func, "id", getattr(decorator.func, "attr", "")) == "keras_export":
            return [argument.value for argument in decorator.args if isinstance(argument, ast.Constant)]
    return []


def parameters(function):
    """[{name, kind, default}] without `self`, as `inspect` names them."""
    own, records = function.args, []
    positional = [*own.posonlyargs, *own.args]
    defaults = [MISSING] * (len(positional) - len(own.defaults)) + own.defaults
    for argument, default in zip(positional, defaults):
        records.append(parameter(argument.arg, "positional_or_keyword", default))
    if own.vararg:
        records.append(parameter(own.vararg.arg, "var_positional", MISSING))
    for argument, default in zip(own.kwonlyargs, own.kw_defaults):
        records.append(parameter(argument.arg, "keyword_only", MISSING if default is None else default))
    if own.kwarg:
        records.append(parameter(own.kwarg.arg, "var_keyword", MISSING))
    return records[1:]


def parameter(name, kind, default):
    return {"name": name, "kind": kind, **({} if default is MISSING else {"default": ast.unparse(default)})}


def inherited(name, method, classes, seen=()):
    """A method of a class or of the nearest base class that has it."""
    node = classes.get(name)
    if node is None or name in seen:
        return None
    for item in node.body:
        if isinstance(item, ast.FunctionDef) and item.name == method:
            return item
    for base in node.bases:
        found = inherited(getattr(base, "attr", getattr(base, "id", "")), method, classes, (*seen, name))
        if found:
            return found
    return None


def main():
    folder, target = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    classes, public, names = {}, {}, {}
    for path in sorted(folder.rglob("*.py")):
        if path.stem.endswith("_test") or "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, (ast.ClassDef, ast.FunctionDef)):
                continue
            for name in exported(node):
                module, _, own = name.rpartition(".")
                names.setdefault(module, set()).add(own)
                if isinstance(node, ast.ClassDef):
                    public[name] = node
            if isinstance(node, ast.ClassDef) and (exported(node) or node.name not in classes):
                classes[node.name] = node
    signatures = {}
    for name, node in public.items():
        if not name.startswith("keras.layers."):
            continue
        known = {**classes, node.name: node}
        constructor, call = (inherited(node.name, method, known) for method in ("__init__", "call"))
        signatures[name] = {"constructor": constructor and parameters(constructor), "call": call and parameters(call)}
    text = json.dumps({"signatures": signatures, "names": {key: sorted(value) for key, value in names.items()}}, indent=1)
    target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
