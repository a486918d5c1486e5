import type { DType, Origin, Problem, ProblemCode, Value, World } from "../../domain";
import { type Bound, Failure, type LibraryCall, type Machine, raise, vague } from "../../interpreter/api";
import { readDType } from "../engine/dtype-policy";
import { convertedOperand, declaredOperand, type Operand, weakOperand } from "./operand";

/** On KerasTensors; on graph tensors while a layer's `call` is traced; on real tensors. */
export type Mode = "symbolic" | "graph" | "eager";

/** What an operation raises, in all modes or in each. */
export interface OpFailure extends Partial<Omit<Problem, "exception">> {
	readonly code: ProblemCode;
	readonly message: string;
	/** `ValueError` on KerasTensors and in a graph, `InvalidArgumentError` on real tensors, when absent. */
	readonly exception?: string | Partial<Record<Mode, string>> | undefined;
}

/** A call of an operation: its bound arguments, read as Keras reads them. */
export interface OpCall {
	readonly machine: Machine;
	readonly world: World;
	readonly origin: Origin;
	readonly mode: Mode;
	readonly isSymbolic: boolean;
	readonly bound: Bound;
	readonly call: LibraryCall;
	get(name: string): Value;
	/** Whether the argument is something else than None. */
	has(name: string): boolean;
	/** The argument as a tensor. */
	tensor(name: string): Operand;
	/** As `tensor`, but a Python number keeps its weak type in all modes. */
	weak(name: string): Operand;
	/** Any value as a tensor. */
	operand(value: Value): Operand;
	/** The dtype that the argument names; absent for None. */
	dtype(name: string): DType | undefined;
	flag(name: string): boolean;
	fail(failure: OpFailure): never;
	/** Where an argument was written; the call when it was not given. */
	at(name: string): Origin;
}

/** Keras looks for KerasTensors in some of the arguments only; among the others TensorFlow meets them. */
function notSymbol(value: Value): Value {
	if (value.kind !== "tensor" || value.flavor !== "KerasTensor") return value;
	return raise({
		code: "keras-tensor-in-tf-function",
		exception: "ValueError",
		message: "a KerasTensor here is handed to TensorFlow, which takes none",
	});
}

export function createOpCall(bound: Bound, mode: Mode, call: LibraryCall): OpCall {
	const { machine, world, args } = call;
	const isSymbolic = mode === "symbolic";
	const get = (name: string): Value => bound.get(name);
	const at = (name: string): Origin => bound.given(name)?.origin ?? args.origin;
	const operand = (value: Value): Operand =>
		isSymbolic ? declaredOperand(value) : convertedOperand(notSymbol(value), call);
	return {
		machine,
		world,
		origin: args.origin,
		mode,
		isSymbolic,
		bound,
		call,
		get,
		at,
		operand,
		has: (name) => get(name).kind !== "none",
		tensor: (name) => operand(get(name)),
		weak: (name) => (isSymbolic ? declaredOperand(get(name)) : weakOperand(notSymbol(get(name)), call)),
		dtype: (name) => {
			const value = get(name);
			return value.kind === "none" ? undefined : readDType(value, world, "ValueError");
		},
		flag: (name) => machine.truth(get(name), at(name)) ?? vague(`${name} is not known`),
		fail: (failure) => {
			const { exception } = failure;
			const own = typeof exception === "string" ? exception : exception?.[mode];
			const usual = mode === "eager" ? "InvalidArgumentError" : "ValueError";
			throw new Failure(
				{ ...failure, exception: own ?? usual },
				failure.argument === undefined ? undefined : bound.given(failure.argument)?.origin,
			);
		},
	};
}
