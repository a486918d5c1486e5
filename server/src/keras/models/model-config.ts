import {
	bool,
	type InstanceValue,
	int,
	type ListValue,
	library,
	list,
	NONE,
	str,
	type TensorValue,
	unknown,
	type Value,
} from "../../domain";
import { dictFrom, type MethodModel, syntheticArguments } from "../../interpreter/api";
import { fromConfig } from "../engine/layer-config";
import { historyOf, type LayerState, layerState, type ModelGraph } from "../engine/layer-state";
import { mapTensors } from "../engine/structure";

/** Of the list of layers in a config: the model that it was made from, and what it held then. */
interface Source {
	readonly model: InstanceValue;
	readonly items: readonly Value[] | undefined;
}

const sources = new WeakMap<ListValue, Source>();

/** `model.get_config()` of a model that was made from inputs and outputs; what it says of each layer is not followed. */
export const modelConfig: MethodModel = (self, { args }) => {
	const state = layerState(self);
	const isPlain = self.kind === "instance" && self.cls.kind === "library";
	if (!state?.graph || !isPlain || state.stack || state.vague)
		return unknown({ text: "what get_config() gives is not followed", origin: args.origin });
	const { graph } = state;
	const layer = unknown({ text: "what a config says of a layer is not followed", origin: args.origin });
	const layers: ListValue = { kind: "list", items: graph.layers.map(() => layer) };
	sources.set(layers, { model: self, items: layers.items });
	return dictFrom([
		[str("name"), state.name === undefined ? { kind: "str" } : str(state.name)],
		[str("trainable"), state.trainable === undefined ? { kind: "bool" } : bool(state.trainable)],
		[str("layers"), layers],
		[str("input_layers"), places(graph.inputs, graph, state)],
		[str("output_layers"), places(graph.outputs, graph, state)],
	]);
};

/** For each tensor its layer, which call of it, and which of its outputs; Keras 2 has a list of even a single one. */
function places(value: Value, graph: ModelGraph, { world }: LayerState): Value {
	const found = mapTensors(value, (tensor) => placeOf(tensor, graph));
	return value.kind === "tensor" && world === "keras2" ? list([found]) : found;
}

function placeOf(tensor: TensorValue, graph: ModelGraph): Value {
	const history = historyOf(tensor);
	const state = history && layerState(history.node.layer);
	if (!history || state?.name === undefined) return unknown({ text: "where a tensor comes from is not known" });
	const within = new Set(graph.nodes);
	const at = state.nodes.filter((node) => within.has(node)).indexOf(history.node);
	// A model begins with the node that links its own inputs and outputs.
	const first = state.graph && (!state.stack || state.world === "keras2") ? 1 : 0;
	return list([str(state.name), int(Math.max(at, 0) + first), int(history.index)]);
}

/** `Model.from_config(config)`: the same layers anew, if the config is that of a model. */
export const modelFromConfig: MethodModel = (cls, call) => {
	const { machine, args } = call;
	const config = args.positional[0]?.value ?? args.keywords.find(({ name }) => name === "config")?.value;
	const entry = (name: string): Value | undefined =>
		config?.kind === "dict" ? config.entries?.get(`s:${name}`)?.value : undefined;
	const layers = entry("layers");
	const source = layers?.kind === "list" ? sources.get(layers) : undefined;
	if (!layers) return fromConfig(cls, call);
	const lost = unknown({ text: "a model made from this config is not followed", origin: args.origin });
	if (layers.kind !== "list" || !source || source.items !== layers.items || !isRevivable(source.model)) return lost;
	const world = layerState(source.model)?.world ?? call.world;
	const clone = machine.call(
		library("keras.models.clone_model", world),
		syntheticArguments([source.model], args.origin),
	);
	const state = layerState(clone);
	if (!state) return lost;
	const name = entry("name") ?? NONE;
	Object.assign(state, { name: name.kind === "str" ? name.value : undefined });
	if (state.name === undefined) state.nameIsUnknown = true;
	return clone;
};

/** Whether Keras can make all of its layers again from what the config says. */
function isRevivable(layer: InstanceValue): boolean {
	const state = layerState(layer);
	if (!state || layer.cls.kind === "class" || state.definition?.name === "Lambda") return false;
	return (state.stack ?? state.graph?.layers ?? []).every(isRevivable);
}
