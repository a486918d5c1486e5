import { type Dim, type DType, noneDim, ranked, unknownDim } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import { defineOp, dimsOf, type OpArguments, type OpResult } from "../op";
import { keep } from "./keep";

const SCATTER_ND = defineOp("scatter_nd", "indices, updates, shape, name=None", (args) => {
	const { dtype } = args.tensor("updates");
	const sizes = args.sizes("shape") ?? vague("the shape of a scatter");
	return { shape: ranked(sizes), dtype };
});

const TENSOR_SCATTERS = ["update", "add", "sub", "max", "min"].map((name) =>
	keep(`tensor_scatter_nd_${name}`, "tensor, indices, updates, name=None"),
);

/** How many elements the values decide. */
export const counted = (args: OpArguments, text: string): Dim => {
	const why = { text, origin: args.origin };
	return args.isGraph ? noneDim(why) : unknownDim(why);
};

/** `tf.sequence_mask`: without a length, the longest of the lengths. */
const SEQUENCE_MASK = defineOp("sequence_mask", "lengths, maxlen=None, dtype='bool', name=None", (args) => {
	const lengths = dimsOf(args.tensor("lengths"));
	const size = args.given("maxlen") ? (args.sizes("maxlen")?.[0] ?? vague("the length of a mask")) : undefined;
	return {
		shape: ranked([...lengths, size ?? counted(args, "the longest of the lengths")]),
		dtype: args.dtype("dtype") ?? "bool",
	};
});

const SEARCHSORTED = defineOp(
	"searchsorted",
	"sorted_sequence, values, side='left', out_type='int32', name=None",
	(args) => {
		const { shape } = args.tensor("values");
		return { shape, dtype: args.dtype("out_type") ?? "int32" };
	},
);

const unique = (name: string, isCounted: boolean): FunctionModel =>
	defineOp(name, "x, out_idx='int32', name=None", (args): OpResult => {
		const { shape, dtype } = args.tensor("x");
		if (dimsOf({ shape, dtype }).length !== 1) return vague("unique elements of another rank than 1");
		const found = ranked([counted(args, "how many elements differ")]);
		const places = args.dtype("out_idx") ?? "int32";
		const items = [
			{ shape: found, dtype },
			{ shape, dtype: places },
		];
		return {
			kind: "tuple",
			fields: isCounted ? ["y", "idx", "count"] : ["y", "idx"],
			items: isCounted ? [...items, { shape: found, dtype: places }] : items,
		};
	});

const segment = (name: string): FunctionModel =>
	defineOp(`math.segment_${name}`, "data, segment_ids, name=None", (args) => {
		const data = args.tensor("data");
		const ids = args.tensor("segment_ids").content;
		const last = ids?.kind === "list" ? ids.items?.at(-1) : undefined;
		const count = last?.kind === "int" && last.value !== undefined ? last.value + 1 : undefined;
		const size = args.isGraph || count === undefined ? counted(args, "how many segments there are") : count;
		return { shape: ranked([size, ...dimsOf(data).slice(1)]), dtype: data.dtype };
	});

const unsortedSegment = (name: string): FunctionModel =>
	defineOp(`math.unsorted_segment_${name}`, "data, segment_ids, num_segments, name=None", (args) => {
		const data = args.tensor("data");
		const rank = dimsOf(args.tensor("segment_ids")).length;
		const count = args.sizes("num_segments")?.[0] ?? vague("how many segments there are");
		return { shape: ranked([count, ...dimsOf(data).slice(rank)]), dtype: data.dtype };
	});

const IDENTITY_N = defineOp("identity_n", "input, name=None", (args) => ({
	kind: "list",
	items: args.tensors("input").map(({ shape, dtype }) => ({ shape, dtype })),
}));

const SHAPE_N = defineOp("shape_n", "input, out_type='int32', name=None", (args) => {
	const dtype: DType = args.dtype("out_type") ?? "int32";
	return {
		kind: "list",
		items: args.tensors("input").map((each) => ({ shape: ranked([dimsOf(each).length]), dtype })),
	};
});

const DYNAMIC_PARTITION = defineOp("dynamic_partition", "data, partitions, num_partitions, name=None", (args) => {
	const data = args.tensor("data");
	const rank = dimsOf(args.tensor("partitions")).length;
	const count = args.int("num_partitions") ?? vague("how many partitions there are");
	const part = {
		shape: ranked([counted(args, "how many go into each part"), ...dimsOf(data).slice(rank)]),
		dtype: data.dtype,
	};
	return { kind: "list", items: Array(count).fill(part) };
});

const HISTOGRAM = defineOp(
	"histogram_fixed_width",
	"values, value_range, nbins=100, dtype='int32', name=None",
	(args) => ({ shape: ranked([args.int("nbins") ?? 100]), dtype: args.dtype("dtype") ?? "int32" }),
);

export const SCATTER_OPS: readonly FunctionModel[] = [
	SCATTER_ND,
	...TENSOR_SCATTERS,
	SEQUENCE_MASK,
	SEARCHSORTED,
	unique("unique", false),
	unique("unique_with_counts", true),
	...["sum", "mean", "max", "min", "prod"].flatMap((name) => [segment(name), unsortedSegment(name)]),
	unsortedSegment("sqrt_n"),
	IDENTITY_N,
	SHAPE_N,
	DYNAMIC_PARTITION,
	HISTOGRAM,
	keep("math.invert_permutation", "x, name=None"),
];
