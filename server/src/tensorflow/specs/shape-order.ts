import { allOf, type Dim, isNone, isUnknown, type Shape, type Verdict } from "../../domain";
import { pairs } from "./equality";

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
