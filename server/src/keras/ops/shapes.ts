import {
	broadcastDims,
	type Dim,
	type DType,
	isClash,
	isNone,
	isStatic,
	isUnknown,
	mapDims,
	printShape,
	ranked,
	type Shape,
	topShape,
	type Value,
} from "../../domain";
import { typeName } from "../../interpreter/api";
import { type PromotedType, resultType } from "../backend/common/dtypes";
import { scalarDType } from "../operators/infer";
import { canonicalAxis } from "./arguments";
import type { OpCall } from "./op-call";
import type { Operand } from "./operand";

/** Two shapes together: by Keras's `broadcast_shapes` on KerasTensors, else by TensorFlow's shape function. */
export function broadcast(a: Shape, b: Shape, op: OpCall, exception?: string): Shape {
	if (a.kind !== "ranked" || b.kind !== "ranked") return topShape({ text: "the rank of an operand is not known" });
	const dims = broadcastDims(a.dims, b.dims, op.isSymbolic ? "keras3" : "tensorflow");
	if (!isClash(dims)) return ranked(dims);
	return op.fail({
		code: "merge-shape-mismatch",
		message: `shapes ${printShape(a)} and ${printShape(b)} do not broadcast: ${dims.left} and ${dims.right} do not fit`,
		exception,
	});
}

/** `dtypes.result_type`; raises when an operand has a type that Keras has no dtype for. */
export function promote(operands: readonly Operand[], op: OpCall, extra: readonly PromotedType[] = []): DType {
	const types = operands.map(
		({ type, shown }) =>
			type ??
			op.fail({
				code: "invalid-layer-input",
				exception: "ValueError",
				message: `a value of type ${shown} has no dtype for Keras to promote`,
			}),
	);
	return resultType([...types, ...extra]);
}

/** Keras reads an attribute of its argument: a Python value has none. */
export const rejectPython = (value: Value, attribute: "dtype" | "shape", op: OpCall, argument: string): never =>
	op.fail({
		code: "invalid-layer-input",
		exception: "AttributeError",
		message: `a value of type ${typeName(value)} has no ${attribute}: this operation takes tensors only`,
		argument,
	});

/** As `rejectPython`, of whatever has no such attribute: NumPy's scalars do. */
export function requireTensor(op: OpCall, argument: string, attribute: "dtype" | "shape" = "shape"): void {
	const value = op.get(argument);
	const isOpaque = value.kind === "tensor" || value.kind === "unknown" || value.kind === "instance";
	if (!isOpaque && scalarDType(value) === undefined) rejectPython(value, attribute, op, argument);
}

/** `standardize_dtype(type(x))`. */
export const standardized = (operand: Operand): Operand =>
	operand.type === "int" || operand.type === "float"
		? { ...operand, type: operand.type === "int" ? "int64" : "float32" }
		: operand;

/** The number of elements, as Keras computes it: `None` as soon as one size is. */
export const elements = (dims: readonly Dim[]): Dim =>
	mapDims(dims, (sizes) => sizes.reduce((product, size) => product * size, 1));

/** The size of a flat tensor. TensorFlow knows that nothing is there when one size is 0. */
export const flatSize = (dims: readonly Dim[], op: OpCall): Dim =>
	!op.isSymbolic && dims.includes(0) ? 0 : elements(dims);

/** How one operation answers for axes that its tensor does not have, where Keras does not ask first. */
export interface AxisFailures {
	readonly graph?: string;
	readonly eager?: string;
}

/** The shape without the axes, or with 1 in their place. Mirrors `reduce_shape` of keras/src/ops/operation_utils.py. */
export function reduceShape(shape: Shape, axes: readonly number[] | undefined, keepdims: boolean, op: OpCall): Shape {
	if (shape.kind !== "ranked") return shape;
	const { dims } = shape;
	const all = dims.map((_, axis) => axis);
	const reduced = axes ? axes.map((axis) => canonicalAxis(axis, dims.length, op)) : all;
	if (keepdims) return ranked(dims.map((dim, axis) => (reduced.includes(axis) ? 1 : dim)));
	if (op.isSymbolic) return ranked(deleted(dims, reduced, op));
	if (op.mode === "eager") rejectRepeated(reduced, op);
	return ranked(dims.filter((_, axis) => !reduced.includes(axis)));
}

/** Keras deletes each axis from a list, the last one first, even if it is named twice. */
export function deleted(dims: readonly Dim[], axes: readonly number[], op: OpCall): readonly Dim[] {
	const last = [...axes].sort((a, b) => b - a);
	return last.reduce((found, axis) => {
		if (axis < found.length) return found.toSpliced(axis, 1);
		return op.fail({
			code: "invalid-layer-argument",
			exception: "IndexError",
			message: `axis ${axis} is named twice`,
			argument: "axis",
		});
	}, dims);
}

function rejectRepeated(axes: readonly number[], op: OpCall): void {
	if (new Set(axes).size === axes.length) return;
	op.fail({ code: "invalid-layer-argument", message: "an axis is named twice", argument: "axis" });
}

/** Whether two sizes certainly differ. */
export const differ = (a: Dim | undefined, b: Dim | undefined): boolean =>
	a !== undefined && b !== undefined && isStatic(a) && isStatic(b) && a !== b;

/** As Python compares sizes: two None are the same. */
export const sameSize = (a: Dim, b: Dim): boolean => (isStatic(a) ? a === b : isNone(a) && isNone(b));

export const hasNone = (dims: readonly Dim[]): boolean => dims.some(isNone);
export const firstUnknown = (dims: readonly Dim[]): Dim | undefined => dims.find(isUnknown);

/** Applies a function of the dimensions to a shape that has some. */
export const withDims = (shape: Shape, run: (dims: readonly Dim[]) => readonly Dim[]): Shape =>
	shape.kind === "ranked" ? ranked(run(shape.dims)) : shape;
