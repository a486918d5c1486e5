import { type Dim, type DType, ranked, type Shape, type Spec, spec, type Value } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import type { CallContext } from "../../engine/layer-definition";

/** The tensor that a data layer makes of what it is called on: a tensor, text, a number, or lists of these. */
export const plainInput = (context: CallContext): Spec => specOf(context.argument);

function specOf(value: Value): Spec {
	if (value.kind === "tensor") return value.spec;
	const dtype = SCALARS[value.kind];
	if (dtype) return spec(ranked([]), dtype);
	if (value.kind !== "list" && value.kind !== "tuple") return vague(`what the layer makes of a ${typeName(value)}`);
	const items = (value.items ?? vague("a list that is not known")).map(specOf);
	const first = items[0] ?? vague("an empty list");
	const inner = items.map((item) => dimsOf(item.shape));
	const isEven = inner.every(
		(dims) => dims.length === inner[0]?.length && dims.every((dim, at) => dim === inner[0]?.[at]),
	);
	if (!isEven || items.some((item) => item.dtype !== first.dtype)) return vague("a list of unequal items");
	return spec(ranked([items.length, ...(inner[0] as readonly Dim[])]), first.dtype);
}

const SCALARS: Partial<Record<Value["kind"], DType>> = {
	str: "string",
	bytes: "string",
	int: "int32",
	float: "float32",
	bool: "bool",
};

const dimsOf = (shape: Shape): readonly Dim[] =>
	shape.kind === "ranked" ? shape.dims : vague("a shape of no known rank");

/** The sizes of a tensor of known rank. */
export const rankedDims = (input: Spec): readonly Dim[] => dimsOf(input.shape);
