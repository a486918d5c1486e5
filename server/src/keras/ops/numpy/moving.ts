import { type Dim, printShape, ranked } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { canonicalAxis, intOf, itemsOf, writtenAxes } from "../arguments";
import { defineOp, type OpResult } from "../define-op";
import type { OpCall } from "../op-call";
import { dimsOf } from "../operand";

const reject = (op: OpCall, message: string, argument: string): never =>
	op.fail({ code: "invalid-layer-argument", exception: "ValueError", message, argument });

/** Axes that Keras itself checks, in all modes. */
function ownAxes(op: OpCall, name: string, rank: number): readonly number[] {
	const value = op.get(name);
	const axes = itemsOf(value)?.map(intOf) ?? [intOf(value)];
	return axes.map((axis) => canonicalAxis(axis, rank, op, name, "ValueError"));
}

function flip(op: OpCall): OpResult {
	const x = op.tensor("x");
	if (op.has("axis")) ownAxes(op, "axis", dimsOf(x).length);
	return { shape: x.shape, dtype: x.dtype };
}

/** Along one fixed axis, which must be there. */
const flipAlong =
	(axis: number) =>
	(op: OpCall): OpResult => {
		const x = op.tensor("x");
		const rank = dimsOf(x).length;
		// Nothing is to be turned where there is nothing.
		const isEmpty = op.mode === "eager" && dimsOf(x).includes(0);
		if (rank <= axis && (rank > 0 || op.mode !== "eager") && !isEmpty)
			op.fail({ code: "input-rank", message: `the tensor needs ${axis + 1} axes, found ${rank}` });
		return { shape: x.shape, dtype: x.dtype };
	};

function roll(op: OpCall): OpResult {
	const x = op.tensor("x");
	const axes = writtenAxes(op);
	if (axes === undefined) return { shape: x.shape, dtype: x.dtype };
	const rank = dimsOf(x).length;
	if (rank === 0 && !op.isSymbolic) op.fail({ code: "input-rank", message: "a scalar cannot be rolled along an axis" });
	// In a graph the axes are looked at while the model runs.
	if (op.mode !== "graph") for (const axis of axes) canonicalAxis(axis, rank, op);
	return { shape: x.shape, dtype: x.dtype };
}

function rot90(op: OpCall): OpResult {
	const array = op.tensor("array");
	const dims = dimsOf(array);
	if (dims.length < 2)
		op.fail({
			code: "input-rank",
			exception: "ValueError",
			message: `rot90 needs 2 axes, found shape ${printShape(array.shape)}`,
		});
	const axes = (itemsOf(op.get("axes")) ?? vague("axes")).map(intOf);
	if (axes.length !== 2 || axes[0] === axes[1]) reject(op, "rot90 needs two different axes", "axes");
	if (!op.isSymbolic && intOf(op.get("k")) % 4 === 0) return { shape: array.shape, dtype: array.dtype };
	const [a, b] = axes.map((axis) =>
		canonicalAxis(axis, dims.length, op, "axes", op.isSymbolic ? "IndexError" : undefined),
	) as [number, number];
	if (!op.isSymbolic && intOf(op.get("k")) % 2 === 0) return { shape: array.shape, dtype: array.dtype };
	return { shape: ranked(swap(dims, a, b)), dtype: array.dtype };
}

const swap = (dims: readonly Dim[], a: number, b: number): readonly Dim[] =>
	dims.with(a, dims[b] as Dim).with(b, dims[a] as Dim);

function swapaxes(op: OpCall): OpResult {
	const x = op.tensor("x");
	const dims = dimsOf(x);
	const [a, b] = ["axis1", "axis2"].map((name) =>
		canonicalAxis(intOf(op.get(name)), dims.length, op, name, "ValueError"),
	);
	return { shape: ranked(swap(dims, a as number, b as number)), dtype: x.dtype };
}

function moveaxis(op: OpCall): OpResult {
	const x = op.tensor("x");
	const dims = dimsOf(x);
	const rejectLength = (): void => {
		const [from, to] = ["source", "destination"].map((name) => itemsOf(op.get(name))?.length ?? 1);
		if (from !== to) reject(op, `source names ${from} axes, destination ${to}`, "destination");
	};
	if (op.isSymbolic) rejectLength();
	const source = ownAxes(op, "source", dims.length);
	const destination = ownAxes(op, "destination", dims.length);
	rejectLength();
	if (op.isSymbolic) return { shape: ranked(declaredMoves(dims, source, destination, op)), dtype: x.dtype };
	if (source.every((axis, index) => axis === destination[index])) return { shape: x.shape, dtype: x.dtype };
	const order = dims.map((_, axis) => axis).filter((axis) => !source.includes(axis));
	const moves = destination
		.map((to, index) => [to, source[index] as number] as const)
		.sort(([a, x], [b, y]) => a - b || x - y);
	const places = moves.reduce<readonly number[]>((found, [to, from]) => found.toSpliced(to, 0, from), order);
	if (places.length !== dims.length)
		op.fail({ code: "invalid-layer-argument", message: "source names an axis twice", argument: "source" });
	return { shape: ranked(places.map((axis) => dims[axis] as Dim)), dtype: x.dtype };
}

/** Keras fills the places that no axis was moved to with the axes that were not moved, in order. */
function declaredMoves(
	dims: readonly Dim[],
	source: readonly number[],
	destination: readonly number[],
	op: OpCall,
): readonly Dim[] {
	const left: (Dim | undefined)[] = [...dims];
	const found: (Dim | undefined)[] = dims.map(() => undefined);
	source.forEach((from, index) => {
		found[destination[index] as number] = left[from];
		left[from] = undefined;
	});
	const rest = left.filter((dim) => dim !== undefined);
	return found.map((dim) => {
		const next = dim ?? rest.shift();
		if (next !== undefined) return next;
		return op.fail({
			code: "invalid-layer-argument",
			exception: "IndexError",
			message: "two axes go to one place",
			argument: "destination",
		});
	});
}

/** Ops that reorder elements and axes. Mirrors keras/src/ops/numpy.py. */
export const MOVE_OPS = [
	defineOp("flip", "numpy", "x, axis=None", flip),
	defineOp("fliplr", "numpy", "x", flipAlong(1)),
	defineOp("flipud", "numpy", "x", flipAlong(0)),
	defineOp("roll", "numpy", "x, shift, axis=None", roll),
	defineOp("rot90", "numpy", "array, k=1, axes=(0, 1)", rot90),
	defineOp("swapaxes", "numpy", "x, axis1, axis2", swapaxes),
	defineOp("moveaxis", "numpy", "x, source, destination", moveaxis),
];
