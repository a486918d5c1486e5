import { type Dim, printDim, printShape } from "../domain";
import type { SizeSnapshot } from "../interpreter/sizes";
import type { Expr } from "../syntax/ast";
import { dimNotes } from "./hover-notes";
import { abbreviated, type Hover, type HoverContext, label } from "./hover-parts";
import { nodesAt, type SyntaxNode } from "./nodes";
import { placesOf } from "./places";

/** A size that was read from a shape, or a shape as a tuple of sizes. */
export function sizeHover({ analysis }: HoverContext, node: SyntaxNode): Hover | undefined {
	const place = placesOf(analysis).size(node);
	if (!place) return undefined;
	const { seen, start, end } = place;
	const texts = abbreviated([...new Set(seen.map(printSizes))]);
	const [only, ...others] = seen;
	const shape = only?.axis !== undefined && others.length === 0 ? only.shape : undefined;
	const from = shape ? `  # axis ${only?.axis} of ${printShape(shape)}` : "";
	return {
		start,
		end,
		code: [`${label(node, analysis)}${texts.join(" -> ")}${from}`],
		notes: dimNotes(seen.flatMap(({ dims, axis }) => dims.map((dim, index) => [axis ?? index, dim] as const))),
	};
}

const printSizes = ({ dims, axis }: SizeSnapshot): string =>
	axis === undefined ? printShape({ kind: "ranked", dims }) : printDim(dims[0] as Dim);

/** A `None` that is written in the shape of an input or a spec: which axis it leaves open. */
export function writtenNoneHover({ analysis }: HoverContext, offset: number): Hover | undefined {
	const path = [...nodesAt(analysis.file.module, offset)].reverse();
	const [none, sequence, ...around] = path;
	if (none?.type !== "Constant" || none.value.kind !== "none") return undefined;
	if (sequence?.type !== "Tuple" && sequence?.type !== "List") return undefined;
	const [outer, next] = around;
	const call = outer?.type === "keyword" ? next : outer;
	if (call?.type !== "Call") return undefined;
	const index = sequence.elts.indexOf(none);
	const found = openAxis(placesOf(analysis).observation(call)?.seen.at(-1)?.spec?.shape, call, sequence.elts, index);
	if (!found) return undefined;
	const { axis, dim, text } = found;
	return {
		start: none.start,
		end: none.end,
		code: [`None  # axis ${axis} of ${text}`],
		notes: dimNotes([[axis, dim]]),
	};
}

/** The axis, when the size is open because of this very call; the batch may come before what is written. */
function openAxis(
	shape: Parameters<typeof printShape>[0] | undefined,
	call: Expr,
	elts: readonly Expr[],
	index: number,
): { readonly axis: number; readonly dim: Dim; readonly text: string } | undefined {
	if (shape?.kind !== "ranked") return undefined;
	const before = shape.dims.length - elts.length;
	const axis = index + before;
	const dim = shape.dims[axis];
	if (before < 0 || before > 1 || dim === undefined || typeof dim === "number" || dim.kind !== "none") return undefined;
	const { origin } = dim.why;
	const isOwn = origin && origin.start >= call.start && origin.end <= call.end;
	return isOwn ? { axis, dim, text: printShape(shape) } : undefined;
}
