import {
	type InstanceValue,
	isFloating,
	list,
	NONE,
	ranked,
	type Spec,
	type TensorValue,
	unknown,
	type Value,
} from "../../domain";
import type { CallArguments, Machine } from "../../interpreter/api";
import { isSince } from "../versions/release";
import { historyOf, type LayerNode, type LayerState, layerState } from "./layer-state";
import { masksOfKeras3 } from "./masks-keras3";
import { flattenLeaves, flattenTensors, mapTensors } from "./structure";
import { sublayersOf } from "./sublayers";
import { userMethod } from "./user-method";
import { withGraph } from "./with-graph";

/** The masks that come with tensors. Mirrors `_get_input_masks` and `_set_mask_metadata` of Keras 2's base_layer.py. */
interface MaskState {
	/** Whether some layer of the program makes masks. */
	used: boolean;
}

const stateOf = (machine: Machine): MaskState =>
	machine.libraryState<MaskState>("keras.masks", () => ({ used: false }));

/** A layer that makes masks was constructed: whoever takes a `mask` may get one. */
export function noteMasks(machine: Machine): void {
	const state = stateOf(machine);
	if (!state.used) machine.journal.setField(state, "used", true, (a, b) => a || b);
}

export const usesMasks = (machine: Machine): boolean => stateOf(machine).used;

const OPEN: Value = unknown({ text: "whether a mask comes with the input" });

/** The mask of one tensor: None, a tensor, or `?`. */
function maskOf(tensor: TensorValue): Value {
	const history = historyOf(tensor);
	if (!history) return OPEN;
	// Before any layer made masks there were none.
	return history.node.masks === undefined ? NONE : (history.node.masks[history.index] ?? OPEN);
}

/** What Keras 2 passes as `mask` with an argument that holds tensors: None when none has one; absent when not known. */
export function recordedMask(argument: Value | undefined): Value | undefined {
	if (!argument) return undefined;
	const tensors = flattenTensors(argument);
	if (tensors.length === 0 || tensors.length < flattenLeaves(argument).length) return undefined;
	const masks = tensors.map(maskOf);
	if (masks.some((mask) => mask.kind === "unknown")) return undefined;
	return masks.every((mask) => mask.kind === "none") ? NONE : mapTensors(argument, maskOf);
}

const firstOf = (args: CallArguments): Value | undefined => args.positional[0]?.value ?? args.keywords[0]?.value;

/** The masks of the outputs of a call on KerasTensors, one for each. */
export function outputMasks(
	self: InstanceValue,
	state: LayerState,
	args: CallArguments,
	outputs: readonly TensorValue[],
	machine: Machine,
): LayerNode["masks"] {
	if (!usesMasks(machine) || state.definition?.name === "Operation") return undefined;
	const made =
		state.world === "keras2" ? masksOfKeras2(self, state, args, machine) : laterMasks(self, state, args, machine);
	if (made.kind === "unknown") return outputs.map(() => OPEN);
	const leaves = flattenLeaves(made);
	return outputs.map((_, index) => leaves[index] ?? NONE);
}

function masksOfKeras2(self: InstanceValue, state: LayerState, args: CallArguments, machine: Machine): Value {
	const input = firstOf(args);
	const given = args.keywords.find(({ name }) => name === "mask")?.value;
	return computeMasks(self, state, input, given ?? recordedMask(input) ?? OPEN, machine, args.origin);
}

/** Of Keras 3, as it computes them since 3.12. */
function laterMasks(self: InstanceValue, state: LayerState, args: CallArguments, machine: Machine): Value {
	if (!isSince("3.12", { world: state.world, machine }) || args.open) return OPEN;
	if (self.cls.kind !== "class") return masksOfKeras3(state, args, machine);
	// A layer inside may give its own mask with what it returns.
	if (state.definition?.name !== "Layer" || sublayersOf(self)?.length !== 0) return OPEN;
	const own = userMethod(self, "compute_mask", machine);
	const written = self.attrs.get("supports_masking");
	const supports = written ? (written.kind === "bool" ? written.value : undefined) : own !== undefined;
	if (supports === undefined) return OPEN;
	const input = firstOf(args);
	const given = args.keywords.find(({ name, value }) => name === "mask" && value.kind !== "none")?.value;
	const mask = given ?? recordedMask(input) ?? OPEN;
	if (!supports || !own) return supports ? mask : NONE;
	return computeMasks(self, state, input, mask, machine, args.origin);
}

function computeMasks(
	self: InstanceValue,
	state: LayerState,
	input: Value | undefined,
	mask: Value,
	machine: Machine,
	origin: CallArguments["origin"],
): Value {
	const own = userMethod(self, "compute_mask", machine);
	if (own && input) {
		const values = [self, castFirst(input, state), graphTensors(mask)];
		const positional = values.map((value) => ({ value, origin }));
		return withGraph(machine, true, () => machine.callFunction(own, { positional, keywords: [], origin }));
	}
	if (self.cls.kind !== "class") return builtInMasks(state, input, mask);
	// A layer inside may give its own mask with what it returns.
	if (state.definition?.name !== "Layer" || sublayersOf(self)?.length !== 0) return OPEN;
	const supports = self.attrs.get("supports_masking");
	if (!supports) return NONE;
	return supports.kind === "bool" && supports.value !== undefined ? (supports.value ? mask : NONE) : OPEN;
}

const graphTensors = (value: Value): Value =>
	mapTensors(value, (tensor) => ({ ...tensor, flavor: "Tensor", eager: false, history: undefined }));

/** The graph tensors that `call` was traced on. */
const castFirst = (input: Value, { policy, autocast }: LayerState): Value =>
	mapTensors(graphTensors(input), (tensor) =>
		isFloating(tensor.spec.dtype) && isFloating(policy.compute) && autocast !== false
			? { ...tensor, spec: { ...tensor.spec, dtype: policy.compute } }
			: tensor,
	);

/** Layers that hand the mask of their input on as it is. */
const HANDING_ON: ReadonlySet<string> = new Set(
	"Dense Activation Dropout AlphaDropout GaussianDropout GaussianNoise SpatialDropout1D SpatialDropout2D SpatialDropout3D ActivityRegularization BatchNormalization LayerNormalization GroupNormalization UnitNormalization ReLU LeakyReLU PReLU ELU ThresholdedReLU Softmax MultiHeadAttention".split(
		" ",
	),
);
const MERGING: ReadonlySet<string> = new Set(["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"]);
/** Layers that make another mask of the masks that they get, or that are made of layers. */
const REMAKING =
	/^(Concatenate|Dot|Attention|AdditiveAttention|RNN|.*LSTM.+|.+LSTM|.*GRU.+|.+GRU|TimeDistributed|Lambda|Model|Functional|Sequential|Wrapper|MultiHeadRelativeAttention)$/;

/** What `compute_mask` of a built-in layer gives. */
export function builtInMasks(state: LayerState, input: Value | undefined, mask: Value): Value {
	const { definition, bound } = state;
	const name = definition?.name;
	if (!name || state.graph || state.stack) return OPEN;
	const tensor = input?.kind === "tensor" ? input : undefined;
	if (name === "Embedding") {
		const flag = bound?.get("mask_zero");
		if (flag?.kind !== "bool" || flag.value === undefined) return OPEN;
		if (!flag.value) return NONE;
		return tensor ? maskTensor(tensor, tensor.spec.shape) : OPEN;
	}
	if (name === "Masking") {
		const shape = tensor?.spec.shape;
		return tensor && shape?.kind === "ranked" ? maskTensor(tensor, ranked(shape.dims.slice(0, -1))) : OPEN;
	}
	if (HANDING_ON.has(name)) return mask;
	if (RECURRENT.has(name)) return recurrentMasks(state, mask);
	if (name === "Bidirectional") return bidirectionalMasks(state, mask);
	if (MERGING.has(name)) return mask.kind === "list" ? (mask.items?.find(({ kind }) => kind !== "none") ?? OPEN) : mask;
	return REMAKING.test(name) && !(mask.kind === "none" && MASKLESS.has(name)) ? OPEN : NONE;
}

const RECURRENT: ReadonlySet<string> = new Set(["LSTM", "GRU", "SimpleRNN"]);

const isSet = (value: Value | undefined): boolean | undefined => (value?.kind === "bool" ? value.value : undefined);

/** A sequence has the mask of the first input, states have none. */
function recurrentMasks({ bound }: LayerState, mask: Value): Value {
	const isSequence = isSet(bound?.get("return_sequences"));
	if (isSequence === undefined || mask.kind === "unknown") return isSequence === false ? NONE : OPEN;
	return isSequence ? list([flattenLeaves(mask)[0] ?? NONE]) : NONE;
}

/** Both directions together have the mask that one has. */
function bidirectionalMasks({ bound }: LayerState, mask: Value): Value {
	const inner = bound && layerState(bound.get("layer"));
	const own = inner && RECURRENT.has(inner.definition?.name ?? "") ? recurrentMasks(inner, mask) : OPEN;
	if (own.kind !== "list") return own;
	const mode = bound?.get("merge_mode");
	if (mode?.kind === "none") return list([...(own.items ?? []), ...(own.items ?? [])]);
	return mode?.kind === "str" ? own : OPEN;
}

/** Those of them that make None of no masks. */
const MASKLESS: ReadonlySet<string> = new Set("Concatenate Dot Attention AdditiveAttention".split(" "));

const maskTensor = ({ world }: TensorValue, shape: Spec["shape"]): Value => ({
	kind: "tensor",
	flavor: "Tensor",
	spec: { shape, dtype: "bool" },
	world,
	eager: false,
});
