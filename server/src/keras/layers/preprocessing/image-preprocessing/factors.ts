import type { Value } from "../../../../domain";
import { typeName, vague } from "../../../../interpreter/api";
import { itemsOf, readNumber } from "../../../engine/argument-readers";
import type { LayerArguments } from "../../../engine/layer-definition";

/** How the augmentation layers read `factor` and its likes: a number, or a list of two. */

const isOpen = (value: Value): boolean =>
	value.kind === "unknown" || value.kind === "tensor" || value.kind === "instance" || value.kind === "tensorshape";

interface Blame {
	readonly args: LayerArguments;
	readonly name: string;
	fail(found: string, exception?: string): never;
}

const blame = (args: LayerArguments, name: string, wants: string): Blame => ({
	args,
	name,
	fail: (found, exception) =>
		args.fail({
			code: "invalid-layer-argument",
			message: `${name} must be ${wants}, found ${found}`,
			argument: name,
			...(exception ? { exception } : {}),
		}),
});

/** A number of a pair; what Python cannot compare with a number is a TypeError. */
function compared(value: Value, { fail }: Blame): number | undefined {
	const number = readNumber(value);
	if (number !== undefined || isOpen(value) || value.kind === "int" || value.kind === "float") return number;
	return fail(`a value of type ${typeName(value)} in it`, "TypeError");
}

const isNumber = (value: Value): boolean =>
	(value.kind === "int" && !value.numpy) || value.kind === "float" || value.kind === "bool";

interface FactorOptions {
	readonly overlap?: boolean;
	readonly value?: Value;
	/** Whether the lower bound itself is out of bounds. */
	readonly openLow?: boolean;
}

/**
 * Keras 3's `_set_factor`: a number, or a list of two, within bounds. Where `overlap` is set, a list needs only to reach
 * into the bounds, as in the base class.
 */
export function checkFactor(
	args: LayerArguments,
	name: string,
	[low, high]: readonly [number, number],
	{ overlap = false, value = args.get(name), openLow = false }: FactorOptions = {},
): void {
	const place = blame(args, name, `a number or two numbers between ${low} and ${high}`);
	if (isOpen(value)) return;
	const items = itemsOf(value);
	if (!items && (value.kind === "list" || !isNumber(value))) {
		if (value.kind === "list") vague(`${name} is not known`);
		place.fail(`a value of type ${typeName(value)}`);
	}
	const given = items ?? [value];
	if (items && items.length !== 2) place.fail(`${items.length} of them`);
	const numbers = given.map((item) => compared(item, place));
	const isOutside = (number: number | undefined): boolean =>
		number !== undefined && (number < low || number > high || (openLow && number === low));
	const [first, second] = numbers;
	const bad =
		overlap && items
			? (first !== undefined && first > high) || (second !== undefined && second < low)
			: numbers.some(isOutside);
	if (bad) place.fail(numbers.join(", "));
}

/** The larger end of a factor that is in order. */
export function upperOf(value: Value): number | undefined {
	const ends = (itemsOf(value) ?? [value]).map(readNumber);
	return ends.every((end) => end !== undefined) ? Math.max(...ends) : undefined;
}

/** `factor or 0.0`, which the base class of Keras 3 does to its `factor` argument first. */
export function checkBaseFactor(args: LayerArguments, name: string, bounds: readonly [number, number]): void {
	const value = args.get(name);
	if (!isOpen(value) && args.machine.truth(value, { path: "", start: 0, end: 0 }) === false) return;
	checkFactor(args, name, bounds, { overlap: true });
}

/** The ends of a range; absent where they are not known. */
export interface Range {
	readonly lower: number | undefined;
	readonly upper: number | undefined;
}

/** Keras 2's reading: `(factor[0], factor[1])` of a tuple or list, else `(-factor, factor)`. */
export function readRange(args: LayerArguments, name: string): Range {
	const value = args.get(name);
	const place = blame(args, name, "a number or two numbers");
	if (isOpen(value)) return { lower: undefined, upper: undefined };
	if (value.kind === "tuple" || value.kind === "list") {
		const items = value.items ?? vague(`${name} is not known`);
		if (items.length < 2) place.fail(`${items.length} of them`, "IndexError");
		const [lower, upper] = items.slice(0, 2).map((item) => compared(item, place));
		return { lower, upper };
	}
	const number = readNumber(value);
	if (number === undefined && value.kind !== "int" && value.kind !== "float")
		place.fail(`a value of type ${typeName(value)}`, "TypeError");
	return { lower: number === undefined ? undefined : -number, upper: number };
}

/** Raises the ValueError of a range whose ends are out of order. */
export function requireOrder(args: LayerArguments, name: string, { lower, upper }: Range): void {
	if (lower === undefined || upper === undefined || upper >= lower) return;
	blame(args, name, "a range whose upper end is not below its lower end").fail(`${lower}, ${upper}`);
}

/** Raises the ValueError of a range that leaves the bounds. */
export function requireWithin(args: LayerArguments, name: string, range: Range, low: number, high: number): void {
	const ends = [range.lower, range.upper];
	if (!ends.some((end) => end !== undefined && (end < low || end > high))) return;
	blame(args, name, `between ${low} and ${high}`).fail(ends.join(", "));
}

/** Keras 2's RandomContrast keeps one number for both ends. */
export function readContrast(args: LayerArguments): Range {
	const value = args.get("factor");
	const place = blame(args, "factor", "a number or two numbers from 0 to 1");
	if (isOpen(value)) return { lower: undefined, upper: undefined };
	if (value.kind === "tuple" || value.kind === "list") return readRange(args, "factor");
	const number = compared(value, place);
	return { lower: number, upper: number };
}

/** `value_range`: a tuple or list of two. */
export function checkValueRange(args: LayerArguments, exception?: string): void {
	const value = args.get("value_range");
	const place = blame(args, "value_range", "a list of two numbers");
	if (value.kind === "unknown" || value.kind === "instance") return;
	if (value.kind !== "tuple" && value.kind !== "list") place.fail(`a value of type ${typeName(value)}`, exception);
	const items = itemsOf(value) ?? vague("value_range is not known");
	if (items.length !== 2) place.fail(`${items.length} of them`, exception);
	const kinds = new Set(items.map(({ kind }) => (["int", "float", "bool"].includes(kind) ? "number" : kind)));
	const isSorted = kinds.size < 2 || kinds.has("unknown") || kinds.has("tensor") || kinds.has("instance");
	if (kinds.has("none") || !isSorted) place.fail("what cannot be sorted", "TypeError");
}

/** One of a few words; anything else is a NotImplementedError. */
export function requireWord(args: LayerArguments, name: string, words: readonly string[]): void {
	const value = args.get(name);
	if (value.kind === "unknown" || (value.kind === "str" && (value.value === undefined || words.includes(value.value))))
		return;
	blame(args, name, `one of ${words.join(", ")}`).fail(
		value.kind === "str" ? `"${value.value}"` : `a value of type ${typeName(value)}`,
		"NotImplementedError",
	);
}

const FILL_MODES = ["reflect", "wrap", "constant", "nearest"];
const INTERPOLATIONS = ["nearest", "bilinear"];

/** `fill_mode` and `interpolation` of the layers that move pixels. */
export function checkFilling(args: LayerArguments, modes: readonly string[] = FILL_MODES): void {
	requireWord(args, "fill_mode", modes);
	requireWord(args, "interpolation", INTERPOLATIONS);
}

const RESIZE_METHODS = ["bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian", "mitchellcubic"];

/** Keras 2's `get_interpolation`: case does not count. */
export function checkInterpolation(args: LayerArguments): void {
	const value = args.get("interpolation");
	if (value.kind === "unknown" || (value.kind === "str" && value.value === undefined)) return;
	const place = blame(args, "interpolation", `one of ${RESIZE_METHODS.slice(0, 4).join(", ")}, …`);
	if (value.kind !== "str") place.fail(`a value of type ${typeName(value)}`, "AttributeError");
	else if (value.value !== undefined && !RESIZE_METHODS.includes(value.value.toLowerCase()))
		place.fail(`"${value.value}"`, "NotImplementedError");
}
