import { type Dim, mapDims, ranked } from "../../../domain";
import type { FunctionModel } from "../../../interpreter/api";
import type { Operand } from "../../convert";
import { defineOp, type OpArguments } from "../../op";
import { mergedDim, withRank } from "../checks";
import { failInPython } from "../image/images";
import { real, requireDType } from "../keep";
import { floatsOf, paddingOf, wholeList } from "./windows";

/** `Dilation2D` of tensorflow/core/ops/nn_ops.cc: a structuring element of `(height, width, channels)`. */
function dilated(args: OpArguments, input: string, filters: string, rates: string): Operand {
	const [value, element] = [args.tensor(input), args.tensor(filters)];
	const dtype = floatsOf([value, element], args);
	requireDType(args, "nn.dilation2d", dtype, real);
	const [strides, dilations] = [wholeList(args, "strides", 4), wholeList(args, rates, 4)];
	const padding = paddingOf(args);
	const dims = withRank(args, value, 4, input);
	const sizes = withRank(args, element, 3, filters);
	const channels = mergedDim(args, dims[3] as Dim, sizes[2] as Dim, "the channels of value and filters");
	const places = [1, 2].map((axis) =>
		mapDims([dims[axis] as Dim, sizes[axis - 1] as Dim], ([length, size]) => {
			const [stride, dilation] = [strides[axis] as number, dilations[axis] as number];
			const extent = ((size as number) - 1) * dilation + 1;
			if (padding === "SAME") return Math.ceil((length as number) / stride);
			const count = Math.trunc(((length as number) - extent + stride) / stride);
			if (count >= 0) return count;
			return args.fail({
				code: "non-positive-output-size",
				message: `a window of ${extent} is larger than the ${length} that it slides over`,
			});
		}),
	);
	return { shape: ranked([dims[0] as Dim, ...places, channels]), dtype };
}

/** Channels come last, which Python checks. */
function requireLast(args: OpArguments): void {
	const format = args.get("data_format");
	if (format.kind !== "str" || format.value === "NHWC") return;
	failInPython(args, { code: "invalid-layer-argument", message: "channels come last here", argument: "data_format" });
}

export const MORPHOLOGY_OPS: readonly FunctionModel[] = [
	defineOp("nn.dilation2d", "input, filters, strides, padding, data_format, dilations, name=None", (args) => {
		requireLast(args);
		return dilated(args, "input", "filters", "dilations");
	}),
	defineOp("nn.erosion2d", "value, filters, strides, padding, data_format, dilations, name=None", (args) => {
		requireLast(args);
		return dilated(args, "value", "filters", "dilations");
	}),
	defineOp(
		"compat.v1.nn.dilation2d",
		"input, filter=None, strides=None, rates=None, padding=None, name=None, filters=None, dilations=None",
		(args) =>
			dilated(args, "input", args.given("filter") ? "filter" : "filters", args.given("rates") ? "rates" : "dilations"),
	),
	defineOp("compat.v1.nn.erosion2d", "value, kernel, strides, rates, padding, name=None", (args) =>
		dilated(args, "value", "kernel", "rates"),
	),
];
