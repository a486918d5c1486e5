import {
	type Dim,
	type DTypeName,
	isNone,
	isStatic,
	mapDim,
	printShape,
	type RankedShape,
	ranked,
	type Spec,
	spec,
} from "../../../domain";
import { raise, vague } from "../../../interpreter/api";
import { onlyShape } from "../../engine/build";
import { defineLayer } from "../../engine/define-layer";
import type { ByWorld, CallContext, LayerArguments } from "../../engine/layer-definition";
import { type Size, sizeOf, standardizeTuple, standardizeValue } from "../../utils/argument-validation";
import { type Padding, readChannelsFirst, readPadding } from "../../utils/data-format";
import { requireOneTensor } from "../../utils/one-tensor";
import { failWindow, joinShape, splitShape, type Window, windowCount } from "../../utils/spatial";
import { HALF_FLOAT_DOUBLE, isEager, requireDType, vagueWhenEager } from "../../utils/tf-op";
import { isDeclarable } from "../convolutional/base-conv";

export type Mode = "max" | "average";

interface PoolingConfig {
	readonly layer: string;
	readonly rank: number;
	readonly mode: Mode;
	readonly pool: readonly Size[];
	readonly strides: readonly Size[];
	/** What neither Keras knows for a padding is `other`: both accept it until the call. */
	readonly padding: Padding | "other";
	/** Keras 3: the padding that an op reads, which takes it in any letters; absent when it is no string. */
	readonly realPadding?: Padding | "other" | undefined;
	readonly channelsFirst: boolean;
}

interface PoolingOptions {
	readonly name: string;
	readonly alias: string;
	readonly rank: number;
	readonly mode: Mode;
	readonly signature: ByWorld<string>;
}

/**
 * A pooling layer: `(batch, …, channels)` with every size replaced by how often the window fits. Mirrors
 * keras/src/layers/pooling/base_pooling{1,2,3}d.py (2.15) and base_pooling.py (3).
 */
export const definePoolingLayer = ({ name, alias, rank, mode, signature }: PoolingOptions) =>
	defineLayer<PoolingConfig>({
		name,
		aliases: [alias],
		signature,
		configure: (args) => ({ layer: name, rank, mode, ...readPool(args, rank) }),
		callSignature: "inputs",
		laterRank: "ValueError",
		inputSpec: () => ({ ndim: rank + 2 }),
		call: (config, context) => (context.world === "keras2" ? call2(config, context) : call3(config, context)),
	});

function readPool(args: LayerArguments, rank: number) {
	const pool = standardizeTuple(args, "pool_size", rank);
	const given = args.get("strides");
	const source = given.kind === "none" ? args.get("pool_size") : given;
	const strides = standardizeValue(args, source, "strides", rank, { allowZero: true });
	const read = args.world === "keras2" ? { padding: readPadding(args, true) } : readPadding3(args);
	return { pool, strides, ...read, channelsFirst: readChannelsFirst(args) };
}

/** Keras 3 stores the padding as it is; only the call compares it, and case counts. */
function readPadding3(args: LayerArguments): Pick<PoolingConfig, "padding" | "realPadding"> {
	const value = args.get("padding");
	if (value.kind === "unknown" || value.kind === "instance") return vague("padding is not known");
	if (value.kind !== "str") return { padding: "other" };
	const text = value.value ?? vague("padding is not known");
	const known = (name: string) => (name === "valid" || name === "same" ? name : "other");
	return { padding: known(text), realPadding: known(text.toLowerCase()) };
}

const windowOf = ({ pool, strides, padding }: PoolingConfig, axis: number, cut: boolean): Window => {
	const one = (sizes: readonly Size[]): Size => {
		const size = sizes[axis] as Size;
		return cut ? sizeOf(mapDim(size.dim, Math.trunc)) : size;
	};
	return {
		size: one(pool),
		stride: one(strides),
		dilation: sizeOf(1),
		padding: padding === "other" ? "valid" : padding,
	};
};

const MAX_2D: readonly DTypeName[] = [
	...HALF_FLOAT_DOUBLE,
	"int32",
	"int64",
	"uint8",
	"int16",
	"int8",
	"uint16",
	"qint8",
];

/** The dtypes that the op for so many axes takes. */
export const pooledDTypes = (mode: Mode, rank: number): readonly DTypeName[] =>
	mode === "average" ? HALF_FLOAT_DOUBLE : rank === 3 ? ["float16", "bfloat16", "float32"] : MAX_2D;

export const poolOp = (mode: Mode, rank: number): string =>
	`${mode === "max" ? "Max" : "Avg"}Pool${rank === 3 ? "3D" : ""}`;

/** Keras 2 calls an op, which cuts floats to ints and checks in its own order. One-dimensional layers go through 2D. */
function call2(config: PoolingConfig, context: CallContext): Spec {
	const { rank, padding, layer } = config;
	requireOneTensor(context.argument, layer, { sequence: "ValueError", dict: "TypeError" });
	if (rank === 1) requirePadding2(config, "ValueError");
	if (padding === "tuple" || padding === "list") requirePadding2(config, "AttributeError");
	return poolByOp(config, context);
}

function poolByOp(config: PoolingConfig, context: CallContext): Spec {
	const { rank, padding } = config;
	const input = context.inputs[0] as Spec;
	requireDType(poolOp(config.mode, rank), input, pooledDTypes(config.mode, rank), context);
	requirePadding2(config, isEager(context) ? "InvalidArgumentError" : "ValueError");
	const shape = onlyShape(context.inputs);
	const parts = splitShape(shape.dims, rank, config.channelsFirst);
	const spatial = parts.spatial.map((length, axis) => pooledSize2(config, length, axis, shape, context));
	if (config.mode === "max" && rank < 3 && padding === "valid" && parts.channels === 0)
		failNoChannels(config, shape, context);
	return spec(ranked(joinShape({ ...parts, spatial }, config.channelsFirst)), input.dtype);
}

/** The op for max pooling slides a window of 1 over the channels too. */
function failNoChannels({ layer }: PoolingConfig, shape: RankedShape, context: CallContext): never {
	vagueWhenEager(context);
	raise({
		code: "input-axis-size",
		exception: "ValueError",
		message: `${layer} cannot pool 0 channels, found in its input ${printShape(shape)}`,
	});
}

function requirePadding2({ padding, layer }: PoolingConfig, exception: string): void {
	if (padding === "valid" || padding === "same") return;
	raise({
		code: "invalid-layer-argument",
		exception,
		message: `${layer} pools only with "valid" or "same" padding, found ${padding}`,
	});
}

function pooledSize2(config: PoolingConfig, length: Dim, axis: number, shape: RankedShape, context: CallContext): Dim {
	const window = windowOf(config, axis, true);
	if (window.stride.dim === 0) failStride(config, isEager(context) ? "InvalidArgumentError" : "ValueError");
	return fittingCount(config, length, window, shape, context);
}

function fittingCount(
	config: PoolingConfig,
	length: Dim,
	window: Window,
	shape: RankedShape,
	context: CallContext,
): Dim {
	const count = windowCount(length, window);
	if (window.padding !== "valid" || isDeclarable(count, context, context.mode, "3.15")) return count;
	if (isEager(context)) return eagerCount(config, length, window, shape);
	return failWindow(config.layer, length, window, shape.dims, "pool_size");
}

/**
 * A kernel counts without Python's rounding, and allows nothing as a result; where it goes on with nothing, kernels
 * for maxima differ.
 */
function eagerCount({ mode, layer }: PoolingConfig, length: Dim, window: Window, shape: RankedShape): Dim {
	const [size, stride] = [window.size.dim, window.stride.dim];
	if (!isStatic(length) || !isStatic(size) || !isStatic(stride) || length === 0)
		return vague("what a kernel makes of a window that does not fit is not followed");
	const count = Math.trunc((length - size + stride) / stride);
	if (count < 0) return failWindow(layer, length, window, shape.dims, "pool_size", "InvalidArgumentError");
	return mode === "average" ? 0 : vague("what a kernel for maxima makes of a window that does not fit differs");
}

function failStride({ layer }: PoolingConfig, exception: string): never {
	raise({ code: "invalid-layer-argument", exception, message: `${layer} cannot pool with a stride of 0` });
}

/** `compute_pooling_output_shape` of keras/src/ops/operation_utils.py. */
function call3(config: PoolingConfig, context: CallContext): Spec {
	const shape = onlyShape(context.inputs);
	const { channelsFirst, rank, layer, padding } = config;
	const sequence = rank === 1 ? undefined : "ValueError";
	requireOneTensor(context.argument, layer, { sequence, dict: "IndexError" });
	if (context.mode !== "symbolic") return callReal3(config, context);
	const parts = splitShape(shape.dims, rank, channelsFirst);
	if (padding === "valid" || padding === "same") checkStrides3(config, shape, parts.spatial, context);
	else requirePadding3(layer);
	const spatial = parts.spatial.map((length, axis) =>
		fittingCount(config, length, windowOf(config, axis, false), shape, context),
	);
	return spec(ranked(joinShape({ ...parts, spatial }, channelsFirst)), context.computeDtype);
}

/** The op takes its padding in any letters, and so asks for the letters. */
function failCase(layer: string): never {
	return raise({
		code: "invalid-layer-argument",
		exception: "AttributeError",
		message: `padding of ${layer} must be a string`,
		argument: "padding",
	});
}

/** Real tensors go to the op that Keras 2 calls, which takes a padding in any letters. */
function callReal3(config: PoolingConfig, context: CallContext): Spec {
	const padding = config.padding === "other" ? (config.realPadding ?? failCase(config.layer)) : config.padding;
	const shape = onlyShape(context.inputs);
	if (shape.dims.length !== config.rank + 2) failRank(config, shape);
	return poolByOp({ ...config, padding }, context);
}

/** A wrapper calls past the input spec; a window over one axis does for any number of them. */
function failRank({ rank, layer }: PoolingConfig, shape: RankedShape): never {
	if (rank === 1 && shape.dims.length > 3 && shape.dims.length < 6) vague("a window of one axis over several");
	raise({
		code: "input-rank",
		exception: "ValueError",
		message: `${layer} needs an input of rank ${rank + 2}, found ${printShape(shape)}`,
		facts: { rank: shape.dims.length, expected: rank + 2 },
	});
}

function requirePadding3(layer: string): never {
	raise({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: `${layer} takes "valid" or "same" for padding, in small letters`,
	});
}

/**
 * A stride of 0: with a `None` in the shape Python divides, otherwise NumPy does, whose infinity then fails as an int,
 * whose NaN fails as another.
 */
function checkStrides3(config: PoolingConfig, shape: RankedShape, spatial: readonly Dim[], context: CallContext): void {
	const axis = config.strides.findIndex(({ dim }) => dim === 0);
	if (axis < 0) return;
	if (isEager(context)) failStride(config, "InvalidArgumentError");
	if (shape.dims.some(isNone)) failStride(config, "ZeroDivisionError");
	const length = spatial[axis];
	const pool = config.pool[axis]?.dim;
	if (length === undefined || !isStatic(length) || shape.dims.some((dim) => !isStatic(dim)) || !isStatic(pool as Dim))
		vague("what a stride of 0 gives depends on sizes that are not known");
	const rest = config.padding === "valid" ? length - (pool as number) : length - 1;
	failStride(config, rest > 0 ? "OverflowError" : "ValueError");
}
