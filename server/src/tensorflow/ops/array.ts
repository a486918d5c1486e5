import {
	type Dim,
	type DType,
	dimToValue,
	int,
	isFullyDefined,
	isNone,
	isStatic,
	list,
	mapDims,
	NONE,
	type ProblemFacts,
	printShape,
	ranked,
	type Shape,
	sumDims,
	unknownDim,
	unknownRank,
	type Value,
} from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import { asConstant, isConstant } from "../content";
import type { Operand } from "../convert";
import { defineOp, dimsOf, type OpArguments, type OpSequence } from "../op";
import { mergeShapes, normalizeAxis, reshapeDims, withDims } from "../shape-functions";
import { commonDType } from "./elementwise";

export const axisOf = (args: OpArguments, name: string, rank: number, extra = 0, exception?: string): number => {
	const axis = args.int(name) ?? 0;
	return (
		normalizeAxis(axis, rank + extra) ??
		args.fail({
			code: "input-rank",
			message: `axis ${axis} is out of range for a tensor of rank ${rank}`,
			argument: name,
			...(exception ? { exception } : {}),
		})
	);
};

const elementFacts = (dims: readonly Dim[]): ProblemFacts =>
	dims.every(isStatic) ? { elements: dims.reduce((all: number, dim) => all * (dim as number), 1) } : {};

const RESHAPE = defineOp(["reshape", "compat.v1.reshape"], "tensor, shape, name=None", (args) => {
	const { shape, dtype } = args.tensor("tensor");
	const target = args.sizes("shape");
	if (!target)
		return { shape: unknownRank({ text: "reshape to a shape that is computed", origin: args.origin }), dtype };
	if (!args.isGraph && target.filter((dim) => isStatic(dim) && dim < 0).length > 1) {
		return args.fail({
			code: "reshape-size-mismatch",
			message: `only one size of ${printShape(ranked(target))} may be -1`,
			argument: "shape",
		});
	}
	if (shape.kind !== "ranked") {
		const why = "why" in shape ? shape.why : { text: "the shape is not known" };
		const open: Dim = shape.kind === "top" ? { kind: "unknown", why } : { kind: "none", why };
		return { shape: ranked(target.map((dim) => (isStatic(dim) && dim < 0 ? open : dim))), dtype };
	}
	const result = reshapeDims(shape.dims, target);
	if ("failure" in result) {
		return args.fail({
			code: "reshape-size-mismatch",
			message: `${printShape(shape)} cannot be reshaped to ${printShape(ranked(target))}: ${result.failure}`,
			facts: elementFacts(shape.dims),
			argument: "shape",
		});
	}
	return { shape: ranked(result), dtype };
});

const EXPAND_DIMS = defineOp(["expand_dims", "compat.v1.expand_dims"], "input, axis, name=None", (args) => {
	const { shape, dtype } = args.tensor("input");
	const result = withDims(shape, (dims) => dims.toSpliced(axisOf(args, "axis", dims.length, 1), 0, 1));
	return { shape: result, dtype };
});

const SQUEEZE = defineOp(["squeeze", "compat.v1.squeeze"], "input, axis=None, name=None", (args) => {
	const { shape, dtype } = args.tensor("input");
	const result = withDims(shape, (dims) => {
		const axes = args.ints("axis");
		if (!axes || axes.length === 0) return squeezeAll(dims);
		const wanted = axes.map((axis) => normalizeAxis(axis, dims.length) ?? badAxis(args, axis, dims.length));
		const wrong = wanted.find((axis) => isStatic(dims[axis] as Dim) && dims[axis] !== 1);
		if (wrong !== undefined) {
			return args.fail({
				code: "input-axis-size",
				message: `cannot squeeze axis ${wrong} of ${printShape(shape)}: its size is ${dims[wrong]}, not 1`,
				argument: "axis",
			});
		}
		return dims.filter((_, axis) => !wanted.includes(axis));
	});
	return { shape: result, dtype };
});

const badAxis = (args: OpArguments, axis: number, rank: number): never =>
	args.fail({
		code: "input-rank",
		message: `axis ${axis} is out of range for a tensor of rank ${rank}`,
		argument: "axis",
	});

/** Without an axis an open dimension may or may not vanish: the rank is unknown. */
function squeezeAll(dims: readonly Dim[]): readonly Dim[] | Shape {
	const none = dims.find(isNone);
	const open = dims.find((dim) => !isStatic(dim));
	if (none && isNone(none)) return unknownRank(none.why);
	if (open !== undefined && !isStatic(open)) return { kind: "top", why: open.why };
	return dims.filter((dim) => dim !== 1);
}

const CONCAT = defineOp(
	["concat", "compat.v1.concat"],
	"values, axis, name='concat'",
	(args) => {
		const operands = args.tensors("values");
		const dtype = commonDType(operands, args.isGraph, args.fail);
		const first = operands[0] ?? vague("nothing to concatenate");
		if (first.shape.kind === "unknown-rank" && operands.every(({ shape }) => shape.kind === "unknown-rank"))
			return { shape: unknownRank(first.shape.why), dtype };
		const rank = dimsOf(first).length;
		if (rank === 0) args.fail({ code: "input-rank", message: "scalars cannot be concatenated; use tf.stack" });
		const axis = axisOf(args, "axis", rank);
		const along = (operand: Operand): Dim => dimsOf(operand)[axis] as Dim;
		let merged: Shape = ranked(dimsOf(first).with(axis, 0));
		for (const operand of operands.slice(1)) {
			if (dimsOf(operand).length !== rank) mismatch(args, first, operand, axis);
			merged = mergeShapes(merged, ranked(dimsOf(operand).with(axis, 0))) ?? mismatch(args, first, operand, axis);
		}
		const total = sumDims(operands.map(along));
		const dims = merged.kind === "ranked" ? merged.dims : [];
		return { shape: ranked(dims.with(axis, total)), dtype, content: joinContents(operands) };
	},
	{ layer: (args) => (args.tensors("values").length === 1 ? "identity" : undefined) },
);

function joinContents(operands: readonly Operand[]): Value | undefined {
	const parts = operands.map(({ content }) => (content?.kind === "list" ? content.items : undefined));
	return parts.includes(undefined) ? undefined : list(parts.flatMap((part) => part ?? []));
}

const mismatch = (args: OpArguments, first: Operand, other: Operand, axis: number): never =>
	args.fail({
		code: "merge-shape-mismatch",
		message: `${printShape(first.shape)} and ${printShape(other.shape)} differ beside the axis ${axis} of concatenation`,
		argument: "values",
	});

const STACK = defineOp(["stack", "compat.v1.stack"], "values, axis=0, name='stack'", (args) => {
	const value = args.get("values");
	if (value.kind === "tensor") {
		const { shape, dtype } = args.tensor("values");
		return { shape, dtype };
	}
	const operands = args.tensors("values");
	const dtype = commonDType(operands, args.isGraph, args.fail);
	let merged = operands[0]?.shape ?? vague("nothing to stack");
	for (const { shape } of operands.slice(1)) {
		merged =
			mergeShapes(merged, shape) ??
			args.fail({
				code: "merge-shape-mismatch",
				message: `tensors of the shapes ${printShape(merged)} and ${printShape(shape)} cannot be stacked`,
				argument: "values",
			});
	}
	const shape = withDims(merged, (dims) =>
		dims.toSpliced(axisOf(args, "axis", dims.length, 1, "ValueError"), 0, operands.length),
	);
	const contents = operands.map((operand) => operand.content);
	const isScalars = merged.kind === "ranked" && merged.dims.length === 0;
	return { shape, dtype, content: isScalars && !contents.includes(undefined) ? list(contents as Value[]) : undefined };
});

const UNSTACK = defineOp(["unstack", "compat.v1.unstack"], "value, num=None, axis=0, name='unstack'", (args) => {
	const operand = args.tensor("value");
	const dims = dimsOf(operand);
	const axis = axisOf(args, "axis", dims.length, 0, "ValueError");
	const dim = dims[axis] as Dim;
	const count = args.given("num") ? args.int("num") : isStatic(dim) ? dim : undefined;
	if (count === undefined) {
		if (!isNone(dim)) return vague("the number of parts is not known");
		return args.fail({
			code: "undefined-dimension",
			exception: "ValueError",
			message: `tf.unstack cannot tell how many parts there are: axis ${axis} of ${printShape(operand.shape)} is None`,
			because: [dim.why],
		});
	}
	if (isStatic(dim) && dim !== count) {
		args.fail({
			code: "input-axis-size",
			message: `axis ${axis} of ${printShape(operand.shape)} has size ${dim}, not ${count}`,
			argument: "num",
			...(args.isGraph ? {} : { exception: "InvalidArgumentError" }),
		});
	}
	const item = { shape: ranked(dims.toSpliced(axis, 1)), dtype: operand.dtype };
	const { content } = operand;
	const contents = axis === 0 && content?.kind === "list" ? content.items?.map(asConstant) : undefined;
	return {
		kind: "list",
		items: Array.from({ length: count }, (_, index) => ({ ...item, content: contents?.[index] })),
	};
});

/** Pieces along an axis; those of a vector keep the numbers that are known. */
function pieces({ content, shape }: Operand, parts: readonly Operand[]): OpSequence {
	const items =
		isConstant(content) && content.kind === "list" && shape.kind === "ranked" && shape.dims.length === 1
			? content.items
			: undefined;
	const sizes = parts.map(({ shape: part }) => (part.kind === "ranked" ? part.dims[0] : undefined));
	if (!items || !sizes.every((size) => typeof size === "number")) return { kind: "list", items: parts };
	let start = 0;
	const contents = sizes.map((size) => {
		start += size;
		return list(items.slice(start - size, start));
	});
	return { kind: "list", items: parts.map((part, at) => ({ ...part, content: contents[at] })) };
}

const SPLIT = defineOp(
	["split", "compat.v1.split"],
	"value, num_or_size_splits, axis=0, num=None, name='split'",
	(args) => {
		const operand = args.tensor("value");
		const dims = dimsOf(operand);
		const axis = axisOf(args, "axis", dims.length);
		const dim = dims[axis] as Dim;
		const splits = args.get("num_or_size_splits");
		const part = (size: Dim): Operand => ({ shape: ranked(dims.with(axis, size)), dtype: operand.dtype });
		if (splits.kind === "list" || splits.kind === "tuple") return pieces(operand, sizesOfSplit(args, dim).map(part));
		const count = args.int("num_or_size_splits") ?? vague("the number of parts");
		if (isStatic(dim) && dim % count !== 0) {
			return args.fail({
				code: "input-axis-size",
				message: `axis ${axis} of ${printShape(operand.shape)} has size ${dim}, which does not split into ${count} equal parts`,
				argument: "num_or_size_splits",
			});
		}
		const even = part(mapDims([dim], ([size]) => (size as number) / count));
		return pieces(operand, Array<Operand>(count).fill(even));
	},
);

function sizesOfSplit(args: OpArguments, dim: Dim): readonly Dim[] {
	const sizes = args.ints("num_or_size_splits") ?? [];
	const known = sizes.filter((size) => size >= 0).reduce((sum, size) => sum + size, 0);
	const isOpen = sizes.includes(-1);
	if (isStatic(dim) && (isOpen ? known > dim : known !== dim)) {
		return args.fail({
			code: "input-axis-size",
			message: `the sizes ${sizes.join(", ")} do not add up to the ${dim} of the axis`,
			argument: "num_or_size_splits",
		});
	}
	return sizes.map((size) => (size >= 0 ? size : mapDims([dim], ([total]) => (total as number) - known)));
}

const TRANSPOSE = defineOp(
	["transpose", "compat.v1.transpose"],
	"a, perm=None, conjugate=False, name='transpose'",
	(args) => {
		const operand = args.tensor("a");
		const shape = withDims(operand.shape, (dims) => {
			const perm = args.ints("perm");
			if (!perm) return [...dims].reverse();
			const axes = perm.map((axis) => normalizeAxis(axis, dims.length));
			if (perm.length !== dims.length || axes.includes(undefined) || new Set(axes).size !== perm.length) {
				return args.fail({
					code: "input-rank",
					message: `perm=(${perm.join(", ")}) does not permute the ${dims.length} axes of ${printShape(operand.shape)}`,
					argument: "perm",
				});
			}
			return axes.map((axis) => dims[axis as number] as Dim);
		});
		return { shape, dtype: operand.dtype };
	},
);

/** `tf.shape`: a vector whose items stay known where the sizes are. */
const SHAPE = defineOp(
	["shape", "compat.v1.shape"],
	"input, out_type=None, name=None",
	(args) => {
		const { shape } = args.tensor("input");
		const dtype: DType = args.dtype("out_type") ?? "int32";
		if (shape.kind === "top") return { shape: ranked([unknownDim(shape.why)]), dtype };
		if (shape.kind !== "ranked")
			return { shape: ranked([{ kind: "none", why: { text: "the rank is not known" } }]), dtype };
		const sizes = list(shape.dims.map((dim, axis) => dimToValue(dim, axis, false)));
		const content = shape.dims.every(isStatic) ? asConstant(sizes) : sizes;
		return { shape: ranked([shape.dims.length]), dtype, content };
	},
	{
		instead: (output) =>
			output.kind === "tensor" && output.content?.kind === "list" && output.content.items
				? { kind: "tuple", items: output.content.items, isShape: true }
				: undefined,
	},
);

const RANK = defineOp(["rank", "compat.v1.rank"], "input, name=None", (args) => {
	const { shape } = args.tensor("input");
	return { shape: ranked([]), dtype: "int32", content: shape.kind === "ranked" ? int(shape.dims.length) : undefined };
});

const SIZE = defineOp(["size", "compat.v1.size"], "input, out_type=None, name=None", (args) => {
	const { shape } = args.tensor("input");
	const size =
		isFullyDefined(shape) && shape.kind === "ranked"
			? int(shape.dims.filter(isStatic).reduce((product, dim) => product * dim, 1))
			: undefined;
	return {
		shape: ranked([]),
		dtype: args.dtype("out_type") ?? "int32",
		content: size ?? (args.isGraph ? NONE : undefined),
	};
});

export const ARRAY_OPS: readonly FunctionModel[] = [
	RESHAPE,
	EXPAND_DIMS,
	SQUEEZE,
	CONCAT,
	STACK,
	UNSTACK,
	SPLIT,
	TRANSPOSE,
	SHAPE,
	RANK,
	SIZE,
];
