import { type Dim, isNone, isStatic, isUnknown, joinDims, noneDim, sameDim } from "./dim";

/**
 * Whose rule decides where a size is not known: TensorFlow's shape functions (`common_shape_fns.cc`) say `None` for
 * `None` with 0; Keras 3's `broadcast_shapes` says 0.
 */
export type BroadcastRule = "tensorflow" | "keras3";

/** Two sizes that do not fit, and the axis of the result at which they meet. */
export interface Clash {
	readonly axis: number;
	readonly left: number;
	readonly right: number;
}

export const isClash = (result: readonly Dim[] | Clash): result is Clash => "left" in result;

/** NumPy's broadcasting: shapes are aligned at their last axis, and a size of 1 stretches. */
export function broadcastDims(
	a: readonly Dim[],
	b: readonly Dim[],
	rule: BroadcastRule = "tensorflow",
): readonly Dim[] | Clash {
	const rank = Math.max(a.length, b.length);
	const result: Dim[] = [];
	for (let axis = 0; axis < rank; axis += 1) {
		const left = a[axis - rank + a.length] ?? 1;
		const right = b[axis - rank + b.length] ?? 1;
		const dim = broadcastDim(left, right, rule);
		if (dim === undefined) return { axis, left: left as number, right: right as number };
		result.push(dim);
	}
	return result;
}

/** Absent when the sizes do not fit. */
function broadcastDim(a: Dim, b: Dim, rule: BroadcastRule): Dim | undefined {
	if (a === 1) return b;
	if (b === 1) return a;
	if (isStatic(a) && isStatic(b)) return a === b ? a : undefined;
	const size = isStatic(a) ? a : isStatic(b) ? b : undefined;
	const open = isStatic(a) ? b : a;
	if (size !== undefined) return size === 0 && rule === "tensorflow" ? open : size;
	return joinDims(a, b);
}

/** What two sizes of one axis are together when both describe it, as `TensorShape.merge_with`; absent when they differ. */
export function mergeDims(a: Dim, b: Dim): Dim | undefined {
	if (sameDim(a, b)) return a;
	if (isStatic(a) && isStatic(b)) return undefined;
	if (isStatic(a)) return a;
	if (isStatic(b)) return b;
	return isUnknown(a) ? a : b;
}

/** Sizes one after the other, as along the axis of a concatenation: one `None` makes the sum `None`. */
export function sumDims(dims: readonly Dim[]): Dim {
	const none = dims.find(isNone);
	if (none !== undefined) return dims.length === 1 ? none : noneDim(none.why);
	const open = dims.find(isUnknown);
	if (open !== undefined) return open;
	return dims.filter(isStatic).reduce((sum, dim) => sum + dim, 0);
}
