"""Put a call of `__see__` around every expression of a Python text, without moving a line.

Lines stay because AutoGraph and `inspect` read a function's source again by its line numbers. A place is the range of
`ast`: (line, byte column, end line, end byte column), lines from 1.
"""

import ast

SEEN = (
    ast.Name,
    ast.Attribute,
    ast.Subscript,
    ast.Call,
    ast.BinOp,
    ast.UnaryOp,
    ast.BoolOp,
    ast.Compare,
    ast.IfExp,
    ast.NamedExpr,
)
SIMPLE = (
    ast.Expr,
    ast.Assign,
    ast.AugAssign,
    ast.AnnAssign,
    ast.Return,
    ast.Raise,
    ast.Assert,
    ast.Import,
    ast.ImportFrom,
    ast.Pass,
    ast.Delete,
    ast.Global,
    ast.Nonlocal,
    ast.Break,
    ast.Continue,
)


def place(node):
    return (node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)


def bound(target):
    """The names and attributes that a target binds."""
    if isinstance(target, (ast.Name, ast.Attribute)):
        yield target
    elif isinstance(target, ast.Starred):
        yield from bound(target.value)
    elif isinstance(target, (ast.Tuple, ast.List)):
        for part in target.elts:
            yield from bound(part)


class Insertions(ast.NodeVisitor):
    """Collects what is to be inserted where; texts at one position keep the order in which they were added."""

    def __init__(self):
        self.places, self.before, self.after = [], {}, {}

    def number(self, node):
        self.places.append(place(node))
        return len(self.places) - 1

    def wrap(self, node):
        """An outer expression opens before, and closes after, the inner ones at the same position."""
        if isinstance(node, SEEN) and not isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del)):
            number = self.number(node)
            self.before.setdefault((node.lineno, node.col_offset), []).append(f"__see__({number},(")
            self.generic_visit(node)
            self.after.setdefault((node.end_lineno, node.end_col_offset), []).append("))")
        else:
            self.generic_visit(node)

    def visit(self, node):
        method = getattr(self, "visit_" + type(node).__name__, None)
        if method:
            method(node)
        else:
            self.wrap(node)

    def sights_of(self, targets):
        return [f"__see__({self.number(node)},{ast.unparse(node)})" for node in targets]

    def follow(self, statement, targets):
        """Look at what a simple statement has bound, at its end."""
        sights = self.sights_of([name for target in targets for name in bound(target)])
        for text in sights:
            self.after.setdefault((statement.end_lineno, statement.end_col_offset), []).append("; " + text)

    def enter(self, body, targets):
        """Look at what a compound statement binds for its body, in the first statement that can hold it."""
        body = body[1:] if is_docstring(body[0]) and len(body) > 1 else body
        first = body[0]
        if not targets or isinstance(first, (ast.ImportFrom, ast.Global, ast.Nonlocal)):
            return
        if isinstance(first, SIMPLE) and not is_docstring(first):
            texts = [text + "; " for text in self.sights_of(targets)]
            self.before.setdefault((first.lineno, first.col_offset), [])[:0] = texts
        elif isinstance(first, (ast.If, ast.For)):
            head = first.test if isinstance(first, ast.If) else first.iter
            texts = ",".join(self.sights_of(targets))
            self.before.setdefault((head.lineno, head.col_offset), [])[:0] = [f"({texts},("]
            self.closing = (head, "))[-1]")

    closing = None

    def visit_body(self, body, targets=()):
        """Statements; what `enter` has opened around the head of the first one is closed behind its own insertions."""
        self.closing = None
        self.enter(body, list(targets))
        closing, self.closing = self.closing, None
        for index, statement in enumerate(body):
            self.visit(statement)
        if closing:
            head, text = closing
            self.after.setdefault((head.end_lineno, head.end_col_offset), []).append(text)

    def visit_Assign(self, node):
        for part in [*node.targets, node.value]:
            self.visit(part)
        self.follow(node, node.targets)

    def visit_AugAssign(self, node):
        self.visit(node.target)
        self.visit(node.value)
        self.follow(node, [node.target])

    def visit_AnnAssign(self, node):
        if node.value:
            self.visit(node.value)
            self.follow(node, [node.target])

    def visit_For(self, node):
        self.visit(node.iter)
        self.visit_body(node.body, bound(node.target))
        for statement in node.orelse:
            self.visit(statement)

    def visit_With(self, node):
        for item in node.items:
            self.visit(item.context_expr)
        self.visit_body(node.body, [name for item in node.items if item.optional_vars for name in bound(item.optional_vars)])

    def visit_FunctionDef(self, node):
        for default in [*node.args.defaults, *filter(None, node.args.kw_defaults)]:
            self.visit(default)
        self.visit_body(node.body, parameters(node.args))

    def visit_ClassDef(self, node):
        for statement in node.body:
            self.visit(statement)

    def visit_Lambda(self, node):
        for default in [*node.args.defaults, *filter(None, node.args.kw_defaults)]:
            self.visit(default)
        self.visit(node.body)

    def visit_JoinedStr(self, node):
        """Python 3.11 gives no true positions inside f-strings."""

    def visit_AsyncFunctionDef(self, node):
        pass

    def visit_Match(self, node):
        self.visit(node.subject)
        for case in node.cases:
            for statement in case.body:
                self.visit(statement)

    def visit_Call(self, node):
        """`super()` and the like look at their caller's frame by name: they stay bare."""
        if isinstance(node.func, ast.Name) and node.func.id in ("super", "locals", "globals", "vars", "eval", "exec"):
            for part in [*node.args, *(keyword.value for keyword in node.keywords)]:
                self.visit(part)
        else:
            self.wrap(node)

    def visit_Delete(self, node):
        pass


def parameters(args):
    """The parameters as nodes with the range of their name."""
    found = [*args.posonlyargs, *args.args, *filter(None, [args.vararg]), *args.kwonlyargs, *filter(None, [args.kwarg])]
    for each in found:
        name = ast.Name(each.arg, ast.Load())
        yield ast.copy_location(name, each) if not each.annotation else at_name(name, each)


def at_name(name, argument):
    name.lineno, name.col_offset, name.end_lineno = argument.lineno, argument.col_offset, argument.lineno
    name.end_col_offset = argument.col_offset + len(argument.arg.encode())
    return name


def is_docstring(statement):
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant) and isinstance(statement.value.value, str)


def instrument(text, filename):
    """(instrumented text, places); a SyntaxError as of the text itself."""
    visitor = Insertions()
    for statement in ast.parse(text, filename).body:
        visitor.visit(statement)
    lines = [line.encode() for line in text.split("\n")]
    positions = sorted({*visitor.before, *visitor.after}, reverse=True)
    for line, column in positions:
        extra = "".join([*visitor.after.get((line, column), []), *visitor.before.get((line, column), [])])
        row = lines[line - 1]
        lines[line - 1] = row[:column] + extra.encode() + row[column:]
    return "\n".join(line.decode() for line in lines), visitor.places
