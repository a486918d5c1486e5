import {
	type Dim,
	isNone,
	isStatic,
	isUnknown,
	printShape,
	ranked,
	type Shape,
	unknownRank,
	type Value,
} from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { canonicalAxis, intOf, itemsOf, writtenAxes } from "../arguments";
import { defineOp, type OpResult } from "../define-op";
import type { OpCall } from "../op-call";
import { dimsOf } from "../operand";
import { deleted, requireTensor } from "../shapes";

const rejectType = (op: OpCall, name: string, exception: string): never =>
	op.fail({
		code: "invalid-layer-argument",
		exception,
		message: `${name} must be an int, a tuple or a list, found a value of type ${typeName(op.get(name))}`,
		argument: name,
	});

const isAxis = ({ kind }: Value): boolean =>
	kind === "int" || kind === "bool" || kind === "tuple" || kind === "list" || kind === "unknown";

function expandDims(op: OpCall): OpResult {
	const x = op.tensor("x");
	const value = op.get("axis");
	if (!isAxis(value)) rejectType(op, "axis", value.kind === "none" && !op.isSymbolic ? "TypeError" : "ValueError");
	const dims = dimsOf(x);
	const axes = itemsOf(value)?.map(intOf) ?? [intOf(value)];
	const rank = dims.length + axes.length;
	const places = axes.map((axis) => canonicalAxis(axis, rank, op, "axis", "ValueError"));
	if (!op.isSymbolic) {
		const inOrder = [...places].sort((a, b) => a - b);
		return {
			shape: ranked(inOrder.reduce((found: readonly Dim[], at) => found.toSpliced(at, 0, 1), dims)),
			dtype: x.dtype,
		};
	}
	const rest = [...dims];
	const result = Array.from({ length: rank }, (_, axis) => (places.includes(axis) ? 1 : rest.shift()));
	if (!result.includes(undefined)) return { shape: ranked(result as Dim[]), dtype: x.dtype };
	return op.fail({
		code: "invalid-layer-argument",
		exception: "StopIteration",
		message: "an axis is named twice",
		argument: "axis",
	});
}

function squeeze(op: OpCall): OpResult {
	const x = op.tensor("x");
	const dims = dimsOf(x);
	const axes = writtenAxes(op, "axis", "ValueError");
	if (axes === undefined || (axes.length === 0 && !op.isSymbolic))
		return { shape: squeezeAll(dims, op), dtype: x.dtype };
	const places = axes.map((axis) => {
		const at = canonicalAxis(axis, dims.length, op, "axis", "IndexError");
		rejectLarge(dims, at, op);
		return at;
	});
	if (op.isSymbolic) return { shape: ranked(deleted(dims, places, op)), dtype: x.dtype };
	return { shape: ranked(dims.filter((_, axis) => !places.includes(axis))), dtype: x.dtype };
}

/** Keras removes the axes of size 1; TensorFlow cannot tell the rank when a size is not known. */
function squeezeAll(dims: readonly Dim[], op: OpCall): Shape {
	const open = dims.find(isUnknown) ?? (op.isSymbolic ? undefined : dims.find(isNone));
	if (open === undefined) return ranked(dims.filter((dim) => dim !== 1));
	return isUnknown(open) ? vague(open.why) : unknownRank(open.why);
}

/** Keras takes no `None` for 1. */
function rejectLarge(dims: readonly Dim[], at: number, op: OpCall): void {
	const dim = dims[at] as Dim;
	if (dim === 1 || isUnknown(dim)) return;
	op.fail({
		code: "input-axis-size",
		exception: "ValueError",
		message: `axis ${at} of shape ${printShape(ranked(dims))} cannot be squeezed: its size is not 1`,
		argument: "axis",
		because: isStatic(dim) ? [] : [dim.why],
	});
}

function transpose(op: OpCall): OpResult {
	if (itemsOf(op.get("axes"))?.length) requireTensor(op, "x");
	const x = op.tensor("x");
	const dims = dimsOf(x);
	const value = op.get("axes");
	if (value.kind === "none") return { shape: ranked([...dims].reverse()), dtype: x.dtype };
	if (value.kind === "tensor") return vague("axes in a tensor");
	const axes = (itemsOf(value) ?? rejectType(op, "axes", "TypeError")).map(intOf);
	const rejectLength = () => {
		if (axes.length !== dims.length) reject(op, `axes must name ${dims.length} axes, found ${axes.length}`);
	};
	if (op.isSymbolic) rejectLength();
	const places = axes.map((axis) => canonicalAxis(axis, dims.length, op, "axes", "ValueError"));
	if (new Set(places).size < places.length) reject(op, "axes names an axis twice", "ValueError");
	rejectLength();
	return { shape: ranked(places.map((at) => dims[at] as Dim)), dtype: x.dtype };
}

const reject = (op: OpCall, message: string, exception?: string): never =>
	op.fail({ code: "invalid-layer-argument", message, argument: "axes", exception });

/** Ops that add, remove or reorder axes. Mirrors keras/src/ops/numpy.py. */
export const AXIS_OPS = [
	defineOp("expand_dims", "numpy", "x, axis", expandDims),
	defineOp("squeeze", "numpy", "x, axis=None", squeeze),
	defineOp("transpose", "numpy", "x, axes=None", transpose),
];
