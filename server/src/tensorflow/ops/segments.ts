import { type Dim, type DType, isInteger, printShape, ranked } from "../../domain";
import type { FunctionModel } from "../../interpreter/api";
import type { Operand } from "../convert";
import { defineOp, dimsOf, type OpArguments } from "../op";
import { withRank } from "./checks";
import { dividedDType } from "./elementwise";
import { counted, indices, merge, numbers, sizeArgument } from "./inference";
import { type Accepts, inexact, number, real, requireDType } from "./keep";

/** What a reduction over segments takes: sums are of complex numbers too. */
const ACCEPTS: Readonly<Record<string, Accepts>> = {
	sum: number,
	mean: number,
	prod: number,
	max: real,
	min: real,
	sqrt_n: inexact,
};

function dataOf(args: OpArguments, name: string): Operand {
	const data = args.tensor("data");
	requireDType(args, name, data.dtype, ACCEPTS[name] ?? number);
	return data;
}

/** `tf.math.segment_sum` and its like: (n, …) and ids (n,) give (segments, …). */
const segment = (name: string): FunctionModel =>
	defineOp(`math.segment_${name}`, "data, segment_ids, name=None", (args) => {
		const data = dataOf(args, name);
		const ids = indices(args, "segment_ids");
		const [length] = withRank(args, ids, 1, "segment_ids");
		const dims = dimsOf(data);
		if (!args.isGraph) merge(args, length as Dim, dims[0] ?? 0, "the data and its ids");
		const last = args.isGraph ? undefined : numbers(ids)?.at(-1);
		const size = last === undefined ? counted(args, "how many segments there are") : last + 1;
		return { shape: ranked([size, ...dims.slice(1)]), dtype: data.dtype };
	});

/** What the mean of ints is: they are divided by counts. */
const resultOf = (name: string, dtype: DType): DType =>
	name === "mean" && isInteger(dtype) ? dividedDType(dtype) : dtype;

/** `tf.math.unsorted_segment_sum` and its like: ids have the leading axes of the data. */
const unsortedSegment = (name: string): FunctionModel =>
	defineOp(`math.unsorted_segment_${name}`, "data, segment_ids, num_segments, name=None", (args) => {
		const ids = indices(args, "segment_ids");
		const data = args.tensor("data");
		if (name !== "sqrt_n") requireDType(args, name, data.dtype, ACCEPTS[name] ?? number);
		const [dims, prefix] = [dimsOf(data), dimsOf(ids)];
		if (prefix.length > dims.length) rejectPrefix(args, data, ids);
		for (const [axis, dim] of prefix.entries()) merge(args, dim, dims[axis] as Dim, "the data and its ids");
		requireDType(args, name, data.dtype, ACCEPTS[name] ?? number);
		return {
			shape: ranked([sizeArgument(args, "num_segments"), ...dims.slice(prefix.length)]),
			dtype: resultOf(name, data.dtype),
		};
	});

const rejectPrefix = (args: OpArguments, data: Operand, ids: Operand): never =>
	args.fail({
		code: "input-rank",
		message: `segment_ids of the shape ${printShape(ids.shape)} are no leading axes of ${printShape(data.shape)}`,
		argument: "segment_ids",
	});

export const SEGMENT_OPS: readonly FunctionModel[] = [
	...["sum", "mean", "max", "min", "prod"].flatMap((name) => [segment(name), unsortedSegment(name)]),
	unsortedSegment("sqrt_n"),
];
