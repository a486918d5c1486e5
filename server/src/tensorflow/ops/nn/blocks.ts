import { type Dim, isStatic, mapDims, ranked, type Value } from "../../../domain";
import { defineFunction, type FunctionModel, raise, syntheticArguments, vague } from "../../../interpreter/api";
import { convert, type Operand } from "../../convert";
import { defineOp, type OpArguments } from "../../op";
import { withRankAtLeast } from "../checks";
import { failInPython } from "../image/images";
import { arrange, spatialDims } from "./windows";

/** Blocks of pixels that become channels, or images of the batch, and back. Mirrors tensorflow/core/ops/array_ops.cc. */

/** A size of 2 or more; Python's floats lose what comes after the point. */
function blockSize(args: OpArguments): number {
	const value = args.get("block_size");
	if (value.kind === "none")
		return failInPython(args, {
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: "a block has a size",
			argument: "block_size",
		});
	if (value.kind !== "int" && value.kind !== "float") return vague("the block size");
	const size = Math.trunc(value.value ?? vague("the block size"));
	if (size >= 2) return size;
	return args.fail({
		code: "invalid-layer-argument",
		message: `a block has a size of 2 or more, found ${size}`,
		argument: "block_size",
	});
}

/** Blocks of pixels and channels change places. */
const blocks = (names: readonly string[], toDepth: boolean): FunctionModel =>
	defineOp(names, "input, block_size, data_format='NHWC', name=None", (args) => {
		const input = args.tensor("input");
		const size = blockSize(args);
		const [batch, height, width, channels] = spatialDims(input, 2, args) as [Dim, Dim, Dim, Dim];
		const space = toDepth ? 1 / size : size;
		const resized = [height, width].map((dim) => exact(dim, space, args));
		const dims = [batch, ...resized, exact(channels, 1 / (space * space), args)];
		return { shape: ranked(arrange(dims, args)), dtype: input.dtype };
	});

function exact(dim: Dim, factor: number, args: OpArguments): Dim {
	return mapDims([dim], ([size]) => {
		const result = Math.round((size as number) * factor);
		if (Math.abs(result - (size as number) * factor) < 1e-9) return result;
		return args.fail({ code: "input-axis-size", message: `a size of ${size} does not divide into blocks` });
	});
}

/** A matrix of paddings or crops, as far as it is known: two numbers per axis. */
function pairsOf(value: Value): readonly (readonly [number, number] | undefined)[] | undefined {
	const { content } = convert(value);
	const rows = content?.kind === "list" ? content.items : undefined;
	return rows?.map((row) => {
		const items = row.kind === "list" ? (row.items ?? []) : row.kind === "tuple" ? row.items : [];
		const [low, high] = items.map((item) => (item.kind === "int" ? item.value : undefined));
		return low === undefined || high === undefined ? undefined : [low, high];
	});
}

interface Blocks {
	readonly shape: string;
	readonly edges: string;
	readonly isSquare?: boolean;
}

/** How many numbers the block shape has, and which. */
function blockShape(args: OpArguments, { shape, isSquare }: Blocks): readonly number[] {
	const value = args.get(shape);
	const scalar = value.kind === "int" ? value.value : undefined;
	const sizes = scalar !== undefined && isSquare === true ? [scalar, scalar] : args.ints(shape);
	return sizes ?? vague("the shape of a block");
}

/** Space goes into the batch, padded so that blocks fit, or comes back, cropped. */
function rearranged(args: OpArguments, names: Blocks, toBatch: boolean): Operand {
	const input = args.tensor("input");
	const sizes = blockShape(args, names);
	const edges = pairsOf(args.get(names.edges)) ?? vague("the edges of blocks");
	const dims = withRankAtLeast(args, input, sizes.length + 1) ?? vague("an input of unknown rank");
	if (edges.length !== sizes.length)
		return args.fail({
			code: "input-axis-size",
			message: "there is a pair of edges for each axis of a block",
			argument: names.edges,
		});
	if (sizes.some((size) => size < 1))
		return args.fail({ code: "invalid-layer-argument", message: "a block has a size", argument: names.shape });
	const area = sizes.reduce((product, size) => product * size, 1);
	const spatial = sizes.map((size, axis) => {
		const [low, high] = edges[axis] ?? vague("the edges of blocks");
		const dim = dims[axis + 1] as Dim;
		if (toBatch)
			return divided(
				args,
				mapDims([dim], ([length]) => (length as number) + low + high),
				size,
			);
		return mapDims([dim], ([length]) => (length as number) * size - low - high);
	});
	const batch = toBatch
		? mapDims([dims[0] as Dim], ([length]) => (length as number) * area)
		: divided(args, dims[0] as Dim, area);
	return { shape: ranked([batch, ...spatial, ...dims.slice(sizes.length + 1)]), dtype: input.dtype };
}

function divided(args: OpArguments, dim: Dim, size: number): Dim {
	if (!isStatic(dim) || dim % size === 0) return mapDims([dim], ([length]) => (length as number) / size);
	return args.fail({ code: "input-axis-size", message: `a size of ${dim} does not divide into blocks of ${size}` });
}

const toBatch = (names: readonly string[], text: string, blockNames: Blocks): FunctionModel =>
	defineOp(names, text, (args) => rearranged(args, blockNames, true), { layer: () => "space_to_batch_nd" });

/** `op(input, spatial axes, padding)`, where nothing is dilated: the input is then left as it is. */
const WITH_SPACE = defineFunction(
	"tensorflow.nn.with_space_to_batch",
	"input, dilation_rate, padding, op, filter_shape=None, spatial_dims=None, data_format=None",
	(bound, { machine, args }) => {
		const { content } = convert(bound.get("dilation_rate"));
		const rates = content?.kind === "list" ? (content.items ?? []) : vague("the rate of a dilation");
		const input = convert(bound.get("input"));
		if (input.shape.kind === "ranked" && input.shape.dims.length < rates.length + 1)
			raise({
				code: "input-rank",
				exception: "ValueError",
				message: `an input of rank ${input.shape.dims.length} has no ${rates.length} spatial axes`,
				argument: "input",
			});
		if (!rates.every((rate) => rate.kind === "int" && rate.value === 1)) return vague("a dilation by way of batches");
		const count: Value = { kind: "int", value: rates.length };
		return machine.call(
			bound.get("op"),
			syntheticArguments([bound.get("input"), count, bound.get("padding")], args.origin),
		);
	},
);

export const BLOCK_OPS: readonly FunctionModel[] = [
	blocks(["nn.depth_to_space"], false),
	blocks(["nn.space_to_depth"], true),
	blocks(["compat.v1.nn.depth_to_space", "compat.v1.depth_to_space"], false),
	blocks(["compat.v1.nn.space_to_depth", "compat.v1.space_to_depth"], true),
	toBatch(["space_to_batch", "nn.space_to_batch"], "input, block_shape, paddings, name=None", {
		shape: "block_shape",
		edges: "paddings",
	}),
	toBatch(["space_to_batch_nd"], "input, block_shape, paddings, name=None", {
		shape: "block_shape",
		edges: "paddings",
	}),
	toBatch(
		["compat.v1.space_to_batch", "compat.v1.nn.space_to_batch"],
		"input, paddings, block_size=None, name=None, block_shape=None",
		{ shape: "block_size", edges: "paddings", isSquare: true },
	),
	defineOp(
		"batch_to_space",
		"input, block_shape, crops, name=None",
		(args) => rearranged(args, { shape: "block_shape", edges: "crops", isSquare: true }, false),
		{ layer: () => "compat.v1.batch_to_space_nd" },
	),
	WITH_SPACE,
];
