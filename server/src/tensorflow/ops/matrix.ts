import { type Dim, type DType, isFloating, isStatic, mapDims, ranked } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import { adapt, type Operand } from "../convert";
import { defineOp, dimsOf, type OpArguments, type OpResult } from "../op";
import { composed } from "./composed";
import { dimsFromRank, indices, merge, mergeAll } from "./inference";
import { inexact, number, requireDType } from "./keep";
import { realPart } from "./real-part";

/** Matrices: (…, rows, columns). */
export interface Matrix {
	readonly batch: readonly Dim[];
	readonly rows: Dim;
	readonly columns: Dim;
	readonly dtype: DType;
}

export function matrixOf(args: OpArguments, name: string): Matrix {
	const operand = args.tensor(name);
	const dims = dimsFromRank(args, operand, 2, name);
	return { batch: dims.slice(0, -2), rows: dims.at(-2) as Dim, columns: dims.at(-1) as Dim, dtype: operand.dtype };
}

/** A square matrix; what is known of one axis holds for the other. */
export function squareOf(args: OpArguments, name: string, op: string): Matrix {
	requireDType(args, op, args.tensor(name).dtype, inexact);
	const matrix = matrixOf(args, name);
	const size = merge(args, matrix.rows, matrix.columns, "the rows and columns of a square matrix");
	return { ...matrix, rows: size, columns: size };
}

const square = (name: string, text: string, result: (matrix: Matrix) => OpResult): FunctionModel =>
	defineOp(`linalg.${name}`, text, (args) => result(squareOf(args, text.split(",")[0] as string, `linalg.${name}`)));

/** `tf.linalg.eig` and `tf.eig`, whose Python knows no dtype of the result for others than floats. */
const eigen = (name: string, result: (matrix: Matrix) => OpResult): FunctionModel =>
	defineOp([`linalg.${name}`, name], "tensor, name=None", (args) => {
		const { dtype } = args.tensor("tensor");
		if (typeof dtype === "string" && !inexact(dtype)) {
			const message = `tf.linalg.${name} cannot take a tensor of dtype ${dtype}`;
			args.fail({ code: "invalid-layer-input", exception: "UnboundLocalError", message });
		}
		const matrix = squareOf(args, "tensor", `linalg.${name}`);
		return result({ ...matrix, dtype: complexOf(matrix.dtype) });
	});

const whole = ({ batch, rows, columns, dtype }: Matrix): Operand => ({
	shape: ranked([...batch, rows, columns]),
	dtype,
});
const scalars = ({ batch, dtype }: Matrix): Operand => ({ shape: ranked(batch), dtype });
const values = ({ batch, rows }: Matrix, dtype: DType): Operand => ({ shape: ranked([...batch, rows]), dtype });
const complexOf = (dtype: DType): DType =>
	dtype === "float64" || dtype === "complex128" ? "complex128" : typeof dtype === "string" ? "complex64" : dtype;

export const least = (a: Dim, b: Dim): Dim => mapDims([a, b], ([x, y]) => Math.min(x as number, y as number));

const SVD = defineOp("linalg.svd", "tensor, full_matrices=False, compute_uv=True, name=None", (args): OpResult => {
	requireDType(args, "linalg.svd", args.tensor("tensor").dtype, inexact);
	const { batch, rows, columns, dtype } = matrixOf(args, "tensor");
	const size = least(rows, columns);
	const singular = { shape: ranked([...batch, size]), dtype: realPart(dtype) };
	if (!args.isTrue("compute_uv")) return singular;
	const sides = args.isTrue("full_matrices") ? [rows, columns] : [size, size];
	const [left, right] = [rows, columns].map((dim, at) => ({ shape: ranked([...batch, dim, sides[at] as Dim]), dtype }));
	return { kind: "tuple", items: [singular, left as Operand, right as Operand] };
});

const QR = defineOp("linalg.qr", "input, full_matrices=False, name=None", (args): OpResult => {
	requireDType(args, "linalg.qr", args.tensor("input").dtype, inexact);
	const { batch, rows, columns, dtype } = matrixOf(args, "input");
	const size = args.isTrue("full_matrices") ? rows : least(rows, columns);
	const q = { shape: ranked([...batch, rows, size]), dtype };
	const r = { shape: ranked([...batch, size, columns]), dtype };
	return { kind: "tuple", fields: ["q", "r"], items: [q, r] };
});

const LU = defineOp("linalg.lu", "input, output_idx_type='int32', name=None", (args): OpResult => {
	const matrix = squareOf(args, "input", "linalg.lu");
	const places = values(matrix, args.dtype("output_idx_type") ?? "int32");
	return { kind: "tuple", fields: ["lu", "p"], items: [whole(matrix), places] };
});

/** What is written in Python asks for floats before anything else. */
function requireFloats(args: OpArguments, name: string): void {
	const { dtype } = args.tensor(name);
	if (typeof dtype !== "string" || isFloating(dtype)) return;
	args.fail({
		code: "invalid-layer-input",
		exception: "TypeError",
		message: `the matrix must be of floats, found ${dtype}`,
		argument: name,
	});
}

/** A check of TensorFlow's own Python, which raises the same on values. */
function requireMatrix(args: OpArguments, name: string): Matrix {
	if (dimsOf(args.tensor(name)).length >= 2) return matrixOf(args, name);
	return args.fail({
		code: "input-rank",
		exception: "ValueError",
		message: "a matrix has two axes or more",
		argument: name,
	});
}

const PINV = defineOp("linalg.pinv", "a, rcond=None, validate_args=False, name=None", (args) => {
	requireFloats(args, "a");
	const { batch, rows, columns, dtype } = requireMatrix(args, "a");
	return { shape: ranked([...batch, columns, rows]), dtype };
});

const MATRIX_RANK = defineOp("linalg.matrix_rank", "a, tol=None, validate_args=False, name=None", (args) => {
	requireFloats(args, "a");
	return { shape: ranked(requireMatrix(args, "a").batch), dtype: "int32" };
});

/** `tf.linalg.expm` multiplies the matrix with itself: only two known sizes can contradict each other. */
const EXPM = defineOp("linalg.expm", "input, name=None", (args) => {
	const { dtype, shape } = args.tensor("input");
	if (typeof dtype === "string" && !inexact(dtype))
		args.fail({ code: "invalid-layer-input", exception: "ValueError", message: `tf.linalg.expm of ${dtype}` });
	const { rows, columns } = matrixOf(args, "input");
	merge(args, rows, columns, "the rows and columns of a square matrix");
	return { shape, dtype };
});

const LOGM = defineOp("linalg.logm", "input, name=None", (args) => {
	const { dtype } = args.tensor("input");
	requireDType(args, "linalg.logm", dtype, (each) => typeof each === "string" && each.startsWith("complex"));
	return whole(squareOf(args, "input", "linalg.logm"));
});

const LOGDET = composed("linalg.logdet", "matrix, name=None", ({ call, binary }, [matrix]) => {
	const diagonal = call("math.real", call("linalg.diag_part", call("linalg.cholesky", matrix)));
	const total = call("reduce_sum", call("math.log", diagonal), { kind: "list", items: [{ kind: "int", value: -1 }] });
	return binary("*", { kind: "float", value: 2 }, total);
});

const TRACE = defineOp("linalg.trace", "x, name=None", (args) => {
	const matrix = matrixOf(args, "x");
	requireDType(args, "linalg.trace", matrix.dtype, number);
	return scalars(matrix);
});

const flipped = (name: string, text: string): FunctionModel =>
	defineOp(`linalg.${name}`, text, (args) => {
		const { batch, rows, columns, dtype } = requireMatrix(args, text.split(",")[0] as string);
		return { shape: ranked([...batch, columns, rows]), dtype };
	});

const GLOBAL_NORM = defineOp("linalg.global_norm", "t_list, name=None", (args) => {
	const [first] = args.tensors("t_list");
	if (!first) return vague("the norm of nothing");
	requireDType(args, "linalg.global_norm", first.dtype, isFloating);
	return { shape: ranked([]), dtype: first.dtype };
});

const CROSS = defineOp("linalg.cross", "a, b, name=None", (args) => {
	const [a, b] = [args.tensor("a"), args.tensor("b")];
	if (a.dtype !== b.dtype && typeof a.dtype === "string" && typeof b.dtype === "string")
		requireDType(args, "linalg.cross", b.dtype, (dtype) => dtype === a.dtype);
	requireDType(args, "linalg.cross", a.dtype, (dtype) => number(dtype) && !String(dtype).startsWith("complex"));
	const [left, right] = [dimsFromRank(args, a, 1, "a"), dimsFromRank(args, b, 1, "b")];
	const last = [left.at(-1), right.at(-1)].find((dim) => isStatic(dim as Dim) && dim !== 3);
	if (last !== undefined) {
		args.fail({
			code: "input-axis-size",
			exception: args.isGraph ? "ValueError" : "FailedPreconditionError",
			message: `the last axis of a cross product has size 3, found ${last}`,
		});
	}
	return { shape: ranked(mergeAll(args, left, right, "a cross product")), dtype: a.dtype };
});

/** In a graph nobody asks for the rank. */
const BAND_PART = defineOp("linalg.band_part", "input, num_lower, num_upper, name=None", (args) => {
	for (const name of ["num_lower", "num_upper"]) {
		if (args.tensor(name).adapts === true) adapt(args.tensor(name), "int64");
		else indices(args, name, (dtype) => dtype === "int32" || dtype === "int64");
	}
	const { shape, dtype } = args.tensor("input");
	if (!args.isGraph) matrixOf(args, "input");
	return { shape, dtype };
});

export const MATRIX_OPS: readonly FunctionModel[] = [
	TRACE,
	flipped("adjoint", "matrix, name=None"),
	flipped("matrix_transpose", "a, name='matrix_transpose', conjugate=False"),
	square("inv", "input, adjoint=False, name=None", whole),
	square("cholesky", "input, name=None", whole),
	square("sqrtm", "input, name=None", whole),
	square("det", "input, name=None", scalars),
	square("slogdet", "input, name=None", (matrix) => ({
		kind: "tuple",
		fields: ["sign", "log_abs_determinant"],
		items: [scalars(matrix), scalars({ ...matrix, dtype: realPart(matrix.dtype) })],
	})),
	square("eigvalsh", "tensor, name=None", (matrix) => values(matrix, realPart(matrix.dtype))),
	square("eigh", "tensor, name=None", (matrix) => ({
		kind: "tuple",
		items: [values(matrix, realPart(matrix.dtype)), whole(matrix)],
	})),
	eigen("eigvals", (matrix) => values(matrix, matrix.dtype)),
	eigen("eig", (matrix) => ({ kind: "tuple", items: [values(matrix, matrix.dtype), whole(matrix)] })),
	SVD,
	QR,
	LU,
	PINV,
	MATRIX_RANK,
	EXPM,
	LOGM,
	LOGDET,
	GLOBAL_NORM,
	CROSS,
	BAND_PART,
];
