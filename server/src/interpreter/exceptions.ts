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
	IOError: "Exception",
	FileNotFoundError: "OSError",
	RuntimeError: "Exception",
	NotImplementedError: "RuntimeError",
	RecursionError: "RuntimeError",
	StopIteration: "Exception",
	TypeError: "Exception",
	ValueError: "Exception",
	UnicodeDecodeError: "ValueError",
	OpError: "Exception",
	InvalidArgumentError: "OpError",
	UnimplementedError: "OpError",
	ResourceExhaustedError: "OpError",
	OperatorNotAllowedInGraphError: "TypeError",
	InaccessibleTensorError: "ValueError",
};

export const EXCEPTION_NAMES: readonly string[] = ["BaseException", ...Object.keys(BASES)];

/** Whether `except expected` takes an exception of class `actual`. An unlisted class counts as an Exception. */
export function isException(actual: string, expected: string): boolean {
	for (let name: string | undefined = actual; name !== undefined; name = BASES[name] ?? baseOfUnlisted(name)) {
		if (name === expected) return true;
	}
	return false;
}

const baseOfUnlisted = (name: string): string | undefined => (name === "BaseException" ? undefined : "Exception");
