import { type Dim, isStatic, mapDims, type Value } from "../../../domain";
import { vague } from "../../../interpreter/api";
import type { Operand } from "../../convert";
import type { OpArguments } from "../../op";
import { openDim, withRank, withRankAtLeast } from "../checks";
import { commonDType } from "../elementwise";
import { failInPython } from "../image/images";

/** What slides over the spatial axes of a tensor: convolutions, poolings. */

export type Padding = "SAME" | "VALID" | readonly (readonly [number, number])[];

/** `"SAME"`, `"VALID"`, or how many zeros go before and after each axis of the whole tensor. */
export function paddingOf(args: OpArguments): Padding {
	const value = args.get("padding");
	const name = value.kind === "str" ? value.value : undefined;
	if (name === "SAME" || name === "VALID") return name;
	if (name !== undefined) return rejectPadding(`the padding must be "SAME" or "VALID", found ${name}`, args);
	if (value.kind === "none") return rejectPadding("the padding is no string", args, "TypeError");
	if (value.kind !== "list" && value.kind !== "tuple") return vague("a padding that is not known");
	return (value.items ?? vague("a padding that is not known")).map(pairOf);
}

/** Zeros are written for each axis of the whole tensor, which Python counts. */
export function requirePairs(args: OpArguments, rank: number): void {
	const value = args.get("padding");
	const count = value.kind === "list" || value.kind === "tuple" ? value.items?.length : undefined;
	if (count !== undefined && count !== rank)
		rejectPadding(`the padding has ${count} pairs, but the tensor has ${rank} axes`, args, "ValueError");
}

const rejectPadding = (message: string, args: OpArguments, exception?: string): never =>
	args.fail({
		code: "invalid-layer-argument",
		...(exception === undefined ? {} : { exception }),
		message,
		argument: "padding",
	});

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
	if (text === undefined) return vague("the data format");
	if (!/^(N[DHW]+C|NC[DHW]+)$/.test(text))
		return args.fail({
			code: "invalid-layer-argument",
			message: `there is no data format ${text}`,
			argument: "data_format",
		});
	if (text.startsWith("NC") && !args.isGraph)
		return vague("channels first on real tensors, which depends on the device");
	return text.startsWith("NC");
}

/** A number for each axis: Python's floats lose what comes after the point. */
function numbersOf(value: Value, what: string): readonly number[] {
	const items = value.kind === "list" || value.kind === "tuple" ? (value.items ?? vague(what)) : [value];
	return items.map((item) => {
		const scalar = item.kind === "tensor" ? item.content : item;
		const isNumber = scalar?.kind === "int" || scalar?.kind === "float";
		return isNumber && scalar.value !== undefined ? Math.trunc(scalar.value) : vague(what);
	});
}

/**
 * Sizes per spatial axis: one number for all, one per axis, or one per axis of the whole tensor. Mirrors `_get_sequence`
 * of tensorflow/python/ops/nn_ops.py.
 */
export function perAxis(args: OpArguments, name: string, rank: number): readonly number[] {
	const value = args.get(name);
	if (value.kind === "none") return Array<number>(rank).fill(1);
	if (value.kind === "tensor" && args.isGraph) return vague(`the ${name} of a window is a tensor`);
	const sizes = numbersOf(value, `the ${name} of a window`);
	if (sizes.length === rank + 2) return spatialOf(args, name, sizes);
	if (sizes.length === 1) return Array<number>(rank).fill(sizes[0] as number);
	if (sizes.length === rank) return sizes;
	return failInPython(args, {
		code: "invalid-layer-argument",
		message: `${name} has ${sizes.length} numbers; it takes 1, ${rank} or ${rank + 2}`,
		argument: name,
	});
}

/** Kernels neither step over batches nor over channels; shape functions do not look. */
function spatialOf(args: OpArguments, name: string, sizes: readonly number[]): readonly number[] {
	const isFirst = args.get("data_format").kind !== "none" && isChannelsFirst(args);
	const [batch, channels] = [sizes[0], isFirst ? sizes[1] : sizes.at(-1)];
	if (!args.isGraph && name === "strides" && (batch !== 1 || channels !== 1))
		args.fail({
			code: "invalid-layer-argument",
			exception: "UnimplementedError",
			message: "windows do not step over batches or channels",
			argument: name,
		});
	return isFirst ? sizes.slice(2) : sizes.slice(1, -1);
}

/** Lists with a number per axis of the whole tensor, for operations that take nothing else. */
export function wholeList(args: OpArguments, name: string, rank: number): readonly number[] {
	const value = args.get(name);
	if (value.kind === "int" || value.kind === "float")
		return args.fail({
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: `${name} is a list with a number per axis`,
			argument: name,
		});
	const sizes = numbersOf(value, `the ${name} of a window`);
	if (sizes.length === rank) return sizes;
	return args.fail({
		code: "invalid-layer-argument",
		message: `${name} has ${sizes.length} numbers, but there are ${rank} axes`,
		argument: name,
	});
}

/** Steps, and what a window is spread by, are at least 1. */
export function requirePositive(args: OpArguments, name: string, sizes: readonly number[]): void {
	if (sizes.every((size) => size > 0)) return;
	args.fail({ code: "invalid-layer-argument", message: `${name} must be positive`, argument: name });
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
		const count = padding === "SAME" ? Math.ceil(input / stride) : Math.trunc((input - extent + stride) / stride);
		if (padding === "SAME" || input >= extent) return Math.max(count, 0);
		// A kernel has no window at all, or cannot say how few; the shape function of a graph always raises.
		if (!args.isGraph) return count === 0 ? 0 : vague("a window larger than what it slides over");
		return args.fail({
			code: "non-positive-output-size",
			message: `a window of ${extent} is larger than the ${input} that it slides over`,
		});
	});
}

/**
 * A dilation that is made of space put into batches, and back: blocks of each phase are slid over by themselves. Mirrors
 * `_WithSpaceToBatch` of tensorflow/python/ops/nn_ops.py.
 */
export function phased(dim: Dim, { size, stride, dilation, padding }: Window, args: OpArguments): Dim {
	return mapDims([dim], ([length]) => {
		const zeros = padding === "SAME" ? (size - 1) * dilation : padding === "VALID" ? 0 : padding[0] + padding[1];
		const input = (length as number) + zeros;
		const extra = (dilation - (input % dilation)) % dilation;
		const places = Math.trunc(((input + extra) / dilation - size + stride) / stride);
		if ((input + extra) / dilation >= size) return places * dilation - extra;
		if (!args.isGraph) return vague("a window larger than what it slides over");
		return args.fail({
			code: "non-positive-output-size",
			message: `a window of ${(size - 1) * dilation + 1} is larger than the ${input} that it slides over`,
		});
	});
}

const channelsLast = (dims: readonly Dim[], isFirst: boolean, at: number): readonly Dim[] =>
	isFirst ? dims.toSpliced(at, 1).concat(dims[at] as Dim) : dims;

/** The dims with the channels last, wherever the format has them; one axis stands for the batch. */
export function spatialDims(operand: Operand, rank: number, args: OpArguments): readonly Dim[] {
	const isFirst = isChannelsFirst(args);
	return channelsLast(withRank(args, operand, rank + 2), isFirst, 1);
}

/** As `spatialDims`, where any number of axes may stand for the batch. */
export function batchedDims(operand: Operand, rank: number, args: OpArguments): readonly Dim[] {
	const isFirst = isChannelsFirst(args);
	const dims = withRankAtLeast(args, operand, rank + 2) ?? Array<Dim>(rank + 2).fill(openDim(args));
	return channelsLast(dims, isFirst, dims.length - rank - 1);
}

/** Puts the channels where the format has them. */
export const arrange = (dims: readonly Dim[], args: OpArguments, rank = dims.length - 2): readonly Dim[] =>
	isChannelsFirst(args) ? dims.slice(0, -1).toSpliced(dims.length - rank - 1, 0, dims.at(-1) as Dim) : dims;

export interface Strides {
	readonly strides: readonly number[];
	readonly dilations: readonly number[];
	/** Dilated by way of batches. */
	readonly isPhased?: boolean;
}

/** The spatial dims after a window slid over them: the last ones before the channels. */
export function slide(
	dims: readonly Dim[],
	sizes: readonly (Dim | undefined)[],
	{ strides, dilations, isPhased = false }: Strides,
	padding: Padding,
	args: OpArguments,
): readonly Dim[] {
	const first = typeof padding !== "string" && isChannelsFirst(args) ? 2 : 1;
	const run = isPhased && dilations.some((dilation) => dilation > 1) ? phased : windows;
	return dims.slice(-1 - sizes.length, -1).map((dim, axis) => {
		const size = sizes[axis];
		if (size === undefined || !isStatic(size)) return vague("a window of unknown size");
		const pad = typeof padding === "string" ? padding : (padding[axis + first] ?? ([0, 0] as const));
		return run(dim, { size, stride: strides[axis] ?? 1, dilation: dilations[axis] ?? 1, padding: pad }, args);
	});
}

export function floatsOf(operands: readonly Operand[], args: OpArguments): Operand["dtype"] {
	return commonDType(operands, args.isGraph, args.fail);
}
