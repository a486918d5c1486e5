import { unknownBecause, type Value } from "../domain";
import type { Machine } from "./machine";
import { Raised } from "./signals";

/** Python's exception hierarchy, as far as Keras and TensorFlow programs meet it: class -> base. */
const BASES: Readonly<Record<string, string>> = {
	Exception: "BaseException",
	KeyboardInterrupt: "BaseException",
	SystemExit: "BaseException",
	ArithmeticError: "Exception",
	ZeroDivisionError: "ArithmeticError",
	OverflowError: "ArithmeticError",
	AssertionError: "Exception",
	AttributeError: "Exception",
	ImportError: "Exception",
	ModuleNotFoundError: "ImportError",
	LookupError: "Exception",
	IndexError: "LookupError",
	KeyError: "LookupError",
	NameError: "Exception",
	UnboundLocalError: "NameError",
	OSError: "Exception",
	FileNotFoundError: "OSError",
	RuntimeError: "Exception",
	NotImplementedError: "RuntimeError",
	RecursionError: "RuntimeError",
	StopIteration: "Exception",
	StopAsyncIteration: "Exception",
	GeneratorExit: "BaseException",
	BufferError: "Exception",
	EOFError: "Exception",
	MemoryError: "Exception",
	SystemError: "Exception",
	Warning: "Exception",
	DeprecationWarning: "Warning",
	UserWarning: "Warning",
	RuntimeWarning: "Warning",
	FutureWarning: "Warning",
	FloatingPointError: "ArithmeticError",
	PermissionError: "OSError",
	FileExistsError: "OSError",
	TimeoutError: "OSError",
	ConnectionError: "OSError",
	UnicodeError: "ValueError",
	TypeError: "Exception",
	ValueError: "Exception",
	UnicodeDecodeError: "UnicodeError",
	UnicodeEncodeError: "UnicodeError",
	OpError: "Exception",
	InvalidArgumentError: "OpError",
	UnimplementedError: "OpError",
	ResourceExhaustedError: "OpError",
	FailedPreconditionError: "OpError",
	InternalError: "OpError",
	NotFoundError: "OpError",
	OutOfRangeError: "OpError",
	OperatorNotAllowedInGraphError: "TypeError",
	InaccessibleTensorError: "ValueError",
};

/** Old names of `OSError`. */
const ALIASES: Readonly<Record<string, string>> = { IOError: "OSError", EnvironmentError: "OSError" };

/** Every exception class, with the other names that it has and the classes that it derives from, nearest first. */
export const EXCEPTION_CLASSES = ["BaseException", ...Object.keys(BASES)].map((name) => ({
	name,
	aliases: Object.keys(ALIASES).filter((alias) => ALIASES[alias] === name),
	bases: ancestorsOf(name),
}));

function ancestorsOf(name: string): readonly string[] {
	const base = BASES[name] ?? baseOfUnlisted(name);
	return base === undefined ? [] : [base, ...ancestorsOf(base)];
}

/** Whether `except expected` takes an exception of class `actual`. An unlisted class counts as an Exception. */
export function isException(actual: string, expected: string): boolean {
	const wanted = ALIASES[expected] ?? expected;
	let name: string | undefined = ALIASES[actual] ?? actual;
	for (; name !== undefined; name = BASES[name] ?? baseOfUnlisted(name)) {
		if (name === wanted) return true;
	}
	return false;
}

function baseOfUnlisted(name: string): string | undefined {
	if (name === "BaseException") return undefined;
	return name === "Exception" ? "BaseException" : "Exception";
}

/** Whether `except expected` takes what was raised. */
export const isRaised = ({ exception, bases }: Raised, expected: string): boolean =>
	[exception, ...bases].some((name) => isException(name, expected));

/** The bare class name of an exception class or instance. */
export function exceptionName(value: Value): string | undefined {
	if (value.kind === "library") return value.name.split(".").at(-1);
	if (value.kind === "class") return value.name;
	return value.kind === "instance" ? exceptionName(value.cls) : undefined;
}

/** `raise value`, where the value is an exception or an exception class. */
export function raisedBy(value: Value, machine: Machine): Raised {
	const names = value.kind === "unknown" ? [] : machine.mro(value).flatMap((each) => exceptionName(each) ?? []);
	return new Raised(exceptionName(value) ?? "Exception", value, undefined, names.slice(1));
}

/** `type(e)` of what was raised. */
export function exceptionClass({ exception, value }: Raised, machine: Machine): Value {
	if (value?.kind === "instance") return value.cls;
	const name = `builtins.${exception}`;
	return machine.registry.find(name, machine.world)
		? { kind: "library", name, world: machine.world }
		: unknownBecause("the class of an exception");
}

/** The exception that a model predicts, as an object; its message is ours, so it carries none. */
export function predictedException(exception: string, machine: Machine): Value {
	const cls = exceptionClass(new Raised(exception), machine);
	if (cls.kind !== "library") return cls;
	return { kind: "instance", cls, attrs: new Map() };
}
