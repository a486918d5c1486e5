import { type Dim, type DType, isFloating, isInteger, ranked } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import type { Operand } from "../../convert";
import { defineOp, type OpArguments, type OpResult } from "../../op";
import { choiceOf, withRank } from "../checks";
import { failInPython } from "../image/images";
import { floating, real, requireDType } from "../keep";
import {
	arrange,
	paddingOf,
	perAxis,
	requirePairs,
	requirePositive,
	type Strides,
	slide,
	spatialDims,
	wholeList,
} from "./windows";

/** Mirrors the poolings of tensorflow/python/ops/nn_ops.py, and their shape functions. */

interface Pooling {
	readonly rank: number;
	readonly isMean: boolean;
	readonly input?: string;
}

function pooled(args: OpArguments, { rank, isMean, input: name = "input" }: Pooling): Operand {
	const [sizes, strides] = [perAxis(args, "ksize", rank), perAxis(args, "strides", rank)];
	if (args.get("padding").kind === "list" && !isMean) requirePairs(args, rank + 2);
	return slid(args, args.tensor(name), isMean, sizes, { strides, dilations: sizes.map(() => 1) });
}

function slid(args: OpArguments, input: Operand, isMean: boolean, sizes: readonly number[], steps: Strides): Operand {
	const rank = sizes.length;
	requireDType(args, `nn.${isMean ? "avg" : "max"}_pool`, input.dtype, isMean ? floating : real);
	const padding = paddingOf(args);
	if (!args.isGraph) requirePositive(args, "ksize", sizes);
	requirePositive(args, "strides", steps.strides);
	const dims = spatialDims(input, rank, args);
	const spatial = slide(dims, sizes, steps, padding, args);
	return { shape: ranked(arrange([dims[0] as Dim, ...spatial, dims.at(-1) as Dim], args)), dtype: input.dtype };
}

const POOLING = "input, ksize, strides, padding, data_format=None, name=None";

const pooling = (name: "max" | "avg", rank: number): FunctionModel =>
	defineOp(`nn.${name}_pool${rank}d`, POOLING, (args) => pooled(args, { rank, isMean: name === "avg" }));

/** `tf.nn.max_pool` is the one of its input's rank. */
function rankOfInput(args: OpArguments): number {
	const { shape } = args.tensor("input");
	if (shape.kind === "top") return vague(shape.why);
	const rank = shape.kind === "ranked" ? shape.dims.length - 2 : 0;
	if (rank >= 1 && rank <= 3) return rank;
	return failInPython(args, { code: "input-rank", message: "a pooling needs rank 3 to 5", argument: "input" });
}

const anyPooling = (name: "max" | "avg"): FunctionModel =>
	defineOp(`nn.${name}_pool`, POOLING, (args) => pooled(args, { rank: rankOfInput(args), isMean: name === "avg" }), {
		layer: (args) => (name === "avg" && rankOfInput(args) === 2 ? undefined : `nn.${name}_pool${rankOfInput(args)}d`),
	});

const oldPooling = (name: "max" | "avg"): FunctionModel =>
	defineOp(
		[`compat.v1.nn.${name}_pool`, `compat.v1.nn.${name}_pool2d`],
		"value, ksize, strides, padding, data_format='NHWC', name=None, input=None",
		(args) => pooled(args, { rank: 2, isMean: name === "avg", input: args.given("value") ? "value" : "input" }),
	);

/** `tf.nn.pool`: dilated windows, checked in Python. */
function general(args: OpArguments, dilationName: string): Operand {
	const reject = (message: string, argument: string, exception = "ValueError"): never =>
		failInPython(args, { code: "invalid-layer-argument", exception, message, argument });
	const shape = args.get("window_shape");
	if (shape.kind === "int") return reject("the window shape is a sequence", "window_shape", "TypeError");
	const sizes = args.ints("window_shape") ?? vague("the window shape");
	const rank = sizes.length;
	const own: OpArguments = { ...args, fail: (failure) => args.fail({ ...failure, exception: "ValueError" }) };
	withRank(own, args.tensor("input"), rank + 2, "input");
	const [strides, dilations] = ["strides", dilationName].map((name) =>
		args.given(name) ? (args.ints(name) ?? []) : sizes.map(() => 1),
	) as [readonly number[], readonly number[]];
	const isDilated = dilations.some((size) => size > 1);
	if (isDilated && strides.some((size) => size > 1)) return reject("a dilated pooling has no strides", "strides");
	const padding = args.get("padding");
	if (isDilated && padding.kind === "str" && padding.value === "SAME")
		return reject("a dilated pooling has no padding", "padding");
	if (strides.some((size, axis) => size > (sizes[axis] as number)))
		return reject("the strides are larger than the window", "strides");
	const kind = choiceOf(own, "pooling_type", ["MAX", "AVG"]) ?? vague("the type of a pooling");
	return slid(args, args.tensor("input"), kind === "AVG", sizes, { strides, dilations, isPhased: true });
}

function withArgmax(args: OpArguments, dtypeName: string, isWhole: boolean): OpResult {
	const format = args.get("data_format");
	if (format.kind === "str" && format.value !== "NHWC")
		return failInPython(args, {
			code: "invalid-layer-argument",
			message: "channels come last here",
			argument: "data_format",
		});
	const read = (name: string): readonly number[] =>
		isWhole ? wholeList(args, name, 4).slice(1, -1) : perAxis(args, name, 2);
	const [sizes, strides] = [read("ksize"), read("strides")];
	const dtype: DType = args.given(dtypeName) ? (args.dtype(dtypeName) ?? "int64") : "int64";
	requireDType(args, "nn.max_pool_with_argmax", dtype, (each) => each === "int32" || each === "int64");
	const output = slid(args, args.tensor("input"), false, sizes, { strides, dilations: [1, 1] });
	return { kind: "tuple", fields: ["output", "argmax"], items: [output, { shape: output.shape, dtype }] };
}

/** How many times smaller the output is: whole tensors' lists begin and end with 1. */
function ratiosOf(args: OpArguments, isMean: boolean): readonly number[] {
	const value = args.get("pooling_ratio");
	const reject = (message: string, exception?: string): never =>
		args.fail({
			code: "invalid-layer-argument",
			message,
			argument: "pooling_ratio",
			...(exception ? { exception } : {}),
		});
	const items = value.kind === "list" || value.kind === "tuple" ? (value.items ?? vague("the ratio")) : [value];
	const ratios = items.map((item) =>
		(item.kind === "float" || item.kind === "int") && item.value !== undefined ? item.value : vague("the ratio"),
	);
	const isList = value.kind === "list" || value.kind === "tuple";
	if (isMean && !isList) return reject("the ratios are a list", "TypeError");
	if (!isMean && (ratios.some((ratio) => ratio < 1) || (isList && (ratios[0] !== 1 || ratios.at(-1) !== 1))))
		return reject("the ratios are at least 1, and 1 for batch and channels", "ValueError");
	if (!isList) return [ratios[0] as number, ratios[0] as number];
	return ratios.length === 4
		? ratios.slice(1, -1)
		: reject(`there are ${ratios.length} ratios for 4 axes`, isMean ? undefined : "ValueError");
}

const fractional = (name: string, isMean: boolean, isOld = false): FunctionModel =>
	defineOp(
		isOld ? `compat.v1.nn.fractional_${name}_pool` : `nn.fractional_${name}_pool`,
		isOld
			? "value, pooling_ratio, pseudo_random=False, overlapping=False, deterministic=False, seed=0, seed2=0, name=None"
			: "value, pooling_ratio, pseudo_random=False, overlapping=False, seed=0, name=None",
		(args): OpResult => {
			const value = args.tensor("value");
			const ratios = ratiosOf(args, isMean || isOld);
			requireDType(args, "nn.fractional_max_pool", value.dtype, (dtype) => isFloating(dtype) || isInteger(dtype));
			const dims = withRank(args, value, 4, "value");
			const places = ratios.map((ratio, axis) => {
				const dim = dims[axis + 1] as Dim;
				return typeof dim === "number" ? Math.floor(dim / ratio) : dim;
			});
			// The kernel gives one boundary more than there are places; the shape function forgets it.
			const bounds = places.map((dim) => ({
				shape: ranked([typeof dim === "number" && !args.isGraph ? dim + 1 : dim]),
				dtype: "int64" as const,
			}));
			const output = { shape: ranked([dims[0] as Dim, ...places, dims[3] as Dim]), dtype: value.dtype };
			return {
				kind: "tuple",
				fields: ["output", "row_pooling_sequence", "col_pooling_sequence"],
				items: [output, ...bounds],
			};
		},
	);

const ARGMAX = "input, ksize, strides, padding, data_format='NHWC'";

export const POOLING_OPS: readonly FunctionModel[] = [
	...[1, 2, 3].flatMap((rank) => [pooling("max", rank), pooling("avg", rank)]),
	anyPooling("max"),
	anyPooling("avg"),
	oldPooling("max"),
	oldPooling("avg"),
	defineOp(
		"nn.pool",
		"input, window_shape, pooling_type, strides=None, padding='VALID', data_format=None, dilations=None, name=None",
		(args) => general(args, "dilations"),
		{ layer: () => "compat.v1.nn.pool" },
	),
	defineOp(
		"compat.v1.nn.pool",
		"input, window_shape, pooling_type, padding, dilation_rate=None, strides=None, name=None, data_format=None, dilations=None",
		(args) => general(args, args.given("dilation_rate") ? "dilation_rate" : "dilations"),
	),
	defineOp(
		"nn.max_pool_with_argmax",
		`${ARGMAX}, output_dtype='int64', include_batch_in_index=False, name=None`,
		(args) => withArgmax(args, "output_dtype", false),
	),
	defineOp(
		"compat.v1.nn.max_pool_with_argmax",
		`${ARGMAX}, Targmax=None, name=None, output_dtype=None, include_batch_in_index=False`,
		(args) => withArgmax(args, args.given("Targmax") ? "Targmax" : "output_dtype", true),
	),
	fractional("max", false),
	fractional("avg", true),
	fractional("max", false, true),
	fractional("avg", true, true),
];
