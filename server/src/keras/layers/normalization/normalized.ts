import { type DType, isFloating, isInteger, printDType, type Spec, spec } from "../../../domain";
import { vague } from "../../../interpreter/api";
import type { CallContext } from "../../engine/layer-definition";

/** Keras 2 computes with floats beside the layer's dtype. `inGraphAndEager` is raised where the two are the same. */
function rejectDType(dtype: DType, { mode, fail }: CallContext, inGraphAndEager: string | undefined): void {
	const isKnown = typeof dtype === "string" && (isInteger(dtype) || (dtype === "bool" && mode !== "eager"));
	if (!isKnown) vague("normalization in this dtype is not followed");
	fail({
		code: "invalid-layer-argument",
		exception: inGraphAndEager ?? (mode === "eager" ? "InvalidArgumentError" : "TypeError"),
		message: `normalization computes with floats, the layer's dtype is ${printDType(dtype)}`,
		argument: "dtype",
	});
}

/** The input's shape, in the layer's compute dtype: both Keras cast to it. */
export function normalized(context: CallContext, inGraphAndEager?: string): Spec {
	const { argument, computeDtype } = context;
	if (argument.kind !== "tensor") return vague("the layer was called on something that is not a tensor");
	const isOther = context.world === "keras2" && typeof computeDtype === "string" && !isFloating(computeDtype);
	if (isOther) rejectDType(computeDtype, context, inGraphAndEager);
	return spec(argument.spec.shape, computeDtype);
}
