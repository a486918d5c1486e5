import {
	type Dim,
	isFloating,
	isNone,
	isStatic,
	printShape,
	type RankedShape,
	ranked,
	type Spec,
	sameDim,
	sameDType,
	sameShape,
	spec,
	unknownDim,
	type Value,
} from "../../../domain";
import { vague } from "../../../interpreter/api";
import { asInt } from "../../engine/argument-readers";
import { rankedOrVague } from "../../engine/build";
import { differ } from "../../engine/fit-weights";
import type { BuildContext, CallContext, Initializer } from "../../engine/layer-definition";
import { type SpecStructure, specList, specTuple } from "../../engine/structure";
import type { Size } from "../../utils/argument-validation";
import { joinShape, splitShape, windowCount } from "../../utils/spatial";
import { knownTogether } from "../convolutional/base-conv";
import type { ConvWindow } from "../convolutional/conv-arguments";
import type { BiasParts } from "./cell-weights";
import { rejectPlainStates } from "./plain-states";
import { rejectEmptyMask, rejectListedMask, rejectPlainMask } from "./rnn-mask";
import { givenStates, requireComputeDtype } from "./rnn-states";

/** What `ConvLSTM1D`, `2D` and `3D` share. Mirrors rnn/base_conv_lstm.py (2.15) and rnn/conv_lstm.py (3). */
export interface ConvLSTMConfig extends ConvWindow {
	readonly rank: number;
	/** What was given as `filters`: Keras looks at it when it makes the weights. */
	readonly filters: Value;
	readonly useBias: boolean;
	readonly sequences: boolean;
	readonly states: boolean;
	readonly stateful: boolean;
	readonly initializers: Readonly<Record<"kernel" | "recurrent" | "bias", Initializer>>;
	readonly bias: BiasParts;
}

/** The shape of one step. */
export const stepOf = ({ dims }: RankedShape): readonly Dim[] => [dims[0] as Dim, ...dims.slice(2)];

/** Absent when `filters` is no int. */
export const filtersOf = (filters: Value): Dim | undefined =>
	filters.kind === "unknown" ? unknownDim(filters.why) : asInt(filters);

/** The last hidden image, or those of all steps; with `return_state`, both states follow. */
export function callConvLSTM(config: ConvLSTMConfig, context: CallContext): SpecStructure {
	const shape = rankedOrVague((context.inputs[0] as Spec).shape);
	rejectPadding(config, context);
	const runs = context.world === "keras2" || context.mode !== "symbolic";
	if (runs) fitImages(config, shape, context);
	if (runs) checkRun(config, shape, context);
	else rejectEmptyMask(context.parameter("mask"), context);
	const counts = convolved(config, shape, context);
	const parts = splitShape(counts, config.rank, config.channelsFirst);
	const step = ranked(stepOf(shape));
	const spatial = runs && context.mode !== "eager" ? knownTogether(config, step, parts.spatial) : parts.spatial;
	const state = joinShape({ ...parts, spatial }, config.channelsFirst);
	checkStates(state, context);
	const dtype = context.computeDtype;
	const output = config.sequences ? [state[0] as Dim, shape.dims[1] as Dim, ...state.slice(1)] : state;
	if (!config.states) return spec(ranked(output), dtype);
	const results = [output, state, state].map((dims) => spec(ranked(dims), dtype));
	return context.world === "keras2" ? specList(results) : specTuple(results);
}

/** The cell of Keras 3 checks what it was built for; Keras 2 convolves images of any size over as many channels. */
function fitImages(config: ConvLSTMConfig, shape: RankedShape, context: CallContext): void {
	const built = context.built()?.inputs[0]?.shape;
	if (built?.kind !== "ranked") return;
	const { dims } = shape;
	const isOther = dims.some((dim, axis) => axis > 1 && differ(dim, built.dims[axis]));
	const fail = (): never =>
		context.fail({
			code: "input-axis-size",
			message: `the ConvLSTM was built for ${printShape(built)}, found ${printShape(shape)}`,
		});
	if (dims.length !== built.dims.length) {
		if (dims.length > built.dims.length) vague("a ConvLSTM on an input of another rank");
		fail();
	}
	if (!isOther) return;
	if (context.world === "keras3") fail();
	if (config.stateful) vague("a stateful ConvLSTM on images of another size");
	const axis = config.channelsFirst ? 2 : dims.length - 1;
	const [found, expected] = [dims[axis] as Dim, built.dims[axis] as Dim];
	if (!isStatic(found) || !isStatic(expected) || found === expected) return;
	if (expected > 0 && found % expected === 0) vague("a ConvLSTM over groups of channels");
	fail();
}

/** A list passes for a padding in the constructor, but no convolution takes it. */
export function rejectPadding(
	{ padding }: ConvLSTMConfig,
	{ fail }: BuildContext | CallContext,
	exception?: string,
): void {
	if (padding !== "tuple" && padding !== "list") return;
	fail({
		code: "invalid-layer-argument",
		exception,
		message: `padding of a ConvLSTM must be "valid" or "same", found a ${padding}`,
		argument: "padding",
	});
}

/** What TensorFlow says of the input itself when the layer runs. */
function checkRun(config: ConvLSTMConfig, shape: RankedShape, context: CallContext): void {
	const eager = context.mode === "eager";
	checkMask(shape, context);
	if (eager && context.world === "keras3" && config.channelsFirst) vague("what a device makes of channels_first");
	if (!isFloating(context.computeDtype)) vague("a ConvLSTM whose dtype is not floating");
	if (shape.dims[1] === 0) failEmpty(`a ConvLSTM needs at least one time step, found ${printShape(shape)}`, context);
	if (context.world === "keras2" || eager) requireComputeDtype(context.inputs, context, false);
	else rejectDType(context);
	if (filtersOf(config.filters) === 0)
		failEmpty("a ConvLSTM needs filters, found filters=0", context, config.rank < 3 ? "keras2" : undefined);
	if (splitShape(stepOf(shape), config.rank, config.channelsFirst).channels !== 0) return;
	if (eager) vague("a ConvLSTM over no channels");
	failEmpty(`a ConvLSTM needs channels, found ${printShape(shape)}`, context);
}

/** What a graph refuses with a ValueError, and a kernel with an error of its own. */
function failEmpty(message: string, context: CallContext, kernels?: "keras2"): never {
	const isKernel = context.mode === "eager" && (!kernels || context.world === kernels);
	return context.fail({
		code: "non-positive-output-size",
		exception: isKernel ? "InvalidArgumentError" : undefined,
		message,
	});
}

/** A graph convolves tensors of one dtype only. */
function rejectDType(context: CallContext): void {
	const dtype = context.inputs[0]?.dtype ?? context.computeDtype;
	if (sameDType(dtype, context.computeDtype)) return;
	if (typeof dtype !== "string") vague(dtype.why);
	context.fail({
		code: "invalid-layer-input",
		exception: "TypeError",
		message: `a ConvLSTM computes in ${String(context.computeDtype)}, its input is ${String(dtype)}`,
	});
}

/** A mask of a bool for each step changes no shape. */
function checkMask({ dims }: RankedShape, context: CallContext): void {
	const given = context.parameter("mask");
	rejectListedMask(given, context);
	rejectPlainMask(given, context);
	const mask = given.kind === "list" ? (given.items?.[0] ?? vague("the mask is not known")) : given;
	if (mask.kind === "none") return;
	const own = mask.kind === "tensor" && mask.spec.dtype === "bool" ? rankedOrVague(mask.spec.shape).dims : [];
	const fits = own.length === 2 && own.every((dim, axis) => sameDim(dim, dims[axis] as Dim));
	if (!fits) vague("a ConvLSTM with a mask of another shape is not followed");
}

/** Given states of the shape that the layer would make itself change nothing. */
function checkStates(own: readonly Dim[], context: CallContext): void {
	if (context.parameter("initial_state").kind === "none") return;
	if (context.world === "keras3" && context.mode === "symbolic") return;
	if (context.world === "keras3") rejectPlainStates("conv_lstm", context);
	const states = givenStates(context) ?? [];
	const fits = states.every(({ shape, dtype }) => sameShape(shape, ranked(own)) && dtype === context.computeDtype);
	if (states.length !== 2 || !fits) vague("a ConvLSTM with an initial state of another shape is not followed");
}

/** The shape of the hidden state: what the convolution makes of one step. */
export function convolved(
	config: ConvLSTMConfig,
	shape: RankedShape,
	context: BuildContext | CallContext,
): readonly Dim[] {
	const parts = splitShape(stepOf(shape), config.rank, config.channelsFirst);
	const filters = filtersOf(config.filters) ?? vague("filters is no number");
	const spatial = parts.spatial.map((length, axis) => {
		const [size, stride, dilation] = [config.kernel[axis], config.strides[axis], config.dilation[axis]] as [
			Size,
			Size,
			Size,
		];
		if (stride.dim === 0) failStride(context);
		const count = windowCount(length, { size, stride, dilation, padding: config.padding });
		if (!fits(config, length, count, context)) failWindow(shape, context);
		return count;
	});
	return joinShape({ ...parts, spatial, channels: filters }, config.channelsFirst);
}

/** An image of no size may be padded; Keras 2's kernels give an empty one where the window is larger by one. */
function fits(config: ConvLSTMConfig, length: Dim, count: Dim, context: BuildContext | CallContext): boolean {
	if (isNone(length) || !isStatic(count)) return true;
	if (config.padding !== "valid") return length !== 0 || config.dilation.every(({ dim }) => dim === 1);
	return count > 0 || (count === 0 && context.world === "keras2" && (context.mode === "eager" || !isCall(context)));
}

const isCall = (context: BuildContext | CallContext): context is CallContext => "computeDtype" in context;

function failWindow(shape: RankedShape, context: BuildContext | CallContext): never {
	const isKernel = isCall(context) && context.mode === "eager" && context.world === "keras2";
	return context.fail({
		code: "non-positive-output-size",
		exception: isKernel ? "InvalidArgumentError" : undefined,
		message: `the kernel of a ConvLSTM does not fit in its input ${printShape(shape)}`,
	});
}

function failStride(context: BuildContext | CallContext): never {
	const keras2 = context.mode === "eager" ? "InvalidArgumentError" : "ValueError";
	return context.fail({
		code: "invalid-layer-argument",
		exception: context.world === "keras3" ? "OverflowError" : keras2,
		message: "strides of a ConvLSTM must be positive, found 0",
		argument: "strides",
	});
}
