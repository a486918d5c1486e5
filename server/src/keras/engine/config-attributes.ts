import { NONE, str, tuple, unknown, type Value } from "../../domain";
import { type Machine, raise, signature } from "../../interpreter/api";
import { imageDataFormat } from "../backend/config";
import { activationOf } from "./activation-value";
import { itemsOf } from "./argument-readers";
import { perWorld } from "./layer-definition";
import type { LayerState } from "./layer-state";

/**
 * A constructor argument as the layer keeps it: sizes of windows as tuples, texts in lower case, defaults filled in.
 * Absent when the constructor has no such argument; `?` where the layer keeps it in a way that is not followed.
 */
export function configAttribute(state: LayerState, name: string, machine: Machine): Value | undefined {
	const { bound, definition, world } = state;
	if (!bound || !definition) return undefined;
	const parameters = signature(perWorld(definition.signature, world)).parameters;
	if (!parameters.some((each) => each.name === name)) return undefined;
	const value = bound.get(name);
	return (
		kept(state, definition.name, name, value, machine) ??
		unknown({ text: `how the layer keeps ${name} is not followed` })
	);
}

/** Classes that keep their arguments under other names, or rework most of them. */
const PRIVATE = /^(TextVectorization|InputLayer|Random|Rand|Mix|Cut|Aug|Solarization|Equalization|AutoContrast)/;

function kept(state: LayerState, layer: string, name: string, value: Value, machine: Machine): Value | undefined {
	if (PRIVATE.test(layer) || (layer === "MultiHeadAttention" && state.world === "keras2")) return undefined;
	if (WINDOWS.has(name)) return window(state, layer, name, value);
	if (name === "padding" || name === "cropping") return margins(layer, value);
	if (name === "data_format") return dataFormat(state, value, machine);
	if (name.endsWith("activation")) return activationOf(value, state.world);
	if (/_(regularizer|constraint|initializer)$/.test(name))
		return layer === "MultiHeadAttention" ? undefined : part(value);
	if (name === "layer") return layer === "Bidirectional" || value.kind !== "instance" ? undefined : value;
	if (name === "axis" && !keepsAxis(state, layer)) return undefined;
	if (name === "value_dim" && value.kind === "none") return state.bound?.get("key_dim");
	if (name === "target_shape" || name === "dims") return asTuple(value);
	return plain(state, name, value);
}

const WINDOWS: ReadonlySet<string> = new Set([
	"kernel_size",
	"strides",
	"dilation_rate",
	"pool_size",
	"output_size",
	"size",
]);

const rankOf = (layer: string): number | undefined => {
	const digit = /([123])D/.exec(layer)?.[1];
	return digit === undefined ? undefined : Number(digit);
};

/** A size for each axis: an int stands for all, no strides for those of the window. */
function window(state: LayerState, layer: string, name: string, value: Value): Value | undefined {
	const rank = rankOf(layer);
	if (rank === undefined) return undefined;
	if (name === "size" && rank === 1) return value.kind === "int" ? value : undefined;
	const written = name === "strides" && value.kind === "none" ? state.bound?.get("pool_size") : value;
	return written && sizes(written, rank);
}

function sizes(value: Value, rank: number): Value | undefined {
	if (value.kind === "int") return tuple(Array.from({ length: rank }, () => value));
	const items = itemsOf(value);
	return items?.length === rank && items.every((item) => item.kind === "int") ? tuple(items) : undefined;
}

/** `padding` and `cropping`: a text, or a pair for each axis. */
function margins(layer: string, value: Value): Value | undefined {
	if (value.kind === "str") return value.value === undefined ? value : str(value.value.toLowerCase());
	const rank = rankOf(layer);
	if (rank === undefined || !/^(ZeroPadding|Cropping)/.test(layer)) return undefined;
	if (rank === 1) return sizes(value, 2);
	if (value.kind === "int") return tuple(Array.from({ length: rank }, () => tuple([value, value])));
	const items = itemsOf(value);
	const pairs = items?.length === rank ? items.map((item) => sizes(item, 2)) : [undefined];
	return pairs.includes(undefined) ? undefined : tuple(pairs as Value[]);
}

function dataFormat(state: LayerState, value: Value, machine: Machine): Value | undefined {
	if (value.kind === "str") return value.value === undefined ? value : str(value.value.toLowerCase());
	const format = value.kind === "none" ? imageDataFormat(machine, state.world) : undefined;
	return format === undefined ? undefined : str(format);
}

/** None stays None; an object is kept; a name becomes an object that is not followed. */
const part = (value: Value): Value | undefined =>
	value.kind === "none" || value.kind === "instance" || value.kind === "function" ? value : undefined;

/** Normalization layers turn their axis into a list or tuple, some once they are built. */
const keepsAxis = ({ world, built }: LayerState, layer: string): boolean =>
	layer !== "Normalization" &&
	!(world === "keras2" && built && /^(BatchNormalization|LayerNormalization)$/.test(layer));

const asTuple = (value: Value): Value | undefined => {
	const items = itemsOf(value);
	return items && tuple(items);
};

/** Arguments that become counts. */
const COUNTS: ReadonlySet<string> = new Set(["units", "filters", "groups", "n", "input_dim", "output_dim"]);
/** Arguments that are kept as arrays in Keras 2, under another name, or reworked. */
const REWORKED: ReadonlySet<string> = new Set(
	"seed weights vocabulary idf_weights arguments function output_shape input_shape mean variance backward_layer cells bin_boundaries sequence_length max_freq use_gate flash_attention sliding_window dtype".split(
		" ",
	),
);
const ARRAYS: ReadonlySet<string> = new Set(["alpha", "theta", "threshold", "negative_slope", "max_value"]);

function plain(state: LayerState, name: string, value: Value): Value | undefined {
	if (REWORKED.has(name) || (state.world === "keras2" && ARRAYS.has(name))) return undefined;
	if (COUNTS.has(name) && value.kind !== "int") return undefined;
	const isPlain = ["int", "bool", "float", "str", "none", "tuple"].includes(value.kind);
	return isPlain || value.kind === "instance" ? value : undefined;
}

/** Layers whose weights are attributes of these names once they are built, and not there before. */
const WEIGHTED =
	/^(Dense|EinsumDense|Embedding|BatchNormalization|LayerNormalization|GroupNormalization|(Depthwise|Separable)?Conv[123]D(Transpose)?)$/;
const WEIGHTS: ReadonlySet<string> = new Set(
	"kernel bias gamma beta moving_mean moving_variance embeddings depthwise_kernel pointwise_kernel".split(" "),
);
/** The flags without which a weight is None. */
const FLAGS: Readonly<Record<string, string>> = { bias: "use_bias", gamma: "scale", beta: "center" };

/** A weight's name of a layer of Keras's own that has no such weight, or not yet; absent where nothing is known. */
export function missingWeight(state: LayerState, name: string): Value | undefined {
	const { definition, bound, built } = state;
	if (!definition || !bound || !WEIGHTS.has(name) || !WEIGHTED.test(definition.name)) return undefined;
	const flag = FLAGS[name] === undefined ? undefined : bound.get(FLAGS[name] as string);
	if (built) return flag?.kind === "bool" && flag.value === false ? NONE : undefined;
	if (state.vague || state.maybeBuilt) return undefined;
	if (state.world === "keras3" && definition.name === "BatchNormalization") return NONE;
	return raise({
		code: "undefined-layer-output",
		exception: "AttributeError",
		message: `${state.name ?? "the layer"} has no ${name} yet: it is not built before it is called`,
	});
}
