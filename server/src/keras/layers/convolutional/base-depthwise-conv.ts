import {
	type Dim,
	isNone,
	isStatic,
	mapDims,
	noneDim,
	printShape,
	type RankedShape,
	ranked,
	type Spec,
	spec,
} from "../../../domain";
import { Failure, raise, vague } from "../../../interpreter/api";
import { activate } from "../../engine/activation";
import { onlyShape } from "../../engine/build";
import { failFit, weightShape } from "../../engine/fit-weights";
import type { BuildContext, CallContext, LayerArguments } from "../../engine/layer-definition";
import type { SpecStructure } from "../../engine/structure";
import { exceeds, hasFloat, readNumber, type Size, sizeOf } from "../../utils/argument-validation";
import { requireOneTensor } from "../../utils/one-tensor";
import { joinShape, requireAxes, splitShape, windowCount } from "../../utils/spatial";
import { failDType, floatDType3, HALF_FLOAT_DOUBLE } from "../../utils/tf-op";
import { isSince } from "../../versions/release";
import {
	addBias,
	type ConvOptions,
	checkWindows2,
	convOutput3,
	failFloat,
	knownTogether,
	STRUCTURES,
	setChannelSpec,
	windowAt,
} from "./base-conv";
import {
	type ConvWindow,
	checkIdentifiers,
	checkStridedDilation,
	checkWindow2,
	type Identifiers,
	identifierNames,
	keyword,
	readConvWindow,
	readGroups,
	readPositive,
	readUseBias,
} from "./conv-arguments";
import { computeWithChannels, makeWeight, requireChannels, requireFloats } from "./weights";

export interface DepthwiseConfig extends ConvWindow, Identifiers {
	readonly layer: string;
	readonly rank: number;
	readonly depthMultiplier: Size;
	readonly useBias: boolean | undefined;
}

/** Mirrors keras/src/layers/convolutional/base_depthwise_conv.py; in Keras 2 on top of `Conv.__init__`. */
export function configureDepthwise(args: LayerArguments, { layer, rank }: ConvOptions): DepthwiseConfig {
	const isKeras2 = args.world === "keras2";
	const window = readConvWindow(args, { rank, causal: false });
	if (isKeras2) {
		checkIdentifiers(args, ["activation", "bias_regularizer", "bias_constraint"]);
		readGroups(args, keyword(args, "groups"));
		checkWindow2(args, window, false);
	}
	// Up to 3.14, Keras 3 left dilation with strides to nobody.
	if (!isKeras2 && !isSince("3.15", args)) checkStridedDilation(args, window);
	const identifiers = checkIdentifiers(args, identifierNames(["depthwise"]));
	const depthMultiplier = isKeras2 ? readMultiplier2(args) : readPositive(args, "depth_multiplier");
	return { ...window, layer, rank, depthMultiplier, useBias: readUseBias(args), ...identifiers };
}

/** Keras 2 does not look at the multiplier: what is no number fails where a shape is made of it, as a float does. */
export function readMultiplier2(args: LayerArguments): Size {
	const value = args.get("depth_multiplier");
	return readNumber(value, "depth_multiplier") ?? { dim: 1, isFloat: true };
}

export const multiply = (channels: Dim, multiplier: Size): Size => ({
	dim: mapDims([channels, multiplier.dim], ([c = 0, m = 0]) => c * m),
	isFloat: multiplier.isFloat,
});

export function buildDepthwise(config: DepthwiseConfig, context: BuildContext): void {
	const { rank, layer, kernel, depthMultiplier, channelsFirst, initializers } = config;
	const { shape, world } = context;
	const first = channelsFirst ? "IndexError" : "ValueError";
	requireOneTensor(context.argument, layer, STRUCTURES(world, "ValueError", first));
	requireAxes(shape.dims, rank);
	if (world === "keras2" && shape.dims.length !== rank + 2) failRank(layer, rank, context);
	const channels = shape.dims.at(channelsFirst ? 1 : -1) as Dim;
	if (world === "keras2") requireChannels(context, sizeOf(channels), layer);
	else if (isSince("3.15", context)) {
		requireMultiplier3(context, depthMultiplier, layer);
		computeWithChannels(context, sizeOf(channels), layer);
		convOutput3(config, shape, multiply(channels, depthMultiplier).dim, context);
	}
	const name = world === "keras2" ? "depthwise_kernel" : "kernel";
	const initializer = initializers.depthwise_initializer ?? {};
	requireFloats(context, config, layer);
	makeWeight(context, name, [...kernel, sizeOf(channels), depthMultiplier], initializer);
	addBias(context, config, multiply(channels, depthMultiplier));
	setChannelSpec(context, config, channels);
}

/** Keras 3 multiplies with the multiplier at once. */
export function requireMultiplier3(context: BuildContext, multiplier: Size, layer: string): void {
	if (!isNone(multiplier.dim)) return;
	context.fail({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `${layer} computes with depth_multiplier, which is None`,
	});
}

function failRank(layer: string, rank: number, context: BuildContext): never {
	return context.fail({
		code: "input-rank",
		message: `${layer} needs an input of rank ${rank + 2}, found ${printShape(context.shape)}`,
		facts: { rank: context.shape.dims.length, expected: rank + 2 },
	});
}

export function callDepthwise(config: DepthwiseConfig, context: CallContext): SpecStructure {
	return activate(config.activation, depthwiseOutput(config, context), context);
}

function depthwiseOutput(config: DepthwiseConfig, context: CallContext): Spec {
	const shape = onlyShape(context.inputs);
	if (shape.dims.length < config.rank + 2) rejectRank(config, shape, context);
	const parts = splitShape(shape.dims, config.rank, config.channelsFirst);
	const built = context.world === "keras2" ? weightShape(context.built(), "depthwise_kernel")?.at(-2) : undefined;
	const given = isNone(parts.channels) ? (built ?? parts.channels) : parts.channels;
	const channels = multiply(given, config.depthMultiplier).dim;
	if (context.world === "keras3") {
		if (isNone(channels)) failChannels(config, shape, context);
		return depthwiseOutput3(config, shape, channels, context);
	}
	const input = context.inputs[0] as Spec;
	checkDepthwiseCall2(config, input, context, config.rank === 2 ? "ValueError" : "AttributeError");
	if (shape.dims.length !== config.rank + 2) failFit(`inputs of rank ${config.rank + 2}`, shape.dims, context);
	if (context.mode === "eager") requireEqualStrides(config, context);
	checkWindows2(config, parts.spatial, shape, context);
	const spatial = depthwiseSpatial2(config, parts.spatial);
	return spec(ranked(joinShape({ ...parts, spatial, channels }, config.channelsFirst)), input.dtype);
}

/** Keras 3 declares a depthwise or separable convolution; in a graph, what dilation does to sizes shows. */
/** A shape that no spec was asked of is indexed by Keras 2, and compared by Keras 3. */
const rejectRank = ({ layer, rank }: DepthwiseConfig, shape: RankedShape, context: CallContext): never =>
	context.fail({
		code: "input-rank",
		exception: context.asksShape ? "IndexError" : "ValueError",
		message: `${layer} needs an input of rank ${rank + 2}, found ${printShape(shape)}`,
		facts: { rank: shape.dims.length, expected: rank + 2 },
	});

/** Python multiplies the channels. */
const failChannels = ({ layer }: DepthwiseConfig, shape: RankedShape, { fail }: CallContext): never =>
	fail({
		code: "undefined-dimension",
		exception: "TypeError",
		message: `${layer} computes with the number of channels of its input, found None in ${printShape(shape)}`,
	});

export function depthwiseOutput3(
	config: DepthwiseConfig,
	shape: RankedShape,
	channels: Dim,
	context: CallContext,
): Spec {
	// On values, TensorFlow spoke first until 3.15, and it makes nothing of a window that does not fit.
	const isLate = context.mode === "eager" && !isSince("3.15", context);
	const dims = isLate
		? fittingOutput3(config, shape, channels, context)
		: convOutput3(config, shape, channels, context, context.mode);
	const dtype = floatDType3(context, () => depthwiseDTypeException(config, context));
	if (context.mode === "eager") requireEqualStrides(config, context);
	if (context.mode !== "graph") return spec(ranked(dims), dtype);
	const parts = splitShape(dims, config.rank, config.channelsFirst);
	const spatial = graphSpatial3(config, shape, parts.spatial);
	return spec(ranked(joinShape({ ...parts, spatial }, config.channelsFirst)), dtype);
}

function fittingOutput3(
	config: DepthwiseConfig,
	shape: RankedShape,
	channels: Dim,
	context: CallContext,
): readonly Dim[] {
	try {
		return convOutput3(config, shape, channels, context, context.mode);
	} catch (signal) {
		if (signal instanceof Failure && signal.problem.code === "non-positive-output-size")
			return vague("what a kernel makes of a window that does not fit is not followed");
		throw signal;
	}
}

/** With strides and dilation, "same" pads by sizes that TensorFlow works out only for a shape that is known throughout. */
function graphSpatial3(config: DepthwiseConfig, shape: RankedShape, counts: readonly Dim[]): readonly Dim[] {
	const open = shape.dims.find((dim) => !isStatic(dim));
	if (config.padding !== "same" || !isStepped(config) || open === undefined)
		return knownTogether(config, shape, counts);
	return counts.map(() => (isNone(open) ? noneDim(open.why) : (open as Dim)));
}

const isStepped = ({ strides, dilation }: ConvWindow): boolean =>
	exceeds(strides, 1) === true && exceeds(dilation, 1) === true;

/** The op's kernels take one stride for both axes; Keras 3 strides by itself where it also dilates. */
export function requireEqualStrides(config: ConvWindow & { layer: string }, context: CallContext): void {
	const [first, second] = config.strides.map((size) => size.dim);
	if (second === undefined || !isStatic(first as Dim) || !isStatic(second) || first === second) return;
	if (context.world === "keras3" && isStepped(config)) return;
	context.fail({
		code: "invalid-layer-argument",
		exception: "InvalidArgumentError",
		message: `${config.layer} needs one stride for both axes, found (${first}, ${second})`,
		argument: "strides",
	});
}

/** What Keras 2 says in `call` of a depthwise op to arguments that the constructor let pass. */
export function checkDepthwiseCall2(
	config: ConvWindow & { layer: string },
	input: Spec,
	context: CallContext,
	oddPadding: string,
): void {
	if (config.padding === "tuple" || config.padding === "list") {
		raise({
			code: "invalid-layer-argument",
			exception: oddPadding,
			message: `${config.layer} cannot work with a ${config.padding} for padding`,
		});
	}
	if (hasFloat(config.dilation)) failFloat(config.layer);
	const { dtype } = input;
	if (typeof dtype !== "string") return;
	if (dtype !== context.computeDtype || !HALF_FLOAT_DOUBLE.includes(dtype))
		failDType(
			"DepthwiseConv2dNative",
			dtype,
			context,
			context.mode === "eager" ? depthwiseDTypeException(config, context) : undefined,
		);
}

/** No kernel folds bools for a dilated op. */
function depthwiseDTypeException({ dilation }: ConvWindow, { inputs }: CallContext): string {
	if (exceeds(dilation, 1) !== false && inputs[0]?.dtype === "bool")
		vague("what a kernel says to this dtype is not followed");
	return "InvalidArgumentError";
}

/** Strides are cut to ints; a dilated depthwise op knows no size unless it knows all. */
export function depthwiseSpatial2(config: ConvWindow, spatial: readonly Dim[]): readonly Dim[] {
	const none = spatial.find(isNone);
	const dilated = exceeds(config.dilation, 1);
	if (none && dilated === true) return spatial.map(() => noneDim(none.why));
	return spatial.map((length, axis) => {
		const window = windowAt(config, axis);
		const stride = window.stride.dim;
		const cut = isStatic(stride) ? sizeOf(Math.trunc(stride)) : window.stride;
		const size = windowCount(length, { ...window, stride: cut });
		if (none && dilated === undefined && !isNone(size))
			return { kind: "unknown", why: { text: "dilation_rate is not known" } };
		return size;
	});
}
