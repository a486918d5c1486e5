import {
	type Dim,
	isSizeMismatch,
	isStatic,
	noneDim,
	printShape,
	ranked,
	reshapeDims,
	unknownDim,
	type Value,
} from "../../../domain";
import { shapeItems, sizeOf } from "../arguments";
import { defineOp } from "../define-op";
import type { OpCall } from "../op-call";
import { dimsOf } from "../operand";
import { elements, firstUnknown, flatSize, hasNone } from "../shapes";

const INFERRED = noneDim({ text: "the size that reshape infers depends on a size that is None" });

/** Keras looks at ints only: what is no int is not known before the model runs. */
function readTarget(op: OpCall): readonly Dim[] {
	const value = op.get("newshape");
	const items = shapeItems(value, op.machine, op);
	const target = items.map((item) => sizeFor(item, op));
	const negative = items.filter((item) => (item.kind === "int" || item.kind === "bool") && item.value === -1).length;
	const odd = target.findIndex((dim) => isStatic(dim) && dim < -1);
	if (odd >= 0) reject(op, `item ${odd} of newshape is ${target[odd]}: a size is >= 0, or -1 for one to infer`);
	if (negative > 1) reject(op, "newshape holds -1 twice: only one size can be inferred");
	return target;
}

const reject = (op: OpCall, message: string): never =>
	op.fail({ code: "invalid-layer-argument", exception: "ValueError", message, argument: "newshape" });

function sizeFor(item: Value, op: OpCall): Dim {
	if (op.isSymbolic && (item.kind === "float" || item.kind === "str" || item.kind === "tensor"))
		return noneDim({ text: "Keras takes only an int for a size" });
	if (item.kind === "float" || item.kind === "str") {
		return op.fail({
			code: "invalid-layer-argument",
			exception: { graph: "TypeError" },
			message: `a size must be an int, found a ${item.kind}`,
			argument: "newshape",
			facts: { fix: "integer-division" },
		});
	}
	if (item.kind === "none" && !op.isSymbolic) {
		const dim = item.dimOf?.dim;
		return op.fail({
			code: "undefined-dimension",
			exception: op.mode === "graph" && !hasTensor(op.get("newshape")) ? "TypeError" : "ValueError",
			message: "a size of newshape is None, which is no size: use ops.shape(x)[axis], or -1 for one size",
			argument: "newshape",
			because: dim === undefined || isStatic(dim) ? [] : [dim.why],
		});
	}
	return sizeOf(item);
}

const hasTensor = (value: Value): boolean =>
	(value.kind === "tuple" || value.kind === "list") && value.items?.some((item) => item.kind === "tensor") === true;

/** `compute_reshape_output_shape` of keras/src/ops/operation_utils.py. */
function declared(input: readonly Dim[], target: readonly Dim[], op: OpCall): readonly Dim[] {
	const open = firstUnknown([...input, ...target]);
	if (open !== undefined) return target.map((dim) => (dim === -1 ? open : dim));
	if (hasNone(input) || hasNone(target)) return target.map((dim) => (dim === -1 ? INFERRED : dim));
	const size = elements(input) as number;
	const known = elements(target.filter((dim) => dim !== -1)) as number;
	const hole = target.indexOf(-1);
	const fits = hole < 0 ? size === known : known !== 0 && size % known === 0;
	if (!fits) return mismatch(op, input, target, size, known);
	return hole < 0 ? target : target.with(hole, size / known);
}

const mismatch = (op: OpCall, input: readonly Dim[], target: readonly Dim[], from: number, to: number): never =>
	op.fail({
		code: "reshape-size-mismatch",
		message: `shape ${printShape(ranked(input))} cannot become ${printShape(ranked(target))}: ${from} elements, ${to} wanted`,
		argument: "newshape",
	});

/** The static shape of `tf.reshape`. */
function traced(input: readonly Dim[], target: readonly Dim[], op: OpCall): readonly Dim[] {
	const result = reshapeDims(
		input,
		target.map((dim) => (dim === -1 ? INFERRED : dim)),
	);
	if (isSizeMismatch(result)) return mismatch(op, input, target, result.from, result.to);
	if (op.mode === "eager" && result.includes(INFERRED) && elements(target.filter((dim) => dim !== -1)) === 0)
		return zeroHole(input, target, op);
	return result;
}

/** What -1 is beside a size of 0, TensorFlow infers from the sizes that are not: nothing when the tensor has elements. */
function zeroHole(input: readonly Dim[], target: readonly Dim[], op: OpCall): readonly Dim[] {
	const size = elements(input);
	if (size !== 0) return mismatch(op, input, target, size as number, 0);
	return target.map((dim) => (dim === -1 ? unknownDim({ text: "a size inferred for an empty tensor" }) : dim));
}

/** `reshape` and `ravel`. Mirrors keras/src/ops/numpy.py. */
export const RESHAPE_OPS = [
	defineOp(
		"reshape",
		"numpy",
		"x, newshape",
		(op) => {
			const x = op.tensor("x");
			const target = readTarget(op);
			if (x.shape.kind !== "ranked")
				return { shape: ranked(target.map((dim) => (dim === -1 ? INFERRED : dim))), dtype: x.dtype };
			const dims = op.isSymbolic ? declared(x.shape.dims, target, op) : traced(x.shape.dims, target, op);
			return { shape: ranked(dims), dtype: x.dtype };
		},
		{ symbolic: ["x", "newshape"] },
	),
	defineOp("ravel", "numpy", "x", (op) => {
		const x = op.tensor("x");
		return { shape: ranked([flatSize(dimsOf(x), op)]), dtype: x.dtype };
	}),
];
