import { bool, type Dim, type DType, isFloating, isStatic, NONE, ranked, str, tuple } from "../../../domain";
import { type FunctionModel, raise, vague } from "../../../interpreter/api";
import type { Operand } from "../../convert";
import { defineOp, type OpArguments, type OpResult } from "../../op";
import { normalizeAxis } from "../../shape-functions";
import { composed } from "../composed";
import { broadcast, commonDType } from "../elementwise";
import { failInPython } from "../image/images";
import { number, requireDType } from "../keep";

/** Means and variances. Mirrors tensorflow/python/ops/nn_impl.py. */

/** `tf.nn.moments`: mean and variance over some axes, as TensorFlow writes it. */
const moments = (name: string, text: string): FunctionModel => {
	const at = text.split(", ").findIndex((part) => part.startsWith("keepdims") || part.startsWith("keep_dims"));
	return composed(name, text, ({ call, truth }, args) => {
		const [x, axes] = args;
		const keeps = [args[at], args[at + 1]].some((each) => each !== undefined && isGiven(each.kind) && truth(each));
		const isHalf = x.kind === "tensor" && x.spec.dtype === "float16";
		const y = isHalf ? call("cast", x, str("float32")) : x;
		const mean = call("reduce_mean", y, axes, bool(true));
		const spread = call("math.squared_difference", y, call("stop_gradient", mean));
		const both = [mean, call("reduce_mean", spread, axes, bool(true))];
		if (!keeps && axes.kind === "tensor") rejectAxes();
		const kept = keeps ? both : both.map((each) => call("squeeze", each, axes));
		return tuple(isHalf ? kept.map((each) => call("cast", each, str("float16"))) : kept);
	});
};

/** What is squeezed is told by Python's own numbers. */
const rejectAxes = (): never =>
	raise({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: "the axes of moments are a list of ints, no tensor",
		argument: "axes",
	});

const isGiven = (kind: string): boolean => kind === "bool" || kind === "int";

/** `tf.nn.normalize_moments`, by operations too. */
const NORMALIZE = composed(
	"nn.normalize_moments",
	"counts, mean_ss, variance_ss, shift, name=None",
	({ call }, [counts, mean, variance, shift]) => {
		const divisor = call("math.reciprocal", counts);
		const shifted = call("multiply", mean, divisor);
		const square = call("square", shifted);
		const spread = call("subtract", call("multiply", variance, divisor), square);
		return tuple([shift.kind === "none" ? shifted : call("add", shifted, shift), spread]);
	},
);

/** Axes that exist: `undefined` for all. */
function axesOf(args: OpArguments, rank: number): readonly number[] | undefined {
	if (args.get("axes").kind === "none") return undefined;
	const axes = args.ints("axes") ?? vague("the axes of moments");
	return axes.map(
		(axis) =>
			normalizeAxis(axis, rank) ??
			args.fail({ code: "input-rank", message: `a tensor of rank ${rank} has no axis ${axis}`, argument: "axes" }),
	);
}

const reduced = (dims: readonly Dim[], axes: readonly number[] | undefined, keeps: boolean): readonly Dim[] =>
	dims.flatMap((dim, axis) => (axes === undefined || axes.includes(axis) ? (keeps ? [1] : []) : [dim]));

const keepsAxes = (args: OpArguments): boolean =>
	["keepdims", "keep_dims"].some((name) => args.bound.given(name) !== undefined && args.isTrue(name));

function weighted(args: OpArguments): OpResult {
	const [x, weights] = [args.tensor("x"), args.tensor("frequency_weights")];
	requireDType(args, "nn.weighted_moments", x.dtype, number);
	const shape = broadcast(x.shape, weights.shape, args.fail);
	if (shape.kind !== "ranked") return vague("moments of an unknown rank");
	const axes = axesOf(args, shape.dims.length);
	requireFloats(args, x);
	const moment = { shape: ranked(reduced(shape.dims, axes, keepsAxes(args))), dtype: x.dtype };
	return { kind: "tuple", items: [moment, moment] };
}

/** A mean of ints is no int: its distance to them has two dtypes. */
function requireFloats(args: OpArguments, { dtype }: Operand): void {
	if (typeof dtype !== "string" || isFloating(dtype)) return;
	args.fail({
		code: "invalid-layer-input",
		exception: args.isGraph ? "TypeError" : "InvalidArgumentError",
		message: `the weighted moments of a tensor of ${dtype} are no ${dtype}`,
	});
}

/** Python multiplies the sizes of the axes, until it comes to one that is open. */
function isOutside(axes: readonly number[], dims: readonly Dim[]): boolean {
	const open = axes.findIndex((axis) => {
		const dim = dims.at(axis);
		return dim !== undefined && !isStatic(dim);
	});
	const looked = open < 0 ? axes : axes.slice(0, open);
	return looked.some((axis) => normalizeAxis(axis, dims.length) === undefined);
}

const isSequence = (kind: string): boolean => kind === "list" || kind === "tuple" || kind === "set";

/** Count, sum, sum of squares and shift; the shift is `None` when there is none. */
function sufficient(args: OpArguments): OpResult {
	if (!isSequence(args.get("axes").kind))
		return failInPython(args, {
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: "the axes are a sequence",
			argument: "axes",
		});
	const x = args.tensor("x");
	const dims = x.shape.kind === "ranked" ? x.shape.dims : vague("statistics of an unknown rank");
	const given = args.ints("axes") ?? [];
	if (isOutside(given, dims))
		return failInPython(args, {
			code: "input-rank",
			exception: "IndexError",
			message: "there is no such axis",
			argument: "axes",
		});
	const shift = args.given("shift") ? args.tensor("shift") : undefined;
	const dtype: DType = shift ? commonDType([x, { ...shift, adapts: false }], args.isGraph, args.fail) : x.dtype;
	const base = shift ? broadcast(x.shape, shift.shape, args.fail) : x.shape;
	const axes = axesOf(args, dims.length);
	const sum = { shape: ranked(reduced(base.kind === "ranked" ? base.dims : dims, axes, keepsAxes(args))), dtype };
	const count = { shape: ranked([]), dtype: x.dtype };
	return { kind: "tuple", items: [count, sum, sum, shift ? { shape: shift.shape, dtype: shift.dtype } : NONE] };
}

export const MOMENT_OPS: readonly FunctionModel[] = [
	moments("nn.moments", "x, axes, shift=None, keepdims=False, name=None"),
	moments("compat.v1.nn.moments", "x, axes, shift=None, name=None, keep_dims=None, keepdims=None"),
	NORMALIZE,
	defineOp("nn.weighted_moments", "x, axes, frequency_weights, keepdims=False, name=None", weighted, {
		layer: () => "compat.v1.nn.weighted_moments",
	}),
	defineOp(
		"compat.v1.nn.weighted_moments",
		"x, axes, frequency_weights, name=None, keep_dims=None, keepdims=None",
		weighted,
	),
	defineOp("nn.sufficient_statistics", "x, axes, shift=None, keepdims=False, name=None", sufficient, {
		layer: () => "compat.v1.nn.sufficient_statistics",
	}),
	defineOp(
		"compat.v1.nn.sufficient_statistics",
		"x, axes, shift=None, keep_dims=None, name=None, keepdims=None",
		sufficient,
	),
];
