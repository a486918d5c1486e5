import { isFloating, spec } from "../../../domain";
import { vague } from "../../../interpreter/api";
import type { CallContext } from "../../engine/layer-definition";
import type { SpecStructure } from "../../engine/structure";

/** The input's shape, in the layer's compute dtype: both Keras cast to it. */
export function normalized(context: CallContext): SpecStructure {
	const { argument, computeDtype } = context;
	if (argument.kind !== "tensor") return vague("the layer was called on something that is not a tensor");
	const integral = context.world === "keras2" && typeof computeDtype === "string" && !isFloating(computeDtype);
	if (integral) vague("normalization in a dtype that is not floating is not followed");
	return spec(argument.spec.shape, computeDtype);
}
