import {
	type Dim,
	type InstanceValue,
	int,
	isInteger,
	isNone,
	isStatic,
	isUnknown,
	noneDim,
	type Origin,
	type Reason,
	ranked,
	type Shape,
	topShape,
	unknownDim,
	unknownRank,
	type Value,
} from "../domain";
import { type Machine, raise, typeName } from "../interpreter/api";
import { dimensionOf } from "./shape/dimension-value";

/** A shape that the user wrote, and the axes whose `None` is the user's own. */
export interface WrittenShape {
	readonly shape: Shape;
	readonly handwritten: readonly number[];
	/** Whether some dimension was read from a KerasTensor. */
	readonly derived: boolean;
}

/**
 * `tf.TensorShape(dims)`: `None` is an unknown rank, a sequence gives dimensions, anything iterable too, and what is
 * neither is one dimension. Mirrors `TensorShape.__init__` of tensorflow/python/framework/tensor_shape.py.
 */
export function readShape(value: Value, machine: Machine, origin: Origin): WrittenShape {
	const written = (shape: Shape, derived = false): WrittenShape => ({ shape, handwritten: [], derived });
	switch (value.kind) {
		case "none":
			return written(unknownRank({ text: "None was written for the shape", origin }), value.dimOf?.symbolic);
		case "tensorshape":
			return written(value.shape, value.symbolic);
		case "unknown":
			return written(topShape(value.why));
		case "tensor":
			return value.flavor === "KerasTensor" ? rejectKerasTensor(value.world) : tensorAsShape(value, origin);
		case "tuple":
		case "list":
		case "dict":
		case "set":
		case "str":
		case "iterator": {
			const items = machine.iterate(value, origin);
			if (!items) return written(topShape({ text: "the shape is not known", origin }));
			return fromItems(items, origin);
		}
		case "bytes":
			return fromItems(
				[...value.value].map((each) => int(each.charCodeAt(0))),
				origin,
			);
		case "instance":
			if (dimensionOf(value) !== undefined || isPlainObject(value)) return fromItems([value], origin);
			return written(topShape({ text: "the shape is not followed", origin }));
		default:
			return fromItems([value], origin);
	}
}

const isPlainObject = ({ cls }: InstanceValue): boolean => cls.kind === "library" && cls.name === "builtins.object";

function rejectKerasTensor(world: "keras2" | "keras3"): never {
	raise({
		code: "typespec-from-keras-tensor",
		exception: world === "keras3" ? "NotImplementedError" : "TypeError",
		message: "a KerasTensor is not a shape: pass its .shape",
		argument: "shape",
		facts: { fix: "shape-of" },
	});
}

/** An eager vector of integers is a shape; its values may not be known. */
function tensorAsShape(value: Extract<Value, { kind: "tensor" }>, origin: Origin): WrittenShape {
	const { content, spec } = value;
	const { shape, dtype } = spec;
	if ((content?.kind === "list" || content?.kind === "tuple") && content.items) return fromItems(content.items, origin);
	if (typeof dtype === "string" && !isInteger(dtype)) return rejectDim(value, 0);
	if (shape.kind === "ranked" && shape.dims.length === 0) return fromItems([value], origin);
	const why = { text: "the values of a tensor are not known", origin };
	const count = shape.kind === "ranked" && shape.dims.length === 1 ? shape.dims[0] : undefined;
	const top = count !== undefined && isStatic(count) ? ranked(Array(count).fill(unknownDim(why))) : topShape(why);
	return { shape: top, handwritten: [], derived: false };
}

function fromItems(items: readonly Value[], origin: Origin): WrittenShape {
	const dims = items.map((item, axis) => readDim(item, axis, origin));
	const handwritten = items.flatMap((item, axis) => (item.kind === "none" && !item.dimOf ? [axis] : []));
	const derived = items.some((item) => (item.kind === "none" || item.kind === "int") && item.dimOf?.symbolic);
	return { shape: ranked(dims), handwritten, derived };
}

/** `Dimension(value)`: a non-negative integer or `None`; everything else is a TypeError. */
function readDim(value: Value, axis: number, origin: Origin): Dim {
	switch (value.kind) {
		case "none":
			return value.dimOf && !isStatic(value.dimOf.dim)
				? value.dimOf.dim
				: noneDim({ text: "None was written here", origin });
		case "bool":
			return unknownDim({ text: "a bool stands where a size is expected" });
		case "int":
			if (value.value === undefined) return unknownDim(value.why ?? { text: "an int that is not known" });
			return value.value < 0 ? rejectNegative(value.value, axis) : value.value;
		case "unknown":
			return unknownDim(value.why);
		case "tensor":
			return value.flavor === "KerasTensor" ? rejectDim(value, axis) : scalarAsDim(value, axis);
		case "instance":
			if (isPlainObject(value)) return rejectDim(value, axis);
			return dimensionOf(value) ?? unknownDim({ text: "a dimension that is not followed", origin });
		default:
			return rejectDim(value, axis);
	}
}

/** An eager integer scalar counts as the integer that it holds. */
function scalarAsDim(value: Extract<Value, { kind: "tensor" }>, axis: number): Dim {
	const { dtype, shape } = value.spec;
	if ((typeof dtype === "string" && !isInteger(dtype)) || value.flavor === "Variable") return rejectDim(value, axis);
	if (shape.kind === "ranked" && shape.dims.length > 0) return rejectDim(value, axis);
	if (value.content?.kind === "int" && value.content.value !== undefined) {
		const size = value.content.value;
		return size < 0 ? rejectNegative(size, axis) : size;
	}
	return unknownDim({ text: "the value of a tensor is not known" });
}

function rejectNegative(size: number, axis: number): never {
	raise({
		code: "tensorspec-invalid-shape",
		exception: "ValueError",
		message: `axis ${axis} of the shape is ${size}, but a size is >= 0; an open size is None`,
		argument: "shape",
		facts: { fix: "none-for-negative", axis, size },
	});
}

function rejectDim(value: Value, axis: number): never {
	const isKeras = value.kind === "tensor" && value.flavor === "KerasTensor";
	const what = value.kind === "float" ? `the float ${value.value ?? ""}`.trimEnd() : `a ${describe(value)}`;
	raise({
		code: isKeras ? "typespec-from-keras-tensor" : "tensorspec-invalid-shape",
		exception: "TypeError",
		message: `axis ${axis} of the shape is ${what}, but a size is an int or None`,
		argument: "shape",
		facts: { fix: value.kind === "float" ? "integer-division" : "none", axis },
	});
}

function describe(value: Value): string {
	if (value.kind === "tensor") return value.flavor;
	if (value.kind === "dtype") return "dtype";
	return typeName(value);
}

export const dimsOf = (shape: Shape): readonly Dim[] | undefined => (shape.kind === "ranked" ? shape.dims : undefined);

/** A shape that is not ranked, with its reason. */
export const whyOf = (shape: Shape): Reason => ("why" in shape ? shape.why : { text: "the rank is not known" });

/** Whether the shapes could describe one tensor; absent when not known. */
export function compatibleShapes(a: Shape, b: Shape): boolean | undefined {
	if (a.kind === "top" || b.kind === "top") return undefined;
	if (a.kind === "unknown-rank" || b.kind === "unknown-rank") return true;
	if (a.dims.length !== b.dims.length) return false;
	const results = a.dims.map((dim, axis) => compatibleDims(dim, b.dims[axis] as Dim));
	if (results.includes(false)) return false;
	return results.includes(undefined) ? undefined : true;
}

function compatibleDims(a: Dim, b: Dim): boolean | undefined {
	if (isNone(a) || isNone(b)) return true;
	if (isUnknown(a) || isUnknown(b)) return undefined;
	return a === b;
}
