import { type Dim, type Shape, sameDim, type Value } from "../domain";

/** The size of an axis, or the sizes of all that are left of a shape, as Python holds them. */
export interface SizeSnapshot {
	readonly dims: readonly Dim[];
	/** Of one size: the axis that it was read from; absent for a tuple of sizes. */
	readonly axis: number | undefined;
	/** How Python holds several; default: as a tuple. */
	readonly kind?: "list" | "tensor" | undefined;
	/** The shape that it was read from, when that is known. */
	readonly shape?: Shape | undefined;
}

/** What a value is when it is a size that was read from a tensor, or a shape that is a tuple of them. */
export function sizesIn(value: Value): SizeSnapshot | undefined {
	if (value.kind === "tensor") return value.content && sizesOfTensor(value.spec.shape, value.content);
	if (value.kind === "list") return value.items?.length ? sizesOfList(value.items, "list") : undefined;
	if (value.kind === "tuple") return value.isShape ? sizesOfTuple(value.items) : undefined;
	if (value.kind !== "int" && value.kind !== "none") return undefined;
	return value.dimOf && { dims: [value.dimOf.dim], axis: value.dimOf.axis, shape: value.dimOf.shape };
}

const MAX_SIZES = 16;

/** Of a list only what was read from a shape: TensorFlow forgets where the ints of a tensor come from. */
function sizesOfList(items: readonly Value[], kind: "list" | "tensor"): SizeSnapshot | undefined {
	if (items.length > MAX_SIZES) return undefined;
	const dims = items.flatMap((item): readonly Dim[] => {
		if ((item.kind === "int" || item.kind === "none") && item.dimOf) return [item.dimOf.dim];
		return kind === "tensor" && item.kind === "int" && item.value !== undefined ? [item.value] : [];
	});
	return dims.length === items.length ? { dims, axis: undefined, kind } : undefined;
}

/** A tensor of sizes, as `tf.shape` gives it. */
function sizesOfTensor(shape: Shape, content: Value): SizeSnapshot | undefined {
	if (shape.kind !== "ranked" || shape.dims.length > 1) return undefined;
	if (content.kind === "list" || content.kind === "tuple") return sizesOfList(content.items ?? [], "tensor");
	const sizes = sizesOfList([content], "tensor");
	const source = content.kind === "int" || content.kind === "none" ? content.dimOf : undefined;
	return sizes && { ...sizes, axis: source?.axis ?? 0, shape: source?.shape };
}

function sizesOfTuple(items: readonly Value[]): SizeSnapshot | undefined {
	const dims: Dim[] = [];
	for (const item of items) {
		if (item.kind === "unknown") dims.push({ kind: "unknown", why: item.why });
		else if ((item.kind === "int" || item.kind === "none") && item.dimOf) dims.push(item.dimOf.dim);
		else if (item.kind === "int" && item.value !== undefined) dims.push(item.value);
		else return undefined;
	}
	return { dims, axis: undefined };
}

export const sameSizes = (one: SizeSnapshot, other: SizeSnapshot): boolean =>
	one.axis === other.axis &&
	one.dims.length === other.dims.length &&
	one.dims.every((dim, index) => sameDim(dim, other.dims[index] as Dim));
