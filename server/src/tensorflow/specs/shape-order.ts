import { type Dim, isNone, isUnknown, noneDim, ranked, type Shape, unknownDim, unknownRank } from "../../domain";
import { vague } from "../../interpreter/api";
import { whyOf } from "../shapes";
import { allOf, pairs, type Verdict } from "./equality";

/** `shape.is_subtype_of(other)`: `None` covers every size, an unknown rank everything. */
export function isSubshape(a: Shape, b: Shape): Verdict {
	if (b.kind === "unknown-rank") return true;
	if (a.kind === "top" || b.kind === "top") return undefined;
	if (a.kind !== "ranked" || a.dims.length !== b.dims.length) return false;
	return allOf([...pairs(a.dims, b.dims)].map(([one, other]) => isSubdim(one, other)));
}

function isSubdim(a: Dim, b: Dim): Verdict {
	if (isNone(b)) return true;
	if (isUnknown(a) || isUnknown(b)) return undefined;
	return a === b;
}

/** The least shape that covers all of them. */
export function commonShape(shapes: readonly Shape[]): Shape {
	const [first, ...others] = shapes;
	if (!first) return vague("no shapes");
	if (first.kind === "unknown-rank") return first;
	const hidden = shapes.find(({ kind }) => kind === "top");
	if (hidden || first.kind !== "ranked") return vague(whyOf(hidden ?? first));
	const { dims } = first;
	const odd = others.find((shape) => shape.kind !== "ranked" || shape.dims.length !== dims.length);
	if (odd) return odd.kind === "unknown-rank" ? odd : unknownRank({ text: "the ranks differ" });
	return ranked(dims.map((dim, axis) => commonDim([dim, ...others.map((each) => dimOf(each, axis))])));
}

const dimOf = (shape: Shape, axis: number): Dim =>
	(shape.kind === "ranked" ? shape.dims[axis] : undefined) ?? unknownDim({ text: "a size that is not known" });

function commonDim(dims: readonly Dim[]): Dim {
	const first = dims[0] as Dim;
	const open = dims.find(isNone);
	if (open) return open;
	const known = dims.filter((dim) => !isUnknown(dim));
	if (new Set(known).size > 1) return noneDim({ text: "the sizes differ" });
	return dims.find(isUnknown) ?? first;
}
