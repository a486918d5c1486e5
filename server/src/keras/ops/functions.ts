import { list, type Origin, type Value } from "../../domain";
import { type Machine, syntheticArguments } from "../../interpreter/api";
import { flattenTensors, mapTensors } from "../engine/structure";
import { withGraph } from "../engine/with-graph";

/** The graph tensors that stand for KerasTensors while Keras traces a function that an operation was given. */
export const graphTensors = (value: Value): Value =>
	mapTensors(value, (tensor) =>
		tensor.flavor === "KerasTensor" ? { ...tensor, flavor: "Tensor", eager: false, history: undefined } : tensor,
	);

/** Calls a function of the user's on graph tensors. Mirrors `compute_output_spec` of the TensorFlow backend. */
export function trace(func: Value, args: readonly Value[], machine: Machine, origin: Origin): Value {
	return withGraph(machine, true, () => machine.call(func, syntheticArguments(args.map(graphTensors), origin)));
}

/** The first item along the leading axis of each tensor. */
export const firstItems = (value: Value, machine: Machine, origin: Origin): Value =>
	mapTensors(value, (tensor) => machine.getItem(tensor, { kind: "int", value: 0 }, origin));

/** Whether two structures hold tensors of the same shapes and dtypes. */
export const tensorsIn = (value: Value) => flattenTensors(list([value]));
