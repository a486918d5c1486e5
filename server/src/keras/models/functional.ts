import {
	type Dim,
	type InstanceValue,
	isStatic,
	isUnknown,
	type Origin,
	ranked,
	type Spec,
	sameShape,
	type TensorValue,
	unknown,
	type Value,
} from "../../domain";
import { type CallArguments, type LibraryCall, type Machine, raise, vague } from "../../interpreter/api";
import { readLayerCall } from "../engine/call-arguments";
import { withTraining } from "../engine/call-context";
import { makeTensor, runInnerLayer } from "../engine/call-layer";
import { checkInputSpec } from "../engine/check-input-spec";
import { failGraph, findNodes, isSource, replayGraph, traceGraph } from "../engine/graph";
import type { InputSpec, LayerDefinition } from "../engine/layer-definition";
import { historyOf, type LayerNode, type LayerState, layerState, type ModelGraph } from "../engine/layer-state";
import { record } from "../engine/record-call";
import {
	flattenLeaves,
	flattenTensors,
	mapLeaves,
	mapTensors,
	structureToValue,
	unknownPart,
} from "../engine/structure";
import { inputTensor } from "../layers/core/input-layer";
import { declareLambda } from "../layers/core/lambda";
import { checkRanks, type InputCheck } from "./check-ranks";

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
	const output = record(node.layer, state, args, node.output, machine);
	flattenTensors(output).forEach((tensor, index) => {
		const original = before[index];
		if (original && !clones.has(original)) clones.set(original, tensor);
	});
}

const withArguments = (args: CallArguments, replace: (value: Value) => Value): CallArguments => ({
	...args,
	positional: args.positional.map((each) => ({ ...each, value: replace(each.value) })),
	keywords: args.keywords.map((each) => ({ ...each, value: replace(each.value) })),
});

const CALL: LayerDefinition<unknown> = {
	name: "Functional",
	signature: "inputs, outputs, name=None, **kwargs",
	callSignature: "inputs, training=None, mask=None, **kwargs",
	configure: () => ({}),
	call: () => vague("a model replays its graph"),
};

/** `model(inputs)` of a functional model. */
export function callFunctional(
	self: InstanceValue,
	state: LayerState,
	graph: ModelGraph,
	call: LibraryCall,
	check: InputCheck = "sizes",
): Value {
	const { machine, args } = call;
	if (args.open) return vague(args.open);
	const { first } = readLayerCall(args, CALL, { machine, world: state.world }, state.name ?? "the model");
	const part = unknownPart(first);
	if (part) return unknown({ text: "a model called on a value that is not known", origin: args.origin, cause: part });
	const isSymbolic = flattenTensors(first).some((tensor) => tensor.flavor === "KerasTensor");
	// A model that is called on what it does not take still says what it would have given, if the ranks agree.
	const isChecked = check === "sizes" && (!isSymbolic || state.world === "keras3");
	if (isChecked) checkModelInputs(state, graph, first, machine, args.origin);
	if (check === "ranks") checkRanks(state, graph, first, machine, args.origin);
	const given = matchInputs(graph, first, state.world === "keras3" && isSymbolic);
	if (state.world === "keras2") return callKeras2(self, state, graph, given, isSymbolic, call);
	if (!isSymbolic) return callOnTensors(state, graph, given, call);
	return record(self, state, args, declareOutputs(graph, given, state, machine, args.origin), machine);
}

/** `model.call(inputs)`, as `super().call(inputs)` in a class that is a functional model: the layers alone. */
export function runFunctional(self: InstanceValue, state: LayerState, graph: ModelGraph, call: LibraryCall): Value {
	if (call.args.open) return vague(call.args.open);
	const { first } = readLayerCall(
		call.args,
		CALL,
		{ machine: call.machine, world: state.world },
		state.name ?? "the model",
	);
	const part = unknownPart(first);
	if (part) return vague(part);
	if (flattenTensors(first).some((tensor) => tensor.flavor === "KerasTensor"))
		return vague("call() of a model on KerasTensors is not followed");
	const given = matchInputs(graph, first, false);
	if (state.world === "keras2") return callKeras2(self, state, graph, given, false, call);
	return callOnTensors(state, graph, given, call);
}

/** The model's own input spec: the batch is free, and a last axis of size 1 may be missing or added. */
export function checkModelInputs(
	state: LayerState,
	graph: ModelGraph,
	first: Value,
	machine: Machine,
	origin: Origin,
): void {
	const specs = inputSpecs(graph);
	if (!specs) return;
	machine.guard(origin, () => {
		const tensors = byName(graph, first) ?? flattenLeaves(first);
		const bad = tensors.find((tensor) => tensor.kind !== "tensor");
		if (bad) {
			raise({
				code: "invalid-layer-input",
				exception: state.world === "keras2" ? "TypeError" : "ValueError",
				message: `${state.name ?? "the model"} was called on ${bad.kind === "none" ? "None" : `a ${bad.kind}`}, which is not a tensor`,
			});
		}
		const found = tensors.flatMap((tensor) => (tensor.kind === "tensor" ? [tensor.spec] : []));
		checkInputSpec(specs, found, state.name ?? "the model");
		return first;
	});
}

function inputSpecs(graph: ModelGraph): readonly InputSpec[] | undefined {
	const { inputs } = graph;
	if (inputs.kind === "dict" && [...(inputs.entries?.values() ?? [])].some((entry) => entry.value.kind !== "tensor"))
		return undefined;
	return flattenTensors(inputs).map((tensor) => {
		const { shape } = tensor.spec;
		if (shape.kind !== "ranked") return {};
		const sizes = shape.dims.map((dim, axis) => (isStatic(dim) && axis > 0 ? dim : null));
		return { shape: sizes, allowLastAxisSqueeze: true };
	});
}

/** The names by which a dict of inputs is read: its own keys, or those of the Input layers. */
function inputNames(graph: ModelGraph): readonly (string | undefined)[] {
	const { inputs } = graph;
	if (inputs.kind === "dict" && inputs.entries) {
		const keys = [...inputs.entries.values()].map(({ key }) => (key.kind === "str" ? key.value : undefined));
		return keys.sort();
	}
	return flattenTensors(inputs).map((tensor) => {
		const layer = historyOf(tensor)?.node.layer;
		return layer && layerState(layer)?.name;
	});
}

/** A dict of inputs in the model's order; absent when it is no dict. Raises when a name is missing. */
function byName(graph: ModelGraph, first: Value): readonly Value[] | undefined {
	if (first.kind !== "dict" || !first.entries) return undefined;
	const { entries } = first;
	return inputNames(graph).map((name) => {
		if (name === undefined) return vague("the name of an input is not known");
		const entry = entries.get(`s:${name}`);
		return (
			entry?.value ??
			raise({ code: "invalid-layer-input", exception: "ValueError", message: `the dict of inputs has no ${name}` })
		);
	});
}

/** One value for each input of the graph. */
function matchInputs(graph: ModelGraph, first: Value, inOrder: boolean): readonly Value[] {
	if (first.kind === "dict" && first.entries && !inOrder) {
		const { entries } = first;
		const named = inputNames(graph).map((name) => (name === undefined ? undefined : entries.get(`s:${name}`)?.value));
		if (!named.includes(undefined)) return named as Value[];
	}
	return flattenLeaves(first);
}

/** Puts the results in the outputs' place; what was not computed raises or is not known. */
function packOutputs(
	graph: ModelGraph,
	values: ReadonlyMap<TensorValue, Value>,
	make: (tensor: TensorValue) => Value,
): Value {
	return mapTensors(graph.outputs, (tensor) => {
		const value = values.get(tensor);
		if (value?.kind === "tensor") return make(value);
		if (value) return value;
		return raise({
			code: "invalid-model-graph",
			exception: tensor.world === "keras2" ? "AssertionError" : "KeyError",
			message: "an output of the model cannot be computed from the inputs that it was called on",
		});
	});
}

const standIn = (tensor: TensorValue): TensorValue =>
	tensor.flavor === "KerasTensor" ? { ...tensor, flavor: "Tensor", eager: false, history: undefined } : tensor;

/** Keras 2 runs its layers on graph tensors, or on real ones, with all the checks of a call. */
function callKeras2(
	self: InstanceValue,
	state: LayerState,
	graph: ModelGraph,
	given: readonly Value[],
	isSymbolic: boolean,
	call: LibraryCall,
): Value {
	const { machine, args } = call;
	const references = flattenTensors(graph.inputs);
	const inputs = given.map((value, index) => {
		const reference = references[index];
		return value.kind === "tensor" && reference ? conform(standIn(value), reference.spec) : value;
	});
	const { values } = withTraining(args, machine, () =>
		replayGraph(graph, inputs, machine, (node, replace) => {
			const replaced = withArguments(node.args, (value) => mapTensors(value, replace));
			return machine.call(node.layer, { ...replaced, origin: args.origin });
		}),
	);
	if (!isSymbolic) return packOutputs(graph, values, (tensor) => tensor);
	const output = packOutputs(graph, values, (tensor) => makeTensor(tensor.spec, "KerasTensor", state));
	return record(self, state, args, output, machine);
}

/** `(batch, n)` and `(batch, n, 1)` stand for each other, and the Input decides the dtype. */
function conform(tensor: TensorValue, reference: Spec): TensorValue {
	const { shape } = tensor.spec;
	const wanted = reference.shape;
	if (shape.kind !== "ranked" || wanted.kind !== "ranked")
		return { ...tensor, spec: { shape, dtype: reference.dtype } };
	const spec: Spec = { shape: ranked(adjusted(shape.dims, wanted.dims)), dtype: reference.dtype };
	return { ...tensor, flavor: "Tensor", spec };
}

function adjusted(dims: readonly Dim[], wanted: readonly Dim[]): readonly Dim[] {
	if (dims.length === wanted.length + 1 && dims.at(-1) === 1) return dims.slice(0, -1);
	if (dims.length === wanted.length - 1 && wanted.at(-1) === 1) return [...dims, 1];
	return dims;
}

/** Keras 3 on real tensors: the ranks must agree but for a last axis of size 1. */
function callOnTensors(state: LayerState, graph: ModelGraph, given: readonly Value[], call: LibraryCall): Value {
	const { machine, args } = call;
	const references = flattenTensors(graph.inputs);
	const inputs = given.map((value, index) => {
		const reference = references[index];
		if (value.kind !== "tensor" || !reference) return value;
		const tensor = conform(value, reference.spec);
		rejectRank(tensor.spec, reference.spec, state.name ?? "the model");
		return tensor;
	});
	const { values } = replayGraph(graph, inputs, machine, (node, replace) => {
		const replaced = withArguments(node.args, (value) => mapTensors(value, replace));
		return machine.call(node.layer, { ...replaced, origin: args.origin });
	});
	const output = packOutputs(graph, values, (tensor) => tensor);
	const items = output.kind === "list" || output.kind === "tuple" ? output.items : undefined;
	return items?.length === 1 ? (items[0] as Value) : output;
}

function rejectRank(found: Spec, wanted: Spec, name: string): void {
	if (found.shape.kind !== "ranked" || wanted.shape.kind !== "ranked") return;
	const [rank, expected] = [found.shape.dims.length, wanted.shape.dims.length];
	if (rank === expected) return;
	raise({
		code: "input-rank",
		exception: "ValueError",
		message: `${name} takes an input of rank ${expected}, found rank ${rank}`,
		facts: { rank, expected },
	});
}

/**
 * Keras 3 on KerasTensors: inputs of the shapes that the model was made with give its own outputs again; others go
 * through `compute_output_spec` of every operation, which checks no input spec and casts nothing.
 */
export function declareOutputs(
	graph: ModelGraph,
	given: readonly Value[],
	state: LayerState,
	machine: Machine,
	origin: Origin,
): Value {
	const references = flattenTensors(graph.inputs);
	const isSame = references.every((reference, index) => {
		const value = given[index];
		return value?.kind === "tensor" && isCertainlySame(value.spec, reference.spec);
	});
	const fresh = (tensor: TensorValue): TensorValue => makeTensor(tensor.spec, "KerasTensor", state);
	if (isSame) return mapTensors(graph.outputs, fresh);
	const { values } = replayGraph(graph, given, machine, (node, replace) => {
		const replaced = withArguments(node.args, (value) => mapTensors(value, replace));
		return declareOutput(node.layer, { ...replaced, origin }, machine);
	});
	return packOutputs(graph, values, fresh);
}

const isCertainlySame = (a: Spec, b: Spec): boolean =>
	sameShape(a.shape, b.shape) && a.shape.kind === "ranked" && !a.shape.dims.some(isUnknown);

/** What `layer.compute_output_spec` says: nothing is checked, built or recorded. */
export function declareOutput(layer: InstanceValue, args: CallArguments, machine: Machine): Value {
	const state = layerState(layer);
	if (!state) return unknown({ text: "a layer that is not known" });
	if (state.graph) {
		const first = args.positional[0]?.value ?? args.keywords[0]?.value;
		return declareOutputs(state.graph, first ? flattenLeaves(first) : [], state, machine, args.origin);
	}
	const isBuiltIn = layer.cls.kind === "library" && state.definition !== undefined;
	if (isBuiltIn && layer.cls.name === "keras.layers.Lambda")
		return machine.guard(args.origin, () => declareLambda(layer, { machine, world: state.world, args }));
	if (isBuiltIn && layer.cls.name.startsWith("keras.layers.")) {
		return machine.guard(args.origin, () => {
			const structure = runInnerLayer(layer, args, "KerasTensor", machine, true);
			return structureToValue(structure, (spec) => makeTensor(spec, "KerasTensor", state));
		});
	}
	const before = state.nodes;
	const output = machine.call(layer, args);
	machine.journal.setField(state, "nodes", before, (a, b) => (a.length >= b.length ? a : b));
	return mapLeaves(output, (leaf) =>
		leaf.kind === "tensor" && leaf.flavor === "KerasTensor" ? makeTensor(leaf.spec, "KerasTensor", state) : leaf,
	);
}
