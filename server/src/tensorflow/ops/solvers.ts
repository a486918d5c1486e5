import { broadcastDims, type Dim, type DType, isClash, isStatic, printShape, ranked } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import type { Operand } from "../convert";
import { defineOp, dimsOf, type OpArguments } from "../op";
import { commonDType } from "./elementwise";
import { dimsFromRank, merge, mergeAll } from "./inference";
import { inexact, requireDType } from "./keep";
import { type Matrix, matrixOf, squareOf } from "./matrix";

/** Systems of equations: a matrix (…, n, n) and right-hand sides (…, n, k). */

type Batch = (a: readonly Dim[], b: readonly Dim[], args: OpArguments) => readonly Dim[];

const merged: Batch = (a, b, args) => mergeAll(args, a, b, "the batch axes");

const broadcast: Batch = (a, b, args) => {
	const dims = broadcastDims(a, b);
	if (!isClash(dims)) return dims;
	return args.fail({
		code: "merge-shape-mismatch",
		message: `the batch axes ${printShape(ranked(a))} and ${printShape(ranked(b))} do not broadcast`,
	});
};

function sharedDType(args: OpArguments, left: string, right: string): DType {
	const dtype = commonDType([args.tensor(left), args.tensor(right)], args.isGraph, args.fail);
	requireDType(args, "linalg.solve", dtype, inexact);
	return dtype;
}

/** (…, m, n) and (…, m, k) give (…, n, k). */
function solved(args: OpArguments, left: Matrix, right: Matrix, batch: Batch): Operand {
	const outer = batch(left.batch, right.batch, args);
	const rows = merge(args, left.rows, right.rows, "the rows of the matrix and of the right-hand side");
	const inner = left.rows === left.columns ? rows : left.columns;
	return { shape: ranked([...outer, inner, right.columns]), dtype: left.dtype };
}

const solve = (name: string, text: string, batch: Batch, matrix = "matrix"): FunctionModel =>
	defineOp(`linalg.${name}`, text, (args) => {
		sharedDType(args, matrix, "rhs");
		return solved(args, squareOf(args, matrix, `linalg.${name}`), matrixOf(args, "rhs"), batch);
	});

/** `fast=False` is an operation of its own; else there are products and a Cholesky decomposition. */
const LSTSQ = defineOp("linalg.lstsq", "matrix, rhs, l2_regularizer=0.0, fast=True, name=None", (args) => {
	sharedDType(args, "matrix", "rhs");
	const [left, right] = [matrixOf(args, "matrix"), matrixOf(args, "rhs")];
	return solved(args, left, right, args.isTrue("fast") ? broadcast : merged);
});

/** Bands (…, bands, n). */
const BANDED = defineOp(
	"linalg.banded_triangular_solve",
	"bands, rhs, lower=True, adjoint=False, name=None",
	(args) => {
		const dtype = sharedDType(args, "bands", "rhs");
		const [left, right] = [matrixOf(args, "bands"), matrixOf(args, "rhs")];
		const rows = merge(args, left.columns, right.rows, "the bands and the right-hand side");
		return { shape: ranked([...broadcast(left.batch, right.batch, args), rows, right.columns]), dtype };
	},
);

const LU_SOLVE = defineOp("linalg.lu_solve", "lower_upper, perm, rhs, validate_args=False, name=None", (args) => {
	const [left, right] = [matrixOf(args, "lower_upper"), matrixOf(args, "rhs")];
	return solved(args, left, right, broadcast);
});

const fromLu = (name: string): FunctionModel =>
	defineOp(`linalg.${name}`, "lower_upper, perm, validate_args=False, name=None", (args) => {
		const { shape, dtype } = args.tensor("lower_upper");
		return { shape, dtype };
	});

const FORMATS: ReadonlySet<string> = new Set(["compact", "matrix", "sequence"]);

/** Three diagonals (…, 3, n), or the matrix that has them (…, n, n), beside (…, n, k). */
const tridiagonal = (name: string, text: string): FunctionModel =>
	defineOp(`linalg.tridiagonal_${name}`, text, (args) => {
		const format = args.get("diagonals_format");
		if (format.kind !== "str" || format.value === undefined) return vague("the format of diagonals");
		if (!FORMATS.has(format.value)) rejectFormat(args, format.value);
		if (format.value === "sequence") return vague("diagonals in a sequence");
		const dtype = commonDType([args.tensor("diagonals"), args.tensor("rhs")], args.isGraph, args.fail);
		const diagonals = matrixOf(args, "diagonals");
		const rhs = dimsOf(args.tensor("rhs"));
		if (name === "matmul") dimsFromRank(args, args.tensor("rhs"), diagonals.batch.length + 2, "rhs");
		const isVector = rhs.length === diagonals.batch.length + 1;
		const rows = (isVector ? rhs.at(-1) : rhs.at(-2)) as Dim;
		const isOdd = name === "solve" && isStatic(diagonals.rows) && format.value === "compact" && diagonals.rows !== 3;
		if (isOdd) rejectDiagonals(args, diagonals);
		if (format.value === "matrix") merge(args, diagonals.rows, diagonals.columns, "the rows and columns");
		merge(args, diagonals.columns, rows, "the diagonals and the right-hand side");
		return { shape: ranked(rhs), dtype };
	});

const rejectFormat = (args: OpArguments, format: string): never =>
	args.fail({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: `diagonals_format must be "compact", "matrix" or "sequence", found "${format}"`,
		argument: "diagonals_format",
	});

const rejectDiagonals = (args: OpArguments, { rows }: Matrix): never =>
	args.fail({
		code: "input-axis-size",
		exception: "ValueError",
		message: `compact diagonals are three rows, found ${isStatic(rows) ? rows : "others"}`,
		argument: "diagonals",
	});

export const SOLVERS: readonly FunctionModel[] = [
	solve("solve", "matrix, rhs, adjoint=False, name=None", merged),
	solve("triangular_solve", "matrix, rhs, lower=True, adjoint=False, name=None", broadcast),
	solve("cholesky_solve", "chol, rhs, name=None", broadcast, "chol"),
	LSTSQ,
	BANDED,
	LU_SOLVE,
	fromLu("lu_reconstruct"),
	fromLu("lu_matrix_inverse"),
	tridiagonal(
		"solve",
		"diagonals, rhs, diagonals_format='compact', transpose_rhs=False, conjugate_rhs=False, name=None, partial_pivoting=True, perturb_singular=False",
	),
	tridiagonal("matmul", "diagonals, rhs, diagonals_format='compact', name=None"),
];
