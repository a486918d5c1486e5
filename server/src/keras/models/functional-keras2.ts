import type { InstanceValue, TensorValue, Value } from "../../domain";
import { type LibraryCall, raise, typeName, vague } from "../../interpreter/api";
import { makeTensor } from "../engine/call-layer";
import { replayGraph } from "../engine/graph";
import type { LayerState, ModelGraph } from "../engine/layer-state";
import { record } from "../engine/record-call";
import { flattenLeaves, flattenTensors, mapTensors } from "../engine/structure";
import { withArguments } from "./connect-graph";
import { conform, packOutputs, standIn } from "./functional-tensors";
import { layerName } from "./model-inputs";

/**
 * Keras 2 runs its layers on graph tensors, or on real ones, with all the checks of a call. Mirrors `_run_internal_graph`
 * of keras/src/engine/functional.py (2.15).
 */
export function runKeras2(
	self: InstanceValue,
	state: LayerState,
	graph: ModelGraph,
	first: Value,
	isSymbolic: boolean,
	call: LibraryCall,
): Value {
	const { machine, args } = call;
	const references = flattenTensors(graph.inputs);
	const given = referenceOrder(graph, first);
	for (const value of given) rejectWithoutMask(value);
	const inputs = given.map((value, index) => {
		const reference = references[index];
		return value.kind === "tensor" && reference ? conform(standIn(value), reference.spec) : value;
	});
	const { values } = replayGraph(graph, inputs, machine, (node, replace) => {
		const replaced = withArguments(node.args, (value) => mapTensors(value, replace));
		return machine.call(node.layer, { ...replaced, origin: args.origin });
	});
	if (!isSymbolic) return packOutputs(graph, values, machine, (tensor) => tensor);
	const output = packOutputs(graph, values, machine, (tensor) => makeTensor(tensor.spec, "KerasTensor", state));
	return record(self, state, args, output, machine);
}

/** One value for each input: a dict is read by names, when the model's inputs are no deeper structure. */
function referenceOrder(graph: ModelGraph, first: Value): readonly Value[] {
	const names = first.kind === "dict" && first.entries && namesOf(graph.inputs);
	if (!names || first.kind !== "dict") return flattenLeaves(first);
	const named = names.map((name) => {
		if (name === undefined) return vague("the name of an input is not known");
		return first.entries?.get(`s:${name}`)?.value;
	});
	return named.includes(undefined) ? flattenLeaves(first) : (named as readonly Value[]);
}

function namesOf(inputs: Value): readonly (string | undefined)[] | undefined {
	if (inputs.kind === "tensor") return [layerName(inputs)];
	if (inputs.kind === "list" || inputs.kind === "tuple") return inputs.items && tensorNames(inputs.items);
	if (inputs.kind !== "dict" || !inputs.entries) return undefined;
	const entries = [...inputs.entries.values()];
	if (entries.some(({ value }) => value.kind !== "tensor")) return undefined;
	return entries.map(({ key }) => (key.kind === "str" ? key.value : undefined)).sort();
}

const tensorNames = (items: readonly Value[]): readonly (string | undefined)[] | undefined =>
	items.every((item): item is TensorValue => item.kind === "tensor") ? items.map(layerName) : undefined;

/** Every input gets a mask attribute first, which None and text cannot have. */
function rejectWithoutMask(value: Value): void {
	if (value.kind === "tensor" || value.kind === "unknown") return;
	if (value.kind !== "none" && value.kind !== "str") vague("a model called on something that is not a tensor");
	raise({
		code: "invalid-layer-input",
		exception: "AttributeError",
		message: `a model was called on a value of type ${typeName(value)}, which cannot hold a mask`,
	});
}
