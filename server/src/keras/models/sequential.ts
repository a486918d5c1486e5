import { type InstanceValue, NONE, type Origin, type TensorValue, unknown, type Value } from "../../domain";
import {
	type Bound,
	bind,
	type ClassModel,
	type LibraryCall,
	type Machine,
	raise,
	signature,
	truthOf,
	typeName,
} from "../../interpreter/api";
import { allocateLayer } from "../engine/construct-layer";
import { LAYER } from "../engine/define-layer";
import { type LayerState, layerState } from "../engine/layer-state";
import { noteMaybeBuilt } from "../engine/maybe-built";
import { autoName, toSnakeCase } from "../engine/naming";
import { flattenTensors } from "../engine/structure";
import { isSince } from "../versions/release";
import { MODEL, modelAttribute, setModelAttribute } from "./model";
import { readModelPolicy, readName } from "./model-arguments";
import { modelMethods } from "./model-methods";
import { buildSequential, sequentialShape } from "./sequential-build";
import {
	callSequential,
	loseGraph,
	noticeLostStack,
	ownLayers,
	rebuild,
	runSequential,
	setStack,
	shorten,
} from "./sequential-graph";
import { implicitInput, isInputLayer, layerOf } from "./sequential-input";
import { noteModel } from "./summary";

/** `keras.Sequential`. Mirrors keras/src/models/sequential.py (3) and keras/src/engine/sequential.py (2.15). */
export const Sequential: ClassModel = {
	kind: "class",
	name: "keras.Sequential",
	aliases: ["keras.models.Sequential"],
	bases: [MODEL, LAYER],
	isBare: true,
	allocate: allocateLayer,
	init: initSequential,
	call: callSequential,
	attribute: sequentialAttribute,
	setAttribute: setModelAttribute,
	methods: {
		...modelMethods,
		add: addMethod,
		pop: popMethod,
		build: buildSequential,
		compute_output_shape: sequentialShape,
		call: callMethod,
	},
};

const SIGNATURES = { keras2: "layers=None, name=None", keras3: "layers=None, trainable=True, name=None" } as const;

function bindConstructor(call: LibraryCall): Bound {
	const bound = bind(signature(SIGNATURES[call.world]), call.args);
	const error = bound.errors[0];
	if (!error) return bound;
	return raise({
		code: "unknown-layer-argument",
		exception: "TypeError",
		message: "name" in error ? `Sequential() does not take ${error.name}` : "Sequential() takes one list of layers",
	});
}

function initSequential(self: InstanceValue, call: LibraryCall): void {
	const { machine, args, world } = call;
	const state = layerState(self);
	if (!state) return;
	state.origin ??= args.origin;
	noteModel(self, machine);
	machine.journal.setField(state, "stack", [], (a, b) => a ?? b);
	let bound: Bound | undefined;
	const failed = machine.guard(args.origin, () => {
		bound = bindConstructor(call);
		checkTrainable(bound, state, call.machine);
		readName(state, bound.get("name"));
		readModelPolicy(state, undefined, call.machine);
		return NONE;
	});
	const prefix = self.cls.kind === "class" ? toSnakeCase(self.cls.name) : "sequential";
	if (!state.nameIsUnknown) state.name ??= autoName(prefix, machine, world);
	if (!bound || failed.kind === "unknown" || bound.open) {
		state.vague = bound?.open ?? { text: "the Sequential is not made", origin: args.origin };
		return;
	}
	const items = layersOf(bound.get("layers"), state, call);
	for (const item of items ?? []) addLayer(state, item, call);
	if (world === "keras3" && items && items.length > 0) rebuild(state, call);
}

/** `super().call(x)` of a class that derives from Sequential. */
function callMethod(self: Value, call: LibraryCall): Value {
	const state = layerState(self);
	const why = { text: "call() of a Sequential that is not known", origin: call.args.origin };
	if (self.kind !== "instance" || !state?.stack || state.vague) return unknown(state?.vague ?? why);
	if (flattenTensors(call.args.positional[0]?.value ?? NONE).some((tensor) => tensor.flavor === "KerasTensor"))
		return unknown(why);
	return runSequential(self, state, call);
}

/** Keras 3's second positional argument is `trainable`, where Keras 2 has the name. */
function checkTrainable(bound: Bound, state: LayerState, machine: Machine): void {
	const value = bound.given("trainable")?.value;
	if (!value || value.kind === "bool") {
		if (value?.kind === "bool") state.trainable = value.value;
		return;
	}
	if (value.kind === "unknown") state.trainable = undefined;
	// Looked at since 3.15.
	else if (state.world === "keras3" && !isSince("3.15", { world: state.world, machine }))
		state.trainable = truthOf(value);
	else {
		raise({
			code: "invalid-layer-argument",
			exception: "ValueError",
			message: `trainable must be a bool, found a ${typeName(value)}; pass the name as name=`,
			argument: "trainable",
		});
	}
}

/** The list of layers; Keras 2 takes a single layer for a list of one. */
function layersOf(value: Value, state: LayerState, call: LibraryCall): readonly Value[] | undefined {
	const { machine, args, world } = call;
	if (machine.truth(value, args.origin) === false) return [];
	if (world === "keras2" && value.kind !== "list" && value.kind !== "tuple" && value.kind !== "unknown") return [value];
	if (value.kind === "instance" || value.kind === "function" || value.kind === "int") {
		machine.report(
			{
				code: "invalid-layer-argument",
				exception: "TypeError",
				message: `Sequential takes a list of layers, found a ${typeName(value)}`,
				argument: "layers",
			},
			args.origin,
		);
	}
	const items = machine.iterate(value, args.origin);
	if (!items) loseGraph(state, "the layers of this Sequential are not known", args.origin, machine);
	return items;
}

const ADD = { keras2: "layer", keras3: "layer, rebuild=True" } as const;

function addMethod(self: Value, call: LibraryCall): Value {
	const state = layerState(self);
	if (!state) return NONE;
	const bound = bind(signature(ADD[state.world]), call.args);
	if (bound.open) {
		loseGraph(state, "a layer of this Sequential is not known", call.args.origin, call.machine);
		return NONE;
	}
	if (bound.errors[0])
		raise({
			code: "unknown-layer-argument",
			exception: "TypeError",
			message: "add() of a Sequential takes one layer",
		});
	addLayer(state, bound.get("layer"), call);
	if (state.world === "keras3" && truthOf(bound.get("rebuild")) !== false) rebuild(state, call);
	return NONE;
}

function addLayer(state: LayerState, value: Value, call: LibraryCall): void {
	const { machine, args } = call;
	if (!state.stack) return;
	const layer = inputLayerOf(value) ?? value;
	if (layer.kind !== "instance" || !layerState(layer)) {
		loseGraph(state, "a layer of this Sequential is not known", args.origin, machine);
		if (isNoLayer(layer, machine)) rejectNonLayer(layer, state, args.origin, machine);
		return;
	}
	const failed = machine.guard(args.origin, () => {
		rejectSameName(layer, state);
		if (state.world === "keras3") rejectSecondInput(layer, state);
		return NONE;
	});
	if (failed.kind === "unknown") {
		loseGraph(state, failed.why.text, args.origin, machine);
		return;
	}
	if (!state.graph) machine.journal.setField(state, "built", undefined, () => undefined);
	if (isInputLayer(layer) && state.stack.length === 0 && state.maybeBuilt && state.world === "keras2") {
		loseGraph(state, "an Input was added to a model that was emptied", args.origin, machine);
		return;
	}
	if (state.stack.length > 0 || isInputLayer(layer)) setStack(state, [...state.stack, layer], machine);
	else addFirst(layer, state, call);
	if (state.world === "keras2") rebuild(state, call);
}

/** The first layer may bring its own Input. */
function addFirst(layer: InstanceValue, state: LayerState, call: LibraryCall): void {
	const { machine, args } = call;
	let source: TensorValue | undefined;
	machine.guard(args.origin, () => {
		source = implicitInput(layer, call);
		return NONE;
	});
	const input = source && layerOf(source);
	setStack(state, input ? [input, layer] : [layer], machine);
}

/** A tensor that `keras.Input` made stands for its InputLayer. */
function inputLayerOf(value: Value): InstanceValue | undefined {
	const layer = value.kind === "tensor" ? layerOf(value) : undefined;
	return layer && isInputLayer(layer) ? layer : undefined;
}

/** Objects of classes that derive from nothing of a library are certainly no layers. */
function isNoLayer(value: Value, machine: Machine): boolean {
	if (value.kind !== "instance") return value.kind !== "unknown";
	const isPlain = (cls: Value): boolean =>
		cls.kind === "class" || (cls.kind === "library" && cls.name === "builtins.object");
	return !value.assumed && machine.mro(value).every(isPlain);
}

function rejectNonLayer(value: Value, state: LayerState, origin: Origin, machine: Machine): void {
	const isClass = value.kind === "library" || value.kind === "class";
	const what = isClass
		? `the class ${value.name.split(".").at(-1)}: call it to make a layer`
		: `a value of type ${typeName(value)}`;
	machine.report(
		{
			code: "invalid-layer-argument",
			exception: state.world === "keras2" ? "TypeError" : "ValueError",
			message: `a Sequential takes layers only, found ${what}`,
		},
		origin,
	);
}

function rejectSameName(layer: InstanceValue, state: LayerState): void {
	const own = layerState(layer);
	if (!own || own.name === undefined || own.nameIsUnknown) return;
	const other = state.stack?.find((each) => each !== layer && layerState(each)?.name === own.name);
	if (!other || layerState(other)?.nameIsUnknown) return;
	raise({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: `two layers of ${state.name ?? "the Sequential"} have the name ${own.name}`,
	});
}

function rejectSecondInput(layer: InstanceValue, state: LayerState): void {
	const first = state.stack?.[0];
	if (!isInputLayer(layer) || !first || !isInputLayer(first)) return;
	raise({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: `${state.name ?? "the Sequential"} already has an Input; it cannot take another`,
	});
}

/** `model.pop()`: gives the layer in Keras 3, None in Keras 2. */
function popMethod(self: Value, call: LibraryCall): Value {
	const state = layerState(self);
	if (!state?.stack || state.vague) return unknown({ text: "the layer is not known", origin: call.args.origin });
	const { world } = state;
	const last = state.stack.at(-1);
	const isEmpty = world === "keras2" ? state.stack.every(isInputLayer) : !last;
	if (isEmpty || !last) {
		return raise({
			code: "invalid-layer-argument",
			exception: world === "keras2" ? "TypeError" : "IndexError",
			message: "there is no layer to pop",
		});
	}
	const rest = state.stack.slice(0, -1);
	const { machine } = call;
	const { graph } = state;
	if (graph || world === "keras3") {
		machine.journal.setField(state, "graph", undefined, () => undefined);
		machine.journal.setField(state, "built", undefined, () => undefined);
	}
	setStack(state, world === "keras2" && rest.every(isInputLayer) ? [] : rest, machine);
	// A model of Keras 2 that was emptied still says what it gave before.
	if (graph && world === "keras2" && state.stack?.length === 0) noteMaybeBuilt(state, machine);
	if (world === "keras3" && rest.length === 0)
		raise({ code: "invalid-layer-argument", exception: "IndexError", message: "the only layer was popped" });
	shorten(state, graph, call);
	return world === "keras3" ? last : NONE;
}

function sequentialAttribute(self: InstanceValue, name: string, machine: Machine, origin: Origin): Value | undefined {
	noticeLostStack(self, machine);
	const state = layerState(self);
	if (!state) return undefined;
	if (name === "layers" && state.stack && !state.vague) return { kind: "list", items: ownLayers(state) };
	if (state.world === "keras2") rejectUnmade(self, state, name);
	if (name !== "output" && name !== "input") return modelAttribute(self, name, machine, origin);
	if (state.world === "keras2" || state.vague || state.maybeBuilt) return modelAttribute(self, name, machine, origin);
	const node = state.nodes[0];
	if (node) return name === "output" ? onlyOne(node.outputs) : onlyOne(node.inputs);
	const problem = {
		code: "sequential-output",
		// A ValueError until 3.6, which `hasattr` does not take.
		exception: isSince("3.6", { world: state.world, machine }) ? "AttributeError" : "ValueError",
		message: `${state.name ?? "sequential"}.${name}: a Sequential of Keras 3 that was never called has no ${name}`,
		facts: { attribute: name },
	} as const;
	return raise(problem, undefined, () =>
		onlyTensor(name === "output" ? state.graph?.outputs : state.graph?.inputs, origin),
	);
}

const WEIGHTS = /^(non_)?(trainable_)?(weights|variables)$/;

/** What a Sequential of Keras 2 that has no graph cannot tell, though it was called. */
function rejectUnmade(self: InstanceValue, state: LayerState, name: string): void {
	if (!state.stack || state.graph || state.vague || state.maybeBuilt || self.cls.kind === "class") return;
	const model = state.name ?? "the Sequential";
	if (WEIGHTS.test(name) && state.built === undefined)
		raise({
			code: "undefined-layer-output",
			exception: "ValueError",
			message: `${model} has no weights before it is built`,
		});
	if (!/^(in|out)put(_shape)?$/.test(name)) return;
	raise({
		code: "undefined-layer-output",
		exception: "AttributeError",
		message: `${model} has no ${name}: it has no graph`,
		facts: { attribute: name },
	});
}

const onlyOne = (tensors: readonly TensorValue[]): Value =>
	tensors.length === 1 ? (tensors[0] as Value) : { kind: "list", items: tensors };

/** The tensor that Keras 2 gives as a Sequential's `output` or `input`. */
const onlyTensor = (value: Value | undefined, origin: Origin): Value =>
	(value && flattenTensors(value)[0]) ?? unknown({ text: "the Sequential is not built", origin });
