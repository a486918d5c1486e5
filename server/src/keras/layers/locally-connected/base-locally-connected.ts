import { type Dim, isNone, isStatic, printShape, ranked, type Spec, spec, type Value } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { activate } from "../../engine/activation";
import { isKnown, readNumber } from "../../engine/argument-readers";
import { onlyShape } from "../../engine/build";
import { differ, failFit } from "../../engine/fit-weights";
import type { BuildContext, CallContext, InputSpec, LayerArguments } from "../../engine/layer-definition";
import type { SpecStructure } from "../../engine/structure";
import { readNumber as readSize, type Size, sizeOf, standardizeTuple } from "../../utils/argument-validation";
import { type Padding, readChannelsFirst, readPadding } from "../../utils/data-format";
import { requireOneTensor } from "../../utils/one-tensor";
import { failWindow, joinShape, type SpatialShape, splitShape, type Window, windowCount } from "../../utils/spatial";
import { failDType } from "../../utils/tf-op";
import { checkIdentifiers, type Identifiers, identifierNames, readUseBias } from "../convolutional/conv-arguments";
import { makeWeight, requireFloats } from "../convolutional/weights";
import { connections } from "./connections";

export interface LocallyConnectedConfig extends Identifiers {
	readonly layer: string;
	readonly rank: number;
	readonly filters: Size;
	readonly kernel: readonly Size[];
	readonly strides: readonly Size[];
	readonly padding: Padding;
	readonly channelsFirst: boolean;
	readonly useBias: boolean | undefined;
	readonly implementation: Value;
}

/** Mirrors `__init__` of keras/src/layers/locally_connected (2.15): `filters` is not looked at. */
export function configureLocal(args: LayerArguments, layer: string, rank: number): LocallyConnectedConfig {
	const kernel = standardizeTuple(args, "kernel_size", rank);
	const strides = standardizeTuple(args, "strides", rank, { allowZero: true });
	const padding = readPadding(args, true);
	const implementation = args.get("implementation");
	if (padding !== "valid" && isMode(implementation, 1)) rejectPadding(args, padding, layer);
	const channelsFirst = readChannelsFirst(args);
	return {
		...checkIdentifiers(args, identifierNames(["kernel"])),
		layer,
		rank,
		filters: readSize(args.get("filters"), "filters") ?? { dim: 1, isFloat: true },
		kernel,
		strides,
		padding,
		channelsFirst,
		useBias: readUseBias(args),
		implementation,
	};
}

const rejectPadding = (args: LayerArguments, padding: Padding, layer: string): never =>
	args.fail({
		code: "invalid-layer-argument",
		exception: padding === "tuple" || padding === "list" ? "TypeError" : "ValueError",
		message: `${layer} pads only with implementation=2 or 3, found padding="${padding}"`,
		argument: "padding",
	});

const isMode = (implementation: Value, mode: number): boolean =>
	isKnown(implementation) ? readNumber(implementation) === mode : vague("implementation is not known");

export const localInputSpec = ({ rank }: LocallyConnectedConfig): InputSpec => ({ ndim: rank + 2 });

const windowAt = ({ kernel, strides, padding }: LocallyConnectedConfig, axis: number): Window => ({
	size: kernel[axis] as Size,
	stride: strides[axis] as Size,
	dilation: sizeOf(1),
	padding,
});

/** Mirrors `build`: every output position has weights of its own, so that their number must be known. */
export function buildLocal(config: LocallyConnectedConfig, context: BuildContext): void {
	const { layer, rank, channelsFirst } = config;
	requireOneTensor(context.argument, layer, { sequence: rank === 1 ? "IndexError" : "ValueError", dict: undefined });
	const { spatial, channels } = splitShape(context.shape.dims, rank, channelsFirst);
	requireSizes(config, spatial, channels, context);
	const output = spatial.map((length, axis) => outputLength(config, length, axis, context));
	requireFloats(context, config, layer);
	buildKernel(config, spatial, channels, output, context);
	if (config.useBias === undefined) vague("use_bias is not known");
	if (config.useBias) {
		const shape = [...output.map(sizeOf), config.filters];
		makeWeight(context, "bias", shape, config.initializers.bias_initializer ?? {});
	}
	const axes = isStatic(channels) ? { [channelsFirst ? 1 : -1]: channels } : {};
	context.setInputSpec({ ndim: rank + 2, axes });
}

/** The one-dimensional layer asks for the channels and computes with the length, the other asks for the lengths. */
function requireSizes(
	{ layer, rank }: LocallyConnectedConfig,
	spatial: readonly Dim[],
	channels: Dim,
	context: BuildContext,
): void {
	const open = spatial.find(isNone);
	const first = rank === 1 && isNone(channels) ? channels : open;
	if (!first || !isNone(first)) return;
	context.fail({
		code: "undefined-dimension",
		exception: rank === 1 && first === open ? "TypeError" : "ValueError",
		message: `${layer} needs all sizes of its input, found None in ${printShape(context.shape)}`,
		because: [first.why],
	});
}

function outputLength(config: LocallyConnectedConfig, length: Dim, axis: number, context: BuildContext): Dim {
	const { layer, padding } = config;
	const window = windowAt(config, axis);
	if (padding === "tuple" || padding === "list") vague(`${layer} with a ${padding} for padding`);
	if (window.stride.dim === 0) {
		context.fail({
			code: "invalid-layer-argument",
			exception: "ZeroDivisionError",
			message: `${layer} divides by its strides, which hold 0`,
			argument: "strides",
		});
	}
	const count = windowCount(length, window);
	if (isStatic(count) && count <= 0) failWindow(layer, length, window, context.shape.dims, "kernel_size");
	return count;
}

function buildKernel(
	config: LocallyConnectedConfig,
	spatial: readonly Dim[],
	channels: Dim,
	output: readonly Dim[],
	context: BuildContext,
): void {
	const initializer = config.initializers.kernel_initializer ?? {};
	const make = (shape: readonly Size[]): void => makeWeight(context, "kernel", shape, initializer);
	const { filters, kernel, channelsFirst, implementation } = config;
	if (isMode(implementation, 1)) {
		// Python multiplies the channels, of which the two-dimensional layer has not asked whether they are known.
		if (isNone(channels)) failNone(config.layer, channels, context);
		make([sizeOf(times(output)), { ...sizeOf(times([...kernel.map(({ dim }) => dim), channels])) }, filters]);
	} else if (isMode(implementation, 2)) {
		const [from, to] = [spatial.map(sizeOf), output.map(sizeOf)];
		const inner = sizeOf(channels);
		make(channelsFirst ? [inner, ...from, filters, ...to] : [...from, inner, ...to, filters]);
		requireConnections(config, context);
	} else if (isMode(implementation, 3)) {
		if (isNone(channels)) failNone(config.layer, channels, context);
		if (filters.isFloat || isNone(filters.dim)) failFilters(config.layer, context);
		requireConnections(config, context);
		make([sizeOf(times([connections(config, spatial, output), channels, filters.dim]))]);
	} else failMode(implementation, context);
}

const times = (dims: readonly Dim[]): Dim =>
	dims.find((dim) => !isStatic(dim)) ?? (dims as readonly number[]).reduce((a, b) => a * Math.max(b, 0), 1);

function failNone(layer: string, channels: Dim, context: BuildContext): never {
	return context.fail({
		code: "undefined-dimension",
		exception: "TypeError",
		message: `${layer} computes with the number of channels of its input, found None in ${printShape(context.shape)}`,
		because: isNone(channels) ? [channels.why] : [],
	});
}

const failFilters = (layer: string, context: BuildContext): never =>
	context.fail({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `${layer} counts its filters, which must be an int`,
		argument: "filters",
	});

function requireConnections({ padding, layer }: LocallyConnectedConfig, context: BuildContext): void {
	if (padding !== "causal") return;
	context.fail({
		code: "invalid-layer-argument",
		exception: "NotImplementedError",
		message: `${layer} has no causal padding`,
		argument: "padding",
	});
}

/** Keras prints what it does not know as a number. */
const failMode = (implementation: Value, context: BuildContext): never =>
	context.fail({
		code: "invalid-layer-argument",
		exception: readNumber(implementation) === undefined ? "TypeError" : "ValueError",
		message: `implementation must be 1, 2 or 3, found ${readNumber(implementation) ?? typeName(implementation)}`,
		argument: "implementation",
	});

/** The products are of the kernel's dtype, to which only floating inputs are cast. */
export function callLocal(config: LocallyConnectedConfig, context: CallContext): SpecStructure {
	const input = context.inputs[0] as Spec;
	const isOther = typeof input.dtype === "string" && input.dtype !== context.computeDtype;
	if (isOther && context.mode === "eager" && /^uint/.test(String(input.dtype)))
		vague("no device multiplies matrices of this dtype");
	if (isOther) failDType("MatMul", input.dtype, context);
	const { batch, spatial } = fitWindows(config, context);
	const output = spatial.map((length, axis) => windowCount(length, windowAt(config, axis)));
	const dims = joinShape({ batch, spatial: output, channels: config.filters.dim }, config.channelsFirst);
	return activate(config.activation, spec(ranked(dims), input.dtype), context);
}

/**
 * The input as the layer was built for it: the windows that it has weights for are cut out of what it is called on, and
 * laid out as features again, whatever the number of channels.
 */
function fitWindows(config: LocallyConnectedConfig, context: CallContext): SpatialShape {
	const { rank, channelsFirst, kernel, implementation } = config;
	const { dims } = onlyShape(context.inputs);
	if (!context.built()) return splitShape(dims, rank, channelsFirst);
	const built = context.built()?.inputs[0]?.shape;
	if (dims.length < rank + 2) {
		const exception = dims.length < 2 && !isMode(implementation, 1) ? { exception: "IndexError" } : {};
		context.fail({ code: "input-rank", ...exception, message: `the layer was built for inputs of rank ${rank + 2}` });
	}
	if (dims.length > rank + 2 || built?.kind !== "ranked") vague("a locally connected layer on another rank");
	const [own, found] = [splitShape(built.dims, rank, channelsFirst), splitShape(dims, rank, channelsFirst)];
	const isSmaller = own.spatial.some((size, axis) => isStatic(size) && Number(found.spatial[axis]) < size);
	if (isMode(implementation, 1)) {
		if (isSmaller && context.mode === "eager") failFit("larger inputs", dims, context);
		if (isSmaller) vague("a locally connected layer on a smaller input");
	} else {
		fitWhole(config, own, found, context);
		return { ...own, batch: found.batch };
	}
	if (!differ(own.channels, found.channels)) return { ...own, batch: found.batch };
	const [size] = found.batch;
	if (size === undefined || !isStatic(size)) return { ...own, batch: found.batch };
	const area = Number(times(kernel.map(({ dim }) => dim)));
	const batch = (size * area * Number(found.channels)) / (area * Number(own.channels));
	return { ...own, batch: [Number.isInteger(batch) ? batch : failFit("other channels", dims, context)] };
}

/** One matrix for the whole input, and a bias for every position of the output. */
function fitWhole(
	{ useBias }: LocallyConnectedConfig,
	own: SpatialShape,
	found: SpatialShape,
	context: CallContext,
): void {
	const isOther = own.spatial.some((size, axis) => size !== found.spatial[axis]);
	const isKnown = isStatic(found.batch[0] ?? 1) && differ(own.channels, found.channels);
	if (!isOther && !isKnown) return;
	if (isOther && !useBias && context.mode !== "eager") vague("a locally connected layer on another size");
	failFit("inputs of one size", onlyShape(context.inputs).dims, context);
}
