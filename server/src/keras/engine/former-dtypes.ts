import { isComplex, type TensorValue } from "../../domain";
import { type Machine, raise } from "../../interpreter/api";
import { isSince } from "../versions/release";
import type { LayerState } from "./layer-state";

/** Until 3.6, Keras 3 had no complex dtypes: a layer that looks at the dtype of such a tensor raises. */
export function rejectFormerComplex(
	tensors: readonly TensorValue[],
	{ world, definition }: LayerState,
	machine: Machine,
): void {
	if (world === "keras2" || isSince("3.6", { world, machine }) || definition?.convertsArguments === false) return;
	if (!tensors.some(({ spec, flavor }) => flavor !== "KerasTensor" && isComplex(spec.dtype))) return;
	raise({
		code: "invalid-layer-input",
		exception: "ValueError",
		message: "Keras had no complex dtypes before 3.6",
	});
}
