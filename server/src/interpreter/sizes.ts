import { type Dim, type Shape, sameDim, type Value } from "../domain";

/** The size of an axis, or the sizes of all that are left of a shape, as Python holds them. */
export interface SizeSnapshot {
	readonly dims: readonly Dim[];
	/** Of one size: the axis that it was read from; absent for a tuple of sizes. */
	readonly axis: number | undefined;
	/** The shape that it was read from, when that is known. */
	readonly shape?: Shape | undefined;
}

/** What a value is when it is a size that was read from a tensor, or a shape that is a tuple of them. */
export function sizesIn(value: Value): SizeSnapshot | undefined {
	if (value.kind === "tuple") return value.isShape ? sizesOfTuple(value.items) : undefined;
	if (value.kind !== "int" && value.kind !== "none") return undefined;
	return value.dimOf && { dims: [value.dimOf.dim], axis: value.dimOf.axis, shape: value.dimOf.shape };
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
