import {
	type InstanceValue,
	isUnknown,
	type Origin,
	type Spec,
	sameShape,
	type TensorValue,
	topSpec,
	unknown,
	type Value,
} from "../../domain";
import { type CallArguments, type LibraryCall, type Machine, raise, typeName, vague } from "../../interpreter/api";
import { numberToTensor } from "../engine/call-arguments";
import { makeTensor, runInnerLayer } from "../engine/call-layer";
import { handOn, replayGraph } from "../engine/graph";
import { type LayerState, layerState, type ModelGraph } from "../engine/layer-state";
import { flattenLeaves, flattenTensors, mapLeaves, mapTensors, structureToValue } from "../engine/structure";
import { declareLambda } from "../layers/core/lambda";
import { isOperation } from "../operators/operation";
import { isSince } from "../versions/release";
import { withArguments } from "./connect-graph";
import { conform, packOutputs } from "./functional-tensors";
import { isOptional, layerName } from "./model-inputs";

/** Keras 3 on real tensors: the ranks must agree but for a last axis of size 1. Mirrors `Functional.call`. */
export function callOnTensors(
	state: LayerState,
	graph: ModelGraph,
	first: Value,
	call: LibraryCall,
	training?: Value,
): Value {
	const { machine, args } = call;
	const references = flattenTensors(graph.inputs);
	const given = standardized(state, graph, first, machine).slice(0, references.length);
	const inputs = given.map((value, index) => inputOf(value, references[index] as TensorValue, state));
	const { values } = replayGraph(graph, inputs, machine, (node, replace) => {
		const replaced = withArguments(node.args, (value) => mapTensors(value, replace));
		return machine.call(node.layer, { ...withTraining(replaced, node.layer, training), origin: args.origin });
	});
	const output = packOutputs(graph, values, machine, (tensor) => tensor);
	const items = output.kind === "list" || output.kind === "tuple" ? output.items : undefined;
	return items?.length === 1 ? (items[0] as Value) : output;
}

/** Keras 3 passes the model's `training` to every layer, whatever the layer was called with when the graph was made. */
function withTraining(args: CallArguments, layer: InstanceValue, training: Value | undefined): CallArguments {
	if (!training || isOperation(layer)) return args;
	const others = args.keywords.filter(({ name }) => name !== "training");
	return { ...args, keywords: [...others, { name: "training", value: training, origin: args.origin }] };
}

/**
 * The inputs in the model's order. A structure that is not the model's own is flattened, unless it is a dict in the place
 * of something else, or something else in the place of a dict that is not in order. Mirrors `_standardize_inputs`.
 */
function standardized(state: LayerState, graph: ModelGraph, first: Value, machine: Machine): readonly Value[] {
	const { inputs } = graph;
	const isDict = first.kind === "dict";
	const named = isDict && inputs.kind !== "dict" ? byTensorNames(inputs, first) : undefined;
	const since = (version: string): boolean => isSince(version, { world: state.world, machine });
	const isRefused = isDict
		? inputs.kind !== "dict" && !named && since("3.7")
		: inputs.kind === "dict" && !isSorted(inputs) && since("3.8");
	if (named) return named;
	if (!isSameStructure(first, inputs)) rejectStructure(state, first, isRefused);
	return flattenLeaves(first);
}

function byTensorNames(inputs: Value, first: Value & { readonly kind: "dict" }): readonly Value[] | undefined {
	const items = inputs.kind === "list" || inputs.kind === "tuple" ? inputs.items : [inputs];
	if (!items?.every((item): item is TensorValue => item.kind === "tensor")) return undefined;
	const values = items.map((item) => first.entries?.get(`s:${layerName(item) ?? vague("an input has no known name")}`));
	return values.includes(undefined) ? undefined : values.flatMap((entry) => (entry ? [entry.value] : []));
}

const isSorted = (value: Value & { readonly kind: "dict" }): boolean => {
	const keys = [...(value.entries?.keys() ?? [])];
	return keys.every((key, at) => at === 0 || (keys[at - 1] as string) < key);
};

/** Lists and tuples count as the same. */
function isSameStructure(a: Value, b: Value): boolean {
	if ((a.kind === "list" || a.kind === "tuple") && (b.kind === "list" || b.kind === "tuple")) {
		const [left, right] = [a.items ?? [], b.items ?? []];
		return left.length === right.length && left.every((item, at) => isSameStructure(item, right[at] as Value));
	}
	if (a.kind === "dict" && b.kind === "dict") {
		const [left, right] = [a.entries ?? new Map(), b.entries ?? new Map()];
		return (
			left.size === right.size &&
			[...left].every(([key, { value }]) => right.has(key) && isSameStructure(value, right.get(key).value))
		);
	}
	return !isNested(a) && !isNested(b);
}

const isNested = ({ kind }: Value): boolean => kind === "list" || kind === "tuple" || kind === "dict";

/** Keras warns, or raises; to say so it takes the shapes of all that it was called on. */
function rejectStructure(state: LayerState, first: Value, isRefused: boolean): void {
	for (const leaf of flattenLeaves(first)) requireShape(leaf, state);
	if (!isRefused) return;
	raise({
		code: "invalid-layer-input",
		exception: "ValueError",
		message: `${state.name ?? "the model"} was called on another structure than that of its inputs`,
	});
}

function requireShape(leaf: Value, state: LayerState): void {
	if (leaf.kind === "tensor" || leaf.kind === "none") return;
	if (leaf.kind === "unknown" || leaf.kind === "typespec" || leaf.kind === "instance")
		vague("what the model was called on");
	raise({
		code: "invalid-layer-input",
		exception: "AttributeError",
		message: `${state.name ?? "the model"} was called on a value of type ${typeName(leaf)}, which has no shape`,
	});
}

/** One input as a tensor of the dtype and rank that the model was made with. */
function inputOf(given: Value, reference: TensorValue, state: LayerState): Value {
	if (given.kind === "none" && isOptional(reference)) return given;
	if (given.kind === "none") {
		raise({
			code: "invalid-layer-input",
			exception: "ValueError",
			message: `${state.name ?? "the model"} was called on None for ${layerName(reference) ?? "an input"}, which is not optional`,
		});
	}
	const value = numberToTensor(given, state.world);
	if (value.kind !== "tensor") return vague("a model called on something that is not a tensor");
	const tensor = conform(value, reference.spec);
	rejectRank(tensor.spec, reference.spec, state.name ?? "the model");
	return tensor;
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
 * through `compute_output_spec` of every operation, which checks no input spec and casts nothing. Mirrors
 * `Function.compute_output_spec`: of inputs of another number, those that are there are compared.
 */
export function declareOutputs(
	graph: ModelGraph,
	given: readonly Value[],
	state: LayerState,
	machine: Machine,
	origin: Origin,
): Value {
	const references = flattenTensors(graph.inputs);
	const fresh = ({ spec: { shape, dtype } }: TensorValue): TensorValue =>
		makeTensor({ shape, dtype }, "KerasTensor", state);
	if (areSame(given, references, state)) return mapTensors(graph.outputs, fresh);
	const { values } = replayGraph(graph, given, machine, (node, replace) => {
		const replaced = withArguments(node.args, (value) => mapTensors(value, replace));
		return declareOutput(node.layer, { ...replaced, origin }, machine);
	});
	const output = packOutputs(graph, values, machine, (tensor) => makeTensor(tensor.spec, "KerasTensor", state));
	noteHandedOn(graph, values, given, machine);
	return output;
}

/** The inputs of a model that are its outputs, too: they count as made by it from then on. */
function noteHandedOn(
	graph: ModelGraph,
	values: ReadonlyMap<TensorValue, Value>,
	given: readonly Value[],
	machine: Machine,
): void {
	for (const tensor of flattenTensors(graph.outputs)) {
		const value = values.get(tensor);
		if (value?.kind === "tensor" && given.includes(value)) handOn(value, machine);
	}
}

function areSame(given: readonly Value[], references: readonly TensorValue[], state: LayerState): boolean {
	for (const [at, value] of given.slice(0, references.length).entries()) {
		if (value.kind === "none") vague("an input of the model is None");
		requireShape(value, state);
		if (value.kind === "tensor" && !isCertainlySame(value.spec, (references[at] as TensorValue).spec)) return false;
	}
	return true;
}

const isCertainlySame = (a: Spec, b: Spec): boolean =>
	sameShape(a.shape, b.shape) && a.shape.kind === "ranked" && !a.shape.dims.some(isUnknown);

/** Layers whose `compute_output_spec` takes the inputs and nothing more. */
const TAKES_INPUTS_ONLY = new Set(
	"Add Average Concatenate Dot Maximum Minimum Multiply Subtract TextVectorization Hashing IntegerLookup StringLookup Discretization CategoryEncoding Reshape Flatten Permute Identity Embedding ReversibleEmbedding".split(
		" ",
	),
);

/** `layer.compute_output_spec(inputs, training=…)`, as a Sequential without a graph asks for it. */
export function declareWithTraining(
	layer: InstanceValue,
	args: CallArguments,
	model: LayerState,
	machine: Machine,
): Value {
	const state = layerState(layer);
	if (state?.definition && layer.cls.kind === "library" && TAKES_INPUTS_ONLY.has(state.definition.name)) {
		raise({
			code: "invalid-layer-input",
			exception: "TypeError",
			message: `${model.name ?? "a Sequential"} without a graph passes training to ${state.name ?? "a layer"}, which declares its output without it`,
		});
	}
	const isTensor = args.positional.every(({ value }) => value.kind === "tensor" && value.spec.shape.kind !== "top");
	if (isTensor || !state?.definition) return declareOutput(layer, args, machine);
	const why = { text: "what a layer declares of several tensors is not followed", origin: args.origin };
	return makeTensor(topSpec(why), "KerasTensor", state);
}

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
