import type { FunctionValue, Opaque, Origin, Value } from "../../domain";
import type { FunctionType } from "./function-type";

/** What `tf.function` attaches to a function. */
export interface Polymorphic extends Opaque {
	readonly tag: "tf-function";
	/** The parameters, with what the `input_signature` says of each. */
	readonly type: FunctionType;
	readonly isSigned: boolean;
	/** Whether AutoGraph rewrites the body. */
	readonly autograph: boolean;
	readonly origin: Origin;
	/** Whether it was traced before: a SavedModel holds what was. */
	state: "untraced" | "traced";
}

/** What `get_concrete_function` gives: one trace, and the parameters that it was made for. */
export interface Concrete extends Opaque {
	readonly tag: "concrete-function";
	/** Every parameter has a constraint and none a default. */
	readonly type: FunctionType;
	/** The object whose method was traced: the body takes it first. */
	readonly receiver?: Value | undefined;
	/** What the trace gives: tensors of its graph, in the structure that the body returned. */
	readonly outputs: Value;
	/** Whether values from around the function went into the trace: they are inputs of its graph. */
	readonly captures: boolean;
	/** Whether the body does on other arguments what the trace did. */
	readonly isFaithful: boolean;
	readonly autograph: boolean;
	readonly origin: Origin;
}

export const polymorphicOf = (value: Value): Polymorphic | undefined =>
	value.kind === "function" && value.wrapper?.tag === "tf-function" ? (value.wrapper as Polymorphic) : undefined;

export const concreteOf = (value: Value): Concrete | undefined =>
	value.kind === "function" && value.wrapper?.tag === "concrete-function" ? (value.wrapper as Concrete) : undefined;

/** What a body is traced with. */
export type Wrapper = Polymorphic | Concrete;

/** The wrapped function, and what wraps it. */
export interface Wrapped<W extends Wrapper = Wrapper> {
	readonly func: FunctionValue;
	readonly wrapper: W;
	/** The object whose method it is. */
	readonly receiver?: Value | undefined;
}

/** A tf.function, or a method that is one, with its object. */
export function wrappedOf(value: Value): Wrapped<Polymorphic> | undefined {
	const func = value.kind === "method" ? value.func : value;
	const wrapper = func && polymorphicOf(func);
	if (func?.kind !== "function" || !wrapper) return undefined;
	return { func, wrapper, receiver: value.kind === "method" ? value.self : undefined };
}
