import {
	type DType,
	type InstanceValue,
	isFloating,
	isUnknown,
	NONE,
	type Origin,
	printShape,
	type Shape,
	sameShape,
	str,
	type TensorValue,
	unknown,
	type Value,
} from "../../domain";
import {
	type LibraryCall,
	type Machine,
	Raised,
	raise,
	signature,
	syntheticArguments,
	type UserCode,
	vague,
} from "../../interpreter/api";
import { noteBuiltSomehow } from "../engine/built-somehow";
import { readLayerCall } from "../engine/call-arguments";
import { withModelContext } from "../engine/call-context";
import { makeTensor } from "../engine/call-layer";
import { extendGraph, isSource, rejectHandedOn, traceGraph } from "../engine/graph";
import { type LayerDefinition, perWorld } from "../engine/layer-definition";
import { type LayerState, layerState, type ModelGraph } from "../engine/layer-state";
import { markBuilt } from "../engine/maybe-built";
import { noteCall, record } from "../engine/record-call";
import { flattenTensors, mapTensors, unknownPart } from "../engine/structure";
import { userMethod } from "../engine/user-method";
import { inputTensor } from "../layers/core/input-layer";
import { isOperation } from "../operators/operation";
import type { InputCheck } from "./check-ranks";
import { countBuild } from "./count-builds";
import { afterMistake, callFunctional } from "./functional";
import { declareOutputs, declareWithTraining } from "./functional-keras3";
import { callModel, setGraph } from "./model";
import { checkModelInputs } from "./model-inputs";
import { isInputLayer, layerOf, shapeOfFirst } from "./sequential-input";

export const setStack = (state: LayerState, stack: readonly InstanceValue[], machine: Machine): void =>
	machine.journal.setField(state, "stack", stack, (a, b) =>
		a && b && a.length === b.length && a.every((layer, at) => layer === b[at]) ? a : undefined,
	);

/** A Sequential to which some paths added other layers than others is vague. */
export function noticeLostStack(self: InstanceValue, machine: Machine): void {
	const state = layerState(self);
	if (!state || state.stack || state.vague || state.name === undefined) return;
	machine.journal.setField(state, "vague", { text: "which layers it has depends on the path" }, (a, b) => a ?? b);
}

/** What is known of the other layers says nothing about the whole. */
export function loseGraph(state: LayerState, text: string, origin: Origin, machine: Machine): void {
	machine.journal.setField(state, "vague", { text, origin }, (a, b) => a ?? b);
	machine.journal.setField(state, "graph", undefined, () => undefined);
}

/**
 * Chains the layers from the Input, if there is one; Keras 3 takes the input shape of a model that comes first. Each
 * layer is called once, when it is added: Keras 3 calls all of them again, which gives the same outputs. A problem is
 * shown at the layer, where it stands.
 */
export function rebuild(state: LayerState, call: LibraryCall): void {
	const [first, ...rest] = state.stack ?? [];
	if (state.vague && first && isInputLayer(first) && rest.length > 0) countBuild(state, call.machine);
	if (state.vague || !first) return;
	if (isInputLayer(first)) {
		const input = layerState(first)?.nodes[0]?.outputs[0];
		if (input && (state.world === "keras2" || rest.length > 0)) chain(state, input, rest, call);
		return;
	}
	if (state.world === "keras2") {
		const input = state.graph?.inputs;
		if (input?.kind === "tensor") chain(state, input, [first, ...rest], call);
		return;
	}
	const shape = rest.length > 0 ? shapeOfFirst(first) : undefined;
	if (shape) buildFor(state, shape, layerState(first)?.policy.compute ?? "float32", call);
}

/** After a pop: a model that had a graph has a shorter one, if it has layers left; Keras 3 builds others anew. */
export function shorten(state: LayerState, before: ModelGraph | undefined, call: LibraryCall): void {
	const layers = (state.stack ?? []).filter((layer) => !isInputLayer(layer));
	const input = before?.inputs;
	if (state.vague || layers.length === 0) return;
	if (input?.kind === "tensor") chainOutputs(state, input, layers, call.machine);
	else if (state.world === "keras3") rebuild(state, call);
}

/** After a pop, the model ends with the output of the last layer that is left. */
function chainOutputs(state: LayerState, input: TensorValue, layers: readonly InstanceValue[], machine: Machine): void {
	const last = layers.at(-1);
	const output = last ? layerState(last)?.nodes[0]?.outputs[0] : input;
	const graph = output && traceGraph(input, output);
	if (graph) setGraph(state, graph, machine);
	countBuild(state, machine);
}

/** The layers that are not yet in the graph: Keras 2 adds one at a time, Keras 3 makes one node for each. */
function unchained(state: LayerState, layers: readonly InstanceValue[]): readonly InstanceValue[] {
	if (!state.graph) return layers;
	if (state.world === "keras2") return layers.slice(-1);
	return layers.slice(state.graph.nodes.filter((node) => !isSource(node) && !isOperation(node.layer)).length);
}

/** Calls one layer after the other; with `swallows`, Keras 2 gives up without a word where one of them raises. */
export function chain(
	state: LayerState,
	input: TensorValue,
	layers: readonly InstanceValue[],
	call: LibraryCall,
	swallows = false,
): void {
	const { machine, args } = call;
	const before = state.graph;
	const [start] = state.stack ?? [];
	const isFirst = state.world === "keras2" && !before && start !== undefined && isInputLayer(start);
	let output: Value = before?.outputs ?? input;
	for (const layer of unchained(state, layers)) {
		const ask = (): Value => callOne(layer, output, state, call) ?? NONE;
		const next = swallows ? machine.trap(ask) : ask();
		if (next instanceof Raised || next.kind === "none") return;
		// What the first layer gives on its own Input is taken out of any structure.
		const tensors = isFirst ? flattenTensors(next) : [];
		output = tensors.length === 1 ? (tensors[0] as Value) : next;
		const part = unknownPart(output);
		if (part) {
			countBuild(state, machine);
			loseGraph(state, "a layer's output is not known", args.origin, machine);
			return;
		}
		if (state.world === "keras2" && flattenTensors(output).length !== 1) {
			rejectSeveralOutputs(state, machine, placeOf(layer, args.origin));
			loseGraph(state, "a layer has several outputs", args.origin, machine);
			return;
		}
	}
	machine.guard(args.origin, () => {
		if (state.world === "keras3") rejectHandedOn(input, output, machine);
		const graph = (before && extendGraph(before, output)) ?? traceGraph(input, output);
		if (graph) setGraph(state, graph, machine);
		countBuild(state, machine);
		return NONE;
	});
}

/** One layer on what came before; absent when Keras 3 gives up building without a word. */
function callOne(layer: InstanceValue, input: Value, state: LayerState, call: LibraryCall): Value | undefined {
	const { machine, args } = call;
	const place = placeOf(layer, args.origin);
	const run = (): Value => machine.call(layer, syntheticArguments([input], place));
	if (state.world === "keras2") return run();
	if (isInputLayer(layer)) return rejectInput(state, machine, place);
	const required = requiredArguments(layer, machine);
	if (required !== undefined && required > 1) {
		machine.report(
			{
				code: "invalid-layer-argument",
				exception: "ValueError",
				message: `a layer of a Sequential takes one argument; ${layerState(layer)?.name ?? "this one"} needs ${required}`,
			},
			place,
		);
		return unknown({ text: "a layer that needs several arguments", origin: place });
	}
	if (!swallows(layer)) return run();
	const result = machine.trap(run);
	if (!(result instanceof Raised)) return result;
	if (result.exception === "NotImplementedError") return undefined;
	if (result.problem) machine.report(result.problem, result.problem.origin);
	return unknown({ text: "what comes out of an error", origin: place });
}

function rejectInput(state: LayerState, machine: Machine, place: Origin): Value {
	return machine.guard(place, () =>
		raise({
			code: "invalid-layer-argument",
			exception: "ValueError",
			message: `${state.name ?? "a Sequential"} has an Input behind other layers, which takes no tensor`,
		}),
	);
}

/** Layers whose shape inference may fail with NotImplementedError, which Keras 3 takes for "build later". */
const swallows = (layer: InstanceValue): boolean =>
	layer.cls.kind === "library" && layer.cls.name === "keras.layers.Lambda";

/** How many arguments `call` needs; absent when it is not known. */
function requiredArguments(layer: InstanceValue, machine: Machine): number | undefined {
	const own = userMethod(layer, "call", machine);
	if (own) {
		const { args, defaults } = own.code as UserCode;
		return [...args.posonlyargs, ...args.args].length - defaults.length - 1;
	}
	const state = layerState(layer);
	const text = state?.definition?.callSignature;
	if (!state || !text || state.stack || state.graph) return undefined;
	const { parameters } = signature(perWorld(text, state.world));
	return parameters.filter((each) => each.kind !== "keyword-only" && each.default === undefined).length;
}

function rejectSeveralOutputs(state: LayerState, machine: Machine, origin: Origin): void {
	machine.report(
		{
			code: "invalid-layer-input",
			exception: "ValueError",
			message: `every layer of ${state.name ?? "a Sequential"} must have one output tensor; this one has several`,
		},
		origin,
	);
}

/** The layer's own constructor call when it is written inside this call, else this call. */
function placeOf(layer: InstanceValue, call: Origin): Origin {
	const own = layerState(layer)?.origin;
	return own && own.path === call.path && own.start >= call.start && own.end <= call.end ? own : call;
}

/** Builds a Sequential without an Input for the first shape that it meets. Keras 3 keeps the Input that it makes. */
export function buildFor(state: LayerState, shape: Shape, dtype: DType, call: LibraryCall, swallows = false): void {
	const [first] = state.stack ?? [];
	const firstName = first && layerState(first)?.name;
	if (!first || isInputLayer(first)) return;
	const name = state.world === "keras2" && firstName ? str(`${firstName}_input`) : NONE;
	const source = inputTensor(call, shape, dtype, name);
	if (source.kind !== "tensor") return;
	const layers = ownLayers(state);
	const input = layerOf(source);
	if (state.world === "keras3" && input) setStack(state, [input, ...layers], call.machine);
	chain(state, source, layers, call, swallows);
}

/** `model.layers`: without the Input that comes first, and in Keras 2 each layer once. */
export function ownLayers(state: LayerState): readonly InstanceValue[] {
	const layers = (state.stack ?? []).filter((layer, at) => at > 0 || !isInputLayer(layer));
	return state.world === "keras2" ? [...new Set(layers)] : layers;
}

const CALL: LayerDefinition<unknown> = {
	name: "Sequential",
	signature: "layers=None, trainable=True, name=None",
	callSignature: "inputs, training=None, mask=None, **kwargs",
	configure: () => ({}),
	call: () => vague("a Sequential calls its layers"),
};

/** `model(inputs)`: builds the model if it has no shape yet, then runs its graph. */
export function callSequential(self: InstanceValue, call: LibraryCall): Value {
	const { machine } = call;
	noticeLostStack(self, machine);
	const state = layerState(self);
	if (!state || state.vague || !state.stack || userMethod(self, "call", machine)) return callModel(self, call);
	return runSequential(self, state, call);
}

/** The layers in order, whatever the class overrides. */
export function runSequential(self: InstanceValue, state: LayerState, call: LibraryCall): Value {
	const { machine, args } = call;
	if (args.open) return vague(args.open);
	const { first, bound } = readLayerCall(args, CALL, { machine, world: state.world }, state.name ?? "the model");
	if (unknownPart(first)) noteBuiltSomehow(self, machine);
	const part = unknownPart(first);
	if (part) return unknown({ text: "a model called on a value that is not known", origin: args.origin, cause: part });
	if (!state.graph && first.kind === "tensor") buildOnCall(state, first, call);
	if (state.vague) return unknown(state.vague);
	const apply = state.world === "keras2" ? applyOnce : applyDirectly;
	if (!state.graph) return withModelContext(bound, state.world, machine, () => apply(self, state, first, call));
	if (state.world === "keras2") return callFunctional(self, state, state.graph, call, checkOf2(state));
	return callBuilt(self, state, castInput(first, state), call);
}

/** A Sequential of Keras 2 that was built for the first shape it met is built again for others: it checks nothing. */
const checkOf2 = (state: LayerState): InputCheck => {
	const first = state.stack?.[0];
	return first && isInputLayer(first) ? "sizes" : "none";
};

function buildOnCall(state: LayerState, first: TensorValue, call: LibraryCall): void {
	const [start, ...others] = state.stack ?? [];
	if (start && isInputLayer(start)) {
		const input = layerState(start)?.nodes[0]?.outputs[0];
		if (state.world === "keras2" || !input) return;
		rejectOtherShape(state, input.spec.shape, first.spec.shape);
		if (others.length === 0) chain(state, input, [], call);
		return;
	}
	const dtype = state.world === "keras3" ? layerCompute(state) : first.spec.dtype;
	buildFor(state, first.spec.shape, dtype, call, state.world === "keras2");
}

/** A Sequential of Keras 3 that begins with an Input is built for no other shape. */
export function rejectOtherShape(state: LayerState, own: Shape, shape: Shape): void {
	if (own.kind !== "ranked" || shape.kind !== "ranked") return;
	if (sameShape(own, shape) || [...own.dims, ...shape.dims].some(isUnknown)) return;
	raise({
		code: "invalid-input-shape",
		exception: "ValueError",
		message: `${state.name ?? "the model"} already has the input shape ${printShape(own)}, it cannot be built for ${printShape(shape)}`,
	});
}

const layerCompute = (state: LayerState): DType => {
	const first = state.stack?.[0];
	return (first && layerState(first)?.policy.compute) ?? "float32";
};

/** Keras 3 casts floating inputs to the dtype of the model's Input. */
function castInput(first: Value, state: LayerState): Value {
	const reference = state.graph && flattenTensors(state.graph.inputs)[0];
	const wanted = reference?.spec.dtype;
	if (wanted === undefined || !isFloating(wanted)) return first;
	return mapTensors(first, (tensor) =>
		isFloating(tensor.spec.dtype) && tensor.spec.dtype !== wanted
			? { ...tensor, spec: { ...tensor.spec, dtype: wanted } }
			: tensor,
	);
}

function callBuilt(self: InstanceValue, state: LayerState, first: Value, call: LibraryCall): Value {
	const { machine, args } = call;
	const { graph } = state;
	if (!graph) return vague("the model is not built");
	const isSymbolic = flattenTensors(first).some((tensor) => tensor.flavor === "KerasTensor");
	if (!isSymbolic) {
		const [argument, ...others] = args.positional;
		const positional = [{ value: first, origin: argument?.origin ?? args.origin }, ...others];
		const keywords = args.keywords.filter(({ name }) => name === "training");
		return callFunctional(self, state, graph, { ...call, args: { ...args, positional, keywords } }, "ranks");
	}
	const fits = checkModelInputs(state, graph, first, machine, args.origin);
	const run = (): Value => {
		const output = declareOutputs(graph, flattenTensors(first), state, machine, args.origin);
		return record(self, state, args, output, machine);
	};
	return fits ? run() : afterMistake(run, args.origin, machine);
}

/** What a layer of a Sequential without a graph refuses is told once: nothing is known of later calls. */
function applyOnce(self: InstanceValue, state: LayerState, first: Value, call: LibraryCall): Value {
	const { machine, args } = call;
	const result = machine.trap(() => applyDirectly(self, state, first, call));
	if (!(result instanceof Raised)) return result;
	const why = { text: "what comes out of an error", origin: args.origin };
	loseGraph(state, why.text, args.origin, machine);
	if (result.problem) machine.report(result.problem, result.problem.origin);
	return unknown(why);
}

/** Without a graph the layers are applied one after the other, to whatever the model was called on. */
function applyDirectly(self: InstanceValue, state: LayerState, first: Value, call: LibraryCall): Value {
	const { machine, args } = call;
	const layers = ownLayers(state);
	const isSymbolic = flattenTensors(first).some((tensor) => tensor.flavor === "KerasTensor");
	if (layers.length === 0 && state.world === "keras3") {
		// What is built already, or called on what has no one shape, is not built again.
		const isAsked = state.built === undefined && first.kind === "tensor";
		const exception = isAsked ? "ValueError" : "UnboundLocalError";
		raise({ code: "invalid-layer-input", exception, message: "a Sequential without layers was called" });
	}
	markBuilt(state, machine);
	const start = state.world === "keras2" && isSymbolic ? mapTensors(first, toGraph) : first;
	const declares = state.world === "keras3" && isSymbolic;
	const output = layers.reduce<Value>((value, layer) => {
		const one = syntheticArguments([value], args.origin);
		return declares ? declareWithTraining(layer, one, state, machine) : machine.call(layer, one);
	}, start);
	if (!isSymbolic) return noteCall(self, args, output, machine);
	const symbolic = mapTensors(output, (tensor) => makeTensor(tensor.spec, "KerasTensor", state));
	return record(self, state, args, symbolic, machine);
}

const toGraph = (tensor: TensorValue): TensorValue =>
	tensor.flavor === "KerasTensor" ? { ...tensor, flavor: "Tensor", eager: false, history: undefined } : tensor;
