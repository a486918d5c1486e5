import type { CallInput, InstanceValue, LayerCall, TensorPlace, TensorValue } from "../../domain";
import { historyOf, type LayerNode, layerState, type ModelGraph } from "../engine/layer-state";

/** The calls of each layer within a graph, in the order in which they can be replayed. */
export type GraphCalls = ReadonlyMap<InstanceValue, readonly LayerCall[]>;

export const NO_CALLS: GraphCalls = new Map();

/** All layers of a graph: those that Keras lists, and what else is called in it. */
export const graphLayers = ({ layers, nodes }: ModelGraph): readonly InstanceValue[] => [
	...new Set([...layers, ...nodes.map((node) => node.layer)]),
];

export function graphCalls(graph: ModelGraph): GraphCalls {
	const indexes = new Map(graphLayers(graph).map((layer, index) => [layer, index]));
	const callOf = callNumbers(graph);
	const placeOf = (tensor: TensorValue): TensorPlace | undefined => {
		const history = historyOf(tensor);
		const call = history && callOf.get(history.node);
		const layer = history && indexes.get(history.node.layer);
		return call === undefined || layer === undefined ? undefined : { layer, call, tensor: history?.index ?? 0 };
	};
	const inputOf = (tensor: TensorValue): CallInput => ({ spec: tensor.spec, from: placeOf(tensor) });
	const calls = new Map<InstanceValue, LayerCall[]>();
	for (const node of graph.nodes) {
		const call: LayerCall = {
			origin: node.args.origin,
			node: layerState(node.layer)?.nodes.indexOf(node) ?? 0,
			inputs: node.inputs.map(inputOf),
			outputs: node.outputs.map((tensor) => tensor.spec),
		};
		calls.set(node.layer, [...(calls.get(node.layer) ?? []), call]);
	}
	return calls;
}

/** Which call of its layer each node is, within the graph. */
function callNumbers({ nodes }: ModelGraph): ReadonlyMap<LayerNode, number> {
	const counts = new Map<InstanceValue, number>();
	return new Map(
		nodes.map((node) => {
			const count = counts.get(node.layer) ?? 0;
			counts.set(node.layer, count + 1);
			return [node, count];
		}),
	);
}
