import { type Dim, joinDims, mergeDims, printShape, ranked, sumDims, type Value } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { canonicalAxis, intOf, itemsOf } from "../arguments";
import { defineOp, type OpResult } from "../define-op";
import type { OpCall } from "../op-call";
import { dimsOf, type Operand } from "../operand";
import { promote } from "../shapes";

/** The tensors of a list argument. On KerasTensors each must have a shape. */
function tensorsOf(op: OpCall, name: string, tests = false): readonly Operand[] {
	const value = op.get(name);
	if (value.kind === "tensor") return rejectTensor(op, name, value, tests);
	const items = itemsOf(value) ?? vague(`${name} is not a list`);
	return items.map((item) => {
		if (!op.isSymbolic && name === "xs" && op.bound.given("xs") && (item.kind === "list" || item.kind === "tuple"))
			rejectList(op, name);
		const operand = op.operand(item);
		if (op.isSymbolic && !operand.isTensor) rejectPlain(operand, op, name);
		return operand;
	});
}

/** `tests`: Keras asks for the truth of the list before it goes through it. */
function rejectTensor(op: OpCall, name: string, value: Value, tests: boolean): never {
	if (!op.isSymbolic) return vague(`${name} is one tensor`);
	return op.fail({
		code: "invalid-layer-input",
		exception: tests ? "TypeError" : "NotImplementedError",
		message: `${name} must be a list of tensors, found a ${value.kind === "tensor" ? value.flavor : value.kind}`,
		argument: name,
	});
}

/** Keras converts the items of nested lists one by one, and then asks the lists for their dtype. */
const rejectList = (op: OpCall, name: string): never =>
	op.fail({
		code: "invalid-layer-input",
		exception: "AttributeError",
		message: `${name} holds a list beside tensors: convert it first`,
		argument: name,
	});

const rejectPlain = (operand: Operand, op: OpCall, name: string): never =>
	op.fail({
		code: "invalid-layer-input",
		exception: "AttributeError",
		message: `${name} holds a value of type ${operand.shown}, which has no shape`,
		argument: name,
	});

const mismatch = (a: readonly Dim[], b: readonly Dim[], op: OpCall): never =>
	op.fail({
		code: "merge-shape-mismatch",
		message: `shapes ${printShape(ranked(a))} and ${printShape(ranked(b))} do not fit together`,
	});

/**
 * What tensors of one shape have together, but for an axis. Keras declares the first one's shape, whatever the others
 * know of it; TensorFlow merges what it knows.
 */
function commonDims(shapes: readonly (readonly Dim[])[], axis: number | undefined, op: OpCall): readonly Dim[] {
	const [first, ...others] = shapes;
	if (!first) return vague("no tensors");
	return others.reduce((found, dims) => {
		if (dims.length !== first.length) return mismatch(first, dims, op);
		return found.map((dim, at) => {
			if (at === axis) return dim;
			const other = dims[at] as Dim;
			const merged = mergeDims(dim, other) ?? mismatch(first, dims, op);
			if (!op.isSymbolic) return merged;
			return typeof dim === "object" && dim.kind === "unknown" ? joinDims(dim, other) : dim;
		});
	}, first);
}

function concatenate(op: OpCall): OpResult {
	const xs = tensorsOf(op, "xs", true);
	const axis = op.get("axis");
	if (axis.kind === "none")
		op.fail({
			code: "invalid-layer-argument",
			exception: "ValueError",
			message: "axis cannot be None",
			argument: "axis",
		});
	if (xs.length === 0) return vague("a list without tensors");
	const at = intOf(axis);
	return { shape: ranked(joined(xs.map(dimsOf), at, op)), dtype: promote(xs, op) };
}

function joined(shapes: readonly (readonly Dim[])[], axis: number, op: OpCall): readonly Dim[] {
	// TensorFlow joins one tensor to nothing, whatever the axis.
	if (!op.isSymbolic && shapes.length === 1) return shapes[0] ?? [];
	const rank = shapes[0]?.length ?? 0;
	const odd = shapes.find((dims) => dims.length !== rank);
	if (odd && !op.isSymbolic) return mismatch(shapes[0] ?? [], odd, op);
	const at = canonicalAxis(axis, rank, op);
	const common = commonDims(shapes, at, op);
	return common.with(at, sumDims(shapes.map((dims) => dims[at] as Dim)));
}

function stack(op: OpCall): OpResult {
	const xs = tensorsOf(op, "x");
	if (xs.length === 0) return vague("a list without tensors");
	const shapes = xs.map(dimsOf);
	const rank = (shapes[0]?.length ?? 0) + 1;
	const check = () => canonicalAxis(intOf(op.get("axis")), rank, op, "axis", "ValueError");
	if (!op.isSymbolic) check();
	const common = op.isSymbolic ? undefined : commonDims(shapes, undefined, op);
	const at = check();
	const dims = common ?? commonDims(shapes, undefined, op);
	return { shape: ranked(dims.toSpliced(at, 0, xs.length)), dtype: promote(xs, op) };
}

/** `hstack` and `vstack`: like `concatenate` along a fixed axis. */
const alongAxis =
	(axisOf: (rank: number) => number) =>
	(op: OpCall): OpResult => {
		const xs = tensorsOf(op, "xs");
		const shapes = xs.map(dimsOf);
		const rank = shapes[0]?.length ?? 0;
		const axis = op.isSymbolic ? axisOf(2) : axisOf(rank);
		if (axis >= rank && op.isSymbolic)
			return op.fail({
				code: "input-rank",
				exception: "IndexError",
				message: `axis ${axis} is out of range for rank ${rank}`,
			});
		return { shape: ranked(joined(shapes, axis, op)), dtype: promote(xs, op) };
	};

function dstack(op: OpCall): OpResult {
	const xs = tensorsOf(op, "xs");
	const shapes = xs.map((x): readonly Dim[] => {
		const dims = dimsOf(x);
		if (dims.length === 0) return [1, 1, 1];
		if (dims.length === 1) return [1, dims[0] as Dim, 1];
		return dims.length === 2 ? [...dims, 1] : dims;
	});
	return { shape: ranked(joined(shapes, 2, op)), dtype: promote(xs, op) };
}

/** Ops that join tensors. Mirrors keras/src/ops/numpy.py. */
export const JOIN_OPS = [
	defineOp("concatenate", "numpy", "xs, axis=0", concatenate),
	defineOp("stack", "numpy", "x, axis=0", stack),
	defineOp(
		"hstack",
		"numpy",
		"xs",
		alongAxis((rank) => (rank === 1 ? 0 : 1)),
	),
	defineOp(
		"vstack",
		"numpy",
		"xs",
		alongAxis(() => 0),
	),
	defineOp("dstack", "numpy", "xs", dstack),
];
