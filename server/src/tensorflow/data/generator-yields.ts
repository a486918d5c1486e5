import { type Origin, printShape, type TypeSpecValue, type Value } from "../../domain";
import { Failure, type Raised, raise, typeName } from "../../interpreter/api";
import { convert, type Operand } from "../convert";
import { compatibleShapes } from "../shapes";
import { specClass } from "../spec-values";

/** What a generator yields against its signature: what `generator_py_func` of from_generator_op.py checks. */

/** Why an element is certainly none of the signature; absent when it is, or may be. */
export function yieldMistake(element: Value, item: Value): string | undefined {
	if (item.kind === "unknown" || element.kind === "unknown" || item.kind === "instance") return undefined;
	if (element.kind === "tuple") {
		if (item.kind !== "tuple" || item.view !== undefined) return `a ${typeName(item)} in place of a tuple`;
		if (item.items.length !== element.items.length)
			return `${item.items.length} items in place of ${element.items.length}`;
		return firstOf(element.items.map((each, index) => yieldMistake(each, item.items[index] as Value)));
	}
	if (element.kind === "dict") {
		if (item.kind !== "dict") return `a ${typeName(item)} in place of a dict`;
		if (!item.entries || !element.entries) return undefined;
		const missing = [...element.entries].find(([key]) => !item.entries?.has(key));
		if (missing) return "a dict that lacks a key of the signature";
		return firstOf(
			[...element.entries].map(([key, entry]) => yieldMistake(entry.value, item.entries?.get(key)?.value as Value)),
		);
	}
	return element.kind === "typespec" ? leafMistake(element, item) : undefined;
}

const firstOf = (mistakes: readonly (string | undefined)[]): string | undefined =>
	mistakes.find((each) => each !== undefined);

function leafMistake(spec: TypeSpecValue, item: Value): string | undefined {
	if (specClass(spec) !== "TensorSpec" || (item.kind === "tensor" && item.spec.layout)) return undefined;
	if (item.kind === "none") return "None in place of a tensor";
	const operand = asArray(item);
	if (operand === "ragged") return "rows of different length in place of a tensor";
	if (!operand) return undefined;
	const { dtype } = spec.spec;
	if (operand.dtype === "string" && typeof dtype === "string" && dtype !== "string" && !isNumeral(item))
		return `text in place of ${dtype}`;
	if (compatibleShapes(spec.spec.shape, operand.shape) === false)
		return `shape ${printShape(operand.shape)} in place of ${printShape(spec.spec.shape)}`;
	return undefined;
}

/** NumPy reads numbers in text. */
const isNumeral = (item: Value): boolean =>
	item.kind !== "str" || item.value === undefined || !Number.isNaN(Number(item.value));

function asArray(item: Value): Operand | "ragged" | undefined {
	try {
		return convert(item);
	} catch (signal) {
		return signal instanceof Failure && signal.problem.exception === "ValueError" ? "ragged" : undefined;
	}
}

/** What TensorFlow makes of an exception that leaves Python code which it runs. */
const OF_PYTHON: Readonly<Record<string, string>> = {
	TypeError: "InvalidArgumentError",
	ValueError: "InvalidArgumentError",
	NotImplementedError: "UnimplementedError",
	MemoryError: "ResourceExhaustedError",
};

export function failureInPython(raised: Raised, origin: Origin): void {
	if (raised.exception === "StopIteration") return;
	const because = raised.problem ? [{ text: raised.problem.message, origin: raised.problem.origin }] : [];
	raise(
		{
			code: "python-error",
			exception: OF_PYTHON[raised.exception] ?? "UnknownError",
			message: `the generator raises ${raised.exception}, which TensorFlow reports here`,
			because,
		},
		origin,
	);
}
