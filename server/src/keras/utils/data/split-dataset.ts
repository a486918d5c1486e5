import { type Dim, isStatic, tuple, type Value, type World } from "../../../domain";
import { type FunctionModel, type LibraryCall, typeName, vague } from "../../../interpreter/api";
import { defineByWorld } from "./define-by-world";
import { fail, makeDataset, tensorSpec } from "./make-dataset";

const COMMON = "dataset, left_size=None, right_size=None, shuffle=False, seed=None";
const SIGNATURES: Readonly<Record<World, string>> = { keras2: COMMON, keras3: `${COMMON}, preferred_backend=None` };

/** `split_dataset` of arrays: two datasets of their rows. Mirrors keras/src/utils/dataset_utils.py. */
export const SPLIT_DATASET: FunctionModel = defineByWorld("split_dataset", SIGNATURES, (bound, call) => {
	const [left, right] = [bound.get("left_size"), bound.get("right_size")];
	if (left.kind === "none" && right.kind === "none") fail("left_size or right_size says where to split", "left_size");
	const { element, length } = asList(rowsOf(bound.get("dataset"), call), bound.get("dataset"));
	if (!isStatic(length)) return vague("how many rows there are");
	const [first, second] = sizesOf(left, right, length);
	return tuple([first, second].map((count) => makeDataset(element, call, count)));
});

interface Rows {
	readonly element: Value;
	readonly length: Dim;
}

/** The rows of one array are made a list, whose numbers are Python's to TensorFlow. */
function asList(rows: Rows, data: Value): Rows {
	const { element } = rows;
	const isVector =
		element.kind === "typespec" && element.spec.shape.kind === "ranked" && element.spec.shape.dims.length === 0;
	if (data.kind !== "tensor" || !isVector) return rows;
	const { dtype } = element.spec;
	if (dtype === "int64") return { ...rows, element: tensorSpec([], "int32") };
	return dtype === "int32" || dtype === "float32" ? rows : vague("the dtype of a list of NumPy numbers");
}

function rowsOf(data: Value, call: LibraryCall): Rows {
	if (data.kind === "tensor") {
		const { shape, dtype } = data.spec;
		const [length, ...row] = shape.kind === "ranked" ? shape.dims : [];
		return length === undefined ? vague("rows that are not known") : { element: tensorSpec(row, dtype), length };
	}
	if (data.kind !== "list" && data.kind !== "tuple") return vague(`the rows of a value of type ${typeName(data)}`);
	const items = data.items ?? vague("rows that are not known");
	const odd = items.find(({ kind }) => kind === "int" || kind === "float" || kind === "str" || kind === "bool");
	if (odd) fail(`a list of arrays is split, and this one holds a ${odd.kind}`, "dataset");
	const columns = items.map((item) => rowsOf(item, call));
	const [first] = columns;
	if (!first) return vague("no rows");
	return { element: tuple(columns.map(({ element }) => element)), length: first.length };
}

/** Sizes as counts: shares are rounded towards zero, and one that is not given is the rest. */
function sizesOf(left: Value, right: Value, total: number): readonly [number, number] {
	for (const [name, size] of [
		["left_size", left],
		["right_size", right],
	] as const)
		check(name, size, total);
	const shares = [left, right].map((size) => (size.kind === "float" ? size.value : undefined));
	if (shares[0] !== undefined && shares[1] !== undefined && shares[0] + shares[1] > 1)
		fail("left_size and right_size are more than the whole", "left_size");
	const [first, second] = [left, right].map((size) => count(size, total));
	if (first === undefined) return [total - (second as number), second as number];
	if (second === undefined) return [first, total - first];
	if (first + second > total) fail("left_size and right_size are more than the whole", "left_size");
	return [first, second];
}

function count(size: Value, total: number): number | undefined {
	if (size.kind === "none") return undefined;
	if (size.kind === "float") return Math.trunc((size.value ?? vague("a share that is not known")) * total);
	return size.kind === "int" ? (size.value ?? vague("a count that is not known")) : vague("a size that is not known");
}

function check(name: string, size: Value, total: number): void {
	if (size.kind === "none" || size.kind === "unknown") return;
	if (size.kind !== "int" && size.kind !== "float")
		fail(`${name} is an int or a float, found a ${typeName(size)}`, name, "TypeError");
	const { value } = size as { value?: number };
	if (value === undefined) return;
	const isOut = size.kind === "int" ? value <= 0 || value >= total : value <= 0 || value >= 1;
	if (isOut) fail(`${name} is a count below ${total} or a share below 1, found ${value}`, name);
}
