import { dimToValue, isNone, ranked, str, type TensorValue, type Value } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { makeTensor } from "../../engine/call-layer";
import { shapeToValue } from "../../engine/shape-value";
import { defineOp } from "../define-op";
import type { OpCall } from "../op-call";
import { dimsOf } from "../operand";

/** `shape`: a tuple; in a graph a size that is not known before run time is a scalar tensor. */
function shapeOf(op: OpCall): { readonly value: Value } {
	const x = op.tensor("x");
	if (op.isSymbolic) return { value: shapeToValue(x.shape, op.world) };
	const items = dimsOf(x).map((dim, axis) => {
		const value = dimToValue(dim, axis, false);
		if (typeof dim === "number") return value;
		return isNone(dim) ? dynamicSize(value, op) : value;
	});
	return { value: { kind: "tuple", items, isShape: true } };
}

/** A size that TensorFlow reads while the model runs. */
export const dynamicSize = (content: Value, op: OpCall): TensorValue => ({
	...makeTensor({ shape: ranked([]), dtype: "int32" }, "Tensor", { world: op.world }, false),
	content,
});

function dtypeOf(op: OpCall): { readonly value: Value } {
	const x = op.get("x");
	if (x.kind !== "tensor") return vague("the dtype of something that is not a tensor");
	const { dtype } = x.spec;
	return typeof dtype === "string" ? { value: str(dtype) } : vague(dtype.why);
}

/** `shape` and `dtype`. Mirrors keras/src/ops/core.py. */
export const SHAPE_OPS = [
	defineOp("shape", "core", "x", shapeOf, { unrecorded: true, many: true }),
	defineOp("dtype", "core", "x", dtypeOf, { unrecorded: true, many: true }),
];
