import { type DType, isFloating, isInteger, type Shape } from "../../domain";
import type { FunctionModel } from "../../interpreter/api";
import { adapt, type Operand } from "../convert";
import { defineOp, type OpArguments } from "../op";
import { normalizeAxis, withDims } from "../shape-functions";
import { rejectDType } from "./elementwise";
import { floating, inexact, number, real, requireDType } from "./keep";
import { realPart } from "./real-part";

/** The axes that an argument names, from the front; all of them for `None`. */
export function reducedAxes(args: OpArguments, name: string, rank: number): readonly number[] {
	const axes = args.ints(name);
	if (!axes) return Array.from({ length: rank }, (_, axis) => axis);
	return axes.map((axis) => {
		const at = normalizeAxis(axis, rank);
		if (at !== undefined) return at;
		return args.fail({
			code: "input-rank",
			message: `axis ${axis} is out of range for a tensor of rank ${rank}`,
			argument: name,
		});
	});
}

export function reduceShape(shape: Shape, args: OpArguments, name = "axis"): Shape {
	return withDims(shape, (dims) => {
		const axes = reducedAxes(args, name, dims.length);
		const keep = args.isTrue("keepdims");
		if (keep) return dims.map((dim, axis) => (axes.includes(axis) ? 1 : dim));
		return dims.filter((_, axis) => !axes.includes(axis));
	});
}

/** The axes of a reduction are ints, each of them once. */
function checkAxes(args: OpArguments, { shape }: Operand): void {
	if (!args.given("axis")) return;
	const axes = args.tensor("axis");
	if (axes.shape.kind === "ranked" && axes.shape.dims[0] === 0) return;
	if (axes.adapts === true) adapt(axes, "int32");
	else requireDType(args, "axis", axes.dtype, isInteger);
	if (args.isGraph || shape.kind !== "ranked") return;
	const all = reducedAxes(args, "axis", shape.dims.length);
	if (new Set(all).size === all.length) return;
	args.fail({ code: "invalid-layer-argument", message: "an axis is reduced twice", argument: "axis" });
}

const reduction = (names: readonly string[], accepts: (dtype: DType) => boolean = () => true): FunctionModel =>
	defineOp(names, "input_tensor, axis=None, keepdims=False, name=None", (args) => {
		const { shape, dtype } = args.tensor("input_tensor");
		checkAxes(args, { shape, dtype });
		const isRejected = typeof dtype === "string" && !accepts(dtype);
		// What is Python over several operations reduces before it meets the one that rejects the dtype.
		if (isRejected && !IN_PYTHON.has(names[0] ?? "")) return rejectDType(names[0] ?? "", dtype, args);
		const result = reduceShape(shape, args);
		if (isRejected) rejectInPython(names[0] ?? "", dtype, args);
		return {
			shape: result,
			dtype: names[0]?.startsWith("math.reduce_") && accepts === inexact ? realPart(dtype) : dtype,
		};
	});

const IN_PYTHON: ReadonlySet<string> = new Set(["math.reduce_std", "math.reduce_variance", "reduce_logsumexp"]);

const rejectInPython = (name: string, dtype: string, args: OpArguments): never =>
	name === "reduce_logsumexp" || dtype === "string" || dtype === "bool"
		? rejectDType(name, dtype, args)
		: rejectDType(name, dtype, { ...args, fail: (failure) => args.fail({ ...failure, exception: "TypeError" }) });

const REDUCTIONS: readonly FunctionModel[] = [
	...["reduce_sum", "reduce_mean", "reduce_prod"].map((name) => reduction([name, `math.${name}`], number)),
	...["reduce_max", "reduce_min"].map((name) => reduction([name, `math.${name}`], real)),
	...["reduce_any", "reduce_all"].map((name) => reduction([name, `math.${name}`], (dtype) => dtype === "bool")),
	reduction(["math.reduce_euclidean_norm"], number),
	reduction(["reduce_logsumexp", "math.reduce_logsumexp"], isFloating),
	...["std", "variance"].map((name) => reduction([`math.reduce_${name}`], inexact)),
];

/** Running sums and products keep the shape. */
const scan = (name: string): FunctionModel =>
	defineOp([name, `math.${name}`], "x, axis=0, exclusive=False, reverse=False, name=None", (args) => {
		return scanned(args, name);
	});

/** An axis that exists; truths are not added up. */
function scanned(args: OpArguments, name: string, accepts = number): Operand {
	const { shape, dtype } = args.tensor("x");
	requireDType(args, name, dtype, accepts);
	const axis = args.int("axis") ?? 0;
	const rank = shape.kind === "ranked" ? shape.dims.length : undefined;
	if (!args.isGraph && rank !== undefined && normalizeAxis(axis, rank) === undefined) {
		return args.fail({
			code: "input-rank",
			message: `axis ${axis} is out of range for a tensor of rank ${rank}`,
			argument: "axis",
		});
	}
	return { shape, dtype };
}

export const REDUCE_OPS: readonly FunctionModel[] = [
	...REDUCTIONS,
	scan("cumsum"),
	defineOp(["math.cumprod"], "x, axis=0, exclusive=False, reverse=False, name=None", (args) =>
		scanned(args, "math.cumprod"),
	),
	defineOp(["math.cumulative_logsumexp"], "x, axis=0, exclusive=False, reverse=False, name=None", (args) =>
		scanned(args, "math.cumulative_logsumexp", floating),
	),
];
