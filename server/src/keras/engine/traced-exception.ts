import { isException } from "../../interpreter/api";
import { isSince, type Versioned } from "../versions/release";

/**
 * The class of what leaves a `call` that Keras traces for the spec of its output: before 3.4 a RuntimeError, if it was no
 * TypeError. Mirrors `compute_output_spec` of keras/src/ops/operation.py.
 */
export function tracedException(exception: string, versioned: Versioned): string {
	if (versioned.world === "keras2" || isSince("3.4", versioned)) return exception;
	return isException(exception, "TypeError") ? exception : "RuntimeError";
}
