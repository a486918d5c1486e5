import type { DType } from "../../../domain";
import type { CallContext, Refusal } from "../../engine/layer-definition";
import { STRINGS_UNPROMOTED, unlisted } from "../../engine/refused-dtypes";
import { flattenTensors } from "../../engine/structure";

/** Keras 3 promotes no strings, and there is no softmax of complex numbers. */
export const ATTENTION_REFUSES: readonly Refusal[] = [STRINGS_UNPROMOTED, unlisted("complex64", "complex128")];

/** The dtypes of query, value and key. */
export const dtypesOf = (context: CallContext): readonly DType[] =>
	[context.argument, context.parameter("value"), context.parameter("key")].flatMap((value) =>
		flattenTensors(value).map(({ spec }) => spec.dtype),
	);
