import { type DType, type DTypeName, printDType } from "../../domain";
import { vague } from "../../interpreter/api";
import { resultType } from "../backend/common/dtypes";
import { isSince } from "../versions/release";
import { isDeclared } from "./elementwise";
import type { CallContext, Refusal } from "./layer-definition";

const COMPLEX: readonly DTypeName[] = ["complex64", "complex128"];

/** Keras 3 promotes no strings: `backend.result_type` is Python, which raises the same everywhere. */
export const STRINGS_UNPROMOTED: Refusal = { dtypes: ["string"], graph: "ValueError", eager: "ValueError" };

/** A graph is made of a `tf.cast` of strings, of which there is no kernel. */
export const STRINGS_UNCAST: Refusal = { dtypes: ["string"], eager: "UnimplementedError" };

/** An operation that does not list the dtypes. */
export const unlisted = (...dtypes: readonly DTypeName[]): Refusal => ({
	dtypes,
	graph: "TypeError",
	eager: "InvalidArgumentError",
});

/** Products and sums of complex numbers with the layer's own floats. */
export const COMPLEX_BESIDE_FLOATS: Refusal = unlisted(...COMPLEX);

/** Raises for the first input that is refused where the layer computes: in a graph, unless the tensors are real. */
export function rejectRefused(
	refusals: readonly Refusal[],
	context: CallContext,
	found: readonly DType[] = context.inputs.map((input) => input.dtype),
): void {
	for (const { dtypes, graph, eager, since } of refusals) {
		const refused = found.find((dtype) => typeof dtype === "string" && dtypes.includes(dtype));
		const exception = context.mode === "eager" ? eager : graph;
		if (!refused || exception === undefined) continue;
		if (since && !isSince(since, context)) vague(`an input of ${printDType(refused)} before Keras ${since}`);
		context.fail({
			code: "invalid-layer-input",
			exception,
			message: `the layer cannot compute with an input of ${printDType(refused)}`,
		});
	}
}

/**
 * The dtype of what a layer computes of its input and its weights: Keras 3 promotes the two where it computes, and declares
 * the compute dtype; Keras 2 has cast its input.
 */
export function promotedDType(context: CallContext, dtype: DType | undefined = context.inputs[0]?.dtype): DType {
	const { world, computeDtype } = context;
	if (world === "keras2" || isDeclared(context)) return computeDtype;
	if (typeof dtype !== "string" || typeof computeDtype !== "string" || dtype === computeDtype) return computeDtype;
	return resultType([dtype, computeDtype]);
}
