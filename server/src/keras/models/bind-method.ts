import { type Bound, bind, type LibraryCall, raise, signature, vague } from "../../interpreter/api";

/** The arguments of a method by its Python signature; what does not fit raises TypeError, as in Python. */
export function bindMethod(name: string, text: string, call: LibraryCall): Bound {
	const bound = bind(signature(text), call.args);
	if (bound.open) vague(bound.open);
	if (bound.errors[0]) {
		raise({
			code: "unknown-layer-argument",
			exception: "TypeError",
			message: `${name}() was called with arguments that it does not take`,
		});
	}
	return bound;
}
