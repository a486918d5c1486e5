import { type Dim, isStatic, mapDims, noneDim, ranked, type Value } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { itemsOf, sizeOf } from "../arguments";
import { defineOp, type OpResult } from "../define-op";
import type { OpCall } from "../op-call";
import { dimsOf } from "../operand";
import { checkDeclared, declaredSizes, tensorSizes } from "../shape-argument";

/** Where a slice starts, as far as it is known. */
function startsOf(op: OpCall): readonly Dim[] | undefined {
	const value = op.get("start_indices");
	if (value.kind === "tensor") return value.content ? itemsOf(value.content)?.map(sizeOf) : undefined;
	return (itemsOf(value) ?? vague("the start of a slice")).map(sizeOf);
}

const reject = (op: OpCall, message: string): never =>
	op.fail({ code: "invalid-layer-argument", message, argument: "shape" });

function slice(op: OpCall): OpResult {
	const inputs = op.tensor("inputs");
	const dims = dimsOf(inputs);
	const wanted = op.isSymbolic
		? (itemsOf(op.get("shape")) ?? vague("a shape that is not a list")).map(sizeOf)
		: tensorSizes(op, "shape");
	if (wanted.length !== dims.length) reject(op, `shape has ${wanted.length} sizes for a tensor of rank ${dims.length}`);
	const starts = startsOf(op);
	if (starts && starts.length !== dims.length)
		reject(op, `start_indices has ${starts.length} items for a tensor of rank ${dims.length}`);
	const result = wanted.map((size, axis) => sliced(dims[axis] as Dim, size, starts?.[axis], op));
	return { shape: ranked(checkDeclared(result, op)), dtype: inputs.dtype };
}

function sliced(dim: Dim, size: Dim, start: Dim | undefined, op: OpCall): Dim {
	if (size === -1) {
		if (start === undefined)
			return op.isSymbolic ? noneDim({ text: "where the slice starts" }) : vague("where a slice starts");
		return mapDims([dim, start], ([all, from]) => (all as number) - (from as number));
	}
	const isOut = isStatic(size) && isStatic(dim) && start !== undefined && isStatic(start) && start + size > dim;
	if (isOut && op.mode === "eager")
		return reject(op, `a slice of ${size} from ${String(start)} does not fit into an axis of ${dim}`);
	return size;
}

/** `slice_update` and `scatter_update` keep the shape that they are given. */
function update(op: OpCall): OpResult {
	const inputs = op.tensor("inputs");
	return { shape: inputs.shape, dtype: inputs.dtype };
}

/** XLA's slice takes updates of the tensor's dtype, and a start for each axis. */
function sliceUpdate(op: OpCall): OpResult {
	const inputs = op.tensor("inputs");
	if (op.isSymbolic) return update(op);
	const updates = op.tensor("updates");
	if (typeof updates.dtype === "string" && typeof inputs.dtype === "string" && updates.dtype !== inputs.dtype) {
		op.fail({
			code: "invalid-layer-input",
			exception: { graph: "TypeError" },
			message: `updates are of dtype ${updates.dtype}, the tensor of ${inputs.dtype}`,
			argument: "updates",
		});
	}
	const starts = startsOf(op);
	if (op.mode === "eager" && starts && starts.length !== dimsOf(inputs).length)
		op.fail({
			code: "invalid-layer-argument",
			message: "start_indices must name every axis",
			argument: "start_indices",
		});
	return update(op);
}

const REDUCTIONS = ["add", "max", "min", "mul"];

function scatterUpdate(op: OpCall): OpResult {
	const reduction: Value = op.get("reduction");
	if (
		reduction.kind === "str" &&
		reduction.value !== undefined &&
		!REDUCTIONS.includes(reduction.value.toLowerCase())
	) {
		op.fail({
			code: "invalid-layer-argument",
			exception: "ValueError",
			message: `reduction must be one of ${REDUCTIONS.join(", ")}, found ${reduction.value}`,
			argument: "reduction",
		});
	}
	requireOneDType(op);
	return update(op);
}

/** TensorFlow's kernel writes values of the tensor's own dtype. */
function requireOneDType(op: OpCall): void {
	if (op.isSymbolic) return;
	const [into, updates] = [op.tensor("inputs").dtype, op.tensor("updates")];
	if (!updates.isTensor || typeof into !== "string" || typeof updates.dtype !== "string" || into === updates.dtype)
		return;
	op.fail({
		code: "invalid-layer-input",
		exception: { graph: "TypeError" },
		message: `updates have dtype ${updates.dtype}, what they are written into has ${into}`,
		argument: "updates",
	});
}

function scatter(op: OpCall): OpResult {
	const { dtype } = op.tensor("values");
	return { shape: ranked(op.isSymbolic ? declaredSizes(op, "shape") : tensorSizes(op, "shape")), dtype };
}

/** Ops that read and write parts of tensors. Mirrors keras/src/ops/core.py. */
export const SLICE_OPS = [
	defineOp("slice", "core", "inputs, start_indices, shape", slice, { symbolic: ["inputs", "start_indices"] }),
	defineOp("slice_update", "core", "inputs, start_indices, updates", sliceUpdate, {
		symbolic: ["inputs", "start_indices", "updates"],
	}),
	defineOp("scatter", "core", "indices, values, shape", scatter, { symbolic: ["indices", "values"] }),
	defineOp("scatter_update", "core", "inputs, indices, updates, reduction=None", scatterUpdate, {
		symbolic: ["inputs", "indices", "updates"],
	}),
];
