import type { RankedShape } from "../../../domain";
import { raise, vague } from "../../../interpreter/api";
import type { CallContext } from "../../engine/layer-definition";

/**
 * The shape of the only input; raises where Keras asks a list or dict, even one of a single tensor, for its shape. What
 * follows from another rank than the layer takes is not known.
 */
export function requireTensor(context: CallContext, rank?: number): RankedShape {
	const { argument } = context;
	if (argument.kind === "list" || argument.kind === "tuple" || argument.kind === "dict" || argument.kind === "none") {
		raise({
			code: "invalid-layer-input",
			exception: "AttributeError",
			message: `the layer takes one tensor, found ${argument.kind === "none" ? "None" : `a ${argument.kind}`}, which has no shape`,
		});
	}
	if (argument.kind !== "tensor") return vague("the layer was called on something that is not a tensor");
	const shape = context.inputs[0]?.shape;
	if (shape?.kind !== "ranked") return vague("the rank of the input is not known");
	return rank === undefined || shape.dims.length === rank ? shape : vague(`the input's rank is not ${rank}`);
}
