import { library, unknownBecause, type Value } from "../../domain";
import {
	type BinaryOperator,
	defineFunction,
	type FunctionModel,
	syntheticArguments,
	vague,
} from "../../interpreter/api";

/** What a function that is made of others calls. */
export interface Composition {
	call(name: string, ...args: Value[]): Value;
	binary(op: BinaryOperator, left: Value, right: Value): Value;
	/** Python's truth of an argument; the function is `?` when it is not known. */
	truth(value: Value): boolean;
}

type Arguments = readonly [Value, Value, Value, Value, Value, Value, Value, ...Value[]];

/**
 * A function of TensorFlow that is Python over others: on KerasTensors of Keras 2 each of those makes a layer, and this
 * one makes none. `run` gets the arguments in the order of the signature.
 */
export function composed(
	name: string,
	text: string,
	run: (parts: Composition, args: Arguments) => Value,
): FunctionModel {
	const parameters = text.split(", ").map((part) => part.split("=")[0] as string);
	return defineFunction(`tensorflow.${name}`, text, (bound, { machine, world, args }) => {
		const values = [...parameters.map((parameter) => bound.get(parameter)), ...Array<Value>(7).fill(NOTHING)];
		const parts: Composition = {
			call: (each, ...operands) =>
				machine.call(library(`tensorflow.${each}`, world), syntheticArguments(operands, args.origin)),
			binary: (op, left, right) => machine.binary(op, left, right, args.origin),
			truth: (value) => machine.truth(value, args.origin) ?? vague("an argument that is not known"),
		};
		return run(parts, values as unknown as Arguments);
	});
}

const NOTHING: Value = unknownBecause("there is no such argument");
