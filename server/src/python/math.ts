import { bool, float, int, tuple, type Value } from "../domain";
import { type Bound, type FunctionModel, type LibraryCall, type LibraryModel, raise, vague } from "../interpreter/api";
import { intOf, itemsOf, ownMethod, pythonError } from "./arguments";
import { defineFunction } from "./function";

/** The number that an argument is; absent when it is a number that is not known. */
function read(value: Value, name: string): number | undefined {
	if (value.kind === "none") {
		const because = value.dimOf && typeof value.dimOf.dim !== "number" ? [value.dimOf.dim.why] : [];
		const code = value.dimOf ? "undefined-dimension" : "python-error";
		raise({ code, exception: "TypeError", message: `math.${name}() needs a number, found None`, because });
	}
	if (value.kind === "bool") return value.value === undefined ? undefined : Number(value.value);
	if (value.kind === "int" || value.kind === "float") return value.value;
	if (value.kind === "str" || value.kind === "list" || value.kind === "tuple")
		return pythonError("TypeError", `math.${name}() needs a number, found a ${value.kind}`);
	return vague("a number that is not known");
}

const unary = (name: string, compute: (x: number) => number, make: (x: number) => Value = float): FunctionModel =>
	defineFunction(`math.${name}`, "x, /", (bound, call) => {
		const own = ownMethod(bound.get("x"), `__${name}__`, call);
		if (own) return own;
		requireNumber(bound.get("x"), call);
		const x = read(bound.get("x"), name);
		if (x === undefined) return { kind: make(0).kind as "int" };
		const result = compute(x);
		if (Number.isNaN(result) && !Number.isNaN(x)) return pythonError("ValueError", "math domain error");
		return make(result);
	});

const whole = (x: number): Value => {
	if (!Number.isFinite(x)) return pythonError("OverflowError", "cannot convert float infinity to integer");
	return Number.isSafeInteger(x) ? int(x === 0 ? 0 : x) : { kind: "int" };
};

/** C asks a tensor for a float, which those without a value refuse. */
function requireNumber(value: Value, call: LibraryCall): void {
	if (value.kind === "tensor") ownMethod(value, "__float__", call);
}

const binary = (name: string, compute: (x: number, y: number) => number): FunctionModel =>
	defineFunction(`math.${name}`, "x, y, /", (bound, call) => {
		for (const operand of ["x", "y"]) requireNumber(bound.get(operand), call);
		const [x, y] = [read(bound.get("x"), name), read(bound.get("y"), name)];
		return x === undefined || y === undefined ? { kind: "float" } : float(compute(x, y));
	});

const test = (name: string, decide: (x: number) => boolean): FunctionModel =>
	defineFunction(`math.${name}`, "x, /", (bound) => {
		const x = read(bound.get("x"), name);
		return x === undefined ? { kind: "bool" } : bool(decide(x));
	});

function logarithm(bound: Bound): Value {
	const base = bound.get("base");
	const x = read(bound.get("x"), "log");
	if (x !== undefined && x <= 0) return pythonError("ValueError", "math domain error");
	if (base.kind === "none") return x === undefined ? { kind: "float" } : float(Math.log(x));
	const b = read(base, "log");
	return x === undefined || b === undefined ? { kind: "float" } : float(Math.log(x) / Math.log(b));
}

const gcd = (a: number, b: number): number => (b === 0 ? Math.abs(a) : gcd(b, a % b));

const folding = (name: string, fold: (a: number, b: number) => number, start: number): FunctionModel =>
	defineFunction(`math.${name}`, "*integers", (bound) =>
		whole(bound.rest.map(({ value }) => intOf(value)).reduce(fold, start)),
	);

function product(n: number, k: number): Value {
	if (k < 0 || k > n) return int(0);
	let result = 1n;
	for (let at = 0; at < k; at += 1) result *= BigInt(n - at);
	return whole(Number(result));
}

function combinations(bound: Bound): Value {
	const [n, k] = [intOf(bound.get("n")), intOf(bound.get("k"))];
	if (k < 0 || k > n) return int(0);
	let result = 1n;
	for (let at = 0; at < Math.min(k, n - k); at += 1) result = (result * BigInt(n - at)) / BigInt(at + 1);
	return whole(Number(result));
}

function isClose(bound: Bound): Value {
	const [a, b, relative, absolute] = ["a", "b", "rel_tol", "abs_tol"].map((name) => read(bound.get(name), "isclose"));
	if (a === undefined || b === undefined || relative === undefined || absolute === undefined) return { kind: "bool" };
	return bool(a === b || Math.abs(a - b) <= Math.max(relative * Math.max(Math.abs(a), Math.abs(b)), absolute));
}

function split(bound: Bound): Value {
	const x = read(bound.get("x"), "modf");
	if (x === undefined) return tuple([{ kind: "float" }, { kind: "float" }]);
	return tuple([float(x - Math.trunc(x)), float(Math.trunc(x))]);
}

const inOrder = (bound: Bound, call: LibraryCall): Value => {
	const numbers = itemsOf(bound.get("seq"), call, "fsum()").map((item) => read(item, "fsum"));
	return numbers.every((each) => each !== undefined && Number.isInteger(each))
		? float((numbers as number[]).reduce((a, b) => a + b, 0))
		: { kind: "float" };
};

/** Functions of which C's library and ours may differ in the last digit give whole results alike. */
export const MATH: readonly LibraryModel[] = [
	unary("floor", Math.floor, whole),
	unary("ceil", Math.ceil, whole),
	unary("trunc", Math.trunc, whole),
	unary("sqrt", Math.sqrt),
	unary("cbrt", Math.cbrt),
	unary("exp", Math.exp),
	unary("exp2", (x) => 2 ** x),
	unary("expm1", Math.expm1),
	unary("log2", Math.log2),
	unary("log10", Math.log10),
	unary("log1p", Math.log1p),
	unary("fabs", Math.abs),
	unary("sin", Math.sin),
	unary("cos", Math.cos),
	unary("tan", Math.tan),
	unary("asin", Math.asin),
	unary("acos", Math.acos),
	unary("atan", Math.atan),
	unary("sinh", Math.sinh),
	unary("cosh", Math.cosh),
	unary("tanh", Math.tanh),
	unary("radians", (x) => (x * Math.PI) / 180),
	unary("degrees", (x) => (x * 180) / Math.PI),
	defineFunction("math.isqrt", "n, /", (bound) => {
		const n = intOf(bound.get("n"));
		const root = Math.floor(Math.sqrt(n));
		return int(root * root > n ? root - 1 : (root + 1) ** 2 <= n ? root + 1 : root);
	}),
	defineFunction("math.factorial", "n, /", (bound) => product(intOf(bound.get("n")), intOf(bound.get("n")))),
	defineFunction("math.perm", "n, k=None", (bound) => {
		const n = intOf(bound.get("n"));
		return product(n, bound.get("k").kind === "none" ? n : intOf(bound.get("k")));
	}),
	defineFunction("math.comb", "n, k", combinations),
	folding("gcd", gcd, 0),
	folding("lcm", (a, b) => (a === 0 || b === 0 ? 0 : Math.abs(a * b) / gcd(a, b)), 1),
	binary("pow", (x, y) => x ** y),
	binary("fmod", (x, y) => x % y),
	binary("atan2", Math.atan2),
	binary("copysign", (x, y) => (y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x))),
	defineFunction("math.hypot", "*coordinates", (bound) => {
		const numbers = bound.rest.map(({ value }) => read(value, "hypot"));
		return numbers.includes(undefined) ? { kind: "float" } : float(Math.hypot(...(numbers as number[])));
	}),
	defineFunction("math.log", "x, base=None, /", logarithm),
	defineFunction("math.isclose", "a, b, *, rel_tol=1e-09, abs_tol=0.0", isClose),
	defineFunction("math.modf", "x, /", split),
	defineFunction("math.fsum", "seq, /", inOrder),
	test("isnan", Number.isNaN),
	test("isinf", (x) => Math.abs(x) === Number.POSITIVE_INFINITY),
	test("isfinite", Number.isFinite),
	defineFunction("math.prod", "iterable, /, *, start=1", (bound, call) =>
		itemsOf(bound.get("iterable"), call, "prod()").reduce(
			(total, item) => call.machine.binary("*", total, item, call.args.origin),
			bound.get("start"),
		),
	),
	{ kind: "constant", name: "math.pi", value: () => float(Math.PI) },
	{ kind: "constant", name: "math.e", value: () => float(Math.E) },
	{ kind: "constant", name: "math.tau", value: () => float(2 * Math.PI) },
	{ kind: "constant", name: "math.inf", value: () => float(Number.POSITIVE_INFINITY) },
	{ kind: "constant", name: "math.nan", value: () => float(Number.NaN) },
];
