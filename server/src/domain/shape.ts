import { type Dim, isStatic, joinDims, leqDim, printDim, sameDim } from "./dim";
import type { Reason } from "./reason";

export interface RankedShape {
	readonly kind: "ranked";
	readonly dims: readonly Dim[];
}

/** TensorFlow itself says that the rank is unknown. */
export interface UnknownRankShape {
	readonly kind: "unknown-rank";
	readonly why: Reason;
}

/** We do not know the shape: printed `?`. */
export interface TopShape {
	readonly kind: "top";
	readonly why: Reason;
}

export type Shape = RankedShape | UnknownRankShape | TopShape;

export const ranked = (dims: readonly Dim[]): RankedShape => ({ kind: "ranked", dims });
export const topShape = (why: Reason): TopShape => ({ kind: "top", why });
export const unknownRank = (why: Reason): UnknownRankShape => ({ kind: "unknown-rank", why });

export function sameShape(a: Shape, b: Shape): boolean {
	if (a.kind !== "ranked" || b.kind !== "ranked") return a.kind === b.kind;
	return a.dims.length === b.dims.length && a.dims.every((dim, axis) => sameDim(dim, b.dims[axis] as Dim));
}

export function joinShapes(a: Shape, b: Shape): Shape {
	if (a.kind === "top") return a;
	if (b.kind === "top") return b;
	if (a.kind === "unknown-rank" && b.kind === "unknown-rank") return a;
	if (a.kind === "ranked" && b.kind === "ranked" && a.dims.length === b.dims.length) {
		return ranked(a.dims.map((dim, axis) => joinDims(dim, b.dims[axis] as Dim)));
	}
	return topShape({ text: `${printShape(a)} on one path, ${printShape(b)} on another` });
}

export function leqShape(a: Shape, b: Shape): boolean {
	if (b.kind === "top") return true;
	if (a.kind !== "ranked" || b.kind !== "ranked") return a.kind === b.kind;
	return a.dims.length === b.dims.length && a.dims.every((dim, axis) => leqDim(dim, b.dims[axis] as Dim));
}

export const isFullyDefined = (shape: Shape): boolean => shape.kind === "ranked" && shape.dims.every(isStatic);

/** As a Python tuple: `(None, 10)`, `(3,)`, `()`; TensorFlow's unknown rank as it prints it; `?` when we do not know. */
export function printShape(shape: Shape): string {
	if (shape.kind === "top") return "?";
	if (shape.kind === "unknown-rank") return "<unknown>";
	const dims = shape.dims.map(printDim);
	return dims.length === 1 ? `(${dims[0]},)` : `(${dims.join(", ")})`;
}
