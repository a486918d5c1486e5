import { type Dim, isNone, type NoneDim, printShape, ranked, type Spec, spec } from "../../../domain";
import { raise, vague } from "../../../interpreter/api";
import { activate } from "../../engine/activation";
import { onlyShape } from "../../engine/build";
import type { BuildContext, CallContext, LayerArguments } from "../../engine/layer-definition";
import type { SpecStructure } from "../../engine/structure";
import { type Size, sizeOf } from "../../utils/argument-validation";
import { requireOneTensor } from "../../utils/one-tensor";
import { joinShape, requireAxes, splitShape } from "../../utils/spatial";
import { vagueWhenEager } from "../../utils/tf-op";
import { isSince } from "../../versions/release";
import { addBias, type ConvOptions, checkWindows2, convOutput3, STRUCTURES, setChannelSpec } from "./base-conv";
import {
	checkDepthwiseCall2,
	type DepthwiseConfig,
	depthwiseOutput3,
	depthwiseSpatial2,
	multiply,
	readMultiplier2,
	requireEqualStrides,
	requireMultiplier3,
} from "./base-depthwise-conv";
import {
	checkFiltersByGroups,
	checkIdentifiers,
	checkStridedDilation,
	checkWindow2,
	identifierNames,
	keyword,
	readConvWindow,
	readFilters,
	readGroups,
	readPositive,
	readUseBias,
} from "./conv-arguments";
import { computeWithChannels, makeWeight, requireChannels, requireFloats } from "./weights";

export interface SeparableConfig extends DepthwiseConfig {
	readonly filters: Size;
}

const NAMES = identifierNames(["depthwise", "pointwise"]);

/** Arguments that Keras 2 looks at before `Layer.__init__`. */
export function precheckSeparable(args: LayerArguments): void {
	if (args.world === "keras2") checkIdentifiers(args, NAMES);
}

/** Mirrors keras/src/layers/convolutional/base_separable_conv.py; in Keras 2 on top of `Conv.__init__`. */
export function configureSeparable(args: LayerArguments, { layer, rank }: ConvOptions): SeparableConfig {
	const isKeras2 = args.world === "keras2";
	const early = isKeras2 ? readFilters(args) : undefined;
	const window = readConvWindow(args, { rank, causal: false });
	const identifiers = checkIdentifiers(args, NAMES);
	const depthMultiplier = isKeras2 ? readMultiplier2(args) : readPositive(args, "depth_multiplier");
	const filters = early ?? readFilters(args);
	if (isKeras2) {
		checkFiltersByGroups(args, filters, readGroups(args, keyword(args, "groups")));
		checkWindow2(args, window, rank === 1);
	} else if (!isSince("3.15", args)) checkStridedDilation(args, window);
	return { ...window, layer, rank, filters, depthMultiplier, useBias: readUseBias(args), ...identifiers };
}

export function buildSeparable(config: SeparableConfig, context: BuildContext): void {
	const { rank, layer, filters, kernel, depthMultiplier, channelsFirst, initializers } = config;
	const { shape, world } = context;
	requireAxes(shape.dims, rank);
	const first = channelsFirst ? "IndexError" : "ValueError";
	requireOneTensor(context.argument, layer, STRUCTURES(world, "TypeError", first));
	const firstAxis = world === "keras2" ? -1 - rank : 1;
	const channels = shape.dims.at(channelsFirst ? firstAxis : -1) as Dim;
	if (world === "keras2") requireChannels(context, sizeOf(channels), layer);
	else if (isSince("3.15", context)) {
		requireMultiplier3(context, depthMultiplier, layer);
		computeWithChannels(context, sizeOf(channels), layer);
		convOutput3(config, shape, filters.dim, context);
	} else if (isNone(channels)) failProduct(channels, context);
	requireFloats(context, config, layer);
	const ones = kernel.map(() => sizeOf(1));
	const depthwise = [...kernel, sizeOf(channels), depthMultiplier];
	makeWeight(context, "depthwise_kernel", depthwise, initializers.depthwise_initializer ?? {});
	const pointwise = [...ones, multiply(channels, depthMultiplier), filters];
	makeWeight(context, "pointwise_kernel", pointwise, initializers.pointwise_initializer ?? {});
	addBias(context, config, filters);
	setChannelSpec(
		context,
		config,
		channels,
		context.world === "keras2" && context.shape.dims.length === config.rank + 2,
	);
}

/** Before 3.15, the first thing that was done with the channels was to multiply them. */
const failProduct = ({ why }: NoneDim, { shape, fail }: BuildContext): never =>
	fail({
		code: "undefined-dimension",
		exception: "TypeError",
		message: `a separable convolution needs the number of channels, found None in ${printShape(shape)}`,
		because: [why],
	});

export function callSeparable(config: SeparableConfig, context: CallContext): SpecStructure {
	return activate(config.activation, separableOutput(config, context), context);
}

function separableOutput(config: SeparableConfig, context: CallContext): Spec {
	const shape = onlyShape(context.inputs);
	if (context.world === "keras3") return depthwiseOutput3(config, shape, config.filters.dim, context);
	const input = context.inputs[0] as Spec;
	checkDepthwiseCall2(config, input, context, "AttributeError");
	const { rank, layer, channelsFirst, depthMultiplier } = config;
	if (context.asksShape && shape.dims.length !== rank + 2) vague("the output shape of a convolution of another rank");
	if (shape.dims.length !== rank + 2) {
		raise({
			code: "input-rank",
			exception: context.mode === "eager" ? "InvalidArgumentError" : "ValueError",
			message: `${layer} needs an input of rank ${rank + 2}, found ${printShape(shape)}`,
			facts: { rank: shape.dims.length, expected: rank + 2 },
		});
	}
	const parts = splitShape(shape.dims, rank, channelsFirst);
	if (context.mode === "eager") requireEqualStrides(config, context);
	checkWindows2(config, parts.spatial, shape, context);
	if (multiply(parts.channels, depthMultiplier).dim === 0) {
		if (depthMultiplier.dim !== 0) vagueWhenEager(context);
		raise({
			code: "input-axis-size",
			exception: context.mode === "eager" ? "InvalidArgumentError" : "ValueError",
			message: `${layer} would convolve over 0 channels of its input ${printShape(shape)}`,
		});
	}
	const spatial = depthwiseSpatial2(config, parts.spatial);
	const dims = joinShape({ ...parts, spatial, channels: config.filters.dim }, channelsFirst);
	return spec(ranked(dims), input.dtype);
}
