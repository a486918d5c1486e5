import { library, type Origin, type Value } from "../../domain";
import { type KeywordArgument, type LibraryCall, syntheticArguments } from "../../interpreter/api";

/** What an endpoint is made of. */
export interface Endpoint {
	readonly fn: Value;
	readonly signature: Value;
	/** Where the signature was written. */
	readonly origin: Origin;
}

/** `tf.function(fn, input_signature=signature)`. */
export function decorated({ fn, signature, origin }: Endpoint, { machine, world }: LibraryCall): Value {
	const keyword = (name: string, value: Value): KeywordArgument => ({ name, value, origin });
	const autograph: Value = { kind: "bool", value: world === "keras2" };
	return machine.call(library("tensorflow.function", world), {
		positional: [{ value: fn, origin }],
		keywords: [keyword("input_signature", signature), keyword("autograph", autograph)],
		origin,
	});
}

/** The one trace that a SavedModel holds; what it raises is raised here. */
export function traced(fn: Value, origin: Origin, { machine }: LibraryCall): Value {
	const method = machine.findAttribute(fn, "get_concrete_function", origin);
	return method ? machine.call(method, syntheticArguments([], origin)) : fn;
}
