import {
	bool,
	broadcastDims,
	type Dim,
	type DType,
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
import { convert, type Operand } from "../convert";
import { defineOp, dimsOf, type OpArguments } from "../op";
import { withRank } from "./checks";
import { composed } from "./composed";
import { commonDType, type Fail } from "./elementwise";
import { type Accepts, number, requireDType } from "./keep";

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

/** What a product of matrices is registered for. */
const multiplies: Accepts = (dtype) => number(dtype);

const MATMUL = defineOp(
	["matmul", "linalg.matmul"],
	"a, b, transpose_a=False, transpose_b=False, adjoint_a=False, adjoint_b=False, a_is_sparse=False, b_is_sparse=False, output_type=None, grad_a=False, grad_b=False, name=None",
	(args) => {
		for (const side of ["a", "b"]) {
			if (!args.isTrue(`transpose_${side}`) || !args.isTrue(`adjoint_${side}`)) continue;
			const message = `only one of transpose_${side} and adjoint_${side} may be True`;
			args.fail({ code: "invalid-layer-argument", exception: "ValueError", message, argument: `adjoint_${side}` });
		}
		const [a, b] = [args.tensor("a"), args.tensor("b")];
		const dtype = productDType(a, b, args);
		requireDType(isFlag(args, "transpose_a", "transpose_b") ? inPython(args) : args, "matmul", dtype, multiplies);
		if (isFlag(args, "a_is_sparse", "b_is_sparse")) {
			withRank(args, a, 2, "a");
			withRank(args, b, 2, "b");
		}
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

/** What is transposed is conjugated first, and refused there. */
const inPython = (args: OpArguments): OpArguments => ({ ...args, isGraph: true });

/** With an output type, batches of matrices of two dtypes are multiplied. */
function productDType(a: Operand, b: Operand, args: OpArguments): DType {
	const isMixed = args.given("output_type") && [a, b].some((each) => dimsOf(each).length > 2);
	if (isMixed && args.isGraph) return a.dtype;
	return commonDType([a, b], args.isGraph, args.fail);
}

/** `tf.linalg.matvec`, as TensorFlow writes it. */
const MATVEC = composed(
	"linalg.matvec",
	"a, b, transpose_a=False, adjoint_a=False, a_is_sparse=False, b_is_sparse=False, name=None",
	({ call }, [a, b, transposeA, adjointA]) => {
		const product = call("matmul", a, call("expand_dims", b, int(-1)), transposeA, bool(false), adjointA);
		return call("squeeze", product, int(-1));
	},
);

const range = (count: number, start: number) => Array.from({ length: count }, (_, index) => start + index);

/** What the Python of `tensordot` finds wrong, which raises the same in a graph and on values. */
const rejectAxes = (args: OpArguments, message: string, exception = "ValueError"): never =>
	args.fail({ code: "invalid-layer-argument", exception, message, argument: "axes" });

/** The axes of both operands that are contracted: the last of one with the first of the other, or two lists. */
function contractedAxes(
	args: OpArguments,
	left: number,
	right: number,
): readonly [readonly number[], readonly number[]] {
	const axes = args.get("axes");
	const normal = (list: readonly number[], rank: number) =>
		list.map((axis) => {
			const at = axis < 0 ? axis + rank : axis;
			return at < rank ? at : rejectAxes(args, `axis ${axis} is out of range for rank ${rank}`, "IndexError");
		});
	if (axes.kind === "int" && axes.value !== undefined) {
		if (axes.value < 0 || axes.value > left)
			return rejectAxes(args, `tensordot over ${axes.value} axes of a tensor of rank ${left}`);
		return [range(axes.value, left - axes.value), normal(range(axes.value, 0), right)];
	}
	const items = axes.kind === "list" || axes.kind === "tuple" ? axes.items : undefined;
	if (items === undefined) return vague("the axes of tensordot");
	if (items.length !== 2) return rejectAxes(args, "the axes of tensordot are one list for each operand");
	const [a, b] = items.map((item) => axisList(item)) as [readonly number[], readonly number[]];
	if (a.length !== b.length) rejectAxes(args, "the axes of both operands of tensordot pair");
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
	const [left, right] = [dimsOf(a), dimsOf(b)];
	const [axesA, axesB] = contractedAxes(args, left.length, right.length);
	const dtype = commonDType([a, b], args.isGraph, args.fail);
	requireDType(args, "tensordot", dtype, multiplies);
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

/** The output of an equation that names none: the labels that stand once, in the order of the alphabet. */
function impliedOutput(inputs: string): string {
	const labels = [...inputs.replaceAll("...", "").replaceAll(",", "")];
	const single = labels.filter((label) => labels.indexOf(label) === labels.lastIndexOf(label)).sort();
	return (inputs.includes("...") ? "..." : "") + single.join("");
}

/** What the Python of `einsum` finds wrong with an equation. */
function checkEquation(terms: readonly string[], output: string, operands: number, args: OpArguments): void {
	const reject = (message: string): never =>
		args.fail({ code: "invalid-layer-argument", exception: "ValueError", message, argument: "equation" });
	if (terms.length !== operands) reject(`the equation has ${terms.length} terms for ${operands} operands`);
	const labels = [...output.replaceAll(".", "")];
	if (new Set(labels).size !== labels.length) reject("a label stands twice in the output of the equation");
	const lost = labels.find((label) => !terms.some((term) => term.includes(label)));
	if (lost !== undefined) reject(`the label ${lost} of the output stands in no term of the equation`);
}

const EINSUM = defineOp(["einsum", "linalg.einsum"], "equation, *inputs, **kwargs", (args) => {
	const equation = args.get("equation");
	const operands = args.bound.rest.map(({ value }) => value);
	if (equation.kind !== "str" || equation.value === undefined) return vague("an equation that is not known");
	const text = equation.value.replaceAll(" ", "");
	const [inputs = "", written] = text.split("->");
	const output = written ?? impliedOutput(inputs);
	const given = inputs.split(",");
	checkEquation(given, output, operands.length, args);
	const tensors = operands.map((value) => convert(value));
	const dtype = commonDType(tensors, args.isGraph, args.fail);
	const spelt = spellTerms(given, output, text.includes("...") ? tensors.map((tensor) => dimsOf(tensor).length) : []);
	const sizes = new Map<string, Dim>();
	spelt.terms.forEach((term, index) => {
		readTerm(term, tensors[index] as Operand, sizes, args);
	});
	return {
		shape: ranked([...spelt.output].map((letter) => sizes.get(letter) ?? vague("a letter of no operand"))),
		dtype,
	};
});

export const LINALG_OPS: readonly FunctionModel[] = [MATMUL, MATVEC, TENSORDOT, EINSUM];
