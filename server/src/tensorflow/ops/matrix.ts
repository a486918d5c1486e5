import { type Dim, type DType, mapDims, mergeDims, ranked } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import type { Operand } from "../convert";
import { defineOp, dimsOf, type OpArguments, type OpResult } from "../op";
import { inexact, keep, requireDType } from "./keep";
import { realPart } from "./more-math";

interface Matrix {
	readonly batch: readonly Dim[];
	readonly rows: Dim;
	readonly columns: Dim;
	readonly dtype: DType;
}

function matrixOf(args: OpArguments, name: string): Matrix {
	const operand = args.tensor(name);
	const dims = dimsOf(operand);
	if (dims.length < 2)
		return args.fail({ code: "input-rank", message: "a matrix has two axes or more", argument: name });
	return { batch: dims.slice(0, -2), rows: dims.at(-2) as Dim, columns: dims.at(-1) as Dim, dtype: operand.dtype };
}

/** A square matrix; what is known of one axis holds for the other. */
function squareOf(args: OpArguments, name: string, op: string): Matrix {
	const matrix = matrixOf(args, name);
	requireDType(args, op, matrix.dtype, inexact);
	const size = mergeDims(matrix.rows, matrix.columns);
	if (size !== undefined) return { ...matrix, rows: size, columns: size };
	return args.fail({ code: "input-axis-size", message: "the matrix is not square", argument: name });
}

const square = (name: string, text: string, result: (matrix: Matrix) => OpResult): FunctionModel =>
	defineOp(`linalg.${name}`, text, (args) => result(squareOf(args, /^\w+/.exec(text)?.[0] ?? "", `linalg.${name}`)));

const whole = ({ batch, rows, columns, dtype }: Matrix): Operand => ({
	shape: ranked([...batch, rows, columns]),
	dtype,
});

const least = (a: Dim, b: Dim): Dim => mapDims([a, b], ([x, y]) => Math.min(x as number, y as number));

const plainDiagonal = (args: OpArguments): void => {
	const k = args.get("k");
	if (k.kind !== "int" || k.value !== 0) vague("another diagonal than the main one");
};

const DIAG = defineOp(
	"linalg.diag",
	"diagonal, name='diag', k=0, num_rows=-1, num_cols=-1, padding_value=0, align='RIGHT_LEFT'",
	(args) => {
		plainDiagonal(args);
		if (args.int("num_rows") !== -1 || args.int("num_cols") !== -1) vague("a diagonal in a larger matrix");
		const operand = args.tensor("diagonal");
		const dims = dimsOf(operand);
		const last = dims.at(-1) ?? vague("the diagonal of a scalar");
		return { shape: ranked([...dims, last]), dtype: operand.dtype };
	},
);

const DIAG_PART = defineOp(
	"linalg.diag_part",
	"input, name='diag_part', k=0, padding_value=0, align='RIGHT_LEFT'",
	(args) => {
		plainDiagonal(args);
		const { batch, rows, columns, dtype } = matrixOf(args, "input");
		return { shape: ranked([...batch, least(rows, columns)]), dtype };
	},
);

const SET_DIAG = defineOp("linalg.set_diag", "input, diagonal, name='set_diag', k=0, align='RIGHT_LEFT'", (args) => {
	plainDiagonal(args);
	const { batch, rows, columns, dtype } = matrixOf(args, "input");
	const diagonal = dimsOf(args.tensor("diagonal"));
	if (diagonal.length !== batch.length + 1 || mergeDims(diagonal.at(-1) as Dim, least(rows, columns)) === undefined)
		return vague("a diagonal of another size");
	const merged = batch.map((dim, axis) => mergeDims(dim, diagonal[axis] as Dim) ?? vague("another batch"));
	return { shape: ranked([...merged, rows, columns]), dtype };
});

const TRACE = defineOp("linalg.trace", "x, name=None", (args) => {
	const { batch, dtype } = matrixOf(args, "x");
	return { shape: ranked(batch), dtype };
});

const ADJOINT = defineOp("linalg.adjoint", "matrix, name=None", (args) => {
	const { batch, rows, columns, dtype } = matrixOf(args, "matrix");
	return { shape: ranked([...batch, columns, rows]), dtype };
});

/** `tf.linalg.solve(matrix, rhs)`. */
const solve = (name: string, text: string): FunctionModel =>
	defineOp(`linalg.${name}`, text, (args) => {
		const left = squareOf(args, "matrix", `linalg.${name}`);
		const right = matrixOf(args, "rhs");
		if (
			mergeDims(left.rows, right.rows) === undefined ||
			left.dtype !== right.dtype ||
			left.batch.length !== right.batch.length
		)
			return vague("a system of other sizes");
		const batch = left.batch.map((dim, axis) => mergeDims(dim, right.batch[axis] as Dim) ?? vague("another batch"));
		return { shape: ranked([...batch, left.columns, right.columns]), dtype: left.dtype };
	});

const SVD = defineOp("linalg.svd", "tensor, full_matrices=False, compute_uv=True, name=None", (args): OpResult => {
	const { batch, rows, columns, dtype } = matrixOf(args, "tensor");
	requireDType(args, "linalg.svd", dtype, inexact);
	const size = least(rows, columns);
	const values = { shape: ranked([...batch, size]), dtype: realPart(dtype) };
	if (!args.isTrue("compute_uv")) return values;
	if (args.isTrue("full_matrices")) return vague("the full matrices of svd");
	const [left, right] = [rows, columns].map((dim) => ({ shape: ranked([...batch, dim, size]), dtype })) as [
		Operand,
		Operand,
	];
	return { kind: "tuple", items: [values, left, right] };
});

const QR = defineOp("linalg.qr", "input, full_matrices=False, name=None", (args): OpResult => {
	if (args.isTrue("full_matrices")) return vague("the full matrices of qr");
	const { batch, rows, columns, dtype } = matrixOf(args, "input");
	requireDType(args, "linalg.qr", dtype, inexact);
	const size = least(rows, columns);
	const q = { shape: ranked([...batch, rows, size]), dtype };
	const r = { shape: ranked([...batch, size, columns]), dtype };
	return { kind: "tuple", fields: ["q", "r"], items: [q, r] };
});

const EIGH = square("eigh", "tensor, name=None", (matrix) => ({
	kind: "tuple",
	items: [{ shape: ranked([...matrix.batch, matrix.rows]), dtype: matrix.dtype }, whole(matrix)],
}));

const GLOBAL_NORM = defineOp("linalg.global_norm", "t_list, name=None", (args) => {
	const [first] = args.tensors("t_list");
	return { shape: ranked([]), dtype: first?.dtype ?? vague("the norm of nothing") };
});

const CROSS = defineOp("linalg.cross", "a, b, name=None", (args) => {
	const [a, b] = [args.tensor("a"), args.tensor("b")];
	const [left, right] = [dimsOf(a), dimsOf(b)];
	if (left.length !== right.length) return vague("a cross product of other ranks");
	const dims = left.map((dim, axis) => mergeDims(dim, right[axis] as Dim) ?? vague("a cross product of other sizes"));
	return { shape: ranked(dims), dtype: a.dtype };
});

export const MATRIX_OPS: readonly FunctionModel[] = [
	DIAG,
	DIAG_PART,
	SET_DIAG,
	TRACE,
	ADJOINT,
	square("inv", "input, adjoint=False, name=None", whole),
	square("cholesky", "input, name=None", whole),
	square("sqrtm", "input, name=None", whole),
	square("det", "input, name=None", ({ batch, dtype }) => ({ shape: ranked(batch), dtype })),
	square("eigvalsh", "tensor, name=None", ({ batch, rows, dtype }) => ({ shape: ranked([...batch, rows]), dtype })),
	EIGH,
	solve("solve", "matrix, rhs, adjoint=False, name=None"),
	solve("triangular_solve", "matrix, rhs, lower=True, adjoint=False, name=None"),
	SVD,
	QR,
	GLOBAL_NORM,
	CROSS,
	keep("linalg.band_part", "input, num_lower, num_upper, name=None"),
];
