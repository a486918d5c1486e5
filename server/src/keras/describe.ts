import {
	type InstanceValue,
	type Snapshot,
	type SnapshotDetail,
	type Spec,
	type TensorValue,
	topSpec,
	type Value,
} from "../domain";
import { isAutocastVariable, shownVariable } from "./backend/common/autocast-variable";
import { isModel } from "./engine/is-model";
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
	const last = state.shown;
	const { built, nodes, graph, stack } = state;
	if (last?.built === built && last?.nodes === nodes && last.graph === graph && last.stack === stack)
		return last.snapshot;
	const snapshot = describeLayer(value, state, describe);
	state.shown = { built, nodes, graph, stack, snapshot };
	return snapshot;
}

function describeTensor(value: TensorValue): Snapshot | undefined {
	if (isAutocastVariable(value)) return { kind: value.flavor, spec: shownVariable(value).spec };
	const history = historyOf(value);
	if (!history) return undefined;
	history.shown ??= { kind: value.flavor, spec: value.spec, detail: callDetail(history.node) };
	return history.shown;
}

function describeLayer(
	self: InstanceValue,
	state: LayerState,
	describe: (value: Value) => Snapshot | undefined,
): Snapshot {
	const output = state.graph?.outputs ?? state.nodes.at(-1)?.output;
	const kind = isModel(self, state) ? "Model" : "Layer";
	const detail: SnapshotDetail = {
		...identity(self, state),
		inputs: state.graph ? specsOf(state.graph.inputs) : state.built?.inputs,
		...(state.graph ? { ...inputsOf(state.graph.inputs), outputNames: inputsOf(state.graph.outputs).inputNames } : {}),
		outputs: output && specsOf(output),
		layers: state.graph && layersOf(state.graph),
	};
	const why = { text: "the layer is not called yet", origin: state.origin };
	if (!output) return { kind, spec: topSpec(why), detail };
	if (output.kind === "tensor") return { kind, spec: output.spec, detail };
	const snapshot = describe(output);
	return { kind, spec: topSpec({ text: "several outputs" }), items: snapshot?.items, detail };
}

/** How a model is called: on a tensor, on a list of them, or on a dict by name. */
function inputsOf(inputs: Value): Pick<SnapshotDetail, "inputNames" | "inputKind"> {
	const keyed = inputs.kind === "dict" ? [...(inputs.entries?.values() ?? [])] : [];
	const names = keyed.length > 0 ? keyed.map(({ key }) => keyName(key)) : flattenTensors(inputs).map(layerNameOf);
	const inputKind = keyed.length > 0 ? "dict" : names.length === 1 ? "tensor" : "list";
	return { inputNames: names, inputKind };
}

const keyName = (key: Value): string => (key.kind === "str" ? (key.value ?? "") : "");

function layerNameOf(tensor: TensorValue): string {
	const layer = historyOf(tensor)?.node.layer;
	return (layer && layerState(layer)?.name) ?? "";
}

const specsOf = (value: Value): readonly Spec[] => flattenTensors(value).map((tensor) => tensor.spec);

function identity(self: InstanceValue, state: LayerState | undefined): SnapshotDetail {
	return {
		classOrigin: self.cls.kind === "class" ? self.cls.origin : undefined,
		className: self.cls.kind === "class" ? self.cls.name : self.cls.name.split(".").at(-1),
		name: state?.name,
		params: countParams(self),
		origin: state?.origin,
	};
}

/** One call of a layer, as it was when it was made. */
function callDetail(node: LayerNode): SnapshotDetail {
	node.shown ??= {
		...identity(node.layer, layerState(node.layer)),
		inputs: node.inputs.map((tensor) => tensor.spec),
		outputs: specsOf(node.output),
	};
	return node.shown;
}

function layersOf(graph: ModelGraph): readonly SnapshotDetail[] {
	graph.shown ??= graph.nodes.map(callDetail);
	return graph.shown;
}

/** The number of parameters as `count_params` gives it; absent when the layer is not built, or a size is not known. */
function countParams(self: InstanceValue): number | undefined {
	const state = layerState(self);
	if (!state) return undefined;
	const weights = state.graph ? graphWeights(state.graph) : ownWeights(self, state);
	let total = 0;
	for (const { shape } of weights ?? []) {
		let size = 1;
		for (const dim of shape) size *= typeof dim === "number" ? dim : Number.NaN;
		total += size;
	}
	return weights && !Number.isNaN(total) ? total : undefined;
}

/** What a layer of the user's holds is in its attributes, which are not followed here. */
function ownWeights(self: InstanceValue, { built, ownWeights }: LayerState): readonly Weight[] | undefined {
	if (!built || self.cls.kind !== "library") return undefined;
	return ownWeights.length === 0 ? built.weights : [...built.weights, ...ownWeights];
}

/** Each weight once, however many layers share it. */
function graphWeights(graph: ModelGraph, seen = new Set<Weight>()): readonly Weight[] | undefined {
	for (const layer of graph.layers) {
		const state = layerState(layer);
		const weights = state?.graph ? graphWeights(state.graph, seen) : state && ownWeights(layer, state);
		if (!weights) return undefined;
		for (const weight of weights) seen.add(weight);
	}
	return [...seen];
}
