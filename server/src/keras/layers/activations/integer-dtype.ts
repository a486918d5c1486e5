import { isFloating, type Spec } from "../../../domain";
import { vague } from "../../../interpreter/api";
import type { CallContext } from "../../engine/layer-definition";

/**
 * A layer whose own numbers have a dtype that is not floating. Keras 2 does not cast floats to it, which cannot be
 * multiplied with it; an input of that very dtype can. Keras 3 casts them. Absent for layers that compute in floats.
 */
export function computeInIntegers(context: CallContext, layer: string): Spec | undefined {
	const { argument, computeDtype, mode } = context;
	if (typeof computeDtype !== "string" || isFloating(computeDtype) || argument.kind !== "tensor") return undefined;
	const { dtype } = argument.spec;
	const isWhole = computeDtype === "int32" || computeDtype === "int64";
	if (context.world === "keras3") {
		const isCast = isWhole && mode === "eager" && (isFloating(dtype) || dtype === computeDtype);
		return isCast ? { ...argument.spec, dtype: computeDtype } : undefined;
	}
	if (isWhole && dtype === computeDtype) return argument.spec;
	if (typeof dtype !== "string" || !isFloating(dtype) || (mode === "eager" && !isWhole))
		return vague("computing in a dtype that is not floating is not followed");
	return context.fail({
		code: "invalid-layer-input",
		exception: mode === "eager" ? "InvalidArgumentError" : "TypeError",
		message: `${layer} computes in ${computeDtype}, its input is ${dtype}`,
	});
}
