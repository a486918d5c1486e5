import { type Dim, isNone, isStatic, mapDims, ranked, type Shape, type Value } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { asInt } from "../../engine/argument-readers";
import { canonicalAxis, intOf, itemsOf } from "../arguments";
import { defineOp, type OpResult, type SequenceResult } from "../define-op";
import type { OpCall } from "../op-call";
import { dimsOf, type Operand } from "../operand";
import { checkDeclared } from "../shape-argument";
import { requireTensor } from "../shapes";

const MAX_PARTS = 4096;

const reject = (op: OpCall, message: string, exception?: string | Record<string, string>): never =>
	op.fail({ code: "invalid-layer-argument", message, argument: "indices_or_sections", exception });

/** `_compute_split_output_spec`, and `tf.split`. */
function splitAlong(x: Operand, axis: number, op: OpCall, isConverted = false): SequenceResult {
	const value = op.get("indices_or_sections");
	const sections = asInt(value);
	const dims = dimsOf(x);
	const indices = sections === undefined ? readIndices(value) : undefined;
	if (indices && !isConverted) requireTensor(op, "x");
	if (indices && !op.isSymbolic && (axis >= dims.length || axis < -dims.length))
		reject(op, `axis ${axis} is out of range for a tensor of rank ${dims.length}`, "IndexError");
	if (!op.isSymbolic && sections !== undefined && sections <= 0) rejectCount(op, sections);
	const at = canonicalAxis(axis, dims.length, op);
	const size = dims[at] as Dim;
	const sizes = indices ? betweenIndices(indices, size, op) : equalParts(sections ?? vague("sections"), size, op);
	const part = (dim: Dim): { shape: Shape; dtype: Operand["dtype"] } => ({
		shape: ranked(checkDeclared(dims.with(at, dim), op)),
		dtype: x.dtype,
	});
	return { kind: "list", items: sizes.map(part) };
}

function readIndices(value: Value): readonly number[] {
	if (value.kind === "tensor" && value.content) return readIndices(value.content);
	return (itemsOf(value) ?? vague("indices that are not known")).map(intOf);
}

const rejectCount = (op: OpCall, sections: number): never =>
	reject(op, `a tensor cannot be split into ${sections} parts`);

function equalParts(sections: number, size: Dim, op: OpCall): readonly Dim[] {
	if (sections > MAX_PARTS) vague("many parts");
	if (isStatic(size)) {
		if (sections === 0) return reject(op, "a tensor cannot be split into 0 parts", "ZeroDivisionError");
		if (size % sections !== 0)
			return reject(op, `an axis of size ${size} cannot be split into ${sections} equal parts`);
	}
	if (sections < 0) return vague("a negative number of parts");
	const part = mapDims([size], ([total]) => (total as number) / sections);
	return Array.from({ length: sections }, () => part);
}

function betweenIndices(indices: readonly number[], size: Dim, op: OpCall): readonly Dim[] {
	if (!op.isSymbolic && isNone(size)) {
		op.fail({
			code: "undefined-dimension",
			exception: op.mode === "graph" ? "ValueError" : undefined,
			message: "an axis of unknown size cannot be split at indices",
			argument: "indices_or_sections",
			because: [size.why],
		});
	}
	const ends: readonly Dim[] = [0, ...indices, size];
	const sizes = ends
		.slice(1)
		.map((end, index) => mapDims([end, ends[index] as Dim], ([a, b]) => (a as number) - (b as number)));
	if (!op.isSymbolic && sizes.some((each) => isStatic(each) && each < 0))
		return reject(op, "the indices of a split must increase and lie within the axis");
	return sizes;
}

const split = (op: OpCall): OpResult => splitAlong(op.tensor("x"), intOf(op.get("axis")), op);

/** `hsplit` and the like: a fixed axis, and a least rank. `isConverted`: Keras makes a tensor of a list first. */
const fixedSplit =
	(axisOf: (rank: number) => number, least: number, isConverted = false) =>
	(op: OpCall): OpResult => {
		const x = op.tensor("x");
		const rank = dimsOf(x).length;
		if (op.isSymbolic && rank < least)
			op.fail({
				code: "input-rank",
				exception: "ValueError",
				message: `the tensor needs ${least} axes, found ${rank}`,
			});
		return splitAlong(x, axisOf(rank), op, isConverted);
	};

function arraySplit(op: OpCall): OpResult {
	const value = op.get("indices_or_sections");
	if (value.kind === "list" || value.kind === "tuple")
		reject(op, "array_split takes a number of sections", "TypeError");
	const sections = intOf(value);
	if (sections <= 0) reject(op, "array_split needs a positive number of sections", "ValueError");
	const x = op.tensor("x");
	const dims = dimsOf(x);
	const written = intOf(op.get("axis"));
	const at = canonicalAxis(written, dims.length, op, "axis", "IndexError");
	const size = dims[at] as Dim;
	if (isNone(size) && !op.isSymbolic) return vague("an axis of unknown size");
	const parts = Array.from({ length: sections }, (_, index) =>
		mapDims(
			[size],
			([total]) => Math.floor((total as number) / sections) + (index < (total as number) % sections ? 1 : 0),
		),
	);
	const items = parts.map((part) => ({ shape: ranked(dims.with(at, part)), dtype: x.dtype }));
	return { kind: isNone(size) ? "tuple" : "list", items };
}

function unstack(op: OpCall): OpResult {
	const x = op.tensor("x");
	const dims = dimsOf(x);
	// A kernel looks at the axis when Keras does not have to count.
	const exception = op.mode === "eager" && op.has("num") ? undefined : "ValueError";
	const at = canonicalAxis(intOf(op.get("axis")), dims.length, op, "axis", exception);
	const size = dims[at] as Dim;
	const given = op.has("num") ? intOf(op.get("num")) : undefined;
	const count = given ?? size;
	if (!isStatic(count)) {
		if (!isNone(count)) return vague(count.why);
		return op.fail({
			code: "undefined-dimension",
			exception: "ValueError",
			message: `axis ${at} has no known size: unstack needs num`,
			because: [count.why],
		});
	}
	if (!op.isSymbolic && isStatic(size) && size !== count)
		op.fail({
			code: "invalid-layer-argument",
			message: `axis ${at} has size ${size}, num is ${count}`,
			argument: "num",
		});
	if (count > MAX_PARTS) return vague("many parts");
	const item = { shape: ranked(dims.toSpliced(at, 1)), dtype: x.dtype };
	return { kind: "list", items: Array.from({ length: count }, () => item) };
}

const MANY = { many: true };

/** Ops that cut a tensor into several. Mirrors keras/src/ops/numpy.py. */
export const SPLIT_OPS = [
	defineOp("split", "numpy", "x, indices_or_sections, axis=0", split, MANY),
	defineOp("array_split", "numpy", "x, indices_or_sections, axis=0", arraySplit, MANY),
	defineOp(
		"hsplit",
		"numpy",
		"x, indices_or_sections",
		fixedSplit((rank) => (rank === 1 ? 0 : 1), 1, true),
		MANY,
	),
	defineOp(
		"vsplit",
		"numpy",
		"x, indices_or_sections",
		fixedSplit(() => 0, 2),
		MANY,
	),
	defineOp(
		"dsplit",
		"numpy",
		"x, indices_or_sections",
		fixedSplit(() => 2, 3),
		MANY,
	),
	defineOp("unstack", "core", "x, num=None, axis=0", unstack, MANY),
];
