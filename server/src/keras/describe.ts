import {
	type InstanceValue,
	type Snapshot,
	type SnapshotDetail,
	type Spec,
	type TensorValue,
	topSpec,
	type Value,
} from "../domain";
import {
	historyOf,
	type LayerNode,
	type LayerState,
	layerState,
	type ModelGraph,
	type Weight,
} from "./engine/layer-state";
import { flattenTensors } from "./engine/structure";

/** Snapshots of KerasTensors, layers and models. */
export function describeKeras(value: Value, describe: (value: Value) => Snapshot | undefined): Snapshot | undefined {
	if (value.kind === "tensor") return describeTensor(value);
	if (value.kind !== "instance") return undefined;
	const state = layerState(value);
	if (!state) return undefined;
	const last = layers.get(state);
	const { built, nodes, graph, stack } = state;
	if (last?.built === built && last?.nodes === nodes && last.graph === graph && last.stack === stack)
		return last.snapshot;
	const snapshot = describeLayer(value, state, describe);
	layers.set(state, { built, nodes, graph, stack, snapshot });
	return snapshot;
}

/** What a layer's last snapshot was made of: names are seen far more often than layers change. */
type Described = Pick<LayerState, "built" | "nodes" | "graph" | "stack"> & { readonly snapshot: Snapshot };

const layers = new WeakMap<LayerState, Described>();
const tensors = new WeakMap<TensorValue, Snapshot>();

function describeTensor(value: TensorValue): Snapshot | undefined {
	const known = tensors.get(value);
	if (known) return known;
	const node = historyOf(value)?.node;
	if (!node) return undefined;
	const snapshot: Snapshot = { kind: value.flavor, spec: value.spec, detail: callDetail(node) };
	tensors.set(value, snapshot);
	return snapshot;
}

const isModel = (state: LayerState, self: InstanceValue): boolean =>
	state.stack !== undefined ||
	state.graph !== undefined ||
	(self.cls.kind === "library" && self.cls.name === "keras.Model");

function describeLayer(
	self: InstanceValue,
	state: LayerState,
	describe: (value: Value) => Snapshot | undefined,
): Snapshot {
	const output = state.graph?.outputs ?? state.nodes.at(-1)?.output;
	const kind = isModel(state, self) ? "Model" : "Layer";
	const detail: SnapshotDetail = {
		...identity(self, state),
		inputs: state.graph ? specsOf(state.graph.inputs) : state.built?.inputs,
		outputs: output && specsOf(output),
		layers: state.graph && layersOf(state.graph),
	};
	const why = { text: "the layer is not called yet", origin: state.origin };
	if (!output) return { kind, spec: topSpec(why), detail };
	if (output.kind === "tensor") return { kind, spec: output.spec, detail };
	const snapshot = describe(output);
	return { kind, spec: topSpec({ text: "several outputs" }), items: snapshot?.items, detail };
}

const specsOf = (value: Value): readonly Spec[] => flattenTensors(value).map((tensor) => tensor.spec);

function identity(self: InstanceValue, state: LayerState | undefined): SnapshotDetail {
	return {
		className: self.cls.kind === "class" ? self.cls.name : self.cls.name.split(".").at(-1),
		name: state?.name,
		params: countParams(self),
		origin: state?.origin,
	};
}

const calls = new WeakMap<LayerNode, SnapshotDetail>();

/** One call of a layer, as it was when it was made. */
function callDetail(node: LayerNode): SnapshotDetail {
	const known = calls.get(node);
	if (known) return known;
	const detail = {
		...identity(node.layer, layerState(node.layer)),
		inputs: node.inputs.map((tensor) => tensor.spec),
		outputs: specsOf(node.output),
	};
	calls.set(node, detail);
	return detail;
}

const rows = new WeakMap<ModelGraph, readonly SnapshotDetail[]>();

function layersOf(graph: ModelGraph): readonly SnapshotDetail[] {
	const known = rows.get(graph);
	if (known) return known;
	const details = graph.nodes.map(callDetail);
	rows.set(graph, details);
	return details;
}

/** The number of parameters as `count_params` gives it; absent when the layer is not built, or a size is not known. */
export function countParams(self: InstanceValue): number | undefined {
	const weights = new Set<Weight>();
	if (!collectWeights(self, weights)) return undefined;
	let total = 0;
	for (const { shape } of weights) {
		for (const size of shape) if (typeof size !== "number") return undefined;
		total += (shape as readonly number[]).reduce((product, size) => product * size, 1);
	}
	return total;
}

function collectWeights(self: InstanceValue, weights: Set<Weight>): boolean {
	const state = layerState(self);
	if (!state) return false;
	if (state.graph) return state.graph.layers.every((layer) => collectWeights(layer, weights));
	// What a layer of the user's holds is in its attributes, which are not followed here.
	if (!state.built || self.cls.kind !== "library") return false;
	for (const weight of [...state.built.weights, ...state.ownWeights]) weights.add(weight);
	return true;
}
