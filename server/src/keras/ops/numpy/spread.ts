import { type Dim, isStatic, mapDims, noneDim, printShape, ranked, type Value } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { asInt } from "../../engine/argument-readers";
import { canonicalAxis, intOf, itemsOf, sizeOf } from "../arguments";
import { defineOp, type OpResult } from "../define-op";
import type { OpCall } from "../op-call";
import { dimsOf } from "../operand";
import { checkDeclared, declaredSizes, tensorSizes } from "../shape-argument";
import { broadcast, elements } from "../shapes";

const times = (a: Dim, b: Dim): Dim => mapDims([a, b], ([x, y]) => (x as number) * (y as number));

function repeat(op: OpCall): OpResult {
	const x = op.tensor("x");
	const dims = dimsOf(x);
	const flat = !op.has("axis");
	const value = op.get("repeats");
	const counts = (itemsOf(value) ?? [value]).map(countOf);
	if (flat) return { shape: ranked([repeated(elements(dims), counts, 0, op)]), dtype: x.dtype };
	const own = dims.length === 0 && !op.isSymbolic ? [1] : dims;
	const at = canonicalAxis(intOf(op.get("axis")), own.length, op, "axis", op.isSymbolic ? "IndexError" : "ValueError");
	return { shape: ranked(own.with(at, repeated(own[at] as Dim, counts, at, op))), dtype: x.dtype };
}

function countOf(value: Value): Dim {
	if (value.kind === "tensor" && !value.content) return vague("repeats that are computed");
	return sizeOf(value);
}

/** The size of an axis whose elements are repeated: all alike, or each by its own number. */
function repeated(size: Dim, counts: readonly Dim[], at: number, op: OpCall): Dim {
	const [only] = counts;
	if (counts.length === 1 && only !== undefined) {
		if (op.mode === "graph" && isStatic(only) && only < 0) return noneDim({ text: "repeats below 0" });
		if (only === 0 && !op.isSymbolic && !isStatic(size)) return vague("an open axis that is repeated not once");
		return times(size, only);
	}
	if (op.isSymbolic && !isStatic(size)) return size;
	if (isStatic(size) && size !== counts.length) {
		return op.fail({
			code: "invalid-layer-argument",
			exception: "ValueError",
			message: `repeats has ${counts.length} items for an axis of size ${size}`,
			argument: "repeats",
		});
	}
	// In a graph TensorFlow selects with a mask, and looks through it only behind the first axis.
	if (op.mode === "graph" && (!isStatic(size) || at === 0))
		return noneDim({ text: "how many elements the repeats select" });
	return mapDims(counts, (sizes) => sizes.reduce((sum, count) => sum + count, 0));
}

function tile(op: OpCall): OpResult {
	const x = op.tensor("x");
	const value = op.get("repeats");
	const int = asInt(value);
	if (value.kind === "float") rejectFloat(op);
	const given =
		int === undefined && value.kind !== "tensor" ? (itemsOf(value) ?? vague("repeats that are not known")) : [value];
	if (value.kind === "tensor") return vague("repeats in a tensor");
	const counts = given.map((item) => sizeOf(item));
	const dims = dimsOf(x);
	const rank = Math.max(dims.length, counts.length);
	const pad = (list: readonly Dim[]): readonly Dim[] => [...Array<Dim>(rank - list.length).fill(1), ...list];
	const [sizes, factors] = [pad(dims), pad(counts)];
	const negative = factors.some((count) => isStatic(count) && count < 0);
	if (negative && op.mode === "eager")
		return op.fail({
			code: "invalid-layer-argument",
			message: "tile cannot repeat a negative number of times",
			argument: "repeats",
		});
	const result = sizes.map((size, axis) => tiled(size, factors[axis] as Dim, op));
	return { shape: ranked(checkDeclared(result, op)), dtype: x.dtype };
}

/** TensorFlow knows that nothing repeated is nothing, and does not count what is negative. */
function tiled(size: Dim, count: Dim, op: OpCall): Dim {
	if (op.isSymbolic) return times(size, count);
	if (count === 0 || size === 0) return 0;
	if (isStatic(count) && count < 0) return noneDim({ text: "a negative number of repeats" });
	return times(size, count);
}

function rejectFloat(op: OpCall): never {
	return op.fail({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `repeats must be an int or several, found a value of type ${typeName(op.get("repeats"))}`,
		argument: "repeats",
	});
}

function broadcastTo(op: OpCall): OpResult {
	const x = op.tensor("x");
	const value = op.get("shape");
	if (value.kind === "int") return rejectSingle(op);
	if (op.isSymbolic) {
		broadcast(x.shape, ranked(readDeclared(op)), op);
		return { shape: ranked(declaredSizes(op, "shape")), dtype: x.dtype };
	}
	const dims = tensorSizes(op, "shape");
	const from = dimsOf(x);
	if (from.length > dims.length) return mismatch(op, from, dims);
	return {
		shape: ranked(dims.map((dim, axis) => target(dim, from, axis - dims.length + from.length, op, dims))),
		dtype: x.dtype,
	};
}

/** Keras broadcasts first, whatever the sizes are. */
const readDeclared = (op: OpCall): readonly Dim[] =>
	(itemsOf(op.get("shape")) ?? vague("a shape that is not a list")).map(sizeOf);

function target(dim: Dim, from: readonly Dim[], axis: number, op: OpCall, dims: readonly Dim[]): Dim {
	const own = axis < 0 ? 1 : (from[axis] as Dim);
	if (isStatic(dim) && dim < 0) {
		if (op.mode === "graph") return isStatic(own) && own > 1 ? own : noneDim({ text: "a negative size" });
		return op.fail({ code: "invalid-layer-argument", message: `${dim} is no size to broadcast to`, argument: "shape" });
	}
	// What is empty is broadcast to anything, as far as a shape function sees.
	if (own === 0 && op.mode === "graph") return dim;
	if (isStatic(own) && own !== 1 && isStatic(dim) && own !== dim) return mismatch(op, from, dims);
	return dim;
}

const mismatch = (op: OpCall, from: readonly Dim[], to: readonly Dim[]): never =>
	op.fail({
		code: "merge-shape-mismatch",
		message: `shape ${printShape(ranked(from))} does not broadcast to ${printShape(ranked(to))}`,
		argument: "shape",
	});

const rejectSingle = (op: OpCall): never =>
	op.fail({
		code: "invalid-layer-argument",
		exception: { symbolic: "TypeError" },
		message: "shape must be a list of sizes, found an int",
		argument: "shape",
	});

/** Ops that repeat elements. Mirrors keras/src/ops/numpy.py. */
export const SPREAD_OPS = [
	defineOp("repeat", "numpy", "x, repeats, axis=None", repeat),
	defineOp("tile", "numpy", "x, repeats", tile),
	defineOp("broadcast_to", "numpy", "x, shape", broadcastTo),
];
