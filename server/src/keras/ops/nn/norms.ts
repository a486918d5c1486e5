import { isFloating, isInteger, isStatic, ranked } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { canonicalAxis, intOf, sizeOf, writtenAxes } from "../arguments";
import { defineOp, type OpResult } from "../define-op";
import { toFloat } from "../dtype-rules";
import type { OpCall } from "../op-call";
import { dimsOf } from "../operand";
import { reduceShape } from "../shapes";
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
	const x = op.tensor("x");
	const axes = writtenAxes(op, "axes");
	const shape = reduceShape(x.shape, axes, op.flag("keepdims"), op);
	const item = { shape, dtype: x.dtype };
	return { kind: "tuple", items: [item, item] };
}

function normalize(op: OpCall): OpResult {
	const x = op.tensor("x");
	const dims = dimsOf(x);
	const order = op.get("order");
	for (const axis of writtenAxes(op) ?? []) canonicalAxis(axis, dims.length, op);
	const isSquare = (order.kind === "int" || order.kind === "float") && order.value === 2;
	if (op.isSymbolic) return { shape: x.shape, dtype: toFloat(x.dtype) };
	if (isSquare && typeof x.dtype === "string" && !isFloating(x.dtype)) rejectDType(x.dtype, op);
	return { shape: x.shape, dtype: isInteger(x.dtype) ? toFloat(x.dtype) : x.dtype };
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

function inTopK(op: OpCall): OpResult {
	intOf(op.get("k"));
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
