import { dimToValue, noneDim, ranked, type TensorShapeValue, unknown, type Value } from "../../domain";
import { raise, sliceBounds, sliceItems, typeName, vague } from "../../interpreter/api";
import { whyOf } from "../shapes";
import { fail, toTensorShape } from "./tensor-shape-value";

/** `shape[0]`, `shape[1:]`. Mirrors `TensorShape.__getitem__` of tensorflow/python/framework/tensor_shape.py. */
export function shapeItem(self: TensorShapeValue, index: Value): Value {
	const { shape } = self;
	if (shape.kind === "top") return unknown(shape.why);
	if (index.kind === "slice") return shapeSlice(self, index);
	if (shape.kind === "unknown-rank")
		return { kind: "none", dimOf: { dim: noneDim(whyOf(shape)), axis: 0, symbolic: self.symbolic } };
	const at = indexOf(index);
	if (at === undefined) return vague("an axis that is not known");
	if (at === null) return rejectIndex(index);
	const axis = at < 0 ? at + shape.dims.length : at;
	const dim = shape.dims[axis];
	if (dim !== undefined) return dimToValue(dim, axis, self.symbolic, undefined, self.shape);
	raise({
		code: "input-rank",
		exception: "IndexError",
		message: `axis ${at} is out of range for a shape of rank ${shape.dims.length}`,
	});
}

/** What stands for an int; null for what never does, absent when not known. */
function indexOf(index: Value): number | null | undefined {
	switch (index.kind) {
		case "int":
			return index.value;
		case "bool":
			return index.value === undefined ? undefined : Number(index.value);
		case "unknown":
		case "instance":
			return undefined;
		case "tensor":
			if (index.flavor === "Tensor" && index.eager === false) return null;
			return index.content?.kind === "int" ? index.content.value : undefined;
		default:
			return null;
	}
}

const rejectIndex = (index: Value): never =>
	raise({
		code: "python-error",
		exception: "TypeError",
		message: `the axes of a shape are read by int or slice, found a value of type ${typeName(index)}`,
	});

type Slice = Extract<Value, { kind: "slice" }>;

/** The bounds as Python's ints, where they are known. */
function readBounds({ lower, upper, step }: Slice): Slice {
	const [from, to, by] = [lower, upper, step].map((bound): Value => {
		if (bound.kind === "none") return bound;
		const at = indexOf(bound);
		return at === null ? rejectIndex(bound) : at === undefined ? { kind: "int" } : { kind: "int", value: at };
	});
	return { kind: "slice", lower: from as Value, upper: to as Value, step: by as Value };
}

function shapeSlice(self: TensorShapeValue, index: Slice): Value {
	const { shape } = self;
	if (shape.kind === "ranked") {
		const picked = sliceItems(shape.dims, readBounds(index));
		return picked ? toTensorShape(ranked(picked), self.symbolic) : vague("a slice with bounds that are not known");
	}
	if (index.step.kind !== "none") fail("a shape of unknown rank cannot be sliced in steps");
	if (index.upper.kind === "none") return toTensorShape(shape, self.symbolic);
	const { lower, upper } = readBounds(index);
	const from = lower.kind === "none" ? 0 : lower.kind === "int" ? lower.value : undefined;
	const to = upper.kind === "int" ? upper.value : undefined;
	if (from === undefined || to === undefined) return vague("a slice with bounds that are not known");
	if (from < 0 || to < 0) return toTensorShape(shape, self.symbolic);
	const bounds = sliceBounds(readBounds(index), Math.max(from, to));
	const count = bounds ? Math.max(0, bounds.stop - bounds.start) : 0;
	return toTensorShape(ranked(Array(count).fill(noneDim(whyOf(shape)))), self.symbolic);
}
