import { broadcastDims, type Dim, isClash, isStatic, list, ranked, type Shape, unknownDim } from "../../domain";
import { raise, vague } from "../../interpreter/api";
import type { Operand } from "../convert";
import { defineOp, type OpArguments } from "../op";
import { whyOf } from "../shapes";
import { tupleText } from "./tensor-shape-value";

/** `common_shapes.broadcast_shape(a, b)`: an unknown rank makes the result one. */
export function broadcastShapes(a: Shape, b: Shape): Shape {
	const open = [a, b].find(({ kind }) => kind === "unknown-rank");
	if (open) return open;
	if (a.kind !== "ranked" || b.kind !== "ranked") return vague(whyOf(a.kind === "ranked" ? b : a));
	const dims = broadcastDims(a.dims, b.dims);
	if (!isClash(dims)) return ranked(dims);
	raise({
		code: "input-axis-size",
		exception: "ValueError",
		message: `the shapes ${tupleText(a)} and ${tupleText(b)} cannot be broadcast`,
	});
}

/** `tf.broadcast_dynamic_shape(a, b)`: of two vectors of sizes; their values are known where those of both are. */
export const BROADCAST_DYNAMIC_SHAPE = defineOp("broadcast_dynamic_shape", "shape_x, shape_y", (args) => {
	const operands = ["shape_x", "shape_y"].map((name) => args.tensor(name));
	const dtype = operands.some((each) => each.dtype === "int64") ? "int64" : "int32";
	const [a, b] = operands.map(contentOf);
	if (!a || !b) return { shape: lengthOf(operands), dtype };
	const dims = broadcastDims(a, b);
	if (isClash(dims)) return rejectClash(args);
	const content = list(dims.map((dim) => ({ kind: "int", value: isStatic(dim) ? dim : undefined })));
	return { shape: ranked([dims.length]), dtype, content };
});

/** The sizes that a vector holds; absent when they are not known. */
function contentOf({ content }: Operand): readonly Dim[] | undefined {
	if (content?.kind !== "list" || !content.items) return undefined;
	const sizes = content.items.map((item) => (item.kind === "int" ? item.value : undefined));
	return sizes.includes(undefined) ? undefined : (sizes as number[]);
}

/** The longer of the vectors tells how many sizes come out. */
function lengthOf(operands: readonly Operand[]): Shape {
	const lengths = operands.map(({ shape }) => (shape.kind === "ranked" ? shape.dims[0] : undefined));
	const known = lengths.filter((each): each is number => typeof each === "number");
	const why = { text: "how many sizes two shapes have together" };
	return ranked([known.length === lengths.length ? Math.max(...known) : unknownDim(why)]);
}

const rejectClash = (args: OpArguments): never =>
	args.fail({ code: "input-axis-size", message: "the two shapes cannot be broadcast" });
