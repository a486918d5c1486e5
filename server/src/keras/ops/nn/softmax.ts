import { type Dim, isFloating, isNone, ranked } from "../../../domain";
import { canonicalAxis, intOf, sizeOf, writtenAxes } from "../arguments";
import { defineOp, type OpResult } from "../define-op";
import type { OpCall } from "../op-call";
import { dimsOf } from "../operand";
import { requireTensor } from "../shapes";
import { rejectDType } from "../unary";

/** `softmax` and `log_softmax` keep the shape; on KerasTensors Keras itself looks at the axis. */
function softmax(op: OpCall): OpResult {
	if (op.get("axis").kind === "tuple") requireTensor(op, "x");
	const x = op.tensor("x");
	if (op.get("axis").kind === "list" && !op.isSymbolic) rejectSeveral(op, []);
	const axes = writtenAxes(op);
	const isRefused = !op.isSymbolic && typeof x.dtype === "string" && !isFloating(x.dtype);
	if (isRefused && op.get("axis").kind !== "tuple") rejectDType(x.dtype, op);
	if (x.shape.kind === "ranked") {
		const { length } = x.shape.dims;
		for (const axis of axes ?? []) canonicalAxis(axis, length, op, "axis", rejection(op, length, axis));
		rejectSeveral(op, x.shape.dims);
	}
	if (isRefused) rejectDType(x.dtype, op);
	return { shape: x.shape, dtype: x.dtype };
}

/** TensorFlow fails to make its own error in a graph, but for the last axis; of several axes Keras asks. */
function rejection(op: OpCall, rank: number, axis: number): string | undefined {
	if (op.get("axis").kind === "tuple") return "ValueError";
	if (op.mode !== "graph") return undefined;
	return rank === 0 && axis === -1 ? "ValueError" : "TypeError";
}

/** Over several axes Keras transposes and reshapes, which takes no open size. */
function rejectSeveral(op: OpCall, dims: readonly Dim[]): void {
	const axes = op.get("axis");
	if (op.isSymbolic || (axes.kind !== "tuple" && axes.kind !== "list")) return;
	const fail = (exception: string, message: string): never =>
		op.fail({ code: "invalid-layer-argument", exception, message, argument: "axis" });
	if (axes.kind === "list") fail("TypeError", "axis is a list: several axes are a tuple");
	if (dims.some(isNone)) fail("ValueError", "several axes of a tensor with an open size cannot be one");
}

/** Keras warns of an axis of size 1 in `softmax`, for which it reads the shape. */
function warningSoftmax(op: OpCall): OpResult {
	const { kind } = op.get("axis");
	if (kind === "int" || kind === "bool") requireTensor(op, "x");
	return softmax(op);
}

function oneHot(op: OpCall): OpResult {
	const x = op.tensor("x");
	const dims = dimsOf(x);
	const classes = sizeOf(op.get("num_classes"));
	const axis = intOf(op.get("axis"));
	const dtype = op.dtype("dtype") ?? "float32";
	const isOut = op.isSymbolic ? axis >= dims.length || axis < -1 : axis > dims.length || axis < -1;
	if (axis !== -1 && isOut && op.mode !== "graph")
		op.fail({
			code: "input-rank",
			message: `axis ${axis} is out of range for one-hot vectors of rank ${dims.length + 1}`,
			argument: "axis",
		});
	const at = axis === -1 || axis > dims.length ? dims.length : axis;
	return { shape: ranked(dims.toSpliced(at, 0, classes)), dtype };
}

/** Ops of keras/src/ops/nn.py over classes. */
export const SOFTMAX_OPS = [
	defineOp("softmax", "nn", "x, axis=-1", warningSoftmax),
	defineOp("log_softmax", "nn", "x, axis=-1", softmax),
	defineOp("one_hot", "nn", "x, num_classes, axis=-1, dtype=None, sparse=False", oneHot),
];
