import { type Dim, isStatic, mergeDims, ranked } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import type { Operand } from "../../convert";
import { defineOp, type OpArguments } from "../../op";
import { mergedDim, withRank } from "../checks";
import { failInPython } from "../image/images";
import { checkChannels, convolved, NAMES } from "./convolution";
import { arrange, paddingOf, slide, spatialDims, wholeList } from "./windows";

/** Mirrors tensorflow/python/ops/nn_impl.py: each channel with its own filters, `(height, width, channels, multiplier)`. */

interface Depthwise {
	readonly dims: readonly Dim[];
	readonly dtype: Operand["dtype"];
}

/** Two rates; anything but a sequence of them is a TypeError. */
function ratesOf(args: OpArguments, name: string | undefined): readonly number[] {
	const value = name === undefined ? undefined : args.get(name);
	if (value === undefined || value.kind === "none") return [1, 1];
	if (value.kind === "int")
		return failInPython(args, {
			code: "invalid-layer-argument",
			exception: args.world === "keras3" ? "TypeError" : "ValueError",
			message: "dilations are a sequence of two numbers",
			argument: name,
		});
	return args.ints(name as string) ?? [1, 1];
}

function depthwise(args: OpArguments, filters: string, rate: string | undefined): Depthwise {
	const rates = ratesOf(args, rate);
	const dilations = rates.length === 4 ? rates.slice(1, -1) : rates;
	const [input, kernel, dtype] = convolved(args, { ...NAMES, filters }, "nn.depthwise_conv2d");
	const whole = wholeList(args, "strides", 4);
	const padding = paddingOf(args);
	const sizes = withRank(args, kernel, 4, filters);
	const dims = spatialDims(input, 2, args);
	const strides = whole.slice(1, -1);
	if (!args.isGraph && strides[0] !== strides[1])
		args.fail({
			code: "invalid-layer-argument",
			message: "depthwise strides are the same along both axes",
			argument: "strides",
		});
	const channels = mergedDim(args, dims.at(-1) as Dim, sizes[2] as Dim, "the channels of input and filters");
	const spatial = slide(dims, sizes.slice(0, 2), { strides, dilations, isPhased: true }, padding, args);
	const multiplier = sizes[3] as Dim;
	const out = isStatic(channels) && isStatic(multiplier) ? channels * multiplier : vague("an open number of channels");
	return { dims: [dims[0] as Dim, ...spatial, out], dtype };
}

const depthwiseOp = (name: string, text: string, rate: string): FunctionModel =>
	defineOp(name, text, (args) => {
		const { dims, dtype } = depthwise(args, "filter", args.given(rate) ? rate : "dilations");
		return { shape: ranked(arrange(dims, args)), dtype };
	});

const separableOp = (name: string, text: string, rate: string): FunctionModel =>
	defineOp(name, text, (args) => {
		const pointwise = withRank(inPython(args), args.tensor("pointwise_filter"), 4, "pointwise_filter");
		if (pointwise.slice(0, 2).some((size) => mergeDims(size, 1) === undefined))
			return failInPython(args, {
				code: "input-axis-size",
				message: "a pointwise filter has height and width 1",
				argument: "pointwise_filter",
			});
		const { dims, dtype } = depthwise(args, "depthwise_filter", args.given(rate) ? rate : "dilations");
		checkChannels(dims.at(-1) as Dim, pointwise[2] as Dim, args);
		return { shape: ranked(arrange(dims.with(-1, pointwise[3] as Dim), args)), dtype };
	});

const inPython = (args: OpArguments): OpArguments => ({
	...args,
	fail: (failure) => args.fail({ ...failure, exception: "ValueError" }),
});

const OLD = "strides, padding, rate=None, name=None, data_format=None, dilations=None";

export const DEPTHWISE_OPS: readonly FunctionModel[] = [
	depthwiseOp(
		"nn.depthwise_conv2d",
		"input, filter, strides, padding, data_format=None, dilations=None, name=None",
		"dilations",
	),
	depthwiseOp("compat.v1.nn.depthwise_conv2d", `input, filter, ${OLD}`, "rate"),
	defineOp(
		"compat.v1.nn.depthwise_conv2d_native",
		"input, filter, strides, padding, data_format='NHWC', dilations=None, name=None",
		(args) => {
			const { dims, dtype } = depthwise(args, "filter", "dilations");
			return { shape: ranked(arrange(dims, args)), dtype };
		},
	),
	separableOp(
		"nn.separable_conv2d",
		"input, depthwise_filter, pointwise_filter, strides, padding, data_format=None, dilations=None, name=None",
		"dilations",
	),
	separableOp("compat.v1.nn.separable_conv2d", `input, depthwise_filter, pointwise_filter, ${OLD}`, "rate"),
];
