import { type Machine, raise } from "../../interpreter/api";

/**
 * A layer makes variables. Inside a `tf.function` they belong to the first trace: TensorFlow traces once more, and
 * whatever makes them again there raises, in Keras 2 as in Keras 3.
 */
export function noteVariables(machine: Machine, layer: string, what = "its weights"): void {
	if (!machine.tracing) return;
	machine.tracing.createdVariables = true;
	// Keras 3 puts off the values of variables that are made while a layer is called on KerasTensors.
	if (!machine.tracing.isRepetition || (machine.world === "keras3" && machine.inGraph)) return;
	raise({
		code: "variable-created-in-tf-function",
		exception: "ValueError",
		message: `${layer} makes ${what} inside a tf.function, anew in every trace`,
		because: [{ text: "the function that is traced", origin: machine.tracing.origin }],
	});
}
