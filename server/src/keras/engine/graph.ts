import { type InstanceValue, type ProblemFacts, type TensorValue, unknown, type Value } from "../../domain";
import { type Machine, Raised, raise, vague } from "../../interpreter/api";
import { isSince, type Versioned } from "../versions/release";
import { historyOf, type LayerNode, layerState, type ModelGraph } from "./layer-state";
import { flattenTensors, unknownPart } from "./structure";

/** The KerasTensors that a call was made on; real tensors among them are constants of the graph. */
export const symbolicInputs = (node: LayerNode): readonly TensorValue[] =>
	node.inputs.filter((tensor) => tensor.flavor === "KerasTensor");

/** A node that makes a tensor from nothing: an Input. */
export const isSource = (node: LayerNode): boolean => symbolicInputs(node).length === 0;

/** A tensor may hide in what is not known. */
const hasUnknown = (value: Value): boolean => unknownPart(value) !== undefined;

const callsUnknown = (node: LayerNode): boolean =>
	[...node.args.positional, ...node.args.keywords].some((argument) => hasUnknown(argument.value));

export const failGraph = (message: string, facts: ProblemFacts = {}): never =>
	raise({ code: "invalid-model-graph", exception: "ValueError", message, anyBackend: true, facts });

/** Where the Input of a tensor was made, for a fix that adds it. */
function sourceFacts(node: LayerNode | undefined): ProblemFacts {
	const origin = node && isSource(node) ? layerState(node.layer)?.origin : undefined;
	return origin ? { previousPath: origin.path, previousStart: origin.start, previousEnd: origin.end } : {};
}

/** The KerasTensors of Keras 3 that a model took as an input and gave as an output. */
interface HandedOn {
	tensors: ReadonlySet<TensorValue>;
}

const handedOn = (machine: Machine): HandedOn =>
	machine.libraryState<HandedOn>("keras.handed-on", () => ({ tensors: new Set() }));

/** A model gave this tensor as it is: in the graph, it comes from that model from then on. */
export function handOn(tensor: TensorValue, machine: Machine): void {
	const state = handedOn(machine);
	const tensors = new Set([...state.tensors, tensor]);
	machine.journal.setField(state, "tensors", tensors, (a, b) => new Set([...a].filter((each) => b.has(each))));
}

/** A graph from such a tensor has no way to the outputs that the same model gave. */
export function rejectHandedOn(inputs: Value, outputs: Value, machine: Machine): void {
	const { tensors } = handedOn(machine);
	if (tensors.size === 0) return;
	const ends = new Set(flattenTensors(outputs).map((tensor) => historyOf(tensor)?.node));
	const lost = flattenTensors(inputs).find((tensor) => tensors.has(tensor));
	const isMadeFrom = lost && [...ends].some((node) => node && symbolicInputs(node).includes(lost));
	if (isMadeFrom && flattenTensors(outputs).length > 1)
		failGraph("an output of the model is not connected to its inputs, since one of them was handed on by a model");
	if (lost) vague("an input of the model was handed on by a model");
}

interface Walk {
	/** Nodes from the inputs to the outputs. */
	readonly order: LayerNode[];
	/** When the search first met each layer. */
	readonly layerIndex: Map<InstanceValue, number>;
	complete: boolean;
}

/** Depth first from the outputs. Keras 3 stops at a model's inputs that no Input made; in Keras 2 they are all Inputs. */
function walk(inputs: readonly TensorValue[], outputs: readonly TensorValue[]): Walk {
	const result: Walk = { order: [], layerIndex: new Map(), complete: true };
	const visited = new Set<LayerNode>();
	const visit = (tensor: TensorValue): void => {
		const node = historyOf(tensor)?.node;
		if (!node) {
			result.complete = false;
			return;
		}
		if (visited.has(node)) return;
		visited.add(node);
		if (!isSource(node) && inputs.includes(tensor)) return;
		if (!result.layerIndex.has(node.layer)) result.layerIndex.set(node.layer, result.layerIndex.size);
		if (callsUnknown(node)) result.complete = false;
		for (const input of symbolicInputs(node)) visit(input);
		result.order.push(node);
	};
	for (const output of outputs) visit(output);
	return result;
}

/**
 * The graph between a functional model's inputs and outputs, ordered as Keras orders it. Mirrors `map_graph` of
 * keras/src/ops/function.py and `_map_graph_network` of keras/src/engine/functional.py (2.15): depth first from the
 * outputs, then layers by decreasing depth. Raises when a tensor on the way does not come from the inputs, or when two
 * layers have one name; absent when the history of some tensor is not known.
 */
export function traceGraph(inputs: Value, outputs: Value, versioned?: Versioned): ModelGraph | undefined {
	const inputTensors = flattenTensors(inputs);
	const outputTensors = flattenTensors(outputs);
	const { order, layerIndex, complete } = walk(inputTensors, outputTensors);
	if (!complete || hasUnknown(inputs) || hasUnknown(outputs)) return undefined;
	// Before 3.10, Keras 3 noticed only when it called the model.
	const isLate = versioned?.world === "keras3" && !isSince("3.10", versioned);
	if (!isLate) rejectDisconnected(order, inputTensors, outputTensors);
	// Then, until 3.14, an input could not be an output.
	const own = versioned?.world === "keras3" && !isLate && !isSince("3.14", versioned);
	if (own && order.every(isSource)) failGraph("the outputs of the model are not connected to its inputs");
	const depths = depthsOf(order);
	const layers = orderLayers(depths, layerIndex, inputTensors);
	rejectEqualNames(layers);
	return { inputs, outputs, layers, nodes: byDepth(depths.ofNode) };
}

/**
 * The graph with one more layer, called on its only output: what `traceGraph` would give, without the way back to the
 * inputs. Absent when the tensor was made otherwise.
 */
export function extendGraph(graph: ModelGraph, output: Value): ModelGraph | undefined {
	const node = output.kind === "tensor" ? historyOf(output)?.node : undefined;
	if (node?.outputs.length !== 1 || graph.layers.includes(node.layer) || callsUnknown(node)) return undefined;
	const [input, ...others] = node.inputs;
	if (input !== graph.outputs || others.length > 0 || symbolicInputs(node).length !== 1) return undefined;
	const layers = [...graph.layers, node.layer];
	rejectEqualNames(layers);
	return { inputs: graph.inputs, outputs: output, layers, nodes: [...graph.nodes, node] };
}

function rejectDisconnected(
	order: readonly LayerNode[],
	inputs: readonly TensorValue[],
	outputs: readonly TensorValue[],
): void {
	const computable = new Set<TensorValue>(inputs);
	for (const node of order) {
		if (isSource(node)) continue;
		const missing = symbolicInputs(node).find((tensor) => !computable.has(tensor));
		if (missing) {
			const source = historyOf(missing)?.node.layer;
			failGraph(
				`${nameOf(node.layer)} needs ${source ? nameOf(source) : "a tensor"}, which is not among the model's inputs`,
				sourceFacts(historyOf(missing)?.node),
			);
		}
		for (const output of node.outputs) computable.add(output);
	}
	const lost = outputs.find((tensor) => !computable.has(tensor));
	// Keras 2 lets an Input that is not among the inputs be an output, and fails when the model is called.
	if (lost?.world === "keras3") failGraph("an output of the model is not connected to its inputs");
}

const nameOf = (layer: InstanceValue): string => layerState(layer)?.name ?? "a layer";

function rejectEqualNames(layers: readonly InstanceValue[]): void {
	const seen = new Set<string>();
	for (const layer of layers) {
		const state = layerState(layer);
		if (!state || state.name === undefined || state.nameIsUnknown) continue;
		if (seen.has(state.name)) failGraph(`two layers of the model have the name ${state.name}`);
		seen.add(state.name);
	}
}

interface Depths {
	readonly ofNode: Map<LayerNode, number>;
	readonly ofLayer: Map<InstanceValue, number>;
}

/** How many calls lie between a node, or a layer, and the outputs. Both maps keep the order in which Keras meets them. */
function depthsOf(order: readonly LayerNode[]): Depths {
	const inGraph = new Set(order);
	const nodeDepth = new Map<LayerNode, number>();
	const layerDepth = new Map<InstanceValue, number>();
	for (const node of [...order].reverse()) {
		const depth = Math.max(nodeDepth.get(node) ?? 0, layerDepth.get(node.layer) ?? 0);
		layerDepth.set(node.layer, depth);
		nodeDepth.set(node, depth);
		for (const input of symbolicInputs(node)) {
			const parent = historyOf(input)?.node;
			if (parent && inGraph.has(parent)) nodeDepth.set(parent, Math.max(depth + 1, nodeDepth.get(parent) ?? 0));
		}
	}
	return { ofNode: nodeDepth, ofLayer: layerDepth };
}

/** The order in which a model runs its nodes: the deepest first. */
const byDepth = (depths: ReadonlyMap<LayerNode, number>): readonly LayerNode[] =>
	[...depths].sort(([, a], [, b]) => b - a).map(([node]) => node);

function orderLayers(
	{ ofLayer: layerDepth }: Depths,
	layerIndex: ReadonlyMap<InstanceValue, number>,
	inputs: readonly TensorValue[],
): readonly InstanceValue[] {
	for (const input of inputs) {
		const node = historyOf(input)?.node;
		if (node && isSource(node) && !layerDepth.has(node.layer)) layerDepth.set(node.layer, 0);
	}
	const index = (layer: InstanceValue): number => layerIndex.get(layer) ?? -1;
	return [...layerDepth.keys()].sort(
		(a, b) => (layerDepth.get(b) ?? 0) - (layerDepth.get(a) ?? 0) || index(a) - index(b),
	);
}

/**
 * The nodes between tensors in the middle of a graph. Mirrors `find_nodes_by_inputs_and_outputs`; absent when some
 * history is not known.
 */
export function findNodes(inputs: Value, outputs: Value, versioned: Versioned): readonly LayerNode[] | undefined {
	const ends = new Set(flattenTensors(inputs));
	const found = new Set<TensorValue>();
	const queue = flattenTensors(outputs).map((tensor) => historyOf(tensor)?.node);
	const nodes = new Set<LayerNode>();
	for (let at = 0; at < queue.length; at += 1) {
		const node = queue[at];
		if (!node) return undefined;
		if (nodes.has(node)) continue;
		nodes.add(node);
		for (const tensor of symbolicInputs(node)) {
			if (ends.has(tensor)) {
				found.add(tensor);
				continue;
			}
			const parent = historyOf(tensor)?.node;
			// Until 3.10, Keras 3 made such a model: what it would give is not followed.
			const isLate = versioned.world === "keras3" && !isSince("3.10", versioned);
			if (isLate && parent && isSource(parent)) return undefined;
			if (parent && isSource(parent))
				failGraph(
					`an output needs ${nameOf(parent.layer)}, which is not among the model's inputs`,
					sourceFacts(parent),
				);
			queue.push(parent);
		}
	}
	if (found.size < ends.size) failGraph("an input of the model is not connected to its outputs");
	return [...nodes];
}

/** What became of a graph's tensors when it was replayed. */
export interface Replay {
	readonly values: ReadonlyMap<TensorValue, Value>;
}

/**
 * Replays the graph on other tensors, one for each of its inputs: every call is made again, with what its inputs became.
 * A node whose inputs were not given is left out.
 */
export function replayGraph(
	graph: ModelGraph,
	inputs: readonly Value[],
	machine: Machine,
	call: (node: LayerNode, replace: (tensor: TensorValue) => Value) => Value,
): Replay {
	const values = new Map<TensorValue, Value>();
	flattenTensors(graph.inputs).forEach((tensor, index) => {
		const replacement = inputs[index];
		if (replacement) values.set(tensor, replacement);
	});
	const replace = (tensor: TensorValue): Value => values.get(tensor) ?? tensor;
	for (const node of graph.nodes) {
		machine.step();
		if (isSource(node) || symbolicInputs(node).some((tensor) => !values.has(tensor))) continue;
		const result = node.isMistake ? repeated(() => call(node, replace), machine) : call(node, replace);
		const results = flattenTensors(result);
		// A layer that is vague gives one `?`, however many outputs it has.
		const lost =
			unknownPart(result) ??
			(results.length === node.outputs.length ? undefined : { text: "the outputs of a layer are not known" });
		node.outputs.forEach((tensor, index) => {
			const value = lost ? ({ kind: "unknown", why: lost } as const) : results[index];
			if (value) values.set(tensor, value);
		});
	}
	return { values };
}

/** A call that failed when the graph was made fails again, or would not have. */
function repeated(call: () => Value, machine: Machine): Value {
	const result = machine.trap(call);
	return result instanceof Raised ? unknown({ text: "what comes out of an error" }) : result;
}

/** The tensors of the `Input`s that a tensor comes from, in the order in which they are met. Mirrors `get_source_inputs`. */
export function sourcesOf(tensor: TensorValue): readonly TensorValue[] {
	const found = new Set<TensorValue>();
	const visited = new Set<LayerNode>();
	const visit = (each: TensorValue): void => {
		const node = historyOf(each)?.node ?? vague("where a tensor comes from is not known");
		if (visited.has(node)) return;
		visited.add(node);
		if (isSource(node)) for (const output of node.outputs) found.add(output);
		else symbolicInputs(node).forEach(visit);
	};
	visit(tensor);
	return [...found];
}
