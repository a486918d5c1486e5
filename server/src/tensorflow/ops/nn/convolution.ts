import { type Dim, isStatic, mergeDims, printDim, ranked } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import type { Operand } from "../../convert";
import { defineOp, dimsOf, type OpArguments } from "../../op";
import { withRank } from "../checks";
import { failInPython } from "../image/images";
import { floating, requireDType } from "../keep";
import {
	arrange,
	batchedDims,
	floatsOf,
	paddingOf,
	perAxis,
	requirePairs,
	requirePositive,
	slide,
	wholeList,
} from "./windows";

/** Mirrors the convolutions of tensorflow/python/ops/nn_ops.py, and their shape functions. */

export interface Names {
	readonly input: string;
	readonly filters: string;
	readonly strides: string;
	readonly dilations: string;
}

const NAMES: Names = { input: "input", filters: "filters", strides: "strides", dilations: "dilations" };

interface Options {
	/** Written in Python: dilated, it checks everything itself. */
	readonly checks?: boolean;
	/** Lists of strides and dilations have a number per axis of the whole tensor. */
	readonly isWhole?: boolean;
}

/** The channels of the filters divide those of the input. */
export function checkChannels(channels: Dim, given: Dim, args: OpArguments, inPython = false): void {
	if (mergeDims(channels, given) !== undefined || !isStatic(channels) || !isStatic(given)) return;
	if (given > 0 && channels % given === 0 && !inPython) return;
	args.fail({
		code: "input-axis-size",
		...(inPython ? { exception: "ValueError" } : {}),
		message: `the input has ${printDim(channels)} channels, the filters are for ${printDim(given)}`,
	});
}

export const convolved = (
	args: OpArguments,
	names: Names,
	name: string,
): readonly [Operand, Operand, Operand["dtype"]] => {
	const [input, filters] = [args.tensor(names.input), args.tensor(names.filters)];
	const dtype = floatsOf([input, filters], args);
	requireDType(args, name, dtype, floating);
	return [input, filters, dtype];
};

/** A convolution of `rank` spatial axes with a kernel of `(*sizes, channels, filters)`. */
function convolve(args: OpArguments, rank: number, names: Names = NAMES, options: Options = {}): Operand {
	if (args.get("padding").kind === "list") requirePairs(args, rank + 2);
	if (args.get("padding").kind === "none") paddingOf(args);
	const read = (name: string): readonly number[] => {
		if (args.get(name).kind === "none") return Array<number>(rank).fill(1);
		return options.isWhole === true ? wholeList(args, name, rank + 2).slice(1, -1) : perAxis(args, name, rank);
	};
	const dilations = read(names.dilations);
	const strides = read(names.strides);
	const isDilated = dilations.some((size) => size !== 1);
	const inPython = options.checks === true && isDilated;
	const own = inPython ? pythonOf(args) : args;
	const [input, filters, dtype] = convolved(args, names, `nn.conv${rank}d`);
	const padding = paddingOf(own);
	requirePositive(own, names.dilations, dilations);
	requirePositive(own, names.strides, strides);
	if (inPython && strides.some((size) => size > 1))
		return failInPython(args, {
			code: "invalid-layer-argument",
			message: "a dilated convolution has no strides",
			argument: "strides",
		});
	const dims = batchedDims(input, rank, own);
	const kernel = withRank(own, filters, rank + 2, names.filters);
	checkChannels(dims.at(-1) as Dim, kernel.at(-2) as Dim, args, inPython);
	const spatial = slide(dims, kernel.slice(0, rank), { strides, dilations, isPhased: inPython }, padding, args);
	return { shape: ranked(arrange([...dims.slice(0, -1 - rank), ...spatial, kernel.at(-1) as Dim], args, rank)), dtype };
}

/** Whatever fails is a ValueError. */
const pythonOf = (args: OpArguments): OpArguments => ({
	...args,
	fail: (failure) => args.fail({ ...failure, exception: "ValueError" }),
});

const CONV1D = { ...NAMES, strides: "stride" };

/** A convolution has the spatial axes of its filters. */
function rankOfFilters(args: OpArguments, filters: string): number {
	const rank = dimsOf(args.tensor(filters)).length - 2;
	if (rank >= 1 && rank <= 3) return rank;
	return failInPython(args, { code: "input-rank", message: "filters have rank 3 to 5", argument: filters });
}

const isDilated = (args: OpArguments, name: string): boolean =>
	args.given(name) && (args.ints(name) ?? []).some((size) => size !== 1);

/** Dilated over axes of known sizes, a convolution of Keras 2 is three layers. */
function layersOf(name: string, args: OpArguments, names: Names): string | readonly string[] {
	const rank = rankOfFilters(args, names.filters);
	if (!isDilated(args, names.dilations)) return rank === 1 ? "nn.conv1d" : name;
	const isKnown = dimsOf(args.tensor(names.input)).slice(1, -1).every(isStatic);
	if (rank === 3 || !isKnown) return name;
	return ["space_to_batch_nd", `compat.v1.nn.conv${rank}d`, "compat.v1.batch_to_space_nd"];
}

const nameOf = (args: OpArguments, first: string, second: string): string => (args.given(first) ? first : second);

const anyConvolution = (name: string, text: string, filters: string, dilations: string): FunctionModel =>
	defineOp(
		name,
		text,
		(args) => {
			const names = {
				...NAMES,
				filters: nameOf(args, filters, "filters"),
				dilations: nameOf(args, dilations, "dilations"),
			};
			return convolve(args, rankOfFilters(args, names.filters), names, { checks: true });
		},
		{
			layer: (args) =>
				layersOf(name, args, {
					...NAMES,
					filters: nameOf(args, filters, "filters"),
					dilations: nameOf(args, dilations, "dilations"),
				}),
		},
	);

/** A format of TensorFlow's own is absent here. */
const withoutFormat = (args: OpArguments): OpArguments => ({
	...args,
	get: (name) => (name === "data_format" || name === "none" ? { kind: "none" } : args.get(name)),
});

function atrous(args: OpArguments): Operand {
	const rate = args.ints("rate") ?? vague("the rate");
	if (rate.some((each) => each < 1))
		return failInPython(args, {
			code: "invalid-layer-argument",
			message: "the rate must be positive",
			argument: "rate",
		});
	const names = { input: "value", filters: "filters", strides: "none", dilations: "rate" };
	return convolve(withoutFormat(args), 2, names, { checks: true });
}

/** A convolution in Keras 2's compat module reads its old names, or the new ones. */
const oldConv1d = (args: OpArguments): Operand =>
	convolve(args, 1, { ...CONV1D, input: nameOf(args, "value", "input") });

export const CONVOLUTION_OPS: readonly FunctionModel[] = [
	defineOp("nn.conv1d", "input, filters, stride, padding, data_format='NWC', dilations=None, name=None", (args) =>
		convolve(args, 1, CONV1D),
	),
	defineOp(
		"compat.v1.nn.conv1d",
		"value=None, filters=None, stride=None, padding=None, use_cudnn_on_gpu=None, data_format=None, name=None, input=None, dilations=None",
		oldConv1d,
	),
	defineOp("nn.conv2d", "input, filters, strides, padding, data_format='NHWC', dilations=None, name=None", (args) =>
		convolve(args, 2),
	),
	defineOp("nn.conv3d", "input, filters, strides, padding, data_format='NDHWC', dilations=None, name=None", (args) =>
		convolve(args, 3, NAMES, { isWhole: true }),
	),
	defineOp(
		"compat.v1.nn.conv2d",
		"input, filter=None, strides=None, padding=None, use_cudnn_on_gpu=True, data_format='NHWC', dilations=None, name=None, filters=None",
		(args) => convolve(args, 2, { ...NAMES, filters: nameOf(args, "filter", "filters") }),
	),
	defineOp(
		"compat.v1.nn.conv3d",
		"input, filter=None, strides=None, padding=None, data_format='NDHWC', dilations=None, name=None, filters=None",
		(args) => convolve(args, 3, { ...NAMES, filters: nameOf(args, "filter", "filters") }, { isWhole: true }),
	),
	anyConvolution(
		"nn.convolution",
		"input, filters, strides=None, padding='VALID', data_format=None, dilations=None, name=None",
		"filters",
		"dilations",
	),
	anyConvolution(
		"compat.v1.nn.convolution",
		"input, filter=None, padding=None, strides=None, dilation_rate=None, name=None, data_format=None, filters=None, dilations=None",
		"filter",
		"dilation_rate",
	),
	defineOp("nn.atrous_conv2d", "value, filters, rate, padding, name=None", atrous, {
		layer: (args) => layersOf("compat.v1.nn.convolution", args, { ...NAMES, input: "value", dilations: "rate" }),
	}),
];

export { NAMES };
