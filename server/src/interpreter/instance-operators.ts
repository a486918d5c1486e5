import type { Origin, Value } from "../domain";
import type { BinaryOperator, Machine } from "./machine";
import { callSpecial } from "./special-methods";

/** An operator that a class of the user's defines, on either side; absent when there is none. */
export function ownOperation(
	op: BinaryOperator,
	left: Value,
	right: Value,
	origin: Origin,
	machine: Machine,
): Value | undefined {
	if (left.kind !== "instance" && right.kind !== "instance") return undefined;
	const name = METHOD_NAMES[op];
	return (
		callSpecial(left, `__${name}__`, [right], origin, machine) ??
		callSpecial(right, `__r${name}__`, [left], origin, machine)
	);
}

/** `left op= right` as a class of the user's defines it. */
export const inPlaceInstanceOperation = (
	op: BinaryOperator,
	left: Value,
	right: Value,
	origin: Origin,
	machine: Machine,
): Value | undefined => callSpecial(left, `__i${METHOD_NAMES[op]}__`, [right], origin, machine);

export const unaryInstanceOperation = (
	op: "+" | "-" | "~",
	operand: Value,
	origin: Origin,
	machine: Machine,
): Value | undefined => callSpecial(operand, UNARY_NAMES[op], [], origin, machine);

const METHOD_NAMES: Record<BinaryOperator, string> = {
	"+": "add",
	"-": "sub",
	"*": "mul",
	"/": "truediv",
	"//": "floordiv",
	"%": "mod",
	"**": "pow",
	"@": "matmul",
	"&": "and",
	"|": "or",
	"^": "xor",
	"<<": "lshift",
	">>": "rshift",
};

const UNARY_NAMES = { "+": "__pos__", "-": "__neg__", "~": "__invert__" } as const;
