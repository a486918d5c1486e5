import { type DType, isFloating, ranked, type Shape } from "../../domain";
import type { FunctionModel } from "../../interpreter/api";
import type { Operand } from "../convert";
import { defineOp, type OpArguments } from "../op";
import { normalizeAxis, withDims } from "../shape-functions";
import { rejectDType } from "./elementwise";
import { sizeArgument } from "./inference";
import { number, real, requireDType } from "./keep";

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

const reduction = (names: readonly string[], accepts: (dtype: DType) => boolean = () => true): FunctionModel =>
	defineOp(names, "input_tensor, axis=None, keepdims=False, name=None", (args) => {
		const { shape, dtype } = args.tensor("input_tensor");
		const isRejected = typeof dtype === "string" && !accepts(dtype);
		// What is Python over several operations reduces before it meets the one that rejects the dtype.
		if (isRejected && !IN_PYTHON.has(names[0] ?? "")) return rejectDType(names[0] ?? "", dtype, args);
		const isWhole = shape.kind !== "ranked" && !args.given("axis") && !IN_PYTHON.has(names[0] ?? "");
		const result = isWhole && !args.isTrue("keepdims") ? ranked([]) : reduceShape(shape, args);
		if (isRejected) rejectInPython(names[0] ?? "", dtype, args);
		return { shape: result, dtype };
	});

const IN_PYTHON: ReadonlySet<string> = new Set(["math.reduce_std", "math.reduce_variance", "reduce_logsumexp"]);

const rejectInPython = (name: string, dtype: string, args: OpArguments): never =>
	name === "reduce_logsumexp"
		? rejectDType(name, dtype, args)
		: rejectDType(name, dtype, { ...args, fail: (failure) => args.fail({ ...failure, exception: "TypeError" }) });

const REDUCTIONS: readonly FunctionModel[] = [
	...["reduce_sum", "reduce_mean", "reduce_prod"].map((name) => reduction([name, `math.${name}`], number)),
	...["reduce_max", "reduce_min"].map((name) => reduction([name, `math.${name}`], real)),
	...["reduce_any", "reduce_all"].map((name) => reduction([name, `math.${name}`], (dtype) => dtype === "bool")),
	reduction(["math.reduce_euclidean_norm"], number),
	...["reduce_logsumexp", "math.reduce_std", "math.reduce_variance"].map((name) =>
		reduction(name === "reduce_logsumexp" ? [name, `math.${name}`] : [name], isFloating),
	),
];

const arg = (name: string): FunctionModel =>
	defineOp([name, `math.${name}`], "input, axis=None, output_type='int64', name=None", (args) => {
		const { shape } = args.tensor("input");
		const axis = args.given("axis") ? (args.int("axis") as number) : 0;
		const dtype = args.dtype("output_type") ?? "int64";
		const result = withDims(shape, (dims) => {
			const at = normalizeAxis(axis, dims.length);
			if (at === undefined) {
				return args.fail({
					code: "input-rank",
					message: `axis ${axis} is out of range for a tensor of rank ${dims.length}`,
					argument: "axis",
				});
			}
			return dims.toSpliced(at, 1);
		});
		return { shape: result, dtype };
	});

/** Running sums and products keep the shape. */
const scan = (name: string): FunctionModel =>
	defineOp([name, `math.${name}`], "x, axis=0, exclusive=False, reverse=False, name=None", (args) => {
		return scanned(args, name);
	});

/** An axis that exists; truths are not added up. */
function scanned(args: OpArguments, name: string): Operand {
	const { shape, dtype } = args.tensor("x");
	requireDType(args, name, dtype, number);
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

const NORM = defineOp(
	["norm", "linalg.norm"],
	"tensor, ord='euclidean', axis=None, keepdims=None, name=None",
	(args) => {
		const { shape, dtype } = args.tensor("tensor");
		return { shape: reduceShape(shape, args), dtype };
	},
);

const TOP_K = defineOp(["math.top_k", "nn.top_k"], "input, k=1, sorted=True, index_type='int32', name=None", (args) => {
	const { shape, dtype } = args.tensor("input");
	const k = sizeArgument(args, "k");
	const result = withDims(shape, (dims) => (dims.length === 0 ? ranked([]) : dims.with(-1, k)));
	return {
		kind: "tuple",
		fields: ["values", "indices"],
		items: [
			{ shape: result, dtype },
			{ shape: result, dtype: "int32" },
		],
	};
});

const sortLike = (name: string, result?: DType): FunctionModel =>
	defineOp(name, "values, axis=-1, direction='ASCENDING', stable=False, name=None", (args) => {
		const { shape, dtype } = args.tensor("values");
		return { shape, dtype: result ?? dtype };
	});

export const REDUCE_OPS: readonly FunctionModel[] = [
	...REDUCTIONS,
	arg("argmax"),
	arg("argmin"),
	scan("cumsum"),
	defineOp(["math.cumprod"], "x, axis=0, exclusive=False, reverse=False, name=None", (args) =>
		scanned(args, "math.cumprod"),
	),
	defineOp(["math.cumulative_logsumexp"], "x, axis=0, exclusive=False, reverse=False, name=None", (args) =>
		scanned(args, "math.cumulative_logsumexp"),
	),
	NORM,
	TOP_K,
	sortLike("sort"),
	sortLike("argsort", "int32"),
];
