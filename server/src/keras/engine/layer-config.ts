import { bool, type DictValue, NONE, str, unknown, type Value, type World } from "../../domain";
import {
	bind,
	type CallArguments,
	dictFrom,
	type Machine,
	type MethodModel,
	Raised,
	raise,
	signature,
	vague,
} from "../../interpreter/api";
import { configAttribute } from "./config-attributes";
import { perWorld } from "./layer-definition";
import { type LayerState, layerState } from "./layer-state";
import { userMethod } from "./user-method";
import { methodSignature } from "./user-signature";

/** Layers whose config has keys that their constructor does not name. */
const NOT_FOLLOWED: Readonly<Record<World, RegExp>> = {
	keras2:
		/^(AdditiveAttention|Attention|Conv[123]DTranspose|ConvLSTM|Depthwise|Embedding|GRU|LSTM|SimpleRNN$|GlobalAveragePooling1D|InputLayer|\w+Lookup|Lambda|MultiHeadAttention|Separable|SpatialDropout|TextVectorization|Normalization|Bidirectional|Random)/,
	keras3:
		/^(AdditiveAttention|AutoContrast|ConvLSTM|EinsumDense|GRU$|LSTM$|SimpleRNN$|LayerNormalization|InputLayer|\w+Lookup|Lambda|SpatialDropout|TextVectorization|Normalization|HashedCrossing|Hashing|ReversibleEmbedding|Pipeline|Solarization|Random|Rand|Mix|Cut|Aug|Equalization|Bidirectional)/,
};

/** Arguments of constructors that the config leaves out. */
const LEFT_OUT: Readonly<Record<World, Readonly<Record<string, readonly string[]>>>> = {
	keras2: { AlphaDropout: ["noise_shape"], BatchNormalization: ["synchronized"] },
	keras3: {
		Dense: ["activity_regularizer", "lora_rank", "lora_alpha"],
		Embedding: ["lora_rank", "lora_alpha", "weights"],
		MultiHeadAttention: ["flash_attention"],
	},
};

const BASE: ReadonlySet<string> = new Set(["name", "trainable", "dtype", "dynamic", "autocast"]);

/** `layer.get_config()`, as `super().get_config()` in a user's class sees it, too. */
export const getConfig: MethodModel = (self, { machine, args }) => {
	const state = layerState(self);
	const definition = state?.definition;
	if (!state || !definition || state.vague) return vague(state?.vague ?? "the layer's config is not known");
	// Without a `get_config` of its own, a class that has an `__init__` gets a config of what that was called with.
	const isOwn = self.kind === "instance" && self.cls.kind === "class";
	if (isOwn && userMethod(self, "__init__", machine) && !userMethod(self, "get_config", machine))
		return unknown({ text: "the config that Keras makes of the constructor's arguments", origin: args.origin });
	if (definition.name === "Layer") return dictOf(baseConfig(state));
	if (NOT_FOLLOWED[state.world].test(definition.name))
		return unknown({ text: `the config of ${definition.name} is not followed`, origin: args.origin });
	const left = LEFT_OUT[state.world][definition.name] ?? [];
	const own = signature(perWorld(definition.signature, state.world))
		.parameters.map(({ name }) => name)
		.filter((name) => !BASE.has(name) && !left.includes(name))
		.map((name) => [name, configured(state, name, machine)] as const);
	return dictOf([...baseConfig(state), ...own]);
};

const dictOf = (entries: readonly (readonly [string, Value])[]): DictValue =>
	dictFrom(entries.map(([name, value]) => [str(name), value] as const));

function baseConfig(state: LayerState): readonly (readonly [string, Value])[] {
	const name: Value = state.name === undefined ? { kind: "str" } : str(state.name);
	const trainable: Value = state.trainable === undefined ? { kind: "bool" } : bool(state.trainable);
	return [
		["name", name],
		["trainable", trainable],
		["dtype", dtypeConfig(state)],
	];
}

function dtypeConfig({ policy, world }: LayerState): Value {
	const { compute, variable } = policy;
	if (typeof compute !== "string" || typeof variable !== "string")
		return unknown({ text: "the layer's dtype is not known" });
	const name = str(compute === variable ? compute : `mixed_${compute}`);
	if (world === "keras2") return name;
	return dictOf([
		["module", str("keras")],
		["class_name", str("DTypePolicy")],
		["config", dictOf([["name", name]])],
		["registered_name", NONE],
	]);
}

/** One argument as the config tells it; objects are serialized, which is not followed. */
function configured(state: LayerState, name: string, machine: Machine): Value {
	const given = state.bound?.get(name) ?? NONE;
	if (name.endsWith("activation")) return activationName(given);
	if (/_(regularizer|constraint|initializer)$/.test(name) && given.kind !== "none")
		return unknown({ text: "a serialized object is not followed" });
	const value = configAttribute(state, name, machine);
	if (!value || value.kind === "instance") return unknown({ text: `${name} of a config is not followed` });
	return value;
}

function activationName(value: Value): Value {
	if (value.kind === "none") return str("linear");
	if (value.kind === "str") return value;
	const name = value.kind === "library" ? /^keras\.activations\.([a-z]\w*)$/.exec(value.name)?.[1] : undefined;
	return name === undefined ? unknown({ text: "a serialized activation is not followed" }) : str(name);
}

/** `Class.from_config(config)`: the class called with the config's entries. */
export const fromConfig: MethodModel = (cls, { machine, args }) => {
	const config = args.positional[0]?.value ?? args.keywords.find((each) => each.name === "config")?.value;
	const { origin } = args;
	if (config?.kind !== "dict" || !config.entries) return unknown({ text: "the config is not known", origin });
	const keywords = [...config.entries.values()].map(({ key, value }) => {
		const name = key.kind === "str" ? key.value : undefined;
		return { name: name ?? vague("a key of the config is not known"), value: dtypeOf(name, value), origin };
	});
	const passed: CallArguments = { positional: [], keywords, origin };
	rejectKeys(cls, passed, machine);
	const result = machine.trap(() => machine.call(cls, passed), "Exception");
	if (!(result instanceof Raised)) return result;
	return raise({
		code: result.problem?.code ?? "invalid-layer-argument",
		exception: "TypeError",
		message: `the layer cannot be made of that config: ${result.problem?.message ?? `it raises ${result.exception}`}`,
	});
};

/** What the constructor of the user's makes of the keys. Like all that goes wrong in `from_config`, it is a TypeError. */
function rejectKeys(cls: Value, passed: CallArguments, machine: Machine): void {
	const owner = machine.mro(cls).find((each) => each.kind === "class" && each.attrs.has("__init__"));
	const init = owner?.kind === "class" ? owner.attrs.get("__init__") : undefined;
	if (init?.kind !== "function") return;
	const [error] = bind(methodSignature(init), passed).errors;
	if (!error) return;
	const what = error.kind === "missing" ? `needs ${error.names.join(", ")}` : "does not take all of its keys";
	raise({
		code: error.kind === "missing" ? "missing-layer-argument" : "unknown-layer-argument",
		exception: "TypeError",
		message: `the layer cannot be made of that config: its __init__ ${"name" in error ? `does not take ${error.name}` : what}`,
	});
}

/** Keras 3 reads the policy that the config holds before it calls the class. */
function dtypeOf(name: string | undefined, value: Value): Value {
	if (name !== "dtype" || value.kind !== "dict") return value;
	const config = value.entries?.get("s:config")?.value;
	const policy = config?.kind === "dict" ? config.entries?.get("s:name")?.value : undefined;
	return policy ?? unknown({ text: "the dtype of the config is not followed" });
}
