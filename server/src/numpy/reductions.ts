import {
	type DType,
	dimToValue,
	isFloating,
	isInteger,
	isStatic,
	number,
	ranked,
	type TensorShapeValue,
	type Value,
} from "../domain";
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
		rejectNone(name, value);
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

/** Sizes of which one is None make an array of objects, which Python then combines: with one object there is nothing to do. */
function rejectNone(name: Reduction, value: Value): void {
	const sizes =
		value.kind === "tensorshape"
			? shapeItems(value)
			: value.kind === "tuple" || value.kind === "list"
				? value.items
				: undefined;
	if (!sizes || sizes.length < 2 || name === "any" || name === "all") return;
	const open = sizes.find((size) => size.kind === "none");
	if (open?.kind !== "none" || sizes.some((size) => size.kind !== "none" && size.kind !== "int")) return;
	const dim = open.dimOf?.dim;
	raise({
		code: open.dimOf ? "undefined-dimension" : "python-error",
		exception: "TypeError",
		message: `np.${name} of sizes of which one is None`,
		because: dim === undefined || isStatic(dim) ? [] : [dim.why],
	});
}

const shapeItems = ({ shape }: TensorShapeValue): readonly Value[] | undefined =>
	shape.kind === "ranked" ? shape.dims.map((dim, axis) => dimToValue(dim, axis, true)) : undefined;

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
