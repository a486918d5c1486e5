import type { Value } from "../domain";
import { type Bound, bind, type FunctionModel, type LibraryCall, raise, signature, vague } from "../interpreter/api";

/** A function of a library by its Python signature; arguments that do not fit raise TypeError, as in Python. */
export function defineFunction(
	name: string,
	text: string,
	run: (bound: Bound, call: LibraryCall) => Value,
	aliases: readonly string[] = [],
): FunctionModel {
	return {
		kind: "function",
		name,
		aliases,
		call(call) {
			const bound = bind(signature(text), call.args);
			if (bound.errors.length > 0) {
				raise({ code: "python-error", exception: "TypeError", message: `the arguments do not fit ${name}()` });
			}
			if (bound.open) vague(bound.open);
			return run(bound, call);
		},
	};
}
