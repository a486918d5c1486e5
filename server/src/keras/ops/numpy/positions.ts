import { type Dim, noneDim, printDType, ranked, type Value } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { resultType } from "../../backend/common/dtypes";
import { intOf, shapeItems } from "../arguments";
import { defineOp, type OpModel, type OpResult, type TensorResult } from "../define-op";
import type { OpCall, OpFailure } from "../op-call";
import { dimsOf, type Operand } from "../operand";
import { hasNone, rejectPython } from "../shapes";
import { rejectDType } from "../unary";

const reject = (op: OpCall, message: string, argument: string, exception: OpFailure["exception"]): never =>
	op.fail({ code: "invalid-layer-argument", exception, message, argument });

/** The sizes of the shape, which Keras searches for None. */
function sizesOf(op: OpCall): readonly Value[] {
	const shape = op.get("shape");
	if (shape.kind === "tensor" && shape.flavor === "KerasTensor")
		reject(op, "the shape is a KerasTensor, which is not iterable", "shape", "NotImplementedError");
	if (shape.kind === "tensor" && op.mode === "graph" && shape.flavor === "Tensor")
		reject(op, "the shape is a tensor of the graph, which is not iterable", "shape", "TypeError");
	if (shape.kind === "tensor" && shape.content === undefined) vague("a shape of values");
	if (shape.kind === "int" || shape.kind === "float" || shape.kind === "bool" || shape.kind === "none")
		reject(op, `the shape must be a tuple, found a value of type ${typeName(shape)}`, "shape", "TypeError");
	return shapeItems(shape, op.machine, op);
}

/** Keras declares a list, TensorFlow gives a tuple. */
function unravelIndex(op: OpCall): OpResult {
	const indices = op.isSymbolic ? op.tensor("indices") : undefined;
	if (!indices) return computed(op, op.tensor("indices"));
	const sizes = sizesOf(op);
	const isOpen = sizes.some((size) => size.kind === "none");
	const shape = isOpen ? ranked([noneDim({ text: "the shape holds None" })]) : indices.shape;
	return { kind: "list", items: sizes.map(() => ({ shape, dtype: indices.dtype })) };
}

function computed(op: OpCall, indices: Operand): OpResult {
	const sizes = sizesOf(op);
	if (sizes.some((size) => size.kind === "none")) reject(op, "the shape holds None", "shape", "ValueError");
	if (sizes.length > 0) checkIndices(op, indices, sizes);
	return { kind: "tuple", items: sizes.map(() => ({ shape: indices.shape, dtype: indices.dtype })) };
}

/** What TensorFlow refuses of the division of indices by sizes. */
function checkIndices(op: OpCall, { dtype, shape }: Operand, sizes: readonly Value[]): void {
	const given = op.get("shape");
	const divisor = given.kind === "tensor" ? given.spec.dtype : undefined;
	if (dtype === "bool") rejectBools(op, divisor !== undefined);
	if (given.kind === "tensor" && given.flavor === "Tensor" && divisor && divisor !== dtype)
		reject(op, `the indices are ${printDType(dtype)}, the shape is ${printDType(divisor)}`, "shape", undefined);
	const dims = dimsOf({ shape });
	if (dims.length !== 1 && hasNone(dims))
		reject(op, "indices of several axes must have known sizes here", "indices", "ValueError");
	if (sizes.some((size) => size.kind === "float") && !/float/.test(String(dtype)))
		reject(op, "the shape holds a float, the indices are ints", "shape", "TypeError");
}

const rejectBools = (op: OpCall, isArray: boolean): never =>
	rejectDType("bool", op, {
		graph: isArray ? "NotImplementedError" : "TypeError",
		eager: isArray ? "InvalidArgumentError" : "TypeError",
	});

function vander(op: OpCall): OpResult {
	const value = op.get("x");
	if (value.kind !== "tensor" && value.kind !== "unknown") rejectPython(value, "shape", op, "x");
	const x = op.tensor("x");
	const dims = dimsOf(x);
	if (dims.length !== 1) reject(op, `x must be a vector, found a tensor of rank ${dims.length}`, "x", "ValueError");
	const columns = columnsOf(op, dims[0] as Dim);
	const increasing = op.get("increasing").kind;
	if (increasing !== "bool" && increasing !== "unknown")
		reject(op, "increasing must be a bool", "increasing", "TypeError");
	const result: TensorResult = { shape: ranked([dims[0] as Dim, columns]), dtype: x.dtype };
	return op.isSymbolic ? result : { ...result, dtype: resultType([x.dtype]) };
}

function columnsOf(op: OpCall, length: Dim): Dim {
	const columns = op.get("N");
	if (columns.kind === "none") return length;
	if (columns.kind !== "int" && columns.kind !== "bool" && columns.kind !== "unknown")
		return reject(op, `N must be an int, found a value of type ${typeName(columns)}`, "N", "TypeError");
	const count = intOf(columns);
	return count < 0 ? reject(op, "N cannot be negative", "N", "ValueError") : count;
}

/** Positions in a shape, and powers of a vector. Mirrors keras/src/ops/numpy.py and the TensorFlow backend's. */
export const POSITION_OPS: readonly OpModel[] = [
	defineOp("unravel_index", "numpy", "indices, shape", unravelIndex, { many: true }),
	defineOp("vander", "numpy", "x, N=None, increasing=False", vander),
];
