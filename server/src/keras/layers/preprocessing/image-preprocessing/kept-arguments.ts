import { str, type Value } from "../../../../domain";
import { typeName } from "../../../../interpreter/api";
import { itemsOf, requireComparable } from "../../../engine/argument-readers";
import type { CallContext } from "../../../engine/layer-definition";

/**
 * Arguments that constructors of Keras 3 keep as they are: what they are no good for shows when the layer computes, on
 * tensors that are no KerasTensors. What is not known raises nothing.
 */

type Site = Pick<CallContext, "fail" | "mode">;

/** An argument of the constructor that a call uses. */
export interface Kept {
	readonly name: string;
	readonly value: Value;
}

export const kept = (args: { get(name: string): Value }, name: string): Kept => ({ name, value: args.get(name) });

/** Raises with the argument to blame. */
export function failKept({ name, value }: Kept, wants: string, exception: string, context: Site): never {
	return context.fail({
		code: "invalid-layer-argument",
		exception,
		message: `${name} must be ${wants}, found a value of type ${typeName(value)}`,
		argument: name,
	});
}

const PLAIN: ReadonlySet<Value["kind"]> = new Set(["none", "bool", "int", "float", "complex", "function", "class"]);

/** Python's `value[at]`. */
function itemAt(kept: Kept, at: number, context: Site): Value | undefined {
	const { value } = kept;
	if (PLAIN.has(value.kind)) failKept(kept, "two numbers", "TypeError", context);
	const hasTextKeys = value.kind === "dict" && [...(value.entries ?? [])].every(([, { key }]) => key.kind === "str");
	if (hasTextKeys && value.entries) failKept(kept, "two numbers", "KeyError", context);
	const length = lengthOf(value);
	if (length !== undefined && at >= length) failKept(kept, "two numbers", "IndexError", context);
	if (value.kind === "str")
		return value.value === undefined ? undefined : { kind: "str", value: value.value[at] ?? "" };
	return itemsOf(value)?.[at];
}

const lengthOf = (value: Value): number | undefined =>
	value.kind === "str" ? value.value?.length : itemsOf(value)?.length;

/** Python's `a, b = value`. */
export function unpackPair(kept: Kept, context: Site): readonly [Value, Value] | undefined {
	const { value } = kept;
	if (PLAIN.has(value.kind)) failKept(kept, "two numbers", "TypeError", context);
	const length = lengthOf(value);
	if (length !== undefined && length !== 2) failKept(kept, "two numbers", "ValueError", context);
	const [first, second] = value.kind === "str" ? [...(value.value ?? "")].map(str) : (itemsOf(value) ?? []);
	return first && second && [first, second];
}

/** What TensorFlow raises for what it makes no tensor of floats of; it reads what stands in a list in its own order. */
export function conversionError(value: Value, { mode }: Pick<Site, "mode">): string | undefined {
	const [isNone, isOther] = [value.kind === "none", value.kind === "dict" || value.kind === "set"];
	const items = itemsOf(value) ?? [];
	const isText = (each: Value): boolean => each.kind === "str" || each.kind === "bytes";
	if (isNone) return "ValueError";
	if (isText(value) || value.kind === "complex" || (items.length > 0 && items.every(isText))) return "TypeError";
	const isMixed = items.some((each) => each.kind === "none" || isText(each));
	return isOther || isMixed ? (mode === "eager" ? "ValueError" : "TypeError") : undefined;
}

function requireNumber(kept: Kept, value: Value, context: Site): void {
	const exception = conversionError(value, context);
	if (exception) failKept(kept, "a number", exception, context);
}

/** `clip(x, range[0], range[1])`, or what else computes with items of a `value_range`. */
export function clipTo(range: Kept, context: Site, places: readonly number[] = [0, 1]): void {
	for (const item of places.map((at) => itemAt(range, at, context))) if (item) requireNumber(range, item, context);
}

/** `_transform_value_range`, which computes with both ends of a range unless they are those that are wanted. */
export function transformRange(range: Kept, wanted: readonly [number, number], context: Site): void {
	const isAsWanted = wanted.every((end, at) => {
		const item = itemAt(range, at, context);
		return (item?.kind === "int" || item?.kind === "float") && item.value === end;
	});
	if (isAsWanted) return;
	for (const item of unpackPair(range, context) ?? []) requireCast(range, item, context);
}

/** `tf.cast`, which a graph has for strings, too. */
function requireCast(kept: Kept, value: Value, context: Site): void {
	const exception = value.kind === "str" && context.mode === "eager" ? "UnimplementedError" : undefined;
	const error = value.kind === "str" ? exception : conversionError(value, context);
	if (error) failKept(kept, "a number", error, context);
}

/** What a random distribution takes: a number, or an array of them. */
export const requireParameter = (parameter: Kept, context: Site): void =>
	requireNumber(parameter, parameter.value, context);

/** What a kernel takes one number for; a graph does not look. */
export function requireOneNumber(number: Kept, context: Site): void {
	requireNumber(number, number.value, context);
	const { value } = number;
	const isShaped = value.kind === "tensor" && value.spec.shape.kind === "ranked" && value.spec.shape.dims.length > 0;
	if (context.mode === "eager" && (isShaped || itemsOf(value)))
		failKept(number, "one number", "InvalidArgumentError", context);
}

/** The only size in the shape that numbers are drawn in. */
export function requireShape(size: Kept, context: Site): void {
	const { kind } = size.value;
	const fail = (graph: string, eager: string): never =>
		failKept(size, "an int", context.mode === "eager" ? eager : graph, context);
	if (kind === "none") fail("TypeError", "ValueError");
	if (kind === "str" || kind === "float" || kind === "bool") fail("TypeError", "InvalidArgumentError");
	const isEmpty = itemsOf(size.value)?.length === 0;
	if (kind === "list" || kind === "tuple") fail(isEmpty ? "TypeError" : "ValueError", "InvalidArgumentError");
	if (size.value.kind === "int" && (size.value.value ?? 0) < 0 && context.mode === "eager")
		failKept(size, "an int that is not negative", "InvalidArgumentError", context);
}

/** What Python compares with a number. */
export const requireOrdered = ({ name, value }: Kept, context: Site): void =>
	requireComparable({ get: () => value, fail: context.fail }, name);
