import { type Dim, isStatic, mapDims, printShape, ranked, sumDims, type Value } from "../domain";
import { type FunctionModel, type LibraryCall, raise, vague } from "../interpreter/api";
import { type ArrayLike, dimsOf, makeArray, readShape, sizeOf, toArray } from "./arrays";
import { arrayFunction, axesOf, bindArray, boundFunction, intOf } from "./define";
import { promote } from "./dtypes";

/** `np.reshape`: one size may be -1. */
export function reshape(call: LibraryCall): Value {
	const bound = bindArray("np.reshape", "a, shape, order='C', copy=None", call);
	const array = toArray(bound.get("a"));
	const target = readShape(bound.get("shape"), call);
	const from = sizeOf(dimsOf(array));
	const known = target.filter((dim): dim is number => isStatic(dim) && dim >= 0).reduce((total, dim) => total * dim, 1);
	const open = target.indexOf(-1);
	if (from === undefined || target.some((dim) => !isStatic(dim))) {
		const why = { text: "a size that reshape computes" };
		return makeArray(
			ranked(target.map((dim) => (dim === -1 ? { kind: "unknown", why } : dim))),
			array.dtype,
			call.world,
		);
	}
	const fits = open >= 0 ? known > 0 && from % known === 0 : from === known;
	if (!fits) {
		raise({
			code: "reshape-size-mismatch",
			exception: "ValueError",
			message: `an array of shape ${printShape(array.shape)} cannot be reshaped to ${printShape(ranked(target))}`,
		});
	}
	return makeArray(ranked(open >= 0 ? target.with(open, from / known) : target), array.dtype, call.world);
}

export function ravel(call: LibraryCall): Value {
	const array = toArray(call.args.positional[0]?.value ?? vague("an array"));
	const total = mapDims(dimsOf(array), (sizes) => sizes.reduce((product, size) => product * size, 1));
	return makeArray(ranked([total]), array.dtype, call.world);
}

export function transpose(call: LibraryCall): Value {
	const bound = bindArray("np.transpose", "a, axes=None", call);
	const array = toArray(bound.get("a"));
	const dims = dimsOf(array);
	const axes = axesOf(bound.get("axes"), dims.length);
	const order = axes ?? dims.map((_, axis) => dims.length - 1 - axis);
	if (order.length !== dims.length) {
		raise({ code: "input-rank", exception: "ValueError", message: "the axes of np.transpose do not match the array" });
	}
	return makeArray(ranked(order.map((axis) => dims[axis] as Dim)), array.dtype, call.world);
}

export function squeeze(call: LibraryCall): Value {
	const bound = bindArray("np.squeeze", "a, axis=None", call);
	const array = toArray(bound.get("a"));
	const dims = dimsOf(array);
	const axes = axesOf(bound.get("axis"), dims.length);
	const wrong = axes?.find((axis) => isStatic(dims[axis] as Dim) && dims[axis] !== 1);
	if (wrong !== undefined) {
		raise({
			code: "input-axis-size",
			exception: "ValueError",
			message: `cannot squeeze axis ${wrong} of ${printShape(array.shape)}: its size is not 1`,
		});
	}
	if (!axes && !dims.every(isStatic)) return vague("squeeze of an array whose sizes are not known");
	const kept = dims.filter((dim, axis) => (axes ? !axes.includes(axis) : dim !== 1));
	return makeArray(ranked(kept), array.dtype, call.world);
}

export function expandDims(call: LibraryCall): Value {
	const bound = bindArray("np.expand_dims", "a, axis", call);
	const array = toArray(bound.get("a"));
	const dims = dimsOf(array);
	const value = bound.get("axis");
	const count = value.kind === "tuple" || value.kind === "list" ? (value.items?.length ?? vague("axes")) : 1;
	const rank = dims.length + count;
	const axes = axesOf(value, rank) ?? vague("an axis");
	const rest = [...dims];
	const result = Array.from({ length: rank }, (_, axis) => (axes.includes(axis) ? 1 : (rest.shift() as Dim)));
	return makeArray(ranked(result), array.dtype, call.world);
}

export function swapAxes(call: LibraryCall): Value {
	const bound = bindArray("np.swapaxes", "a, axis1, axis2", call);
	const array = toArray(bound.get("a"));
	const dims = [...dimsOf(array)];
	const [first] = axesOf(bound.get("axis1"), dims.length) ?? vague("an axis");
	const [second] = axesOf(bound.get("axis2"), dims.length) ?? vague("an axis");
	const [a, b] = [first as number, second as number];
	return makeArray(ranked(dims.with(a, dims[b] as Dim).with(b, dims[a] as Dim)), array.dtype, call.world);
}

export function repeat(call: LibraryCall): Value {
	const bound = bindArray("np.repeat", "a, repeats, axis=None", call);
	const array = toArray(bound.get("a"));
	const count = intOf(bound.get("repeats"));
	const dims = dimsOf(array);
	const [axis] = axesOf(bound.get("axis"), dims.length) ?? [];
	if (axis === undefined) {
		const total = mapDims(dims, (sizes) => sizes.reduce((product, size) => product * size, count));
		return makeArray(ranked([total]), array.dtype, call.world);
	}
	const grown = mapDims([dims[axis] as Dim], ([size]) => (size as number) * count);
	return makeArray(ranked(dims.with(axis, grown)), array.dtype, call.world);
}

export function argmax(call: LibraryCall): Value {
	const bound = bindArray("np.argmax", "a, axis=None, out=None, *, keepdims=False", call);
	const dims = dimsOf(toArray(bound.get("a")));
	const axes = axesOf(bound.get("axis"), dims.length);
	return makeArray(ranked(axes ? dims.toSpliced(axes[0] as number, 1) : []), "int64", call.world);
}

function operands(value: Value): readonly ArrayLike[] {
	if (value.kind === "list" || value.kind === "tuple")
		return (value.items ?? vague("arrays that are not known")).map(toArray);
	return vague("arrays that are not known");
}

const joinedDType = (arrays: readonly ArrayLike[]): ArrayLike["dtype"] =>
	arrays.map(({ dtype }) => dtype).reduce(promote);

/** Arrays one after the other along an axis; all other sizes must agree. */
function join(arrays: readonly ArrayLike[], axis: number, call: LibraryCall): Value {
	const first = arrays[0] ?? vague("no arrays");
	const dims = dimsOf(first);
	const odd = arrays.find((array) => {
		const other = dimsOf(array);
		return (
			other.length !== dims.length ||
			other.some((dim, at) => at !== axis && isStatic(dim) && isStatic(dims[at] as Dim) && dim !== dims[at])
		);
	});
	if (odd) {
		raise({
			code: "merge-shape-mismatch",
			exception: "ValueError",
			message: `arrays of the shapes ${printShape(first.shape)} and ${printShape(odd.shape)} cannot be joined along axis ${axis}`,
		});
	}
	const total = sumDims(arrays.map((array) => dimsOf(array)[axis] as Dim));
	return makeArray(ranked(dims.with(axis, total)), joinedDType(arrays), call.world);
}

const CONCATENATE = boundFunction(
	"concatenate",
	"arrays, axis=0, out=None, dtype=None, casting='same_kind'",
	(bound, call) => {
		const arrays = operands(bound.get("arrays"));
		const rank = dimsOf(arrays[0] ?? vague("no arrays")).length;
		if (rank === 0) raise({ code: "input-rank", exception: "ValueError", message: "numbers cannot be concatenated" });
		const axes = axesOf(bound.get("axis"), rank) ?? vague("concatenate of flattened arrays");
		return join(arrays, axes[0] as number, call);
	},
);

const STACK = boundFunction("stack", "arrays, axis=0, out=None, *, casting='same_kind', dtype=None", (bound, call) => {
	const arrays = operands(bound.get("arrays"));
	const first = arrays[0] ?? vague("no arrays");
	const dims = dimsOf(first);
	const odd = arrays.find((array) => printShape(array.shape) !== printShape(first.shape));
	if (odd) {
		raise({
			code: "merge-shape-mismatch",
			exception: "ValueError",
			message: `arrays of the shapes ${printShape(first.shape)} and ${printShape(odd.shape)} cannot be stacked`,
		});
	}
	const [axis] = axesOf(bound.get("axis"), dims.length + 1) ?? vague("an axis");
	return makeArray(ranked(dims.toSpliced(axis as number, 0, arrays.length)), joinedDType(arrays), call.world);
});

const VSTACK = boundFunction(["vstack", "row_stack"], "tup", (bound, call) => {
	const arrays = operands(bound.get("tup")).map((array) => atLeast2d(array));
	return join(arrays, 0, call);
});

function atLeast2d(array: ArrayLike): ArrayLike {
	const dims = dimsOf(array);
	return dims.length >= 2 ? array : { ...array, shape: ranked(dims.length === 0 ? [1, 1] : [1, ...dims]) };
}

const HSTACK = boundFunction("hstack", "tup", (bound, call) => {
	const arrays = operands(bound.get("tup"));
	return join(arrays, dimsOf(arrays[0] ?? vague("no arrays")).length > 1 ? 1 : 0, call);
});

const TILE = boundFunction("tile", "A, reps", (bound, call) => {
	const array = toArray(bound.get("A"));
	const reps = readShape(bound.get("reps"), call);
	const dims = dimsOf(array);
	const rank = Math.max(dims.length, reps.length);
	const pad = (sizes: readonly Dim[]): readonly Dim[] => [...Array(rank - sizes.length).fill(1), ...sizes];
	const [from, times] = [pad(dims), pad(reps)];
	const tiled = from.map((dim, axis) => mapDims([dim, times[axis] as Dim], ([a, b]) => (a as number) * (b as number)));
	return makeArray(ranked(tiled), array.dtype, call.world);
});

const MOVEAXIS = boundFunction("moveaxis", "a, source, destination", (bound, call) => {
	const array = toArray(bound.get("a"));
	const dims = [...dimsOf(array)];
	const [from] = axesOf(bound.get("source"), dims.length) ?? vague("an axis");
	const [to] = axesOf(bound.get("destination"), dims.length) ?? vague("an axis");
	const [moved] = dims.splice(from as number, 1);
	return makeArray(ranked(dims.toSpliced(to as number, 0, moved as Dim)), array.dtype, call.world);
});

export const SHAPING: readonly FunctionModel[] = [
	arrayFunction("reshape", reshape),
	arrayFunction("ravel", ravel),
	arrayFunction("transpose", transpose),
	arrayFunction("squeeze", squeeze),
	arrayFunction("expand_dims", expandDims),
	arrayFunction("swapaxes", swapAxes),
	arrayFunction("repeat", repeat),
	arrayFunction(["argmax", "argmin"], argmax),
	CONCATENATE,
	STACK,
	VSTACK,
	HSTACK,
	TILE,
	MOVEAXIS,
];
