import { isStatic, type Value } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { itemsOf, readNumber } from "../../engine/argument-readers";
import type { CallContext } from "../../engine/layer-definition";
import { opFailure } from "../../utils/tf-op";

/** `variance + epsilon`: TensorFlow adds no text and no None to floats. */
export function checkEpsilon(epsilon: Value, context: CallContext, layer: string): void {
	if (epsilon.kind !== "none" && epsilon.kind !== "str") return;
	const text = context.mode === "eager" ? "InvalidArgumentError" : "TypeError";
	context.fail({
		code: "invalid-layer-argument",
		exception: epsilon.kind === "none" ? "ValueError" : text,
		message: `epsilon of ${layer} must be a number, found a value of type ${typeName(epsilon)}`,
		argument: "epsilon",
	});
}

/**
 * Several epsilons are added along the last axis of a mean that has one element there: what comes out must fit the
 * input again.
 */
export function addEpsilons(epsilon: Value, context: CallContext): void {
	const count = itemsOf(epsilon)?.length;
	const shape = context.inputs[0]?.shape;
	if (count === undefined || count < 2 || shape?.kind !== "ranked") return;
	if (itemsOf(epsilon)?.some((item) => readNumber(item) === undefined)) vague("epsilon is no number");
	const size = shape.dims.at(-1) ?? 1;
	if (!isStatic(size) || size === count) return;
	if (size === 1) vague("several epsilons for one channel");
	opFailure(context)({
		code: "invalid-layer-argument",
		message: `epsilon must be a number, found ${count} of them for ${size} channels`,
		argument: "epsilon",
	});
}
