import { type Dim, isStatic, mergeDims, ranked } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import type { Operand } from "../convert";
import { defineOp, dimsOf, type OpArguments } from "../op";
import { arrange, checkChannels, floatsOf, paddingOf, perAxis, slide, spatialDims } from "./windows";

interface Names {
	readonly input: string;
	readonly filters: string;
	readonly strides: string;
	readonly dilations: string;
	/** Written in Python: dilated, it checks the channels itself. */
	readonly checks?: boolean;
}

const NAMES: Names = { input: "input", filters: "filters", strides: "strides", dilations: "dilations" };

const stepsOf = (args: OpArguments, rank: number, names: Names) => ({
	strides: args.given(names.strides) ? perAxis(args, names.strides, rank) : Array<number>(rank).fill(1),
	dilations: args.given(names.dilations) ? perAxis(args, names.dilations, rank) : Array<number>(rank).fill(1),
});

/** A convolution of `rank` spatial axes with a kernel of `(*sizes, channels, filters)`. */
function convolve(args: OpArguments, rank: number, names: Names = NAMES): Operand {
	const [input, filters] = [args.tensor(names.input), args.tensor(names.filters)];
	const dtype = floatsOf([input, filters], args);
	const kernel = dimsOf(filters);
	const dims = spatialDims(input, rank, args);
	if (kernel.length !== rank + 2) return vague("filters of another rank");
	checkChannels(
		dims.at(-1) as Dim,
		kernel.at(-2) as Dim,
		args,
		names.checks === true && isDilated(args, names.dilations),
	);
	const spatial = slide(dims, kernel.slice(0, rank), stepsOf(args, rank, names), paddingOf(args), args);
	return { shape: ranked(arrange([dims[0] as Dim, ...spatial, kernel.at(-1) as Dim], args)), dtype };
}

const CONV1D = { ...NAMES, strides: "stride" };

const rankOfInput = (args: OpArguments): number => {
	const rank = dimsOf(args.tensor("input")).length - 2;
	return rank >= 1 && rank <= 3 ? rank : vague("a convolution of another rank");
};

const isDilated = (args: OpArguments, name: string): boolean =>
	args.given(name) && (args.ints(name) ?? []).some((size) => size !== 1);

/** The layers of Keras 2 behind a convolution of one axis, or a dilated one, are several. */
const singleLayer = (name: string, args: OpArguments, dilations: string): string =>
	isDilated(args, dilations)
		? vague("a dilated convolution of several layers")
		: rankOfInput(args) === 1
			? "nn.conv1d"
			: name;

const PLAIN: readonly FunctionModel[] = [
	defineOp("nn.conv1d", "input, filters, stride, padding, data_format='NWC', dilations=None, name=None", (args) =>
		convolve(args, 1, CONV1D),
	),
	defineOp("nn.conv2d", "input, filters, strides, padding, data_format='NHWC', dilations=None, name=None", (args) =>
		convolve(args, 2),
	),
	defineOp("nn.conv3d", "input, filters, strides, padding, data_format='NDHWC', dilations=None, name=None", (args) =>
		convolve(args, 3),
	),
	defineOp(
		"compat.v1.nn.conv2d",
		"input, filter=None, strides=None, padding=None, use_cudnn_on_gpu=True, data_format='NHWC', dilations=None, name=None, filters=None",
		(args) => convolve(args, 2, { ...NAMES, filters: args.given("filter") ? "filter" : "filters" }),
	),
	defineOp(
		"nn.convolution",
		"input, filters, strides=None, padding='VALID', data_format=None, dilations=None, name=None",
		(args) => convolve(args, rankOfInput(args), { ...NAMES, checks: true }),
		{ layer: (args) => singleLayer("nn.convolution", args, "dilations") },
	),
	defineOp(
		"compat.v1.nn.convolution",
		"input, filter, padding, strides=None, dilation_rate=None, name=None, data_format=None, filters=None, dilations=None",
		(args) =>
			convolve(args, rankOfInput(args), { ...NAMES, filters: "filter", dilations: "dilation_rate", checks: true }),
		{ layer: (args) => singleLayer("compat.v1.nn.convolution", args, "dilation_rate") },
	),
	defineOp("nn.atrous_conv2d", "value, filters, rate, padding, name=None", (args) => atrous(args), {
		layer: () => vague("a convolution of several layers"),
	}),
];

function atrous(args: OpArguments): Operand {
	return convolve({ ...args, get: (name) => (name === "data_format" ? { kind: "none" } : args.get(name)) }, 2, {
		input: "value",
		filters: "filters",
		strides: "none",
		dilations: "rate",
		checks: true,
	});
}

/** Each channel with its own filters: `(height, width, channels, multiplier)`. */
function depthwise(
	args: OpArguments,
	filters: string,
	rate: string,
): { readonly dims: readonly Dim[]; readonly dtype: Operand["dtype"] } {
	const [input, kernel] = [args.tensor("input"), args.tensor(filters)];
	const dtype = floatsOf([input, kernel], args);
	const sizes = dimsOf(kernel);
	const dims = spatialDims(input, 2, args);
	const [channels, given, multiplier] = [dims.at(-1) as Dim, sizes.at(-2) as Dim, sizes.at(-1) as Dim];
	if (mergeDims(channels, given) === undefined) {
		args.fail({ code: "input-axis-size", message: `the input has ${channels} channels, the filters are for ${given}` });
	}
	const spatial = slide(
		dims,
		sizes.slice(0, 2),
		stepsOf(args, 2, { ...NAMES, dilations: rate }),
		paddingOf(args),
		args,
	);
	const known = isStatic(channels) ? channels : given;
	const out = isStatic(known) && isStatic(multiplier) ? known * multiplier : vague("an open number of channels");
	return { dims: [dims[0] as Dim, ...spatial, out], dtype };
}

const depthwiseOp = (name: string, text: string, rate: string): FunctionModel =>
	defineOp(name, text, (args) => {
		const { dims, dtype } = depthwise(args, "filter", rate);
		return { shape: ranked(arrange(dims, args)), dtype };
	});

const separableOp = (name: string, text: string): FunctionModel =>
	defineOp(name, text, (args) => {
		const { dims, dtype } = depthwise(args, "depthwise_filter", "dilations");
		const pointwise = dimsOf(args.tensor("pointwise_filter"));
		checkChannels(dims.at(-1) as Dim, pointwise.at(-2) as Dim, args);
		return { shape: ranked(arrange(dims.with(-1, pointwise.at(-1) as Dim), args)), dtype };
	});

/** The batch is that of the input. */
function batchOf(input: Operand, sizes: readonly Dim[], args: OpArguments): Dim {
	const [given, wanted] = [dimsOf(input)[0] as Dim, sizes[0] as Dim];
	if (mergeDims(given, wanted) === undefined) return vague("an output shape with another batch");
	if (!args.isGraph) checkWindows(input, sizes, args);
	return args.isGraph ? given : wanted;
}

/** On values, the output has as many windows as the input has places. */
function checkWindows(input: Operand, sizes: readonly Dim[], args: OpArguments): void {
	const rank = sizes.length - 2;
	const kernel = dimsOf(args.tensor("filters")).slice(0, rank);
	const steps = stepsOf(args, rank, NAMES);
	const places = slide(sizes, kernel, steps, paddingOf(args), args);
	const given = dimsOf(input).slice(1, -1);
	if (places.every((place, axis) => mergeDims(place, given[axis] as Dim) !== undefined)) return;
	args.fail({
		code: "input-axis-size",
		message: "the input is not what such an output would give",
		argument: "output_shape",
	});
}

/** The gradient of a convolution: what comes out is what `output_shape` says. */
const transposed = (rank: number): FunctionModel => {
	const format = ["NWC", "NHWC", "NDHWC"][rank - 1];
	return defineOp(
		`nn.conv${rank}d_transpose`,
		`input, filters, output_shape, strides, padding='SAME', data_format='${format}', dilations=None, name=None`,
		(args) => {
			const [input, filters] = [args.tensor("input"), args.tensor("filters")];
			const dtype = floatsOf([input, filters], args);
			spatialDims(input, rank, args);
			const sizes = args.sizes("output_shape") ?? vague("an output shape that is not known");
			if (sizes.length !== rank + 2) return vague("an output shape of another rank");
			if (mergeDims(dimsOf(input).at(-1) as Dim, dimsOf(filters).at(-1) as Dim) === undefined)
				return vague("filters for other channels");
			return { shape: ranked([batchOf(input, sizes, args), ...sizes.slice(1)]), dtype };
		},
		{ layer: () => (rank === 1 ? vague("a transposed convolution of several layers") : undefined) },
	);
};

export const CONVOLUTION_OPS: readonly FunctionModel[] = [
	...PLAIN,
	depthwiseOp(
		"nn.depthwise_conv2d",
		"input, filter, strides, padding, data_format=None, dilations=None, name=None",
		"dilations",
	),
	depthwiseOp(
		"compat.v1.nn.depthwise_conv2d",
		"input, filter, strides, padding, rate=None, name=None, data_format=None, dilations=None",
		"dilations",
	),
	separableOp(
		"nn.separable_conv2d",
		"input, depthwise_filter, pointwise_filter, strides, padding, data_format=None, dilations=None, name=None",
	),
	separableOp(
		"compat.v1.nn.separable_conv2d",
		"input, depthwise_filter, pointwise_filter, strides, padding, rate=None, name=None, data_format=None, dilations=None",
	),
	transposed(1),
	transposed(2),
	transposed(3),
];
