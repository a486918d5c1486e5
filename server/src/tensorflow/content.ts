import {
	type DType,
	isFloating,
	isStatic,
	list,
	NONE,
	type Reason,
	type Shape,
	type TensorValue,
	type Value,
} from "../domain";

/**
 * What is known of a tensor's values. In a graph, `NONE` stands for what TensorFlow itself does not know; an int that was
 * read from a shape with open sizes (`dimOf`) is known to shape functions, but no constant to compute with.
 */

const leaves = (content: Value): readonly Value[] =>
	content.kind === "list" || content.kind === "tuple" ? (content.items ?? [NONE]).flatMap(leaves) : [content];

const hasValue = (leaf: Value): boolean =>
	((leaf.kind === "int" || leaf.kind === "float" || leaf.kind === "bool" || leaf.kind === "str") &&
		leaf.value !== undefined) ||
	leaf.kind === "bytes";

/** Whether TensorFlow can compute with it before the graph runs. */
export const isConstant = (content: Value | undefined): content is Value =>
	content !== undefined && leaves(content).every((leaf) => hasValue(leaf) && !(leaf.kind === "int" && leaf.dimOf));

/** Whether the values are of the running program: TensorFlow knows as little of what is computed of them. */
export function isData({ flavor, eager, content }: TensorValue): boolean {
	if (flavor !== "KerasTensor" && eager !== false) return false;
	return content === undefined || (content.kind !== "unknown" && !isConstant(content));
}

/** What a shape function does with a reversed part of a shape: it fails. */
export const REVERSED: Reason = { text: "a shape that is reversed by a slice" };

/** The content of a tensor; that of a graph's which has none is not known to TensorFlow either. */
export const contentIn = (value: TensorValue): Value | undefined =>
	value.content ??
	(value.flavor === "KerasTensor" || value.eager === false ? openContent(value.spec.shape) : undefined);

/** Ints as values of their own, no matter which shape they were read from. */
export function asConstant(content: Value): Value {
	if (content.kind === "list" && content.items) return list(content.items.map(asConstant));
	if (content.kind === "tuple") return list(content.items.map(asConstant));
	return content.kind === "int" && content.dimOf ? { kind: "int", value: content.value, why: content.why } : content;
}

const MAX_OPEN = 64;

/** The content of a graph's scalar or vector of which TensorFlow knows no value. */
export function openContent(shape: Shape): Value | undefined {
	if (shape.kind !== "ranked" || shape.dims.length > 1) return undefined;
	const [size] = shape.dims;
	if (size === undefined) return NONE;
	return isStatic(size) && size <= MAX_OPEN ? list(Array<Value>(size).fill(NONE)) : undefined;
}

/** The numbers of a content in order, if all of them are constants; truths are 0 and 1. */
export function constantNumbers(content: Value | undefined): readonly number[] | undefined {
	if (!isConstant(content)) return undefined;
	const found = leaves(content).map((leaf) =>
		leaf.kind === "int" || leaf.kind === "float" ? leaf.value : leaf.kind === "bool" ? Number(leaf.value) : undefined,
	);
	return found.includes(undefined) ? undefined : (found as number[]);
}

const scalarOf = (value: number, dtype: DType): Value => {
	if (dtype === "bool") return { kind: "bool", value: value !== 0 };
	return isFloating(dtype) ? { kind: "float", value } : { kind: "int", value };
};

/** Numbers in order as the content of a tensor. */
export function contentOf(data: readonly number[], dims: readonly number[], dtype: DType): Value {
	const [first, ...rest] = dims;
	if (first === undefined) return scalarOf(data[0] as number, dtype);
	const size = rest.reduce((product, each) => product * each, 1);
	return list(Array.from({ length: first }, (_, at) => contentOf(data.slice(at * size, (at + 1) * size), rest, dtype)));
}
