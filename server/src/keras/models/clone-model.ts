import { type InstanceValue, library, str, type TensorValue, type Value } from "../../domain";
import { bind, type FunctionModel, type LibraryCall, raise, signature, vague } from "../../interpreter/api";
import { allocateLayer } from "../engine/construct-layer";
import { isSource, replayGraph, traceGraph } from "../engine/graph";
import { historyOf, type LayerState, layerState, type ModelGraph } from "../engine/layer-state";
import { flattenTensors, mapTensors, unknownPart } from "../engine/structure";
import { inputTensor } from "../layers/core/input-layer";
import { isOperation } from "../operators/operation";
import { countAdditions } from "./count-builds";
import { setGraph } from "./model";
import { rebuild, setStack } from "./sequential-graph";
import { isInputLayer } from "./sequential-input";
import { noteModel } from "./summary";

const SIGNATURES = {
	keras2: "model, input_tensors=None, clone_function=None",
	keras3: "model, input_tensors=None, clone_function=None, call_function=None, recursive=False, **kwargs",
} as const;

/** `keras.models.clone_model(model)`: the same layers anew, with weights of their own. Mirrors keras/src/models/cloning.py. */
export const cloneModel: FunctionModel = {
	kind: "function",
	name: "keras.models.clone_model",
	call(call) {
		const bound = bind(signature(SIGNATURES[call.world]), call.args);
		const model = bound.get("model");
		const given = (name: string): Value | undefined => {
			const value = bound.given(name)?.value;
			return value?.kind === "none" ? undefined : value;
		};
		const inputs = given("input_tensors");
		if (bound.open || given("clone_function") || given("call_function"))
			return vague("a clone that is made differently is not followed");
		const state = layerState(model);
		if (model.kind !== "instance" || !state) return vague("the model to clone is not known");
		if (!inputs) return clone(model, state, call);
		if (!state.graph || state.stack || state.vague || model.cls.kind === "class")
			return vague("a clone that is made differently is not followed");
		return cloneGraph(model, state, state.graph, call, inputs);
	},
};

function clone(model: InstanceValue, state: LayerState, call: LibraryCall): InstanceValue {
	if (state.vague) vague(state.vague);
	if (model.cls.kind === "class") return vague("a clone of a subclassed model is not followed");
	if (state.stack) return cloneStack(model, state, state.stack, call);
	if (state.graph) return cloneGraph(model, state, state.graph, call);
	if (state.definition) return cloneLayer(model, call);
	return raise({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: "only functional and Sequential models can be cloned",
	});
}

function emptyLike(model: InstanceValue, state: LayerState, call: LibraryCall): readonly [InstanceValue, LayerState] {
	const { machine, args } = call;
	const name = model.cls.kind === "library" ? model.cls.name : vague("the class of the model is not known");
	const self: InstanceValue = { kind: "instance", cls: library(name, state.world), attrs: new Map() };
	allocateLayer(self, machine, state.world, args.origin);
	const own = layerState(self) ?? vague("the clone is not known");
	Object.assign(own, { name: state.name, nameIsUnknown: state.nameIsUnknown, trainable: state.trainable });
	noteModel(self, machine);
	return [self, own];
}

/** A layer of the same constructor arguments that was never called. */
function cloneLayer(layer: InstanceValue, call: LibraryCall): InstanceValue {
	const state = layerState(layer) ?? vague("a layer of the model is not known");
	if (state.stack || state.graph) {
		countAdditions(state, call.machine);
		return clone(layer, state, call);
	}
	if (layer.cls.kind === "class") return vague("a clone of a user's layer is not followed");
	if (isOperation(layer)) return layer;
	const fresh = {
		...state,
		built: undefined,
		nodes: [],
		ownWeights: [],
		lacksWeight: false,
		graph: undefined,
		stack: undefined,
	};
	return { kind: "instance", cls: layer.cls, attrs: new Map(layer.attrs), native: fresh };
}

function cloneInput(tensor: TensorValue, call: LibraryCall): TensorValue {
	const layer = historyOf(tensor)?.node.layer;
	const name = layer && layerState(layer)?.name;
	const input = inputTensor(
		call,
		tensor.spec.shape,
		tensor.spec.dtype,
		name === undefined ? { kind: "str" } : str(name),
	);
	return input.kind === "tensor" ? input : vague("an input of the model is not known");
}

/** Tensors given in the place of the inputs: Keras 2 takes them in their order, Keras 3 in the model's own structure. */
function givenInputs(graph: ModelGraph, given: Value): Value {
	const tensors = flattenTensors(given);
	const isOfInputs = (tensor: TensorValue): boolean => {
		const node = historyOf(tensor)?.node;
		return tensor.flavor === "KerasTensor" && node !== undefined && isSource(node);
	};
	const wanted = flattenTensors(graph.inputs);
	if (wanted[0]?.world === "keras3" && (given.kind === "tensor") !== (graph.inputs.kind === "tensor")) {
		return raise({
			code: "invalid-layer-argument",
			exception: "ValueError",
			message: "input_tensors must have the structure of the model's own inputs",
			argument: "input_tensors",
		});
	}
	if (unknownPart(given) || tensors.length !== wanted.length || !tensors.every(isOfInputs))
		return vague("a clone on these tensors is not followed");
	if (wanted[0]?.world === "keras3" && wanted.length > 1 && given.kind !== graph.inputs.kind)
		return vague("a clone on these tensors is not followed");
	const byInput = new Map(wanted.map((tensor, at) => [tensor, tensors[at] as TensorValue] as const));
	return mapTensors(graph.inputs, (tensor) => byInput.get(tensor) ?? tensor);
}

function cloneGraph(
	model: InstanceValue,
	state: LayerState,
	graph: ModelGraph,
	call: LibraryCall,
	given?: Value,
): InstanceValue {
	const { machine, args } = call;
	const layers = new Map(graph.layers.map((layer) => [layer, isInputLayer(layer) ? layer : cloneLayer(layer, call)]));
	const inputs = given ? givenInputs(graph, given) : mapTensors(graph.inputs, (tensor) => cloneInput(tensor, call));
	const { values } = replayGraph(graph, flattenTensors(inputs), machine, (node, replace) => {
		const replaced = <T extends { readonly value: Value }>(each: T): T => ({
			...each,
			value: mapTensors(each.value, replace),
		});
		return machine.call(layers.get(node.layer) ?? node.layer, {
			positional: node.args.positional.map(replaced),
			keywords: node.args.keywords.map(replaced),
			origin: args.origin,
		});
	});
	const outputs = mapTensors(graph.outputs, (tensor) => values.get(tensor) ?? vague("an output is not known"));
	const traced = traceGraph(inputs, outputs) ?? vague("the clone's graph is not known");
	const [self, own] = emptyLike(model, state, call);
	setGraph(own, traced, machine);
	return self;
}

function cloneStack(
	model: InstanceValue,
	state: LayerState,
	stack: readonly InstanceValue[],
	call: LibraryCall,
): InstanceValue {
	const layers = stack.map((layer) => {
		const source = isInputLayer(layer) ? layerState(layer)?.nodes[0]?.outputs[0] : undefined;
		const input = source && historyOf(cloneInput(source, call))?.node.layer;
		return input ?? cloneLayer(layer, call);
	});
	const [self, own] = emptyLike(model, state, call);
	setStack(own, layers, call.machine);
	rebuild(own, call);
	return self;
}
