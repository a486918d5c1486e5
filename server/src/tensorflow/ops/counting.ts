import { type Dim, type DType, isStatic, mapDims, printShape, ranked } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import { adapt, type Operand } from "../convert";
import { defineOp, dimsOf, type OpArguments, type OpResult } from "../op";
import { largeInteger } from "./accepts";
import { withRank } from "./checks";
import { commonDType } from "./elementwise";
import { counted, indices, mergeAll, numbers, sameOperand, scalars, sizeArgument } from "./inference";
import { keep, real, requireDType } from "./keep";

/** What the values of a tensor count: how often, in which order, how many differ. */

/** `tf.sequence_mask`: without a length, the longest of the lengths. */
const SEQUENCE_MASK = defineOp("sequence_mask", "lengths, maxlen=None, dtype='bool', name=None", (args) => {
	const lengths = args.tensor("lengths");
	const longest = (): Dim => {
		const known = numbers(lengths);
		return known && known.length > 0 ? Math.max(0, ...known) : counted(args, "the longest of the lengths");
	};
	if (args.given("maxlen")) requireScalar(args, args.tensor("maxlen"), "maxlen");
	const size = args.given("maxlen") ? lengthOf(args) : longest();
	return { shape: ranked([...dimsOf(lengths), size]), dtype: args.dtype("dtype") ?? "bool" };
});

const requireScalar = (args: OpArguments, { shape }: Operand, name: string): void => {
	if (shape.kind !== "ranked" || shape.dims.length === 0) return;
	args.fail({ code: "input-rank", exception: "ValueError", message: `${name} must be a scalar`, argument: name });
};

function lengthOf(args: OpArguments): Dim {
	const maxlen = args.tensor("maxlen");
	const [known] = numbers(maxlen) ?? [];
	if (known !== undefined) return Math.ceil(known);
	return sizeArgument(args, "maxlen");
}

const SEARCHSORTED = defineOp(
	"searchsorted",
	"sorted_sequence, values, side='left', out_type='int32', name=None",
	(args) => {
		const [sequence, values] = [args.tensor("sorted_sequence"), args.tensor("values")];
		const side = args.get("side");
		const [rows, wanted] = [dimsOf(sequence), dimsOf(values)];
		if (!args.isGraph && (rows.length === 0 || wanted.length === 0)) {
			args.fail({ code: "input-rank", message: "tf.searchsorted needs a last axis to search", argument: "values" });
		}
		if (side.kind === "str" && side.value !== "left" && side.value !== "right") {
			args.fail({
				code: "invalid-layer-argument",
				exception: "ValueError",
				message: `side must be "left" or "right", found "${side.value}"`,
				argument: "side",
			});
		}
		const operands = args.isGraph ? [sequence, values] : [sequence, values].map((each) => ({ ...each, adapts: false }));
		commonDType(operands, args.isGraph, args.fail);
		const count = (dims: readonly Dim[]): Dim =>
			mapDims(dims.slice(0, -1), (sizes) => sizes.reduce((product, size) => product * size, 1));
		if (!args.isGraph) mergeAll(args, [count(rows)], [count(wanted)], "the sequences and the values");
		return { shape: values.shape, dtype: args.dtype("out_type") ?? "int32" };
	},
);

const unique = (name: string, isCounted: boolean): FunctionModel =>
	defineOp(name, "x, out_idx='int32', name=None", (args): OpResult => {
		const { shape, dtype, content } = args.tensor("x");
		withRank(args, { shape, dtype }, 1, "x");
		const known = args.isGraph ? undefined : scalars(content);
		const found = ranked([known ? new Set(known).size : counted(args, "how many elements differ")]);
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

/** A list of tensors; a real tensor is one of its rows. */
const IDENTITY_N = defineOp("identity_n", "input, name=None", (args): OpResult => {
	const value = args.get("input");
	if (value.kind !== "tensor") return { kind: "list", items: args.tensors("input").map(sameOperand) };
	const [count, ...row] = dimsOf(args.tensor("input"));
	if (args.isGraph || !isStatic(count ?? 0)) {
		const message = "tf.identity_n takes a list of tensors, found one tensor";
		args.fail({ code: "invalid-layer-input", exception: "TypeError", message });
	}
	const item = { shape: ranked(row), dtype: args.tensor("input").dtype };
	return { kind: "list", items: Array<Operand>(Number(count ?? 0)).fill(item) };
});

const SHAPE_N = defineOp("shape_n", "input, out_type='int32', name=None", (args) => {
	const dtype: DType = args.dtype("out_type") ?? "int32";
	return {
		kind: "list",
		items: args.tensors("input").map((each) => ({ shape: ranked([dimsOf(each).length]), dtype })),
	};
});

const DYNAMIC_PARTITION = defineOp("dynamic_partition", "data, partitions, num_partitions, name=None", (args) => {
	const data = args.tensor("data");
	const parts = indices(args, "partitions", (dtype) => dtype === "int32");
	const count = args.int("num_partitions") ?? vague("how many partitions there are");
	const [dims, prefix] = [dimsOf(data), dimsOf(parts)];
	if (count < 1 || prefix.length > dims.length) {
		args.fail({
			code: "input-rank",
			...(count < 1 ? { exception: "ValueError" } : {}),
			message: `partitions of the shape ${printShape(parts.shape)} do not fit the data ${printShape(data.shape)}`,
			argument: count < 1 ? "num_partitions" : "partitions",
		});
	}
	mergeAll(args, prefix, dims.slice(0, prefix.length), "the data and its partitions");
	const known = args.isGraph ? undefined : numbers(parts);
	const size = (at: number): Dim =>
		known ? known.filter((part) => part === at).length : counted(args, "how many go into each part");
	const part = (at: number): Operand => ({
		shape: ranked([size(at), ...dims.slice(prefix.length)]),
		dtype: data.dtype,
	});
	return { kind: "list", items: Array.from({ length: count }, (_, at) => part(at)) };
});

/** The dtype of the values, which the ends of the range share. */
function checkHistogram(args: OpArguments): Operand {
	const values = args.tensor("values");
	requireDType(args, "histogram_fixed_width", values.dtype, (dtype) => real(dtype) && dtype !== "float16");
	const range = args.tensor("value_range");
	if (range.adapts === true) adapt(range, values.dtype);
	const dims = dimsOf(range);
	if (dims.length !== 1 || dims[0] !== 2)
		args.fail({ code: "input-axis-size", message: "value_range holds two numbers", argument: "value_range" });
	return values;
}

const HISTOGRAM = defineOp(
	"histogram_fixed_width",
	"values, value_range, nbins=100, dtype='int32', name=None",
	(args) => {
		checkHistogram(args);
		return { shape: ranked([args.int("nbins") ?? 100]), dtype: args.dtype("dtype") ?? "int32" };
	},
);

const HISTOGRAM_BINS = defineOp(
	"histogram_fixed_width_bins",
	"values, value_range, nbins=100, dtype='int32', name=None",
	(args) => {
		const [values, range] = [args.tensor("values"), args.tensor("value_range")];
		commonDType(
			[
				{ ...values, adapts: false },
				{ ...range, adapts: false },
			],
			args.isGraph,
			args.fail,
		);
		return { shape: values.shape, dtype: args.dtype("dtype") ?? "int32" };
	},
);

/** The labels of `tf.math.bincount` or `confusion_matrix`: one more than the largest. */
const classesOf = (args: OpArguments, operands: readonly Operand[]): Dim => {
	const all = operands.map(numbers);
	if (all.includes(undefined)) return counted(args, "the largest of the values");
	return Math.max(-1, ...all.flatMap((each) => each ?? [])) + 1;
};

const within = (size: Dim, args: OpArguments): Dim => {
	if (typeof size !== "number") return size;
	const [least, most] = ["minlength", "maxlength"].map((name) => (args.given(name) ? args.int(name) : undefined));
	return Math.min(most ?? Infinity, Math.max(least ?? 0, size));
};

const BINCOUNT = defineOp(
	"math.bincount",
	"arr, weights=None, minlength=None, maxlength=None, dtype='int32', name=None, axis=None, binary_output=False",
	(args) => {
		const values = args.tensor("arr");
		const size = within(classesOf(args, [values]), args);
		const dtype = args.given("weights") ? args.tensor("weights").dtype : (args.dtype("dtype") ?? "int32");
		const axis = args.given("axis") ? args.int("axis") : 0;
		if (axis === 0) return { shape: ranked([size]), dtype };
		const [rows] = dimsOf(values);
		const isKnown = typeof size === "number";
		return { shape: ranked([isKnown || !args.isGraph ? (rows as Dim) : size, size]), dtype };
	},
);

/** Labels and predictions lose a last axis of 1 that the other lacks, as `remove_squeezable_dimensions` does. */
const CONFUSION = defineOp(
	"math.confusion_matrix",
	"labels, predictions, num_classes=None, weights=None, dtype='int32', name=None",
	(args) => {
		const [labels, predictions] = [args.tensor("labels"), args.tensor("predictions")];
		const squeezed = (each: Operand, other: Operand): readonly Dim[] => {
			const dims = dimsOf(each);
			return dims.length === dimsOf(other).length + 1 ? dims.slice(0, -1) : dims;
		};
		const found = mergeAll(
			args,
			squeezed(labels, predictions),
			squeezed(predictions, labels),
			"the labels and predictions",
		);
		if (found.length !== 1)
			args.fail({ code: "input-rank", message: "labels and predictions are vectors", argument: "labels" });
		const size = args.given("num_classes") ? sizeArgument(args, "num_classes") : classesOf(args, [labels, predictions]);
		return { shape: ranked([size, size]), dtype: args.dtype("dtype") ?? "int32" };
	},
);

export const COUNTING_OPS: readonly FunctionModel[] = [
	SEQUENCE_MASK,
	SEARCHSORTED,
	unique("unique", false),
	unique("unique_with_counts", true),
	IDENTITY_N,
	SHAPE_N,
	DYNAMIC_PARTITION,
	HISTOGRAM,
	HISTOGRAM_BINS,
	BINCOUNT,
	CONFUSION,
	defineOp("math.invert_permutation", "x, name=None", (args) => {
		const operand = indices(args, "x", largeInteger);
		return { shape: ranked(withRank(args, operand, 1, "x")), dtype: operand.dtype };
	}),
	keep("guarantee_const", "input, name=None"),
];
