import { type InstanceValue, list, NONE, type Origin, type TensorValue, unknown, type Value } from "../../domain";
import {
	bind,
	type ClassModel,
	type LibraryCall,
	type Machine,
	type MethodModel,
	raise,
	signature,
	syntheticArguments,
} from "../../interpreter/api";
import { makeTensor, record } from "../engine/call-layer";
import { checkInputSpec } from "../engine/check-input-spec";
import { allocateLayer } from "../engine/construct-layer";
import { LAYER, layerAttribute, layerMethods, shapesOf } from "../engine/define-layer";
import { replayGraph, traceGraph } from "../engine/graph";
import type { InputSpec } from "../engine/layer-definition";
import { type LayerNode, type LayerState, layerState, type ModelGraph } from "../engine/layer-state";
import { buildLayer, buildsSomehow } from "../engine/maybe-built";
import { autoName, toSnakeCase } from "../engine/naming";
import { valueToShape } from "../engine/shape-value";
import { flattenTensors, mapTensors } from "../engine/structure";
import { setLayerAttribute } from "../engine/sublayers";
import { callUserLayer, userMethod } from "../engine/user-layer";
import { noteModel } from "./summary";

export const MODEL = "keras.Model";

/** `keras.Model`: functional when it is given inputs and outputs, otherwise a base class. */
export const Model: ClassModel = {
	kind: "class",
	name: MODEL,
	aliases: ["keras.models.Model", "keras.Functional", "keras.models.Functional"],
	bases: [LAYER],
	allocate: allocateLayer,
	init: initModel,
	call: callModel,
	attribute: modelAttribute,
	setAttribute: setLayerAttribute,
	get methods() {
		return modelMethods;
	},
};

/** Names of automatic models: the class decides, a plain functional model is `model` or `functional`. */
function modelPrefix(self: InstanceValue, state: LayerState): string {
	if (self.cls.kind === "class") return toSnakeCase(self.cls.name);
	return state.world === "keras2" ? "model" : "functional";
}

function initModel(self: InstanceValue, call: LibraryCall): void {
	const { machine, args } = call;
	const state = layerState(self);
	if (!state) return;
	const bound = bind(signature("*args, **kwargs"), args);
	const keyword = (name: string) => args.keywords.find((each) => each.name === name)?.value;
	const inputs = keyword("inputs") ?? bound.rest[0]?.value;
	const outputs = keyword("outputs") ?? bound.rest[1]?.value;
	const name = keyword("name") ?? bound.rest[2]?.value;
	state.origin ??= args.origin;
	noteModel(self, machine);
	state.name = name?.kind === "str" ? name.value : autoName(modelPrefix(self, state), machine, state.world);
	if (bound.open) state.vague = bound.open;
	if (inputs && outputs) connect(state, inputs, outputs, machine, args.origin);
}

function connect(state: LayerState, inputs: Value, outputs: Value, machine: Machine, origin: Origin): void {
	const why = { text: "the model's graph is not known", origin };
	let graph: ModelGraph | undefined;
	machine.guard(origin, () => {
		rejectNonTensors(inputs, outputs, state);
		graph = traceGraph(inputs, outputs);
		return inputs;
	});
	if (graph) setGraph(state, graph, machine);
	else state.vague = why;
}

function rejectNonTensors(inputs: Value, outputs: Value, state: LayerState): void {
	const bad = [...flattenTensors(inputs), ...flattenTensors(outputs)].find((tensor) => tensor.flavor !== "KerasTensor");
	if (!bad) return;
	raise({
		code: "invalid-model-graph",
		exception: "ValueError",
		message: `inputs and outputs of ${state.name ?? "a model"} must be KerasTensors, found a ${bad.flavor}`,
	});
}

export function setGraph(state: LayerState, graph: ModelGraph, machine: Machine): void {
	machine.journal.setField(state, "graph", graph, (a, b) => (a === b ? a : undefined));
	const built = {
		weights: [],
		inputs: flattenTensors(graph.inputs).map((tensor) => tensor.spec),
		inputSpec: undefined,
	};
	machine.journal.setField(state, "built", built, (a, b) => a ?? b);
}

/** Calls a model: its graph is replayed on the new inputs; a subclassed model runs the user's `call`. */
export function callModel(self: InstanceValue, call: LibraryCall): Value {
	const { machine, args } = call;
	const own = userMethod(self, "call", machine);
	if (own) return callUserLayer(self, own, call);
	const state = layerState(self);
	if (!state?.graph) {
		return unknown(state?.vague ?? { text: "a model without a known graph was called", origin: args.origin });
	}
	return replayModel(self, state, state.graph, call);
}

export function replayModel(self: InstanceValue, state: LayerState, graph: ModelGraph, call: LibraryCall): Value {
	const { machine, args } = call;
	const input = args.positional[0]?.value ?? args.keywords[0]?.value;
	const tensors = input ? flattenTensors(input) : [];
	if (tensors.length === 0)
		return unknown({ text: "a model called on something that is not known", origin: args.origin });
	machine.guard(args.origin, () => {
		checkInputSpec(
			modelInputSpecs(graph),
			tensors.map((tensor) => tensor.spec),
			state.name ?? "the model",
		);
		return graph.inputs;
	});
	const flavor = tensors.some((tensor) => tensor.flavor === "KerasTensor") ? "KerasTensor" : "Tensor";
	const values = replayGraph(graph, tensors, machine, (node, replace) =>
		replayNode(node, replace, machine, args.origin),
	);
	const output = mapTensors(graph.outputs, (tensor) => {
		const value = values.get(tensor);
		return value?.kind === "tensor" ? makeTensor(value.spec, flavor, state) : tensor;
	});
	return record(self, state, args, output, machine);
}

function replayNode(node: LayerNode, replace: (tensor: TensorValue) => Value, machine: Machine, origin: Origin): Value {
	const before = layerState(node.layer)?.nodes;
	const replaceIn = <T extends { readonly value: Value }>(argument: T): T => ({
		...argument,
		value: mapTensors(argument.value, replace),
	});
	const positional = node.args.positional.map(replaceIn);
	const output = machine.call(node.layer, { positional, keywords: node.args.keywords.map(replaceIn), origin });
	forgetCalls(node.layer, before, machine);
	return output;
}

/** A model that is called asks its layers what comes out: they are not called, as far as their own nodes tell. */
function forgetCalls(layer: InstanceValue, before: readonly LayerNode[] | undefined, machine: Machine): void {
	const state = layerState(layer);
	if (state && before) machine.journal.setField(state, "nodes", before, (a, b) => (a.length >= b.length ? a : b));
}

/** What a functional model demands of its inputs; the batch and an extra last axis of size 1 are free. */
function modelInputSpecs(graph: ModelGraph): readonly InputSpec[] {
	return flattenTensors(graph.inputs).map((tensor) => {
		const { shape } = tensor.spec;
		if (shape.kind !== "ranked") return {};
		const sizes = shape.dims.map((dim, axis) => (typeof dim === "number" && axis > 0 ? dim : null));
		return { shape: sizes, allowLastAxisSqueeze: true };
	});
}

/** Attributes of models beyond those of layers. */
export function modelAttribute(self: InstanceValue, name: string, machine: Machine, origin: Origin): Value | undefined {
	const state = layerState(self);
	const graph = state?.graph;
	if (!state) return undefined;
	if (name === "layers")
		return graph ? list(graph.layers) : unknown({ text: "the model's layers are not known", origin });
	if (graph) {
		if (name === "output" || name === "input") return name === "output" ? graph.outputs : graph.inputs;
		if (name === "outputs") return list(flattenTensors(graph.outputs));
		if (name === "inputs") return list(flattenTensors(graph.inputs));
		if (name === "output_shape") return shapesOf(graph.outputs, origin);
		if (name === "input_shape") return shapesOf(graph.inputs, origin);
	} else if (name === "inputs" || name === "outputs" || name === "output_shape" || name === "input_shape") {
		return unknown({ text: "the model's graph is not known", origin });
	}
	return layerAttribute(self, name, machine, origin);
}

/** `build(input_shape)` of a subclassed model: Keras 2 traces its `call` on a tensor of that shape, Keras 3 only marks it. */
const buildModel: MethodModel = (self, call) => {
	const state = layerState(self);
	const written = call.args.positional[0]?.value ?? call.args.keywords[0]?.value;
	if (!state || !written || state.built || state.graph) return NONE;
	if (state.world === "keras3") return buildLayer(self, call);
	const shape = valueToShape(written, { text: "the shape given to build leaves it open", origin: call.args.origin });
	if (shape.kind !== "ranked" || self.kind !== "instance") return buildsSomehow("build")(self, call);
	const tensor = makeTensor({ shape, dtype: "float32" }, "Tensor", state, false);
	call.machine.call(self, syntheticArguments([tensor], call.args.origin));
	return NONE;
};

const ignored: MethodModel = (_self, _call) => ({ kind: "none" });

/** Methods that call the model on data. */
const FEEDING_METHODS = [
	"fit",
	"evaluate",
	"predict",
	"train_on_batch",
	"test_on_batch",
	"predict_on_batch",
	"load_weights",
];

export const modelMethods: Readonly<Record<string, MethodModel>> = {
	...layerMethods,
	summary: ignored,
	compile: ignored,
	build: buildModel,
	...Object.fromEntries(FEEDING_METHODS.map((name) => [name, buildsSomehow(name)])),
};
