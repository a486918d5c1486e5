import {
	type Dim,
	isNone,
	isStatic,
	isUnknown,
	mapDims,
	mergeDims,
	noneDim,
	ranked,
	type Shape,
	topShape,
	unknownDim,
	unknownRank,
} from "../domain";

/** What two shapes of one tensor are together; absent when they contradict each other. */
export function mergeShapes(a: Shape, b: Shape): Shape | undefined {
	if (a.kind === "top") return b.kind === "ranked" ? ranked(b.dims) : a;
	if (b.kind === "top") return a;
	if (a.kind === "unknown-rank") return b;
	if (b.kind === "unknown-rank") return a;
	if (a.dims.length !== b.dims.length) return undefined;
	const dims: Dim[] = [];
	for (const [axis, dim] of a.dims.entries()) {
		const merged = mergeDims(dim, b.dims[axis] as Dim);
		if (merged === undefined) return undefined;
		dims.push(merged);
	}
	return ranked(dims);
}

/** Runs a shape function on the dimensions; what is not ranked gives a shape that is not ranked. */
export function withDims(shape: Shape, run: (dims: readonly Dim[]) => readonly Dim[] | Shape): Shape {
	if (shape.kind !== "ranked") return shape.kind === "top" ? topShape(shape.why) : unknownRank(shape.why);
	const result = run(shape.dims);
	return "kind" in result ? result : ranked(result);
}

/** The axis from the front; absent when it is out of range. */
export function normalizeAxis(axis: number, rank: number): number | undefined {
	const at = axis < 0 ? axis + rank : axis;
	return at >= 0 && at < rank ? at : undefined;
}

export interface ReshapeFailure {
	readonly failure: string;
}

interface Factors {
	/** The product of the sizes that are known; a single 0 makes it 0, whatever the others are. */
	readonly product: number;
	/** The only axis that is not known. */
	readonly open: number | undefined;
	readonly tooMany: boolean;
}

function factorsOf(dims: readonly Dim[]): Factors {
	if (dims.includes(0)) return { product: 0, open: undefined, tooMany: false };
	const open = dims.flatMap((dim, axis) => (isStatic(dim) ? [] : [axis]));
	const product = dims.filter(isStatic).reduce((total, dim) => total * dim, 1);
	return { product, open: open[0], tooMany: open.length > 1 };
}

/**
 * `tf.reshape`: `target` has a negative number for the dimension to infer, and `None` where its value is not known
 * before run time. Mirrors `SetOutputShapeForReshape` of tensorflow/core/ops/array_ops.cc.
 */
export function reshapeDims(input: readonly Dim[], target: readonly Dim[]): readonly Dim[] | ReshapeFailure {
	const inferred = noneDim({ text: "the size that reshape infers depends on a size that is None" });
	const output = target.map((dim) => (isStatic(dim) && dim < 0 ? inferred : dim));
	if ([...input, ...output].some(isUnknown)) return withoutKnowledge(input, output, inferred);
	const [from, to] = [factorsOf(input), factorsOf(output)];
	if (from.tooMany || to.tooMany) return output;
	if (from.open === undefined && to.open === undefined) {
		return from.product === to.product ? output : { failure: `${from.product} elements do not make ${to.product}` };
	}
	if (from.open === undefined && to.open !== undefined) {
		if (to.product === 0) return from.product === 0 ? output : { failure: "a -1 beside a size of 0 says nothing" };
		if (from.product % to.product !== 0)
			return { failure: `${from.product} elements are not divisible by ${to.product}` };
		return output.with(to.open, from.product / to.product);
	}
	if (to.open === undefined) {
		if (from.product === 0 || to.product % from.product === 0) return output;
		return { failure: `${to.product} elements are not a multiple of ${from.product}` };
	}
	return from.product === to.product ? output.with(to.open, input[from.open as number] as Dim) : output;
}

/** With a `?` among the sizes, what would have been inferred is `?` too. */
function withoutKnowledge(input: readonly Dim[], output: readonly Dim[], inferred: Dim): readonly Dim[] {
	const why = [...input, ...output].find(isUnknown)?.why ?? { text: "a size is not known" };
	return output.map((dim) => (dim === inferred ? unknownDim(why) : dim));
}

/** `ceil(size / step)` for sizes that may be open. */
export const divideUp = (dim: Dim, step: number): Dim => mapDims([dim], ([size]) => Math.ceil((size as number) / step));

export const anyUnknown = (dims: readonly Dim[]): boolean => dims.some(isUnknown);
export const anyNone = (dims: readonly Dim[]): boolean => dims.some(isNone);
