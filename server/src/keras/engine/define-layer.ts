import {
	bool,
	type DType,
	dimToValue,
	type InstanceValue,
	list,
	NONE,
	type Origin,
	str,
	tuple,
	unknown,
	type Value,
	type World,
} from "../../domain";
import type { ClassModel, LibraryCall, Machine, MethodModel } from "../../interpreter/api";
import { equal, raise } from "../../interpreter/api";
import { addWeight } from "./add-weight";
import { callLayer } from "./call-layer";
import { configAttribute, missingWeight } from "./config-attributes";
import { allocateLayer, constructLayer } from "./construct-layer";
import { requireConstructed } from "./construction";
import { fromConfig, getConfig } from "./layer-config";
import { type ByWorld, type LayerDefinition, perWorld } from "./layer-definition";
import { type LayerNode, type LayerState, layerState } from "./layer-state";
import { builtInMasks } from "./masks";
import { seenWeights } from "./mixed-weights";
import { policyValue } from "./policy-value";
import { enableLora, quantizeMethod } from "./quantize";
import { setWeights } from "./set-weights";
import { buildStep, callStep, outputShapeStep } from "./steps";
import { setLayerAttribute } from "./sublayers";
import { buildInherited } from "./user-build";
import { callUserLayer } from "./user-layer";
import { rejectWithoutCall, userMethod } from "./user-method";
import { countParams, weightByName, weightsAttribute, weightsOf } from "./weights-of";

export const LAYER = "keras.layers.Layer";

/** Makes a layer's definition known to the interpreter as the class `keras.layers.<name>`. */
export function defineLayer<Config>(definition: LayerDefinition<Config>): ClassModel {
	const erased = definition as unknown as LayerDefinition<unknown>;
	return {
		kind: "class",
		name: `keras.layers.${definition.exportedAs ?? definition.name}`,
		aliases: (definition.aliases ?? []).map((alias) => `keras.layers.${alias}`),
		...(definition.worlds ? { worlds: definition.worlds } : {}),
		signatures: bothWorlds(definition.signature),
		otherKeywords: { keras2: otherKeywords(definition, "keras2"), keras3: otherKeywords(definition, "keras3") },
		// Where the layer has a `__call__` of its own, the definition's is that one's.
		...(definition.callSignature && !definition.arrange
			? { methodSignatures: { call: bothWorlds(definition.callSignature) } }
			: {}),
		bases: [LAYER],
		isBare: true,
		allocate: allocateLayer,
		init: (self, call) => constructLayer(erased, self, call, classNameOf(self, definition.name)),
		call: callAnyLayer,
		attribute: layerAttribute,
		setAttribute: setLayerAttribute,
		classMethods: { from_config: fromConfig },
		methods: definition.methods ? { ...layerMethods, ...definition.methods } : layerMethods,
	};
}

const bothWorlds = (text: ByWorld<string>): Readonly<Record<World, string>> => ({
	keras2: perWorld(text, "keras2"),
	keras3: perWorld(text, "keras3"),
});

const otherKeywords = <Config>(definition: LayerDefinition<Config>, world: World): readonly string[] => [
	...perWorld(definition.baseKeywords ?? [], world),
	...(definition.extraArguments?.[world] ?? []),
];

export const classNameOf = (self: InstanceValue, fallback: string): string =>
	self.cls.kind === "class" ? self.cls.name : fallback;

/** `layer(...)`: a user's `call` takes precedence over the built-in layer that it derives from. */
export function callAnyLayer(self: InstanceValue, call: LibraryCall): Value {
	const own = userMethod(self, "call", call.machine);
	if (own) return callUserLayer(self, own, call);
	const state = layerState(self);
	if (state) requireConstructed(self, state);
	// The plain layer of Keras 2 passes its input through.
	if (call.world === "keras3" && state?.definition?.name === "Layer") rejectWithoutCall(self, call);
	if (state) buildInherited(self, state, call.args, call.machine);
	return callLayer(self, call);
}

/** Attributes that all layers have; others of the constructor's arguments by their own names. */
export function layerAttribute(self: InstanceValue, name: string, machine: Machine, origin: Origin): Value | undefined {
	const state = layerState(self);
	if (!state) return unknown({ text: "a layer that was not constructed", origin });
	switch (name) {
		// Every layer is true.
		case "__bool__":
		case "__len__":
			return undefined;
		case "name":
			return state.name === undefined ? { kind: "str" } : str(state.name);
		case "output":
			return nodeValue(state, "output", origin);
		case "input":
			return nodeValue(state, "input", origin);
		case "output_shape":
		case "input_shape":
			return shapeAttribute(state, name, origin);
		case "get_output_at":
		case "get_input_at":
		case "get_output_shape_at":
		case "get_input_shape_at":
			if (state.world === "keras2") break;
			return raise({
				code: "undefined-layer-output",
				exception: "AttributeError",
				message: `layers of Keras 3 have no ${name}: use layer.${name.includes("output") ? "output" : "input"}`,
			});
		case "trainable":
			return state.trainable === undefined ? { kind: "bool" } : bool(state.trainable);
		case "built":
			return bool(state.built !== undefined);
		case "dtype":
		case "variable_dtype":
			return dtypeName(state.policy.variable);
		case "compute_dtype":
			return dtypeName(state.policy.compute);
		case "dtype_policy":
			if (state.quantized) return unknown({ text: "the dtype policy of a quantized layer", origin });
			return policyValue(state.policy, state.world);
		case "quantization_mode":
			if (state.world === "keras2" || state.policy.isQuantized || (state.hidesWeights && !state.quantized)) break;
			return state.quantized === undefined ? NONE : str(state.quantized);
	}
	const weights = weightsAttribute(self, name);
	if (weights) return seenWeights(weights, state, machine);
	const weight = weightByName(state, name);
	return (
		state.definition?.attribute?.(state.config, name) ??
		configAttribute(state, name, machine) ??
		(weight && seenWeights(weight, state, machine)) ??
		missingWeight(state, name) ??
		(isOfModels(self, state, name)
			? undefined
			: unknown({ text: `the attribute ${name} of a layer is not modelled`, origin }))
	);
}

/** What models have and layers do not. */
const OF_MODELS: ReadonlySet<string> = new Set(
	"layers get_layer summary inputs outputs input_names output_names fit evaluate predict optimizer history".split(" "),
);

const isOfModels = (self: InstanceValue, state: LayerState, name: string): boolean =>
	self.cls.kind === "library" && state.definition !== undefined && !state.vague && OF_MODELS.has(name);

const dtypeName = (dtype: DType): Value => (typeof dtype === "string" ? str(dtype) : unknown(dtype.why));

/** `layer.output`, `layer.input`: of the first call; raises when there is none. */
function nodeValue(state: LayerState, which: "input" | "output", origin: Origin): Value {
	const node = state.nodes[0];
	if (!node) {
		if (state.vague || state.maybeBuilt) return unknown({ text: "the layer is not known", origin, cause: state.vague });
		raise({
			code: "undefined-layer-output",
			exception: "AttributeError",
			message: `${state.name ?? "the layer"} has never been called and thus has no defined ${which}`,
		});
	}
	// Keras 3 keeps the flat tensors of a call, Keras 2 the structure of its output and its first argument.
	if (state.world === "keras3") {
		const inputs = node.inputs.filter((tensor) => tensor.flavor === "KerasTensor");
		return singleton(list(which === "output" ? node.outputs : inputs));
	}
	if (which === "output" || node.inputs.length === 0) return singleton(node.output);
	const first = node.args.positional[0]?.value ?? node.args.keywords[0]?.value;
	return first ? singleton(first) : unknown({ text: "the call has no input", origin });
}

const singleton = (value: Value): Value =>
	value.kind === "list" && value.items?.length === 1 ? (value.items[0] as Value) : value;

function shapeAttribute(state: LayerState, name: "input_shape" | "output_shape", origin: Origin): Value | undefined {
	if (state.world === "keras3") {
		raise({
			code: "undefined-layer-output",
			exception: "AttributeError",
			message: `layers of Keras 3 have no ${name}: use layer.${name.slice(0, -6)}.shape`,
		});
	}
	const which = name === "output_shape" ? "output" : "input";
	const value = shapesOf(nodeValue(state, which, origin), origin);
	const others = state.nodes.slice(1).map((node) => shapesOf(partOf(node, which), origin));
	if (others.every((other) => equal(value, other) === true)) return listedInput(state, value);
	if (!others.some((other) => equal(value, other) === false))
		return unknown({ text: "the shape is not known", origin });
	return raise({
		code: "undefined-layer-output",
		exception: "AttributeError",
		message: `${state.name ?? "the layer"} was called several times, on different shapes: ${name} is ill-defined`,
	});
}

const partOf = (node: LayerNode, which: "input" | "output"): Value => {
	if (which === "output" || node.inputs.length === 0) return node.output;
	return node.args.positional[0]?.value ?? node.args.keywords[0]?.value ?? unknown({ text: "the call has no input" });
};

/** An InputLayer of Keras 2 gives its shape in a list. */
const listedInput = (state: LayerState, value: Value): Value =>
	state.nodes[0]?.inputs.length === 0 && value.kind === "tuple" ? list([value]) : value;

/** The shape tuple of a tensor, or a list of them. */
export function shapesOf(value: Value, origin: Origin): Value {
	if (value.kind === "tensor") {
		const { shape } = value.spec;
		if (shape.kind !== "ranked") return unknown({ text: "the rank is not known", origin });
		return tuple(shape.dims.map((dim, axis) => dimToValue(dim, axis, true)));
	}
	if (value.kind === "dict" && value.entries) {
		const entries = [...value.entries].map(
			([key, entry]) => [key, { key: entry.key, value: shapesOf(entry.value, origin) }] as const,
		);
		return { kind: "dict", entries: new Map(entries) };
	}
	if (value.kind === "list" || value.kind === "tuple") {
		const items = (value.items ?? []).map((item) => shapesOf(item, origin));
		return value.kind === "list" ? list(items) : tuple(items);
	}
	return unknown({ text: "the shape is not known", origin });
}

/** `layer.count_params()`: raises for a layer that is not built. */
const countParamsMethod: MethodModel = (self, call) => {
	const state = layerState(self);
	if (!state || self.kind !== "instance") return unknown({ text: "a layer that was not constructed" });
	const owned = weightsOf(self);
	const isUnbuilt = !state.built && !state.graph && state.nodes.length === 0;
	if (isUnbuilt && !state.vague && !state.maybeBuilt && state.definition?.build !== undefined) rejectUnbuilt(state);
	if (isUnbuilt && state.stack && !state.vague && !state.maybeBuilt) rejectUnbuilt(state);
	return owned && !isUnbuilt
		? countParams(owned)
		: { kind: "int", why: { text: "the weights are not known", origin: call.args.origin } };
};

/** `layer.compute_mask(inputs, mask)` of Keras 2. */
const maskStep: MethodModel = (self, { args, world }) => {
	const state = layerState(self);
	const values = args.positional.map((argument) => argument.value);
	const mask = values[1] ?? args.keywords.find(({ name }) => name === "mask")?.value ?? NONE;
	if (!state || world === "keras3" || args.open || state.definition?.name === "Layer")
		return unknown({ text: "compute_mask is not followed", origin: args.origin });
	return builtInMasks(state, values[0], mask);
};

const rejectUnbuilt = (state: LayerState): never =>
	raise({
		code: "undefined-layer-output",
		exception: "ValueError",
		message: `${state.name ?? "the layer"} is not built: it has no weights to count before it is called`,
	});

/** `layer.get_weights()`: NumPy arrays. */
const getWeights: MethodModel = (self, call) => {
	const value = self.kind === "instance" ? weightsAttribute(self, "weights") : undefined;
	if (value?.kind !== "list") return unknown({ text: "the weights are not known", origin: call.args.origin });
	return {
		...value,
		items: value.items?.map((item) => (item.kind === "tensor" ? { ...item, flavor: "ndarray" } : item)),
	};
};

export const layerMethods: Readonly<Record<string, MethodModel>> = {
	count_params: countParamsMethod,
	get_weights: getWeights,
	set_weights: setWeights,
	add_weight: addWeight,
	add_variable: (self, call) =>
		call.world === "keras2" ? addWeight(self, call) : unknown({ text: "add_variable of Keras 3 is not followed" }),
	build: buildStep,
	call: callStep,
	compute_output_shape: outputShapeStep,
	compute_mask: maskStep,
	get_config: getConfig,
	quantize: quantizeMethod,
	enable_lora: enableLora,
};
