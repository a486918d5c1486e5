import { type DType, isFloating, ranked, type Shape } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import { defineOp, type OpArguments } from "../op";
import { normalizeAxis, withDims } from "../shape-functions";
import { rejectDType } from "./elementwise";

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
		if (typeof dtype === "string" && !accepts(dtype)) {
			if (accepts("bool")) return rejectDType(names[0] ?? "", dtype, args);
			vague(`${names[0]} of a tensor of dtype ${dtype}`);
		}
		return { shape: reduceShape(shape, args), dtype };
	});

const REDUCTIONS: readonly FunctionModel[] = [
	...["reduce_sum", "reduce_mean", "reduce_max", "reduce_min", "reduce_prod"].map((name) =>
		reduction([name, `math.${name}`]),
	),
	...["reduce_any", "reduce_all"].map((name) => reduction([name, `math.${name}`], (dtype) => dtype === "bool")),
	...["reduce_logsumexp", "math.reduce_std", "math.reduce_variance", "math.reduce_euclidean_norm"].map((name) =>
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
		const { shape, dtype } = args.tensor("x");
		return { shape, dtype };
	});

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
	const k = args.int("k") ?? 1;
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
	defineOp(["math.cumprod"], "x, axis=0, exclusive=False, reverse=False, name=None", (args) => {
		const { shape, dtype } = args.tensor("x");
		return { shape, dtype };
	}),
	NORM,
	TOP_K,
	sortLike("sort"),
	sortLike("argsort", "int32"),
];
