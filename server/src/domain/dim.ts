import type { Reason } from "./reason";

/** A size that Keras itself does not know before run time: printed `None`. */
export interface NoneDim {
	readonly kind: "none";
	readonly why: Reason;
}

/** A size that Keras knows, or may know, and we do not: printed `?`. */
export interface UnknownDim {
	readonly kind: "unknown";
	readonly why: Reason;
}

export type Dim = number | NoneDim | UnknownDim;

export const noneDim = (why: Reason): NoneDim => ({ kind: "none", why });
export const unknownDim = (why: Reason): UnknownDim => ({ kind: "unknown", why });

export const isStatic = (dim: Dim): dim is number => typeof dim === "number";
export const isNone = (dim: Dim): dim is NoneDim => typeof dim !== "number" && dim.kind === "none";
export const isUnknown = (dim: Dim): dim is UnknownDim => typeof dim !== "number" && dim.kind === "unknown";

/** Equality as lattice elements; the reasons do not count. */
export function sameDim(a: Dim, b: Dim): boolean {
	if (typeof a === "number" || typeof b === "number") return a === b;
	return a.kind === b.kind;
}

export const printDim = (dim: Dim): string => (isStatic(dim) ? String(dim) : isNone(dim) ? "None" : "?");

/** The least dimension that covers both; `?` is the top of the lattice and nothing lies between it and the others. */
export function joinDims(a: Dim, b: Dim): Dim {
	if (a !== b && isNone(a) && isNone(b)) return noneDim(a.why);
	if (sameDim(a, b)) return a;
	if (isUnknown(a)) return a;
	if (isUnknown(b)) return b;
	return unknownDim({ text: `${printDim(a)} on one path, ${printDim(b)} on another` });
}

export const leqDim = (a: Dim, b: Dim): boolean => isUnknown(b) || sameDim(a, b);

/**
 * Arithmetic on sizes as Keras does it: `None` in, `None` out; `?` in, `?` out (`?` wins, since the other operand
 * being `None` would not tell us whether Keras says `None` for the result). The result is a `None` of its own: who
 * follows one through a computation must not find it where another size stands.
 */
export function mapDims(dims: readonly Dim[], compute: (sizes: readonly number[]) => number): Dim {
	const unknown = dims.find(isUnknown);
	if (unknown !== undefined) return unknown;
	const none = dims.find(isNone);
	if (none !== undefined) return noneDim(none.why);
	return compute(dims.filter(isStatic));
}

export const mapDim = (dim: Dim, compute: (size: number) => number): Dim =>
	mapDims([dim], () => compute(dim as number));
