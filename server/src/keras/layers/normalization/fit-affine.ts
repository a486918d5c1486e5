import { type Dim, isNone, printShape, ranked, type Spec, type Value } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { onlyShape } from "../../engine/build";
import { isDeclared } from "../../engine/elementwise";
import { broadcastWeight, differ, failFit, reshapeWeight, weightShape } from "../../engine/fit-weights";
import type { CallContext } from "../../engine/layer-definition";
import { intAxes } from "./axes";

/** Keras 2 counts the axes from the front when it builds the layer; Keras 3 keeps them as they are. */
export function builtAxes(axes: readonly Value[], context: CallContext): readonly number[] {
	const numbers = intAxes(axes, context);
	if (context.world === "keras3") return [...numbers].sort((a, b) => a - b);
	const shape = context.built()?.inputs[0]?.shape;
	if (shape?.kind !== "ranked") return vague("what the layer was built for is not known");
	return numbers.map((axis) => (axis < 0 ? axis + shape.dims.length : axis));
}

/**
 * What layer normalization makes of its scale and offset: the sizes at `axis` as they were when the layer was built.
 * They are given the rank of the input, unless they have it or lie along the last axis; what comes out must have the
 * input's own shape in Keras 2.
 */
export function fitAffine(axes: readonly Value[], output: Spec, context: CallContext): Spec {
	if (context.asksShape) return output;
	const { dims } = onlyShape(context.inputs);
	const at = builtAxes(axes, context);
	const out = at.find((axis) => dims.at(axis) === undefined);
	if (out !== undefined) failAxis(out, dims, context);
	if (isDeclared(context)) return output;
	const isLast = at.length === 1 && at[0] === dims.length - 1;
	const places = at.map((axis) => (axis < 0 ? axis + dims.length : axis));
	let result = dims;
	for (const name of ["gamma", "beta"]) {
		const weight = weightShape(context.built(), name);
		if (!weight) continue;
		const shape = isLast || weight.length === dims.length ? weight : placed(weight, places, dims, context);
		result = broadcastWeight(result, shape, context);
	}
	if (
		context.world === "keras2" &&
		(result.length > dims.length || result.some((dim, axis) => differ(dim, dims[axis])))
	)
		context.fail({ code: "input-axis-size", message: `${what(result)} does not fit the input ${what(dims)}` });
	return { ...output, shape: ranked(result) };
}

const what = (dims: readonly Dim[]): string => printShape(ranked(dims));

/** TensorFlow takes no None among the sizes of a new shape. */
function placed(weight: readonly Dim[], places: readonly number[], dims: readonly Dim[], context: CallContext) {
	const shape = dims.map((dim, axis) => (places.includes(axis) ? dim : 1));
	if (shape.some(isNone)) failNone(dims, context);
	return reshapeWeight(weight, shape, dims, context);
}

export const failNone = (dims: readonly Dim[], { fail }: CallContext): never =>
	fail({
		code: "undefined-dimension",
		exception: "TypeError",
		message: `the sizes that the layer normalizes along must be known, found ${printShape(ranked(dims))}`,
	});

/** `broadcast_shape[axis]`; Keras 3 compares the axes before when it only declares. */
function failAxis(axis: number, dims: readonly Dim[], context: CallContext): never {
	return context.fail({
		code: "input-rank",
		exception: isDeclared(context) ? "ValueError" : "IndexError",
		message: `axis ${axis} is out of bounds for the shape ${printShape(ranked(dims))}`,
		facts: { rank: dims.length },
	});
}

/** One channel axis, which a built layer of Keras 2 indexes the shape of another input with: the output has its size. */
export function fitChannels(axis: number, size: Dim, context: CallContext): readonly Dim[] {
	const { dims } = onlyShape(context.inputs);
	const found = dims.at(axis) ?? failAxis(axis, dims, context);
	if (differ(found, size)) failFit(`${String(size)} channels`, dims, context);
	return dims.with(axis, size);
}
