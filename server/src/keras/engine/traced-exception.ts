import { isException } from "../../interpreter/api";
import { isSince, type Versioned } from "../versions/release";

/**
 * The class of what leaves a `call` that Keras traces for the spec of its output: before 3.4 a RuntimeError, if it was no
 * TypeError. Mirrors `compute_output_spec` of keras/src/ops/operation.py.
 */
export function tracedException(exception: string, versioned: Versioned): string {
	if (versioned.world === "keras2") return exception;
	if (isSince("3.4", versioned)) return OPERATION_ERRORS.has(exception) ? "TypeError" : exception;
	return isException(exception, "TypeError") ? exception : "RuntimeError";
}

/** Errors of TensorFlow's kernels, which Keras cannot make again with another text: their classes take three arguments. */
const OPERATION_ERRORS: ReadonlySet<string> = new Set([
	"InvalidArgumentError",
	"UnimplementedError",
	"FailedPreconditionError",
	"NotFoundError",
]);
