import { type DType, isInteger, noneDim, ranked, type Value } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { canonicalAxis, intOf } from "../arguments";
import { defineOp, type OpResult } from "../define-op";
import { boolToInt } from "../dtype-rules";
import type { OpCall } from "../op-call";
import { convertedOperand, dimsOf, type Operand } from "../operand";
import { broadcast, promote } from "../shapes";

function where(op: OpCall): OpResult {
	const [hasFirst, hasSecond] = [op.has("x1"), op.has("x2")];
	if (hasFirst !== hasSecond) {
		op.fail({
			code: "missing-layer-argument",
			exception: "ValueError",
			message: "where takes x1 and x2, or neither of them",
		});
	}
	const condition = op.tensor("condition");
	if (!hasFirst) return op.isSymbolic ? { shape: condition.shape, dtype: "int64" } : nonzeros(condition, op);
	const [a, b] = [op.weak("x1"), op.weak("x2")];
	const dtype = promote([a, b], op);
	return { shape: broadcast(broadcast(condition.shape, a.shape, op), b.shape, op), dtype };
}

/** One vector of indices for each axis; how many, nobody knows before the values do. */
function nonzeros(x: Operand, op: OpCall): OpResult {
	if (op.mode === "eager" && dimsOf(x).length === 0)
		op.fail({ code: "input-rank", message: "a scalar has no indices" });
	const count = op.mode === "eager" ? undefined : noneDim({ text: "how many elements are not zero" });
	if (!count) return { value: { kind: "unknown", why: { text: "how many elements are not zero" } } };
	const item = { shape: ranked([count]), dtype: "int32" as DType };
	return { kind: op.isSymbolic ? "tuple" : "list", items: dimsOf(x).map(() => item) };
}

function take(op: OpCall): OpResult {
	const x = op.tensor("x");
	// What is no KerasTensor becomes an array here.
	const indices = convertedOperand(op.get("indices"), op.call);
	const at = dimsOf(indices);
	if (!op.has("axis")) {
		rejectIndices(op, indices);
		return { shape: ranked(at), dtype: x.dtype };
	}
	const dims = dimsOf(x);
	const axis = canonicalAxis(intOf(op.get("axis")), dims.length, op);
	rejectIndices(op, indices);
	return { shape: ranked([...dims.slice(0, axis), ...at, ...dims.slice(axis + 1)]), dtype: x.dtype };
}

function rejectIndices(op: OpCall, { dtype }: Operand): void {
	if (op.isSymbolic || typeof dtype !== "string" || isInteger(dtype)) return;
	op.fail({
		code: "invalid-layer-argument",
		exception: { graph: "TypeError" },
		message: `indices are of dtype ${String(dtype)}, TensorFlow takes ints`,
		argument: "indices",
	});
}

function clip(op: OpCall): OpResult {
	const value = op.get("x");
	if (value.kind !== "tensor") rejectPlain(value, op);
	const x = op.tensor("x");
	const dtype = boolToInt(x.dtype);
	if (op.isSymbolic) return { shape: x.shape, dtype };
	const shape = ["x_min", "x_max"].reduce((found, name) => {
		const bound = op.weak(name);
		rejectBound(bound, dtype, op, name);
		return broadcast(found, bound.shape, op);
	}, x.shape);
	// `tf.clip_by_value` keeps the shape.
	const kept = x.shape.kind === "ranked" && shape.kind === "ranked" && x.shape.dims.length === shape.dims.length;
	if (x.shape.kind === "ranked" && !kept)
		op.fail({
			code: "merge-shape-mismatch",
			exception: "ValueError",
			message: "the bounds have more axes than the tensor",
		});
	return { shape, dtype };
}

function rejectPlain(value: Value, op: OpCall): void {
	if (value.kind === "unknown") vague(value.why);
	op.fail({
		code: "invalid-layer-input",
		exception: "AttributeError",
		message: `clip takes a tensor, found a value of type ${typeName(value)}`,
		argument: "x",
	});
}

/** TensorFlow makes no int of a Python float. */
function rejectBound(bound: Operand, dtype: DType, op: OpCall, name: string): void {
	if (bound.type !== "float" || !isInteger(dtype)) return;
	op.fail({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `${name} is a float, which is no bound for a tensor of dtype ${String(dtype)}`,
		argument: name,
	});
}

/** Ops that choose elements. Mirrors keras/src/ops/numpy.py. */
export const SELECTION_OPS = [
	defineOp("where", "numpy", "condition, x1=None, x2=None", where, {
		symbolic: ["condition", "x1", "x2"],
		many: false,
	}),
	defineOp("take", "numpy", "x, indices, axis=None", take, { symbolic: ["x", "indices"] }),
	defineOp("clip", "numpy", "x, x_min, x_max", clip),
	defineOp("nonzero", "numpy", "x", (op) => nonzeros(op.tensor("x"), op), { many: true }),
];
