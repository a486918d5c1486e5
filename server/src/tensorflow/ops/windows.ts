import { type Dim, isStatic, mapDims, mergeDims, printDim, printShape, ranked, type Value } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import type { Operand } from "../convert";
import { defineOp, dimsOf, type OpArguments } from "../op";
import { commonDType } from "./elementwise";

export type Padding = "SAME" | "VALID" | readonly (readonly [number, number])[];

/** `"SAME"`, `"VALID"`, or how many zeros go before and after each axis of the whole tensor. */
export function paddingOf(args: OpArguments): Padding {
	const value = args.get("padding");
	const name = value.kind === "str" ? value.value : undefined;
	if (name === "SAME" || name === "VALID") return name;
	if (name !== undefined) return rejectPadding(name, args);
	if (value.kind !== "list" && value.kind !== "tuple") return vague("a padding that is not known");
	return (value.items ?? vague("a padding that is not known")).map(pairOf);
}

function rejectPadding(name: string, args: OpArguments): never {
	if (name === "EXPLICIT" || name.toUpperCase() === name) return vague(`the padding ${name}`);
	return args.fail({
		code: "invalid-layer-argument",
		message: `the padding must be "SAME" or "VALID", found ${name}`,
		argument: "padding",
	});
}

function pairOf(value: Value): readonly [number, number] {
	const items = value.kind === "list" || value.kind === "tuple" ? value.items : undefined;
	const [low, high] = (items ?? vague("a padding that is not known")).map((item) =>
		item.kind === "int" && item.value !== undefined ? item.value : vague("a padding that is not known"),
	);
	return [low ?? 0, high ?? 0];
}

/** True for `NCHW` and its like. */
export function isChannelsFirst(args: OpArguments): boolean {
	const format = args.get("data_format");
	if (format.kind === "none") return false;
	const text = format.kind === "str" ? format.value : undefined;
	if (text === undefined || !/^(N[DHW]+C|NC[DHW]+)$/.test(text)) return vague("the data format");
	if (text.startsWith("NC") && !args.isGraph)
		return vague("channels first on real tensors, which depends on the device");
	return text.startsWith("NC");
}

/** Sizes per spatial axis: one number for all, one per axis, or one per axis of the whole tensor. */
export function perAxis(args: OpArguments, name: string, rank: number): readonly number[] {
	const sizes = args.ints(name) ?? [1];
	if (sizes.length === 1) return Array(rank).fill(sizes[0] as number);
	if (sizes.length === rank) return sizes;
	if (sizes.length !== rank + 2) return vague(`the ${name} of a window`);
	return args.get("data_format").kind !== "none" && isChannelsFirst(args) ? sizes.slice(2) : sizes.slice(1, -1);
}

export interface Window {
	readonly size: number;
	readonly stride: number;
	readonly dilation: number;
	readonly padding: "SAME" | "VALID" | readonly [number, number];
}

/** How many windows fit along an axis; raises when none does. */
export function windows(dim: Dim, window: Window, args: OpArguments): Dim {
	const { size, stride, dilation, padding } = window;
	const extent = (size - 1) * dilation + 1;
	return mapDims([dim], ([length]) => {
		const input = (length as number) + (typeof padding === "string" ? 0 : padding[0] + padding[1]);
		const count = padding === "SAME" ? Math.ceil(input / stride) : Math.ceil((input - extent + 1) / stride);
		if (count > 0 || padding === "SAME") return Math.max(count, 0);
		// Kernels differ in what they do with no window at all; the shape function of a graph always raises.
		if (!args.isGraph) return vague("a window larger than what it slides over");
		return args.fail({
			code: "non-positive-output-size",
			message: `a window of ${extent} is larger than the ${input} that it slides over`,
		});
	});
}

/** The dims with the channels last, wherever the format has them. */
export function spatialDims(operand: Operand, rank: number, args: OpArguments): readonly Dim[] {
	const dims = dimsOf(operand);
	if (dims.length === rank + 2)
		return isChannelsFirst(args) ? [dims[0] as Dim, ...dims.slice(2), dims[1] as Dim] : dims;
	if (dims.length > rank + 2 || !args.isGraph) return vague("an input of another rank");
	return args.fail({
		code: "input-rank",
		message: `the input has rank ${dims.length} in ${printShape(operand.shape)}, but rank ${rank + 2} is needed`,
		argument: "input",
	});
}

/** Puts the channels where the format has them. */
export const arrange = (dims: readonly Dim[], args: OpArguments): readonly Dim[] =>
	isChannelsFirst(args) ? [dims[0] as Dim, dims.at(-1) as Dim, ...dims.slice(1, -1)] : dims;

export interface Strides {
	readonly strides: readonly number[];
	readonly dilations: readonly number[];
}

/** The spatial dims after a window slid over them. */
export function slide(
	dims: readonly Dim[],
	sizes: readonly (Dim | undefined)[],
	{ strides, dilations }: Strides,
	padding: Padding,
	args: OpArguments,
): readonly Dim[] {
	const first = typeof padding !== "string" && isChannelsFirst(args) ? 2 : 1;
	return dims.slice(1, -1).map((dim, axis) => {
		const size = sizes[axis];
		if (size === undefined || !isStatic(size)) return vague("a window of unknown size");
		const pad = typeof padding === "string" ? padding : (padding[axis + first] ?? ([0, 0] as const));
		return windows(dim, { size, stride: strides[axis] ?? 1, dilation: dilations[axis] ?? 1, padding: pad }, args);
	});
}

/** The channels of the filters divide those of the input. */
export function checkChannels(channels: Dim, given: Dim, args: OpArguments, inPython = false): void {
	if (mergeDims(channels, given) !== undefined || !isStatic(channels) || !isStatic(given)) return;
	if (given > 0 && channels % given === 0) return;
	args.fail({
		code: "input-axis-size",
		...(inPython ? { exception: "ValueError" } : {}),
		message: `the input has ${printDim(channels)} channels, the filters are for ${printDim(given)}`,
	});
}

export function floatsOf(operands: readonly Operand[], args: OpArguments): Operand["dtype"] {
	return commonDType(operands, args.isGraph, args.fail);
}

const pooled = (args: OpArguments, rank: number, name = "input", size = "ksize"): Operand => {
	const input = args.tensor(name);
	const dims = spatialDims(input, rank, args);
	const steps = { strides: perAxis(args, "strides", rank), dilations: Array<number>(rank).fill(1) };
	const spatial = slide(dims, perAxis(args, size, rank), steps, paddingOf(args), args);
	return { shape: ranked(arrange([dims[0] as Dim, ...spatial, dims.at(-1) as Dim], args)), dtype: input.dtype };
};

const POOLING = "input, ksize, strides, padding, data_format=None, name=None";

const pooling = (name: string, rank: number): FunctionModel =>
	defineOp(`nn.${name}`, POOLING, (args) => pooled(args, rank));

const rankOfInput = (args: OpArguments, name = "input"): number => {
	const rank = dimsOf(args.tensor(name)).length - 2;
	return rank >= 1 && rank <= 3 ? rank : vague("a pooling of another rank");
};

/** `tf.nn.max_pool` is the one of its input's rank. */
const anyPooling = (name: "max" | "avg"): FunctionModel =>
	defineOp(`nn.${name}_pool`, POOLING, (args) => pooled(args, rankOfInput(args)), {
		layer: (args) => (name === "avg" && rankOfInput(args) === 2 ? undefined : `nn.${name}_pool${rankOfInput(args)}d`),
	});

const oldPooling = (name: "max" | "avg"): FunctionModel =>
	defineOp(
		[`compat.v1.nn.${name}_pool`, `compat.v1.nn.${name}_pool2d`],
		"value, ksize, strides, padding, data_format='NHWC', name=None, input=None",
		(args) => pooled(args, 2, args.given("value") ? "value" : "input"),
	);

const POOL = defineOp(
	"nn.pool",
	"input, window_shape, pooling_type, strides=None, padding='VALID', data_format=None, dilations=None, name=None",
	(args) =>
		args.given("dilations") ? vague("a dilated pooling") : pooled(args, rankOfInput(args), "input", "window_shape"),
	{ layer: () => "compat.v1.nn.pool" },
);

const WITH_ARGMAX = defineOp(
	"nn.max_pool_with_argmax",
	"input, ksize, strides, padding, data_format='NHWC', output_dtype='int64', include_batch_in_index=False, name=None",
	(args) => {
		const output = pooled(args, 2);
		const places = { shape: output.shape, dtype: args.dtype("output_dtype") ?? "int64" };
		return { kind: "tuple", fields: ["output", "argmax"], items: [output, places] };
	},
);

/** Blocks of pixels and channels change places. */
const blocks = (name: string, toDepth: boolean, isOld = false): FunctionModel =>
	defineOp(
		isOld ? [`compat.v1.nn.${name}`, `compat.v1.${name}`] : [`nn.${name}`],
		"input, block_size, data_format='NHWC', name=None",
		(args) => {
			const input = args.tensor("input");
			const [batch, height, width, channels] = spatialDims(input, 2, args) as [Dim, Dim, Dim, Dim];
			const size = args.int("block_size") ?? vague("the block size");
			const space = toDepth ? 1 / size : size;
			const resized = [height, width].map((dim) => exact(dim, space, args));
			const dims = [batch, ...resized, exact(channels, 1 / (space * space), args)];
			return { shape: ranked(arrange(dims, args)), dtype: input.dtype };
		},
	);

function exact(dim: Dim, factor: number, args: OpArguments): Dim {
	return mapDims([dim], ([size]) => {
		const result = Math.round((size as number) * factor);
		if (Math.abs(result - (size as number) * factor) < 1e-9) return result;
		return args.fail({ code: "input-axis-size", message: `a size of ${size} does not divide into blocks` });
	});
}

export const WINDOW_OPS: readonly FunctionModel[] = [
	...[1, 2, 3].flatMap((rank) => [pooling(`max_pool${rank}d`, rank), pooling(`avg_pool${rank}d`, rank)]),
	anyPooling("max"),
	anyPooling("avg"),
	oldPooling("max"),
	oldPooling("avg"),
	POOL,
	WITH_ARGMAX,
	blocks("depth_to_space", false),
	blocks("space_to_depth", true),
	blocks("depth_to_space", false, true),
	blocks("space_to_depth", true, true),
];
