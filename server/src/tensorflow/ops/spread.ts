import {
	broadcastDims,
	type Dim,
	isClash,
	isInteger,
	isStatic,
	isUnknown,
	mapDims,
	noneDim,
	printShape,
	ranked,
	type Shape,
	sumDims,
	type Value,
} from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import type { Operand } from "../convert";
import { defineOp, dimsOf, type OpArguments } from "../op";
import { mergeShapes, normalizeAxis } from "../shape-functions";
import { readShape } from "../shapes";
import { axisOf } from "./array";
import { merge } from "./inference";
import { inexact, requireDType } from "./keep";

const TILE = defineOp(["tile", "compat.v1.tile"], "input, multiples, name=None", (args) => {
	const operand = args.tensor("input");
	const multiples = args.sizes("multiples") ?? vague("multiples that are not known");
	const dims = dimsOf(operand);
	if (multiples.length !== dims.length) {
		return args.fail({
			code: "input-rank",
			message: `tf.tile needs one multiple per axis: ${multiples.length} were given for rank ${dims.length}`,
			argument: "multiples",
		});
	}
	const tiled = dims.map((dim, axis) =>
		mapDims([dim, multiples[axis] as Dim], ([a, b]) => (a as number) * (b as number)),
	);
	return { shape: ranked(tiled), dtype: operand.dtype };
});

/** TensorFlow's indices are ints. */
export function rejectFloatIndices(indices: Operand, args: OpArguments, name = "indices"): void {
	if (typeof indices.dtype !== "string" || isInteger(indices.dtype)) return;
	args.fail({
		code: "invalid-layer-input",
		exception: args.isGraph ? "TypeError" : "InvalidArgumentError",
		message: `${name} must be ints, found ${indices.dtype}; use tf.cast`,
		argument: name,
	});
}

const GATHER = defineOp(
	["gather", "compat.v1.gather"],
	"params, indices, validate_indices=None, axis=None, batch_dims=0, name=None",
	(args) => {
		const operand = args.tensor("params");
		const wanted = args.tensor("indices");
		rejectFloatIndices(wanted, args);
		const indices = dimsOf(wanted);
		const dims = dimsOf(operand);
		const written = args.int("batch_dims") ?? 0;
		const batch = written < 0 ? written + indices.length : written;
		const axis = args.given("axis") ? axisOf(args, "axis", dims.length) : written < 0 ? written + dims.length : written;
		for (let at = 0; at < batch; at += 1) merge(args, dims[at] ?? 1, indices[at] ?? 1, "the batch axes");
		return {
			shape: ranked([...dims.slice(0, axis), ...indices.slice(batch), ...dims.slice(axis + 1)]),
			dtype: operand.dtype,
		};
	},
);

const PAD = defineOp(
	["pad", "compat.v1.pad"],
	"tensor, paddings, mode='CONSTANT', constant_values=0, name=None",
	(args) => {
		const operand = args.tensor("tensor");
		const { content } = args.tensor("paddings");
		const dims = dimsOf(operand);
		const rows = content?.kind === "list" ? (content.items ?? []) : vague("paddings that are not known");
		if (rows.length !== dims.length) {
			return args.fail({
				code: "input-rank",
				message: `tf.pad needs one pair per axis: ${rows.length} were given for rank ${dims.length}`,
				argument: "paddings",
			});
		}
		const padded = dims.map((dim, axis) => sumDims([dim, ...widthsOf(rows[axis])]));
		return { shape: ranked(padded), dtype: operand.dtype };
	},
);

/** How much is added before and after an axis. */
const widthsOf = (row: Value | undefined): readonly Dim[] =>
	(row?.kind === "list" ? (row.items ?? []) : []).map((each) => {
		if (each.kind === "none") return noneDim({ text: "a width that the graph computes" });
		return each.kind === "int" && each.value !== undefined ? each.value : vague("a width that is not known");
	});

const sameShapeOp = (names: readonly string[], text: string, first: string): FunctionModel =>
	defineOp(names, text, (args) => {
		const { shape, dtype } = args.tensor(first);
		return { shape, dtype };
	});

const BROADCAST_TO = defineOp("broadcast_to", "input, shape, name=None", (args) => {
	const { shape, dtype } = args.tensor("input");
	const target = args.sizes("shape") ?? vague("a shape that is not known");
	const dims = shape.kind === "ranked" ? broadcastDims(shape.dims, target) : target;
	if (isClash(dims)) return broadcastFailure(args, shape, target);
	const isStretched =
		dims.length === target.length && dims.every((dim, axis) => dim === target[axis] || !isStatic(dim));
	if (!isStretched && !dims.some(isUnknown)) return broadcastFailure(args, shape, target);
	return { shape: ranked(target), dtype };
});

const broadcastFailure = (args: OpArguments, shape: Shape, target: readonly Dim[]): never =>
	args.fail({
		code: "merge-shape-mismatch",
		message: `${printShape(shape)} does not broadcast to ${printShape(ranked(target))}`,
		argument: "shape",
	});

const REVERSE = defineOp(["reverse", "compat.v1.reverse"], "tensor, axis, name=None", (args) => {
	const { shape, dtype } = args.tensor("tensor");
	const axes = args.ints("axis") ?? [];
	const rank = shape.kind === "ranked" ? shape.dims.length : undefined;
	const odd = axes.find((axis) => rank !== undefined && normalizeAxis(axis, rank) === undefined);
	if (odd === undefined) return { shape, dtype };
	return args.fail({ code: "input-rank", message: `axis ${odd} is out of range for rank ${rank}`, argument: "axis" });
});

const ENSURE_SHAPE = defineOp("ensure_shape", "x, shape, name=None", (args) => {
	const { shape, dtype } = args.tensor("x");
	const target = readShape(args.get("shape"), args.machine, args.origin).shape;
	if (target.kind === "unknown-rank" && args.isGraph)
		args.fail({
			code: "invalid-layer-argument",
			message: "tf.ensure_shape needs a rank in a graph",
			argument: "shape",
		});
	const merged = mergeShapes(shape, target);
	if (!merged)
		return args.fail({
			code: "input-axis-size",
			message: `a tensor of shape ${printShape(shape)} is not of shape ${printShape(target)}`,
			argument: "shape",
		});
	return { shape: merged, dtype };
});

const flattened = (dims: readonly Dim[]): Dim =>
	mapDims(dims, (sizes) => sizes.reduce((product, size) => product * size, 1));

const REPEAT = defineOp("repeat", "input, repeats, axis=None, name=None", (args) => {
	const operand = args.tensor("input");
	const given = dimsOf(operand);
	const dims = args.given("axis") ? given : [flattened(given)];
	const axis = args.given("axis") ? axisOf(args, "axis", dims.length, 0, "ValueError") : 0;
	const size = dims[axis] as Dim;
	if (args.isGraph && args.tensor("repeats").content?.kind === "none")
		return {
			shape: ranked(dims.with(axis, noneDim({ text: "repeats that the graph computes" }))),
			dtype: operand.dtype,
		};
	const counts = args.ints("repeats") ?? vague("repeats that are not known");
	if (counts.length > 1 && isStatic(size) && size !== counts.length) {
		args.fail({
			code: "input-axis-size",
			exception: "ValueError",
			message: `${counts.length} repeats do not fit axis ${axis} of size ${size}`,
			argument: "repeats",
		});
	}
	const sum = counts.reduce((total, count) => total + count, 0);
	const several = args.isGraph && (axis === 0 || !isStatic(size)) ? noneDim({ text: "the sum of repeats" }) : sum;
	const grown = counts.length > 1 ? several : mapDims([size], ([each]) => (each as number) * sum);
	return { shape: ranked(dims.with(axis, grown)), dtype: operand.dtype };
});

export const SPREAD_OPS: readonly FunctionModel[] = [
	TILE,
	GATHER,
	PAD,
	BROADCAST_TO,
	ENSURE_SHAPE,
	REPEAT,
	REVERSE,
	sameShapeOp(["roll"], "input, shift, axis, name=None", "input"),
	defineOp("clip_by_norm", "t, clip_norm, axes=None, name=None", (args) => {
		const { shape, dtype } = args.tensor("t");
		requireDType(args, "clip_by_norm", dtype, inexact);
		return { shape, dtype };
	}),
];
