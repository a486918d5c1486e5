import {
	type InstanceValue,
	type LayerSummary,
	type ModelSummary,
	type Origin,
	type Shape,
	type ShapeTree,
	type Spec,
	subtract,
	topShape,
	type Value,
} from "../../domain";
import { Failure, type Machine, syntheticArguments, Vague } from "../../interpreter/api";
import { makeTensor, runInnerLayer } from "../engine/call-layer";
import { isModel } from "../engine/is-model";
import { historyOf, type LayerNode, type LayerState, layerState, type ModelGraph } from "../engine/layer-state";
import { flattenTensors, type SpecStructure, structureToValue } from "../engine/structure";
import { sublayersOf } from "../engine/sublayers";
import { countWeights } from "./count-weights";
import { type GraphCalls, graphCalls, graphLayers, NO_CALLS } from "./graph-calls";

const MAX_MODELS = 200;

interface Models {
	models: readonly InstanceValue[];
}

const modelsOf = (machine: Machine): Models => machine.libraryState<Models>("keras.models", () => ({ models: [] }));

/** Every model that the program makes is summarised. */
export function noteModel(self: InstanceValue, machine: Machine): void {
	const noted = modelsOf(machine);
	if (noted.models.includes(self) || noted.models.length >= MAX_MODELS) return;
	machine.journal.setField(noted, "models", [...noted.models, self], (a, b) => [...new Set([...a, ...b])]);
}

/** Summaries of the models that exist now and were not asked for before. */
export function summarizeModels(machine: Machine): readonly ModelSummary[] {
	const done = machine.libraryState("keras.summarized", () => new WeakSet<InstanceValue>());
	const pass: Pass = { machine, made: new Map() };
	return modelsOf(machine).models.flatMap((model) => {
		const state = layerState(model);
		if (done.has(model) || !state?.origin) return [];
		done.add(model);
		const summary = summaryOf(model, state, state.origin, pass);
		return summary ? [summary] : [];
	});
}

/** One look at all models: a model within another is summarised once. */
interface Pass {
	readonly machine: Machine;
	/** `pending` while it is being made: a model may hold itself. */
	readonly made: Map<InstanceValue, ModelSummary | "pending">;
}

function summaryOf(self: InstanceValue, state: LayerState, origin: Origin, pass: Pass): ModelSummary | undefined {
	const made = pass.made.get(self);
	if (made) return made === "pending" ? undefined : made;
	pass.made.set(self, "pending");
	const summary = summarize(self, state, origin, pass);
	pass.made.set(self, summary);
	return summary;
}

function summarize(self: InstanceValue, state: LayerState, origin: Origin, pass: Pass): ModelSummary {
	const kind = kindOf(self, state);
	const layers = listedLayers(self, state);
	const isChain = kind !== "Functional" || !state.graph || isChainGraph(state.graph);
	const relevant = isChain ? undefined : new Set(state.graph?.nodes);
	const maybeBuilt = state.maybeBuilt && !state.graph;
	const weights = layers && isKnown(self, state) ? countWeights(self, maybeBuilt) : undefined;
	const calls = state.graph ? graphCalls(state.graph) : NO_CALLS;
	const made = new Map<InstanceValue, LayerSummary>();
	const rowOf = (layer: InstanceValue): LayerSummary => {
		const row = made.get(layer) ?? summarizeLayer(layer, { relevant, maybeBuilt, calls, origin }, pass);
		made.set(layer, row);
		return row;
	};
	return {
		name: state.name ?? "?",
		kind,
		world: state.world,
		origin,
		isChain,
		layers: (layers ?? []).map(rowOf),
		graph: state.graph && !state.vague ? graphLayers(state.graph).map(rowOf) : undefined,
		inputs: state.graph && specsIn(state.graph.inputs),
		outputs: state.graph && specsIn(state.graph.outputs),
		totalParams: weights?.total ?? "?",
		trainableParams: weights?.trainable ?? "?",
		nonTrainableParams: weights ? subtract(weights.total, weights.trainable) : "?",
		bytes: [
			weights?.totalBytes ?? "?",
			weights?.trainableBytes ?? "?",
			weights ? subtract(weights.totalBytes, weights.trainableBytes) : "?",
		],
	};
}

function kindOf(self: InstanceValue, state: LayerState): ModelSummary["kind"] {
	if (state.stack || (self.cls.kind === "library" && self.cls.name === "keras.Sequential")) return "Sequential";
	return state.graph ? "Functional" : "Model";
}

/** Keras 2 prints nothing for a model that is not built. */
function isKnown(self: InstanceValue, state: LayerState): boolean {
	if (state.vague) return false;
	return (
		state.world === "keras3" || state.graph !== undefined || (self.cls.kind === "class" && state.built !== undefined)
	);
}

/** A Sequential hides its input. */
function listedLayers(self: InstanceValue, state: LayerState): readonly InstanceValue[] | undefined {
	if (state.vague) return undefined;
	const layers = sublayersOf(self);
	return state.stack ? layers?.filter((layer) => classNameOf(layer) !== "InputLayer") : layers;
}

function classNameOf(layer: InstanceValue): string {
	const state = layerState(layer);
	if (layer.cls.kind === "class") return layer.cls.name;
	const name = layer.cls.name.split(".").at(-1) ?? layer.cls.name;
	return name === "Model" && state?.graph ? "Functional" : name;
}

/** Whether the graph is one line of layers, each with one input tensor and used once: then nothing says what is connected. */
function isChainGraph(graph: ModelGraph): boolean {
	const parents = graph.nodes.map((node) => node.inputs.map((tensor) => historyOf(tensor)?.node));
	const sources = graph.nodes.filter(({ inputs }) => inputs.length === 0 || isCutOff(inputs, graph));
	if (sources.length !== 1 || parents.some((nodes) => nodes.length > 1)) return false;
	const used = parents.flat().filter((node) => node !== undefined && graph.nodes.includes(node));
	const layers = new Set(graph.nodes.map((node) => node.layer));
	return (
		new Set(used).size === used.length && layers.size === graph.nodes.length && graph.layers.length === layers.size
	);
}

/** A model may begin in the middle of another: what comes before its inputs is not its own. */
const isCutOff = (inputs: LayerNode["inputs"], graph: ModelGraph): boolean =>
	inputs.every((tensor) => {
		const node = historyOf(tensor)?.node;
		return node === undefined || !graph.nodes.includes(node);
	});

interface Within {
	/** The calls that Keras lists, where it lists any. */
	readonly relevant: ReadonlySet<LayerNode> | undefined;
	readonly maybeBuilt: boolean;
	readonly calls: GraphCalls;
	readonly origin: Origin;
}

function summarizeLayer(layer: InstanceValue, within: Within, pass: Pass): LayerSummary {
	const { relevant, maybeBuilt } = within;
	const state = layerState(layer);
	const unbuilt = state !== undefined && !maybeBuilt && isUnbuilt(state);
	const calls = within.calls.get(layer) ?? [];
	const known = state && !(maybeBuilt && isUnbuilt(state)) ? outputOf(layer, state, pass.machine) : undefined;
	return {
		name: state?.name ?? "?",
		className: classNameOf(layer),
		outputShape: known?.shape ?? UNKNOWN_SHAPE,
		params: unbuilt ? 0 : (countWeights(layer, maybeBuilt)?.total ?? "?"),
		unbuilt: unbuilt && !(state && isBuiltAtInit(layer, state)),
		connectedTo: relevant && state ? connections(state, relevant) : [],
		origin: state?.origin,
		trainable: state?.trainable,
		calls,
		outputs: calls.length > 0 ? calls.flatMap(({ outputs }) => outputs) : known?.specs,
		model: state && isModel(layer, state) ? summaryOf(layer, state, state.origin ?? within.origin, pass) : undefined,
	};
}

/** Never called, as far as is known; what a call that is not followed would have built is not known. */
const isUnbuilt = (state: LayerState): boolean =>
	!state.built && !state.graph && !state.vague && !state.maybeBuilt && state.nodes.length === 0;

/** Layers of Keras 3 that have nothing to build say from the start that they are built. */
const BUILT_AT_INIT =
	/^(?:Activation|ELU|LeakyReLU|ReLU|Softmax|Identity|Masking|UnitNormalization|ActivityRegularization|Alpha|Spatial|Gaussian|Dropout|(?:Global)?(?:Average|Max|Avg)Pool)/;

const isBuiltAtInit = (layer: InstanceValue, state: LayerState): boolean =>
	state.world === "keras3" && layer.cls.kind === "library" && BUILT_AT_INIT.test(classNameOf(layer));

function connections(state: LayerState, relevant: ReadonlySet<LayerNode>): readonly string[] {
	return state.nodes
		.filter((node) => relevant.has(node))
		.flatMap((node) =>
			node.inputs.map((tensor) => {
				const history = historyOf(tensor);
				const from = history && layerState(history.node.layer);
				if (!history || !from) return "?";
				return `${from.name ?? "?"}[${from.nodes.indexOf(history.node)}][${history.index}]`;
			}),
		);
}

const UNKNOWN_SHAPE: ShapeTree = topShape({ text: "the layer's output is not known" });

interface Output {
	readonly shape: LayerSummary["outputShape"];
	/** Of one call; absent when it is not known. */
	readonly specs?: readonly Spec[] | undefined;
}

/** Keras 2 asks all calls of the layer, Keras 3 the last one or, for want of one, `compute_output_shape`. */
function outputOf(layer: InstanceValue, state: LayerState, machine: Machine): Output {
	const shapes = state.nodes.map((node) => shapesOfNode(node, state));
	const specs = state.nodes.at(-1)?.outputs.map((tensor) => tensor.spec);
	if (state.world === "keras2") {
		if (state.graph) return { shape: shapesIn(state.graph.outputs), specs: specsIn(state.graph.outputs) };
		const distinct = new Set(shapes.map((shape) => JSON.stringify(shape, withoutReasons)));
		if (shapes.length === 0) return { shape: state.vague ? UNKNOWN_SHAPE : "multiple" };
		return distinct.size === 1 ? { shape: shapes[0] ?? UNKNOWN_SHAPE, specs } : { shape: "multiple" };
	}
	const last = shapes.at(-1);
	if (last) return { shape: last, specs };
	const value = (state.stack && state.graph?.outputs) ?? computedOutput(layer, state, machine);
	return value ? { shape: shapesIn(value), specs: specsIn(value) } : { shape: UNKNOWN_SHAPE };
}

const withoutReasons = (key: string, value: unknown): unknown => (key === "why" ? undefined : value);

/** A node of Keras 3 keeps its tensors in a flat list, one of Keras 2 as they were returned. */
function shapesOfNode(node: LayerNode, state: LayerState): ShapeTree {
	if (state.world === "keras3") {
		const items = node.outputs.map((tensor) => tensor.spec.shape);
		return items.length === 1 ? (items[0] as Shape) : { kind: "list", items };
	}
	const shapes = shapesIn(node.output);
	const isInput = node.inputs.length === 0 && "dims" in shapes;
	return isInput ? { kind: "list", items: [shapes] } : shapes;
}

const specsIn = (value: Value): readonly Spec[] => flattenTensors(value).map((tensor) => tensor.spec);

function shapesIn(value: Value): ShapeTree {
	if (value.kind === "tensor") return value.spec.shape;
	if ((value.kind === "list" || value.kind === "tuple") && value.items)
		return { kind: value.kind, items: value.items.map(shapesIn) };
	if (value.kind === "dict" && value.entries) {
		const entries = [...value.entries.values()].map(({ key, value: item }) => {
			const name = key.kind === "str" ? (key.value ?? "?") : "?";
			return [name, shapesIn(item)] as const;
		});
		return { kind: "dict", entries: Object.fromEntries(entries) };
	}
	return UNKNOWN_SHAPE;
}

/** What a built layer would give for the shapes that it was built on. */
function computedOutput(layer: InstanceValue, state: LayerState, machine: Machine): Value | undefined {
	const inputs = state.built?.inputs ?? [];
	if (isBuiltAtInit(layer, state) || inputs.length === 0) return undefined;
	if (layer.cls.kind === "class" || !state.definition) return undefined;
	const tensors = inputs.map((spec) => makeTensor(spec, "KerasTensor", state));
	const argument: Value = tensors.length === 1 ? (tensors[0] as Value) : { kind: "list", items: tensors };
	const origin = state.origin ?? { path: "", start: 0, end: 0 };
	try {
		const call = syntheticArguments([argument], origin);
		const structure: SpecStructure = runInnerLayer(layer, call, "KerasTensor", machine, true);
		return structureToValue(structure, (spec) => makeTensor(spec, "KerasTensor", state));
	} catch (signal) {
		if (signal instanceof Vague || signal instanceof Failure) return undefined;
		throw signal;
	}
}
