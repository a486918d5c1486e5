import { type DType, int, isStatic, noneDim, ranked, unknownDim } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { intOf } from "../arguments";
import { defineOp, type OpResult } from "../define-op";
import type { OpCall } from "../op-call";
import { dimsOf } from "../operand";
import { broadcast, promote, requireTensor } from "../shapes";

/** A scalar that counts the elements; a tensor in all modes. */
const size = (op: OpCall): OpResult => {
	op.tensor("x");
	return { shape: ranked([]), dtype: "int32" };
};

/** The rank; on KerasTensors, oddly, a tensor of that length. */
function ndim(op: OpCall): OpResult {
	const { length } = dimsOf(op.tensor("x"));
	return op.isSymbolic ? { shape: ranked([length]), dtype: "float32" } : { value: int(length) };
}

function searchsorted(op: OpCall): OpResult {
	if (op.isSymbolic) for (const name of ["sorted_sequence", "values"]) requireTensor(op, name);
	const sequence = dimsOf(op.tensor("sorted_sequence"));
	const values = op.tensor("values");
	if (sequence.length !== 1) {
		op.fail({
			code: "input-rank",
			exception: "ValueError",
			message: `sorted_sequence must be a vector, found a tensor of rank ${sequence.length}`,
			argument: "sorted_sequence",
		});
	}
	const isKnown = sequence[0] !== undefined && isStatic(sequence[0]);
	return { shape: values.shape, dtype: isKnown ? "int32" : "int64" };
}

function allclose(op: OpCall): OpResult {
	const [a, b] = [op.tensor("x1"), op.tensor("x2")];
	if (!op.isSymbolic) {
		promote([a, b], op);
		broadcast(a.shape, b.shape, op);
	}
	return { shape: ranked([]), dtype: "bool" };
}

function bincount(op: OpCall): OpResult {
	const x = op.tensor("x");
	if (op.has("weights") || op.flag("sparse")) return vague("a bincount with weights");
	const count =
		op.mode === "eager" ? unknownDim({ text: "the largest value" }) : noneDim({ text: "the largest value" });
	const leading = dimsOf(x).slice(0, -1);
	// In a graph TensorFlow knows no size of the result.
	const open = op.mode === "graph" ? leading.map(() => count) : leading;
	const isScalar = op.mode === "graph" && dimsOf(x).length === 0;
	return { shape: ranked(isScalar ? [] : [...open, count]), dtype: "int32" };
}

function digitize(op: OpCall): OpResult {
	const bins = op.get("bins");
	const reject = (exception: string, message: string): never =>
		op.fail({ code: "invalid-layer-argument", exception, message, argument: "bins" });
	if (op.isSymbolic && bins.kind !== "tensor")
		reject("AttributeError", "bins must be an array here: a list has no shape");
	if (bins.kind === "tensor" && bins.flavor !== "ndarray" && op.mode === "graph")
		reject("OperatorNotAllowedInGraphError", "bins cannot be a tensor of a graph: its values are not known");
	return { shape: op.tensor("x").shape, dtype: "int32" };
}

function histogram(op: OpCall): OpResult {
	const bins = intOf(op.get("bins"));
	if (bins < 0)
		op.fail({
			code: "invalid-layer-argument",
			exception: "ValueError",
			message: "bins cannot be negative",
			argument: "bins",
		});
	const x = op.tensor("x");
	if (!op.isSymbolic && dimsOf(x).length > 1)
		op.fail({ code: "input-rank", exception: "ValueError", message: "histogram takes a vector" });
	const part = (count: number): { shape: ReturnType<typeof ranked>; dtype: DType } => ({
		shape: ranked([count]),
		dtype: x.dtype,
	});
	return { kind: "tuple", items: [part(bins), part(bins + 1)] };
}

/** Ops that count and compare as a whole. Mirrors keras/src/ops/numpy.py. */
export const COUNTING_OPS = [
	defineOp("size", "numpy", "x", size),
	defineOp("ndim", "numpy", "x", ndim, { many: true }),
	defineOp("searchsorted", "numpy", "sorted_sequence, values, side='left'", searchsorted, {
		symbolic: ["sorted_sequence", "values"],
		operation: "SearchSorted",
	}),
	defineOp("allclose", "numpy", "x1, x2, rtol=1e-05, atol=1e-08, equal_nan=False", allclose, {
		symbolic: ["x1", "x2"],
		operation: "AllClose",
	}),
	defineOp(
		"isin",
		"numpy",
		"x1, x2, assume_unique=False, invert=False",
		(op) => ({ shape: op.tensor("x1").shape, dtype: "bool" }),
		{
			symbolic: ["x1", "x2"],
			operation: "IsIn",
		},
	),
	defineOp("bincount", "numpy", "x, weights=None, minlength=0, sparse=False", bincount),
	defineOp("digitize", "numpy", "x, bins", digitize, { symbolic: ["x", "bins"] }),
	defineOp("histogram", "numpy", "x, bins=10, range=None", histogram, { many: true }),
];
