import { type Dim, isStatic, noneDim, unknownDim, type Value } from "../../domain";
import { typeName } from "../../interpreter/api";
import type { FailureText, LayerArguments } from "../engine/layer-definition";

/**
 * A Python number that is used as a size. Python's `None` is a dimension that Keras does not know; a float is kept
 * apart, since it passes most checks and fails only where a shape is made of it.
 */
export interface Size {
	readonly dim: Dim;
	readonly isFloat: boolean;
	/** True for a bool, which Python takes for an int. */
	readonly isBool?: boolean;
}

export const sizeOf = (dim: Dim): Size => ({ dim, isFloat: false });

/** Known sizes of a tuple; absent when one is not known. */
export function staticSizes(sizes: readonly Size[]): readonly number[] | undefined {
	const known = sizes.map((size) => size.dim).filter(isStatic);
	return known.length === sizes.length ? known : undefined;
}

export const hasFloat = (sizes: readonly Size[]): boolean => sizes.some((size) => size.isFloat);

/** Whether some size is certainly above the limit; absent when that is not known. */
export function exceeds(sizes: readonly Size[], limit: number): boolean | undefined {
	if (sizes.some(({ dim }) => isStatic(dim) && dim > limit)) return true;
	return staticSizes(sizes) ? false : undefined;
}

export interface TupleOptions {
	readonly allowZero?: boolean;
	/** How messages call the argument, when it is a part of one: `1st entry of padding`. */
	readonly label?: string;
}

/**
 * An int for every axis, or an iterable of `n` ints: `standardize_tuple` of keras/src/utils/argument_validation.py (3),
 * `normalize_tuple` of keras/src/utils/conv_utils.py (2.15), which agree. Unknown items are `?`.
 */
export const standardizeTuple = (
	args: LayerArguments,
	name: string,
	n: number,
	options: TupleOptions = {},
): readonly Size[] => standardizeValue(args, args.get(name), name, n, options);

/** As `standardizeTuple`, for a value that is a part of the argument, or stands in for it. */
export function standardizeValue(
	args: LayerArguments,
	value: Value,
	argument: string,
	n: number,
	{ allowZero = false, label = argument }: TupleOptions = {},
): readonly Size[] {
	const fail = (found: string, exception?: string): never =>
		args.fail({
			code: "invalid-layer-argument",
			message: `${label} must be an int or ${n} ints${allowZero ? "" : " above 0"}, found ${found}`,
			argument,
			...(exception ? { exception } : {}),
		});
	if (value.kind === "unknown") return new Array<Size>(n).fill(sizeOf(unknownDim(value.why)));
	if (value.kind === "int" && value.numpy) return fail("a NumPy scalar, which is neither");
	const single = value.kind === "int" || value.kind === "bool";
	const items = single ? [value] : itemsOf(value, args);
	if (items === "unknown") return new Array<Size>(n).fill(sizeOf(unknownDim({ text: `${label} is not followed` })));
	if (!items) return fail(`a value of type ${typeName(value)}`);
	if (!single && items.length !== n) fail(`${items.length} of them`);
	for (const item of items) checkIsInt(item, fail);
	const text = items.find((item) => item.kind === "str");
	if (text) fail("a string among them", "TypeError");
	const sizes = items.map(numberSize);
	const bad = sizes.find(({ dim }) => isStatic(dim) && (allowZero ? dim < 0 : dim <= 0));
	if (bad) fail(String(bad.dim));
	return single ? new Array<Size>(n).fill(sizes[0] as Size) : sizes;
}

type Fail = (found: string, exception?: string) => never;

const NOT_ITERABLE: ReadonlySet<Value["kind"]> = new Set([
	"none",
	"float",
	"complex",
	"ellipsis",
	"function",
	"library",
	"class",
	"method",
	"module",
	"dtype",
	"slice",
]);

const ITERATED: ReadonlySet<Value["kind"]> = new Set(["str", "dict", "set", "iterator"]);

/** `tuple(value)`; absent when the value is not iterable, `unknown` when its items are not followed. */
function itemsOf(value: Value, args: LayerArguments): readonly Value[] | "unknown" | undefined {
	if (value.kind === "tuple" || value.kind === "list") return value.items ?? "unknown";
	if (NOT_ITERABLE.has(value.kind)) return undefined;
	if (value.kind === "tensor") {
		if (value.spec.shape.kind === "ranked" && value.spec.shape.dims.length === 0) return undefined;
		return value.content ? itemsOf(value.content, args) : "unknown";
	}
	if (!ITERATED.has(value.kind)) return "unknown";
	return args.machine.iterate(value, { path: "", start: 0, end: 0 }) ?? "unknown";
}

const KNOWN_NUMBERS: ReadonlySet<Value["kind"]> = new Set(["int", "bool", "float", "unknown", "tensor", "instance"]);

/** `int(item)`, whose ValueError and TypeError Keras turns into its own; an infinite float escapes. */
function checkIsInt(item: Value, fail: Fail): void {
	if (item.kind === "float" && item.value !== undefined) {
		if (Number.isNaN(item.value)) fail("nan");
		if (!Number.isFinite(item.value)) fail("an infinite float", "OverflowError");
		return;
	}
	if (KNOWN_NUMBERS.has(item.kind)) return;
	if (item.kind === "str" && (item.value === undefined || isIntText(item.value))) return;
	fail(`a value of type ${typeName(item)} among them`);
}

/** Whether Python's `int` reads the text. */
export const isIntText = (text: string): boolean => /^\s*[+-]?\d+(_\d+)*\s*$/.test(text);

function numberSize(value: Value): Size {
	if (value.kind === "int" && value.value !== undefined) return sizeOf(value.value);
	if (value.kind === "bool" && value.value !== undefined) return { ...sizeOf(Number(value.value)), isBool: true };
	if (value.kind === "float" && value.value !== undefined) return { dim: value.value, isFloat: true };
	if (value.kind === "tensor" && value.content && value.content.kind !== "tensor") return numberSize(value.content);
	return sizeOf(unknownDim(("why" in value ? value.why : undefined) ?? { text: "a number that is not known" }));
}

/**
 * A number such as `filters`, `groups` or `depth_multiplier`, which Keras only compares: `None` and floats pass, what
 * Python cannot compare with 0 is absent.
 */
export function readNumber(value: Value, name: string): Size | undefined {
	if (value.kind === "none") return sizeOf(noneDim({ text: `${name} is None` }));
	if (value.kind === "unknown" || value.kind === "tensor" || value.kind === "instance" || value.kind in NUMBER_KINDS)
		return numberSize(value);
	return undefined;
}

const NUMBER_KINDS = { int: true, bool: true, float: true };

/** What Python says when a value that is no number is compared with 0. */
export const notComparable = (name: string, value: Value): FailureText => ({
	code: "invalid-layer-argument",
	exception: "TypeError",
	message: `${name} must be a number, found a value of type ${typeName(value)}`,
	argument: name,
});
