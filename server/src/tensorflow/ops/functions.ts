import type { Origin, TensorValue, Value } from "../../domain";
import { type LibraryCall, raise, syntheticArguments, vague } from "../../interpreter/api";
import { convert, makeTensor } from "../convert";
import { tensorsOf } from "../op";

/** What the functions share that call a function of the program: branches, loops and maps. */

export const isCallable = (value: Value): boolean =>
	value.kind === "function" || value.kind === "method" || value.kind === "partial" || value.kind === "library";

export function run(value: Value, operands: readonly Value[], call: LibraryCall): Value {
	if (!isCallable(value)) return vague("a function that is not followed");
	return call.machine.call(value, syntheticArguments(operands, call.args.origin));
}

/** KerasTensors go through the dispatcher, which is not followed here. */
export function requirePlain(
	values: readonly Value[],
	name: string,
	world: LibraryCall["world"],
	origin: Origin,
): void {
	if (!values.some((value) => tensorsOf(value).some(({ flavor }) => flavor === "KerasTensor"))) return;
	if (world === "keras2") vague(`tf.${name} on KerasTensors`);
	raise(
		{
			code: "keras-tensor-in-tf-function",
			exception: "ValueError",
			message: `tf.${name} cannot take a KerasTensor in Keras 3; use keras.ops, or call it inside a layer`,
			facts: { function: `tf.${name}` },
		},
		origin,
	);
}

export const asTensor = (value: Value, call: LibraryCall, eager: boolean): TensorValue => {
	if (value.kind === "tensor" && value.flavor !== "ndarray") return value;
	const { shape, dtype, content } = convert(value);
	return makeTensor(shape, dtype, { world: call.world, eager, content });
};

/** Raises where the arguments themselves are wrong, whatever is run. */
export const rejectArgument = (exception: string, message: string, argument?: string): never =>
	raise({ code: "invalid-layer-argument", exception, message, ...(argument ? { argument } : {}) });
