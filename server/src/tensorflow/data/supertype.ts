import { type Shape, type TypeSpecValue, unknown, type Value } from "../../domain";
import { coveringShape } from "../common-shape";
import { specClass } from "../spec-values";
import { raggedRankOf } from "./element";

/** Why sizes are open where datasets meet. */
export const WHY = { text: "the elements of several datasets, which differ here" };

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
	return withShape(a, b, coveringShape([a.spec.shape, b.spec.shape], WHY));
}

const withShape = (a: TypeSpecValue, b: TypeSpecValue, shape: Shape): Value => ({
	...a,
	name: a.name === b.name ? a.name : undefined,
	spec: { ...a.spec, shape },
});
