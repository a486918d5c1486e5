import {
	type Dim,
	isNone,
	isUnknown,
	noneDim,
	type Reason,
	ranked,
	type Shape,
	unknownDim,
	unknownRank,
} from "../domain";
import { vague } from "../interpreter/api";
import { whyOf } from "./shapes";

/**
 * The least shape that covers all of them, as `TensorShape.most_specific_common_supertype` has it: sizes that differ are
 * open, ranks that differ leave none. `why` is told of both. A shape that is `?` makes the result `?`.
 */
export function coveringShape(shapes: readonly Shape[], why?: Reason): Shape {
	const open = shapes.find(({ kind }) => kind === "unknown-rank");
	const hidden = open ?? shapes.find(({ kind }) => kind === "top");
	if (hidden) return hidden;
	const all = shapes.flatMap((shape) => (shape.kind === "ranked" ? [shape.dims] : []));
	const [first] = all;
	if (!first) return vague("no shapes");
	if (all.some((dims) => dims.length !== first.length)) return unknownRank(why ?? { text: "the ranks differ" });
	return ranked(
		first.map((_, axis) =>
			coveringDim(
				all.map((dims) => dims[axis] as Dim),
				why,
			),
		),
	);
}

/** `None` covers every size, so it stands even beside sizes that are not known. */
function coveringDim(dims: readonly Dim[], why: Reason = { text: "the sizes differ" }): Dim {
	const open = dims.find(isNone);
	if (open !== undefined) return open;
	const known = new Set(dims.filter((dim) => !isUnknown(dim)));
	if (known.size > 1) return noneDim(why);
	return dims.find(isUnknown) ?? dims[0] ?? unknownDim(why);
}

/** The same; gives up where it is `?`. */
export function commonShape(shapes: readonly Shape[], why?: Reason): Shape {
	const shape = coveringShape(shapes, why);
	return shape.kind === "top" ? vague(whyOf(shape)) : shape;
}
