import {
	broadcastDims,
	type Dim,
	type DType,
	isClash,
	mergeDims,
	printDim,
	printShape,
	ranked,
	type Shape,
	type Spec,
	spec,
	topShape,
	type Value,
} from "../../domain";
import { type BinaryOperator, raise, typeName, vague } from "../../interpreter/api";
import { type PromotedType, resultType } from "../backend/common/dtypes";

/** An operand as Keras 3's operations see it: what has no `shape` is a scalar, what has no `dtype` has its type. */
interface Operand {
	readonly shape: Shape;
	/** Absent when Keras knows no dtype of that name. */
	readonly type: PromotedType | undefined;
	readonly shown: string;
}

/** How Keras 3 promotes a Python scalar. */
export const SCALARS: Partial<Record<Value["kind"], PromotedType>> = {
	int: "int",
	float: "float",
	bool: "bool",
	str: "string",
	complex: "complex128",
};

/** The dtype of a NumPy scalar, which is promoted as a tensor's is; absent for Python's numbers and all else. */
export const scalarDType = (value: Value): DType | undefined =>
	value.kind === "int" || value.kind === "float" ? value.numpy : undefined;

function operandOf(value: Value): Operand {
	if (value.kind === "tensor") return { shape: value.spec.shape, type: value.spec.dtype, shown: value.flavor };
	if (value.kind === "unknown" || value.kind === "instance") vague("an operand is not known");
	return { shape: ranked([]), type: scalarDType(value) ?? SCALARS[value.kind], shown: typeName(value) };
}

const fail = (
	code: "merge-shape-mismatch" | "invalid-layer-input" | "input-rank",
	message: string,
	exception = "ValueError",
): never => raise({ code, exception, message });

function promote(operands: readonly Operand[], extra: readonly PromotedType[] = []): DType {
	const types = operands.map(
		({ type, shown }) =>
			type ?? fail("invalid-layer-input", `a value of type ${shown} has no dtype for Keras to promote`),
	);
	return resultType([...types, ...extra]);
}

/** Keras 3's `broadcast_shapes`. */
function broadcast(a: Shape, b: Shape): Shape {
	if (a.kind !== "ranked" || b.kind !== "ranked") return topShape({ text: "the rank of an operand is not known" });
	const dims = broadcastDims(a.dims, b.dims, "keras3");
	if (!isClash(dims)) return ranked(dims);
	return fail(
		"merge-shape-mismatch",
		`shapes ${printShape(a)} and ${printShape(b)} do not broadcast: ${dims.left} and ${dims.right} do not fit`,
	);
}

/** The declared result of an operator of Keras 3. Mirrors `compute_output_spec` of keras/src/ops/numpy.py. */
export function inferBinary(op: BinaryOperator, left: Value, right: Value): Spec {
	const operands = [operandOf(left), operandOf(right)] as const;
	const [a, b] = operands;
	if (op === "@") return spec(matmul(a.shape, b.shape), promote(operands));
	const shape = broadcast(a.shape, b.shape);
	if (op === "&" || op === "|" || op === "^") return spec(shape, "bool");
	if (op === "/") return spec(shape, promote(operands, ["float"]));
	const dtype = promote(operands);
	return spec(shape, op === "%" && dtype === "bool" ? "int32" : dtype);
}

/** Comparisons do not ask for dtypes. */
export const inferComparison = (left: Value, right: Value): Spec =>
	spec(broadcast(operandOf(left).shape, operandOf(right).shape), "bool");

function matmul(a: Shape, b: Shape): Shape {
	if (a.kind !== "ranked" || b.kind !== "ranked") return topShape({ text: "the rank of an operand is not known" });
	if (a.dims.length === 0 || b.dims.length === 0)
		fail("input-rank", "@ needs two tensors, found a scalar", "IndexError");
	const left = a.dims.length === 1 ? [1, ...a.dims] : a.dims;
	const right = b.dims.length === 1 ? [...b.dims, 1] : b.dims;
	const [inner, outer] = [left.at(-1) as Dim, right.at(-2) as Dim];
	if (mergeDims(inner, outer) === undefined) {
		fail(
			"merge-shape-mismatch",
			`${printShape(a)} @ ${printShape(b)}: the inner sizes ${printDim(inner)} and ${printDim(outer)} differ`,
		);
	}
	const leading = broadcast(ranked(left.slice(0, -2)), ranked(right.slice(0, -2)));
	if (leading.kind !== "ranked") return leading;
	const rows = a.dims.length === 1 ? [] : [left.at(-2) as Dim];
	const columns = b.dims.length === 1 ? [] : [right.at(-1) as Dim];
	return ranked([...leading.dims, ...rows, ...columns]);
}
