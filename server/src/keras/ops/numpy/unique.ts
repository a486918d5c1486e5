import { type Dim, isComplex, isStatic, noneDim, ranked, type Shape, unknownDim, type Value } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { canonicalAxis, intOf } from "../arguments";
import { defineOp, type OpModel, type OpResult, type TensorResult } from "../define-op";
import type { OpCall, OpFailure } from "../op-call";
import { dimsOf, type Operand } from "../operand";
import { rejectDType } from "../unary";

const reject = (op: OpCall, message: string, argument: string, exception?: OpFailure["exception"]): never =>
	op.fail({ code: "invalid-layer-argument", exception, message, argument });

function axisOf(op: OpCall, rank: number): number | undefined {
	const value = op.get("axis");
	if (value.kind === "none") return undefined;
	if (value.kind !== "int" && value.kind !== "bool" && value.kind !== "unknown")
		return reject(op, `axis must be an int, found a value of type ${typeName(value)}`, "axis", "TypeError");
	return canonicalAxis(intOf(value), rank, op, "axis", "ValueError");
}

/** The size that was asked for; absent for None. */
function sizeOf(op: OpCall): number | undefined {
	const value = op.get("size");
	if (value.kind === "none") return undefined;
	if (value.kind === "float" || (value.kind === "tensor" && op.isSymbolic))
		return reject(op, "size is no size: a size is an int >= 0", "size", op.isSymbolic ? "ValueError" : "TypeError");
	const size = intOf(value);
	if (size < 0) reject(op, "size cannot be negative", "size", op.isSymbolic ? "ValueError" : undefined);
	if (!op.isSymbolic && op.get("fill_value").kind === "str" && op.mode === "eager")
		reject(op, "fill_value must be a number, found a str", "fill_value", "UnimplementedError");
	return size;
}

/** A value as a key; absent when it is not known. */
function keyOf(value: Value): string | undefined {
	if (value.kind === "list" || value.kind === "tuple") {
		const keys = value.items?.map(keyOf);
		return keys?.includes(undefined) ? undefined : keys?.join(" ");
	}
	if (value.kind !== "int" && value.kind !== "float" && value.kind !== "bool") return undefined;
	return value.value === undefined ? undefined : String(value.value);
}

const flat = (value: Value): readonly Value[] =>
	value.kind === "list" || value.kind === "tuple" ? (value.items ?? []).flatMap(flat) : [value];

/** How many there are: the values say. */
function counted(op: OpCall, x: Operand, axis: number | undefined): Dim {
	if (op.mode !== "eager") return noneDim({ text: "how many values are unique depends on them" });
	const dims = dimsOf(x);
	const length = axis === undefined ? elementsOf(dims) : dims[axis];
	if (length === 0 || length === 1) return length;
	const keys = x.content && axis === undefined && flat(x.content).map(keyOf);
	if (!keys || keys.includes(undefined)) return unknownDim({ text: "how many values are unique depends on them" });
	return new Set(keys).size;
}

const elementsOf = (dims: readonly Dim[]): number | undefined =>
	dims.every(isStatic) ? dims.reduce<number>((product, dim) => product * (dim as number), 1) : undefined;

function valuesShape(op: OpCall, dims: readonly Dim[], axis: number | undefined, count: Dim): Shape {
	if (axis === undefined) return ranked([count]);
	// TensorFlow's graph forgets the other sizes.
	const others = op.mode === "graph" ? dims.map(() => noneDim({ text: "unique rows forget their sizes" })) : dims;
	return ranked(others.with(axis, count));
}

/** What TensorFlow does not sort. */
function checkSorted(op: OpCall, { dtype }: Operand): void {
	if (dtype !== "bool" && !isComplex(dtype)) return;
	if (op.mode === "graph" && op.flag("sorted")) rejectDType(dtype, op);
	if (op.mode === "eager") vague("unique values of this dtype");
}

function unique(op: OpCall): OpResult {
	const x = op.tensor("x");
	const dims = dimsOf(x);
	const axis = axisOf(op, dims.length);
	if (!op.isSymbolic) checkSorted(op, x);
	const count = sizeOf(op) ?? counted(op, x, axis);
	const found = (shape: Shape): TensorResult => ({ shape, dtype: "int32" });
	const results: TensorResult[] = [{ shape: valuesShape(op, dims, axis, count), dtype: x.dtype }];
	if (op.flag("return_index")) results.push(found(ranked([count])));
	if (op.flag("return_inverse")) results.push(found(axis === undefined ? x.shape : ranked([dims[axis] as Dim])));
	if (op.flag("return_counts")) results.push(found(ranked([count])));
	return results.length === 1 ? (results[0] as TensorResult) : { kind: "tuple", items: results };
}

const SIGNATURE =
	"x, sorted=True, return_index=False, return_inverse=False, return_counts=False, axis=None, size=None, fill_value=None";

/** `unique`. Mirrors keras/src/ops/numpy.py and the TensorFlow backend's. */
export const UNIQUE_OPS: readonly OpModel[] = [defineOp("unique", "numpy", SIGNATURE, unique, { many: true })];
