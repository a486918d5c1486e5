import {
	type Dim,
	isNone,
	isStatic,
	noneDim,
	printShape,
	type RankedShape,
	ranked,
	type Spec,
	spec,
	unknownDim,
	type World,
} from "../../../domain";
import { raise, vague } from "../../../interpreter/api";
import { activate } from "../../engine/activation";
import { onlyShape } from "../../engine/build";
import { isDeclared } from "../../engine/elementwise";
import { failFit } from "../../engine/fit-weights";
import type { BuildContext, CallContext, CallMode, InputSpec, LayerArguments } from "../../engine/layer-definition";
import type { SpecStructure } from "../../engine/structure";
import { exceeds, hasFloat, readNumber, type Size, sizeOf } from "../../utils/argument-validation";
import { requireOneTensor, type StructureExceptions } from "../../utils/one-tensor";
import { failWindow, joinShape, splitShape, type Window, windowCount } from "../../utils/spatial";
import { failDType, floatDType3, isEager, vagueWhenEager } from "../../utils/tf-op";
import { isSince, type Versioned } from "../../versions/release";
import {
	biasSize,
	type ConvWindow,
	checkFiltersByGroups,
	checkIdentifiers,
	checkStridedDilation,
	checkWindow2,
	type Identifiers,
	identifierNames,
	readConvWindow,
	readFilters,
	readGroups,
	readUseBias,
} from "./conv-arguments";
import { fitChannels } from "./fit-channels";
import { computeWithChannels, makeWeight, requireChannels, requireFloats } from "./weights";

/** What the constructor of a convolution makes of its arguments. */
export interface ConvConfig extends ConvWindow, Identifiers {
	readonly layer: string;
	readonly rank: number;
	readonly filters: Size;
	readonly groups: Size;
	/** Absent when it is not known. */
	readonly useBias: boolean | undefined;
	/** Keras 3: the rank of the matrices that LoRA adds; absent without LoRA. */
	readonly loraRank: Size | undefined;
	readonly isConstrained: boolean;
}

export interface ConvOptions {
	readonly layer: string;
	readonly rank: number;
}

/** Arguments that the constructor of a Keras 2 convolution looks at before `Layer.__init__`. */
export function precheckConv(args: LayerArguments): void {
	if (args.world === "keras2") checkIdentifiers(args, identifierNames(["kernel"]));
}

/** Mirrors `Conv.__init__` (2.15) and `BaseConv.__init__` (3) of keras/src/layers/convolutional/base_conv.py. */
export function configureConv(args: LayerArguments, { layer, rank }: ConvOptions): ConvConfig {
	const isKeras2 = args.world === "keras2";
	const early = isKeras2 ? readFilters(args) : undefined;
	const window = readConvWindow(args, { rank, causal: rank === 1 });
	const identifiers = checkIdentifiers(args, identifierNames(["kernel"]));
	const filters = early ?? readFilters(args);
	const groups = readGroups(args, args.get("groups"));
	checkFiltersByGroups(args, filters, groups);
	if (isKeras2) checkWindow2(args, window, rank === 1);
	else checkStridedDilation(args, window);
	const useBias = readUseBias(args);
	return {
		...window,
		layer,
		rank,
		filters,
		groups,
		useBias,
		...identifiers,
		loraRank: readLora(args),
		isConstrained: args.get("kernel_constraint").kind !== "none",
	};
}

/** Keras 3 takes `lora_rank` through `**kwargs`. */
function readLora(args: LayerArguments): Size | undefined {
	const value = args.bound.extra.find((each) => each.name === "lora_rank")?.value;
	if (!value || args.world === "keras2" || args.machine.truth(value, { path: "", start: 0, end: 0 }) === false)
		return undefined;
	if (value.kind === "float" || value.kind === "str") return { dim: 1, isFloat: true };
	return readNumber(value, "lora_rank") ?? vague("lora_rank is not known");
}

export const convInputSpec = ({ rank }: { readonly rank: number }): InputSpec => ({ minNdim: rank + 2 });

export const windowAt = (config: ConvWindow, axis: number): Window => ({
	size: config.kernel[axis] as Size,
	stride: config.strides[axis] as Size,
	dilation: config.dilation[axis] as Size,
	padding: config.padding,
});

/** Mirrors `build` of base_conv.py: channels, groups, output shape, weights. */
export function buildConv(config: ConvConfig, context: BuildContext): void {
	const { layer } = config;
	const first = config.channelsFirst ? "IndexError" : "TypeError";
	requireOneTensor(context.argument, layer, STRUCTURES(context.world, "TypeError", first));
	const { shape, world } = context;
	const channels = channelsOf(config, shape, world === "keras3");
	if (world === "keras2") requireChannels(context, sizeOf(channels), config.layer);
	else computeWithChannels(context, sizeOf(channels), config.layer);
	checkChannelsByGroups(config, channels, context);
	if (world === "keras2") checkStaticOutput2(config, shape);
	else convOutput3(config, shape, config.filters.dim, context);
	const { groups, filters, kernel, initializers } = config;
	requireFloats(context, config, layer);
	const perGroup: Size = { dim: divide(channels, groups.dim), isFloat: groups.isFloat };
	makeWeight(
		context,
		"kernel",
		[...kernel, perGroup, filters],
		initializers.kernel_initializer ?? {},
		!config.loraRank,
	);
	addBias(context, config, filters);
	if (config.loraRank) {
		checkLora(config, config.loraRank, context);
		context.addWeight("lora_kernel_a", [...kernel.map((k) => k.dim), perGroup.dim, config.loraRank.dim]);
		context.addWeight("lora_kernel_b", [config.loraRank.dim, filters.dim]);
	}
	setChannelSpec(context, config, channels);
}

/** Exceptions for a list and for a dict in place of the tensor, when a build computes with its shape. */
export const STRUCTURES = (world: World, keras2: string, keras3: string): StructureExceptions =>
	world === "keras2" ? { sequence: keras2, dict: keras2 } : { sequence: keras3, dict: "KeyError" };

function checkLora({ layer, isConstrained }: ConvConfig, { dim, isFloat }: Size, context: BuildContext): void {
	if (!isConstrained && !isFloat && !(isStatic(dim) && dim < 0)) return;
	context.fail({
		code: "invalid-layer-argument",
		...(isFloat && !isConstrained ? { exception: "TypeError" } : {}),
		message: isConstrained
			? `${layer} cannot have both lora_rank and kernel_constraint`
			: `lora_rank must be an int above 0, found ${isFloat ? "another value" : String(dim)}`,
		argument: "lora_rank",
	});
}

const divide = (channels: Dim, groups: Dim): Dim => {
	if (!isStatic(channels)) return channels;
	return isStatic(groups) ? Math.floor(channels / groups) : groups;
};

export function addBias(
	context: BuildContext,
	{ useBias, initializers }: Pick<ConvConfig, "useBias" | "initializers">,
	size: Size,
): void {
	const bias = biasSize(useBias, size);
	if (bias !== undefined) makeWeight(context, "bias", [{ ...size, dim: bias }], initializers.bias_initializer ?? {});
}

/** From now on the layer takes only inputs with this number of channels. */
export function setChannelSpec(
	context: BuildContext,
	config: ConvWindow & { rank: number },
	channels: Dim,
	isExact = false,
): void {
	const { rank, channelsFirst } = config;
	const first = context.world === "keras2" ? -1 - rank : 1;
	const axes = isStatic(channels) ? { [channelsFirst ? first : -1]: channels } : {};
	context.setInputSpec({ ...(isExact ? { ndim: rank + 2 } : { minNdim: rank + 2 }), axes });
}

/** The number of channels. With more axes than it has a name for, Keras 3 takes axis 1 for `channels_first`. */
function channelsOf(config: ConvWindow & { rank: number }, { dims }: RankedShape, firstIsAxis1: boolean): Dim {
	if (!firstIsAxis1) return splitShape(dims, config.rank, config.channelsFirst).channels;
	return (config.channelsFirst ? dims[1] : dims.at(-1)) ?? vague("the input has no channels");
}

function checkChannelsByGroups(config: ConvConfig, channels: Dim, context: BuildContext): void {
	const groups = config.groups.dim;
	if (!isStatic(channels) || !isStatic(groups) || channels % groups === 0) return;
	context.fail({
		code: "input-axis-size",
		message: `${config.layer}'s input has ${channels} channels, which is no multiple of groups=${groups}`,
	});
}

/** Keras 2's `compute_output_shape` in `build`: only negative sizes fail, 0 is left to the op. */
function checkStaticOutput2(config: ConvConfig, shape: RankedShape): void {
	const { spatial } = splitShape(shape.dims, config.rank, config.channelsFirst);
	if (spatial.some((length) => !isNone(length))) failOddPadding(config, "build");
	spatial.forEach((length, axis) => {
		const window = windowAt(config, axis);
		const count = windowCount(length, window);
		if (!isStatic(count)) return;
		if (hasFloat([window.size, window.stride, window.dilation])) failFloat(config.layer);
		if (count < 0) failWindow(config.layer, length, window, shape.dims, "kernel_size");
	});
}

/** A tuple or list for `padding`, which the constructor lets pass. */
function failOddPadding({ padding, layer }: ConvConfig, at: "build" | "call"): void {
	if (padding !== "tuple" && padding !== "list") return;
	raise({
		code: "invalid-layer-argument",
		exception: at === "call" || padding === "list" ? "TypeError" : "AssertionError",
		message: `${layer} cannot work with a ${padding} for padding`,
	});
}

export function failFloat(layer: string): never {
	raise({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `${layer} cannot compute a size from a float in kernel_size, strides or dilation_rate`,
	});
}

/** Calls the layer: Keras 2 runs the op's shape function, Keras 3 computes the shape. */
export function callConv(config: ConvConfig, context: CallContext): SpecStructure {
	const shape = onlyShape(context.inputs);
	if (context.world === "keras3") {
		if (!isDeclared(context)) fitChannels(config, shape, context);
		const dtype = floatDType3(context, () => eagerDTypeException(config, context));
		if (context.mode === "eager" && !isSince("3.13", context)) skipUnfit(config, shape);
		const parts = splitShape(
			convOutput3(config, shape, config.filters.dim, context, context.mode),
			config.rank,
			config.channelsFirst,
		);
		const spatial = context.mode === "graph" ? knownTogether(config, shape, parts.spatial) : parts.spatial;
		return activate(
			config.activation,
			spec(ranked(joinShape({ ...parts, spatial }, config.channelsFirst)), dtype),
			context,
		);
	}
	const input = context.inputs[0] as Spec;
	if (config.padding === "causal" && hasFloat([...config.kernel, ...config.dilation])) failFloat(config.layer);
	failOddPadding(config, "call");
	if (typeof input.dtype === "string" && input.dtype !== context.computeDtype)
		failDType(
			config.rank === 3 ? "Conv3D" : "Conv2D",
			input.dtype,
			context,
			isEager(context) ? eagerDTypeException(config, context) : undefined,
		);
	if (context.asksShape && shape.dims.length < config.rank + 2)
		vague("the output shape of a convolution of lower rank");
	if (shape.dims.length < config.rank + 2)
		failFit(`inputs of rank ${config.rank + 2}`, shape.dims, { ...context, mode: "graph" });
	fitChannels(config, shape, context);
	const parts = splitShape(shape.dims, config.rank, config.channelsFirst);
	checkWindows2(config, parts.spatial, shape, isCompiled(config, context) ? { ...context, mode: "graph" } : context);
	if (parts.channels === 0) failNoChannels(config, context);
	const spatial = parts.spatial.map((length, axis) => windowCount(length, windowAt(config, axis)));
	const dims = joinShape({ ...parts, spatial, channels: config.filters.dim }, config.channelsFirst);
	return activate(config.activation, spec(ranked(dims), input.dtype), context);
}

/** Keras runs these as a compiled tf.function even outside of graphs. */
const isCompiled = ({ groups, rank, channelsFirst }: ConvConfig, { world }: CallContext): boolean =>
	exceeds([groups], 1) === true || (world === "keras3" && rank === 3 && channelsFirst);

/** What is raised for real tensors whose dtype is not the kernel's: by the op, or by the kernel as a variable. */
function eagerDTypeException(config: ConvConfig, context: CallContext): string {
	if (isCompiled(config, context)) return "TypeError";
	const dilated = exceeds(config.dilation, 1) !== false;
	if (dilated && context.inputs[0]?.dtype === "bool") vague("what a kernel says to this dtype is not followed");
	if (config.rank === 1) return "InvalidArgumentError";
	return dilated || context.world === "keras3" ? "ValueError" : "InvalidArgumentError";
}

/** A kernel over 0 channels: the op says so, the code around dilated ops divides by them. */
function failNoChannels(config: ConvWindow & { layer: string }, context: CallContext): void {
	vagueWhenEager(context);
	const dilated = exceeds(config.dilation, 1) === true;
	raise({
		code: "input-axis-size",
		exception: dilated ? "ZeroDivisionError" : "ValueError",
		message: `${config.layer}'s input ${printShape(onlyShape(context.inputs))} has 0 channels`,
	});
}

/**
 * The shape function of TensorFlow's convolutions. Dilation goes through `space_to_batch`, which pads every axis itself
 * and knows no size at all unless it knows all of them.
 */
export function checkWindows2(
	config: ConvWindow & { layer: string },
	spatial: readonly Dim[],
	shape: RankedShape,
	context: CallContext,
): void {
	const dilated = exceeds(config.dilation, 1) !== false;
	if (dilated && spatial.some(isNone)) return;
	spatial.forEach((length, axis) => {
		const window = windowAt(config, axis);
		const fits =
			config.padding === "valid" ? atLeastOne(windowCount(length, window)) : length !== 0 || allowsEmpty(config);
		if (fits) return;
		const known = exceeds(config.dilation, 1) !== undefined && (!dilated || spatial.every(isStatic));
		if (isEager(context) || !known) {
			vague("what TensorFlow says of a window that does not fit is not followed here");
		}
		failWindow(config.layer, length, window, shape.dims, "kernel_size");
	});
}

/** Dilation in a graph: no size is known unless all are. */
export function knownTogether(
	config: ConvWindow & { rank: number },
	shape: RankedShape,
	counts: readonly Dim[],
): readonly Dim[] {
	const none = splitShape(shape.dims, config.rank, config.channelsFirst).spatial.find(isNone);
	const dilated = exceeds(config.dilation, 1);
	if (none === undefined || dilated === false) return counts;
	if (dilated) return counts.map(() => noneDim(none.why));
	const why = { text: "dilation_rate is not known" };
	return counts.map((count) => (isNone(count) ? count : unknownDim(why)));
}

/** An empty axis passes only where the op itself pads it. */
const allowsEmpty = ({ padding, dilation }: ConvWindow): boolean =>
	padding === "same" && exceeds(dilation, 1) === false;

const atLeastOne = (count: Dim): boolean => !isStatic(count) || count > 0;

/** Before 3.13, TensorFlow alone spoke of a window that does not fit into values, in the way of its kernel. */
function skipUnfit(config: ConvConfig, shape: RankedShape): void {
	if (config.padding !== "valid" || shape.dims.length !== config.rank + 2) return;
	const { spatial } = splitShape(shape.dims, config.rank, config.channelsFirst);
	const counts = spatial.map((length, axis) => windowCount(length, windowAt(config, axis)));
	if (!counts.every(atLeastOne)) vague("what a kernel makes of a window that does not fit is not followed");
}

/** Until a version, Keras 3 declared an output without elements; TensorFlow never makes one. */
export const isDeclarable = (
	count: Dim,
	versioned: Versioned,
	mode: CallMode | undefined,
	until: "3.14" | "3.15",
): boolean => {
	if (!isStatic(count) || count > 0) return true;
	return count === 0 && mode === "symbolic" && versioned.world === "keras3" && !isSince(until, versioned);
};

/** `compute_conv_output_shape` of keras/src/ops/operation_utils.py. */
export function convOutput3(
	config: ConvWindow & { layer: string; rank: number },
	shape: RankedShape,
	filters: Dim,
	versioned: Versioned,
	mode: CallMode | undefined = "symbolic",
): readonly Dim[] {
	const { rank, padding, layer } = config;
	// A convolution of vectors takes more batch axes where it runs.
	const more = shape.dims.length > rank + 2;
	if (more ? mode === "symbolic" || layer !== "Conv1D" || padding === "causal" : shape.dims.length < rank + 2) {
		raise({
			code: "input-rank",
			exception:
				more && mode === "eager" && /^(Conv2D|DepthwiseConv1D)$/.test(layer) ? "InvalidArgumentError" : "ValueError",
			message: `${layer} needs an input of rank ${rank + 2}, found ${printShape(shape)}`,
			facts: { rank: shape.dims.length, expected: rank + 2 },
		});
	}
	if (padding === "tuple" || padding === "list") {
		raise({
			code: "invalid-layer-argument",
			exception: "ValueError",
			message: `${layer} cannot work with a ${padding} for padding`,
		});
	}
	const parts = splitShape(shape.dims, rank, config.channelsFirst);
	const spatial = parts.spatial.map((length, axis) => {
		const window = windowAt(config, axis);
		const count = windowCount(length, window);
		if (padding === "valid" && !isDeclarable(count, versioned, mode, "3.14"))
			failWindow(layer, length, window, shape.dims, "kernel_size");
		return count;
	});
	return joinShape({ ...parts, spatial, channels: filters }, config.channelsFirst);
}
