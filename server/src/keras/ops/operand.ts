import {
	type Dim,
	type DType,
	library,
	type Reason,
	ranked,
	type Shape,
	topShape,
	unknownDType,
	type Value,
} from "../../domain";
import { type LibraryCall, syntheticArguments, typeName, vague } from "../../interpreter/api";
import type { PromotedType } from "../backend/common/dtypes";
import { SCALARS, scalarDType } from "../operators/infer";

/** An argument of an operation as a tensor. */
export interface Operand {
	readonly shape: Shape;
	readonly dtype: DType;
	/** What it counts for in promotion: a Python number less than a tensor; absent when Keras has no such dtype. */
	readonly type: PromotedType | undefined;
	/** The Python value of a small constant, or of a size, as far as it is known. */
	readonly content?: Value | undefined;
	/** True for anything but a Python value. */
	readonly isTensor: boolean;
	/** How a message calls it. */
	readonly shown: string;
}

const ofTensor = (value: Extract<Value, { kind: "tensor" }>): Operand => ({
	...value.spec,
	type: value.spec.dtype,
	content: value.content,
	isTensor: true,
	shown: value.flavor,
});

/** A value whose shape and dtype nobody knows. */
export const unknownOperand = (why: Reason): Operand => ({
	shape: topShape(why),
	dtype: unknownDType(why),
	type: unknownDType(why),
	isTensor: true,
	shown: "value",
});

/**
 * An argument as `compute_output_spec` sees it: what has no `shape` is a scalar, what has no `dtype` has its type.
 */
export function declaredOperand(value: Value): Operand {
	if (value.kind === "tensor") return ofTensor(value);
	if (value.kind === "unknown") return unknownOperand(value.why);
	if (value.kind === "instance") return vague("an argument that is not followed");
	const numpy = scalarDType(value);
	if (numpy !== undefined)
		return { shape: ranked([]), dtype: numpy, type: numpy, content: value, isTensor: true, shown: "NumPy scalar" };
	const type = SCALARS[value.kind];
	const dtype = typeof type === "string" && type !== "int" && type !== "float" ? type : undefined;
	return {
		shape: ranked([]),
		dtype: dtype ?? unknownDType({ text: "a Python value has no dtype" }),
		type,
		content: value,
		isTensor: false,
		shown: typeName(value),
	};
}

/** An argument as `convert_to_tensor` of the TensorFlow backend makes it. */
export function convertedOperand(value: Value, call: LibraryCall): Operand {
	if (value.kind === "tensor") return ofTensor(value);
	if (value.kind === "unknown") return unknownOperand(value.why);
	const { machine, world, args } = call;
	const converted = machine.call(
		library("tensorflow.convert_to_tensor", world),
		syntheticArguments([value], args.origin),
	);
	if (converted.kind === "tensor") return { ...ofTensor(converted), isTensor: false };
	return vague(converted.kind === "unknown" ? converted.why : { text: "an argument that is not a tensor" });
}

/** A Python number keeps its weak type; everything else is converted. */
export const weakOperand = (value: Value, call: LibraryCall): Operand =>
	scalarDType(value) === undefined && (value.kind === "int" || value.kind === "float" || value.kind === "bool")
		? declaredOperand(value)
		: convertedOperand(value, call);

/** The dimensions of an operand; the operation is `?` when they are not known. */
export function dimsOf({ shape }: Pick<Operand, "shape">): readonly Dim[] {
	if (shape.kind === "ranked") return shape.dims;
	return vague(shape.why);
}
