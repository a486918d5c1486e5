import { type Dim, isStatic, mapDims, printShape, ranked } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { intOf } from "../arguments";
import { defineOp, type OpModel, type OpResult } from "../define-op";
import type { OpCall } from "../op-call";
import { dimsOf, type Operand } from "../operand";
import { channelsFirst } from "./windows";

const rejectBlock = (op: OpCall, message: string, exception: string): never =>
	op.fail({ code: "invalid-layer-argument", exception, message, argument: "block_size" });

/** Keras compares the size of a block with 2. */
function blockSize(op: OpCall): number {
	const value = op.get("block_size");
	if (value.kind === "tensor") {
		if (value.flavor === "KerasTensor") rejectBlock(op, "block_size is a KerasTensor, which is no bool", "TypeError");
		if (op.mode === "graph")
			rejectBlock(op, "block_size is a tensor of the graph, which is no bool", "OperatorNotAllowedInGraphError");
		vague("a block size of values");
	}
	if (value.kind === "float") return wholeBlock(op, value.value);
	if (value.kind !== "int" && value.kind !== "bool" && value.kind !== "unknown")
		rejectBlock(op, `block_size must be an int, found a value of type ${typeName(value)}`, "TypeError");
	const size = intOf(value);
	return size < 2 ? rejectBlock(op, `block_size must be 2 at least, found ${size}`, "ValueError") : size;
}

function wholeBlock(op: OpCall, size: number | undefined): number {
	if (size !== undefined && size < 2) rejectBlock(op, `block_size must be 2 at least, found ${size}`, "ValueError");
	if (size === undefined || !Number.isInteger(size)) return vague("a block size that is no int");
	return size;
}

/** The axes of height, width and channels. */
function imageAxes(op: OpCall, x: Operand, isFirst: boolean): readonly [number, number, number] {
	const { length } = dimsOf(x);
	if (length !== 4)
		op.fail({
			code: "input-rank",
			exception: op.isSymbolic ? "ValueError" : undefined,
			message: `an image has 4 axes here, found shape ${printShape(x.shape)}`,
			argument: "x",
		});
	return isFirst ? [2, 3, 1] : [1, 2, 3];
}

function divided(dim: Dim, by: number, op: OpCall): Dim {
	if (isStatic(dim) && dim % by !== 0)
		op.fail({
			code: "input-axis-size",
			exception: op.isSymbolic ? "ValueError" : undefined,
			message: `a size of ${dim} cannot be divided by ${by}`,
			argument: "x",
		});
	return mapDims([dim], ([size]) => (size as number) / by);
}

const times = (dim: Dim, by: number): Dim => mapDims([dim], ([size]) => (size as number) * by);

const blocks =
	(toSpace: boolean) =>
	(op: OpCall): OpResult => {
		const isFirst = channelsFirst(op);
		const size = blockSize(op);
		const x = op.tensor("x");
		const [height, width, channels] = imageAxes(op, x, isFirst);
		const dims = dimsOf(x);
		const [h, w, c] = [dims[height], dims[width], dims[channels]] as [Dim, Dim, Dim];
		const sides = [h, w].map((dim) => (toSpace ? times(dim, size) : divided(dim, size, op))) as [Dim, Dim];
		const depth = toSpace ? divided(c, size ** 2, op) : times(c, size ** 2);
		if (op.isSymbolic && op.get("block_size").kind === "float" && [h, w, c].some(isStatic))
			rejectBlock(op, "block_size is a float, and so would be the sizes that come out", "ValueError");
		return { shape: ranked(dims.with(height, sides[0]).with(width, sides[1]).with(channels, depth)), dtype: x.dtype };
	};

const SIGNATURE = "x, block_size, data_format='channels_last'";

/** Blocks of an image to channels, and back. Mirrors keras/src/ops/nn.py. */
export const BLOCK_OPS: readonly OpModel[] = [
	defineOp("depth_to_space", "nn", SIGNATURE, blocks(true)),
	defineOp("space_to_depth", "nn", SIGNATURE, blocks(false)),
];
