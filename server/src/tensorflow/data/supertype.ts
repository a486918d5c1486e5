import {
	type Dim,
	isStatic,
	isUnknown,
	noneDim,
	ranked,
	type Shape,
	type TypeSpecValue,
	unknown,
	unknownRank,
	type Value,
} from "../../domain";
import { specClass } from "../spec-values";
import { raggedRankOf } from "./element";

const WHY = { text: "the elements of several datasets, which differ here" };

/** The least spec that covers two: `most_specific_common_supertype`; absent when there is none. */
export function commonSupertype(a: Value, b: Value): Value | undefined {
	if (a.kind === "unknown") return a;
	if (b.kind === "unknown") return b;
	if (a.kind !== "typespec" || b.kind !== "typespec" || specClass(a) !== specClass(b)) return undefined;
	if (specClass(a) === "NoneTensorSpec") return a;
	if (specClass(a) === "DatasetSpec") return unknown({ text: "datasets of datasets that are joined" });
	const { dtype } = a.spec;
	if (typeof dtype !== "string" || typeof b.spec.dtype !== "string")
		return unknown({ text: "a dtype that is not known" });
	if (dtype !== b.spec.dtype || raggedRankOf(a) !== raggedRankOf(b)) return undefined;
	return withShape(a, b, commonShape(a.spec.shape, b.spec.shape));
}

const withShape = (a: TypeSpecValue, b: TypeSpecValue, shape: Shape): Value => ({
	...a,
	name: a.name === b.name ? a.name : undefined,
	spec: { ...a.spec, shape },
});

/** `None` where sizes differ; no rank where ranks do. */
export function commonShape(a: Shape, b: Shape): Shape {
	if (a.kind === "top") return a;
	if (b.kind === "top") return b;
	if (a.kind !== "ranked" || b.kind !== "ranked" || a.dims.length !== b.dims.length) return unknownRank(WHY);
	return ranked(a.dims.map((dim, axis) => commonDim(dim, b.dims[axis] as Dim)));
}

function commonDim(a: Dim, b: Dim): Dim {
	if (isUnknown(a)) return a;
	if (isUnknown(b)) return b;
	return isStatic(a) && a === b ? a : noneDim(WHY);
}
