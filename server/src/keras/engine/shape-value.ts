import {
	type Dim,
	dimToValue,
	noneDim,
	type Reason,
	ranked,
	type Shape,
	topShape,
	unknown,
	unknownDim,
	type Value,
	type World,
} from "../../domain";

/** A shape as user code sees it: a `TensorShape` in Keras 2, a tuple in Keras 3. */
export function shapeToValue(shape: Shape, world: World, symbolic = true): Value {
	if (shape.kind === "top") return unknown(shape.why);
	if (world === "keras2" || shape.kind === "unknown-rank") return { kind: "tensorshape", shape, symbolic };
	return {
		kind: "tuple",
		items: shape.dims.map((dim, axis) => dimToValue(dim, axis, symbolic, undefined, shape)),
		isShape: true,
	};
}

/** One axis of a shape that the user wrote; absent when the value cannot be a size. */
export function valueToDim(value: Value, whyNone: Reason): Dim | undefined {
	if (value.kind === "int") return value.value ?? unknownDim(value.why ?? { text: "an int that is not known" });
	if (value.kind === "none")
		return value.dimOf && typeof value.dimOf.dim !== "number" ? value.dimOf.dim : noneDim(whyNone);
	if (value.kind === "unknown") return unknownDim(value.why);
	return undefined;
}

/** A shape that the user wrote as a tuple, list or TensorShape; top when it is not known. */
export function valueToShape(value: Value, whyNone: Reason = { text: "None was written here" }): Shape {
	if (value.kind === "tensorshape") return value.shape;
	if (value.kind === "unknown") return topShape(value.why);
	if ((value.kind === "tuple" || value.kind === "list") && value.items) {
		const dims = value.items.map((item) => valueToDim(item, whyNone));
		if (!dims.includes(undefined)) return ranked(dims as Dim[]);
	}
	return topShape({ text: "the shape is not followed" });
}
