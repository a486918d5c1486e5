import { type Dim, isStatic, type Value } from "../../domain";
import { typeName } from "../../interpreter/api";
import { shapeItems, sizeOf } from "./arguments";
import type { OpCall } from "./op-call";

const holdsTensor = (items: readonly Value[]): boolean => items.some((item) => item.kind === "tensor");

/** TensorFlow makes a tensor of a shape: neither None nor a float is a size. */
function rejectItem(item: Value, axis: number, items: readonly Value[], op: OpCall, name: string): void {
	if (item.kind === "none") {
		const dim = item.dimOf?.dim;
		op.fail({
			code: "undefined-dimension",
			exception: op.mode === "graph" && !holdsTensor(items) ? "TypeError" : "ValueError",
			message: `item ${axis} of ${name} is None, which is no size: ops.shape(x)[axis] is one in a layer's call`,
			argument: name,
			because: dim === undefined || isStatic(dim) ? [] : [dim.why],
		});
	}
	if (item.kind !== "float" && item.kind !== "str") return;
	op.fail({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `a size must be an int, found a value of type ${typeName(item)}`,
		argument: name,
		facts: { fix: "integer-division" },
	});
}

/** The sizes of a shape that TensorFlow takes as a tensor. */
export function tensorSizes(op: OpCall, name: string): readonly Dim[] {
	const items = shapeItems(op.get(name), op.machine, op);
	items.forEach((item, axis) => {
		rejectItem(item, axis, items, op, name);
	});
	return items.map(sizeOf);
}

/** The sizes of a shape that Keras declares: `None` stays, what is no size is refused. */
export function declaredSizes(op: OpCall, name: string): readonly Dim[] {
	const items = shapeItems(op.get(name), op.machine, op);
	return items.map((item) => {
		const size = sizeOf(item);
		const isOdd = item.kind === "float" || item.kind === "str" || (isStatic(size) && size < 0);
		return isOdd ? rejectSize(op, name) : size;
	});
}

export const rejectSize = (op: OpCall, name: string): never =>
	op.fail({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: `${name} holds what is no size: a size is an int >= 0, or None`,
		argument: name,
	});

/** Raises when a declared shape has a negative size: no KerasTensor has one. */
export function checkDeclared(dims: readonly Dim[], op: OpCall): readonly Dim[] {
	if (!op.isSymbolic || !dims.some((dim) => isStatic(dim) && dim < 0)) return dims;
	return op.fail({
		code: "non-positive-output-size",
		exception: "ValueError",
		message: "the result would have an axis of negative size",
	});
}
