import { type Dim, mapDims, mergeDims, printDim, printShape, ranked } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import type { Operand } from "../convert";
import { defineOp, dimsOf, type OpArguments } from "../op";
import { commonDType } from "./elementwise";

type Padding = "SAME" | "VALID";

function paddingOf(args: OpArguments): Padding {
	const value = args.get("padding");
	const name = value.kind === "str" ? value.value?.toUpperCase() : undefined;
	return name === "SAME" || name === "VALID" ? name : vague("explicit padding");
}

/** Sizes per spatial axis: one number for all, one per axis, or one per axis of the whole tensor. */
function perAxis(args: OpArguments, name: string, rank: number): readonly number[] {
	const sizes = args.ints(name) ?? [1];
	if (sizes.length === 1) return Array(rank).fill(sizes[0] as number);
	if (sizes.length === rank) return sizes;
	return sizes.length === rank + 2 ? sizes.slice(1, -1) : vague(`the ${name} of a window`);
}

/** How many windows fit along an axis; raises when none does. */
function windows(dim: Dim, size: number, stride: number, dilation: number, padding: Padding, args: OpArguments): Dim {
	const extent = (size - 1) * dilation + 1;
	return mapDims([dim], ([length]) => {
		const input = length as number;
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

function requireChannelsLast(args: OpArguments): void {
	const format = args.get("data_format");
	const isLast = format.kind === "none" || (format.kind === "str" && /^N[DHW]+C$/.test(format.value ?? ""));
	if (!isLast) vague("channels first");
}

function spatialDims(operand: Operand, rank: number, args: OpArguments): readonly Dim[] {
	const dims = dimsOf(operand);
	if (dims.length === rank + 2) return dims;
	if (dims.length > rank + 2 || !args.isGraph) return vague("an input of another rank");
	return args.fail({
		code: "input-rank",
		message: `the input has rank ${dims.length} in ${printShape(operand.shape)}, but rank ${rank + 2} is needed`,
		argument: "input",
	});
}

const convolution = (name: string, rank: number): FunctionModel =>
	defineOp(
		`nn.${name}`,
		`input, filters, ${rank === 1 ? "stride" : "strides"}, padding, data_format=None, dilations=None, name=None`,
		(args) => {
			requireChannelsLast(args);
			const [input, filters] = [args.tensor("input"), args.tensor("filters")];
			const dtype = commonDType([input, filters], args.isGraph, args.fail);
			const dims = spatialDims(input, rank, args);
			const kernel = dimsOf(filters);
			const [channels, given] = [dims.at(-1) as Dim, kernel.at(-2) as Dim];
			if (mergeDims(channels, given) === undefined && kernel.length === rank + 2) {
				if (typeof channels === "number" && typeof given === "number" && channels % given === 0)
					vague("grouped filters");
				return args.fail({
					code: "input-axis-size",
					message: `the input has ${printDim(channels)} channels, the filters are for ${printDim(given)}`,
				});
			}
			const strides = perAxis(args, rank === 1 ? "stride" : "strides", rank);
			const dilations = args.given("dilations") ? perAxis(args, "dilations", rank) : Array<number>(rank).fill(1);
			const spatial = dims.slice(1, -1).map((dim, axis) => {
				const size = kernel[axis];
				if (typeof size !== "number") return vague("a kernel of unknown size");
				return windows(dim, size, strides[axis] as number, dilations[axis] as number, paddingOf(args), args);
			});
			return { shape: ranked([dims[0] as Dim, ...spatial, kernel.at(-1) as Dim]), dtype };
		},
	);

const pooling = (names: readonly string[], rank: number): FunctionModel =>
	defineOp(
		names.map((name) => `nn.${name}`),
		"input, ksize, strides, padding, data_format=None, name=None",
		(args) => {
			requireChannelsLast(args);
			const input = args.tensor("input");
			const dims = spatialDims(input, rank, args);
			const sizes = perAxis(args, "ksize", rank);
			const strides = perAxis(args, "strides", rank);
			const spatial = dims
				.slice(1, -1)
				.map((dim, axis) => windows(dim, sizes[axis] as number, strides[axis] as number, 1, paddingOf(args), args));
			return { shape: ranked([dims[0] as Dim, ...spatial, dims.at(-1) as Dim]), dtype: input.dtype };
		},
	);

/** Blocks of pixels and channels change places. */
const blocks = (name: string, toDepth: boolean): FunctionModel =>
	defineOp(`nn.${name}`, "input, block_size, data_format='NHWC', name=None", (args) => {
		requireChannelsLast(args);
		const input = args.tensor("input");
		const [batch, height, width, channels] = spatialDims(input, 2, args) as [Dim, Dim, Dim, Dim];
		const size = args.int("block_size") ?? vague("the block size");
		const space = toDepth ? 1 / size : size;
		const resized = [height, width].map((dim) => exact(dim, space, args));
		return { shape: ranked([batch, ...resized, exact(channels, 1 / (space * space), args)]), dtype: input.dtype };
	});

function exact(dim: Dim, factor: number, args: OpArguments): Dim {
	return mapDims([dim], ([size]) => {
		const result = Math.round((size as number) * factor);
		if (Math.abs(result - (size as number) * factor) < 1e-9) return result;
		return args.fail({ code: "input-axis-size", message: `a size of ${size} does not divide into blocks` });
	});
}

export const WINDOW_OPS: readonly FunctionModel[] = [
	convolution("conv1d", 1),
	convolution("conv2d", 2),
	convolution("conv3d", 3),
	pooling(["max_pool1d"], 1),
	pooling(["avg_pool1d"], 1),
	pooling(["max_pool2d"], 2),
	pooling(["avg_pool2d"], 2),
	pooling(["max_pool3d"], 3),
	pooling(["avg_pool3d"], 3),
	blocks("depth_to_space", false),
	blocks("space_to_depth", true),
];
