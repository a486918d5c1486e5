import { float, int, number, type Value } from "../../domain";
import {
	type Bound,
	fixed,
	type LibraryCall,
	type LibraryModel,
	raise,
	requireHash,
	syntheticArguments,
	vague,
} from "../../interpreter/api";
import { intOf, ownMethod, pythonError } from "../arguments";
import { unorderedItems } from "./conversions";
import { define } from "./define";

function absolute(value: Value): Value {
	if (value.kind === "bool" && value.value !== undefined) return int(Number(value.value));
	if ((value.kind === "int" || value.kind === "float") && value.value !== undefined)
		return number(value.kind === "float", {
			value: Math.abs(value.value),
			...(value.numpy ? { numpy: value.numpy } : {}),
		});
	if (value.kind === "none")
		raise({
			code: value.dimOf ? "undefined-dimension" : "python-error",
			exception: "TypeError",
			message: "abs() needs a number, found None",
			because: value.dimOf && typeof value.dimOf.dim !== "number" ? [value.dimOf.dim.why] : [],
		});
	return value.kind === "int" || value.kind === "float"
		? { kind: value.kind }
		: vague("abs() of a value that is not known");
}

/** The whole number nearest to `x`, ties to even. */
export function roundHalfEven(x: number): number {
	const floor = Math.floor(x);
	const rest = x - floor;
	return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
}

function round(bound: Bound): Value {
	const value = bound.get("number");
	const digits = bound.get("ndigits");
	const number =
		value.kind === "bool"
			? Number(value.value)
			: value.kind === "int" || value.kind === "float"
				? value.value
				: undefined;
	const isInt = value.kind !== "float";
	if (number === undefined || Number.isNaN(number)) {
		if (digits.kind === "none" && value.kind !== "unknown") return { kind: "int" };
		return value.kind === "float" || value.kind === "int"
			? { kind: value.kind }
			: vague("round() of an unknown number");
	}
	if (digits.kind === "none")
		return Number.isFinite(number)
			? int(roundHalfEven(number))
			: pythonError("OverflowError", "cannot convert float infinity to integer");
	const places = intOf(digits);
	if (isInt) return int(places >= 0 ? number : roundHalfEven(number / 10 ** -places) * 10 ** -places);
	if (places < 0) return vague("a float that is rounded before the point");
	const text = fixed(Math.abs(number), Math.min(places, 50));
	return text === undefined || !Number.isFinite(number) ? value : float(Math.sign(number) * Number(text));
}

function extreme(call: LibraryCall, bound: Bound, sign: 1 | -1): Value {
	const key = bound.get("key");
	const items =
		bound.rest.length === 1
			? unorderedItems((bound.rest[0] as { value: Value }).value, call, "the extreme")
			: bound.rest.map((each) => each.value);
	const keyOf = (item: Value): Value =>
		key.kind === "none" ? item : call.machine.call(key, syntheticArguments([item], call.args.origin));
	let best = items[0];
	if (!best) return bound.given("default")?.value ?? pythonError("ValueError", "min() or max() of an empty sequence");
	let bestKey = keyOf(best);
	for (const item of items.slice(1)) {
		const itemKey = keyOf(item);
		const better = call.machine.compare(sign > 0 ? ">" : "<", itemKey, bestKey, call.args.origin);
		const isBetter = call.machine.truth(better, call.args.origin);
		if (isBetter === undefined) return undecided(items);
		if (isBetter) [best, bestKey] = [item, itemKey];
	}
	return best;
}

/** One of them, which one is not known. */
function undecided(items: readonly Value[]): Value {
	if (items.every((item) => item.kind === "int")) return { kind: "int" };
	if (items.every((item) => item.kind === "float")) return { kind: "float" };
	return vague("values that cannot be compared");
}

function sum(bound: Bound, call: LibraryCall): Value {
	return unorderedItems(bound.get("iterable"), call, "the sum").reduce(
		(total, item) => call.machine.binary("+", total, item, call.args.origin),
		bound.get("start"),
	);
}

function power(bound: Bound, call: LibraryCall): Value {
	const modulus = bound.get("mod");
	const [base, exponent] = [bound.get("a"), bound.get("b")];
	if (modulus.kind === "none") return call.machine.binary("**", base, exponent, call.args.origin);
	let [result, factor, rest] = [1n, BigInt(intOf(base)), BigInt(intOf(exponent))];
	const divisor = BigInt(intOf(modulus));
	if (rest < 0n || divisor <= 0n) return { kind: "int" };
	for (factor = ((factor % divisor) + divisor) % divisor; rest > 0n; rest >>= 1n) {
		if (rest & 1n) result = (result * factor) % divisor;
		factor = (factor * factor) % divisor;
	}
	return int(Number(result % divisor));
}

function divide(bound: Bound, call: LibraryCall): Value {
	const operands = [bound.get("a"), bound.get("b")] as const;
	if (operands.some((each) => each.kind === "tensor" && each.flavor !== "ndarray"))
		raise({ code: "python-error", exception: "TypeError", message: "divmod() does not take tensors" });
	const [quotient, rest] = (["//", "%"] as const).map((op) => call.machine.binary(op, ...operands, call.args.origin));
	return { kind: "tuple", items: [quotient as Value, rest as Value] };
}

export const NUMBERS: readonly LibraryModel[] = [
	define("min", "*args, key=None, default=None", (bound, call) => extreme(call, bound, -1)),
	define("max", "*args, key=None, default=None", (bound, call) => extreme(call, bound, 1)),
	define("sum", "iterable, /, start=0", sum),
	define("abs", "x, /", (bound, call) => ownMethod(bound.get("x"), "__abs__", call) ?? absolute(bound.get("x"))),
	define(
		"round",
		"number, ndigits=None",
		(bound, call) => ownMethod(bound.get("number"), "__round__", call) ?? round(bound),
	),
	define("divmod", "a, b, /", divide),
	define("pow", "a, b, mod=None", power),
	define("hash", "object, /", (bound) => {
		requireHash(bound.get("object"));
		return { kind: "int" };
	}),
	define("id", "object, /", () => ({ kind: "int" })),
];
