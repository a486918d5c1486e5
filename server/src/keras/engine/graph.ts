import type { InstanceValue, TensorValue, Value } from "../../domain";
import { type Machine, raise } from "../../interpreter/api";
import { historyOf, type LayerNode, type ModelGraph } from "./layer-state";
import { flattenTensors, unknownPart } from "./structure";

/**
 * The graph between a functional model's inputs and outputs, ordered as Keras orders it. Mirrors `map_graph` of
 * keras/src/ops/function.py and `_map_graph_network` of keras/src/engine/functional.py (2.15): depth first from the
 * outputs, then layers by decreasing depth. Raises when an output does not come from the inputs; absent when the
 * history of some tensor is not known.
 */
export function traceGraph(inputs: Value, outputs: Value): ModelGraph | undefined {
	const inputTensors = flattenTensors(inputs);
	const order: LayerNode[] = [];
	const layerIndex = new Map<InstanceValue, number>();
	const visited = new Set<LayerNode>();
	let complete = !hasUnknown(inputs) && !hasUnknown(outputs);
	const visit = (tensor: TensorValue): void => {
		const history = historyOf(tensor);
		if (!history) {
			complete = false;
			return;
		}
		const { node } = history;
		if (visited.has(node)) return;
		visited.add(node);
		if (!layerIndex.has(node.layer)) layerIndex.set(node.layer, layerIndex.size);
		if (inputTensors.includes(tensor)) {
			order.push(node);
			return;
		}
		if (node.args.positional.slice(0, 1).some((argument) => hasUnknown(argument.value))) complete = false;
		else if (node.inputs.length === 0) {
			raise({
				code: "invalid-model-graph",
				exception: "ValueError",
				message: "an output of the model is not connected to its inputs",
			});
		}
		for (const input of node.inputs) visit(input);
		order.push(node);
	};
	for (const output of flattenTensors(outputs)) visit(output);
	if (!complete) return undefined;
	return { inputs, outputs, layers: orderLayers(order, layerIndex, inputTensors), nodes: order };
}

/** A tensor may hide in what is not known. */
const hasUnknown = (value: Value): boolean => unknownPart(value) !== undefined;

function orderLayers(
	order: readonly LayerNode[],
	layerIndex: ReadonlyMap<InstanceValue, number>,
	inputs: readonly TensorValue[],
): readonly InstanceValue[] {
	const nodeDepth = new Map<LayerNode, number>();
	const layerDepth = new Map<InstanceValue, number>();
	for (const node of [...order].reverse()) {
		const depth = Math.max(nodeDepth.get(node) ?? 0, layerDepth.get(node.layer) ?? 0);
		layerDepth.set(node.layer, depth);
		nodeDepth.set(node, depth);
		if (node.inputs.length === 0 || inputs.some((input) => historyOf(input)?.node === node)) continue;
		for (const input of node.inputs) {
			const parent = historyOf(input)?.node;
			if (parent) nodeDepth.set(parent, Math.max(depth + 1, nodeDepth.get(parent) ?? 0));
		}
	}
	for (const input of inputs) {
		const layer = historyOf(input)?.node.layer;
		if (layer && !layerDepth.has(layer)) layerDepth.set(layer, 0);
	}
	const index = (layer: InstanceValue): number => layerIndex.get(layer) ?? -1;
	return [...layerDepth.keys()].sort(
		(a, b) => (layerDepth.get(b) ?? 0) - (layerDepth.get(a) ?? 0) || index(a) - index(b),
	);
}

/** Replays the graph on other tensors: every node's call is made again, with what its inputs became. */
export function replayGraph(
	graph: ModelGraph,
	inputs: readonly TensorValue[],
	machine: Machine,
	call: (node: LayerNode, replace: (tensor: TensorValue) => Value) => Value,
): ReadonlyMap<TensorValue, Value> {
	const values = new Map<TensorValue, Value>();
	flattenTensors(graph.inputs).forEach((tensor, index) => {
		const replacement = inputs[index];
		if (replacement) values.set(tensor, replacement);
	});
	const replace = (tensor: TensorValue): Value => values.get(tensor) ?? tensor;
	for (const node of graph.nodes) {
		machine.step();
		if (node.outputs.every((tensor) => values.has(tensor))) continue;
		const results = flattenTensors(call(node, replace));
		node.outputs.forEach((tensor, index) => {
			const result = results[index];
			if (result) values.set(tensor, result);
		});
	}
	return values;
}
