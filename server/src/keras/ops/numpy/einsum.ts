import { broadcastDims, type Dim, isClash, mergeDims, ranked, type Shape } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { defineOp, type OpResult } from "../define-op";
import type { OpCall } from "../op-call";
import { dimsOf, type Operand } from "../operand";
import { broadcast, promote } from "../shapes";

/** The letters of one operand, before and after its ellipsis. */
interface Term {
	readonly before: string;
	/** Absent without an ellipsis. */
	readonly after: string | undefined;
}

const fail = (op: OpCall, message: string, exception?: string): never =>
	op.fail({ code: "invalid-layer-argument", message, argument: "subscripts", exception });

function parse(text: string): Term {
	const [before, after] = text.split("...");
	return { before: before ?? "", after };
}

/** The sizes of an operand by letter, and those that its ellipsis stands for. */
function bindTerm({ before, after }: Term, dims: readonly Dim[], op: OpCall) {
	const letters = before.length + (after?.length ?? 0);
	if (after === undefined ? dims.length !== letters : dims.length < letters)
		return fail(
			op,
			`"${before}${after === undefined ? "" : `...${after}`}" does not name the axes of a tensor of rank ${dims.length}`,
		);
	const sizes = new Map<string, Dim>();
	const place = (letter: string, dim: Dim): void => {
		if (!sizes.has(letter)) sizes.set(letter, dim);
	};
	[...before].forEach((letter, axis) => {
		place(letter, dims[axis] as Dim);
	});
	[...(after ?? "")].forEach((letter, index) => {
		place(letter, dims[dims.length - (after ?? "").length + index] as Dim);
	});
	const wild = after === undefined ? [] : dims.slice(before.length, dims.length - after.length);
	return { sizes, wild };
}

/**
 * Without an arrow the letters that stand alone come out after the ellipsis: in order, but in that of their first place
 * where Keras has renamed them for TensorFlow.
 */
function implicitOutput(inputs: string, op: OpCall): string {
	const letters = [...inputs].filter((each) => /[a-z]/i.test(each));
	const alone = letters.filter((each) => letters.indexOf(each) === letters.lastIndexOf(each));
	const distinct = [...new Set(alone)];
	return `...${(op.isSymbolic ? distinct.sort() : distinct).join("")}`;
}

function einsum(op: OpCall): OpResult {
	const value = op.get("subscripts");
	if (value.kind !== "str" || value.value === undefined) return vague("subscripts that are not known");
	const operands = op.bound.rest.map((argument) => op.operand(argument.value));
	const text = value.value.replaceAll(" ", "");
	const parts = text.split("->");
	if (parts.length > 2) return fail(op, "subscripts hold two arrows", "ValueError");
	const terms = (parts[0] as string).split(",");
	if (terms.length !== operands.length) {
		return fail(
			op,
			`subscripts name ${terms.length} operands, ${operands.length} are given`,
			op.isSymbolic ? "ValueError" : "IndexError",
		);
	}
	if (value.value !== text) return vague("subscripts with spaces");
	const output = parts[1] ?? implicitOutput(parts[0] as string, op);
	const shape = op.isSymbolic ? declared(terms, output, operands, op) : computed(terms, output, operands, op);
	return { shape, dtype: dtypeOf(operands, op) };
}

/** Each operand in the place of the output, 1 where it has no size; Keras broadcasts these. */
function declared(terms: readonly string[], output: string, operands: readonly Operand[], op: OpCall): Shape {
	if (/[A-Z]/.test(output)) return vague("subscripts with capital letters");
	const shapes = operands.map((operand, index) => {
		const { sizes, wild } = bindTerm(parse(terms[index] as string), dimsOf(operand), op);
		const target = output.split("...");
		const letters = (part: string): readonly Dim[] => [...part].map((letter) => sizes.get(letter) ?? 1);
		return ranked(target.flatMap((part, at) => (at === 0 ? letters(part) : [...wild, ...letters(part)])));
	});
	return shapes.reduce<Shape>((found, shape) => broadcast(found, shape, op), shapes[0] as Shape);
}

/** TensorFlow merges the sizes of each letter. */
function computed(terms: readonly string[], output: string, operands: readonly Operand[], op: OpCall): Shape {
	const merged = new Map<string, Dim>();
	let wild: readonly Dim[] = [];
	operands.forEach((operand, index) => {
		const bound = bindTerm(parse(terms[index] as string), dimsOf(operand), op);
		for (const [letter, dim] of bound.sizes) {
			const known = merged.get(letter);
			merged.set(letter, known === undefined ? dim : (mergeDims(known, dim) ?? mismatch(letter, op)));
		}
		const both = broadcastDims(wild, bound.wild);
		wild = isClash(both) ? mismatch("...", op) : both;
	});
	const letters = (part: string): readonly Dim[] =>
		[...part].map(
			(letter) => merged.get(letter) ?? fail(op, `the output names ${letter}, which no operand has`, "ValueError"),
		);
	return ranked(output.split("...").flatMap((part, at) => (at === 0 ? letters(part) : [...wild, ...letters(part)])));
}

const mismatch = (letter: string, op: OpCall): never =>
	op.fail({ code: "merge-shape-mismatch", message: `the operands have different sizes for ${letter}` });

const dtypeOf = (operands: readonly Operand[], op: OpCall) =>
	operands.every(({ dtype }) => dtype === "int8") ? "int32" : promote(operands, op);

/** `einsum`. Mirrors keras/src/ops/numpy.py. */
export const EINSUM_OPS = [defineOp("einsum", "numpy", "subscripts, *operands, **kwargs", einsum, { symbolic: [] })];
