import { isException } from "../../interpreter/api";
import { isSince, type Versioned } from "../versions/release";

/**
 * The class of what leaves a `call` that Keras traces for the spec of its output. It makes an exception of the same class with
 * a message alone, which is a TypeError for an error of an operation, since that is made of a node and an operation as well;
 * before 3.4 a RuntimeError of all but TypeErrors. Mirrors `compute_output_spec` of keras/src/ops/operation.py.
 */
export function tracedException(exception: string, versioned: Versioned): string {
	// Keras 2 writes the arguments of the call into the message, and cannot make NumPy's exception of a message alone.
	if (versioned.world === "keras2") return exception === "UFuncTypeError" ? "RuntimeError" : exception;
	if (isSince("3.4", versioned)) return isException(exception, "OpError") ? "TypeError" : exception;
	return isException(exception, "TypeError") ? exception : "RuntimeError";
}
