import {
	broadcastDims,
	type Dim,
	isClash,
	isStatic,
	mapDims,
	mergeDims,
	printShape,
	ranked,
	sumDims,
	unknownDim,
	type Value,
} from "../../../domain";
import { vague } from "../../../interpreter/api";
import { asInt } from "../../engine/argument-readers";
import { canonicalAxis, intOf, itemsOf } from "../arguments";
import { defineOp, type OpResult } from "../define-op";
import type { OpCall } from "../op-call";
import { dimsOf, type Operand } from "../operand";
import { broadcast, differ, elements, flatSize, promote, requireTensor, withDims } from "../shapes";
import { type Contracted, rejectContracted } from "./products";

const BOTH = { symbolic: ["x1", "x2"] };

/** The axes of both tensors that are multiplied out. */
function contracted(op: OpCall, x: number, y: number): Contracted | undefined {
	const axes = op.get("axes");
	if (asInt(axes) !== undefined) return undefined;
	const [left, right] = (itemsOf(axes) ?? vague("axes that are not known")).map(
		(each: Value) => itemsOf(each)?.map(intOf) ?? [intOf(each)],
	);
	if (!left || !right) return vague("axes that are not pairs");
	return [
		left.map((axis) => canonicalAxis(axis, x, op, "axes", "IndexError")),
		right.map((axis) => canonicalAxis(axis, y, op, "axes", "IndexError")),
	];
}

function tensordot(op: OpCall): OpResult {
	const [a, b] = [op.tensor("x1"), op.tensor("x2")];
	const dtype = promote([a, b], op);
	const [x, y] = [dimsOf(a), dimsOf(b)];
	const pairs = contracted(op, x.length, y.length);
	if (pairs) {
		rejectContracted(x, y, pairs, op);
		const rest = (dims: readonly Dim[], out: readonly number[]) => dims.filter((_, axis) => !out.includes(axis));
		return { shape: ranked([...rest(x, pairs[0]), ...rest(y, pairs[1])]), dtype };
	}
	const count = intOf(op.get("axes"));
	if (count > Math.min(x.length, y.length)) return vague("more axes than the tensors have");
	// Keras declares the result without a look at the sizes.
	const inner = Array.from({ length: Math.max(count, 0) }, (_, at) => at);
	if (!op.isSymbolic) rejectContracted(x, y, [inner.map((at) => x.length - count + at), inner], op);
	return { shape: ranked([...x.slice(0, x.length - Math.max(count, 0)), ...y.slice(Math.max(count, 0))]), dtype };
}

/** TensorFlow broadcasts to a shape that it computes: in a graph with an open size it forgets some of the others. */
const lostSize = (dim: Dim): Dim =>
	isStatic(dim) ? unknownDim({ text: "vectors are broadcast to a shape that is computed" }) : dim;

const rejectVectors = (op: OpCall): never =>
	op.fail({
		code: "input-axis-size",
		exception: { eager: "FailedPreconditionError" },
		message: "a cross product is of vectors of 2 or 3 elements",
	});

function cross(op: OpCall): OpResult {
	const [a, b] = [op.tensor("x1"), op.tensor("x2")];
	const dtype = promote([a, b], op);
	const axisOf = (name: string) => intOf(op.get(op.has("axis") ? "axis" : name));
	const exception = op.isSymbolic ? "IndexError" : "ValueError";
	const [x, y] = [dimsOf(a), dimsOf(b)];
	const [at, other] = [
		canonicalAxis(axisOf("axisa"), x.length, op, "axisa", exception),
		canonicalAxis(axisOf("axisb"), y.length, op, "axisb", exception),
	];
	const sizes = [x[at] as Dim, y[other] as Dim];
	if (op.isSymbolic && sizes.some((size) => isStatic(size) && size !== 2 && size !== 3)) rejectVectors(op);
	if (!sizes.every(isStatic)) return vague("a cross product of vectors of unknown size");
	const whole = broadcast(ranked(x.toSpliced(at, 1)), ranked(y.toSpliced(other, 1)), op);
	// TensorFlow makes vectors of 3 of those of 2, and broadcasts before it looks at how long they are.
	const [m, n] = sizes.map((size) => (size === 2 ? 3 : size)) as [Dim, Dim];
	const length = op.isSymbolic ? ranked([3]) : broadcast(ranked([m]), ranked([n]), op);
	if (length.kind === "ranked" && length.dims[0] !== 3) rejectVectors(op);
	const isOpen = op.mode === "graph" && ![...x, ...y].every(isStatic);
	const shape = isOpen ? withDims(whole, (dims) => dims.map(lostSize)) : whole;
	if (!sizes.includes(3) || shape.kind !== "ranked") return { shape, dtype };
	const place = canonicalAxis(axisOf("axisc"), shape.dims.length + 1, op, "axisc", "ValueError");
	return { shape: ranked(shape.dims.toSpliced(place, 0, 3)), dtype };
}

function kron(op: OpCall): OpResult {
	const [a, b] = [op.tensor("x1"), op.tensor("x2")];
	const [x, y] = [dimsOf(a), dimsOf(b)];
	const dtype = promote([a, b], op);
	if (op.mode === "graph")
		op.fail({
			code: "invalid-layer-input",
			exception: "TypeError",
			message: "kron asks for the rank of its tensors, which a graph does not tell",
		});
	if (x.length !== y.length) return vague("a Kronecker product of different ranks");
	return {
		shape: ranked(x.map((dim, axis) => mapDims([dim, y[axis] as Dim], ([m, n]) => (m as number) * (n as number)))),
		dtype,
	};
}

function append(op: OpCall): OpResult {
	if (op.isSymbolic) for (const name of ["x1", "x2"]) requireTensor(op, name);
	const [a, b] = [op.tensor("x1"), op.tensor("x2")];
	const dtype = promote([a, b], op);
	const [x, y] = [dimsOf(a), dimsOf(b)];
	if (!op.has("axis")) return { shape: ranked([sumDims([flatSize(x, op), flatSize(y, op)])]), dtype };
	const at = canonicalAxis(intOf(op.get("axis")), x.length, op, "axis", op.isSymbolic ? "IndexError" : undefined);
	const fits = x.length === y.length && x.every((dim, axis) => axis === at || !differ(dim, y[axis]));
	if (!fits)
		op.fail({
			code: "merge-shape-mismatch",
			message: `shapes ${printShape(a.shape)} and ${printShape(b.shape)} cannot be joined`,
		});
	const size = sumDims([x[at] as Dim, y[at] as Dim]);
	if (op.isSymbolic && !isStatic(size))
		return op.fail({ code: "undefined-dimension", exception: "TypeError", message: "append adds a size that is None" });
	const known = op.isSymbolic ? x : x.map((dim, axis) => mergeDims(dim, y[axis] as Dim) ?? dim);
	return { shape: ranked(known.with(at, size)), dtype };
}

function takeAlongAxis(op: OpCall): OpResult {
	const x = op.tensor("x");
	const indices = dimsOf(op.tensor("indices"));
	const flat = !op.has("axis");
	const dims = flat ? [elements(dimsOf(x))] : dimsOf(x);
	if (dims.length !== indices.length) {
		op.fail({
			code: "input-rank",
			exception: "ValueError",
			message: `x and indices must have one rank, found ${dims.length} and ${indices.length}`,
			argument: "indices",
		});
	}
	const at = flat ? 0 : canonicalAxis(intOf(op.get("axis")), dims.length, op, "axis", "ValueError");
	const both = broadcastDims(dims.with(at, indices[at] as Dim), indices, "keras3");
	if (isClash(both))
		return op.fail({
			code: "merge-shape-mismatch",
			exception: "ValueError",
			message: "x and indices do not broadcast",
		});
	return { shape: ranked(both), dtype: x.dtype };
}

function meshgrid(op: OpCall): OpResult {
	const indexing = op.get("indexing");
	if (indexing.kind !== "str" || indexing.value === undefined) return vague("indexing");
	if (indexing.value !== "xy" && indexing.value !== "ij")
		op.fail({
			code: "invalid-layer-argument",
			exception: "ValueError",
			message: "indexing must be xy or ij",
			argument: "indexing",
		});
	const xs = op.bound.rest.map(({ value }) => op.operand(value));
	const sizes = xs.map((x) => elements(dimsOf(x)));
	const isCartesian = indexing.value === "xy" && sizes.length > 1;
	const dims = isCartesian ? [sizes[1] as Dim, sizes[0] as Dim, ...sizes.slice(2)] : sizes;
	rejectMixed(xs, op);
	const last = xs.at(-1)?.dtype ?? "float32";
	const declared = indexing.value === "ij" ? "float32" : last;
	return { kind: "list", items: xs.map((x) => ({ shape: ranked(dims), dtype: op.isSymbolic ? declared : x.dtype })) };
}

/** TensorFlow multiplies the grids by ones of one dtype. */
function rejectMixed(xs: readonly Operand[], op: OpCall): void {
	if (op.isSymbolic || xs.every(({ dtype }) => dtype === xs[0]?.dtype)) return;
	if (xs.some(({ dtype }) => dtype === "bool")) vague("a grid of bools and numbers");
	op.fail({
		code: "invalid-layer-input",
		exception: { graph: "TypeError" },
		message: "meshgrid takes tensors of one dtype",
	});
}

function getItem(op: OpCall): OpResult {
	return { value: op.machine.getItem(op.get("x"), op.get("key"), op.origin) };
}

/** Ops on two tensors that do not broadcast, and on axes by index. Mirrors keras/src/ops/numpy.py. */
export const CONTRACTION_OPS = [
	defineOp("tensordot", "numpy", "x1, x2, axes=2", tensordot, BOTH),
	defineOp("cross", "numpy", "x1, x2, axisa=-1, axisb=-1, axisc=-1, axis=None", cross, BOTH),
	defineOp("kron", "numpy", "x1, x2", kron, BOTH),
	defineOp("append", "numpy", "x1, x2, axis=None", append, BOTH),
	defineOp("take_along_axis", "numpy", "x, indices, axis=None", takeAlongAxis, { symbolic: ["x", "indices"] }),
	defineOp("meshgrid", "numpy", "*x, indexing='xy'", meshgrid, { symbolic: [], many: true }),
	defineOp("get_item", "numpy", "x, key", getItem, { unrecorded: true }),
];
