import { type InstanceValue, isFloating, type TensorValue, unknownDType, type Value } from "../../domain";
import type { Machine } from "../../interpreter/api";
import type { LayerState } from "./layer-state";
import { mapTensors } from "./structure";

/**
 * Within `call` of a layer of mixed precision its variables count as tensors of the compute dtype. Keras 2 still shows
 * their own dtype, so that there nothing is said.
 */
export function withCastWeights<T>(self: InstanceValue, state: LayerState, machine: Machine, run: () => T): T {
	const { compute, variable } = state.policy;
	if (compute === variable || !isFloating(compute)) return run();
	const before = new Map<string, Value>();
	const dtype = state.world === "keras3" ? compute : unknownDType({ text: "a weight of mixed precision" });
	const cast = (tensor: TensorValue): TensorValue =>
		tensor.flavor === "Variable" && isFloating(tensor.spec.dtype)
			? { ...tensor, spec: { ...tensor.spec, dtype } }
			: tensor;
	for (const [name, value] of self.attrs) {
		if (!holdsVariable(value)) continue;
		before.set(name, value);
		machine.journal.setEntry(self.attrs, name, mapTensors(value, cast));
	}
	try {
		return run();
	} finally {
		for (const [name, value] of before) machine.journal.setEntry(self.attrs, name, value);
	}
}

function holdsVariable(value: Value): boolean {
	if (value.kind === "tensor") return value.flavor === "Variable";
	if (value.kind === "list" || value.kind === "tuple") return value.items?.some(holdsVariable) ?? false;
	return value.kind === "dict" && [...(value.entries?.values() ?? [])].some((entry) => holdsVariable(entry.value));
}
