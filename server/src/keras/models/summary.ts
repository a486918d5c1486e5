import {
	allOf,
	type Count,
	type DType,
	type InstanceValue,
	isStatic,
	type LayerSummary,
	type ModelSummary,
	type Shape,
	type ShapeTree,
	type TensorValue,
	topShape,
	type Value,
} from "../../domain";
import { Failure, type Machine, syntheticArguments, Vague } from "../../interpreter/api";
import { isAddedWeight } from "../engine/add-weight";
import { makeTensor, runInnerLayer } from "../engine/call-layer";
import {
	historyOf,
	type LayerNode,
	type LayerState,
	layerState,
	type ModelGraph,
	type Weight,
} from "../engine/layer-state";
import { isSpec, type SpecStructure, structureToValue } from "../engine/structure";
import { sublayersOf } from "../engine/sublayers";

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
	return modelsOf(machine).models.flatMap((model) => {
		const state = layerState(model);
		if (done.has(model) || !state?.origin) return [];
		done.add(model);
		return [summarize(model, state, state.origin, machine)];
	});
}

function summarize(
	self: InstanceValue,
	state: LayerState,
	origin: NonNullable<LayerState["origin"]>,
	machine: Machine,
): ModelSummary {
	const kind = kindOf(self, state);
	const layers = listedLayers(self, state);
	const isChain = kind !== "Functional" || !state.graph || isChainGraph(state.graph);
	const relevant = isChain ? undefined : new Set(state.graph?.nodes);
	const maybeBuilt = state.maybeBuilt && !state.graph;
	const weights = layers && isKnown(self, state) ? countWeights(self, maybeBuilt) : undefined;
	return {
		name: state.name ?? "?",
		kind,
		world: state.world,
		origin,
		isChain,
		layers: (layers ?? []).map((layer) => summarizeLayer(layer, relevant, maybeBuilt, machine)),
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

function summarizeLayer(
	layer: InstanceValue,
	relevant: ReadonlySet<LayerNode> | undefined,
	maybeBuilt: boolean,
	machine: Machine,
): LayerSummary {
	const state = layerState(layer);
	const unbuilt = state !== undefined && !maybeBuilt && isUnbuilt(state);
	return {
		name: state?.name ?? "?",
		className: classNameOf(layer),
		outputShape: state && !(maybeBuilt && isUnbuilt(state)) ? outputShape(layer, state, machine) : UNKNOWN_SHAPE,
		params: unbuilt ? 0 : (countWeights(layer, maybeBuilt)?.total ?? "?"),
		unbuilt: unbuilt && !(state && isBuiltAtInit(layer, state)),
		connectedTo: relevant && state ? connections(state, relevant) : [],
		origin: state?.origin,
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

/** Keras 2 asks all calls of the layer, Keras 3 the last one or, for want of one, `compute_output_shape`. */
function outputShape(layer: InstanceValue, state: LayerState, machine: Machine): LayerSummary["outputShape"] {
	const shapes = state.nodes.map((node) => shapesOfNode(node, state));
	if (state.world === "keras2") {
		if (state.graph) return shapesIn(state.graph.outputs);
		const distinct = new Set(shapes.map((shape) => JSON.stringify(shape, withoutReasons)));
		if (shapes.length === 0) return state.vague ? UNKNOWN_SHAPE : "multiple";
		return distinct.size === 1 ? (shapes[0] ?? UNKNOWN_SHAPE) : "multiple";
	}
	const last = shapes.at(-1) ?? (state.stack && state.graph && shapesIn(state.graph.outputs));
	return last ?? (isBuiltAtInit(layer, state) ? UNKNOWN_SHAPE : computedShape(layer, state, machine));
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
function computedShape(layer: InstanceValue, state: LayerState, machine: Machine): ShapeTree {
	const inputs = state.built?.inputs ?? [];
	if (inputs.length === 0 || layer.cls.kind === "class" || !state.definition) return UNKNOWN_SHAPE;
	const tensors = inputs.map((spec) => makeTensor(spec, "KerasTensor", state));
	const argument: Value = tensors.length === 1 ? (tensors[0] as Value) : { kind: "list", items: tensors };
	const origin = state.origin ?? { path: "", start: 0, end: 0 };
	try {
		const structure: SpecStructure = runInnerLayer(
			layer,
			syntheticArguments([argument], origin),
			"KerasTensor",
			machine,
			true,
		);
		return isSpec(structure)
			? structure.shape
			: shapesIn(structureToValue(structure, (spec) => makeTensor(spec, "KerasTensor", state)));
	} catch (signal) {
		if (signal instanceof Vague || signal instanceof Failure) return UNKNOWN_SHAPE;
		throw signal;
	}
}

interface WeightCount {
	readonly total: Count;
	readonly trainable: Count;
	readonly totalBytes: Count;
	readonly trainableBytes: Count;
}

/** All weights below a layer, each once; absent when some of them are not known. */
function countWeights(self: InstanceValue, maybeBuilt: boolean): WeightCount | undefined {
	const found = new Map<Weight, boolean | undefined>();
	if (!collectWeights(self, { trainable: true, maybeBuilt }, found, new Set())) return undefined;
	const world = layerState(self)?.world;
	const outermost = layerState(self)?.trainable;
	let count: WeightCount = { total: 0, trainable: 0, totalBytes: 0, trainableBytes: 0 };
	for (const [weight, own] of found) {
		const trainable = world === "keras3" ? allOf([own, outermost]) : own;
		const size = sizeOf(weight);
		const bytes = multiply(size, bytesOf(weight.dtype));
		count = {
			total: add(count.total, size),
			trainable: add(count.trainable, trainable === undefined ? "?" : trainable ? size : 0),
			totalBytes: add(count.totalBytes, bytes),
			trainableBytes: add(count.trainableBytes, trainable === undefined ? "?" : trainable ? bytes : 0),
		};
	}
	return count;
}

/**
 * Keras 2 asks every container on the way to a weight whether it is trainable; in Keras 3 each weight knows for itself,
 * and only the outermost model is asked besides.
 */
function collectWeights(
	self: InstanceValue,
	outer: Outer,
	found: Map<Weight, boolean | undefined>,
	path: Set<InstanceValue>,
): boolean {
	const state = layerState(self);
	if (!state || state.vague || path.has(self)) return state !== undefined && !state.vague;
	const maybeBuilt = !state.built && (outer.maybeBuilt || state.maybeBuilt);
	if (!state.graph && (maybeBuilt || (!state.built && state.nodes.length > 0))) return false;
	const trainable = state.world === "keras2" ? allOf([outer.trainable, state.trainable]) : state.trainable;
	for (const weight of [...(state.built?.weights ?? []), ...state.ownWeights]) {
		const now = allOf([weight.trainable, trainable]);
		const before = found.has(weight) ? found.get(weight) : false;
		found.set(weight, before === true || now === true ? true : before === undefined ? undefined : now);
	}
	const layers = sublayersOf(self);
	if (!layers || !addVariables(self, state, trainable, found)) return false;
	path.add(self);
	const complete = layers.every((layer) =>
		collectWeights(layer, { trainable, maybeBuilt: outer.maybeBuilt || state.maybeBuilt }, found, path),
	);
	path.delete(self);
	return complete;
}

const VARIABLES = new WeakMap<TensorValue, Weight>();

/** Variables in the attributes of a user's layer are its weights: in Keras 2 any, in Keras 3 only Keras's own. */
function addVariables(
	self: InstanceValue,
	state: LayerState,
	trainable: boolean | undefined,
	found: Map<Weight, boolean | undefined>,
): boolean {
	if (self.cls.kind === "library") return true;
	for (const value of self.attrs.values()) {
		if (value.kind !== "tensor" || value.flavor !== "Variable" || isAddedWeight(value)) continue;
		const { shape, dtype } = value.spec;
		if (state.world === "keras3" || shape.kind !== "ranked") return false;
		const weight = VARIABLES.get(value) ?? { name: "Variable", shape: shape.dims, dtype, trainable: true };
		VARIABLES.set(value, weight);
		found.set(weight, allOf([trainable, undefined]));
	}
	return true;
}

interface Outer {
	readonly trainable: boolean | undefined;
	/** Whether something unknown may have built what is within. */
	readonly maybeBuilt: boolean;
}

const add = (a: Count, b: Count): Count => (a === "?" || b === "?" ? "?" : a + b);
const subtract = (a: Count, b: Count): Count => (a === "?" || b === "?" ? "?" : a - b);
const multiply = (a: Count, b: Count): Count => (a === "?" || b === "?" ? "?" : a * b);

const sizeOf = ({ shape }: Weight): Count =>
	shape.reduce<Count>((size, dim) => multiply(size, isStatic(dim) ? dim : "?"), 1);

/** Of one element; types narrower than a byte count as parts of one. */
function bytesOf(dtype: DType): Count {
	if (typeof dtype !== "string") return "?";
	if (dtype === "bool" || dtype === "string") return 1;
	const bits = /(\d+)/.exec(dtype)?.[1];
	return bits ? Number(bits) / 8 : "?";
}
