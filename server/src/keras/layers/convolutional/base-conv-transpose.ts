import {
	type Dim,
	isNone,
	isStatic,
	mapDims,
	printShape,
	type RankedShape,
	ranked,
	type Spec,
	spec,
} from "../../../domain";
import { raise } from "../../../interpreter/api";
import { activate } from "../../engine/activation";
import { onlyShape } from "../../engine/build";
import { failFit } from "../../engine/fit-weights";
import type { BuildContext, CallContext, LayerArguments } from "../../engine/layer-definition";
import type { SpecStructure } from "../../engine/structure";
import { hasFloat, type Size, sizeOf } from "../../utils/argument-validation";
import { requireOneTensor } from "../../utils/one-tensor";
import { joinShape, requireAxes, splitShape } from "../../utils/spatial";
import { failDType, floatDType3 } from "../../utils/tf-op";
import { addBias, type ConvOptions, failFloat, STRUCTURES, setChannelSpec } from "./base-conv";
import {
	type ConvWindow,
	checkFiltersByGroups,
	checkIdentifiers,
	checkOutputPadding,
	checkStridedDilation,
	checkWindow2,
	type Identifiers,
	identifierNames,
	keyword,
	readConvWindow,
	readFilters,
	readGroups,
	readOutputPadding,
	readUseBias,
} from "./conv-arguments";
import { makeWeight, requireChannels, requireFloats } from "./weights";

export interface ConvTransposeConfig extends ConvWindow, Identifiers {
	readonly layer: string;
	readonly rank: number;
	readonly filters: Size;
	readonly useBias: boolean | undefined;
}

/**
 * Keras 2: `Conv{1,2,3}DTranspose.__init__` on top of `Conv.__init__`, whose `groups` it takes and ignores. Keras 3:
 * keras/src/layers/convolutional/base_conv_transpose.py.
 */
export function configureConvTranspose(args: LayerArguments, { layer, rank }: ConvOptions): ConvTransposeConfig {
	const isKeras2 = args.world === "keras2";
	const early = isKeras2 ? readFilters(args) : undefined;
	const read = readConvWindow(args, { rank, causal: false, outputPadding: true });
	const identifiers = checkIdentifiers(args, identifierNames(["kernel"]));
	const filters = early ?? readFilters(args);
	if (isKeras2) {
		checkFiltersByGroups(args, filters, readGroups(args, keyword(args, "groups")));
		checkWindow2(args, read, rank === 1);
	}
	const window = isKeras2 ? { ...read, outputPadding: readOutputPadding(args, rank) } : read;
	checkOutputPadding(args, window);
	if (!isKeras2) checkStridedDilation(args, window);
	return { ...window, layer, rank, filters, useBias: readUseBias(args), ...identifiers };
}

export function buildConvTranspose(config: ConvTransposeConfig, context: BuildContext): void {
	const { rank, layer, filters, kernel, channelsFirst, initializers } = config;
	const { shape, world } = context;
	const first = channelsFirst ? "IndexError" : "ValueError";
	requireOneTensor(context.argument, layer, STRUCTURES(world, "TypeError", first));
	requireAxes(shape.dims, rank);
	if (world === "keras2" && shape.dims.length !== rank + 2) failRank(config, shape);
	const channels = shape.dims.at(channelsFirst ? 1 : -1) as Dim;
	if (world === "keras2") requireChannels(context, sizeOf(channels), layer);
	requireFloats(context, config, layer);
	makeWeight(context, "kernel", [...kernel, filters, sizeOf(channels)], initializers.kernel_initializer ?? {});
	addBias(context, config, filters);
	setChannelSpec(context, config, channels);
}

function failRank({ layer, rank }: ConvTransposeConfig, shape: RankedShape, exception = "ValueError"): never {
	raise({
		code: "input-rank",
		exception,
		message: `${layer} needs an input of rank ${rank + 2}, found ${printShape(shape)}`,
		facts: { rank: shape.dims.length, expected: rank + 2 },
	});
}

export function callConvTranspose(config: ConvTransposeConfig, context: CallContext): SpecStructure {
	const shape = onlyShape(context.inputs);
	const output = context.world === "keras2" ? call2(config, shape, context) : call3(config, shape, context);
	return activate(config.activation, output, context);
}

function call2(config: ConvTransposeConfig, shape: RankedShape, context: CallContext): Spec {
	const input = context.inputs[0] as Spec;
	checkCall2(config);
	if (typeof input.dtype === "string" && input.dtype !== context.computeDtype)
		failDType(`Conv${config.rank === 3 ? 3 : 2}DBackpropInput`, input.dtype, context);
	if (context.asksShape && shape.dims.length < config.rank + 2)
		context.fail({
			code: "input-rank",
			exception: "IndexError",
			message: "a convolution needs the axes of its images",
		});
	if (shape.dims.length !== config.rank + 2)
		failFit(`inputs of rank ${config.rank + 2}`, shape.dims, { ...context, mode: "graph" });
	// Keras 2 forgets the dilation of Conv3DTranspose.
	const dilation = config.rank === 3 ? config.dilation.map(() => sizeOf(1)) : config.dilation;
	return spec(ranked(outputDims({ ...config, dilation }, shape)), input.dtype);
}

/** What `call` of Keras 2 says to arguments that the constructor let pass. */
function checkCall2({ layer, rank, padding, strides, outputPadding, dilation }: ConvTransposeConfig): void {
	if (padding !== "valid" && padding !== "same") {
		raise({
			code: "invalid-layer-argument",
			exception: padding === "list" ? "TypeError" : "AssertionError",
			message: `${layer} works only with "valid" or "same" padding, found ${padding}`,
		});
	}
	if (hasFloat([...strides, ...(outputPadding ?? []), ...(rank === 3 ? [] : dilation)])) failFloat(layer);
	const [first, second] = dilation.map((size) => size.dim);
	if (rank === 2 && isStatic(first as Dim) && isStatic(second as Dim) && first !== second) {
		raise({
			code: "invalid-layer-argument",
			exception: "ValueError",
			message: `${layer} needs one dilation_rate for both axes, found (${first}, ${second})`,
		});
	}
}

/** `compute_conv_transpose_output_shape` of keras/src/backend/common/backend_utils.py. */
function call3(config: ConvTransposeConfig, shape: RankedShape, context: CallContext): Spec {
	const { rank, padding, layer, channelsFirst } = config;
	requireAxes(shape.dims, rank);
	const spatial = channelsFirst ? shape.dims.slice(2) : shape.dims.slice(1, -1);
	const odd = spatial.slice(0, rank).some((length) => !isNone(length));
	if (padding !== "valid" && padding !== "same" && odd) {
		raise({
			code: "invalid-layer-argument",
			exception: "AttributeError",
			message: `${layer} cannot work with a ${padding} for padding`,
		});
	}
	if (shape.dims.length > 5 && context.mode !== "symbolic") failRank(config, shape);
	if (shape.dims.length !== rank + 2) failRank(config, shape, "IndexError");
	return spec(
		ranked(outputDims(config, shape)),
		floatDType3(context, () => (rank === 1 ? "InvalidArgumentError" : "ValueError")),
	);
}

function outputDims(config: ConvTransposeConfig, shape: RankedShape): readonly Dim[] {
	const parts = splitShape(shape.dims, config.rank, config.channelsFirst);
	const spatial = parts.spatial.map((length, axis) => {
		const size = transposedLength(config, length, axis);
		if (isStatic(size)) checkSize(config, size, length, axis, shape);
		return size;
	});
	return joinShape({ ...parts, spatial, channels: config.filters.dim }, config.channelsFirst);
}

function checkSize(config: ConvTransposeConfig, size: number, length: Dim, axis: number, shape: RankedShape): void {
	if (isFloatSize(config, axis)) {
		raise({
			code: "invalid-layer-argument",
			exception: "ValueError",
			message: `${config.layer} computes the float ${size} for a size from its arguments`,
		});
	}
	if (size >= 0) return;
	raise({
		code: "non-positive-output-size",
		exception: "ValueError",
		message: `${config.layer} computes the size ${size} from ${length} in its input ${printShape(shape)}`,
	});
}

/** Whether Python's arithmetic gives a float. */
function isFloatSize({ strides, dilation, outputPadding, padding }: ConvTransposeConfig, axis: number): boolean {
	if (strides[axis]?.isFloat) return true;
	return outputPadding
		? Boolean(outputPadding[axis]?.isFloat || dilation[axis]?.isFloat)
		: padding === "valid" && Boolean(dilation[axis]?.isFloat);
}

/** `deconv_output_length` (2.15) and `_get_output_shape_given_tf_padding` (3), which agree. */
function transposedLength(config: ConvTransposeConfig, length: Dim, axis: number): Dim {
	if (isNone(length)) return length;
	const one = (sizes: readonly Size[]): Dim => (sizes[axis] as Size).dim;
	const stride = one(config.strides);
	if (!config.outputPadding && config.padding === "same") return mapDims([length, stride], ([l = 0, s = 0]) => l * s);
	const kernel = mapDims([one(config.kernel), one(config.dilation)], ([k = 0, d = 0]) => (k - 1) * d + 1);
	if (!config.outputPadding)
		return mapDims([length, stride, kernel], ([l = 0, s = 0, k = 0]) => l * s + Math.max(k - s, 0));
	const padded = config.padding === "same";
	return mapDims(
		[length, stride, kernel, one(config.outputPadding)],
		([l = 0, s = 0, k = 0, p = 0]) => (l - 1) * s + (padded ? k % 2 : k) + p,
	);
}
