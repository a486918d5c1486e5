import type { FunctionValue } from "../../domain";
import type { Parameter, Signature, UserCode } from "../../interpreter/api";

const signatures = new WeakMap<object, Signature>();

/** The signature of a method of the user's as it is called: without `self`. */
export function methodSignature(method: FunctionValue): Signature {
	const code = method.code as UserCode;
	const known = signatures.get(code);
	if (known) return known;
	const { posonlyargs, args, kwonlyargs, vararg, kwarg } = code.args;
	const positional = [...posonlyargs, ...args].map(
		({ arg }, index, all): Parameter => ({
			name: arg,
			kind: index < posonlyargs.length ? "positional-only" : "positional",
			default: code.defaults[index - (all.length - code.defaults.length)],
		}),
	);
	const named = kwonlyargs.map(
		({ arg }, index): Parameter => ({ name: arg, kind: "keyword-only", default: code.kwDefaults[index] }),
	);
	const own = { text: "", parameters: [...positional.slice(1), ...named], vararg: vararg?.arg, kwarg: kwarg?.arg };
	signatures.set(code, own);
	return own;
}
