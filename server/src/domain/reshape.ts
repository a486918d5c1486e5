import { type Dim, isNone, isStatic, isUnknown, unknownDim } from "./dim";

/** Why a reshape cannot be: the element counts of the known parts. */
export interface SizeMismatch {
	readonly from: number;
	readonly to: number;
}

export const isSizeMismatch = (result: readonly Dim[] | SizeMismatch): result is SizeMismatch => "from" in result;

interface Elements {
	/** Product of the known sizes; 0 as soon as one size is 0. */
	readonly known: number;
	/** Axes whose size is not known. */
	readonly open: readonly number[];
}

function countElements(dims: readonly Dim[]): Elements {
	const known = dims.filter(isStatic).reduce((product, dim) => product * dim, 1);
	if (dims.includes(0)) return { known: 0, open: [] };
	return { known, open: dims.flatMap((dim, axis) => (isStatic(dim) ? [] : [axis])) };
}

/**
 * The static shape of `tf.reshape(input, target)`, where an open size of the target is what `-1` (or a size that is
 * only known at run time) leaves. Mirrors `SetOutputShapeForReshape` of tensorflow/core/ops/array_ops.cc.
 */
export function reshapeDims(input: readonly Dim[], target: readonly Dim[]): readonly Dim[] | SizeMismatch {
	const source = countElements(input);
	const result = countElements(target);
	if ([...input, ...target].some(isUnknown)) return withUnknown(input, target, result.open);
	if (source.open.length > 1 || result.open.length > 1) return target;
	const mismatch = { from: source.known, to: result.known };
	const [hole] = result.open;
	const sourceIsKnown = source.open.length === 0;
	if (hole === undefined) {
		const fits = sourceIsKnown
			? source.known === result.known
			: source.known === 0 || result.known % source.known === 0;
		return fits ? target : mismatch;
	}
	if (!sourceIsKnown || result.known === 0) return target;
	return source.known % result.known === 0 ? target.with(hole, source.known / result.known) : mismatch;
}

/** With a size that we do not know, whatever Keras may infer from it is not known either. */
function withUnknown(input: readonly Dim[], target: readonly Dim[], open: readonly number[]): readonly Dim[] {
	const why = [...input, ...target].find(isUnknown)?.why ?? { text: "a size is not known" };
	const decided = input.filter(isNone).length > 0 || open.length !== 1;
	return target.map((dim) => (isNone(dim) && !decided ? unknownDim(why) : dim));
}
