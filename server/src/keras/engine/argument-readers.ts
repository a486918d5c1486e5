import { type Dim, unknownDim, type Value } from "../../domain";
import { typeName, vague } from "../../interpreter/api";
import type { LayerArguments } from "./layer-definition";

/** Readers of constructor arguments that every family needs. They are vague when the value is not known. */

/** Python's truth of an argument such as `use_bias`, `return_sequences`, `keepdims`. */
export function readFlag(args: LayerArguments, name: string): boolean {
	const value = args.get(name);
	const truth = args.machine.truth(value, { path: "", start: 0, end: 0 });
	return truth ?? vague(`${name} is not known`);
}

/** As `readFlag`; absent when it is not known. */
export const readFlagOrUnknown = (args: LayerArguments, name: string): boolean | undefined =>
	args.machine.truth(args.get(name), { path: "", start: 0, end: 0 });

/** A string argument; absent for `None`. Vague when it is not a string. */
export function readText(args: LayerArguments, name: string): string | undefined {
	const value = args.get(name);
	if (value.kind === "none") return undefined;
	return value.kind === "str" && value.value !== undefined ? value.value : vague(`${name} is not known`);
}

/** An int as a size: `?` when it is an int that is not known, vague when it is something else. */
export function readSize(args: LayerArguments, name: string): Dim {
	const value = args.get(name);
	if (value.kind === "int" && value.value !== undefined) return value.value;
	if (value.kind === "bool" && value.value !== undefined) return Number(value.value);
	if (value.kind === "int" || value.kind === "unknown")
		return unknownDim(value.why ?? { text: `${name} is not known` });
	return vague(`${name} is not an int`);
}

/** The items of a tuple or list of known length; absent for anything else. */
export const itemsOf = (value: Value): readonly Value[] | undefined =>
	value.kind === "tuple" || value.kind === "list" ? value.items : undefined;

/** An int, or the bool that Python takes for one; absent when it is not one or not known. */
export function asInt(value: Value): number | undefined {
	if (value.kind === "int") return value.value;
	if (value.kind === "bool") return value.value === undefined ? undefined : Number(value.value);
	return undefined;
}

export const isKnown = (value: Value): boolean =>
	value.kind !== "unknown" && !("value" in value && value.value === undefined);

/** A Python number that is known; absent otherwise. */
export function readNumber(value: Value): number | undefined {
	if (value.kind === "float") return value.value;
	return asInt(value);
}

const UNORDERED: ReadonlySet<Value["kind"]> = new Set([
	"none",
	"str",
	"bytes",
	"list",
	"tuple",
	"dict",
	"set",
	"function",
	"class",
	"library",
	"complex",
	"ellipsis",
]);

/** Raises where Python cannot compare an argument with a number and branch on it: `None < 0`, `"0.5" <= 1`. */
export function requireComparable(args: Pick<LayerArguments, "get" | "fail">, name: string): void {
	const value = args.get(name);
	const symbolic = value.kind === "tensor" && (value.flavor === "KerasTensor" || value.eager === false);
	if (!symbolic && !UNORDERED.has(value.kind)) return;
	const inGraph = value.kind === "tensor" && value.flavor !== "KerasTensor";
	args.fail({
		code: "invalid-layer-argument",
		exception: inGraph ? "OperatorNotAllowedInGraphError" : "TypeError",
		message: `${name} must be a number, found a value of type ${typeName(value)}`,
		argument: name,
	});
}

/** A number that is not below zero. `None` is a ValueError of Keras's own, or allowed. */
export function requireNotNegative(args: LayerArguments, name: string, allow: { readonly none?: boolean } = {}): void {
	const value = args.get(name);
	const fail = (found: string): never =>
		args.fail({
			code: "invalid-layer-argument",
			message: `${name} must be a number that is not negative, found ${found}`,
			argument: name,
		});
	if (value.kind === "none") {
		if (!allow.none) fail("None");
		return;
	}
	requireComparable(args, name);
	const number = readNumber(value);
	if (number !== undefined && number < 0) fail(String(number));
}

/** A number between 0 and 1, such as a rate. */
export function requireFraction(args: LayerArguments, name: string): void {
	requireComparable(args, name);
	const number = readNumber(args.get(name));
	if (number === undefined || (number >= 0 && number <= 1)) return;
	args.fail({
		code: "invalid-layer-argument",
		message: `${name} must be between 0 and 1, found ${number}`,
		argument: name,
	});
}

/** Keras 2 asks an array for its truth, which it has only with one element. */
export function requireSingle(value: Value, name: string, context: Pick<LayerArguments, "world" | "fail">): void {
	if (context.world === "keras3" || (itemsOf(value)?.length ?? 1) < 2) return;
	context.fail({ code: "invalid-layer-argument", message: `${name} must be one number`, argument: name });
}

/** What Keras 2 turns into an array of floats: text that is no number is a ValueError, other things a TypeError. */
export function requireFloat(args: LayerArguments, name: string): void {
	const value = args.get(name);
	const isText = value.kind === "str" && value.value !== undefined;
	if (isText && !Number.isNaN(Number(value.value?.trim() || "x"))) return;
	if (!isText && !["dict", "set", "function", "class", "library", "ellipsis", "complex"].includes(value.kind)) return;
	args.fail({
		code: "invalid-layer-argument",
		exception: isText ? "ValueError" : "TypeError",
		message: `${name} must be a number, found a value of type ${typeName(value)}`,
		argument: name,
	});
}
