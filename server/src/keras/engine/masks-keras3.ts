import { int, library, list, NONE, str, type TensorValue, unknown, type Value } from "../../domain";
import { type CallArguments, type Machine, Raised, syntheticArguments } from "../../interpreter/api";
import { perWorld } from "./layer-definition";
import { historyOf, type LayerState, layerState } from "./layer-state";
import { flattenLeaves, mapTensors, unknownPart } from "./structure";

/**
 * The masks that come with KerasTensors of Keras 3. They are KerasTensors, too: what computes them are operations of the
 * graph. Mirrors `__call__` and `_set_mask_metadata` of keras/src/layers/layer.py, and `compute_mask` of the layers.
 */

const OPEN: Value = unknown({ text: "whether a mask comes with the input" });

/** The mask of one tensor: None, a KerasTensor, or `?`. Before any layer made masks there were none. */
function maskOf(tensor: TensorValue): Value {
	const history = historyOf(tensor);
	if (!history) return NONE;
	return history.node.masks === undefined ? NONE : (history.node.masks[history.index] ?? OPEN);
}

const isNothing = (masks: Value): boolean => flattenLeaves(masks).every(({ kind }) => kind === "none");

const firstOf = (args: CallArguments): Value | undefined => args.positional[0]?.value ?? args.keywords[0]?.value;

/**
 * The arguments as the node of a call keeps them: Keras fills in `mask`, and the node gets to see it unless Keras has made
 * new keywords before, which it does when it converts arguments.
 */
export function withMask(args: CallArguments, state: LayerState): CallArguments {
	const first = firstOf(args);
	if (!first || args.open || !takesMask(state) || args.keywords.some(({ name }) => name === "mask")) return args;
	const isFunctional = state.graph !== undefined && !state.stack;
	const isKept =
		args.positional.length === 1 &&
		args.keywords.length === 0 &&
		first.kind === "tensor" &&
		first.spec.dtype === state.policy.compute;
	const masks = isFunctional || isKept ? mapTensors(first, maskOf) : NONE;
	if (unknownPart(masks) || isNothing(masks)) return args;
	return { ...args, keywords: [...args.keywords, { name: "mask", value: masks, origin: args.origin }] };
}

function takesMask({ definition, graph, stack }: LayerState): boolean {
	if (graph || stack) return true;
	const text = definition?.callSignature;
	return text !== undefined && /(^|\s)mask\b/.test(perWorld(text, "keras3"));
}

/** The masks of what a built-in layer gives: None, one, or a list. */
export function masksOfKeras3(state: LayerState, args: CallArguments, machine: Machine): Value {
	const name = state.definition?.name;
	const input = firstOf(args);
	if (!name || !input || state.graph || state.stack) return name || state.graph || state.stack ? NONE : OPEN;
	const given = args.keywords.find((each) => each.name === "mask")?.value;
	const previous = given && given.kind !== "none" ? given : mapTensors(input, maskOf);
	const result = machine.trap(() => maskBy(name, state, input, previous, { machine, origin: args.origin }));
	return result instanceof Raised ? OPEN : result;
}

interface Site {
	readonly machine: Machine;
	readonly origin: CallArguments["origin"];
}

const ask = (
	{ machine, origin }: Site,
	name: string,
	values: readonly Value[],
	keywords: Readonly<Record<string, Value>> = {},
): Value =>
	machine.call(library(`keras.ops.${name}`, "keras3"), {
		...syntheticArguments(values, origin),
		keywords: Object.entries(keywords).map(([key, value]) => ({ name: key, value, origin })),
	});

function maskBy(name: string, state: LayerState, input: Value, previous: Value, site: Site): Value {
	if (name === "Embedding") return embeddingMask(state, input, site);
	if (name === "Masking") {
		const value = state.bound?.get("mask_value") ?? OPEN;
		return ask(site, "any", [ask(site, "not_equal", [input, value])], { axis: int(-1) });
	}
	if (!SUPPORTING.has(name)) return name === "Lambda" && state.bound?.given("mask") ? OPEN : NONE;
	if (unknownPart(previous)) return OPEN;
	if (isNothing(previous)) return NONE;
	if (RECURRENT.test(name)) return recurrentMasks(state, previous);
	if (name === "Bidirectional") return bidirectionalMasks(state, previous);
	const items = previous.kind === "list" || previous.kind === "tuple" ? (previous.items ?? []) : undefined;
	if (name === "Attention" || name === "AdditiveAttention") {
		const query = items?.[0] ?? OPEN;
		return query.kind === "tensor" ? ask(site, "convert_to_tensor", [query]) : query;
	}
	if (MERGING.has(name)) return items ? mergedMask(items, site) : OPEN;
	if (name === "Concatenate") return items ? concatenatedMask(state, input, items, site) : OPEN;
	return previous;
}

/** Layers that hand the masks of their input on, or make others of them. */
const SUPPORTING: ReadonlySet<string> = new Set(
	"GroupedQueryAttention MultiHeadAttention LayerNormalization GroupNormalization BatchNormalization UnitNormalization LeakyReLU ReLU PReLU Activation ELU Softmax Rescaling Normalization AlphaDropout GaussianDropout GaussianNoise ActivityRegularization Dropout SpatialDropout1D SpatialDropout2D SpatialDropout3D RNN LSTM GRU SimpleRNN ConvLSTM1D ConvLSTM2D ConvLSTM3D Bidirectional TimeDistributed Dense Identity Attention AdditiveAttention Add Subtract Multiply Average Maximum Minimum Concatenate".split(
		" ",
	),
);
const RECURRENT = /^(RNN|LSTM|GRU|SimpleRNN|ConvLSTM[123]D)$/;
const MERGING: ReadonlySet<string> = new Set("Add Subtract Multiply Average Maximum Minimum".split(" "));

const isSet = (value: Value | undefined): boolean | undefined => (value?.kind === "bool" ? value.value : undefined);

function embeddingMask({ bound }: LayerState, input: Value, site: Site): Value {
	const makes = isSet(bound?.get("mask_zero"));
	if (makes === undefined) return OPEN;
	return makes ? ask(site, "not_equal", [input, int(0)]) : NONE;
}

/** A sequence has the mask of the first input, states have none. */
function recurrentMasks({ bound }: LayerState, masks: Value): Value {
	const isSequence = isSet(bound?.get("return_sequences"));
	if (isSequence === undefined) return OPEN;
	return isSequence ? list([flattenLeaves(masks)[0] ?? NONE]) : NONE;
}

/** Both directions together have the mask that one has. */
function bidirectionalMasks({ bound }: LayerState, masks: Value): Value {
	const inner = bound && layerState(bound.get("layer"));
	if (!inner?.definition || isSet(inner.bound?.get("stateful")) !== false) return OPEN;
	const own = recurrentMasks(inner, masks);
	const mode = bound?.get("merge_mode");
	if (own.kind !== "list" || mode?.kind === "str") return own;
	return mode?.kind === "none" ? list([...(own.items ?? []), ...(own.items ?? [])]) : OPEN;
}

/** Where one input has no mask, the sum of all has none. */
function mergedMask(masks: readonly Value[], site: Site): Value {
	if (masks.some(({ kind }) => kind === "none")) return NONE;
	return masks.reduce((output, mask) => ask(site, "logical_or", [output, mask]));
}

/** Masks are brought to the shape of their inputs, put together, and any of the last axis counts. */
function concatenatedMask({ bound }: LayerState, input: Value, masks: readonly Value[], site: Site): Value {
	const inputs = input.kind === "list" || input.kind === "tuple" ? (input.items ?? []) : [];
	const full = inputs.map((each, at) => fullMask(each, masks[at] ?? NONE, site));
	const axis = bound?.get("axis") ?? int(-1);
	return ask(site, "any", [ask(site, "concatenate", [list(full)], { axis })], { axis: int(-1) });
}

function fullMask(input: Value, mask: Value, site: Site): Value {
	const dtype = str("bool");
	if (mask.kind !== "tensor") return ask(site, "ones_like", [input], { dtype });
	if (rankOf(mask) >= rankOf(input)) return mask;
	const expanded = ask(site, "expand_dims", [mask], { axis: int(-1) });
	return ask(site, "logical_or", [expanded, ask(site, "zeros_like", [input], { dtype })]);
}

const rankOf = (value: Value): number =>
	value.kind === "tensor" && value.spec.shape.kind === "ranked" ? value.spec.shape.dims.length : 0;
