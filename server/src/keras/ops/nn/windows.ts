import { type Dim, isFloating, isStatic, mapDims, printShape, ranked, unknownDim } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { imageDataFormat } from "../../backend/config";
import { intOf, itemsOf } from "../arguments";
import { defineOp, type OpResult } from "../define-op";
import type { OpCall } from "../op-call";
import { dimsOf } from "../operand";
import { rejectDType } from "../unary";

const fail = (op: OpCall, message: string, argument?: string, exception?: string): never =>
	op.fail({ code: "invalid-layer-argument", message, argument, exception });

/** `standardize_data_format`: true for channels_first. */
export function channelsFirst(op: OpCall): boolean {
	const value = op.get("data_format");
	if (value.kind === "none")
		return (imageDataFormat(op.machine, op.world) ?? vague("the image data format")) === "channels_first";
	if (value.kind !== "str" || value.value === undefined) return vague("data_format is not known");
	const text = value.value.toLowerCase();
	if (text === "channels_first" || text === "channels_last") return text === "channels_first";
	return fail(
		op,
		`data_format must be "channels_first" or "channels_last", found ${text}`,
		"data_format",
		"ValueError",
	);
}

/** `padding.lower()`: it is looked at only where it is used. */
function paddingOf(op: OpCall): string {
	const value = op.get("padding");
	if (value.kind !== "str" || value.value === undefined) return vague("padding is not known");
	return value.value.toLowerCase();
}

/** One number for all spatial axes, or one for each. */
export function perAxis(op: OpCall, name: string, rank: number): readonly number[] {
	const value = op.get(name);
	const items = itemsOf(value)?.map(intOf);
	if (!items) return Array(rank).fill(intOf(value));
	if (items.length === 1) return Array(rank).fill(items[0]);
	if (items.length !== rank) return vague(`${name} of another length`);
	return items;
}

interface Sliding {
	readonly size: Dim;
	readonly stride: number;
	readonly dilation: number;
}

/** How often a window fits into an axis. */
function slide(length: Dim, { size, stride, dilation }: Sliding, padding: string, op: OpCall, argument: string): Dim {
	const count = mapDims([length, size], ([l, k]) =>
		padding === "valid"
			? Math.floor(((l as number) - dilation * ((k as number) - 1) - 1) / stride) + 1
			: Math.floor(((l as number) - 1) / stride) + 1,
	);
	if (!isStatic(count) || count > 0) return count;
	const isKernel = argument === "kernel";
	if (length === 0 && padding === "same" && !isKernel) return 0;
	if (op.mode === "eager" && count === 0) return 0;
	return op.fail({
		code: "non-positive-output-size",
		exception: isKernel && count === 0 ? "ValueError" : undefined,
		message: `a window of ${String(size)} does not fit into an axis of ${String(length)}`,
		argument,
	});
}

const PADDINGS = ["valid", "same"];

function rejectPadding(op: OpCall, padding: string, extra: readonly string[] = []): void {
	if (PADDINGS.includes(padding) || extra.includes(padding)) return;
	fail(op, `padding must be "valid" or "same", found "${padding}"`, "padding");
}

const pool =
	(average: boolean) =>
	(op: OpCall): OpResult => {
		const first = channelsFirst(op);
		const padding = paddingOf(op);
		const inputs = op.tensor("inputs");
		const dims = dimsOf(inputs);
		const rank = dims.length - 2;
		if (rank < 1 || rank > 3) return vague("pooling of another rank");
		if (first && !op.isSymbolic) return vague("pooling with the channels first");
		const sizes = perAxis(op, "pool_size", rank);
		const strides = op.has("strides") ? perAxis(op, "strides", rank) : sizes;
		rejectPadding(op, padding);
		if (!op.isSymbolic && typeof inputs.dtype === "string" && !isFloating(inputs.dtype)) {
			if (average) rejectDType(inputs.dtype, op);
			return vague("pooling of ints");
		}
		const start = first ? 2 : 1;
		const result = dims.map((dim, axis) => {
			const at = axis - start;
			if (at < 0 || at >= rank) return dim;
			return slide(
				dim,
				{ size: sizes[at] as number, stride: strides[at] as number, dilation: 1 },
				padding,
				op,
				"pool_size",
			);
		});
		return { shape: ranked(result), dtype: inputs.dtype };
	};

interface Kernel {
	readonly dims: readonly Dim[];
	readonly filters: Dim;
	/** It has a filter for each channel. */
	readonly isDepthwise?: boolean;
}

/** The kernel takes as many channels as the input has: `check_conv_input_channels`. */
function rejectChannels(op: OpCall, channels: Dim, own: Dim): void {
	if (!isStatic(channels) || !isStatic(own) || channels === own) return;
	// TensorFlow convolves groups of channels.
	if (!op.isSymbolic && own > 0 && channels % own === 0) return;
	op.fail({
		code: "input-axis-size",
		exception: "ValueError",
		message: `the input has ${channels} channels, the kernel takes ${own}`,
		argument: "kernel",
	});
}

/** TensorFlow folds space into the batch for a dilated window; in a graph an open axis opens the others. */
function openWhenDilated(
	result: readonly Dim[],
	dims: readonly Dim[],
	dilations: readonly number[],
	start: number,
	op: OpCall,
): readonly Dim[] {
	const isSpatial = (_: unknown, axis: number): boolean => axis >= start && axis < start + dilations.length;
	const open = dims.filter(isSpatial).find((dim) => !isStatic(dim));
	if (op.mode !== "graph" || open === undefined || dilations.every((rate) => rate === 1)) return result;
	const why = { text: "a window that is dilated along some axes, of which one is open" };
	const lost = dilations.every((rate) => rate > 1) ? open : unknownDim(why);
	return result.map((dim, axis) => (isSpatial(dim, axis) ? lost : dim));
}

function convolve(op: OpCall, kernel: Kernel): OpResult {
	const first = channelsFirst(op);
	const padding = paddingOf(op);
	const inputs = op.tensor("inputs");
	const dims = dimsOf(inputs);
	const rank = dims.length - 2;
	if (kernel.dims.length !== dims.length || rank < 1 || rank > 3) {
		if (!op.isSymbolic) return vague("a kernel of another rank");
		rejectChannels(op, (first ? dims[1] : dims.at(-1)) as Dim, kernel.dims.at(-2) as Dim);
		return op.fail({
			code: "input-rank",
			exception: "ValueError",
			message: `a kernel of rank ${kernel.dims.length} does not fit an input of shape ${printShape(inputs.shape)}`,
			argument: "kernel",
		});
	}
	if (first && !op.isSymbolic) return vague("a convolution with the channels first");
	rejectChannels(op, (first ? dims[1] : dims.at(-1)) as Dim, kernel.dims.at(-2) as Dim);
	const strides = perAxis(op, "strides", rank);
	const dilations = perAxis(op, "dilation_rate", rank);
	rejectPadding(op, padding, rank === 1 || op.isSymbolic ? ["causal"] : []);
	if (typeof inputs.dtype === "string" && !isFloating(inputs.dtype) && !op.isSymbolic) rejectDType(inputs.dtype, op);
	const start = first ? 2 : 1;
	const result = dims.map((dim, axis) => {
		const at = axis - start;
		if (at < 0) return axis === 1 && first ? kernel.filters : dim;
		if (at >= rank) return kernel.filters;
		const window = { size: kernel.dims[at] as Dim, stride: strides[at] as number, dilation: dilations[at] as number };
		return slide(dim, window, padding, op, "kernel");
	});
	if (!kernel.isDepthwise && op.mode === "eager" && result.slice(start, start + rank).includes(0))
		op.fail({
			code: "non-positive-output-size",
			exception: "ValueError",
			message: "the kernel does not fit into the input",
			argument: "kernel",
		});
	const open = kernel.isDepthwise ? openWhenDilated(result, dims, dilations, start, op) : result;
	return { shape: ranked(open), dtype: inputs.dtype };
}

const conv = (op: OpCall): OpResult => {
	const dims = dimsOf(op.tensor("kernel"));
	return convolve(op, { dims, filters: dims.at(-1) as Dim });
};

const product = (a: Dim, b: Dim): Dim => mapDims([a, b], ([x, y]) => (x as number) * (y as number));

const depthwise = (op: OpCall): OpResult => {
	const dims = dimsOf(op.tensor("kernel"));
	return convolve(op, { dims, filters: product(dims.at(-1) as Dim, dims.at(-2) as Dim), isDepthwise: true });
};

const separable = (op: OpCall): OpResult =>
	convolve(op, {
		dims: dimsOf(op.tensor("depthwise_kernel")),
		filters: dimsOf(op.tensor("pointwise_kernel")).at(-1) as Dim,
		isDepthwise: true,
	});

/** `compute_conv_transpose_output_shape` of keras/src/backend/common/backend_utils.py. */
function convTranspose(op: OpCall): OpResult {
	if (channelsFirst(op)) return vague("a transposed convolution with the channels first");
	const padding = paddingOf(op);
	const inputs = op.tensor("inputs");
	const [dims, kernel] = [dimsOf(inputs), dimsOf(op.tensor("kernel"))];
	const rank = dims.length - 2;
	if (kernel.length !== dims.length) return vague("a kernel of another rank");
	rejectTransposed(op, dims.at(-1) as Dim, kernel.at(-1) as Dim);
	const strides = perAxis(op, "strides", rank);
	const extra = op.has("output_padding") ? perAxis(op, "output_padding", rank) : undefined;
	if (perAxis(op, "dilation_rate", rank).some((rate) => rate !== 1)) return vague("a dilated transposed convolution");
	rejectPadding(op, padding);
	const result = dims.slice(1, -1).map((dim, axis) => {
		const stride = strides[axis] as number;
		const own = extra?.[axis];
		return mapDims([dim, kernel[axis] as Dim], ([l, k]) => grown(l as number, k as number, stride, padding, own));
	});
	return { shape: ranked([dims[0] as Dim, ...result, kernel.at(-2) as Dim]), dtype: inputs.dtype };
}

function grown(length: number, size: number, stride: number, padding: string, extra: number | undefined): number {
	if (extra === undefined) return padding === "valid" ? length * stride + Math.max(size - stride, 0) : length * stride;
	const pad = padding === "same" ? Math.floor(size / 2) : 0;
	return (length - 1) * stride + size - 2 * pad + extra;
}

function rejectTransposed(op: OpCall, channels: Dim, own: Dim): void {
	if (!isStatic(channels) || !isStatic(own) || channels === own) return;
	op.fail({
		code: "input-axis-size",
		exception: "ValueError",
		message: `the input has ${channels} channels, the kernel takes ${own}`,
		argument: "kernel",
	});
}

const CONV = "strides=1, padding='valid', data_format=None, dilation_rate=1";
const POOL = "inputs, pool_size, strides=None, padding='valid', data_format=None";

/** Ops with sliding windows. Mirrors keras/src/ops/nn.py. */
export const WINDOW_OPS = [
	defineOp("max_pool", "nn", POOL, pool(false)),
	defineOp("average_pool", "nn", POOL, pool(true)),
	defineOp("conv", "nn", `inputs, kernel, ${CONV}`, conv),
	defineOp("depthwise_conv", "nn", `inputs, kernel, ${CONV}`, depthwise, { symbolic: ["inputs", "kernel"] }),
	defineOp("separable_conv", "nn", `inputs, depthwise_kernel, pointwise_kernel, ${CONV}`, separable),
	defineOp(
		"conv_transpose",
		"nn",
		"inputs, kernel, strides=1, padding='valid', output_padding=None, data_format=None, dilation_rate=1",
		convTranspose,
	),
];
