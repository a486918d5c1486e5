"""Run a program under real Keras and note every value that its statements bind or yield.

The text is instrumented in place, line by line (`x = f()` becomes `x = f(); __see__(3, "x", x)`), so that line numbers,
`inspect.getsource` and AutoGraph stay right.
"""

import ast
import contextlib
import io
import linecache
import pathlib
import re
import signal
import sys
import types

import numpy as np
import tensorflow as tf

from judge import clean, dims, failure, is_tensor, kind, reset, tree

SECONDS = 120
MAX_SIGHTS = 20
MAX_MESSAGE = 900
PLAIN = (bool, int, float, complex, str, bytes, type(None), np.generic)


def targets(node):
    """The names and attributes that an assignment binds, as source text."""
    if isinstance(node, (ast.Name, ast.Attribute)):
        return [ast.unparse(node)]
    if isinstance(node, ast.Starred):
        return targets(node.value)
    if isinstance(node, (ast.Tuple, ast.List)):
        return [name for part in node.elts for name in targets(part)]
    return []


def insertions(module):
    """(line, byte column, text) for each place where a call of `__see__` goes."""
    for node in ast.walk(module):
        line = getattr(node, "lineno", 0) - 1
        end = (getattr(node, "end_lineno", 0) or 0, getattr(node, "end_col_offset", 0))
        if isinstance(node, ast.Assign):
            names = [name for target in node.targets for name in targets(target)]
        elif isinstance(node, ast.AugAssign) or (isinstance(node, ast.AnnAssign) and node.value):
            names = targets(node.target)
        elif isinstance(node, ast.Expr) and not isinstance(node.value, (ast.Constant, ast.Yield, ast.YieldFrom, ast.Await)):
            yield (node.lineno, node.col_offset, f"__see__({line}, None, (")
            yield (*end, "))")
            continue
        elif isinstance(node, ast.Return) and node.value:
            yield (node.lineno, node.col_offset + len("return"), f" __see__({line}, 'return', (")
            yield (*end, "))")
            continue
        else:
            continue
        for name in names:
            yield (*end, f"; __see__({line}, {name!r}, {name})")


def instrument(text, filename):
    """The text with its `__see__` calls; raises SyntaxError as the text itself would."""
    found = list(insertions(ast.parse(text, filename)))
    lines = [line.encode() for line in text.split("\n")]
    for (line, column, extra), _ in sorted(zip(found, range(len(found))), key=lambda place: (*place[0][:2], place[1]), reverse=True):
        row = lines[line - 1]
        lines[line - 1] = row[:column] + extra.encode() + row[column:]
    return "\n".join(line.decode() for line in lines)


def is_plain(value):
    if isinstance(value, (list, tuple)):
        return len(value) <= 50 and all(is_plain(part) for part in value)
    if isinstance(value, dict):
        return len(value) <= 50 and all(is_plain(part) for part in [*value.keys(), *value.values()])
    return isinstance(value, PLAIN)


def sight(value):
    """A value as a record, or None when there is nothing to say about it."""
    sort = kind(value)
    if isinstance(value, tf.TensorShape):
        return {"kind": "shape", "value_kind": sort, "shape": dims(value)}
    if is_tensor(value):
        return {"kind": "spec", "value_kind": sort, **tree(value)}
    if sort in ("Layer", "Model"):
        found = {"kind": "layer", "value_kind": sort, "class": type(value).__name__, "layer_name": str(value.name)}
        if sort == "Model":
            with contextlib.suppress(Exception):
                found |= {"inputs": tree(list(value.inputs)), "outputs": tree(list(value.outputs))}
        return found
    if isinstance(value, (list, tuple, dict)) and not is_plain(value):
        found = tree(value)
        return None if isinstance(found, dict) and "value" in found else {"kind": "specs", "value_kind": sort, "specs": found}
    if is_plain(value) and value is not None:
        return {"kind": "value", "value_kind": sort, "value": clean(repr(value))}
    return None


class Sights:
    """Distinct values per line and name, in the order of first sight."""

    def __init__(self):
        self.records, self.counts = [], {}

    @tf.autograph.experimental.do_not_convert
    def __call__(self, line, name, value):
        try:
            found = sight(value)
        except Exception:
            found = None
        place = (line, name)
        if found and self.counts.get(place, 0) < MAX_SIGHTS:
            record = {"line": line, "name": name, **found}
            if record not in self.records:
                self.records.append(record)
                self.counts[place] = self.counts.get(place, 0) + 1
        return value


def statement_line(text, line):
    """The first line (0-based) of the top-level statement that holds a line."""
    for node in ast.parse(text).body:
        first = min([node.lineno, *(part.lineno for part in getattr(node, "decorator_list", []))]) - 1
        if first <= line <= node.end_lineno - 1:
            return first
    return line


def where(error, text, filename):
    """The innermost line of the program in the error's traceback, and the top-level statement's line."""
    if isinstance(error, SyntaxError) and error.filename == filename and error.lineno:
        return {"line": error.lineno - 1, "statement": error.lineno - 1}
    lines, trace = [], error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == filename:
            lines.append(trace.tb_lineno - 1)
        trace = trace.tb_next
    if not lines:
        return {"line": None, "statement": None}
    # AutoGraph runs a copy of the function and tells the true line in the message only.
    told = re.findall(re.escape(f'File "{filename}", line ') + r"(\d+)", str(error))
    return {"line": int(told[-1]) - 1 if told else lines[-1], "statement": statement_line(text, lines[0])}


def execute(text, filename, names=None, path=None):
    """Run a program; {specs, raises, stdout}. `filename` is what tracebacks say, `path` the real file if there is one."""
    reset()
    sights, output = Sights(), io.StringIO()
    main = types.ModuleType("__main__")
    main.__dict__.update(names or {}, __see__=sights)
    folder = path and path.parent
    if path:  # must differ from `filename`: AutoGraph reloads the text of a module whose file it is
        main.__file__ = str(path)
    kept_main, kept_modules, kept_path = sys.modules["__main__"], set(sys.modules), list(sys.path)
    raises = None
    signal.alarm(SECONDS)
    try:
        code = instrument(text, filename)
        linecache.cache[filename] = (len(code), None, code.splitlines(True), filename)
        sys.modules["__main__"] = main
        if path:
            sys.path.insert(0, str(folder))
        with contextlib.redirect_stdout(output):
            exec(compile(code, filename, "exec"), main.__dict__)
    except (Exception, SystemExit) as error:
        raises = {**where(error, text, filename), **failure(error, MAX_MESSAGE)}
    finally:
        signal.alarm(0)
        sys.modules["__main__"], sys.path[:] = kept_main, kept_path
        for name in set(sys.modules) - kept_modules:
            origin = getattr(sys.modules[name], "__file__", None)
            if folder and origin and pathlib.Path(origin).is_relative_to(folder):
                del sys.modules[name]
    return {"specs": sights.records, "raises": raises, "stdout": output.getvalue()}
