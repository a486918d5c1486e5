import {
	bool,
	broadcastDims,
	type Dim,
	int,
	isClash,
	isFullyDefined,
	mergeDims,
	printDim,
	printShape,
	ranked,
	type Value,
} from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import type { Operand } from "../convert";
import { defineOp, dimsOf, type OpArguments } from "../op";
import { composed } from "./composed";
import { commonDType, type Fail } from "./elementwise";

/** `a @ b` on the last two axes; the others broadcast. */
export function matmul(a: Operand, b: Operand, transposeA: boolean, transposeB: boolean, fail: Fail): readonly Dim[] {
	const [left, right] = [dimsOf(a), dimsOf(b)];
	if (left.length < 2 || right.length < 2) {
		fail({
			code: "input-rank",
			message: `matmul needs two tensors of rank 2 or more, found ${printShape(a.shape)} and ${printShape(b.shape)}`,
		});
	}
	const [rows, inner] = lastTwo(left, transposeA);
	const [other, columns] = lastTwo(right, transposeB);
	const batch = broadcastDims(left.slice(0, -2), right.slice(0, -2));
	if (mergeDims(inner, other) === undefined || isClash(batch)) {
		fail({
			code: "merge-shape-mismatch",
			message: `matmul cannot multiply ${printShape(a.shape)} by ${printShape(b.shape)}: the sizes do not match`,
		});
	}
	return [...batch, rows, columns];
}

function lastTwo(dims: readonly Dim[], transposed: boolean): readonly [Dim, Dim] {
	const [row, column] = dims.slice(-2) as [Dim, Dim];
	return transposed ? [column, row] : [row, column];
}

const isFlag = (args: OpArguments, ...names: readonly string[]): boolean => names.some((name) => args.isTrue(name));

const MATMUL = defineOp(
	["matmul", "linalg.matmul"],
	"a, b, transpose_a=False, transpose_b=False, adjoint_a=False, adjoint_b=False, a_is_sparse=False, b_is_sparse=False, output_type=None, grad_a=False, grad_b=False, name=None",
	(args) => {
		const [a, b] = [args.tensor("a"), args.tensor("b")];
		const dtype = commonDType([a, b], args.isGraph, args.fail);
		const dims = matmul(
			a,
			b,
			isFlag(args, "transpose_a", "adjoint_a"),
			isFlag(args, "transpose_b", "adjoint_b"),
			args.fail,
		);
		return { shape: ranked(dims), dtype: args.dtype("output_type") ?? dtype };
	},
);

/** `tf.linalg.matvec`, as TensorFlow writes it. */
const MATVEC = composed(
	"linalg.matvec",
	"a, b, transpose_a=False, adjoint_a=False, a_is_sparse=False, b_is_sparse=False, name=None",
	({ call }, [a, b, transposeA, adjointA]) => {
		const product = call("matmul", a, call("expand_dims", b, int(-1)), transposeA, bool(false), adjointA);
		return call("squeeze", product, int(-1));
	},
);

/** The axes of both operands that are contracted: the last of one with the first of the other, or two lists. */
function contractedAxes(
	args: OpArguments,
	left: number,
	right: number,
): readonly [readonly number[], readonly number[]] {
	const axes = args.get("axes");
	const range = (count: number, start: number) => Array.from({ length: count }, (_, index) => start + index);
	if (axes.kind === "int" && axes.value !== undefined) {
		if (axes.value < 0 || axes.value > left || axes.value > right) return vague("tensordot over too many axes");
		return [range(axes.value, left - axes.value), range(axes.value, 0)];
	}
	const items = axes.kind === "list" || axes.kind === "tuple" ? axes.items : undefined;
	if (items?.length !== 2) return vague("the axes of tensordot");
	const [a, b] = items.map((item) => axisList(item)) as [readonly number[], readonly number[]];
	const normal = (list: readonly number[], rank: number) => list.map((axis) => (axis < 0 ? axis + rank : axis));
	return [normal(a, left), normal(b, right)];
}

function axisList(value: Value): readonly number[] {
	const items = value.kind === "list" || value.kind === "tuple" ? (value.items ?? vague("an axis")) : [value];
	return items.map((item) =>
		item.kind === "int" && item.value !== undefined ? item.value : vague("an axis that is not known"),
	);
}

/** Sizes are compared only where all of them are known: else the operands become matrices at run time. */
const TENSORDOT = defineOp(["tensordot", "linalg.tensordot"], "a, b, axes, name=None", (args) => {
	const [a, b] = [args.tensor("a"), args.tensor("b")];
	const dtype = commonDType([a, b], args.isGraph, args.fail);
	const [left, right] = [dimsOf(a), dimsOf(b)];
	const [axesA, axesB] = contractedAxes(args, left.length, right.length);
	if (axesA.length !== axesB.length) return vague("axes that do not pair");
	if (isFullyDefined(a.shape) && isFullyDefined(b.shape)) {
		const product = (dims: readonly Dim[], axes: readonly number[]) =>
			axes.reduce((total, axis) => total * (dims[axis] as number), 1);
		if (product(left, axesA) !== product(right, axesB)) {
			return args.fail({
				code: "merge-shape-mismatch",
				message: `tensordot cannot contract ${printShape(a.shape)} with ${printShape(b.shape)} over these axes`,
			});
		}
	}
	const free = (dims: readonly Dim[], axes: readonly number[]) => dims.filter((_, axis) => !axes.includes(axis));
	return { shape: ranked([...free(left, axesA), ...free(right, axesB)]), dtype };
});

/** Letters for the axes of an ellipsis, the last one for the last axis. */
const ELLIPSIS = "αβγδεζηθ";

const broadcast = (a: Dim, b: Dim): Dim | undefined => (a === 1 ? b : b === 1 ? a : mergeDims(a, b));

/** A term whose ellipsis is spelt out as `count` axes. */
const spellOut = (term: string, count: number): string => {
	if (count > ELLIPSIS.length || count < 0) return vague("an ellipsis that does not fit");
	return term.replace("...", ELLIPSIS.slice(ELLIPSIS.length - count));
};

/** The terms of an equation without ellipses; that of the output has as many axes as the widest of the inputs. */
function spellTerms(terms: readonly string[], output: string, ranks: readonly number[]) {
	const counts = terms.map((term, index) => (term.includes("...") ? (ranks[index] as number) - (term.length - 3) : 0));
	const most = Math.max(0, ...counts);
	if (most > 0 && !output.includes("...")) return vague("an output without the ellipsis of the inputs");
	return {
		terms: terms.map((term, index) => spellOut(term, counts[index] as number)),
		output: spellOut(output, most),
	};
}

/** Takes over the sizes that an operand gives the letters of its term. */
function readTerm(term: string, operand: Operand, sizes: Map<string, Dim>, args: OpArguments): void {
	const dims = dimsOf(operand);
	if (dims.length !== term.length) {
		args.fail({
			code: "input-rank",
			message: `the term ${term} of the equation has ${term.length} axes, its operand ${printShape(operand.shape)}`,
		});
	}
	for (const [axis, letter] of [...term].entries()) {
		const dim = dims[axis] as Dim;
		const known = sizes.get(letter);
		const merged =
			known === undefined ? dim : ELLIPSIS.includes(letter) ? broadcast(known, dim) : mergeDims(known, dim);
		if (merged === undefined) {
			args.fail({
				code: "merge-shape-mismatch",
				message: `the equation gives ${letter} the sizes ${printDim(known ?? dim)} and ${printDim(dim)}`,
			});
		}
		sizes.set(letter, merged);
	}
}

/** `tf.einsum` with an output. */
const EINSUM = defineOp(["einsum", "linalg.einsum"], "equation, *inputs, **kwargs", (args) => {
	const equation = args.get("equation");
	const operands = args.bound.rest.map(({ value }) => value);
	if (equation.kind !== "str" || equation.value === undefined) return vague("an equation that is not known");
	const text = equation.value.replaceAll(" ", "");
	const [inputs = "", output] = text.split("->");
	if (output === undefined) return vague("an equation with no output");
	const tensors = operands.map((value) =>
		value.kind === "tensor" ? value.spec : vague("an operand that is no tensor"),
	);
	const given = inputs.split(",");
	if (given.length !== tensors.length) return vague("as many operands as terms");
	const spelt = spellTerms(given, output, text.includes("...") ? tensors.map((tensor) => dimsOf(tensor).length) : []);
	const sizes = new Map<string, Dim>();
	spelt.terms.forEach((term, index) => {
		readTerm(term, tensors[index] as Operand, sizes, args);
	});
	const dtype = commonDType(tensors, args.isGraph, args.fail);
	return {
		shape: ranked([...spelt.output].map((letter) => sizes.get(letter) ?? vague("a letter of no operand"))),
		dtype,
	};
});

const TRANSPOSE_LAST = defineOp(["linalg.matrix_transpose"], "a, name='matrix_transpose', conjugate=False", (args) => {
	const operand = args.tensor("a");
	const dims = dimsOf(operand);
	const [row, column] = lastTwo(dims, true);
	return { shape: ranked([...dims.slice(0, -2), row, column]), dtype: operand.dtype };
});

export const LINALG_OPS: readonly FunctionModel[] = [MATMUL, MATVEC, TENSORDOT, EINSUM, TRANSPOSE_LAST];
