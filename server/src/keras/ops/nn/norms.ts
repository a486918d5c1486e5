import { type Dim, isComplex, isFloating, isStatic, mergeDims, printShape, ranked } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { canonicalAxis, intOf, sizeOf, writtenAxes } from "../arguments";
import { defineOp, type OpResult } from "../define-op";
import { toFloat } from "../dtype-rules";
import type { OpCall } from "../op-call";
import { dimsOf } from "../operand";
import { reduceShape, requireTensor } from "../shapes";
import { rejectDType } from "../unary";

const VECTOR_ORDERS = ["fro", "nuc"];

function norm(op: OpCall): OpResult {
	const x = op.tensor("x");
	const dims = dimsOf(x);
	const axes = writtenAxes(op)?.map((axis) => canonicalAxis(axis, dims.length, op, "axis", "ValueError"));
	const order = op.get("ord");
	const reduced = axes ?? dims.map((_, axis) => axis);
	const reject = (message: string): never =>
		op.fail({ code: "invalid-layer-argument", exception: "ValueError", message, argument: "ord" });
	const isDefault = order.kind === "none" && axes === undefined;
	if (!op.isSymbolic && reduced.length > 2) reject("a norm is over one axis or two");
	if (order.kind === "str" && order.value !== undefined) {
		if (!VECTOR_ORDERS.includes(order.value)) reject(`there is no norm ${order.value}`);
		if (reduced.length === 1) reject(`${order.value} is a norm of matrices`);
	}
	if (op.isSymbolic && !isDefault && reduced.length > 2 && order.kind !== "str") return vague("a norm over many axes");
	return { shape: reduceShape(x.shape, axes, op.flag("keepdims"), op), dtype: toFloat(x.dtype) };
}

function moments(op: OpCall): OpResult {
	requireTensor(op, "x", "dtype");
	const x = op.tensor("x");
	const axes = writtenAxes(op, "axes");
	const shape = reduceShape(x.shape, axes, op.flag("keepdims"), op);
	const item = { shape, dtype: x.dtype };
	return { kind: "tuple", items: [item, item] };
}

/** The order of a norm: Keras takes ints from 1 on. */
function orderOf(op: OpCall): number {
	const order = op.get("order");
	if (order.kind === "unknown") return vague(order.why);
	const value = order.kind === "int" || order.kind === "bool" ? intOf(order) : 0;
	if (value >= 1) return value;
	return op.fail({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: "order must be an int >= 1",
		argument: "order",
	});
}

function normalize(op: OpCall): OpResult {
	if (op.isSymbolic) {
		const { shape } = op.tensor("x");
		for (const axis of writtenAxes(op) ?? []) canonicalAxis(axis, dimsOf({ shape }).length, op);
		return { shape, dtype: "float32" };
	}
	const isSquare = orderOf(op) === 2;
	const given = op.tensor("x");
	const x = dimsOf(given).length === 0 ? { ...given, shape: ranked([1]) } : given;
	for (const axis of writtenAxes(op) ?? []) canonicalAxis(axis, dimsOf(x).length, op);
	if (typeof x.dtype === "string" && (isSquare ? !isFloating(x.dtype) : isComplex(x.dtype))) rejectDType(x.dtype, op);
	return { shape: x.shape, dtype: toFloat(x.dtype) };
}

function topK(op: OpCall): OpResult {
	const x = op.tensor("x");
	const dims = dimsOf(x);
	const k = sizeOf(op.get("k"));
	const fail = (message: string, exception?: string): never =>
		op.fail({ code: "invalid-layer-argument", message, argument: "k", exception });
	if (dims.length === 0) fail("top_k needs an axis, found a scalar", op.isSymbolic ? "IndexError" : undefined);
	const last = dims.at(-1);
	if (isStatic(k) && k < 0) fail("k cannot be negative", op.isSymbolic ? "ValueError" : undefined);
	if (!op.isSymbolic && isStatic(k) && last !== undefined && isStatic(last) && k > last)
		fail(`k is ${k}, the last axis has ${last} elements`);
	const shape = ranked(dims.with(-1, k));
	return {
		kind: "tuple",
		items: [
			{ shape, dtype: x.dtype },
			{ shape, dtype: "int32" },
		],
	};
}

/** TensorFlow looks for one target in each row of predictions. */
function topMatches(op: OpCall): OpResult {
	const [targets, predictions] = [op.tensor("targets"), op.tensor("predictions")];
	const isOwn = (name: string): boolean => op.get(name).kind === "tensor";
	const isCount = targets.dtype === "int32" || targets.dtype === "int64";
	if (isOwn("targets") && typeof targets.dtype === "string" && !isCount) rejectDType(targets.dtype, op);
	if (isOwn("predictions") && typeof predictions.dtype === "string" && predictions.dtype !== "float32")
		rejectDType(predictions.dtype, op);
	const [labels, rows] = [dimsOf(targets), dimsOf(predictions)];
	const size = labels.length === 1 && rows.length === 2 ? mergeDims(labels[0] as Dim, rows[0] as Dim) : undefined;
	if (size !== undefined) return { shape: ranked([size]), dtype: "bool" };
	return op.fail({
		code: "merge-shape-mismatch",
		message: `targets of shape ${printShape(targets.shape)} do not fit predictions of shape ${printShape(predictions.shape)}`,
		argument: "targets",
	});
}

function inTopK(op: OpCall): OpResult {
	intOf(op.get("k"));
	if (!op.isSymbolic) return topMatches(op);
	return { shape: op.tensor("targets").shape, dtype: "bool" };
}

/** Norms, moments and the largest elements. Mirrors keras/src/ops/linalg.py, nn.py and math.py. */
export const NORM_OPS = [
	defineOp("norm", "linalg", "x, ord=None, axis=None, keepdims=False", norm),
	defineOp("moments", "nn", "x, axes, keepdims=False, synchronized=False", moments, { many: true }),
	defineOp("normalize", "nn", "x, axis=-1, order=2, epsilon=None", normalize),
	defineOp("top_k", "math", "x, k, sorted=True", topK, { many: true }),
	defineOp("in_top_k", "math", "targets, predictions, k", inTopK, { symbolic: ["targets", "predictions"] }),
];
