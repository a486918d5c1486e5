import type { ProblemCode } from "../domain";
import { type Bound, bind, type CallArguments, describeBindError, raise, signature, vague } from "../interpreter/api";

/** Binds the arguments of a call by its Python signature; what does not fit raises TypeError, as in Python. */
export function bindCall(name: string, text: string, args: CallArguments, code: ProblemCode = "python-error"): Bound {
	const bound = bind(signature(text), args);
	const error = bound.errors[0];
	if (error) {
		const origin = "origin" in error ? error.origin : undefined;
		raise({ code, exception: "TypeError", message: describeBindError(error, name) }, origin);
	}
	return bound.open ? vague(bound.open) : bound;
}
