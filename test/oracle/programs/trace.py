"""Trace programs: `python trace.py FILE OUT_DIR ROOT... [--case NAME]`.

FILE holds programs as cases (`# %% name`) below a head of `# key: value` lines: `follow` (prefixes of the modules to
instrument), `absent` (modules to stand in for). ROOTs are folders to import from. Each case gives OUT_DIR/<name>.json:

    {"layers": count, "files": {path: {"lines": […], "values": [[[line, column, end line, end column], specs]]}}, "raises": […]}

`layers` counts the layer objects that the program handled; `lines` are those on which an expression was evaluated. Paths of followed modules are relative to their root. The first error at top level ends the program, except a missing module.
"""

import ast
import contextlib
import io
import json
import pathlib
import re
import signal
import sys
import traceback
import types

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

from judge import failure, hush, reset  # noqa: E402
from run_program import cases  # noqa: E402
from stubs import install  # noqa: E402
from followed import Files, Finder  # noqa: E402

SECONDS = 170
PROGRAM = "program.py"


def head(text, key):
    found = re.search(rf"^# {key}:(.*)$", text, re.MULTILINE)
    return found[1].replace(",", " ").split() if found else []


def short(path, roots):
    path = path.replace("/./", "/")
    for root in roots:
        if path.startswith(root + "/"):
            return path[len(root) + 1 :]
    return path


def where(error, files, roots):
    """The innermost place of the traced files in a traceback."""
    found = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    inner = [place for place in found if place[0] in files.texts]
    told = re.findall(r'File "([^"]+)", line (\d+)', str(error))
    inner += [(path, int(line)) for path, line in told if path in files.texts]
    path, line = inner[-1] if inner else (PROGRAM, 0)
    return {"path": short(path, roots), "line": line - 1}


def statements(text, files):
    """The program's code, one top-level statement at a time."""
    code = files.compile(text, PROGRAM)  # places and sights of the whole text
    source = "".join(__import__("linecache").cache[PROGRAM][2])
    del code
    for statement in ast.parse(source).body:
        yield statement.lineno, compile(ast.Module([statement], []), PROGRAM, "exec", dont_inherit=True)


def run(text, prefixes, roots):
    reset()
    files = Files()
    finder = Finder(prefixes, files)
    finder.forget()
    sys.meta_path.insert(0, finder)
    main = types.ModuleType("__main__")
    kept, sys.modules["__main__"], raises = sys.modules["__main__"], main, []
    signal.alarm(SECONDS)
    try:
        for line, code in statements(text, files):
            try:
                with contextlib.redirect_stdout(io.StringIO()):
                    exec(code, main.__dict__)
            except (Exception, SystemExit) as error:
                raises.append({**where(error, files, roots), "statement": line - 1, **failure(error)})
                if not isinstance(error, ImportError):
                    break  # what follows is a program that nobody wrote
    except TimeoutError as error:
        raises.append({"path": PROGRAM, "line": 0, "statement": 0, **failure(error)})
    finally:
        signal.alarm(0)
        sys.modules["__main__"] = kept
        sys.meta_path.remove(finder)
    record = {
        short(path, roots): {"lines": sights.lines(), "values": sights.records(files.texts[path])}
        for path, sights in files.sights.items()
    }
    layers = {number for sights in files.sights.values() for number in sights.layers}
    told = {path: each for path, each in record.items() if each["values"] or each["lines"]}
    return {"layers": len(layers), "files": told, "raises": raises}


def out_of_time(*_):
    raise TimeoutError("out of time")


def main():
    arguments = sys.argv[1:]
    only = None
    if "--case" in arguments:
        at = arguments.index("--case")
        only = arguments[at + 1].split(",")
        del arguments[at : at + 2]
    file, out, *roots = [pathlib.Path(argument).resolve() for argument in arguments]
    roots = [str(root) for root in roots]
    text = file.read_text(encoding="utf-8")
    sys.path[:0] = roots
    errors = hush()
    install(head(text, "absent"))
    signal.signal(signal.SIGALRM, out_of_time)
    out.mkdir(parents=True, exist_ok=True)
    for name, _, program in cases(text):
        if only and name not in only:
            continue
        found = run(program, head(text, "follow"), [*roots, *sys.path])
        (out / f"{name or file.stem}.json").write_text(json.dumps(found) + "\n", encoding="utf-8")
        count = sum(len(each["values"]) for each in found["files"].values())
        first = found["raises"][0] if found["raises"] else None
        print(f"{file.stem}/{name}: {found['layers']} layers, {count} places" + (f", {first['exception']} at {first['path']}:{first['line'] + 1}: {first['message'][:150]}" if first else ""), file=errors, flush=True)


if __name__ == "__main__":
    main()
