import {
	type DType,
	type InstanceValue,
	isUnknown,
	list,
	NONE,
	type Origin,
	printShape,
	ranked,
	type Shape,
	sameShape,
	str,
	type TensorValue,
	unknown,
	type Value,
} from "../../domain";
import { type ClassModel, type LibraryCall, type Machine, raise, syntheticArguments } from "../../interpreter/api";
import { makeTensor } from "../engine/call-layer";
import { allocateLayer } from "../engine/construct-layer";
import { LAYER } from "../engine/define-layer";
import { traceGraph } from "../engine/graph";
import { historyOf, type LayerState, layerState } from "../engine/layer-state";
import { noteMaybeBuilt } from "../engine/maybe-built";
import { autoName } from "../engine/naming";
import { valueToShape } from "../engine/shape-value";
import { flattenTensors } from "../engine/structure";
import { setLayerAttribute } from "../engine/sublayers";
import { inputTensor } from "../layers/core/input-layer";
import { callModel, MODEL, modelAttribute, modelMethods, replayModel, setGraph } from "./model";
import { noteModel } from "./summary";

/** `keras.Sequential`. Mirrors keras/src/models/sequential.py (3) and keras/src/engine/sequential.py (2.15). */
export const Sequential: ClassModel = {
	kind: "class",
	name: "keras.Sequential",
	aliases: ["keras.models.Sequential"],
	bases: [MODEL, LAYER],
	allocate: allocateLayer,
	init: initSequential,
	call: callSequential,
	attribute: sequentialAttribute,
	setAttribute: setLayerAttribute,
	methods: { ...modelMethods, add: addMethod, pop: popMethod, build: buildMethod },
};

function initSequential(self: InstanceValue, call: LibraryCall): void {
	const { machine, args } = call;
	const state = layerState(self);
	if (!state) return;
	const keyword = (name: string) => args.keywords.find((each) => each.name === name)?.value;
	const layers = keyword("layers") ?? args.positional[0]?.value ?? NONE;
	const name = keyword("name") ?? args.positional[1]?.value;
	state.origin ??= args.origin;
	Object.assign(state, {
		stack: [],
		name: name?.kind === "str" ? name.value : autoName("sequential", machine, state.world),
	});
	noteModel(self, machine);
	if (layers.kind === "none") return;
	const items = machine.iterate(layers, args.origin);
	if (!items) {
		state.vague = { text: "the layers of this Sequential are not known", origin: args.origin };
		return;
	}
	for (const item of items) addLayer(state, item, call);
	if (state.world === "keras3") rebuild(state, call);
}

function addMethod(self: Value, call: LibraryCall): Value {
	const state = layerState(self);
	const layer = call.args.positional[0]?.value ?? call.args.keywords[0]?.value;
	if (!state || !layer) return NONE;
	addLayer(state, layer, call);
	if (state.world === "keras3") rebuild(state, call);
	return NONE;
}

function popMethod(self: Value, call: LibraryCall): Value {
	const state = layerState(self);
	if (!state?.stack) return NONE;
	const last = state.stack.at(-1);
	setStack(state, state.stack.slice(0, -1), call.machine);
	rebuild(state, call);
	return last ?? NONE;
}

const setStack = (state: LayerState, stack: readonly InstanceValue[], machine: Machine): void =>
	machine.journal.setField(state, "stack", stack, (a, b) => (a && b && a.length === b.length ? a : undefined));

const isInputLayer = (layer: InstanceValue): boolean =>
	layer.cls.kind === "library" && layer.cls.name === "keras.layers.InputLayer";

function addLayer(state: LayerState, value: Value, call: LibraryCall): void {
	const { machine, args } = call;
	if (!state.stack) return;
	const layer = value.kind === "tensor" ? historyOf(value)?.node.layer : value;
	if (layer?.kind !== "instance" || !layerState(layer)) {
		if (layer?.kind !== "unknown" && layer?.kind !== "instance" && layer !== undefined)
			rejectNonLayer(layer, state, args.origin, machine);
		loseGraph(state, "a layer of this Sequential is not known", args.origin, machine);
		return;
	}
	const stack = state.stack.length === 0 ? withImplicitInput(layer, call) : [...state.stack, layer];
	setStack(state, stack, machine);
	if (state.world === "keras2") rebuild(state, call);
}

/** What is known of the other layers says nothing about the whole. */
function loseGraph(state: LayerState, text: string, origin: Origin, machine: Machine): void {
	machine.journal.setField(state, "vague", { text, origin }, (a, b) => a ?? b);
	machine.journal.setField(state, "graph", undefined, () => undefined);
}

function rejectNonLayer(value: Value, state: LayerState, origin: Origin, machine: Machine): void {
	machine.report(
		{
			code: "invalid-layer-argument",
			exception: state.world === "keras2" ? "TypeError" : "ValueError",
			message: `a Sequential takes layers only, found a value of type ${value.kind}`,
		},
		origin,
	);
}

/** A first layer that says `input_shape=` brings its own Input. */
function withImplicitInput(layer: InstanceValue, call: LibraryCall): readonly InstanceValue[] {
	if (isInputLayer(layer)) return [layer];
	const extra = (name: string) => layerState(layer)?.bound?.extra.find((each) => each.name === name)?.value;
	const batchShape = extra("batch_input_shape");
	const inner = extra("input_shape") ?? singleton(extra("input_dim"));
	if (!inner && !batchShape) return [layer];
	const origin = layerState(layer)?.origin ?? call.args.origin;
	const written = valueToShape((batchShape ?? inner) as Value, {
		text: "the layer's input_shape leaves it open",
		origin,
	});
	const batch = { kind: "none", why: { text: "the batch size is not fixed", origin } } as const;
	const shape = written.kind === "ranked" && !batchShape ? ranked([batch, ...written.dims]) : written;
	const name = layerState(layer)?.name;
	const inputName = call.world === "keras2" && name ? str(`${name}_input`) : NONE;
	const tensor = inputTensor(call, shape, "float32", inputName);
	const input = tensor.kind === "tensor" ? historyOf(tensor)?.node.layer : undefined;
	return input ? [input, layer] : [layer];
}

const singleton = (value: Value | undefined): Value | undefined => value && { kind: "tuple", items: [value] };

/** Chains the layers from the Input, if there is one. A problem is shown at the layer, where it stands in this call. */
function rebuild(state: LayerState, call: LibraryCall): void {
	const [first, ...rest] = state.stack ?? [];
	if (state.vague || !first || !isInputLayer(first)) return;
	const input = layerState(first)?.nodes[0]?.outputs[0];
	if (!input || (state.world === "keras3" && rest.length === 0)) return;
	chain(state, input, rest, call);
}

function chain(state: LayerState, input: TensorValue, layers: readonly InstanceValue[], call: LibraryCall): void {
	const { machine, args } = call;
	const built = state.graph ? new Set(state.graph.layers) : new Set<InstanceValue>();
	let output: Value = state.graph && state.world === "keras2" ? state.graph.outputs : input;
	const todo = state.graph && state.world === "keras2" ? layers.filter((layer) => !built.has(layer)) : layers;
	for (const layer of todo) {
		output = machine.call(layer, syntheticArguments([output], placeOf(layer, args.origin)));
		if (output.kind !== "tensor") {
			if (output.kind !== "unknown") rejectSeveralOutputs(state, machine, placeOf(layer, args.origin));
			machine.journal.setField(
				state,
				"vague",
				{ text: "a layer's output is not known", origin: args.origin },
				(a, b) => a ?? b,
			);
			return;
		}
	}
	const graph = traceGraph(input, output);
	if (graph) setGraph(state, graph, machine);
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

function callSequential(self: InstanceValue, call: LibraryCall): Value {
	const state = layerState(self);
	if (!state || state.graph || state.vague || !state.stack) return callModel(self, call);
	const input = call.args.positional[0]?.value;
	if (input?.kind !== "tensor") {
		noteMaybeBuilt(state, call.machine);
		return unknown({ text: "a model called on something that is not known", origin: call.args.origin });
	}
	buildFor(state, input.spec.shape, input.spec.dtype, call);
	const graph = layerState(self)?.graph;
	if (!graph)
		return makeTensor(
			{ shape: { kind: "top", why: { text: "the model is not known" } }, dtype: "float32" },
			input.flavor,
			state,
		);
	return replayModel(self, state, graph, call);
}

/** `model.build(input_shape)`, the batch included. */
function buildMethod(self: Value, call: LibraryCall): Value {
	const state = layerState(self);
	const written = call.args.positional[0]?.value ?? call.args.keywords[0]?.value;
	if (!state?.stack || state.vague || !written) return NONE;
	const shape = valueToShape(written, { text: "the shape given to build leaves it open", origin: call.args.origin });
	if (state.graph) rejectOtherShape(state, shape);
	else buildFor(state, shape, layerDType(state), call);
	return NONE;
}

/** A Sequential of Keras 3 that begins with an Input stays with its shape. */
function rejectOtherShape(state: LayerState, shape: Shape): void {
	const own = state.graph?.inputs;
	if (state.world === "keras2" || own?.kind !== "tensor") return;
	const now = own.spec.shape;
	if (now.kind !== "ranked" || shape.kind !== "ranked") return;
	if (sameShape(now, shape) || [...now.dims, ...shape.dims].some(isUnknown)) return;
	raise({
		code: "invalid-input-shape",
		exception: "ValueError",
		message: `${state.name ?? "the model"} already has the input shape ${printShape(now)}, build got ${printShape(shape)}`,
	});
}

const layerDType = (state: LayerState): DType => {
	const first = state.stack?.[0];
	return (first && layerState(first)?.policy.compute) ?? "float32";
};

/** Builds a Sequential without an Input for the first shape that it meets. Keras 3 keeps the Input that it makes. */
function buildFor(state: LayerState, shape: Shape, dtype: DType, call: LibraryCall): void {
	const [first] = state.stack ?? [];
	const firstName = first && layerState(first)?.name;
	if (!first || isInputLayer(first)) return;
	const name = state.world === "keras2" && firstName ? str(`${firstName}_input`) : NONE;
	const source = inputTensor(call, shape, dtype, name);
	if (source.kind !== "tensor") return;
	chain(state, source, state.stack ?? [], call);
	const input = historyOf(source)?.node.layer;
	if (state.graph && input) setStack(state, [input, ...(state.stack ?? [])], call.machine);
}

function sequentialAttribute(self: InstanceValue, name: string, machine: Machine, origin: Origin): Value | undefined {
	const state = layerState(self);
	if (!state) return undefined;
	if (name === "layers" && state.stack) return list(state.stack.filter((layer) => !isInputLayer(layer)));
	if ((name === "output" || name === "input") && state.world === "keras3" && state.nodes.length === 0 && !state.vague) {
		const problem = {
			code: "sequential-output",
			exception: "AttributeError",
			message: `${state.name ?? "sequential"}.${name}: a Sequential of Keras 3 that was never called has no ${name}`,
			facts: { attribute: name },
		} as const;
		raise(problem, undefined, () => onlyTensor(name === "output" ? state.graph?.outputs : state.graph?.inputs, origin));
	}
	if (state.world === "keras3" && state.nodes.length === 1 && (name === "output" || name === "input")) {
		const node = state.nodes[0];
		return name === "output" ? node?.output : node?.inputs[0];
	}
	return modelAttribute(self, name, machine, origin);
}

/** The tensor that Keras 2 gives as a Sequential's `output` or `input`. */
const onlyTensor = (value: Value | undefined, origin: Origin): Value =>
	(value && flattenTensors(value)[0]) ?? unknown({ text: "the Sequential is not built", origin });
