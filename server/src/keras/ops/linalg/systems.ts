import { type Dim, isNone, isUnknown, printDType, printShape, ranked } from "../../../domain";
import { defineOp, type OpResult } from "../define-op";
import type { OpCall } from "../op-call";
import { dimsOf, type Operand } from "../operand";
import { broadcast, differ, rejectPython, sameSize } from "../shapes";
import { checkKernel, matrixOf, rejectRank } from "./matrix";

const mismatch = (op: OpCall, message: string, exception?: "ValueError"): never =>
	op.fail({ code: "merge-shape-mismatch", exception, message, argument: "b" });

/** Both sides; on KerasTensors, Keras reads attributes that a Python value does not have. */
function sides(op: OpCall): readonly [Operand, Operand] {
	const [a, b] = [op.tensor("a"), op.tensor("b")];
	if (op.isSymbolic)
		for (const [side, name] of [
			[a, "a"],
			[b, "b"],
		] as const)
			if (!side.isTensor) rejectPython(op.get(name), "shape", op, name);
	return [a, b];
}

const unequal = (a: Dim, b: Dim): boolean => !isUnknown(a) && !isUnknown(b) && !sameSize(a, b);

/** `_assert_a_b_compat`: None and a size are two sizes. */
function checkCompatible(a: Operand, b: Operand, op: OpCall): void {
	const [left, right] = [dimsOf(a), dimsOf(b)];
	const axis = left.length === right.length ? -2 : left.length === right.length - 1 ? -1 : undefined;
	if (axis === undefined || !unequal(left.at(axis) as Dim, right.at(axis) as Dim)) return;
	mismatch(op, `a has shape ${printShape(a.shape)}, b ${printShape(b.shape)}`, "ValueError");
}

function checkDTypes(a: Operand, b: Operand, op: OpCall): void {
	if (typeof a.dtype !== "string" || typeof b.dtype !== "string" || a.dtype === b.dtype) return;
	op.fail({
		code: "invalid-layer-input",
		exception: { graph: "TypeError" },
		message: `a is ${printDType(a.dtype)}, b ${printDType(b.dtype)}: TensorFlow wants one dtype`,
	});
}

const solve =
	(broadcasts: boolean) =>
	(op: OpCall): OpResult => {
		const [a, b] = sides(op);
		matrixOf(op, "a", true);
		if (dimsOf(b).length < 1) rejectRank(op, "b must be a vector at least, found a scalar", "b");
		checkCompatible(a, b, op);
		if (op.isSymbolic) return { shape: b.shape, dtype: b.dtype };
		checkKernel(a.dtype, op);
		checkDTypes(a, b, op);
		return { shape: ranked(solution(a, b, broadcasts, op)), dtype: b.dtype };
	};

/** What the kernel gives: the solution of each matrix, or of each vector when `b` has one axis less. */
function solution(a: Operand, b: Operand, broadcasts: boolean, op: OpCall): readonly Dim[] {
	const [left, right] = [dimsOf(a), dimsOf(b)];
	const isVector = right.length === left.length - 1;
	const given = isVector ? [...right, 1] : right;
	if (given.length < 2) mismatch(op, `b has shape ${printShape(b.shape)}: no matrix, and no vector for each matrix`);
	const [rows, columns] = given.slice(-2) as [Dim, Dim];
	if (differ(left.at(-1), rows)) mismatch(op, `a has shape ${printShape(a.shape)}, b ${printShape(b.shape)}`);
	const [batch, own] = [left.slice(0, -2), given.slice(0, -2)];
	const clash = batch.length !== own.length || batch.some((dim, axis) => differ(dim, own[axis]));
	if (!broadcasts && clash) mismatch(op, `the batches of a and b differ: ${printShape(ranked(batch))}`);
	const joined = broadcasts
		? dimsOf({ shape: broadcast(ranked(batch), ranked(own), op) })
		: own.map((dim, axis) => (isNone(dim) ? (batch[axis] as Dim) : dim));
	const size = isNone(rows) ? (left.at(-1) as Dim) : rows;
	return isVector ? [...joined, size] : [...joined, size, columns];
}

function lstsq(op: OpCall): OpResult {
	const [a, b] = [op.tensor("a"), op.tensor("b")];
	if (op.isSymbolic) return declaredLeastSquares(op);
	const [left, right] = [dimsOf(a), dimsOf(b)];
	if (left[0] === undefined || right[0] === undefined)
		return rejectRank(op, "a scalar has no leading axis", left[0] === undefined ? "a" : "b", "IndexError");
	if (unequal(left[0], right[0])) mismatch(op, "a and b differ in their first axis", "ValueError");
	if (left.length !== 2) rejectRank(op, `a must be a matrix, found ${left.length} axes`, "a", "TypeError");
	if (right.length > 2) rejectRank(op, `b must have one or two axes, found ${right.length}`, "b", "TypeError");
	if (typeof a.dtype === "string" && !/^(float|complex)/.test(a.dtype)) checkKernel(a.dtype, op, "ValueError");
	if (!op.has("rcond") && left.some(isNone))
		rejectRank(op, "Keras compares the sizes of a: neither may be None", "a", "TypeError");
	if (left.includes(0)) rejectRank(op, "a matrix without values has no singular value", "a", EMPTY);
	checkDTypes(a, b, op);
	return { shape: ranked([left[1] as Dim, ...right.slice(1)]), dtype: a.dtype };
}

const EMPTY = { graph: "ValueError", eager: "InvalidArgumentError" };

function declaredLeastSquares(op: OpCall): OpResult {
	const [a, b] = sides(op);
	const [left, right] = [dimsOf(a), dimsOf(b)];
	if (left.length !== 2) rejectRank(op, `a must be a matrix, found shape ${printShape(a.shape)}`, "a");
	if (right.length !== 1 && right.length !== 2)
		rejectRank(op, `b must have one or two axes, found shape ${printShape(b.shape)}`, "b");
	if (unequal(left[0] as Dim, right[0] as Dim)) mismatch(op, "a and b differ in their first axis", "ValueError");
	return { shape: ranked([left[1] as Dim, ...right.slice(1)]), dtype: a.dtype };
}

const BOTH = { symbolic: ["a", "b"] };

/** Systems of equations. Mirrors keras/src/ops/linalg.py and the TensorFlow backend's. */
export const SYSTEM_OPS = [
	defineOp("solve", "linalg", "a, b", solve(false), BOTH),
	defineOp("solve_triangular", "linalg", "a, b, lower=False", solve(true), BOTH),
	defineOp("lstsq", "linalg", "a, b, rcond=None", lstsq, BOTH),
];
