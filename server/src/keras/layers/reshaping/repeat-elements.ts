import { type Dim, isNone, isStatic, isUnknown, mapDims } from "../../../domain";
import { raise, vague } from "../../../interpreter/api";
import type { CallContext } from "../../engine/layer-definition";
import type { Size } from "../../utils/argument-validation";
import { requireOneTensor } from "../../utils/one-tensor";
import { isEager } from "../../utils/tf-op";

/** Keras 2 asks the input for its shape, Keras 3 indexes its shapes. */
export const requireUpsampled = ({ world, argument }: CallContext, layer: string): void =>
	requireOneTensor(
		argument,
		layer,
		world === "keras2"
			? { sequence: "AttributeError", dict: "AttributeError" }
			: { sequence: "IndexError", dict: "KeyError" },
	);

/**
 * Keras 2's `backend.repeat_elements` along one axis: a known size is split into slices that are concatenated anew, so
 * that there must be some; a `None` is tiled, whatever the factor.
 */
export function repeated2(layer: string, length: Dim, factor: Size, context: CallContext): Dim {
	if (isNone(length)) return length;
	if (isUnknown(length)) return isStatic(factor.dim) && factor.dim > 0 && !factor.isFloat ? length : vague(length.why);
	const fail = (message: string, exception: string): never =>
		raise({ code: "invalid-layer-argument", exception, message: `${layer} ${message}` });
	if (length === 0) {
		raise({
			code: "input-axis-size",
			exception: isEager(context) ? "InvalidArgumentError" : "ValueError",
			message: `${layer} cannot repeat an axis of size 0`,
		});
	}
	if (factor.isFloat) fail("takes an int for size, found a float", "TypeError");
	if (isStatic(factor.dim) && factor.dim <= 0)
		fail(`cannot repeat its input ${factor.dim} times`, isEager(context) ? "InvalidArgumentError" : "ValueError");
	return mapDims([length, factor.dim], ([l = 0, n = 0]) => l * n);
}
