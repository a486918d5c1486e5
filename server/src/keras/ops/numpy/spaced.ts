import { type Dim, type DType, isComplex, isFloating, isStatic, noneDim, ranked, type Shape } from "../../../domain";
import { typeName } from "../../../interpreter/api";
import { resultType } from "../../backend/common/dtypes";
import { canonicalAxis, intOf } from "../arguments";
import { defineOp, type OpModel, type OpResult, type TensorResult } from "../define-op";
import type { OpCall } from "../op-call";
import { dimsOf, type Operand } from "../operand";
import { broadcast, firstUnknown, promote, standardized } from "../shapes";
import { rejectDType } from "../unary";

const reject = (op: OpCall, message: string, argument: string, exception: string): never =>
	op.fail({ code: "invalid-layer-argument", exception, message, argument });

/** How many numbers: on KerasTensors a size of a shape, else an int. */
function countOf(op: OpCall): Dim {
	const num = op.get("num");
	if (num.kind === "none" && op.isSymbolic) return noneDim({ text: "num is None" });
	if (num.kind === "none" || num.kind === "str" || (num.kind === "float" && !op.isSymbolic))
		reject(op, `num must be an int, found a value of type ${typeName(num)}`, "num", "TypeError");
	if (num.kind === "float") reject(op, "num is no size: a size is an int >= 0", "num", "ValueError");
	const count = intOf(num);
	return count < 0 ? reject(op, "num cannot be negative", "num", "ValueError") : count;
}

function axisOf(op: OpCall, rank: number): number {
	const axis = op.get("axis");
	if (axis.kind === "none")
		reject(op, "axis must be an int, found None", "axis", op.isSymbolic ? "TypeError" : "ValueError");
	return canonicalAxis(intOf(axis), rank, op, "axis", op.mode === "eager" ? "InvalidArgumentError" : "ValueError");
}

/**
 * The shape of both ends together. TensorFlow computes it: in a graph with an open size, what it knows of the result is
 * what it knows of `start`, but for the sizes that may have been stretched.
 */
export function spacedDims(start: Operand, stop: Operand, op: OpCall): readonly Dim[] {
	const dims = dimsOf({ shape: broadcast(start.shape, stop.shape, op) });
	if (op.mode !== "graph") return dims;
	// Without its end, the range stops a step before: that has the shape of both.
	const isHalfOpen = !op.flag("endpoint") && op.get("num").kind === "int" && intOf(op.get("num")) > 1;
	const own = dimsOf(start);
	const ends = [...own, ...(isHalfOpen ? dims : dimsOf(stop))];
	if (ends.every(isStatic)) return dims;
	const lost = firstUnknown(ends) ?? noneDim({ text: "the ends are broadcast to a shape that is computed" });
	return dims.map((_, axis) => {
		const dim = own[axis - dims.length + own.length];
		return dim !== undefined && isStatic(dim) && dim > 1 ? dim : lost;
	});
}

/** Keras declares the dtype after `start` alone, as a float. */
function declared(op: OpCall): TensorResult {
	const given = op.dtype("dtype");
	const [start, stop] = [op.weak("start"), op.weak("stop")];
	const dims = dimsOf({ shape: broadcast(start.shape, stop.shape, op) });
	const at = axisOf(op, dims.length + 1);
	const count = countOf(op);
	const dtype = given ? resultType([given, "float"]) : promote([standardized(start)], op, ["float"]);
	return { shape: ranked(dims.toSpliced(at, 0, count)), dtype };
}

/** The numbers of `tf.linspace` in a dtype. */
function numbers(start: Operand, stop: Operand, dtype: DType, op: OpCall): TensorResult {
	const count = countOf(op);
	if (dtype === "bool") rejectDType(dtype, op);
	const dims = spacedDims(start, stop, op);
	return { shape: ranked(dims.toSpliced(axisOf(op, dims.length + 1), 0, count)), dtype };
}

/** Keras promotes the types of the ends before it makes tensors of them. */
function rejectList(op: OpCall, name: string): void {
	const { kind } = op.get(name);
	if (kind === "list" || kind === "tuple")
		reject(op, `a ${kind} has no dtype for Keras to promote`, name, "ValueError");
}

function logspace(op: OpCall): OpResult {
	const given = op.dtype("dtype");
	if (op.isSymbolic) return declared(op);
	if (op.get("num").kind !== "float") countOf(op);
	const [start, stop] = [op.weak("start"), op.weak("stop")];
	if (given === undefined) for (const name of ["start", "stop"]) rejectList(op, name);
	const result = numbers(start, stop, given ?? promote([start, stop], op, ["float"]), op);
	return { ...result, shape: raised(result.shape, op) };
}

/** The base broadcasts with the exponents. */
const raised = (exponents: Shape, op: OpCall): Shape => broadcast(op.tensor("base").shape, exponents, op);

/** TensorFlow takes logarithms of the ends, and gives the numbers the sign of `start`. */
function geomspace(op: OpCall): OpResult {
	const given = op.dtype("dtype");
	if (op.isSymbolic) return declared(op);
	const [start, stop] = [op.tensor("start"), op.tensor("stop")];
	for (const { dtype } of [start, stop])
		if (typeof dtype === "string" && (dtype === "bool" || dtype.startsWith("uint"))) rejectDType(dtype, op);
	const dtype = given ?? "float32";
	if (!isFloating(dtype) && !isComplex(dtype)) rejectDType(dtype, op);
	const result = numbers(start, stop, dtype, op);
	return { ...result, shape: broadcast(result.shape, start.shape, op) };
}

const BOTH = { symbolic: ["start", "stop"] };

/** Numbers at equal ratios. Mirrors keras/src/ops/numpy.py and the TensorFlow backend's. */
export const SPACED_OPS: readonly OpModel[] = [
	defineOp("geomspace", "numpy", "start, stop, num=50, endpoint=True, dtype=None, axis=0", geomspace, BOTH),
	defineOp("logspace", "numpy", "start, stop, num=50, endpoint=True, base=10, dtype=None, axis=0", logspace, BOTH),
];
