import {
	type Dim,
	dimToValue,
	isNone,
	isStatic,
	isUnknown,
	type Origin,
	type Shape,
	type TensorShapeValue,
	type Value,
} from "../../domain";
import { type Machine, raise, vague } from "../../interpreter/api";
import { readShape } from "../shapes";

export const toTensorShape = (shape: Shape, symbolic = false): TensorShapeValue => ({
	kind: "tensorshape",
	shape,
	symbolic,
});

export const asShape = (value: Value): TensorShapeValue =>
	value.kind === "tensorshape" ? value : vague("not a TensorShape");

/** What raises on an unknown rank: every use of the shape as a sequence. */
export function fail(message: string): never {
	raise({ code: "undefined-dimension", exception: "ValueError", message });
}

/** The sizes; `failure` is what is wrong with asking a shape of unknown rank for them. */
export function dimsOfShape({ shape }: TensorShapeValue, failure: string): readonly Dim[] {
	if (shape.kind === "ranked") return shape.dims;
	return shape.kind === "top" ? vague(shape.why) : fail(failure);
}

/** The sizes as values. */
export const sizesOf = (self: TensorShapeValue, failure: string): readonly Value[] =>
	dimsOfShape(self, failure).map((dim, axis) => dimToValue(dim, axis, self.symbolic, undefined, self.shape));

/** `as_shape(value)`: a shape, or what can become one. */
export function shapeOf(value: Value, machine: Machine, origin: Origin): TensorShapeValue {
	if (value.kind === "tensorshape") return value;
	const { shape, derived } = readShape(value, machine, origin);
	return toTensorShape(shape, derived);
}

/** As Python prints it. */
export const tupleText = (shape: Shape): string =>
	shape.kind === "ranked"
		? `(${shape.dims.map((dim) => (isStatic(dim) ? dim : isNone(dim) ? "None" : "?")).join(", ")})`
		: "?";

/** Whether every size is known; absent when some may be. */
export function isDefined(shape: Shape): boolean | undefined {
	if (shape.kind === "top") return undefined;
	if (shape.kind !== "ranked" || shape.dims.some(isNone)) return false;
	return shape.dims.some(isUnknown) ? undefined : true;
}
