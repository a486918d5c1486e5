import { type Dim, isStatic, mapDims, printShape, ranked } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import { adapt, type Operand } from "../convert";
import { defineOp, dimsOf, type OpArguments } from "../op";
import { commonDType } from "./elementwise";
import { dimsFromRank, indices, merge, mergeAll, numbers, sameOperand } from "./inference";
import { requireDType } from "./keep";

/**
 * Indices (…, depth) name parts of the output, one for each of the updates. Mirrors `ScatterNdShapeHelper` of
 * core/framework/common_shape_fns.cc; on values, a vector of indices counts as a list of them.
 */
function checkScatter(args: OpArguments, output: readonly Dim[], places: Operand, updates: Operand): void {
	const [found, values] = [dimsFromRank(args, places, 1, "indices"), dimsOf(updates)];
	const outer = args.isGraph ? found.length - 1 : Math.max(1, found.length - 1);
	const leading = args.isGraph ? found.slice(0, -1) : found.slice(0, outer);
	if (values.length < outer) rejectUpdates(args, updates);
	mergeAll(args, leading, values.slice(0, outer), "the indices and the updates");
	const depth = found.length === 1 && !args.isGraph ? 1 : (found.at(-1) as Dim);
	if (!isStatic(depth)) return;
	if (depth > output.length) rejectUpdates(args, updates);
	mergeAll(args, output.slice(depth), values.slice(outer), "the updates and the parts of the output");
}

const rejectUpdates = (args: OpArguments, { shape }: Operand): never =>
	args.fail({
		code: "input-rank",
		message: `updates of the shape ${printShape(shape)} do not fit the indices and the output`,
		argument: "updates",
	});

const SCATTER_ND = defineOp("scatter_nd", "indices, updates, shape, name=None", (args) => {
	const places = indices(args, "indices");
	const updates = args.tensor("updates");
	const sizes = args.sizes("shape") ?? vague("the shape of a scatter");
	checkScatter(args, sizes, places, updates);
	return { shape: ranked(sizes), dtype: updates.dtype };
});

/** A graph does not ask whether indices are deeper than the tensor. */
const isTooDeep = (args: OpArguments, tensor: Operand, places: Operand): boolean => {
	const depth = dimsOf(places).at(-1);
	return args.isGraph && depth !== undefined && isStatic(depth) && depth > dimsOf(tensor).length;
};

const TENSOR_SCATTERS = ["update", "add", "sub", "max", "min"].map((name) =>
	defineOp(`tensor_scatter_nd_${name}`, "tensor, indices, updates, name=None", (args) => {
		const places = indices(args, "indices");
		const [tensor, updates] = [args.tensor("tensor"), args.tensor("updates")];
		const dtype = commonDType([tensor, updates], args.isGraph, args.fail);
		if (!isTooDeep(args, tensor, places)) checkScatter(args, dimsOf(tensor), places, updates);
		return { shape: tensor.shape, dtype };
	}),
);

/** `tf.dynamic_stitch`: one row for every index up to the largest. */
const DYNAMIC_STITCH = defineOp("dynamic_stitch", "indices, data, name=None", (args) => {
	const [places, data] = [args.tensors("indices"), args.tensors("data")];
	for (const each of places) if (each.adapts === true && !args.isGraph) adapt(each, "int32");
	const odd = places.find(({ dtype, adapts }) => adapts !== true && typeof dtype === "string" && dtype !== "int32");
	if (odd) requireDType(args, "dynamic_stitch", odd.dtype, () => false);
	const rows = data.map((each, at) => {
		const prefix = dimsOf(places[at] ?? vague("as many indices as parts"));
		const dims = dimsOf(each);
		if (dims.length < prefix.length) rejectUpdates(args, each);
		mergeAll(args, prefix, dims.slice(0, prefix.length), "the indices and the data");
		return dims.slice(prefix.length);
	});
	const inner = rows.reduce<readonly Dim[]>((a, b) => mergeAll(args, a, b, "the parts"), rows[0] ?? []);
	const all = places.map(numbers);
	const known = all.includes(undefined) ? undefined : all.flatMap((each) => each ?? []);
	const size: Dim = known ? Math.max(-1, ...known) + 1 : { kind: args.isGraph ? "none" : "unknown", why: WHY };
	return { shape: ranked([size, ...inner]), dtype: commonDType(data, args.isGraph, args.fail) };
});

const WHY = { text: "the largest of the indices" };

/** `tf.unravel_index(indices, dims)`: for each index, one coordinate for each of the dims. */
const UNRAVEL_INDEX = defineOp("unravel_index", "indices, dims, name=None", (args) => {
	const [places, sizes] = [indices(args, "indices", isIndex), args.tensor("dims")];
	const dtype = commonDType([places, sizes], args.isGraph, args.fail);
	const [found, depth] = [dimsOf(places), dimsOf(sizes)];
	if (args.isGraph ? depth.length !== 1 : found.length > 1) rejectIndices(args, places);
	if (depth.length !== 1) rejectIndices(args, sizes);
	const count = mapDims(found, (each) => each.reduce((product, size) => product * size, 1));
	const isScalar = found.length === 0;
	return { shape: ranked(isScalar ? [depth[0] as Dim] : [depth[0] as Dim, count]), dtype };
});

const isIndex = (dtype: unknown): boolean => dtype === "int32" || dtype === "int64";

const rejectIndices = (args: OpArguments, { shape }: Operand): never =>
	args.fail({ code: "input-rank", message: `indices and dims are vectors, found the shape ${printShape(shape)}` });

/** `tf.reverse_sequence`: one length for each row of the batch axis. */
const REVERSE_SEQUENCE = defineOp(
	"reverse_sequence",
	"input, seq_lengths, seq_axis=None, batch_axis=None, name=None",
	(args) => {
		const input = args.tensor("input");
		const lengths = indices(args, "seq_lengths", isIndex);
		if (!args.given("seq_axis")) {
			args.fail({
				code: "missing-layer-argument",
				exception: "TypeError",
				message: "tf.reverse_sequence needs seq_axis, found None",
				argument: "seq_axis",
			});
		}
		const [axis, batch] = [args.int("seq_axis") as number, args.int("batch_axis") ?? 0];
		const dims = dimsOf(input);
		const [count, ...more] = dimsOf(lengths);
		const isOut = axis >= dims.length || batch >= dims.length;
		const isOdd = !args.isGraph && (axis < 0 || axis === batch);
		if (count === undefined || more.length > 0 || isOut || isOdd) {
			args.fail({
				code: "input-rank",
				message: `a sequence on axis ${axis} and a batch on axis ${batch} do not fit ${printShape(input.shape)}`,
				argument: "seq_axis",
			});
		}
		return {
			...sameOperand(input),
			shape: ranked(dims.with(batch, merge(args, dims.at(batch) as Dim, count as Dim, "the batch"))),
		};
	},
);

export const SCATTER_OPS: readonly FunctionModel[] = [
	SCATTER_ND,
	...TENSOR_SCATTERS,
	DYNAMIC_STITCH,
	UNRAVEL_INDEX,
	REVERSE_SEQUENCE,
];
