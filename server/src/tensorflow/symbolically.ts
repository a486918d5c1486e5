import { tuple, type Value } from "../domain";
import { type LibraryCall, vague } from "../interpreter/api";
import { dispatch, rejectKerasTensor, tensorsOf } from "./op";

/** Structures in which graph tensors stand for KerasTensors. */
export function standInsOf(value: Value): Value {
	if (value.kind === "tensor")
		return value.flavor === "KerasTensor"
			? { ...value, flavor: "Tensor", eager: false, history: undefined, content: undefined }
			: value;
	if (value.kind === "list") return { kind: "list", items: value.items?.map(standInsOf) };
	if (value.kind === "tuple") return { ...value, items: value.items.map(standInsOf) };
	return value;
}

const leave = (value: Value): Value => {
	if (value.kind === "tensor") return { ...value, flavor: "KerasTensor", eager: undefined, content: undefined };
	if (value.kind === "list") return { kind: "list", items: value.items?.map(leave) };
	return value.kind === "tuple" ? { ...value, items: value.items.map(leave) } : value;
};

/** What calls a function of the program on KerasTensors: Keras 2 runs it in a graph, and makes one layer of it. */
export function symbolically(name: string, operands: readonly Value[], call: LibraryCall, run: () => Value): Value {
	const { machine, world, args } = call;
	const tensors = tensorsOf(tuple(operands));
	if (!tensors.some((tensor) => tensor.flavor === "KerasTensor")) return run();
	if (world === "keras3") {
		rejectKerasTensor(name, tensors, machine, args.origin);
		return vague(`${name.replace("tensorflow", "tf")} of a KerasTensor`);
	}
	const outer = machine.inGraph;
	machine.inGraph = true;
	try {
		return dispatch([name], leave(run()), call, undefined);
	} finally {
		machine.inGraph = outer;
	}
}
