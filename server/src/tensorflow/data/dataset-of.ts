import { isNone, isStatic, type NoneDim, type Value } from "../../domain";
import { defineFunction } from "../../interpreter/api";
import { makeDataset, type Sizes } from "./dataset";
import { elementLeaves } from "./element";

/** How other libraries make a dataset: of a structure of specs, how many elements, and which sizes the open ones have. */
export const DATASET_OF = defineFunction(
	"tensorflow.data.<of>",
	"element, count=None, actual=None",
	(bound, { world }) => {
		const element = bound.get("element");
		const count = bound.get("count");
		const actual = bound.get("actual");
		const sizes = actual.kind === "none" ? new Map<NoneDim, Sizes>() : sizesOf(element, actual);
		return makeDataset({ element, sizes, cardinality: count.kind === "int" ? count.value : undefined }, world);
	},
);

function sizesOf(element: Value, actual: Value): ReadonlyMap<NoneDim, Sizes> {
	const sizes = new Map<NoneDim, Sizes>();
	const others = elementLeaves(actual);
	for (const [index, leaf] of elementLeaves(element).entries()) {
		const other = others[index];
		if (leaf.kind !== "typespec" || other?.kind !== "typespec") continue;
		const [open, known] = [leaf.spec.shape, other.spec.shape];
		if (open.kind !== "ranked" || known.kind !== "ranked") continue;
		for (const [axis, dim] of open.dims.entries()) {
			const size = known.dims[axis];
			if (isNone(dim) && size !== undefined && isStatic(size)) sizes.set(dim, { at: () => size, every: size });
		}
	}
	return sizes;
}
