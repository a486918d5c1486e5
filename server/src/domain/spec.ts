import { type DType, joinDTypes, leqDType, printDType, sameDType, unknownDType } from "./dtype";
import type { Reason } from "./reason";
import { joinShapes, leqShape, printShape, type Shape, sameShape, topShape } from "./shape";

/** How a tensor keeps its values, where that is not densely; `unknown` is what two paths leave open. */
export interface Layout {
	readonly kind: "sparse" | "ragged" | "unknown";
	/** TensorFlow's `ragged_rank`, where it is known. */
	readonly raggedRank?: number | undefined;
	/** The dtype of a ragged tensor's row partitions, where it is known. */
	readonly rowSplits?: "int32" | "int64" | undefined;
	/** Keras 3 calls the product of a KerasTensor and a number sparse: nobody is told, but layers behave so. */
	readonly implied?: boolean | undefined;
}

export const SPARSE: Layout = { kind: "sparse" };

/** The shape and dtype of a tensor, and its layout unless it is dense. */
export interface Spec {
	readonly shape: Shape;
	readonly dtype: DType;
	readonly layout?: Layout | undefined;
}

const sameLayout = (a: Layout | undefined, b: Layout | undefined): boolean =>
	a === b ||
	(a?.kind === b?.kind &&
		a?.raggedRank === b?.raggedRank &&
		a?.rowSplits === b?.rowSplits &&
		a?.implied === b?.implied);

function joinLayouts(a: Layout | undefined, b: Layout | undefined): Layout | undefined {
	if (sameLayout(a, b)) return a;
	if (a?.kind !== b?.kind || a?.kind !== "ragged") return { kind: "unknown" };
	const joined: Layout =
		a.raggedRank === b?.raggedRank ? { kind: "ragged", raggedRank: a.raggedRank } : { kind: "ragged" };
	return a.rowSplits === b?.rowSplits && a.rowSplits !== undefined ? { ...joined, rowSplits: a.rowSplits } : joined;
}

const leqLayout = (a: Layout | undefined, b: Layout | undefined): boolean => sameLayout(joinLayouts(a, b), b);

/** `what` with a layout; without one, it is dense. */
export function withLayout(what: Spec, layout: Layout | undefined): Spec {
	const { shape, dtype } = what;
	return layout ? { shape, dtype, layout } : { shape, dtype };
}

export const asDense = (what: Spec): Spec => (what.layout ? withLayout(what, undefined) : what);

export const spec = (shape: Shape, dtype: DType): Spec => ({ shape, dtype });
export const topSpec = (why: Reason): Spec => ({ shape: topShape(why), dtype: unknownDType(why) });
export const sameSpec = (a: Spec, b: Spec): boolean =>
	sameShape(a.shape, b.shape) && sameDType(a.dtype, b.dtype) && sameLayout(a.layout, b.layout);
export const joinSpecs = (a: Spec, b: Spec): Spec =>
	withLayout(
		{ shape: joinShapes(a.shape, b.shape), dtype: joinDTypes(a.dtype, b.dtype) },
		joinLayouts(a.layout, b.layout),
	);
export const leqSpec = (a: Spec, b: Spec): boolean =>
	leqShape(a.shape, b.shape) && leqDType(a.dtype, b.dtype) && leqLayout(a.layout, b.layout);

/** What is said of a layout, with a space before it. */
const printLayout = (layout: Layout | undefined): string =>
	layout && layout.kind !== "unknown" && !layout.implied ? ` ${layout.kind}` : "";

export const printSpec = (value: Spec): string =>
	`${printShape(value.shape)} ${printDType(value.dtype)}${printLayout(value.layout)}`;
