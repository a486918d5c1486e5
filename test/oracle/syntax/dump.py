"""Describe a Python file as CPython's own parser reads it: one line for each node that has a range.

A line is `<start> <end> <Type> <detail>`; offsets count UTF-16 code units. The same lines are made from Keraspec's
tree by `test/syntax/describe.ts`. Before 3.12 CPython gives what is inside an f-string no usable range, so such a
literal is described from outside only (`shallow`).

    python dump.py < paths        writes, for each path, JSON: {"path", "lines" | "error"}
"""

import ast
import json
import re
import struct
import sys

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
SHALLOW = sys.version_info < (3, 12)


class Offsets:
    """From (line, UTF-8 column) to an offset in UTF-16 code units."""

    def __init__(self, source):
        self.lines = [m.group() for m in LINE.finditer(source)]
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line.encode("utf-16-le", "surrogatepass")) // 2)
        self.plain = [line.isascii() for line in self.lines]

    def at(self, line, column):
        start = self.starts[line - 1]
        if self.plain[line - 1]:
            return start + column
        before = self.lines[line - 1].encode("utf-8", "surrogatepass")[:column]
        return start + len(before.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")) // 2


def text(value):
    return json.dumps(value)


def constant(value):
    if value is None:
        return "none"
    if value is ...:
        return "ellipsis"
    if isinstance(value, bool):
        return f"bool {str(value).lower()}"
    if isinstance(value, int):
        return f"int {value:x}"
    if isinstance(value, float):
        return "float " + struct.pack(">d", value).hex()
    if isinstance(value, complex):
        return "complex " + struct.pack(">d", value.imag).hex()
    if isinstance(value, bytes):
        return "bytes " + text(value.decode("latin-1"))
    return "str " + text(value)


def counts(node, fields):
    return " ".join(f"{field}={len(getattr(node, field))}" for field in fields)


def signature(args):
    fields = ("posonlyargs", "args", "kwonlyargs", "kw_defaults", "defaults")
    return counts(args, fields) + f" vararg={bool(args.vararg):d} kwarg={bool(args.kwarg):d}"


def op(node):
    return type(node).__name__


DETAILS = {
    "Constant": lambda n: constant(n.value),
    "Name": lambda n: n.id,
    "Attribute": lambda n: n.attr,
    "keyword": lambda n: n.arg or "**",
    "arg": lambda n: n.arg,
    "alias": lambda n: n.name + (f" as {n.asname}" if n.asname else ""),
    "Call": lambda n: counts(n, ("args", "keywords")),
    "BinOp": lambda n: op(n.op),
    "UnaryOp": lambda n: op(n.op),
    "AugAssign": lambda n: op(n.op),
    "BoolOp": lambda n: f"{op(n.op)} {len(n.values)}",
    "Compare": lambda n: " ".join(op(o) for o in n.ops),
    "Lambda": lambda n: signature(n.args),
    "Slice": lambda n: " ".join(f for f in ("lower", "upper", "step") if getattr(n, f)),
    "Dict": lambda n: f"{len(n.values)} {sum(k is None for k in n.keys)}",
    "ListComp": lambda n: comprehensions(n),
    "SetComp": lambda n: comprehensions(n),
    "DictComp": lambda n: comprehensions(n),
    "GeneratorExp": lambda n: comprehensions(n),
    "FormattedValue": lambda n: interpolation(n),
    "Interpolation": lambda n: interpolation(n),
    "FunctionDef": lambda n: function(n),
    "AsyncFunctionDef": lambda n: function(n),
    "ClassDef": lambda n: f"{n.name} " + counts(n, ("bases", "keywords", "body", "decorator_list")),
    "Assign": lambda n: counts(n, ("targets",)),
    "Delete": lambda n: counts(n, ("targets",)),
    "For": lambda n: counts(n, ("body", "orelse")),
    "AsyncFor": lambda n: counts(n, ("body", "orelse")),
    "While": lambda n: counts(n, ("body", "orelse")),
    "If": lambda n: counts(n, ("body", "orelse")),
    "With": lambda n: counts(n, ("items", "body")),
    "AsyncWith": lambda n: counts(n, ("items", "body")),
    "Match": lambda n: counts(n, ("cases",)),
    "Try": lambda n: counts(n, ("body", "handlers", "orelse", "finalbody")),
    "TryStar": lambda n: counts(n, ("body", "handlers", "orelse", "finalbody")),
    "ExceptHandler": lambda n: f"{n.name or '-'} " + counts(n, ("body",)),
    "ImportFrom": lambda n: f"{n.level} {n.module or '-'}",
    "Global": lambda n: ",".join(n.names),
    "Nonlocal": lambda n: ",".join(n.names),
    "TypeVar": lambda n: n.name,
    "ParamSpec": lambda n: n.name,
    "TypeVarTuple": lambda n: n.name,
    "MatchSingleton": lambda n: str(n.value),
    "MatchStar": lambda n: n.name or "_",
    "MatchAs": lambda n: n.name or "_",
    "MatchMapping": lambda n: n.rest or "-",
    "MatchClass": lambda n: ",".join(n.kwd_attrs),
}


def comprehensions(node):
    return " ".join(f"{'async ' if g.is_async else ''}for ifs={len(g.ifs)}" for g in node.generators)


def interpolation(node):
    return ("!" + chr(node.conversion) if node.conversion != -1 else "") + (":" if node.format_spec else "")


def function(node):
    return f"{node.name} {signature(node.args)} " + counts(node, ("body", "decorator_list"))


def describe(source, shallow=SHALLOW):
    offsets = Offsets(source)
    rows = []
    pending = list(ast.iter_child_nodes(ast.parse(source)))
    while pending:
        node = pending.pop()
        name = type(node).__name__
        if hasattr(node, "lineno"):
            start = offsets.at(node.lineno, node.col_offset)
            end = offsets.at(node.end_lineno, node.end_col_offset)
            detail = DETAILS[name](node) if name in DETAILS else ""
            rows.append((start, end, f"{start} {end} {name} {detail}".rstrip()))
        if not (shallow and name == "JoinedStr"):
            pending.extend(ast.iter_child_nodes(node))
    rows.sort(key=lambda row: (row[0], -row[1], row[2]))
    return [row[2] for row in rows]


def read(path):
    with open(path, "rb") as file:
        data = file.read()
    match = re.match(rb"[^\r\n]*(?:\r?\n[^\r\n]*)?coding[:=][ \t]*([-\w.]+)", data)
    encoding = match.group(1).decode() if match and b"#" in match.group().split(b"coding")[0] else "utf-8"
    return data.decode("utf-8-sig" if encoding.lower().replace("_", "-") == "utf-8" else encoding)


def describe_file(path, shallow=SHALLOW):
    try:
        return {"path": path, "lines": describe(read(path), shallow)}
    except (SyntaxError, ValueError, RecursionError, LookupError, MemoryError) as error:
        return {"path": path, "error": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(describe_file(line.rstrip("\n"))), flush=True)
