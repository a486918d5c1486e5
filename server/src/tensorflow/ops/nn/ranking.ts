import { type Dim, isInteger, isStatic, type Problem, ranked } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import type { Operand } from "../../convert";
import { defineOp, type OpArguments, type OpResult } from "../../op";
import { normalizeAxis } from "../../shape-functions";
import { failAtOnce, fixedDType, mergedDim, openDim, scalarOf, vector, withRank, withRankAtLeast } from "../checks";
import { composed } from "../composed";
import { floating, real, requireDType } from "../keep";
import { rejectFloatIndices } from "../spread";

/** How many are taken of the last axis, where that is known. */
function countOf(args: OpArguments, last: Dim): Dim {
	const k = args.tensor("k");
	withRank(args, k, 0, "k");
	const value = args.get("k");
	const count = scalarOf(value);
	const reject = (message: string, code: Problem["code"] = "invalid-layer-argument"): never =>
		args.fail({ code, message, argument: "k" });
	if (count === undefined)
		return value.kind === "tensor" && args.isGraph ? openDim(args, "k is a tensor") : vague("how many are taken");
	if (count < 0) return reject(`k is ${count}, but it must not be negative`);
	if (isStatic(last) && count > last)
		return reject(`the last axis is ${last}, fewer than the ${count} asked for`, "input-axis-size");
	return count;
}

/** The largest, and where they are. */
const TOP_K = defineOp(
	["math.top_k", "nn.top_k"],
	"input, k=1, sorted=True, index_type='int32', name=None",
	(args): OpResult => {
		const input = args.tensor("input");
		requireDType(args, "math.top_k", input.dtype, real);
		const dims = withRankAtLeast(args, input, 1);
		const index = args.dtype("index_type") ?? "int32";
		if (dims === undefined) return both(input.shape, input.dtype, index);
		const shape = ranked(dims.with(-1, countOf(args, dims.at(-1) as Dim)));
		return both(shape, input.dtype, index);
	},
);

const both = (shape: Operand["shape"], dtype: Operand["dtype"], index: Operand["dtype"]): OpResult => ({
	kind: "tuple",
	fields: ["values", "indices"],
	items: [
		{ shape, dtype },
		{ shape, dtype: index },
	],
});

function inTopK(args: OpArguments): Operand {
	const targets = args.tensor("targets");
	const k = args.tensor("k");
	const isFloat = !isInteger(k.dtype) && isInteger(targets.dtype);
	if (!args.isGraph && isFloat && k.adapts === true) rejectCount(args, targets);
	const predictions = fixedDType(args, "predictions", "float32", predictionsError(args));
	rejectFloatIndices(targets, args, "targets");
	if (isFloat || (args.isGraph && k.adapts !== true && k.dtype !== targets.dtype)) rejectCount(args, targets);
	const [rows] = withRank(args, predictions, 2, "predictions") as [Dim];
	const [count] = withRank(args, targets, 1, "targets") as [Dim];
	if (!args.isGraph) withRank(args, k, 0, "k");
	return { shape: vector(mergedDim(args, rows, count, "predictions and targets")), dtype: "bool" };
}

const rejectCount = (args: OpArguments, { dtype }: Operand): never =>
	args.fail({
		code: "invalid-layer-argument",
		exception: args.isGraph || args.tensor("k").adapts === true ? "TypeError" : "InvalidArgumentError",
		message: `k has the dtype of the targets, ${String(dtype)}`,
		argument: "k",
	});

/** With a list beside it, the tensor is converted by Python. */
const predictionsError = (args: OpArguments): string => {
	const k = args.get("k");
	return k.kind === "list" || k.kind === "tuple" ? "ValueError" : "InvalidArgumentError";
};

/** The largest of a cut: approximately, over an axis of a known size. */
const approximate = (name: string, text: string): FunctionModel => {
	const [first = ""] = text.split(",");
	return defineOp(
		name,
		text,
		(args): OpResult => {
			const operand = args.tensor(first);
			requireDType(args, name, operand.dtype, (dtype) => floating(dtype) && dtype !== "float64");
			const dims = operand.shape.kind === "ranked" ? operand.shape.dims : vague("an operand of unknown rank");
			const at = normalizeAxis(args.int("reduction_dimension") ?? -1, dims.length);
			const dim = at === undefined ? undefined : dims[at];
			const k = args.int("k") ?? vague("how many are taken");
			if (at === undefined || dim === undefined || !isStatic(dim) || dim < k)
				return args.fail({ code: "input-axis-size", message: `an axis of ${k} or more is needed, of a known size` });
			return both(ranked(dims.with(at, k)), operand.dtype, "int32");
		},
		{ layer: () => "approx_top_k" },
	);
};

const APPROXIMATE =
	"k, reduction_dimension=-1, recall_target=0.95, reduction_input_size_override=-1, aggregate_to_topk=True, name=None";

/** `tf.nn.isotonic_regression`: values that rise or fall, and the segments that they make. */
const ISOTONIC = defineOp("nn.isotonic_regression", "inputs, decreasing=True, axis=-1", (args): OpResult => {
	const { shape, dtype } = args.tensor("inputs");
	const rank = shape.kind === "ranked" ? shape.dims.length : vague("inputs of unknown rank");
	const axis = args.int("axis") ?? -1;
	if (normalizeAxis(axis, rank) === undefined)
		failAtOnce(args, {
			code: "input-rank",
			message: `axis ${axis} is out of range for rank ${rank}`,
			argument: "axis",
		});
	requireDType(args, "nn.isotonic_regression", dtype, real);
	return {
		kind: "tuple",
		items: [
			{ shape, dtype: isInteger(dtype) ? "float64" : dtype },
			{ shape, dtype: "int32" },
		],
	};
});

export const RANKING_OPS: readonly FunctionModel[] = [
	TOP_K,
	...["math.in_top_k", "nn.in_top_k"].map((name) =>
		composed(name, "targets, predictions, k, name=None", ({ call }, [targets, predictions, k]) =>
			call("compat.v1.math.in_top_k", predictions, targets, k),
		),
	),
	defineOp(["compat.v1.nn.in_top_k", "compat.v1.math.in_top_k"], "predictions, targets, k, name=None", inTopK, {
		layer: () => "compat.v1.math.in_top_k",
	}),
	approximate("math.approx_max_k", `operand, ${APPROXIMATE}`),
	approximate("math.approx_min_k", `operand, ${APPROXIMATE}`),
	approximate("nn.approx_max_k", `operand, ${APPROXIMATE}`),
	approximate("nn.approx_min_k", `operand, ${APPROXIMATE}`),
	approximate(
		"approx_top_k",
		"input, k, reduction_dimension=-1, recall_target=0.95, is_max_k=True, reduction_input_size_override=-1, aggregate_to_topk=True, name=None",
	),
	ISOTONIC,
];
