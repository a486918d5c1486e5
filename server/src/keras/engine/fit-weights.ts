import { broadcastDims, type Dim, isClash, isStatic, printShape, ranked } from "../../domain";
import { opFailure } from "../utils/tf-op";
import type { BuiltState, CallContext } from "./layer-definition";

/**
 * What the operations of a built layer make of its weights on an input of another size than it was built for. They are
 * asked where the layer runs: everywhere in Keras 2, inside of another layer and on real tensors in Keras 3. TensorFlow's
 * shape functions raise ValueError in a graph, its kernels InvalidArgumentError.
 */

type Dims = readonly Dim[];

/** Shape of a weight, by the name that `build` gave it, in a sublayer of its own or not. */
export function weightShape(built: BuiltState | undefined, name: string): Dims | undefined {
	return built?.weights.find((weight) => weight.name === name || weight.name.endsWith(`/${name}`))?.shape;
}

/** Whether two sizes surely differ. */
export const differ = (found: Dim | undefined, expected: Dim | undefined): boolean =>
	found !== undefined && expected !== undefined && isStatic(found) && isStatic(expected) && found !== expected;

/** A product along an axis of the input, which the kernel was made for. */
export function requireSize(found: Dim | undefined, expected: Dim | undefined, dims: Dims, context: CallContext): void {
	if (differ(found, expected)) failFit(`features of size ${String(expected)}`, dims, context);
}

/** What the input and a weight broadcast to. */
export function broadcastWeight(dims: Dims, weight: Dims | undefined, context: CallContext): Dims {
	if (!weight) return dims;
	const result = broadcastDims(dims, weight);
	return isClash(result) ? failFit(`a weight of shape ${printShape(ranked(weight))}`, dims, context) : result;
}

/** A weight that is given another shape, which must hold as many numbers. */
export function reshapeWeight(weight: Dims, shape: Dims, dims: Dims, context: CallContext): Dims {
	if (differ(sizeOf(weight), sizeOf(shape))) failFit(`a weight of shape ${printShape(ranked(weight))}`, dims, context);
	return shape;
}

const sizeOf = (dims: Dims): number | undefined =>
	dims.every(isStatic) ? dims.reduce<number>((size, dim) => size * (dim as number), 1) : undefined;

export const failFit = (what: string, dims: Dims, context: CallContext): never =>
	opFailure(context)({
		code: "input-axis-size",
		message: `the layer was built with ${what}, which does not fit its input ${printShape(ranked(dims))}`,
	});
