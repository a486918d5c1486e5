import type { Module, Stmt } from "../syntax/ast";
import type { Machine } from "./machine";

/** Python's own names, those of a notebook included. */
const BUILTIN = new Set(
	"ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError Exception ExceptionGroup False FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError None NotADirectoryError NotImplemented NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError True TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex copyright credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len license list locals map max memoryview min next object oct open ord pow print property quit range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip display get_ipython In Out reveal_type".split(
		" ",
	),
);

/** Calls that may bind names that no statement shows. */
const OPENING = new Set(["exec", "eval", "globals", "locals", "vars", "setattr", "__import__", "get_ipython"]);

interface Bindings {
	names: ReadonlySet<string>;
	/** Whether something in the file may bind names that are not in `names`. */
	open: boolean;
}

const bindingsOf = (machine: Machine, path: string): Bindings =>
	machine.libraryState<Bindings>(`interpreter.bindings:${path}`, () => ({ names: new Set(), open: true }));

/** Notes which names a file binds at all. */
export function noteBindings(module: Module, path: string, machine: Machine): void {
	const all: Found = { names: new Set(), open: false };
	for (const statement of module.body) {
		const found = foundIn(statement);
		all.open ||= found.open;
		for (const name of found.names) all.names.add(name);
	}
	Object.assign(bindingsOf(machine, path), all);
}

/** Trees outlive one analysis, those of imported modules most of all. */
const known = new WeakMap<Stmt, Found>();

function foundIn(statement: Stmt): Found {
	const before = known.get(statement);
	if (before) return before;
	const found: Found = { names: new Set(), open: false };
	collect(statement, found);
	known.set(statement, found);
	return found;
}

/** Whether reading the name raises NameError: nothing in the file binds it, and Python has no such name. */
export function isUndefined(name: string, path: string, machine: Machine): boolean {
	const { names, open } = bindingsOf(machine, path);
	return !open && !names.has(name) && !BUILTIN.has(name) && !name.startsWith("__");
}

/** Whether nothing in the text of a module binds the name, so that reading it as an attribute finds nothing. */
export function isBoundNowhere(name: string, path: string, machine: Machine): boolean {
	const { names, open } = bindingsOf(machine, path);
	return !open && !names.has(name) && !names.has("__getattr__") && !name.startsWith("__");
}

interface Found {
	readonly names: Set<string>;
	open: boolean;
}

/** Properties that hold a name as plain text; that of a keyword argument counts too, which errs on the safe side. */
const TEXTS = ["name", "asname", "arg", "rest"] as const;
/** Properties whose names are assigned. */
const TARGETS = ["targets", "target", "optionalVars", "names"] as const;

function collect(node: unknown, found: Found): void {
	if (Array.isArray(node)) {
		for (const each of node) collect(each, found);
		return;
	}
	if (typeof node !== "object" || node === null) return;
	const record = node as Readonly<Record<string, unknown>>;
	if (record.type === "Invalid") found.open = true;
	if (record.type === "Name" && OPENING.has(String(record.id))) found.open = true;
	for (const key of TEXTS) if (typeof record[key] === "string") bindText(record[key], found);
	for (const key of TARGETS) collectTargets(record[key], found);
	for (const key in record) if (typeof record[key] === "object") collect(record[key], found);
}

function bindText(text: string, found: Found): void {
	if (text === "*") found.open = true;
	found.names.add(text.split(".")[0] ?? text);
}

function collectTargets(node: unknown, found: Found): void {
	if (typeof node === "string") found.names.add(node);
	else if (Array.isArray(node)) for (const each of node) collectTargets(each, found);
	else if (typeof node === "object" && node !== null) {
		const record = node as Readonly<Record<string, unknown>>;
		if (record.type === "Name") found.names.add(String(record.id));
		for (const each of [record.elts, record.value]) if (typeof each === "object") collectTargets(each, found);
	}
}
