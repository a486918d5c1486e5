import { bool, type Dim, isStatic, mapDims, NONE, printShape, ranked } from "../../domain";
import { defineFunction, type FunctionModel, vague } from "../../interpreter/api";
import { convert } from "../convert";
import { defineOp, dimsOf, type OpResult, tensorsOf } from "../op";

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
	const [dims, mask] = [dimsOf({ shape, dtype }), dimsOf(args.tensor("mask"))];
	const axis = args.given("axis") ? (args.int("axis") ?? 0) : 0;
	const start = axis < 0 ? axis + dims.length : axis;
	const why = { text: "how many elements the mask keeps", origin: args.origin };
	const count: Dim = args.isGraph ? { kind: "none", why } : { kind: "unknown", why };
	if (mask.length === 0) return vague("a scalar mask");
	return { shape: ranked([...dims.slice(0, start), count, ...dims.slice(start + mask.length)]), dtype };
});

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
	defineFunction("tensorflow.print", "*args, **kwargs", (bound, { world }) => {
		const isSymbolic = bound.rest.some(({ value }) => tensorsOf(value).some(({ flavor }) => flavor === "KerasTensor"));
		return isSymbolic && world === "keras2" ? vague("tf.print of a KerasTensor") : NONE;
	}),
];
