import type { Value, World } from "../../../domain";
import {
	type Bound,
	bind,
	describeBindError,
	type FunctionModel,
	type LibraryCall,
	raise,
	signature,
	vague,
} from "../../../interpreter/api";

/** A function of `keras.utils` and `keras.preprocessing` whose arguments differ between the two Keras. */
export const defineByWorld = (
	name: string,
	signatures: Readonly<Record<World, string>>,
	run: (bound: Bound, call: LibraryCall) => Value,
): FunctionModel => ({
	kind: "function",
	name: `keras.utils.${name}`,
	aliases: [`keras.preprocessing.${name}`],
	call(call) {
		const bound = bind(signature(signatures[call.world]), call.args);
		const error = bound.errors[0];
		if (error) raise({ code: "python-error", exception: "TypeError", message: describeBindError(error, name) });
		if (bound.open) vague(bound.open);
		return run(bound, call);
	},
});
