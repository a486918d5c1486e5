import { type DType, isFloating, isInteger, NONE, number, ranked, type Value } from "../domain";
import { type FunctionModel, type LibraryCall, raise, vague } from "../interpreter/api";
import { arrayOrScalar, dimsOf, toArray } from "./arrays";
import { arrayFunction, axesOf, bindArray } from "./define";
import { toFloat } from "./dtypes";

/** Functions that are methods of arrays too. */
export const REDUCTIONS = ["sum", "prod", "mean", "std", "var", "max", "min", "any", "all"] as const;
type Reduction = (typeof REDUCTIONS)[number];

/** Small ints are summed in 64 bits; means are floats. */
function reducedDType(name: Reduction, dtype: DType): DType {
	if (name === "any" || name === "all") return "bool";
	if (name === "mean" || name === "std" || name === "var") return toFloat(dtype);
	if (name === "max" || name === "min") return dtype;
	if (dtype === "bool") return "int64";
	return isInteger(dtype) && typeof dtype === "string" ? (dtype.startsWith("u") ? "uint64" : "int64") : dtype;
}

const FOLDS: Partial<Record<Reduction, (numbers: readonly number[]) => number>> = {
	sum: (numbers) => numbers.reduce((a, b) => a + b, 0),
	prod: (numbers) => numbers.reduce((a, b) => a * b, 1),
	max: (numbers) => Math.max(...numbers),
	min: (numbers) => Math.min(...numbers),
	mean: (numbers) => numbers.reduce((a, b) => a + b, 0) / numbers.length,
};

export const reduce =
	(name: Reduction) =>
	(call: LibraryCall): Value => {
		const bound = bindArray(`np.${name}`, "a, axis=None, dtype=None, out=None, keepdims=False, **kwargs", call);
		const value = bound.get("a");
		// An object that NumPy cannot look into is its own sum and its own largest item.
		if (value.kind === "tensorshape" && value.shape.kind === "unknown-rank") return value;
		if (name !== "any" && name !== "all") rejectOpen(name, value, call);
		if (isLoneNone(value, call)) return NONE;
		const array = toArray(value);
		const dims = dimsOf(array);
		const axes = axesOf(bound.get("axis"), dims.length) ?? dims.map((_, axis) => axis);
		const keepdims = bound.get("keepdims");
		const kept =
			keepdims.kind === "bool" && keepdims.value === true
				? dims.map((dim, axis) => (axes.includes(axis) ? 1 : dim))
				: dims.filter((_, axis) => !axes.includes(axis));
		const dtype = reducedDType(name, array.dtype);
		const content = kept.length === 0 ? folded(name, array.content, dtype) : undefined;
		return arrayOrScalar(ranked(kept), dtype, call.world, content);
	};

/** The one item of a sequence is what any of its reductions gives. */
const isLoneNone = (value: Value, { machine, args }: LibraryCall): boolean => {
	const isSequence = value.kind === "tuple" || value.kind === "list" || value.kind === "tensorshape";
	const items = isSequence ? machine.iterate(value, args.origin) : undefined;
	return items?.length === 1 && items[0]?.kind === "none";
};

/** Sizes of which one is `None` are objects to NumPy: it combines them one by one, as Python does. */
function rejectOpen(name: Reduction, value: Value, call: LibraryCall): void {
	if (value.kind !== "tuple" && value.kind !== "list" && value.kind !== "tensorshape") return;
	if (value.kind === "tensorshape" && value.shape.kind !== "ranked") return;
	const items = call.machine.iterate(value, call.args.origin);
	if (!items) return;
	if (items.length === 0 && (name === "max" || name === "min")) {
		raise({ code: "python-error", exception: "ValueError", message: `np.${name} of nothing` });
	}
	const none = items.find((item) => item.kind === "none");
	const isFlat = items.every((item) => item.kind === "none" || item.kind === "int" || item.kind === "float");
	if (none?.kind !== "none" || items.length < 2 || !isFlat) return;
	raise({
		code: none.dimOf ? "undefined-dimension" : "python-error",
		exception: "TypeError",
		message: `np.${name} of sizes of which one is None`,
		because: none.dimOf && typeof none.dimOf.dim !== "number" ? [none.dimOf.dim.why] : [],
	});
}

/** The value of a whole array's reduction, when the array is small and known: `np.prod(shape)`. */
function folded(name: Reduction, content: Value | undefined, dtype: DType): Value | undefined {
	const fold = FOLDS[name];
	const numbers = content && numbersOf(content);
	if (!fold || !numbers || numbers.length === 0) return undefined;
	const result = fold(numbers);
	return number(isFloating(dtype), { value: result, numpy: dtype });
}

function numbersOf(content: Value): readonly number[] | undefined {
	if (content.kind === "int" || content.kind === "float")
		return content.value === undefined ? undefined : [content.value];
	if (content.kind !== "list" || !content.items) return undefined;
	const parts = content.items.map(numbersOf);
	return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
}

export const REDUCTION_MODELS: readonly FunctionModel[] = [
	...REDUCTIONS.map((name) => arrayFunction(name, reduce(name))),
	arrayFunction("amax", reduce("max")),
	arrayFunction("amin", reduce("min")),
	arrayFunction("count_nonzero", () => vague("a count of an array's values")),
];
