import {
	broadcastDims,
	type Dim,
	type DType,
	isClash,
	isStatic,
	list,
	mapDims,
	ranked,
	sumDims,
	tuple,
	unknownDim,
	type Value,
} from "../domain";
import { type Bound, type FunctionModel, raise, vague } from "../interpreter/api";
import { type ArrayLike, commonDType, dimsOf, dtypeOr, makeArray, readShape, sizeOf, toArray } from "./arrays";
import { axesOf, boundFunction, intOf } from "./define";
import { promote, toFloat } from "./dtypes";

const array = (bound: Bound, name = "a"): ArrayLike => toArray(bound.get(name));

const axisOf = (bound: Bound, rank: number, name = "axis"): number | undefined => axesOf(bound.get(name), rank)?.[0];

const flat = (dims: readonly Dim[]): Dim => mapDims(dims, (sizes) => sizes.reduce((total, size) => total * size, 1));

/** Sums of small ints are 64 bits wide. */
function summed(dtype: DType): DType {
	if (dtype === "bool") return "int64";
	if (typeof dtype !== "string" || !/^u?int/.test(dtype)) return dtype;
	return dtype.startsWith("u") ? "uint64" : "int64";
}

/** What `cumsum` and `cumprod` give for ints that are known. */
function runningTotals(name: string, content: Value | undefined): Value | undefined {
	if (content?.kind !== "list" || !content.items) return undefined;
	const numbers = content.items.map((item) => (item.kind === "int" ? item.value : undefined));
	if (numbers.includes(undefined)) return undefined;
	let total = name === "cumsum" ? 0 : 1;
	return list(
		(numbers as number[]).map((number) => {
			total = name === "cumsum" ? total + number : total * number;
			return { kind: "int", value: total };
		}),
	);
}

const cumulative = (name: string): FunctionModel =>
	boundFunction(name, "a, axis=None, dtype=None, out=None", (bound, call) => {
		const { shape, dtype, content } = array(bound);
		const dims = dimsOf({ shape, dtype });
		const axis = axisOf(bound, dims.length);
		const running = dims.length === 1 && !bound.given("dtype") ? runningTotals(name, content) : undefined;
		const result = ranked(axis === undefined ? [flat(dims)] : dims);
		return makeArray(result, dtypeOr(bound.get("dtype"), summed(dtype)), call.world, running);
	});

const triangle = (name: string): FunctionModel =>
	boundFunction(name, "m, k=0", (bound, call) => {
		const { shape, dtype } = array(bound, "m");
		const dims = dimsOf({ shape, dtype });
		if (dims.length === 0) return vague("a triangle of a number");
		return makeArray(ranked(dims.length === 1 ? [dims[0] as Dim, dims[0] as Dim] : dims), dtype, call.world);
	});

const DIAG = boundFunction("diag", "v, k=0", (bound, call) => {
	const { shape, dtype } = array(bound, "v");
	const dims = dimsOf({ shape, dtype });
	const k = Math.abs(intOf(bound.get("k")));
	const [first, second] = dims;
	if (first === undefined) return vague("a diagonal of a number");
	if (second !== undefined && k !== 0) return vague("another diagonal");
	const side =
		second === undefined
			? mapDims([first], ([size]) => (size as number) + k)
			: mapDims([first, second], ([a, b]) => Math.min(a as number, b as number));
	return makeArray(ranked(second === undefined ? [side, side] : [side]), dtype, call.world);
});

/** One grid per axis; `xy` changes the first two places. */
const MESHGRID = boundFunction("meshgrid", "*xi, copy=True, sparse=False, indexing='xy'", (bound, call) => {
	const arrays = bound.rest.map(({ value }) => toArray(value));
	const sizes = arrays.map((each) => flat(dimsOf(each)));
	const indexing = bound.get("indexing");
	if (bound.given("sparse") || indexing.kind !== "str") return vague("a grid that is not followed");
	const [first, second, ...rest] = sizes;
	const isSwapped = indexing.value === "xy" && first !== undefined && second !== undefined;
	const dims = isSwapped ? [second, first, ...rest] : sizes;
	const grids = arrays.map(({ dtype }) => makeArray(ranked(dims), dtype, call.world));
	// NumPy 2 gives a tuple, NumPy 1 a list.
	return tuple(grids);
});

const TAKE = boundFunction("take", "a, indices, axis=None, out=None, mode='raise'", (bound, call) => {
	const { shape, dtype } = array(bound);
	const dims = dimsOf({ shape, dtype });
	const indices = dimsOf(array(bound, "indices"));
	const axis = axisOf(bound, dims.length);
	const taken = axis === undefined ? indices : [...dims.slice(0, axis), ...indices, ...dims.slice(axis + 1)];
	return makeArray(ranked(taken), dtype, call.world);
});

const BROADCAST_TO = boundFunction("broadcast_to", "array, shape, subok=False", (bound, call) => {
	const { shape, dtype } = array(bound, "array");
	const target = readShape(bound.get("shape"), call);
	const dims = broadcastDims(dimsOf({ shape, dtype }), target);
	if (isClash(dims)) {
		raise({
			code: "merge-shape-mismatch",
			exception: "ValueError",
			message: "the array does not broadcast to that shape",
		});
	}
	return makeArray(ranked(target), dtype, call.world);
});

const APPEND = boundFunction("append", "arr, values, axis=None", (bound, call) => {
	const [a, b] = [array(bound, "arr"), array(bound, "values")];
	const [first, second] = [dimsOf(a), dimsOf(b)];
	const axis = axisOf(bound, first.length);
	const dtype = promote(a.dtype, b.dtype);
	if (axis === undefined) return makeArray(ranked([sumDims([flat(first), flat(second)])]), dtype, call.world);
	if (second.length !== first.length) return vague("an array of another rank is appended");
	return makeArray(ranked(first.with(axis, sumDims([first[axis] as Dim, second[axis] as Dim]))), dtype, call.world);
});

const NORM = boundFunction("linalg.norm", "x, ord=None, axis=None, keepdims=False", (bound, call) => {
	const { shape, dtype } = array(bound, "x");
	const dims = dimsOf({ shape, dtype });
	const axes = axesOf(bound.get("axis"), dims.length) ?? dims.map((_, at) => at);
	const keeps = bound.get("keepdims");
	if (keeps.kind !== "bool" || keeps.value === undefined) return vague("whether axes are kept");
	const kept = keeps.value
		? dims.map((dim, at) => (axes.includes(at) ? 1 : dim))
		: dims.filter((_, at) => !axes.includes(at));
	return kept.length === 0 ? { kind: "float" } : makeArray(ranked(kept), toFloat(dtype), call.world);
});

/** `np.einsum` with its output written out. */
const EINSUM = boundFunction("einsum", "subscripts, *operands, **kwargs", (bound, call) => {
	const text = bound.get("subscripts");
	const match = text.kind === "str" ? /^([a-zA-Z,]+)->([a-zA-Z]*)$/.exec((text.value ?? "").replaceAll(" ", "")) : null;
	if (!match) return vague("an einsum that is not followed");
	const sizes = new Map<string, Dim>();
	const arrays = bound.rest.map(({ value }) => toArray(value));
	(match[1] ?? "").split(",").forEach((letters, at) => {
		const dims = dimsOf(arrays[at] ?? vague("an operand"));
		if (dims.length !== letters.length) vague("an einsum whose operands have other ranks");
		[...letters].forEach((letter, axis) => {
			const known = sizes.get(letter);
			const dim = dims[axis] as Dim;
			if (known !== undefined && isStatic(known) && isStatic(dim) && known !== dim)
				vague("an einsum whose sizes differ");
			if (known === undefined || !isStatic(known)) sizes.set(letter, dim);
		});
	});
	const dtype = arrays.map((each) => each.dtype).reduce(promote);
	const dims = [...(match[2] ?? "")].map((letter) => sizes.get(letter) ?? vague("an einsum"));
	return dims.length === 0 ? vague("a number that einsum computes") : makeArray(ranked(dims), dtype, call.world);
});

const TENSORDOT = boundFunction("tensordot", "a, b, axes=2", (bound, call) => {
	const [a, b] = [array(bound), array(bound, "b")];
	const count = intOf(bound.get("axes"));
	const dims = [...dimsOf(a).slice(0, dimsOf(a).length - count), ...dimsOf(b).slice(count)];
	return dims.length === 0
		? vague("a number that tensordot computes")
		: makeArray(ranked(dims), commonDType(a, b), call.world);
});

/** Sorting, searching: ints of the same shape. */
const ARGSORT = boundFunction("argsort", "a, axis=-1, kind=None, order=None, *, stable=None", (bound, call) => {
	const value = array(bound);
	const dims = dimsOf(value);
	return makeArray(ranked(bound.get("axis").kind === "none" ? [flat(dims)] : dims), "int64", call.world);
});

const middle = (name: string, text: string): FunctionModel =>
	boundFunction(name, text, (bound, call) => {
		const { shape, dtype } = array(bound);
		const dims = dimsOf({ shape, dtype });
		const axes = axesOf(bound.get("axis"), dims.length);
		if (!axes) return { kind: "float" };
		return makeArray(ranked(dims.filter((_, at) => !axes.includes(at))), toFloat(dtype), call.world);
	});

const UNIQUE = boundFunction(
	"unique",
	"ar, return_index=False, return_inverse=False, return_counts=False, axis=None, **kwargs",
	(bound, call) => {
		const asked = ["return_index", "return_inverse", "return_counts", "axis"].some((name) => bound.given(name));
		if (asked) return vague("what np.unique gives");
		return makeArray(ranked([unknownDim({ text: "how many values differ" })]), array(bound, "ar").dtype, call.world);
	},
);

const FULL_LIKE = boundFunction(
	"full_like",
	"a, fill_value, dtype=None, order='K', subok=True, shape=None",
	(bound, call) => {
		const { shape, dtype } = array(bound);
		const target = bound.get("shape");
		return makeArray(
			target.kind === "none" ? shape : ranked(readShape(target, call)),
			dtypeOr(bound.get("dtype"), dtype),
			call.world,
		);
	},
);

const DIFF = boundFunction("diff", "a, n=1, axis=-1", (bound, call) => {
	const { shape, dtype } = array(bound);
	const dims = dimsOf({ shape, dtype });
	const axis = axisOf(bound, dims.length) ?? vague("an axis");
	const n = intOf(bound.get("n"));
	return makeArray(
		ranked(
			dims.with(
				axis,
				mapDims([dims[axis] as Dim], ([size]) => Math.max(0, (size as number) - n)),
			),
		),
		dtype,
		call.world,
	);
});

const keeping = (
	name: string,
	text: string,
	dtypeOfResult: (dtype: DType) => DType = (dtype) => dtype,
): FunctionModel =>
	boundFunction(name, text, (bound, call) => {
		const { shape, dtype } = array(bound, (text.split(",")[0] as string).trim());
		return makeArray(shape, dtypeOfResult(dtype), call.world);
	});

const OUTER = boundFunction("outer", "a, b, out=None", (bound, call) => {
	const [a, b] = [array(bound), array(bound, "b")];
	return makeArray(ranked([flat(dimsOf(a)), flat(dimsOf(b))]), commonDType(a, b), call.world);
});

const COUNT = (name: string, measure: (dims: readonly Dim[]) => number | undefined): FunctionModel =>
	boundFunction(name, "a", (bound) => ({ kind: "int", value: measure(dimsOf(array(bound))) }));

export const LAYOUTS: readonly FunctionModel[] = [
	cumulative("cumsum"),
	cumulative("cumprod"),
	triangle("triu"),
	triangle("tril"),
	DIAG,
	MESHGRID,
	TAKE,
	BROADCAST_TO,
	APPEND,
	NORM,
	EINSUM,
	TENSORDOT,
	ARGSORT,
	middle("median", "a, axis=None, out=None, overwrite_input=False"),
	UNIQUE,
	FULL_LIKE,
	DIFF,
	OUTER,
	keeping("fliplr", "m"),
	keeping("flipud", "m"),
	keeping("copy", "a, order='K', subok=False"),
	keeping("isin", "element, test_elements, **kwargs", () => "bool"),
	keeping("nan_to_num", "x, copy=True, nan=0.0, posinf=None, neginf=None"),
	boundFunction("isscalar", "element", (bound) => {
		const { kind } = bound.get("element");
		if (kind === "int" || kind === "float" || kind === "str" || kind === "bool") return { kind: "bool", value: true };
		return kind === "list" || kind === "tuple" ? { kind: "bool", value: false } : { kind: "bool" };
	}),
	COUNT("ndim", (dims) => dims.length),
	COUNT("size", sizeOf),
];
