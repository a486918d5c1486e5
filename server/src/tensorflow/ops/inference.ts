import {
	type Dim,
	isInteger,
	isStatic,
	mergeDims,
	noneDim,
	printShape,
	ranked,
	unknownDim,
	type Value,
} from "../../domain";
import { type Operand, sizeOf } from "../convert";
import { dimsOf, type OpArguments } from "../op";
import { withRankAtLeast } from "./checks";
import { type Accepts, requireDType } from "./keep";

/** What a shape function of TensorFlow asks of its inputs. Mirrors InferenceContext (core/framework/shape_inference.h). */

/** The dimensions of an input that has so many axes or more; without its rank nothing can be said. */
export const dimsFromRank = (args: OpArguments, operand: Operand, rank: number, name: string): readonly Dim[] =>
	withRankAtLeast(args, operand, rank, name) ?? dimsOf(operand);

/** The size that two axes share. */
export function merge(args: OpArguments, a: Dim, b: Dim, what: string): Dim {
	return (
		mergeDims(a, b) ??
		args.fail({ code: "merge-shape-mismatch", message: `${what} must have one size, found ${a} and ${b}` })
	);
}

export function mergeAll(args: OpArguments, a: readonly Dim[], b: readonly Dim[], what: string): readonly Dim[] {
	if (a.length === b.length) return a.map((dim, axis) => merge(args, dim, b[axis] as Dim, what));
	return args.fail({
		code: "merge-shape-mismatch",
		message: `${what}: the shapes ${printShape(ranked(a))} and ${printShape(ranked(b))} differ in rank`,
	});
}

/** An argument of ints: floats and the like are refused where the operation is made. */
export function indices(args: OpArguments, name: string, accepts: Accepts = isInteger): Operand {
	const operand = args.tensor(name);
	requireDType(args, name, operand.dtype, accepts);
	return operand;
}

/** How many there are is decided by values: a graph does not read them, and we do not know them. */
export function counted(args: OpArguments, text: string): Dim {
	const why = { text, origin: args.origin };
	return args.isGraph ? noneDim(why) : unknownDim(why);
}

/** A size that is one argument: open where a graph computes it of its data. */
export const sizeArgument = (args: OpArguments, name: string): Dim =>
	args.sizes(name)?.[0] ?? counted(args, `the size that ${name} gives`);

/** The scalars of a content in order; absent when one is not known. */
export function scalars(content: Value | undefined): readonly (number | string | boolean)[] | undefined {
	if (content === undefined) return undefined;
	if (content.kind === "list" || content.kind === "tuple") {
		const parts = (content.items ?? [undefined]).map(scalars);
		return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
	}
	const isScalar =
		content.kind === "int" || content.kind === "float" || content.kind === "str" || content.kind === "bool";
	return isScalar && content.value !== undefined ? [content.value] : undefined;
}

/** The numbers of a content in order; absent when one is not known. */
export function numbers({ content }: Operand): readonly number[] | undefined {
	const found = scalars(content);
	return found?.every((each) => typeof each !== "string") ? found.map(Number) : undefined;
}

/** The size of a vector that stands for a shape or for axes: as many as it has elements. */
export function countOf(operand: Operand): number | undefined {
	const size = operand.shape.kind === "ranked" ? sizeOf(operand.shape.dims) : undefined;
	return size !== undefined && isStatic(size) ? size : undefined;
}

export const sameOperand = ({ shape, dtype }: Operand): Operand => ({ shape, dtype });
