import { type Dim, isStatic, list, ranked, type Value } from "../domain";
import { type Bound, type FunctionModel, type LibraryCall, raise, vague } from "../interpreter/api";
import { dimsOf, makeArray, toArray } from "./arrays";
import { axesOf, boundFunction, intOf } from "./define";

type Slice = readonly [start: number, stop: number | undefined];

/** The bounds of `count` parts; the first ones are larger when the size is no multiple. */
function evenSlices(size: number, count: number): readonly Slice[] {
	const [small, larger] = [Math.floor(size / count), size % count];
	const start = (at: number): number => at * small + Math.min(at, larger);
	return Array.from({ length: count }, (_, at) => [start(at), start(at + 1)]);
}

/** The bounds between indices; as in a slice of Python's, an index may lie outside. */
function slicesAt(indices: Value): readonly Slice[] {
	const { content } = toArray(indices);
	if (content?.kind !== "list" || !content.items) return vague("parts at indices that are not known");
	const at = content.items.map(intOf);
	return [...at, undefined].map((stop, place) => [at[place - 1] ?? 0, stop]);
}

function slicesOf(sections: Value, size: Dim | undefined, isEven: boolean): readonly Slice[] {
	if (sections.kind !== "int") return slicesAt(sections);
	const count = intOf(sections);
	if (typeof size !== "number" || count < 1) return vague("parts of sizes that are not known");
	if (isEven && size % count !== 0) {
		raise({
			code: "reshape-size-mismatch",
			exception: "ValueError",
			message: `an axis of size ${size} has no ${count} equal parts`,
		});
	}
	return evenSlices(size, count);
}

/** Pieces along one axis; those of a flat array keep the numbers that are known. */
function parts(bound: Bound, call: LibraryCall, isEven: boolean): Value {
	const { shape, dtype, content } = toArray(bound.get("ary"));
	const dims = dimsOf({ shape, dtype });
	const axis = axesOf(bound.get("axis"), dims.length)?.[0] ?? 0;
	const size = dims[axis];
	const slices = slicesOf(bound.get("indices_or_sections"), size, isEven);
	if (size === undefined || !isStatic(size)) return vague("parts of a size that is not known");
	const items = dims.length === 1 && content?.kind === "list" ? content.items : undefined;
	return list(
		slices.map(([start, stop]) => {
			const part = items && list(items.slice(start, stop));
			return makeArray(ranked(dims.with(axis, widthOf(start, stop, size as number))), dtype, call.world, part);
		}),
	);
}

/** How many items `a[start:stop]` has. */
function widthOf(start: number, stop: number | undefined, size: number): number {
	const clamp = (at: number): number => Math.min(Math.max(at < 0 ? at + size : at, 0), size);
	return Math.max(0, clamp(stop ?? size) - clamp(start));
}

const SIGNATURE = "ary, indices_or_sections, axis=0";

export const SPLITS: readonly FunctionModel[] = [
	boundFunction("split", SIGNATURE, (bound, call) => parts(bound, call, true)),
	boundFunction("array_split", SIGNATURE, (bound, call) => parts(bound, call, false)),
];
