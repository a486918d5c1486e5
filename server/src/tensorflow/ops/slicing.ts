import { bool, type Dim, int, isStatic, mapDims, NONE, printShape, ranked, tuple, type Value } from "../../domain";
import { defineFunction, type FunctionModel, vague } from "../../interpreter/api";
import { constantNumbers } from "../content";
import { convert, makeTensor, type Operand } from "../convert";
import { defineOp, dimsOf, type OpArguments, type OpResult, tensorsOf } from "../op";
import { compatibleShapes } from "../shapes";
import { stridedSlice } from "../strided-slice";
import { counted } from "./inference";

const staticOr = (dim: Dim): number => (isStatic(dim) ? dim : 0);

/** `tf.slice(x, begin, size)`: a size of -1 takes the rest. */
const SLICE = defineOp("slice", "input_, begin, size, name=None", (args) => {
	const input = args.tensor("input_");
	const dims = dimsOf(input);
	const begin = args.ints("begin") ?? vague("where the slice begins");
	const size = args.sizes("size") ?? vague("the size of the slice");
	if (begin.length !== dims.length || size.length !== dims.length) {
		return args.fail({
			code: "input-rank",
			message: `tf.slice needs one begin and one size per axis of ${printShape(input.shape)}`,
		});
	}
	const sliced = dims.map((dim, axis): Dim => {
		const wanted = size[axis] as Dim;
		if (!isStatic(wanted) || wanted >= 0) return wanted;
		return mapDims([dim], ([length]) => (length as number) - (begin[axis] as number));
	});
	const tooLong = dims.findIndex(
		(dim, axis) => isStatic(dim) && (begin[axis] as number) + Math.max(staticOr(size[axis] as Dim), 0) > dim,
	);
	if (tooLong >= 0) {
		// Only the kernel notices; in a graph that is at run time.
		if (args.isGraph) return vague("a slice that reaches beyond the tensor");
		return args.fail({
			code: "input-axis-size",
			message: `the slice reaches beyond axis ${tooLong} of ${printShape(input.shape)}`,
		});
	}
	return { shape: ranked(sliced), dtype: input.dtype };
});

const GATHER_ND = defineOp("gather_nd", "params, indices, batch_dims=0, name=None", (args) => {
	const params = args.tensor("params");
	const [dims, indices] = [dimsOf(params), dimsOf(args.tensor("indices"))];
	const depth = indices.at(-1);
	const batch = args.int("batch_dims") ?? 0;
	if (depth === undefined || !isStatic(depth) || batch < 0) return vague("gather_nd");
	return { shape: ranked([...indices.slice(0, -1), ...dims.slice(batch + depth)]), dtype: params.dtype };
});

/** `tf.boolean_mask`: how many elements are kept is in the mask's values, which a graph does not read. */
const BOOLEAN_MASK = defineOp("boolean_mask", "tensor, mask, axis=None, name='boolean_mask'", (args) => {
	const { shape, dtype } = args.tensor("tensor");
	const operand = args.tensor("mask");
	const [dims, mask] = [dimsOf({ shape, dtype }), dimsOf(operand)];
	const axis = args.given("axis") ? (args.int("axis") ?? 0) : 0;
	// The axes are a slice of Python's: those counted from the end stop at it.
	const masked = dims.slice(axis, axis + mask.length);
	if (mask.length === 0 || compatibleShapes(ranked(masked), operand.shape) === false) rejectMask(args, masked, operand);
	const start = axis < 0 ? axis + dims.length : axis;
	const known = args.isGraph ? undefined : constantNumbers(operand.content);
	const count = known ? known.filter((each) => each !== 0).length : counted(args, "how many elements the mask keeps");
	return { shape: ranked([...dims.slice(0, start), count, ...dims.slice(start + mask.length)]), dtype };
});

/** The Python of `boolean_mask` compares the shapes, in a graph and on values alike. */
const rejectMask = (args: OpArguments, dims: readonly Dim[], mask: Operand): never =>
	args.fail({
		code: mask.shape.kind === "ranked" && mask.shape.dims.length === 0 ? "input-rank" : "merge-shape-mismatch",
		exception: "ValueError",
		message: `a mask of shape ${printShape(mask.shape)} does not fit the axes ${printShape(ranked(dims))}`,
		argument: "mask",
	});

const STRIDED = "input_, begin, end, strides=None, begin_mask=0, end_mask=0, ellipsis_mask=0, new_axis_mask=0";

/** `tf.strided_slice`: an index that is written as vectors and bits. */
const STRIDED_SLICE = defineOp("strided_slice", `${STRIDED}, shrink_axis_mask=0, var=None, name=None`, (args) => {
	const operand = args.tensor("input_");
	const [begin, end] = [boundsOf(args, "begin"), boundsOf(args, "end")];
	const strides = args.given("strides") ? boundsOf(args, "strides") : begin.map(() => int(1));
	if (begin.length !== end.length || begin.length !== strides.length || strides.some((each) => valueOf(each) === 0)) {
		return args.fail({
			code: "invalid-layer-argument",
			message: "begin, end and strides are vectors of one length, and no stride is 0",
			argument: "begin",
		});
	}
	const has = (mask: string, at: number): boolean => (((args.int(mask) ?? 0) >> at) & 1) === 1;
	const index = begin.map((lower, at): Value => {
		if (has("ellipsis_mask", at)) return { kind: "ellipsis" };
		if (has("new_axis_mask", at)) return NONE;
		if (has("shrink_axis_mask", at)) return lower;
		const [from, to] = [has("begin_mask", at) ? NONE : lower, has("end_mask", at) ? NONE : (end[at] as Value)];
		return { kind: "slice", lower: from, upper: to, step: strides[at] as Value };
	});
	const dims = stridedSlice(dimsOf(operand), tuple(index), args.isGraph, args.origin, args.fail);
	return { shape: ranked(dims), dtype: operand.dtype, content: partOf(operand.content, index, args) };
});

const valueOf = (value: Value): number | undefined => (value.kind === "int" ? value.value : undefined);

/** The numbers of a vector, each a value; those that a graph does not know are tensors of it. */
function boundsOf(args: OpArguments, name: string): readonly Value[] {
	const { content } = args.tensor(name);
	const items = content?.kind === "list" ? content.items : undefined;
	return (items ?? vague(`the ${name} of a slice`)).map((item) =>
		item.kind === "int"
			? item
			: { ...makeTensor(ranked([]), "int32", { world: args.world, eager: false }), content: item },
	);
}

/** A part of a vector, such as a shape, keeps what is known of it. */
function partOf(content: Value | undefined, index: readonly Value[], args: OpArguments): Value | undefined {
	const [only] = index;
	if (content?.kind !== "list" || index.length !== 1 || (only?.kind !== "slice" && only?.kind !== "int"))
		return undefined;
	return args.machine.getItem(content, only, args.origin);
}

/** `tf.meshgrid`: with `indexing="xy"`, the default, the first two axes change places. */
const MESHGRID = defineOp("meshgrid", "*args, **kwargs", (args): OpResult => {
	const axes = args.bound.rest.map(({ value }) => convert(value));
	const option = args.bound.extra.find(({ name }) => name === "indexing")?.value;
	if (option && (option.kind !== "str" || option.value === undefined)) return vague("the indexing of meshgrid");
	const isMatrix = option?.kind === "str" && option.value === "ij";
	const sizes = axes.map((axis) =>
		dimsOf(axis).reduce((a, b) => mapDims([a, b], ([x, y]) => (x as number) * (y as number)), 1),
	);
	const swapped = sizes.length > 1 && !isMatrix ? [sizes[1] as Dim, sizes[0] as Dim, ...sizes.slice(2)] : sizes;
	return { kind: "list", items: axes.map(({ dtype }) => ({ shape: ranked(swapped), dtype })) };
});

const IS_TENSOR = defineFunction("tensorflow.is_tensor", "x", (bound, { world }) => {
	const value = bound.get("x");
	if (value.kind === "unknown" || value.kind === "instance") return { kind: "bool" };
	if (value.kind !== "tensor" || value.flavor === "ndarray") return bool(false);
	return bool(value.flavor !== "KerasTensor" || world === "keras2");
});

export const SLICING_OPS: readonly FunctionModel[] = [
	SLICE,
	GATHER_ND,
	MESHGRID,
	IS_TENSOR,
	BOOLEAN_MASK,
	STRIDED_SLICE,
	defineFunction("tensorflow.print", "*args, **kwargs", (bound, { world }) => {
		const isSymbolic = bound.rest.some(({ value }) => tensorsOf(value).some(({ flavor }) => flavor === "KerasTensor"));
		return isSymbolic && world === "keras2" ? vague("tf.print of a KerasTensor") : NONE;
	}),
];
