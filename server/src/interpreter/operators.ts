import {
	bool,
	type DType,
	float,
	int,
	list,
	number,
	type Origin,
	str,
	type TensorValue,
	tuple,
	unknownBecause,
	type Value,
} from "../domain";
import { combineSets, forget, put, SET_OPERATORS, setEntries, setItems } from "./collections";
import { inPlaceInstanceOperation, ownOperation, unaryInstanceOperation } from "./instance-operators";
import { copyingSteps } from "./journal";
import type { BinaryOperator, Machine } from "./machine";
import { percentFormat } from "./percent-format";
import { raise } from "./signals";

type Numeric = Extract<Value, { kind: "int" | "float" | "bool" }>;

const isNumeric = (value: Value): value is Numeric =>
	value.kind === "int" || value.kind === "float" || value.kind === "bool";

const numberOf = (value: Numeric): number | undefined =>
	value.kind === "bool" ? (value.value === undefined ? undefined : Number(value.value)) : value.value;

/** `left op right` by Python's rules for its own types; tensors and the like answer through their type models. */
export function binaryOperation(
	op: BinaryOperator,
	left: Value,
	right: Value,
	origin: Origin,
	machine: Machine,
): Value {
	const own = ownOperation(op, left, right, origin, machine);
	if (own) return own;
	for (const operand of [left, right]) {
		const answer = machine.registry.typeOf(operand)?.binary?.(op, left, right, machine, origin);
		if (answer) return answer;
	}
	if (left.kind === "unknown" || right.kind === "unknown") {
		return unknownBecause("an operand is not known", origin);
	}
	if (isNumeric(left) && isNumeric(right)) return arithmetic(op, left, right, origin);
	const sequence = sequenceOperation(op, left, right, origin);
	if (sequence) {
		if ("items" in sequence) machine.step(copyingSteps(sequence.items));
		return sequence;
	}
	if (left.kind === "str" && op === "%") {
		const text = left.value === undefined ? undefined : percentFormat(left.value, right, machine);
		return { kind: "str", value: text, why: { text: "formatted text", origin } };
	}
	if (left.kind === "instance" || right.kind === "instance")
		return unknownBecause("an operator on objects that are not followed", origin);
	const merged = combineMappings(op, left, right);
	if (merged) return merged;
	if (BUILTIN_KINDS.has(left.kind) && BUILTIN_KINDS.has(right.kind)) return unsupported(op, left, right);
	return unknownBecause("an operator on values that are not followed", origin);
}

const BUILTIN_KINDS = new Set(["int", "float", "bool", "str", "list", "tuple", "none", "dict"]);

const TYPE_NAMES: Partial<Record<Value["kind"], string>> = { none: "NoneType" };

export const typeName = (value: Value): string => TYPE_NAMES[value.kind] ?? value.kind;

/** Python's TypeError; when a `None` came from a shape, the fault is the undefined dimension. */
function unsupported(op: string, left: Value, right: Value): never {
	const dim = [left, right].find((value) => value.kind === "none" && value.dimOf);
	const isShape = [left, right].find((value) => value.kind === "tuple" && value.isShape);
	const message = `unsupported operand types for ${op}: ${typeName(left)} and ${typeName(right)}`;
	if (isShape && op === "+") {
		const problem = {
			code: "shape-is-a-tuple",
			exception: "TypeError",
			message: `can only concatenate ${typeName(left)} (not "${typeName(right)}") to ${typeName(left)}: in Keras 3 a shape is a tuple`,
			facts: { fix: "concatenate", left: typeName(left), right: typeName(right) },
		} as const;
		raise(problem, undefined, () => concatenated(left, right));
	}
	if (dim?.kind === "none" && dim.dimOf) {
		raise({
			code: "undefined-dimension",
			exception: "TypeError",
			message: `${message}: axis ${dim.dimOf.axis} of the shape is None`,
			because: typeof dim.dimOf.dim === "number" ? [] : [dim.dimOf.dim.why],
		});
	}
	raise({ code: "python-error", exception: "TypeError", message });
}

/** A list and a shape, as they would stand one after the other. */
function concatenated(left: Value, right: Value): Value {
	const items = [left, right].map((each) => (each.kind === "tuple" || each.kind === "list" ? each.items : undefined));
	return items.includes(undefined)
		? unknownBecause("a shape that is not known")
		: list(items.flatMap((each) => each ?? []));
}

/** `|` of dicts, and the algebra of sets. */
function combineMappings(op: BinaryOperator, left: Value, right: Value): Value | undefined {
	if (left.kind === "dict" && right.kind === "dict" && op === "|") {
		if (!left.entries || !right.entries) return { kind: "dict", entries: undefined };
		const entries = new Map(left.entries);
		for (const entry of right.entries.values()) put(entries, entry);
		return { kind: "dict", entries, type: left.type, missing: left.missing };
	}
	if (left.kind !== "set" || right.kind !== "set" || !SET_OPERATORS.has(op)) return undefined;
	const entries = left.entries && right.entries && combineSets(op, left.entries, right.entries);
	return { kind: "set", entries, frozen: left.frozen };
}

function sequenceOperation(op: BinaryOperator, left: Value, right: Value, origin: Origin): Value | undefined {
	if (op === "+") {
		if (left.kind === "str" && right.kind === "str") {
			return left.value !== undefined && right.value !== undefined ? str(left.value + right.value) : { kind: "str" };
		}
		if (left.kind === "list" && right.kind === "list") {
			return left.items && right.items ? list([...left.items, ...right.items]) : { kind: "list", items: undefined };
		}
		if (left.kind === "tuple" && right.kind === "tuple" && !left.view && !right.view) {
			const joined = tuple([...left.items, ...right.items]);
			return left.isShape || right.isShape ? { ...joined, isShape: true } : joined;
		}
	}
	if (op === "*") {
		const [sequence, count] = isNumeric(left) ? [right, left] : [left, right];
		if (count.kind === "int" || count.kind === "bool") return repeat(sequence, numberOf(count), origin);
	}
	return undefined;
}

const MAX_REPEAT = 100_000;

function repeat(sequence: Value, count: number | undefined, origin: Origin): Value | undefined {
	if (sequence.kind !== "str" && sequence.kind !== "list" && sequence.kind !== "tuple") return undefined;
	if (sequence.kind === "tuple" && sequence.view) return undefined;
	const content = sequence.kind === "str" ? sequence.value : sequence.items;
	if (count === undefined || content === undefined || content.length * count > MAX_REPEAT) {
		if (sequence.kind === "str") return { kind: "str" };
		if (sequence.kind === "list")
			return { kind: "list", items: undefined, why: { text: "repeated too often", origin } };
		return unknownBecause("a sequence of unknown length", origin);
	}
	const times = Math.max(0, count);
	if (sequence.kind === "str") return str((sequence.value ?? "").repeat(times));
	const items = Array.from({ length: times }, () => sequence.items ?? []).flat();
	return sequence.kind === "list" ? list(items) : tuple(items);
}

const ARITHMETIC: Partial<Record<BinaryOperator, (a: number, b: number) => number>> = {
	"+": (a, b) => a + b,
	"-": (a, b) => a - b,
	"*": (a, b) => a * b,
	"/": (a, b) => a / b,
	"//": (a, b) => Math.floor(a / b),
	"%": (a, b) => a - b * Math.floor(a / b),
	"**": (a, b) => a ** b,
};

const BITWISE: Partial<Record<BinaryOperator, (a: bigint, b: bigint) => bigint>> = {
	"&": (a, b) => a & b,
	"|": (a, b) => a | b,
	"^": (a, b) => a ^ b,
	"<<": (a, b) => a << b,
	">>": (a, b) => a >> b,
};

const dtypeOfScalar = (value: Numeric): DType | undefined => (value.kind === "bool" ? undefined : value.numpy);

/** The dtype of what NumPy's scalars give with one another and with Python's numbers; absent for Python's alone. */
function scalarDType(left: Numeric, right: Numeric, divides: boolean): DType | undefined {
	const [a, b] = [dtypeOfScalar(left), dtypeOfScalar(right)];
	if (a === undefined && b === undefined) return undefined;
	const isFloat = divides || left.kind === "float" || right.kind === "float";
	const isWide = (dtype: DType | undefined): boolean => dtype === undefined || dtype === "int64" || dtype === "float64";
	if (isWide(a) && isWide(b)) return isFloat ? "float64" : "int64";
	return a === b
		? a
		: { kind: "unknown", why: { text: "the dtype that NumPy gives to scalars depends on its version" } };
}

function arithmetic(op: BinaryOperator, left: Numeric, right: Numeric, origin: Origin): Value {
	const a = numberOf(left);
	const b = numberOf(right);
	const isFloat = left.kind === "float" || right.kind === "float" || op === "/";
	const compute = ARITHMETIC[op];
	const numpy = scalarDType(left, right, op === "/");
	if (a === undefined || b === undefined) {
		const why = { text: "an operand is not known", origin };
		if (op === "**") return unknownBecause("a power that is not known", origin);
		return number(isFloat, { value: undefined, why, ...(numpy === undefined ? {} : { numpy }) });
	}
	if ((op === "/" || op === "//" || op === "%") && b === 0) {
		raise({ code: "python-error", exception: "ZeroDivisionError", message: "division by zero" });
	}
	if (!compute) return bitwise(op, left, right, a, b, origin);
	const result = compute(a, b);
	if (op === "**" && !isFloat && b < 0) return float(result);
	if (isFloat) return numpy === undefined ? float(result) : { kind: "float", value: result, numpy };
	return Number.isSafeInteger(result)
		? { ...int(result), ...(numpy === undefined ? {} : { numpy }) }
		: { kind: "int", value: undefined, why: { text: "integer beyond 2**53", origin } };
}

function bitwise(op: BinaryOperator, left: Numeric, right: Numeric, a: number, b: number, origin: Origin): Value {
	const compute = BITWISE[op];
	if (!compute || left.kind === "float" || right.kind === "float") {
		raise({ code: "python-error", exception: "TypeError", message: `unsupported operand type for ${op}` });
	}
	if ((op === "<<" || op === ">>") && (b < 0 || b > 64))
		return { kind: "int", value: undefined, why: { text: "a large shift", origin } };
	const result = Number(compute(BigInt(a), BigInt(b)));
	if (left.kind === "bool" && right.kind === "bool" && op !== "<<" && op !== ">>") return bool(result !== 0);
	return Number.isSafeInteger(result) ? int(result) : { kind: "int", value: undefined };
}

export function unaryOperation(op: "+" | "-" | "~" | "not", operand: Value, origin: Origin, machine: Machine): Value {
	if (op === "not") {
		const truth = machine.truth(operand, origin);
		return truth === undefined ? { kind: "bool" } : bool(!truth);
	}
	const own = unaryInstanceOperation(op, operand, origin, machine);
	if (own) return own;
	const type = machine.registry.typeOf(operand);
	if (type?.unary) {
		const unary = type.unary;
		return machine.guard(origin, () => unary(op, operand, machine, origin));
	}
	if (!isNumeric(operand)) return unaryOfOther(op, operand, origin, machine);
	const value = numberOf(operand);
	const numpy = dtypeOfScalar(operand);
	if (value === undefined) return number(operand.kind === "float", numpy === undefined ? {} : { numpy });
	const result = op === "-" ? -value : op === "~" ? ~value : value;
	if (numpy !== undefined) return number(operand.kind === "float", { value: result, numpy });
	return operand.kind === "float" ? float(result) : int(result);
}

/** Python's own types that are no numbers have no sign; a `None` that came from a shape is an open size. */
function unaryOfOther(op: string, operand: Value, origin: Origin, machine: Machine): Value {
	if (!BUILTIN_KINDS.has(operand.kind)) return unknownBecause("an operator on a value that is not followed", origin);
	const dim = operand.kind === "none" ? operand.dimOf : undefined;
	return machine.guard(origin, () =>
		raise({
			code: dim ? "undefined-dimension" : "python-error",
			exception: "TypeError",
			message: `bad operand type for unary ${op}: ${typeName(operand)}`,
			because: dim && typeof dim.dim !== "number" ? [dim.dim.why] : [],
		}),
	);
}

/** `left op= right`: lists grow in place, everything else is rebound. Returns the value to bind. */
export function inPlaceOperation(
	op: BinaryOperator,
	left: Value,
	right: Value,
	origin: Origin,
	machine: Machine,
): Value {
	const own = inPlaceInstanceOperation(op, left, right, origin, machine);
	if (own) return own;
	if (left.kind === "list" && op === "+") {
		const more = machine.iterate(right, origin);
		setItems(left, left.items && more ? [...left.items, ...more] : undefined, machine);
		return left;
	}
	if (left.kind === "list" && op === "*") {
		const repeated = machine.binary(op, left, right, origin);
		setItems(left, repeated.kind === "list" ? repeated.items : undefined, machine);
		return left;
	}
	const isMutable = left.kind === "dict" || (left.kind === "set" && !left.frozen);
	const combined = isMutable ? combineMappings(op, left, right) : undefined;
	if (isMutable && combined && combined.kind === left.kind) {
		setEntries(left, combined.entries, machine);
		return left;
	}
	const result = machine.binary(op, left, right, origin);
	return left.kind === "tensor" && left.flavor === "ndarray" ? writtenInto(left, result, machine) : result;
}

/** An array that an operation writes into keeps its dtype, and all that hold it see the change. */
function writtenInto(array: TensorValue, result: Value, machine: Machine): Value {
	if (result.kind !== "tensor" || result.flavor !== "ndarray") return result;
	forget(array, machine);
	return array.content?.kind === "list" ? array : { ...array, content: undefined };
}
