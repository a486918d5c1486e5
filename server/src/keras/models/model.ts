import {
	type FunctionValue,
	type InstanceValue,
	list,
	NONE,
	type Origin,
	str,
	unknown,
	type Value,
} from "../../domain";
import { type ClassModel, type LibraryCall, type Machine, raise } from "../../interpreter/api";
import { allocateLayer } from "../engine/construct-layer";
import { requireConstructed } from "../engine/construction";
import { LAYER, layerAttribute, shapesOf } from "../engine/define-layer";
import { historyOf, type LayerState, layerState, type ModelGraph } from "../engine/layer-state";
import { autoName, toSnakeCase } from "../engine/naming";
import { flattenTensors } from "../engine/structure";
import { setLayerAttribute, sublayersOf } from "../engine/sublayers";
import { callUserLayer } from "../engine/user-layer";
import { rejectWithoutCall, userMethod } from "../engine/user-method";
import { methodSignature } from "../engine/user-signature";
import { isOperation } from "../operators/operation";
import { isSince } from "../versions/release";
import { connectGraph } from "./connect-graph";
import { callFunctional } from "./functional";
import { hasNoLosses } from "./losses";
import { checkKeywords, readArguments, readModelPolicy, readName } from "./model-arguments";
import { hasModelAttribute } from "./model-attributes";
import { modelFromConfig } from "./model-config";
import { modelMethods } from "./model-methods";
import { noteModel } from "./summary";

export const MODEL = "keras.Model";

/** `keras.Model`: functional when it is given inputs and outputs, otherwise a base class. */
export const Model: ClassModel = {
	kind: "class",
	name: MODEL,
	aliases: ["keras.models.Model", "keras.Functional", "keras.models.Functional"],
	bases: [LAYER],
	ownName: (self) => (layerState(self)?.graph ? "keras.Functional" : undefined),
	isBare: true,
	allocate: allocateLayer,
	init: initModel,
	call: callModel,
	classMethods: { from_config: modelFromConfig },
	attribute: modelAttribute,
	setAttribute: setModelAttribute,
	get methods() {
		return modelMethods;
	},
};

/** Keras 2 takes no layers and variables before `super().__init__()`. */
export function setModelAttribute(self: InstanceValue, name: string, value: Value, machine: Machine): void {
	const state = layerState(self);
	// The statement is not known here; a layer that is assigned is mostly made in it.
	const place = state?.world === "keras2" ? layerState(value)?.origin : undefined;
	if (state && place)
		machine.guard(place, () => {
			requireConstructed(self, state);
			return NONE;
		});
	setLayerAttribute(self, name, value, machine);
}

/** Names of automatic models: the class decides, a plain functional model is `model` or `functional`. */
function modelPrefix(self: InstanceValue, state: LayerState, isFunctional: boolean): string {
	if (self.cls.kind === "class") return toSnakeCase(self.cls.name);
	return state.world === "keras3" && isFunctional ? "functional" : "model";
}

function initModel(self: InstanceValue, call: LibraryCall): void {
	const { machine, args, world } = call;
	const state = layerState(self);
	if (!state) return;
	const given = readArguments(call);
	state.origin ??= args.origin;
	noteModel(self, machine);
	if (args.open) state.vague = args.open;
	const failed = machine.guard(args.origin, () => {
		checkKeywords(self, given, call);
		readName(state, given.keyword("name")?.value, given.isFunctional);
		readModelPolicy(state, given.isFunctional ? undefined : given.keyword("dtype")?.value, machine);
		return NONE;
	});
	if (!state.nameIsUnknown) state.name ??= autoName(modelPrefix(self, state, given.isFunctional), machine, world);
	readTrainable(state, given.keyword("trainable")?.value);
	if (failed.kind === "unknown") state.vague = failed.why;
	else if (given.isFunctional && given.inputs && given.outputs) connect(state, given.inputs, given.outputs, call);
}

function readTrainable(state: LayerState, value: Value | undefined): void {
	if (value?.kind === "bool") state.trainable = value.value;
	else if (value && value.kind !== "none") state.trainable = undefined;
}

function connect(state: LayerState, inputs: Value, outputs: Value, call: LibraryCall): void {
	const { machine, args } = call;
	let graph: ModelGraph | undefined;
	machine.guard(args.origin, () => {
		graph = connectGraph(inputs, outputs, call);
		return inputs;
	});
	if (graph) setGraph(state, graph, machine);
	else state.vague = { text: "the model's graph is not known", origin: args.origin };
}

export function setGraph(state: LayerState, graph: ModelGraph, machine: Machine): void {
	machine.journal.setField(state, "graph", graph, (a, b) => (a === b ? a : undefined));
	const built = {
		weights: [],
		inputs: flattenTensors(graph.inputs).map((tensor) => tensor.spec),
		inputSpec: undefined,
	};
	machine.journal.setField(state, "built", built, (a, b) => a ?? b);
	machine.journal.setField(state, "autocast", false, (a, b) => (a === b ? a : undefined));
}

/** Calls a model: its graph is replayed on the new inputs; a subclassed model runs the user's `call`. */
export function callModel(self: InstanceValue, call: LibraryCall): Value {
	const { machine, args } = call;
	const own = userMethod(self, "call", machine);
	const state = layerState(self);
	if (own && state?.graph && state.world === "keras2" && !takesTraining(own))
		return unknown({ text: "a functional model of Keras 2 passes training to call", origin: args.origin });
	if (own) return callUserLayer(self, own, call);
	if (state) requireConstructed(self, state);
	if (state?.graph) return callFunctional(self, state, state.graph, call);
	if (!state?.stack) rejectWithoutCall(self, call);
	return unknown(state?.vague ?? { text: "a model without a known graph was called", origin: args.origin });
}

function takesTraining(method: FunctionValue): boolean {
	const { parameters, kwarg } = methodSignature(method);
	return kwarg !== undefined || parameters.some((each) => each.name === "training");
}

/** Attributes of models beyond those of layers. */
export function modelAttribute(self: InstanceValue, name: string, machine: Machine, origin: Origin): Value | undefined {
	const state = layerState(self);
	if (!state) return undefined;
	if (name === "layers") return modelLayers(self, state, origin);
	if (name === "from_config" && self.cls.kind === "library") return { kind: "method", self: self.cls, name };
	if (name === "losses" && hasNoLosses(self)) return list([]);
	if (state.graph) {
		const value = graphAttribute(state.graph, name, state, origin);
		if (value) return value;
	} else if (GRAPH_ATTRIBUTES.has(name)) return withoutGraph(state, name, machine, origin);
	if (self.cls.kind === "library" && !hasModelAttribute(name, state.world)) return undefined;
	return layerAttribute(self, name, machine, origin);
}

function modelLayers(self: InstanceValue, state: LayerState, origin: Origin): Value {
	const layers = state.vague && !state.graph ? undefined : sublayersOf(self);
	if (!layers) return unknown({ text: "the model's layers are not known", origin, cause: state.vague });
	return list(layers.filter((layer) => !isOperation(layer)));
}

const GRAPH_ATTRIBUTES = new Set(["inputs", "outputs", "input_shape", "output_shape", "input_names", "output_names"]);

function graphAttribute(graph: ModelGraph, name: string, state: LayerState, origin: Origin): Value | undefined {
	switch (name) {
		case "output":
			return graph.outputs;
		case "input":
			return graph.inputs;
		case "outputs":
			return list(flattenTensors(graph.outputs));
		case "inputs":
			return list(flattenTensors(graph.inputs));
		case "output_shape":
			return graphShapes(graph.outputs, state, origin);
		case "input_shape":
			return graphShapes(graph.inputs, state, origin);
		case "output_names":
			return layerNames(graph.outputs, state.world === "keras2", origin);
		case "input_names":
			return state.world === "keras2" ? layerNames(graph.inputs, false, origin) : undefined;
		default:
			return undefined;
	}
}

/** Names of the layers that tensors come from; Keras 2 makes those of outputs unique. */
function layerNames(value: Value, isUnique: boolean, origin: Origin): Value {
	const names = flattenTensors(value).map((tensor) => {
		const layer = historyOf(tensor)?.node.layer;
		const state = layer && layerState(layer);
		return state?.nameIsUnknown ? undefined : state?.name;
	});
	if (!names.every((name) => name !== undefined)) return unknown({ text: "the names are not known", origin });
	return list((isUnique ? uniqueNames(names) : names).map(str));
}

/** Mirrors `_set_output_names` of keras/src/engine/functional.py (2.15). */
function uniqueNames(names: readonly string[]): readonly string[] {
	const found = new Set<string>();
	const counts = new Map<string, number>();
	for (const name of names) {
		let proposal = name;
		while (found.has(proposal)) {
			const count = counts.get(name) ?? 1;
			proposal = `${name}_${count}`;
			counts.set(name, count + 1);
		}
		found.add(proposal);
	}
	return [...found];
}

/** Keras 3 gives the shapes of the flat list, or the only one; Keras 2 keeps the structure. */
function graphShapes(value: Value, state: LayerState, origin: Origin): Value {
	if (state.world === "keras2") return shapesOf(value, origin);
	const tensors = flattenTensors(value);
	return shapesOf(tensors.length === 1 ? (tensors[0] as Value) : list(tensors), origin);
}

const isFormerStack = ({ stack, world }: LayerState, machine: Machine): boolean =>
	stack !== undefined && world === "keras3" && !isSince("3.6", { world, machine });

/** What a model says of its graph when it has none. */
function withoutGraph(state: LayerState, name: string, machine: Machine, origin: Origin): Value {
	if (state.vague || state.maybeBuilt)
		return unknown({ text: "the model's graph is not known", origin, cause: state.vague });
	if (state.world === "keras2" && !name.endsWith("_shape")) return NONE;
	if (state.world === "keras2" && state.nodes.length > 0)
		return unknown({ text: `${name} of a subclassed model`, origin });
	return machine.guard(origin, () =>
		raise({
			code: "undefined-layer-output",
			// Sequential raised a ValueError until 3.6.
			exception: isFormerStack(state, machine) ? "ValueError" : "AttributeError",
			message: `${state.name ?? "the model"} has no ${name}: it is not built from inputs and outputs`,
			facts: { attribute: name },
		}),
	);
}
