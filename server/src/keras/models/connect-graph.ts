import { isStatic, type TensorValue, type Value } from "../../domain";
import { type CallArguments, type LibraryCall, type Machine, vague } from "../../interpreter/api";
import { failGraph, findNodes, isSource, rejectHandedOn, traceGraph } from "../engine/graph";
import { historyOf, type LayerNode, layerState, type ModelGraph } from "../engine/layer-state";
import { record, recordCopy } from "../engine/record-call";
import { flattenLeaves, flattenTensors, mapTensors, unknownPart } from "../engine/structure";
import { inputTensor } from "../layers/core/input-layer";

/** The graph of `Model(inputs, outputs)`; absent when some of it is not known. Raises as the constructor does. */
export function connectGraph(inputs: Value, outputs: Value, call: LibraryCall): ModelGraph | undefined {
	if (unknownPart(inputs) || unknownPart(outputs)) return undefined;
	rejectForeign(inputs, "inputs");
	const sources = flattenTensors(inputs).map((tensor) => historyOf(tensor)?.node);
	if (call.world === "keras3") {
		rejectForeign(outputs, "outputs");
		if (flattenLeaves(inputs).length === 0) failGraph("a model needs at least one input");
		if (flattenLeaves(outputs).length === 0) failGraph("a model needs at least one output");
	}
	if (call.world === "keras3") rejectHandedOn(inputs, outputs, call.machine);
	if (sources.includes(undefined)) return undefined;
	const isCut = sources.some((node) => node && !isSource(node));
	if (isCut) rejectForeign(outputs, "outputs");
	const [own, ends] = isCut ? (cloneBetween(inputs, outputs, call) ?? []) : [inputs, outputs];
	if (!own || !ends) return undefined;
	if (call.world === "keras3") return traceGraph(own, ends, call);
	rejectRepeated(own);
	rejectForeign(ends, "outputs");
	return traceGraph(unwrapped(own), unwrapped(ends));
}

/** Keras 2 takes a list of one tensor for the tensor. */
const unwrapped = (value: Value): Value =>
	value.kind === "list" && value.items?.length === 1 && flattenLeaves(value).length === 1
		? (value.items[0] as Value)
		: value;

function rejectForeign(value: Value, what: string): void {
	const bad = flattenLeaves(value).find((leaf) => leaf.kind !== "tensor" || leaf.flavor !== "KerasTensor");
	if (!bad) return;
	// What comes of something unknown may well be a KerasTensor, whatever an annotation or operation makes of it.
	if (bad.kind === "tensor" && !isCertain(bad)) vague(`whether the ${what} of the model are KerasTensors is not known`);
	const found = bad.kind === "tensor" ? `a ${bad.flavor}` : bad.kind === "none" ? "None" : `a ${shownKind(bad)}`;
	failGraph(`the ${what} of a model must be KerasTensors, found ${found}`);
}

/** A real tensor has sizes, all of them. */
const isCertain = ({ flavor, spec }: TensorValue): boolean =>
	flavor === "KerasTensor" || (spec.shape.kind === "ranked" && spec.shape.dims.every(isStatic));

const shownKind = (value: Value): string =>
	value.kind === "instance" && layerState(value) ? "layer that is not called" : value.kind;

function rejectRepeated(inputs: Value): void {
	const tensors = flattenTensors(inputs);
	if (new Set(tensors).size < tensors.length) failGraph("the inputs of a model hold the same tensor several times");
}

/**
 * A model between tensors in the middle of another graph gets Inputs of its own, and the calls between are made anew.
 * Mirrors `clone_graph_nodes` of both worlds.
 */
function cloneBetween(inputs: Value, outputs: Value, call: LibraryCall): readonly [Value, Value] | undefined {
	const nodes = findNodes(inputs, outputs, call);
	if (!nodes) return undefined;
	const clones = new Map<TensorValue, TensorValue>();
	const own = mapTensors(inputs, (tensor) => {
		const node = historyOf(tensor)?.node;
		if (node && isSource(node)) return tensor;
		const name: Value = call.world === "keras2" ? { kind: "none" } : { kind: "str" };
		const input = inputTensor(call, tensor.spec.shape, tensor.spec.dtype, name);
		if (input.kind === "tensor") clones.set(tensor, input);
		return input;
	});
	const cloneOf = (tensor: TensorValue): TensorValue => clones.get(tensor) ?? tensor;
	for (const node of [...nodes].reverse()) if (!isSource(node)) cloneNode(node, cloneOf, clones, call.machine);
	return [own, mapTensors(outputs, cloneOf)];
}

function cloneNode(
	node: LayerNode,
	cloneOf: (tensor: TensorValue) => TensorValue,
	clones: Map<TensorValue, TensorValue>,
	machine: Machine,
): void {
	const state = layerState(node.layer);
	if (!state) return;
	const before = node.outputs.map((tensor) => tensor);
	const args = withArguments(node.args, (value) => mapTensors(value, cloneOf));
	const output =
		state.world === "keras2"
			? record(node.layer, state, args, node.output, machine)
			: recordCopy(state, node, args, machine);
	flattenTensors(output).forEach((tensor, index) => {
		const original = before[index];
		if (original && !clones.has(original)) clones.set(original, tensor);
	});
}

/** The arguments of a call, with other values in them. */
export const withArguments = (args: CallArguments, replace: (value: Value) => Value): CallArguments => ({
	...args,
	positional: args.positional.map((each) => ({ ...each, value: replace(each.value) })),
	keywords: args.keywords.map((each) => ({ ...each, value: replace(each.value) })),
});
