import { type Dim, ranked, type Spec, type TensorValue, type Value } from "../../domain";
import { type Machine, raise } from "../../interpreter/api";
import type { ModelGraph } from "../engine/layer-state";
import { mapTensors } from "../engine/structure";
import { isSince } from "../versions/release";

/** A graph tensor in the place of a KerasTensor, on which Keras 2 runs the layers. */
export const standIn = (tensor: TensorValue): TensorValue =>
	tensor.flavor === "KerasTensor" ? { ...tensor, flavor: "Tensor", eager: false, history: undefined } : tensor;

/** `(batch, n)` and `(batch, n, 1)` stand for each other, and the Input decides the dtype. */
export function conform(tensor: TensorValue, reference: Spec): TensorValue {
	const { shape } = tensor.spec;
	const wanted = reference.shape;
	if (shape.kind !== "ranked" || wanted.kind !== "ranked")
		return { ...tensor, spec: { shape, dtype: reference.dtype } };
	const spec: Spec = { shape: ranked(adjusted(shape.dims, wanted.dims)), dtype: reference.dtype };
	return { ...tensor, flavor: "Tensor", spec };
}

function adjusted(dims: readonly Dim[], wanted: readonly Dim[]): readonly Dim[] {
	if (dims.length === wanted.length + 1 && dims.at(-1) === 1) return dims.slice(0, -1);
	if (dims.length === wanted.length - 1 && wanted.at(-1) === 1) return [...dims, 1];
	return dims;
}

/** Puts the results in the outputs' place; what was not computed raises or is not known. */
export function packOutputs(
	graph: ModelGraph,
	values: ReadonlyMap<TensorValue, Value>,
	machine: Machine,
	make: (tensor: TensorValue) => Value,
): Value {
	return mapTensors(graph.outputs, (tensor) => {
		const value = values.get(tensor);
		if (value?.kind === "tensor") return make(value);
		if (value) return value;
		const isLate = tensor.world === "keras3" && !isSince("3.14", { world: tensor.world, machine });
		return raise({
			code: "invalid-model-graph",
			exception: tensor.world === "keras2" ? "AssertionError" : isLate ? "KeyError" : "ValueError",
			message: "an output of the model cannot be computed from the inputs that it was called on",
		});
	});
}
